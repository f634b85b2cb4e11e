"""What a Word file offers to a text: each change as a proposal, with what it meets there.  Pure."""

from dataclasses import dataclass
from enum import StrEnum

from cochair.features.texts.actions import Draft
from cochair.formats.word.tracked import Comment, Place
from cochair.procedure.refusal import Refusal


class Fate(StrEnum):
    """What an offer meets in the text."""

    NEW = "new"
    # The same is proposed already.
    TABLED = "tabled"
    # The words that it changes are others by now: it is offered as a whole paragraph.
    MOVED_ON = "moved_on"
    # It differs from the text and nobody tracked it.
    UNTRACKED = "untracked"
    # The paragraph is not in the file.
    MISSING = "missing"
    # It has no place in the text, or the procedures say no.
    NO_PLACE = "no_place"


CHOSEN = frozenset({Fate.NEW})


@dataclass(frozen=True, slots=True)
class Offer:
    """A change of the file as a proposal; `draft` is None where it can be none.

    `cut` and `new` are the words that would go and come; `author` and `at` are what the file says,
    and nobody is spoken for by them.
    """

    number: int
    fate: Fate
    cut: str
    new: str
    draft: Draft | None = None
    author: str = ""
    at: str = ""
    place: Place = Place.BODY
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_chosen(self) -> bool:
        """Whether it is proposed unless somebody says otherwise."""
        return self.draft is not None and self.fate in CHOSEN


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph with what the file would make of it: `now` in the text, `was` in the file."""

    paragraph: str
    now: str
    was: str
    wanted: str
    offers: tuple[Offer, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def has_moved_on(self) -> bool:
        """Whether the text says something else than what the file began with."""
        return bool(self.paragraph) and bool(self.was) and self.was != self.now


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that a file would do to a text, in the order of the file."""

    entries: tuple[Entry, ...]
    comments: tuple[Comment, ...] = ()
    looks: int = 0
    hidden: int = 0
    more: bool = False

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Every offer, in order."""
        return tuple(offer for one in self.entries for offer in one.offers)

    @property
    def remarks(self) -> tuple[tuple[str, Comment], ...]:
        """Every comment on a paragraph of the text with the id of that, in the order of the file."""
        return tuple(
            (one.paragraph, comment)
            for one in self.entries
            if one.paragraph
            for comment in one.comments
        )

    @property
    def authors(self) -> tuple[str, ...]:
        """Whom the file names, in alphabetical order."""
        return tuple(sorted({one.author for one in self.offers if one.author}))
