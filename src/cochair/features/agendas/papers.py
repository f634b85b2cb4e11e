"""The papers of items that stand in the register of documents, whatever keeps that register.

The register is an app above: it makes itself known in `apps.ready()`:

    papers.register(OnAgendas())

An item names a paper by its slug in the register, and so binds the work and not one text of it.
What a reader may not read is no paper of an item for them, and is not counted either.
Source: domain.md C.2 (AgendaItem), C.8.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from cochair.features.agendas.items import Items
from cochair.features.agendas.queries import Version
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.formats.paragraphs import Text
from cochair.procedure.refusal import Refusal


class Language(Protocol):
    """One language of a paper, as its mark shows it."""

    @property
    def code(self) -> str:
        """Which language."""

    @property
    def state(self) -> str:
        """The look: released, stale, courtesy, working or missing."""

    @property
    def is_released(self) -> bool:
        """Whether it counts."""

    @property
    def word(self) -> str:
        """Its state in words."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as one reader sees it: its number, and more only for those who may read it."""

    slug: str
    symbol: str
    title: Mapping[str, str] | None = None
    address: str = ""
    languages: tuple[Language, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A published agenda as a document: its title and its text by language, the one in which it is
    written first, and the slug of the document whose next revision it is (empty: a new one).

    `is_final` says that the meeting has adopted it.
    """

    meeting: Meeting
    title: Mapping[str, str]
    texts: Mapping[str, Text]
    slug: str = ""
    is_final: bool = False


class Register(Protocol):
    """What a register of documents answers."""

    def readable(
        self, forum: Forum, slugs: Collection[str], hat: ActingOffice | None, at: datetime
    ) -> frozenset[str]:
        """Those of some papers that a hat may read; one query."""

    def shown(
        self, forum: Forum, slugs: Collection[str], hat: ActingOffice | None, at: datetime
    ) -> Mapping[str, Paper]:
        """The papers that a hat may read, with their languages; a fixed number of queries."""

    def called(self, forum: Forum, said: str, hat: ActingOffice, at: datetime) -> tuple[str, ...]:
        """The papers that words mean, a number first, as far as a hat may read them."""

    def of_meeting(
        self, forum: Forum, meeting: str, hat: ActingOffice, at: datetime
    ) -> tuple[str, ...]:
        """The papers of a meeting that a hat may read, the newest first."""

    def stands_against(
        self, forum: Forum, slugs: Collection[str], hat: ActingOffice, at: datetime
    ) -> tuple[Refusal, ...]:
        """What stands against naming papers on an agenda that both Parties read."""

    def name_of(self, slug: str) -> str:
        """What a paper is called where nothing else of it is told."""

    def read_by_all(self, meeting: Meeting, slugs: Collection[str], at: datetime) -> frozenset[str]:
        """Those of some papers that everybody who takes part in a meeting may read."""

    def issue(self, issue: Issue, *, by: ActingOffice, at: datetime) -> str:
        """Register a published agenda as a document, or make it the next revision of the one that
        there is; its slug."""


_REGISTERS: list[Register] = []


def register(one: Register) -> None:
    """Make the register of documents known; there is one."""
    _REGISTERS[:] = [one]


def known() -> Register:
    """The register of documents."""
    return _REGISTERS[0]


def named(items: Items) -> tuple[str, ...]:
    """Every paper that some items name, each once."""
    return tuple(dict.fromkeys(slug for item in items for slug in item.papers))


def seen_by(
    versions: tuple[Version, ...], forum: Forum, hat: ActingOffice, at: datetime
) -> tuple[Version, ...]:
    """The versions with those papers only that a hat may read; whoever prepares the meeting, and
    signs, knows the number of each."""
    slugs = named(tuple(item for version in versions for item in version.items))
    readable = may_name(slugs, forum, hat, at)
    if readable.issuperset(slugs):
        return versions
    return tuple(replace(one, items=_only(one.items, readable)) for one in versions)


def may_name(
    slugs: Collection[str], forum: Forum, hat: ActingOffice, at: datetime
) -> frozenset[str]:
    """Those of some papers whose number a hat may know: whoever prepares a meeting knows each."""
    if not slugs or hat.may(Power.RECORD_FACTS):
        return frozenset(slugs)
    return known().readable(forum, slugs, hat, at)


def shown(
    slugs: Collection[str], forum: Forum, hat: ActingOffice, at: datetime
) -> Mapping[str, Paper]:
    """Papers as a hat sees them; of one that it may not read yet, the number."""
    if not slugs:
        return {}
    read = known().shown(forum, slugs, hat, at)
    return {slug: read.get(slug) or Paper(slug, known().name_of(slug)) for slug in slugs}


def against(
    wanted: Collection[str], before: Collection[str], forum: Forum, hat: ActingOffice, at: datetime
) -> tuple[Refusal, ...]:
    """What stands against the papers of an item, but for those that it named before."""
    new = [slug for slug in wanted if slug not in before]
    return known().stands_against(forum, new, hat, at) if new else ()


def names(slugs: Iterable[str]) -> tuple[str, ...]:
    """The numbers of papers, and nothing else of them: what a key binds."""
    return tuple(known().name_of(slug) for slug in slugs)


def _only(items: Items, readable: Collection[str]) -> Items:
    return tuple(
        replace(item, papers=tuple(slug for slug in item.papers if slug in readable))
        for item in items
    )
