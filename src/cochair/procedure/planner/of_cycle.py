"""From what is known of a forum to the question that the planner is asked for one cycle.

Semesters come from the cycle, or are counted on from the one before it; the interval, its
tolerance and the allowed places from the clauses that will judge the meetings, with the options
in force; terms, members and earlier meetings from the facts.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from cochair.procedure.book import Book, Configuration, Pattern, PlannerRules
from cochair.procedure.calendar import (
    ONE_DAY,
    CycleSpan,
    Semester,
    add_months,
    cycle_from,
    end_of_day,
    start_of_day,
)
from cochair.procedure.checks.arguments import text, texts, whole
from cochair.procedure.checks.composition import members_on
from cochair.procedure.checks.venue import HOST
from cochair.procedure.clause import Clause
from cochair.procedure.facts import Meeting
from cochair.procedure.planner.question import (
    Blocked,
    Fixed,
    HostEvent,
    Mark,
    Question,
    Slot,
    Venue,
    days_of,
)
from cochair.procedure.presidency import Holding, HoldingKind
from cochair.procedure.view import View

START, DECIDED_AT = "start", "decided_at"


def span_of(view: View, number: int) -> CycleSpan | None:
    """The days of a cycle: as it was created, or counted on from the last one known.

    None for a cycle that neither is known nor follows the last known one, and for a forum
    without cycles.
    """
    pattern = view.book.pattern
    if pattern is None:
        return None
    known = view.by_number.get(number)
    if known is not None:
        semesters = tuple(Semester(start, end) for start, end in known.semesters)
        return CycleSpan(number, known.start, known.end, semesters)
    before = view.by_number.get(number - 1)
    if before is not None:
        return _from(number, before.end + ONE_DAY, pattern)
    if number == 1 and not view.cycles and pattern.first_start is not None:
        return _from(1, pattern.first_start, pattern)
    return None


def _from(number: int, start: date, pattern: Pattern) -> CycleSpan:
    return cycle_from(number, start, semesters=pattern.semesters, months=pattern.months)


def members_of(view: View, span: CycleSpan) -> tuple[str, ...]:
    """The member States of every Party on the first day of a cycle, by code."""
    return tuple(
        sorted(
            member
            for party in view.book.parties
            for member in members_on(view, party.code, span.start)
        )
    )


def question_of(
    view: View,
    rules: PlannerRules,
    span: CycleSpan,
    *,
    holidays: Mapping[str, frozenset[date] | None],
    blocked: tuple[Blocked, ...] = (),
    events: tuple[HostEvent, ...] = (),
) -> Question:
    """What the planner is asked for a cycle; days up to today are over.

    `holidays` are those of each member State in the years of the cycle, None where unknown.
    """
    book = view.book
    told = _Told(view, span, events)
    pattern = book.pattern
    slots = pattern.slots if pattern else ()
    parties = tuple(party.code for party in book.parties)
    return Question(
        slots=tuple(
            told.slot(semester, book.configurations[code], rules.meeting_days.get(code, 1))
            for semester, code in slots
        ),
        order=tuple(preference.by for preference in rules.order),
        parties=parties,
        travel_gap_days=rules.travel_gap_days,
        hosted=told.hosted([code for _semester, code in slots]),
        holidays=holidays,
        blocked=blocked,
        events=events,
        not_before=view.today + ONE_DAY,
    )


def slot_for(
    view: View, span: CycleSpan, configuration: str, first: date, last: date
) -> Slot | None:
    """The slot of a configuration with the places allowed on days that people chose, wherever
    they lie; None for a configuration that has no slot."""
    pattern = view.book.pattern
    semester = (
        next((at for at, code in pattern.slots if code == configuration), None)
        if (pattern)
        else None
    )
    if semester is None:
        return None
    told = _Told(view, span, ())
    return told.chosen(semester, view.book.configurations[configuration], first, last)


class _Told:
    """The facts as the slots of one cycle see them."""

    def __init__(self, view: View, span: CycleSpan, events: tuple[HostEvent, ...]) -> None:
        self.view = view
        self.book: Book = view.book
        self.span = span
        self.events = events
        self.options = view.options_at(view.book, view.now)
        self.party_of = {one.member: one.party for one in view.facts.memberships}

    def slot(self, semester: int, configuration: Configuration, days: int) -> Slot:
        """The slot of a configuration in its semester."""
        span = self.span.semesters[semester - 1]
        rule = self._allowed(configuration)
        venues = {
            first: tuple(dict.fromkeys(self._venues(rule, first, first + timedelta(days=days - 1))))
            for first in days_of(span.start, span.end)
        }
        return Slot(
            configuration=configuration.code,
            semester=semester,
            start=span.start,
            end=span.end,
            days=days,
            venues=venues,
            mark=self._mark(configuration),
            is_free=not configuration.venue,
            fixed=self._fixed(configuration.code),
        )

    def chosen(self, semester: int, configuration: Configuration, first: date, last: date) -> Slot:
        """The slot of a configuration for one pair of days."""
        span = self.span.semesters[semester - 1]
        venues = self._venues(self._allowed(configuration), first, last)
        return Slot(
            configuration=configuration.code,
            semester=semester,
            start=span.start,
            end=span.end,
            days=(last - first).days + 1,
            venues={first: tuple(dict.fromkeys(venues))},
            mark=self._mark(configuration),
            is_free=not configuration.venue,
        )

    def hosted(self, configurations: list[str]) -> Mapping[str, int]:
        """How many of the last meetings of each kind each Party hosted."""
        counts: dict[str, int] = {}
        for code in configurations:
            last = self._previous(code)
            schedule = last.schedule if last else None
            country = schedule.country if schedule else None
            place = self.book.places.get((schedule.place if schedule else None) or "")
            party = self.party_of.get(country or (place.country if place else "") or "")
            if party is not None:
                counts[party] = counts.get(party, 0) + 1
        return counts

    def _mark(self, configuration: Configuration) -> Mark | None:
        previous = self._previous(configuration.code)
        clause = self._clause("cadence", configuration.code)
        months = self._argument(clause, "months", configuration.months)
        tolerance = self._argument(clause, "tolerance_days", configuration.tolerance_days)
        if previous is None or months is None:
            return None
        at_end = self.options.get("cadence.measure") == "end_to_start"
        since = self.view.last_day(previous) if at_end else self.view.first_day(previous)
        assert since is not None and previous.cycle is not None
        # Where the cycle between is not held yet, the interval is counted on through it.
        total = whole(months) * (self.span.number - previous.cycle)
        return Mark(
            day=add_months(since, total),
            months=total,
            tolerance=whole(tolerance or 0),
            previous=since,
            meeting=previous.id,
            is_held=self.view.is_counted(previous),
            or_in_semester=self._in_its_semester(previous, configuration.code),
        )

    def _in_its_semester(self, previous: Meeting, configuration: str) -> bool:
        """Whether the last meeting lay in its semester of the cycle before, where that is enough."""
        earlier = self.view.by_number.get(self.span.number - 1)
        number = self.view.slot_number(self.book, configuration)
        then = self.view.first_day(previous)
        if earlier is None or previous.cycle != earlier.number or number is None or then is None:
            return False
        if not self.options.get("cadence.slot_reading", True):
            return False
        semester = self.view.semester(earlier, number)
        return semester is not None and semester[0] <= then <= semester[1]

    def _previous(self, configuration: str) -> Meeting | None:
        """The last meeting of an earlier cycle whose day is known, held or not."""
        found = [
            (meeting.cycle, self.view.first_day(meeting), meeting)
            for meeting in self.view.meetings
            if meeting.configuration == configuration
            and meeting.cycle is not None
            and meeting.cycle < self.span.number
            and self.view.may_count(meeting)
            and self.view.first_day(meeting) is not None
        ]
        return max(found, key=lambda one: (one[0], one[1], one[2].id))[2] if found else None

    def _fixed(self, configuration: str) -> Fixed | None:
        for meeting in self.view.by_slot.get((self.span.number, configuration), ()):
            first, last = self.view.first_day(meeting), self.view.last_day(meeting)
            settled = meeting.opened_at or meeting.confirmed_at
            if settled is None or first is None or not self.view.may_count(meeting):
                continue
            schedule = meeting.schedule
            place = (schedule.place if schedule else None) or ""
            known = self.book.places.get(place)
            country = (schedule.country if schedule else None) or (known.country if known else "")
            return Fixed(first, last or first, Venue(place, self.party_of.get(country or "", "")))
        return None

    # Places

    def _allowed(self, configuration: Configuration) -> tuple[tuple[str, ...], str]:
        """Place codes and `host:PARTY` in the words of the rule, and at which moment it looks."""
        if not configuration.venue:
            return self._worth_proposing(), START
        clause = self._clause("venue_allowed", configuration.code)
        fixed = self._argument(clause, "fixed", None)
        wanted = self._argument(clause, "places", configuration.venue)
        when = self._argument(clause, "presidency_at", START)
        return (*texts(fixed), *texts(wanted)), text(when)

    def _worth_proposing(self) -> tuple[str, ...]:
        """Where the place is free: the fixed venues of other meetings, hosts, host events."""
        found: list[str] = []
        for other in self.book.configurations.values():
            if other.venue:
                found += self._allowed(other)[0]
        found += [f"{HOST}{party.code}" for party in self.book.parties]
        found += [event.place for event in self.events if event.place in self.book.places]
        return tuple(dict.fromkeys(found))

    def _venues(
        self, rule: tuple[tuple[str, ...], str], first: date, last: date
    ) -> Iterator[Venue]:
        allowed, when = rule
        for one in allowed:
            if one.startswith(HOST):
                yield from self._of_host(one.removeprefix(HOST), when, first, last)
            elif one in self.book.places:
                yield Venue(one, self.party_of.get(self.book.places[one].country, ""))

    def _of_host(self, party: str, when: str, first: date, last: date) -> Iterator[Venue]:
        for holding in self._holdings(party, when, first, last):
            country = holding.holder
            if country is None or not self._is_sure(holding, last):
                yield Venue("", party, as_recorded=holding.holders)
                continue
            places = [one.code for one in self.book.places.values() if one.country == country]
            for place in places:
                yield Venue(place, party)
            if not places:
                yield Venue("", party, country=country)

    def _holdings(self, party: str, when: str, first: date, last: date) -> tuple[Holding, ...]:
        starts = start_of_day(first, self.view.zone)
        if when == DECIDED_AT:
            return (self.view.holder(party, self.view.now),)
        if when == START:
            return (self.view.holder(party, starts),)
        return self.view.holders_within(party, starts, end_of_day(last, self.view.zone))

    def _is_sure(self, holding: Holding, day: date) -> bool:
        """Whether the term has an end: an open one may be over long before a day to come."""
        ends = holding.term.end if holding.term else None
        return holding.kind is HoldingKind.HELD and (ends is not None or day <= self.view.today)

    # Clauses

    def _clause(self, check: str, configuration: str) -> Clause | None:
        return next(iter(self.book.clauses_for(check, configuration)), None)

    def _argument(self, clause: Clause | None, name: str, default: object) -> object:
        """An argument of a clause's check, options replaced by the value in force."""
        argument = clause.check.args.get(name, default) if clause else default
        if isinstance(argument, Mapping):
            return self.options.get(str(argument["option"]))
        return argument
