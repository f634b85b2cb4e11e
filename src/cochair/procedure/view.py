"""What the predicates look at: the facts of one forum at one instant, indexed once.

Source: corrections.md section 1 ("Slots", "Not retroactive", "The edge of knowledge");
domain A.2, rules of the evaluator.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from cochair.procedure.book import Book
from cochair.procedure.calendar import (
    civil_day,
    end_of_day,
    semesters_from,
    start_of_day,
    told_in,
)
from cochair.procedure.case import Case
from cochair.procedure.facts import Cycle, Facts, Meeting, Schedule
from cochair.procedure.presidencies import A_MOMENT, Presidencies
from cochair.procedure.presidency import Holding

__all__ = ["A_MOMENT", "DAY_KNOWN", "UNOPENED_FOR", "Case", "View"]

MEETING = "meeting"
CONTACT = "contact"
DAY_KNOWN = "day"
UNOPENED_FOR = timedelta(hours=24)


class View:
    """The facts at an instant, with the questions that several predicates ask.

    `facts` must already be those known at `now` (aware UTC).
    """

    def __init__(
        self, book: Book, facts: Facts, now: datetime, books: Mapping[str, Book] | None = None
    ) -> None:
        self.book = book
        self.facts = facts
        self.now = now
        self.books: Mapping[str, Book] = {**(books or {}), book.version: book}
        self.zone = facts.zone
        self.today = civil_day(now, facts.zone)
        self._changes = sorted(facts.options, key=lambda change: (change.at, change.key))
        self._options: dict[tuple[str, int], Mapping[str, object]] = {}
        self._adopted_at = {one.number: one.at for one in facts.versions}
        self._days: dict[str, date | None] = {}

    # Meetings

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every meeting that is not cancelled, in the order in which they start."""
        found = (m for m in self.facts.meetings if m.cancelled_at is None)
        return tuple(sorted(found, key=self.order_of))

    @cached_property
    def by_id(self) -> Mapping[str, Meeting]:
        """The meetings that are not cancelled, by id."""
        return {meeting.id: meeting for meeting in self.meetings}

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """Every cycle, in the order of their numbers."""
        return tuple(sorted(self.facts.cycles, key=lambda cycle: cycle.number))

    @cached_property
    def by_number(self) -> Mapping[int, Cycle]:
        """The cycles by number."""
        return {cycle.number: cycle for cycle in self.cycles}

    @cached_property
    def by_slot(self) -> Mapping[tuple[int, str], tuple[Meeting, ...]]:
        """The meetings of each cycle and configuration, in order."""
        placed = (((m.cycle, m.configuration), m) for m in self.meetings if m.cycle is not None)
        return _grouped(placed)

    @cached_property
    def counted(self) -> Mapping[str, tuple[Meeting, ...]]:
        """The meetings that count for slot and interval, by configuration, in order."""
        return _grouped((m.configuration, m) for m in self.meetings if self.counts(m))

    @cached_property
    def _counted_starts(self) -> Mapping[str, list[datetime]]:
        return {
            code: [self.order_of(meeting)[1] for meeting in found]
            for code, found in self.counted.items()
        }

    @cached_property
    def _counted_ids(self) -> frozenset[str]:
        return frozenset(m.id for found in self.counted.values() for m in found)

    @cached_property
    def not_held(self) -> Mapping[tuple[int, str], tuple[Meeting, ...]]:
        """The meetings by their place of which both attested that they were not held."""
        told = (m for m in self.facts.meetings if m.not_held and m.attested_at is not None)
        return _grouped(((m.cycle, m.configuration), m) for m in told if m.cycle is not None)

    @cached_property
    def _perhaps_held(self) -> Mapping[str, tuple[Meeting, ...]]:
        """The meetings of history by configuration that sources report and nobody saw held, in order."""
        told = (m for m in self.meetings if m.opened_at is None and m.schedule is not None)
        may = (m for m in told if self.may_count(m) and not self.taken_over(m))
        return _grouped((m.configuration, m) for m in may)

    def may_count(self, meeting: Meeting) -> bool:
        """Whether a meeting of its kind fills a slot once it is held; extraordinary ones never."""
        converted = meeting.converted_at is not None
        if meeting.kind == MEETING and not converted:
            return True
        if meeting.kind != CONTACT and not converted:
            return False
        decided = self.options_of(meeting).get("virtual_contact.counts_as_meeting", "ask")
        return decided == "always" or (decided == "ask" and meeting.counts_as_meeting is True)

    def counts(self, meeting: Meeting) -> bool:
        """Whether a meeting counts: held, or closed where the Parties chose so."""
        late = self.options_of(meeting).get("cadence.counts") == "closed"
        held = meeting.closed_at if late else meeting.opened_at
        return held is not None and self.may_count(meeting)

    def is_counted(self, meeting: Meeting) -> bool:
        """The same, looked up."""
        return meeting.id in self._counted_ids

    def counted_before(self, configuration: str, at: datetime) -> Meeting | None:
        """The last meeting of a configuration that counts and starts before an instant."""
        starts = self._counted_starts.get(configuration, [])
        place = bisect_left(starts, at)
        return self.counted[configuration][place - 1] if place else None

    def previous(self, case: Case) -> Meeting | None:
        """The last meeting that counts before the one judged, or before the slot judged."""
        code = case.configuration
        if code is None:
            return None
        if case.meeting is not None or case.cycle is None:
            judged = case.meeting or case.planned
            return self.counted_before(code, self.order_of(judged)[1] if judged else self.now)
        before = self.counted_before(code, self.cycle_span(case.cycle)[1])
        while before is not None and (before.cycle or 0) >= case.cycle.number:
            before = self.counted_before(code, self.order_of(before)[1])
        return before

    def perhaps_between(self, previous: Meeting, meeting: Meeting) -> Meeting | None:
        """A meeting of history of the same kind that sources report and nobody saw held, where it
        can have been held after one meeting and before another."""
        after, before = self.ends(previous), self.starts(meeting)
        if after is None or before is None:
            return None
        for one in self._perhaps_held.get(meeting.configuration, ()):
            if one.id in {previous.id, meeting.id} or one.schedule is None:
                continue
            first, last = one.schedule.starts, one.schedule.ends
            if first is not None and first < before and (last or first) > after:
                return one
        return None

    def any_counted_before(self, meeting: Meeting) -> bool:
        """Whether the forum had met before this meeting, in any configuration."""
        at = self.order_of(meeting)[1]
        return any(starts and starts[0] < at for starts in self._counted_starts.values())

    def starts(self, meeting: Meeting) -> datetime | None:
        """The UTC instant of the first session: the opening, or what is planned to the day."""
        if meeting.opened_at is not None:
            return meeting.opened_at
        schedule = meeting.schedule
        return schedule.starts if schedule and schedule.precision == DAY_KNOWN else None

    def ends(self, meeting: Meeting) -> datetime | None:
        """The UTC instant at which a meeting planned to the day is planned to end."""
        schedule = meeting.schedule
        if schedule is None or schedule.precision != DAY_KNOWN:
            return None
        return schedule.ends or schedule.starts

    def first_day(self, meeting: Meeting) -> date | None:
        """The civil day of the first session, in the zone of the venue."""
        if meeting.id not in self._days:
            at = self.starts(meeting)
            self._days[meeting.id] = None if at is None else civil_day(at, self.zone_of(meeting))
        return self._days[meeting.id]

    def last_day(self, meeting: Meeting) -> date | None:
        """The last civil day of a meeting, in the zone of the venue."""
        ends, first = self.ends(meeting), self.first_day(meeting)
        if ends is None or first is None:
            return first
        return max(first, civil_day(ends - A_MOMENT, self.zone_of(meeting)))

    def zone_of(self, meeting: Meeting) -> str:
        """The zone of the venue, or of the forum while there is none."""
        return (meeting.schedule.zone if meeting.schedule else "") or self.zone

    def order_of(self, meeting: Meeting) -> tuple[int, datetime, str]:
        """Where a meeting stands in time: those without any date last."""
        schedule = meeting.schedule
        at = meeting.opened_at or (schedule.starts if schedule else None)
        return (1, self.now, meeting.id) if at is None else (0, at, meeting.id)

    def overdue_since(self, meeting: Meeting) -> datetime | None:
        """When a meeting that has not opened counts as opened, for dues only; None if unplanned."""
        ends = self.ends(meeting)
        return None if ends is None else ends + UNOPENED_FOR

    def expected(self, meeting: Meeting) -> bool:
        """Whether a meeting has not opened, and may still do so as planned."""
        starts = self.starts(meeting)
        return meeting.opened_at is None and starts is not None and self.now <= starts

    def missed(self, meeting: Meeting) -> bool:
        """Whether nobody opened a meeting that should be over: its day, or else its semester."""
        since = self.overdue_since(meeting) or self.last_moment(meeting)
        return meeting.opened_at is None and since is not None and self.now >= since

    def last_moment(self, meeting: Meeting) -> datetime | None:
        """The UTC instant by which a meeting is to be over: the end of its semester, or its cycle."""
        cycle = self.by_number.get(meeting.cycle) if meeting.cycle is not None else None
        if cycle is None:
            return None
        number = self.slot_number(self.book_of(meeting), meeting.configuration)
        semester = self.semester(cycle, number) if number else None
        return end_of_day(semester[1] if semester else cycle.end, self.zone)

    def on_course(self, case: Case) -> bool:
        """Whether the case's meeting has opened or may still; of what is reported it is said."""
        assert case.meeting is not None
        return case.reported or not self.missed(case.meeting)

    def taken_over(self, meeting: Meeting) -> bool:
        """Whether people prepare a meeting themselves, so that it is judged like any other."""
        acted = not meeting.imported or bool(meeting.confirmed_at) or len(meeting.schedules) > 1
        return acted and not meeting.told_afterwards and meeting.attested_at is None

    # Versions and options

    def book_on(self, day: date) -> Book:
        """The procedures in force on a civil day; the ones given while none is older."""
        if len(self.books) == 1:
            return self.book
        old = [book for book in self.books.values() if book.effective_from <= day]
        return max(old, key=lambda book: (book.effective_from, book.version), default=self.book)

    def book_of(self, meeting: Meeting) -> Book:
        """The procedures that a meeting opened under, or those in force today."""
        kept = self.books.get(meeting.procedure_version or "")
        if kept is not None:
            return kept
        if meeting.opened_at is not None:
            return self.book_on(civil_day(meeting.opened_at, self.zone))
        return self.book_on(self.today)

    def options_at(self, book: Book, at: datetime) -> Mapping[str, object]:
        """The options of a book as the Parties had set them at an instant.

        A version says itself how its options stand: what was set before it was adopted is over.
        """
        number = bisect_right(self._changes, at, key=lambda change: change.at)
        key = (book.version, number)
        if key not in self._options:
            values = {name: option.value for name, option in book.options.items()}
            since = self._adopted_at.get(book.version)
            kept = (c for c in self._changes[:number] if since is None or c.at >= since)
            values.update((change.key, change.value) for change in kept)
            self._options[key] = values
        return self._options[key]

    def options_of(self, meeting: Meeting) -> Mapping[str, object]:
        """The options for a meeting: from its opening on, those that it opened with."""
        options = self.options_at(self.book_of(meeting), meeting.opened_at or self.now)
        return {**options, **meeting.options} if meeting.options else options

    # Presidencies

    @cached_property
    def _presidencies(self) -> Presidencies:
        return Presidencies(self.facts.terms)

    def holder(self, party: str, at: datetime) -> Holding:
        """Who holds the presidency of a Party at a UTC instant."""
        return self._presidencies.holder(party, at)

    def begins(self, meeting: Meeting) -> datetime | None:
        """The UTC instant at which terms of office are compared with a meeting: its opening.

        Where only its day is known, that day counts in the zone of the terms, not of the venue.
        """
        starts = self.starts(meeting)
        return None if starts is None else told_in(starts, self.zone_of(meeting), self.zone)

    def presiding(self, party: str, meeting: Meeting) -> Holding | None:
        """Who holds the presidency of a Party at the opening of a meeting; None without a day."""
        begins = self.begins(meeting)
        return None if begins is None else self.holder(party, begins)

    def presiding_during(self, party: str, meeting: Meeting) -> tuple[Holding, ...]:
        """Everyone who holds a presidency at some instant from the opening to the planned end."""
        begins, ends = self.begins(meeting), self.ends(meeting)
        if begins is None or ends is None:
            return () if begins is None else (self.holder(party, begins),)
        return self.holders_within(party, begins, told_in(ends, self.zone_of(meeting), self.zone))

    def holders_within(self, party: str, start: datetime, end: datetime) -> tuple[Holding, ...]:
        """Everyone who holds a presidency at some instant of an interval."""
        return self._presidencies.within(party, start, end)

    def incoming(
        self, party: str, at: datetime, count: int, known_at: datetime
    ) -> tuple[Holding, ...]:
        """The next holders after the one in office at `at`, as designated by `known_at`."""
        return self._presidencies.incoming(party, at, count, known_at)

    # Cycles

    def semester(self, cycle: Cycle, number: int) -> tuple[date, date] | None:
        """The civil days of a semester of a cycle, numbered from 1."""
        return cycle.semesters[number - 1] if 0 < number <= len(cycle.semesters) else None

    def next_semester(self, cycle: Cycle, number: int) -> tuple[date, date] | None:
        """A semester of the cycle that follows: as created, or counted on while it is not."""
        following = self.by_number.get(cycle.number + 1)
        if following is not None:
            return self.semester(following, number)
        counted = semesters_from(cycle.end + timedelta(days=1), number)[-1]
        return (counted.start, counted.end)

    def slot_number(self, book: Book, configuration: str) -> int | None:
        """The semester in which a configuration meets, or None when it has no slot."""
        slots = book.pattern.slots if book.pattern else ()
        return next((number for number, code in slots if code == configuration), None)

    def cycle_span(self, cycle: Cycle) -> tuple[datetime, datetime]:
        """The UTC instants at which a cycle begins and is over, in the forum's zone."""
        return start_of_day(cycle.start, self.zone), end_of_day(cycle.end, self.zone)

    def settled_at(self, meeting: Meeting, *said: str) -> datetime | None:
        """Since when its schedules say what the latest says in some fields; None of what is attested."""
        since: Schedule | None = None
        for schedule in reversed(meeting.schedules):
            if since and any(getattr(schedule, one) != getattr(since, one) for one in said):
                break
            since = schedule
        return since.at if since and not since.attested else None


def _grouped[K](pairs: Iterable[tuple[K, Meeting]]) -> Mapping[K, tuple[Meeting, ...]]:
    """Meetings by the key of each, in order."""
    found: dict[K, list[Meeting]] = {}
    for key, meeting in pairs:
        found.setdefault(key, []).append(meeting)
    return {key: tuple(value) for key, value in found.items()}
