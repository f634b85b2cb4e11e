"""What there was to judge the last time, and which of it is as it was."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import is_

from cochair.procedure.book import Book
from cochair.procedure.facts import Cycle, Document, Meeting, Procedure
from cochair.procedure.targets import Targets, books_of
from cochair.procedure.view import Case, View

PARTS = tuple(one.name for one in fields(Case))
DOCUMENTS = "documents"

type ById = Mapping[tuple[str, str], Case]
"""Cases by the kind and the id of their target."""


@dataclass(frozen=True, slots=True)
class Cases:
    """What there was to judge: case by case, those of documents apart, and in groups by their names."""

    by_name: ById = field(default_factory=dict)
    papers: ById = field(default_factory=dict)
    groups: Mapping[Hashable, tuple[Case, ...]] = field(default_factory=dict)
    books: Mapping[Hashable, Mapping[str, Book]] = field(default_factory=dict)
    documents: tuple[Document, ...] | None = None
    early: frozenset[str] = frozenset()
    counted: tuple[tuple[str, tuple[Meeting, ...]], ...] = ()


class TargetsAgain(Targets):
    """The cases, as before where they are of the same objects and were fixed alike beforehand; groups
    of the same cases are the same groups."""

    def __init__(self, view: View, earlier: Cases) -> None:
        super().__init__(view)
        self.earlier = earlier
        self._by_name: dict[tuple[str, str], Case] = {}
        self._papers: ById = {}
        self._groups: dict[Hashable, tuple[Case, ...]] = {}

    @property
    def found(self) -> Cases:
        """What there was to judge, for the next time."""
        return Cases(
            self._by_name,
            self._papers,
            self._groups,
            self._books,
            self.view.facts.documents,
            self.early,
            tuple(self.view.counted.items()),
        )

    @property
    def count_the_same(self) -> bool:
        """Whether the meetings that count are the same as before, each as it was."""
        now, before = self.view.counted, dict(self.earlier.counted)
        return now.keys() == before.keys() and all(
            len(now[code]) == len(before[code]) and all(map(is_, now[code], before[code]))
            for code in now
        )

    @cached_property
    def cycles(self) -> tuple[Case, ...]:
        """Every cycle."""
        return self._group("cycles", super().cycles)

    @cached_property
    def meetings(self) -> tuple[Case, ...]:
        """Every meeting that is not cancelled."""
        return self._group("meetings", super().meetings)

    @cached_property
    def by_configuration(self) -> Mapping[str | None, tuple[Case, ...]]:
        """The meetings by configuration."""
        every = super().by_configuration.items()
        return {code: self._group(("meetings", code), cases) for code, cases in every}

    @cached_property
    def slots(self) -> Mapping[str, tuple[Case, ...]]:
        """The slots by configuration."""
        every = super().slots.items()
        return {code: self._group(("slots", code), cases) for code, cases in every}

    @cached_property
    def documents(self) -> tuple[Case, ...]:
        """Every document: where none is otherwise, only those are looked at that have a meeting."""
        before = self.earlier.groups.get(DOCUMENTS)
        if before is None or self.earlier.documents is not self.view.facts.documents:
            found = super().documents
            self._papers = {("document", case.target.id): case for case in found}
            return self._group(DOCUMENTS, found)
        of, self._papers = self.view.by_id, self.earlier.papers
        moved = {
            place: self._document(document)
            for place, case in enumerate(before)
            if (document := case.document)
            and document.meeting is not None
            and case.meeting is not of.get(document.meeting)
        }
        if moved:
            again = {("document", case.target.id): case for case in moved.values()}
            self._papers = {**self._papers, **again}
            before = tuple(moved.get(place, case) for place, case in enumerate(before))
        return self._group(DOCUMENTS, before)

    @cached_property
    def procedures(self) -> tuple[Case, ...]:
        """Every decision procedure that was opened."""
        return self._group("procedures", super().procedures)

    @cached_property
    def early(self) -> frozenset[str]:
        """The ids of the meetings outside any cycle that began before the first cycle."""
        found = super().early
        return self.earlier.early if found == self.earlier.early else found

    @property
    def books(self) -> Mapping[str, Book]:
        """The versions of the procedures under which anything falls, by their numbers."""
        found = {self.forum.book.version: self.forum.book}
        for one in self._books.values():
            found |= one
        return found

    @cached_property
    def _books(self) -> Mapping[Hashable, Mapping[str, Book]]:
        every = {
            "cycles": self.cycles,
            "meetings": self.meetings,
            DOCUMENTS: self.documents,
            "procedures": self.procedures,
        }
        before = self.earlier
        return {
            name: before.books[name] if cases is before.groups.get(name) else books_of(cases)
            for name, cases in every.items()
        }

    def _group(self, name: Hashable, cases: tuple[Case, ...]) -> tuple[Case, ...]:
        before = self.earlier.groups.get(name, ())
        is_same = len(before) == len(cases) and all(map(is_, before, cases))
        self._groups[name] = before if is_same else cases
        return self._groups[name]

    def _cycle(self, cycle: Cycle) -> Case:
        return self._as_before(super()._cycle(cycle))

    def _meeting(self, meeting: Meeting) -> Case:
        # It has two places: among all meetings, and in its slot.
        name = "meeting", meeting.id
        known_of = self._by_name.get(name)
        if known_of is not None and known_of.meeting is meeting:
            return known_of
        case = self.earlier.by_name.get(name)
        # What it opened under does not change, and hangs on what the forum has in common.
        if meeting.opened_at is not None and case is not None and case.meeting is meeting:
            self._by_name[name] = case
            return case
        return self._as_before(super()._meeting(meeting))

    def _slot(self, of_cycle: Case, number: int, code: str) -> Case:
        return self._as_before(super()._slot(of_cycle, number, code))

    def _document(self, document: Document) -> Case:
        case = self.earlier.papers.get(("document", document.id))
        meeting = self.view.by_id.get(document.meeting or "")
        if case is not None and case.document is document and case.meeting is meeting:
            return case
        made = super()._document(document)
        return case if case is not None and is_same(case, made) else made

    def _procedure(self, procedure: Procedure) -> Case:
        return self._as_before(super()._procedure(procedure))

    def _as_before(self, case: Case) -> Case:
        name = case.target.kind, case.target.id
        before = self.earlier.by_name.get(name)
        if before is not None and is_same(before, case):
            case = before
        self._by_name[name] = case
        return case


def is_same(before: Case, case: Case) -> bool:
    """Whether two cases are of the same objects, and were fixed alike beforehand."""
    for name in PARTS:
        was, now = getattr(before, name), getattr(case, name)
        if was is not now and (isinstance(now, Meeting | Document) or was != now):
            return False
    return True
