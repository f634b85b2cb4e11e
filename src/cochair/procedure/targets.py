"""What there is to judge: every cycle, slot, meeting, document, procedure and instrument.

Source: corrections.md section 1 ("Slots", "Not retroactive", "The edge of knowledge").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain

from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, end_of_day, start_of_day
from cochair.procedure.facts import Cycle, Document, Instrument, Meeting, Procedure
from cochair.procedure.result import Target
from cochair.procedure.view import A_MOMENT, Case, View

FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Targets:
    """The cases of one view, made once and shared by all clauses."""

    view: View

    @cached_property
    def forum(self) -> Case:
        """The forum itself."""
        view = self.view
        book = view.book_on(view.today)
        return Case(
            target=Target("forum", view.facts.forum),
            book=book,
            options=view.options_at(book, view.now),
            order=(0, FIRST, view.facts.forum),
        )

    @cached_property
    def cycles(self) -> tuple[Case, ...]:
        """Every cycle; one that is over keeps the procedures and options of its end."""
        return tuple(self._cycle(cycle) for cycle in self.view.cycles)

    @cached_property
    def meetings(self) -> tuple[Case, ...]:
        """Every meeting that is not cancelled."""
        return tuple(self._meeting(meeting) for meeting in self.view.meetings)

    @cached_property
    def by_configuration(self) -> Mapping[str | None, tuple[Case, ...]]:
        """The meetings by configuration, in their order."""
        found: dict[str | None, list[Case]] = {}
        for case in self.meetings:
            found.setdefault(case.configuration, []).append(case)
        return {code: tuple(cases) for code, cases in found.items()}

    @cached_property
    def early(self) -> frozenset[str]:
        """The ids of the meetings outside any cycle that began before the first cycle."""
        cycles = self.view.cycles
        outside = (one for one in self.view.meetings if self._is_outside(one)) if cycles else ()
        days = ((one.id, self.view.first_day(one)) for one in outside)
        return frozenset(id for id, day in days if day is not None and day < cycles[0].start)

    def _is_outside(self, meeting: Meeting) -> bool:
        return meeting.cycle is None or meeting.cycle not in self.view.by_number

    @cached_property
    def slots(self) -> Mapping[str, tuple[Case, ...]]:
        """By configuration: the slots of every cycle, and counted meetings outside any slot."""
        found: dict[str, list[Case]] = {}
        taken: set[str] = set()
        for of_cycle in self.cycles:
            pattern = of_cycle.book.pattern
            for number, code in pattern.slots if pattern else ():
                case = self._slot(of_cycle, number, code)
                found.setdefault(code, []).append(case)
                if case.meeting is not None:
                    taken.add(case.meeting.id)
        for code, counted in self.view.counted.items():
            for meeting in counted:
                if meeting.id not in taken:
                    found.setdefault(code, []).append(self._meeting(meeting))
        return {code: tuple(sorted(v, key=lambda case: case.order)) for code, v in found.items()}

    @cached_property
    def intervals(self) -> Mapping[str, tuple[Case, ...]]:
        """By configuration, for forums without slots: every meeting, and the one still to come."""
        found: dict[str, list[Case]] = {}
        for case in self.meetings:
            if case.meeting is not None and self.view.may_count(case.meeting):
                found.setdefault(case.meeting.configuration, []).append(case)
        for code, cases in found.items():
            if all(self.view.is_counted(case.meeting) for case in cases if case.meeting):
                following = self._next(f"{self.view.facts.forum}-next-{code}", code)
                last = cases[-1].meeting
                # Of history nobody knows what came after its last day; of what people keep, they do.
                of_history = last is not None and not self.view.taken_over(last)
                cases.append(replace(following, imported=of_history))
        return {code: tuple(cases) for code, cases in found.items()}

    @cached_property
    def documents(self) -> tuple[Case, ...]:
        """Every document."""
        ordered = sorted(self.view.facts.documents, key=lambda d: (d.at, d.id))
        return tuple(self._document(document) for document in ordered)

    @cached_property
    def procedures(self) -> tuple[Case, ...]:
        """Every decision procedure that was opened."""
        ordered = sorted(self.view.facts.procedures, key=lambda p: (p.at, p.id))
        return tuple(self._procedure(procedure) for procedure in ordered)

    def instruments(self, kind: str) -> tuple[Case, ...]:
        """Every adopted instrument of a kind, each after the one before, and the next to come."""
        adopted = [
            one
            for one in self.view.facts.instruments
            if one.kind == kind and one.status == "adopted"
        ]
        adopted.sort(key=lambda one: (one.day, one.id))
        cases = []
        since: date | None = None
        for one in adopted:
            cases.append(self._instrument(one, since))
            since = one.day
        if since is not None:
            following = self._next(f"{self.view.facts.forum}-next-{kind}", None)
            cases.append(replace(following, since=since))
        return tuple(cases)

    @property
    def books(self) -> Mapping[str, Book]:
        """The versions of the procedures under which anything falls, by their numbers."""
        every = (self.cycles, self.meetings, self.documents, self.procedures)
        return books_of((self.forum, *chain.from_iterable(every)))

    def running(self) -> Case:
        """The cycle that is running, or else the forum: for what has no target of its own."""
        today = self.view.today
        for case in self.cycles:
            cycle = case.cycle
            if cycle is None or cycle.abandoned_at is not None:
                continue
            if cycle.start <= today <= cycle.end:
                return case
        return self.forum

    # One of each

    def _cycle(self, cycle: Cycle) -> Case:
        view = self.view
        start, end = view.cycle_span(cycle)
        book = view.book_on(min(view.today, cycle.end))
        return Case(
            target=Target("cycle", cycle.id, cycle.number),
            book=book,
            options=view.options_at(book, min(view.now, end)),
            order=(0, start, cycle.id),
            cycle=cycle,
            imported=cycle.imported,
            before=cycle.start < self._effective,
        )

    def _meeting(self, meeting: Meeting) -> Case:
        view = self.view
        cycle = view.by_number.get(meeting.cycle) if meeting.cycle is not None else None
        book = view.book_of(meeting)
        number = view.slot_number(book, meeting.configuration)
        semester = view.semester(cycle, number) if cycle and number else None
        imported = not view.taken_over(meeting)
        first = _bounds(view, meeting, semester, cycle)[0]
        return Case(
            target=Target("meeting", meeting.id, meeting.cycle),
            book=book,
            options=view.options_of(meeting),
            order=view.order_of(meeting),
            meeting=meeting,
            cycle=cycle,
            configuration=meeting.configuration,
            semester=semester,
            imported=imported,
            reported=imported and self._reported(meeting, semester, cycle),
            before=first is not None and first < self._effective,
        )

    def _slot(self, of_cycle: Case, number: int, code: str) -> Case:
        view, cycle = self.view, of_cycle.cycle
        assert cycle is not None
        own = view.by_slot.get((cycle.number, code), ())
        counted = next((m for m in own if view.is_counted(m)), None)
        if counted is not None:
            return self._meeting(counted)
        coming = [m for m in own if m.opened_at is None and view.may_count(m)]
        planned = min(coming, key=lambda m: not view.taken_over(m), default=None)
        semester = view.semester(cycle, number)
        start = semester[0] if semester else cycle.start
        by_people = planned is not None and view.taken_over(planned)
        return replace(
            of_cycle,
            target=Target("slot", slot_id(view.facts.forum, cycle.number, code), cycle.number),
            order=(0, start_of_day(start, view.zone), code),
            planned=planned,
            configuration=code,
            semester=semester,
            imported=not by_people and (cycle.imported or planned is not None),
            before=start < self._effective,
        )

    def _next(self, name: str, configuration: str | None) -> Case:
        return replace(
            self.forum,
            target=Target("slot", name),
            order=(1, self.view.now, name),
            configuration=configuration,
        )

    def _document(self, document: Document) -> Case:
        base = self._attached(document.meeting, document.at)
        return replace(
            base,
            target=Target("document", document.id, base.target.cycle),
            order=(0, document.at, document.id),
            document=document,
            imported=document.imported,
            before=civil_day(document.at, self.view.zone) < self._effective,
        )

    def _procedure(self, procedure: Procedure) -> Case:
        base = self._attached(procedure.meeting, procedure.at)
        return replace(
            base,
            target=Target("decision", procedure.id, base.target.cycle),
            order=(0, procedure.at, procedure.id),
            procedure=procedure,
            imported=False,
            before=civil_day(procedure.at, self.view.zone) < self._effective,
        )

    def _instrument(self, instrument: Instrument, since: date | None) -> Case:
        return replace(
            self.forum,
            target=Target("instrument", instrument.id),
            order=(0, start_of_day(instrument.day, self.view.zone), instrument.id),
            instrument=instrument,
            since=since,
            imported=instrument.imported,
        )

    def _attached(self, meeting: str | None, at: datetime) -> Case:
        """What a document or procedure takes over from its meeting; nothing from none."""
        view = self.view
        found = view.by_id.get(meeting or "")
        if found is not None:
            return replace(self._meeting(found), reported=False)
        book = view.book_on(civil_day(at, view.zone))
        return replace(self.forum, book=book, options=view.options_at(book, at))

    # What is known of a target

    @cached_property
    def _effective(self) -> date:
        """The day on which the first version of the procedures took effect."""
        return min(book.effective_from for book in self.view.books.values())

    def _reported(
        self, meeting: Meeting, semester: tuple[date, date] | None, cycle: Cycle | None
    ) -> bool:
        """Whether a meeting that was not prepared here is over, and nobody says that it was held."""
        if meeting.opened_at is not None:
            return False
        last = _bounds(self.view, meeting, semester, cycle)[1]
        return last is None or self.view.now >= end_of_day(last, self.view.zone)


def books_of(cases: Iterable[Case]) -> Mapping[str, Book]:
    """The versions of the procedures under which some cases fall, by their numbers."""
    return {case.book.version: case.book for case in cases}


def slot_id(forum: str, cycle: int, configuration: str) -> str:
    """The id of the place in a cycle where a configuration should meet."""
    return f"{forum}-cycle-{cycle}-{configuration}"


def _bounds(
    view: View, meeting: Meeting, semester: tuple[date, date] | None, cycle: Cycle | None
) -> tuple[date | None, date | None]:
    """The first and the last civil day on which a meeting was or can be held."""
    schedule = meeting.schedule
    zone = view.zone_of(meeting)
    starts = meeting.opened_at or (schedule.starts if schedule else None)
    if starts is not None:
        ends = (schedule.ends if schedule else None) or starts
        first = civil_day(starts, zone)
        return first, max(first, civil_day(ends - A_MOMENT, zone))
    if semester is not None:
        return semester
    return (cycle.start, cycle.end) if cycle else (None, None)
