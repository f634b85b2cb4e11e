"""How a kind of stored thing is found: the words of its things, who finds them, how they are shown.

A kind says it once, as `Kind.search`, and the search asks nothing else.  A source says which
entries of the journal speak of its things, what of each may be found, by whom, and how it is shown.
Source: docs/decisions/0059.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet

HOUSE, PUBLIC = "house", "public"
# The things that the files of a forum bring in are spoken of by one entry about the forum.
FORUM = "forum"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a thing in one language as it is to be found; the head has no `paragraph`.

    `more` is found too and not shown with the text: the numbers of a document.
    """

    language: str
    text: str
    paragraph: str = ""
    number: str = ""
    state: str = ""
    more: str = ""
    in_house: bool = True
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; empty and None narrow nothing.  Days are civil, in the forum's zone."""

    series: str = ""
    kind: str = ""
    meeting: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Card:
    """A thing that was found, as one reader sees it; `addresses` by language, as far as known.

    `place` is what follows an address for the paragraph that it names: an anchor, or a page below.
    """

    title: Mapping[str, str]
    symbol: str = ""
    kind: str = ""
    meeting: str = ""
    marking: str = ""
    day: date | None = None
    is_withdrawn: bool = False
    address: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    place: str = "#par-{paragraph}"


class Source(Protocol):
    """How the things of a kind are found.  It reads; it changes nothing.

    `kind` is the code of the kind, in at most 32 letters; `is_public` says whether anything of it
    may be found by anyone.  `forum`, `hat` and `entries` are those of `parties` and `journal`.
    """

    kind: str
    is_public: bool

    def touched(self, forum: Any, entries: Iterable[Any]) -> Collection[int]:
        """The things of which some entries speak."""

    def every(self, forum: Any) -> Iterable[int]:
        """All things of a forum that may have anything to be found, the oldest first."""

    def passages(self, item: int) -> Iterable[Passage]:
        """What of a thing is to be found, in reading order; nothing for what is not to be."""

    def visible(self, forum: Any, hat: Any, at: datetime, to: Filters) -> QuerySet[Model, object]:
        """The keys of the things that a hat may read, as far as the filters leave them."""

    def published(self, forum: Any, at: datetime, to: Filters) -> QuerySet[Model, object]:
        """The keys of the things that anyone may read at an instant (aware UTC), as far as the filters leave them."""

    def cards(self, forum: Any, items: Collection[int], audience: str) -> Mapping[int, Card]:
        """How things are shown in a list, for the house or the public; few queries for all."""
