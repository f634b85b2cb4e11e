"""The lanes of the cycle board: months, presidencies, meetings, cadence, preparation, deadlines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as __

from cochair.features.compliance import queries as compliance
from cochair.features.meetings import deadlines
from cochair.features.parties.queries import Roster
from cochair.procedure.calendar import add_months, civil_day
from cochair.procedure.facts import Meeting
from cochair.procedure.presidency import Term, Unknown
from cochair.site.desk import board
from cochair.site.desk.cycle_context import Gathered
from cochair.site.desk.labels import has_fixed_day, place_name, span_of, when_in_words
from cochair.web.formats import medium_day, month_initials

A_DAY = timedelta(days=1)


def lanes(told: Gathered) -> list[board.Lane]:
    """The lanes of the board, top to bottom."""
    on = board.scale(told.cycle)
    meetings, more = board.spread(
        (meeting_shape(told, on, m) for m in told.meetings if span_of(m)),
        board.position_of(on, told.at, told.forum.zone),
    )
    windows, rows = board.stacked(_windows(told, on))
    between = board.hairs(on)
    drawn = [
        _calendar_lane(told, on),
        *(presidency_lane(told, on, p.code) for p in told.roster.in_order(told.language)),
        board.Lane(__("Meetings"), "", meetings, h=48 + board.MEETING_ROW * (more - 1)),
        board.Lane(*_cadence_words(told), windows, h=48 + board.ROW * (rows - 1)),
        board.Lane(__("Preparation"), __("of the co-chairs"), _preparations(told, on)),
        board.Lane(__("Deadlines"), "", _dots(told, on)),
    ]
    return [replace(lane, hairs=between) for lane in drawn]


def _calendar_lane(told: Gathered, on: board.Scale) -> board.Lane:
    """The months of a cycle in semesters, or the years of one that has none."""
    if not told.cycle.semesters:
        return board.Lane(__("Years"), "", [], board.years(on), h=40)
    return board.Lane(__("Months"), "", [], board.months(on, month_initials(told.language)), h=40)


def presidency_lane(told: Gathered, on: board.Scale, code: str) -> board.Lane:
    """The presidencies of one Party as a lane."""
    shapes = presidencies(
        on,
        told.roster,
        told.facts.terms,
        code,
        zone=told.forum.zone,
        language=told.language,
        at=told.at,
    )
    title = told.roster.party(code).presidency_title[told.language]
    return board.Lane(title, "", list(shapes))


def presidencies(
    on: board.Scale,
    roster: Roster,
    terms: Sequence[Term],
    code: str,
    *,
    zone: str,
    language: str,
    at: datetime,
) -> Iterator[Mapping[str, object]]:
    """The presidencies of one Party as bars, those that lie on the board, as known at an instant (UTC)."""
    for term in terms:
        bounds = _bounds(term, terms, at)
        if term.party != code or bounds is None or term.holder is None:
            continue
        start, sure, end = (civil_day(moment, zone) for moment in bounds)
        if end <= on.semesters[0][0] or start > on.semesters[-1][1]:
            continue
        tone, name = roster.party(code).tone, roster.member(term.holder).name[language]
        tentative = isinstance(term.start, Unknown) or term.status == "disputed"
        until = min(sure, on.semesters[-1][1] + A_DAY)
        if until > max(start, on.semesters[0][0]):
            yield board.bar(on, tone, start, until, name, tentative=tentative)
        if until < end and until <= on.semesters[-1][1]:
            # From where its end is not known the bar is open.
            words = __("end not known")
            words = words if until > start else f"{name}, {words}"
            yield board.bar(on, tone, max(start, until), end, words, tentative=True)


def _bounds(
    term: Term, terms: Sequence[Term], at: datetime
) -> tuple[datetime, datetime, datetime] | None:
    """Where a term's bar begins, until when it is known that it lasts, and where its bar ends.

    An open end reaches to the next term or the edge, and is known to last to where it is now.
    """
    if term.start is None:
        return None
    start = term.start if isinstance(term.start, datetime) else term.start.not_after
    if start is None:
        start = datetime.min.replace(tzinfo=UTC) + A_DAY
    if isinstance(term.end, datetime):
        return start, term.end, term.end
    now = max(start, at)
    edge = datetime.max.replace(tzinfo=UTC) - A_DAY
    if term.end is not None:
        return start, term.end.not_before or now, term.end.not_after or edge
    later = [
        other.start
        for other in terms
        if other.party == term.party and isinstance(other.start, datetime) and other.start > start
    ]
    return (start, min(later), min(later)) if later else (start, now, edge)


def meeting_shape(told: Gathered, on: board.Scale, meeting: Meeting) -> Mapping[str, object]:
    """A meeting that has a day, or bounds between which it lies."""
    span = span_of(meeting)
    assert span is not None
    firm = has_fixed_day(meeting)
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
            filter(
                None,
                (
                    when_in_words(meeting, told.language, short=True),
                    place_name(told.book, meeting, told.language),
                ),
            )
        ),
        short=short,
    )


def _cadence_words(told: Gathered) -> tuple[str, str]:
    found = {c.months for c in told.book.configurations.values() if c.months}
    if len(found) != 1:
        # Each kind of meeting keeps an interval of its own: the marks say which.
        return __("Interval"), ""
    return __("{months} months").format(months=found.pop()), __("since the last meeting")


def _windows(told: Gathered, on: board.Scale) -> list[Mapping[str, object]]:
    """The mark of each configuration, from its last counted meeting before this cycle."""
    found = []
    chosen = int(
        str(compliance.option_values(told.forum, told.at).get("cadence.tolerance_days", 0))
    )
    same = len({c.tolerance_days for c in told.book.configurations.values()}) == 1
    alike = len({c.months for c in told.book.configurations.values() if c.months}) == 1
    for configuration in told.book.configurations.values():
        held = [
            m
            for m in told.facts.meetings
            if m.configuration == configuration.code
            and m.closed_at is not None
            and (m.cycle is None or m.cycle < told.cycle.number or not told.book.has_slots)
        ]
        if configuration.months is None or not held:
            continue
        last = span_of(held[-1])
        if last is None:
            continue
        goal = add_months(last[0], configuration.months)
        tolerance = chosen if same else configuration.tolerance_days or 0
        day = medium_day(goal, told.language)
        # Where intervals differ, a day alone would not say whose it is.
        label = day if alike else f"{configuration.short[told.language]}, {day}"
        found.append(board.window(on, goal, tolerance, label))
    return found


def _preparations(told: Gathered, on: board.Scale) -> list[Mapping[str, object]]:
    days = [(civil_day(at, told.forum.zone), held) for _of, at, held in told.preparations]
    return [
        board.dot(on, day, done=held, label=medium_day(day, told.language))
        for day, held in days
        if on.holds(day)
    ]


def _dots(told: Gathered, on: board.Scale) -> list[Mapping[str, object]]:
    """The practice dates; what was done late stands where it was done."""
    found = [
        dated
        for meeting in told.attended
        for dated in deadlines.kept_here(told.book, told.facts, meeting, told.at)
    ]
    days = [(one.done_late or one.day, one.done) for one in found]
    return [board.dot(on, day, done=done) for day, done in days if on.holds(day)]
