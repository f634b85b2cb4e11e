"""A cycle as the board and its table show it, gathered from facts, results and the timetable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.compliance import queries as compliance
from cochair.desk import board
from cochair.meetings import deadlines
from cochair.meetings.names import meeting_name
from cochair.parties.models import Forum, Party
from cochair.parties.queries import Roster
from cochair.procedure.book import Book
from cochair.procedure.calendar import add_months, civil_day
from cochair.procedure.facts import Cycle, Facts, Meeting
from cochair.procedure.presidency import Term, Unknown, holder
from cochair.procedure.result import Outcome, Result
from cochair.web.formats import days_of_span, long_day, medium_day, month, month_initials

MOST_NEIGHBOURS = 6


@dataclass(frozen=True)
class Row:
    """One line of the table twin: a day, what, of which meeting, who acts, on what basis."""

    day: date
    what: str
    of: str
    who: str
    basis: str
    state: str


@dataclass(frozen=True)
class Slot:
    """One meeting of the cycle, or the empty place where one belongs."""

    semester: int
    name: str
    slug: str
    when: str
    place: str
    chairs: list[Mapping[str, str]]
    state: str
    results: tuple[Result, ...]
    tally: Mapping[Outcome, int]


@dataclass(frozen=True)
class Gathered:
    """Everything that the parts of the board are made of."""

    forum: Forum
    book: Book
    facts: Facts
    roster: Roster
    cycle: Cycle
    results: compliance.Results
    at: datetime

    @property
    def language(self) -> str:
        """The reader's language."""
        return get_language() or "en"

    @property
    def today(self) -> date:
        """The civil day of the instant, in the forum's zone."""
        return civil_day(self.at, self.forum.zone)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings of the cycle that are not cancelled."""
        return [
            meeting
            for meeting in self.facts.meetings
            if meeting.cycle == self.cycle.number and meeting.cancelled_at is None
        ]


def lanes(told: Gathered) -> list[board.Lane]:
    """The lanes of the board, top to bottom."""
    on = board.scale(told.cycle)
    return [
        board.Lane(__("Months"), "", [], board.months(on, month_initials(told.language)), h=40),
        *(_presidency_lane(told, on, p.code) for p in told.roster.in_order(told.language)),
        board.Lane(
            __("Meetings"), "", board.apart(_shape(told, on, m) for m in told.meetings if _span(m))
        ),
        board.Lane(*_cadence_words(told), _windows(told, on)),
        board.Lane(__("Preparation"), __("of the co-chairs"), _preparations(told, on)),
        board.Lane(__("Deadlines"), "", _dots(told, on)),
    ]


def slots(told: Gathered) -> list[Slot]:
    """The meetings of the cycle in their semesters; an empty place says what belongs there."""
    assert told.book.pattern is not None
    found = []
    for semester, configuration in told.book.pattern.slots:
        own = [m for m in told.meetings if m.configuration == configuration]
        if own:
            found += [_slot(told, semester, meeting) for meeting in own]
        else:
            found.append(_empty_slot(told, semester, configuration))
    return found


def rows(told: Gathered) -> list[Row]:
    """Every date of the board in a table, by day."""
    found = []
    for meeting in told.meetings:
        name = meeting_name(meeting, told.book, told.language)
        for dated in deadlines.kept_here(told.book, told.facts, meeting, told.at):
            found.append(
                Row(
                    day=dated.day,
                    what=dated.entry.event[told.language],
                    of=name,
                    who=dated.entry.actor[told.language],
                    basis=dated.entry.basis,
                    state=_state_of(dated, told.today),
                )
            )
        span = _span(meeting)
        if span and meeting.schedule is not None and meeting.schedule.precision == "day":
            found.append(
                Row(span[0], name, name, __("both co-chairs"), "", state_in_words(meeting, told.at))
            )
        found += [
            Row(
                civil_day(one.at, told.forum.zone),
                __("Preparatory meeting of the co-chairs"),
                name,
                __("both co-chairs"),
                "",
                __("done"),
            )
            for one in meeting.preparations
        ]
    return sorted(found, key=lambda row: (row.day, row.of))


def _presidency_lane(told: Gathered, on: board.Scale, code: str) -> board.Lane:
    party = told.roster.party(code)
    shapes = []
    for term in told.facts.terms:
        bounds = _bounds(term, told.facts.terms)
        if term.party != code or bounds is None or term.holder is None:
            continue
        start, end = (civil_day(moment, told.forum.zone) for moment in bounds)
        if end <= on.semesters[0][0] or start > on.semesters[-1][1]:
            continue
        name = told.roster.member(term.holder).name[told.language]
        tentative = isinstance(term.start, Unknown) or term.status == "disputed"
        shapes.append(board.bar(on, party.tone, start, end, name, tentative=tentative))
    return board.Lane(party.presidency_title[told.language], "", shapes)


def _bounds(term: Term, terms: Sequence[Term]) -> tuple[datetime, datetime] | None:
    """Where a term's bar begins and ends; an open end reaches to the next term or the edge."""
    if term.start is None:
        return None
    start = term.start if isinstance(term.start, datetime) else term.start.not_after
    if start is None:
        start = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
    if isinstance(term.end, datetime):
        return start, term.end
    if term.end is not None:
        return start, term.end.not_after or datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
    later = [
        other.start
        for other in terms
        if other.party == term.party and isinstance(other.start, datetime) and other.start > start
    ]
    return start, min(later, default=datetime.max.replace(tzinfo=UTC) - timedelta(days=1))


def _span(meeting: Meeting) -> tuple[date, date] | None:
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return None
    return deadlines.days_of(schedule)


def _shape(told: Gathered, on: board.Scale, meeting: Meeting) -> Mapping[str, object]:
    span = _span(meeting)
    assert span is not None
    firm = meeting.schedule is not None and meeting.schedule.precision == "day"
    first = max(span[0], on.semesters[0][0]) if not firm else span[0]
    last = min(span[1], on.semesters[-1][1]) if not firm else span[1]
    short = told.book.configurations[meeting.configuration].short[told.language]
    return board.meeting(
        on,
        first,
        last,
        firm=firm,
        held=meeting.closed_at is not None,
        label=short,
        sub=", ".join(
            filter(None, (when_in_words(meeting, told.language, short=True), _place(told, meeting)))
        ),
        short=short,
    )


def _cadence_words(told: Gathered) -> tuple[str, str]:
    months = next((c.months for c in told.book.configurations.values() if c.months), None)
    if months is None:
        return __("Cadence"), ""
    return __("{months} months").format(months=months), __("since the last")


def _windows(told: Gathered, on: board.Scale) -> list[Mapping[str, object]]:
    """The mark of each configuration, from its last counted meeting before this cycle."""
    found = []
    tolerance = int(
        str(compliance.option_values(told.forum, told.at).get("cadence.tolerance_days", 0))
    )
    for configuration in told.book.configurations.values():
        held = [
            m
            for m in told.facts.meetings
            if m.configuration == configuration.code
            and m.closed_at is not None
            and (m.cycle is None or m.cycle < told.cycle.number)
        ]
        if configuration.months is None or not held:
            continue
        last = _span(held[-1])
        if last is None:
            continue
        goal = add_months(last[0], configuration.months)
        found.append(board.window(on, goal, tolerance, medium_day(goal, told.language)))
    return found


def _preparations(told: Gathered, on: board.Scale) -> list[Mapping[str, object]]:
    days = [civil_day(p.at, told.forum.zone) for m in told.meetings for p in m.preparations]
    return [board.dot(on, day, done=True, label=medium_day(day, told.language)) for day in days]


def _dots(told: Gathered, on: board.Scale) -> list[Mapping[str, object]]:
    return [
        board.dot(on, dated.day, done=dated.done)
        for meeting in told.meetings
        for dated in deadlines.kept_here(told.book, told.facts, meeting, told.at)
        if on.holds(dated.day)
    ]


def _slot(told: Gathered, semester: int, meeting: Meeting) -> Slot:
    own = compliance.of_meeting(told.results, meeting.id)
    return Slot(
        semester=semester,
        name=meeting_name(meeting, told.book, told.language),
        slug=meeting.id,
        when=when_in_words(meeting, told.language),
        place=_place(told, meeting) or __("place not known"),
        chairs=chairs_of(told, meeting),
        state=state_in_words(meeting, told.at),
        results=own,
        tally=own.tally,
    )


def _empty_slot(told: Gathered, semester: int, configuration: str) -> Slot:
    target = f"{told.forum.slug}-cycle-{told.cycle.number}-{configuration}"
    own = compliance.of_meeting(told.results, target)
    return Slot(
        semester=semester,
        name=told.book.configurations[configuration].title[told.language],
        slug="",
        when=__("no meeting planned or known"),
        place="",
        chairs=[],
        state="",
        results=own,
        tally=own.tally,
    )


def chairs_of(told: Gathered, meeting: Meeting) -> list[Mapping[str, str]]:
    """The co-chairs appointed, or else who holds each presidency on the first day."""
    named = {chair.party: chair.member for chair in meeting.chairs if not chair.deputy}
    found: list[Mapping[str, str]] = []
    for party in _in_turn(told, meeting):
        member = named.get(party.code)
        schedule = meeting.schedule
        if member is None and schedule and schedule.starts and schedule.precision == "day":
            member = holder(told.facts.terms, party.code, schedule.starts).holder
        name = told.roster.member(member).name[told.language] if member else __("not known")
        found.append({"party": party.tone, "name": name})
    return found


def _in_turn(told: Gathered, meeting: Meeting) -> list[Party]:
    """The Parties in the order of a meeting: the first place alternates from one to the next."""
    ordered = list(told.roster.in_order(told.language))
    same = [m.id for m in told.facts.meetings if m.configuration == meeting.configuration]
    turn = same.index(meeting.id) % len(ordered) if meeting.id in same else 0
    return ordered[turn:] + ordered[:turn]


def when_in_words(meeting: Meeting, language: str, *, short: bool = False) -> str:
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return __("day not known")
    first, last = deadlines.days_of(schedule)
    if schedule.precision == "day":
        if first == last:
            return medium_day(first, language) if short else long_day(first, language)
        return days_of_span(first, last, language)
    if schedule.precision == "month":
        return month(first, language)
    if schedule.precision == "year":
        return str(first.year)
    return days_of_span(first, last, language)


def _place(told: Gathered, meeting: Meeting) -> str:
    return place_name(told.book, meeting, told.language)


def state_in_words(meeting: Meeting, at: datetime) -> str:
    if meeting.completed_at:
        return __("completed")
    if meeting.closed_at:
        return __("held")
    if meeting.opened_at:
        return __("open")
    if meeting.imported:
        return __("no public evidence that it was held")
    return __("confirmed by both") if meeting.confirmed_at else __("planned")


def _state_of(dated: deadlines.Dated, today: date) -> str:
    if dated.done:
        return __("done")
    if dated.day >= today:
        return __("to come")
    return __("not yet done, practice date passed") if dated.done is False else __("day passed")


@dataclass(frozen=True)
class MeetingRow:
    """One meeting in the list of all."""

    slug: str
    name: str
    cycle: int | None
    when: str
    place: str
    state: str
    tally: Mapping[Outcome, int]


def neighbours(numbers: Sequence[int], number: int) -> list[int]:
    """The cycles that stand nearest to one, in their order."""
    nearest = sorted((n for n in numbers if n != number), key=lambda n: abs(n - number))
    return sorted(nearest[:MOST_NEIGHBOURS])


def order(meeting: Meeting) -> datetime:
    """Meetings by their first day; those without one come first."""
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return datetime.min.replace(tzinfo=UTC)
    return schedule.starts


def meeting_rows(
    meetings: Sequence[Meeting], book: Book, results: compliance.Results, at: datetime
) -> list[MeetingRow]:
    """Meetings in words, each with how many of its clauses have which outcome."""
    language = get_language() or "en"
    return [
        MeetingRow(
            slug=meeting.id,
            name=meeting_name(meeting, book, language),
            cycle=meeting.cycle,
            when=when_in_words(meeting, language),
            place=place_name(book, meeting, language) or __("place not known"),
            state=state_in_words(meeting, at),
            tally=compliance.of_meeting(results, meeting.id).tally,
        )
        for meeting in meetings
    ]


def place_name(book: Book, meeting: Meeting, language: str) -> str:
    """The city of a meeting in one language; empty when it is not known."""
    schedule = meeting.schedule
    place = book.places.get(schedule.place or "") if schedule else None
    return place.city[language] if place else ""
