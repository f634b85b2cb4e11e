"""The agenda and the documents of a meeting, as parts of its pages.

What a reader may read is asked of the database at every page; what is then shown of it is the
same for all who see the same documents, and is kept until something is recorded, something falls
due or the day ends.  Source: domain.md C.7 (J3, D3), C.8; clause I.2.6.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Case, Q, Value, When
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __

from cochair.features.acts.presenters import Shown, shown
from cochair.features.acts.queries import about
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas import papers, presenters
from cochair.features.agendas import queries as agendas
from cochair.features.agendas.items import Item
from cochair.features.agendas.queries import Version
from cochair.features.compliance import queries as compliance
from cochair.features.compliance.names import names_of
from cochair.features.documents import access as registering
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.meetings.models import Agenda, AgendaItem, Meeting
from cochair.features.meetings.states import state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Party
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.publications.actions import KIND as PUBLISH
from cochair.features.register import presenters as register
from cochair.features.texts import queries as texts
from cochair.journal.table_cache import TableCache, cached_part, reached
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _
from cochair.procedure.result import Result
from cochair.site.desk.language_desk import overdue
from cochair.site.desk.phases import PAST
from cochair.web import varieties
from cochair.web.localize import language_now
from cochair.web.tables import noticed

# The agenda that stands, by meeting.
_STANDING: TableCache[Version | None] = TableCache(64)
# The documents whose text is negotiated, by meeting and what its reader sees.
_NEGOTIATED: "TableCache[tuple[Entry, ...]]" = TableCache(64)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the meeting: its languages, who owes them, its keys, what clauses say of it."""

    line: register.Line
    results: Sequence[Result]
    owner: Party | None
    days_late: int
    publication: Shown | None
    is_negotiated: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of one item of the agenda; without an item, those that no item names."""

    number: int
    item: Item | None
    entries: list[Entry]


# After a meeting its agenda is called neither provisional nor adopted: its own page says which.
OF_A_MEETING_HELD = _("Agenda of the meeting")


class Dossier:
    """The agenda and documents of one meeting for one reader, now."""

    def __init__(self, forum: Forum, row: Meeting, hat: ActingOffice, at: datetime) -> None:
        self.forum, self.row, self.hat, self.at = forum, row, hat, at
        # What was read before a part is made belongs to the part.
        with noticed() as self.read:
            self.agenda = _STANDING.get(
                forum.slug,
                row.pk,
                lambda: agendas.standing_of(row),
                also=reached(Agenda, AgendaItem),
            )
            judged = compliance.judged(forum, self.at)
        self.named = papers.named(self.agenda.items) if self.agenda else ()
        found = documents.visible(forum, hat, self.at).filter(
            Q(meeting=row) | Q(slug__in=self.named)
        )
        own = Case(When(documents.own(hat), then=Value(True)), default=Value(False))
        # Who reads what is asked of the database each time, and names what is kept.
        self.seen: tuple[tuple[int, bool], ...] = tuple(
            found.annotate(mine=own).order_by("pk").values_list("pk", "mine")
        )
        self.registers = registering.may_register(hat)
        self.is_held = state_of(row, at) in PAST
        self.key = (
            self.is_held,
            row.pk,
            judged.since,
            civil_day(self.at, forum.zone),
            hat.may(Power.RECORD_FACTS),
            self.registers,
            self.seen,
        )

    def items(self) -> SafeString:
        """The agenda that stands, as a part of the page; empty without one."""
        if self.agenda is None:
            return SafeString("")
        return self._part("desk/parts/agenda.html", self._of_agenda)

    def papers(self) -> SafeString:
        """The documents one below the other, those of the first item first, as a part of the page."""
        return self._part("desk/meeting/parts/papers.html", self._of_papers)

    @property
    def final_texts(self) -> tuple[Entry, ...]:
        """The documents whose text is negotiated."""
        return _NEGOTIATED.get(
            self.forum.slug,
            (language_now(), varieties.tag(), *self.key),
            lambda: tuple(self._entries(self._negotiated)),
            also=(*self.read, *reached(Document, Revision, Expression)),
        )

    def grouped(self) -> SafeString:
        """The documents by item of the agenda, as a part of their own page."""
        return self._part("desk/parts/dossier.html", self._of_groups)

    def _part(self, template: str, context: Callable[[], Mapping[str, object]]) -> SafeString:
        return cached_part(self.forum.slug, template, self.key, context, also=self.read)

    def _around(self) -> dict[str, object]:
        return {
            "forum": self.forum,
            "row": self.row,
            "names": names_of(self.forum),
            "book": self._book,
            "registers": self.registers,
        }

    def _of_agenda(self) -> Mapping[str, object]:
        assert self.agenda is not None
        seen = papers.seen_by((self.agenda,), self.forum, self.hat, self.at)[0]
        rows = presenters.rows(
            seen,
            self._book,
            asked=agendas.discussions(self.row),
            points=agendas.points(self.row),
            registered=papers.shown(papers.named(seen.items), self.forum, self.hat, self.at),
        )
        return {
            **self._around(),
            "version": seen,
            "version_name": __(OF_A_MEETING_HELD) if self.is_held else presenters.name(seen),
            "rows": rows,
            "minutes": agenda_items.minutes(seen.items),
        }

    def _of_papers(self) -> Mapping[str, object]:
        papers = [(group.number, one) for group in self.groups for one in group.entries]
        # Those of no item come after those of the last; each paper stands once.
        first = {one.line.row.slug: (number, one) for number, one in reversed(papers)}
        ordered = [first[slug] for slug in dict.fromkeys(one.line.row.slug for _n, one in papers)]
        return {**self._around(), "papers": ordered}

    def _of_groups(self) -> Mapping[str, object]:
        tally: dict[str, list[Result]] = {}
        for entry in self.entries:
            for result in entry.results:
                tally.setdefault(result.rule, []).append(result)
        return {
            **self._around(),
            "groups": self.groups,
            "entries": self.entries,
            "gaps": sum(entry.days_late > 0 for entry in self.entries),
            "clauses": [(rule, compliance.Results(found).tally) for rule, found in tally.items()],
            "shares": _shares(self.entries),
        }

    @cached_property
    def _book(self) -> Book:
        return parties.book(self.forum, self.at)

    @cached_property
    def entries(self) -> list[Entry]:
        """Every document that this reader sees, by its number; a fixed number of queries."""
        return self._entries(dict(self.seen))

    @cached_property
    def _negotiated(self) -> frozenset[int]:
        """Which of the documents that this reader sees have a text that is negotiated."""
        return texts.under_negotiation(self.forum, dict(self.seen))

    def _entries(self, wanted: Collection[int]) -> list[Entry]:
        if not wanted:
            return []
        mine = dict(self.seen)
        rows = list(documents.with_rows(Document.objects.filter(pk__in=wanted)))
        results = compliance.results(self.forum, self.at)
        roster = parties.roster(self.forum)
        by_key = {party.pk: party for party in roster.parties}
        acts: dict[str, Shown] = {}
        for act in about(self.forum, "document", [row.slug for row in rows]).filter(kind=PUBLISH):
            one = shown(act, roster, None)
            if one.is_open or one.is_effective:
                acts.setdefault(act.subject_id, one)
        return [
            replace(
                self._entry(
                    row, mine[row.pk], results.of_target(row.slug), by_key, acts.get(row.slug)
                ),
                is_negotiated=row.pk in self._negotiated,
            )
            for row in rows
        ]

    @property
    def groups(self) -> list[Group]:
        """The documents by item, then those that no item names."""
        by_slug = {one.line.row.slug: one for one in self.entries}
        items = self.agenda.items if self.agenda else ()
        found = [
            Group(number, item, [by_slug[slug] for slug in item.papers if slug in by_slug])
            for number, item in enumerate(items, start=1)
        ]
        rest = [one for one in self.entries if one.line.row.slug not in self.named]
        return [
            *(group for group in found if group.entries),
            *([Group(0, None, rest)] if rest else []),
        ]

    def _entry(
        self,
        row: Document,
        mine: bool,
        results: Sequence[Result],
        by_key: Mapping[int, Party],
        publication: Shown | None,
    ) -> Entry:
        line = register.line(row, self._book, self._book.languages, is_own=mine)
        owner = by_key.get(line.revision.party_id or 0) if line.revision else None
        late = [overdue(one, self.at, self.forum.zone) for one in results]
        return Entry(line, results, owner, max(late, default=0), publication, is_negotiated=False)


def _shares(entries: Iterable[Entry]) -> list[tuple[Party, int, int]]:
    """Who owes languages that are late: how many documents, how many days in all."""
    found: dict[int, tuple[Party, int, int]] = {}
    for entry in entries:
        if entry.days_late and entry.owner is not None:
            party, number, days = found.get(entry.owner.pk, (entry.owner, 0, 0))
            found[entry.owner.pk] = (party, number + 1, days + entry.days_late)
    return list(found.values())
