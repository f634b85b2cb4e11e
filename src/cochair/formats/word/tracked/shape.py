"""What was read of a file with tracked changes: passages, changes in their words, comments.

A footnote stands among the words of its paragraph between the signs of `notes`; cells of a table
are divided by tabulators, rows by new lines, and lines within a cell by a sign of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

# A footnote among the words of its paragraph, in signs that no text uses otherwise.
NOTE_OPENS, NOTE_CLOSES = "⁽", "⁾"
# A new line within a cell: a plain one divides rows.
LINE_OF_CELL = "↵"


class Act(StrEnum):
    """What becomes of a whole paragraph; a moved one stands at both of its places."""

    STAYS = "stays"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


class Place(StrEnum):
    """Where a change stands."""

    BODY = "body"
    CELL = "cell"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Change:
    """Words instead of those from `start` to before `end` of the original, by one author.

    `at` is an ISO instant in UTC, empty where the file says none that is one. `within` are changes
    that others made to the new words, with their places in those.
    """

    start: int
    end: int
    words: str
    author: str = ""
    at: str = ""
    place: Place = Place.BODY
    moved: bool = False
    within: tuple["Change", ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on some words: of the original, or of what is inserted where there is none."""

    start: int
    end: int
    words: str
    author: str = ""
    at: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or table, as it was (None: it was not there) and as it would be (None: gone).

    `names` are its bookmarks; `author` and `at` belong to the act; `move` is the same number at
    both places of a moved one.  `written` is what its author inserted, before others changed it;
    of an inserted or moved one, `changes` are those of the others.
    """

    kind: str
    original: str | None
    revised: str | None
    act: Act = Act.STAYS
    names: tuple[str, ...] = ()
    author: str = ""
    at: str = ""
    move: int = 0
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()
    written: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A file with tracked changes as it was read.

    `looks` counts changes of looks alone, which say nothing; `struck` words that one author
    inserted and another deleted outside of any proposal; `hidden` signs that steer or do not show,
    which were left out; `more` says that there are words in boxes or formulas that were not read.
    """

    passages: tuple[Passage, ...]
    loose: tuple[Comment, ...] = ()
    looks: int = 0
    hidden: int = 0
    more: bool = False

    def as_json(self) -> dict[str, object]:
        """As it leaves the child process."""
        return asdict(self)


def from_json(said: Mapping[str, Any]) -> Tracked:
    """As it arrives from the child process."""
    return Tracked(
        tuple(_passage(one) for one in said["passages"]),
        tuple(Comment(**one) for one in said["loose"]),
        said["looks"],
        said["hidden"],
        said["more"],
    )


def _passage(said: Mapping[str, Any]) -> Passage:
    return Passage(
        said["kind"],
        said["original"],
        said["revised"],
        Act(said["act"]),
        tuple(said["names"]),
        said["author"],
        said["at"],
        said["move"],
        _changes(said["changes"]),
        tuple(Comment(**one) for one in said["comments"]),
        said["written"],
    )


def _changes(said: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    return tuple(
        Change(**{**one, "place": Place(one["place"]), "within": _changes(one["within"])})
        for one in said
    )
