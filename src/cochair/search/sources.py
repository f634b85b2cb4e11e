"""What can be searched: each kind of thing is registered here once, and the rest asks nothing else.

In `apps.ready()`:

    sources.register(Documents())

A source says which entries of the journal speak of its things, what of each may be found, by
whom, and how it is shown.  It reads; it changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from django.db.models import Model, QuerySet

from cochair.journal.models import Entry
from cochair.parties.models import Forum
from cochair.parties.offices import Hat

HOUSE, PUBLIC = "house", "public"


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
    """A thing that was found, as one reader sees it; `addresses` by language, as far as known."""

    title: Mapping[str, str]
    symbol: str = ""
    kind: str = ""
    meeting: str = ""
    marking: str = ""
    day: datetime | None = None
    is_withdrawn: bool = False
    address: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """One kind of thing; `kind` names it in the index, in at most 16 letters."""

    kind: str

    def touched(self, forum: Forum, entries: Iterable[Entry]) -> Collection[int]:
        """The things of which some entries speak."""

    def every(self, forum: Forum) -> Iterable[int]:
        """All things of a forum that may have anything to be found, the oldest first."""

    def passages(self, item: int) -> Iterable[Passage]:
        """What of a thing is to be found, in reading order; nothing for what is not to be."""

    def visible(self, forum: Forum, hat: Hat, at: datetime, to: Filters) -> QuerySet[Model, object]:
        """The keys of the things that a hat may read, as far as the filters leave them."""

    def published(self, forum: Forum, to: Filters) -> QuerySet[Model, object]:
        """The keys of the things that anyone may read, as far as the filters leave them."""

    def cards(self, forum: Forum, items: Collection[int], audience: str) -> Mapping[int, Card]:
        """How things are shown in a list, for the house or the public; few queries for all."""


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind of thing searchable."""
    _SOURCES[source.kind] = source


def every() -> tuple[Source, ...]:
    """Every kind of thing that can be searched."""
    return tuple(_SOURCES.values())


def of(kind: str) -> Source:
    """The source of one kind."""
    return _SOURCES[kind]
