"""What the planner is asked of a cycle, and the events and days off that people entered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import BlockedDays, HostEvent
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.planner import facts, public_holidays
from cochair.procedure import planner
from cochair.procedure.book import Book, PlannerRules
from cochair.procedure.calendar import CycleSpan, semesters_from
from cochair.procedure.planner.of_cycle import members_of, question_of, span_of
from cochair.procedure.view import View
from cochair.web.numbers import whole


@dataclass(frozen=True)
class DaysOff:
    """Days that a Party blocked; `reason` only where the reader belongs to that Party."""

    pk: int
    party: str
    start: date
    end: date
    required: bool
    reason: str
    is_own: bool


@dataclass(frozen=True)
class Told:
    """What the planner was asked for a cycle, and its answer."""

    book: Book
    rules: PlannerRules
    span: CycleSpan
    question: planner.Question
    answer: planner.Answer


def span(forum: Forum, number: int, at: datetime) -> CycleSpan | None:
    """The days of a cycle that is known, or follows the last known one; None for any other."""
    book = parties.book(forum, at)
    count = book.pattern.semesters if book.pattern else 0
    rows = {row.number: row for row in Cycle.objects.filter(forum=forum, number=number)}
    if count and number in rows:
        own = rows[number]
        return CycleSpan(number, own.start, own.end, semesters_from(own.start, count))
    return span_of(_view(forum, book, at), number)


type Narrow = Callable[[planner.Question], planner.Question]
"""A question with fewer days to choose from."""


def told(
    forum: Forum, number: int, at: datetime, narrow: Narrow = lambda asked: asked
) -> Told | None:
    """The ten best plans of a cycle as things stand at an instant (UTC), or why there is none.

    None for a cycle that neither is known nor follows the last one, and for a forum whose file
    names no order of preference.  `narrow` leaves out days that are not asked for.  Raises Refused when the cycle would leave the calendar.
    """
    book = parties.book(forum, at)
    if book.planner is None:
        return None
    view = _view(forum, book, at)
    found = span_of(view, number)
    if found is None:
        return None
    members = members_of(view, found)
    years = range(found.start.year, found.end.year + 1)
    question = question_of(
        view,
        book.planner,
        found,
        holidays=public_holidays.of_members(members, years),
        blocked=tuple(
            planner.Blocked(row.party.code, row.start, row.end, row.required)
            for row in _blocked(forum, found)
        ),
        events=tuple(
            planner.HostEvent(row.title, row.start, row.end, row.place)
            for row in host_events(forum, found)
        ),
    )
    question = narrow(question)
    return Told(book, book.planner, found, question, planner.plans(question))


def host_events(forum: Forum, within: CycleSpan) -> tuple[HostEvent, ...]:
    """The host events that touch a cycle, by day."""
    return tuple(
        HostEvent.objects.filter(
            forum=forum, removed_at=None, start__lte=within.end, end__gte=within.start
        )
    )


def host_event(forum: Forum, key: str) -> HostEvent | None:
    """The event of a forum that an entry of the journal names by its key; None for none."""
    return HostEvent.objects.filter(forum=forum, pk=whole(key) or 0).first()


def blocked_days(forum: Forum, key: str) -> BlockedDays | None:
    """The days that an entry of the journal names by their key; None for none."""
    return BlockedDays.objects.filter(party__forum=forum, pk=whole(key) or 0).first()


def days_off(forum: Forum, within: CycleSpan, party: str) -> tuple[DaysOff, ...]:
    """The days that Parties blocked in a cycle, as a reader of one Party (or none) may see them.

    The days are shared.  A reason is read from the database for the reader's own Party alone.
    """
    reasons = dict(
        BlockedDays.objects.filter(party__forum=forum, party__code=party).values_list(
            "pk", "reason"
        )
    )
    return tuple(
        DaysOff(
            pk=row.pk,
            party=row.party.code,
            start=row.start,
            end=row.end,
            required=row.required,
            reason=reasons.get(row.pk, ""),
            is_own=row.pk in reasons,
        )
        for row in _blocked(forum, within)
    )


def zones(forum: Forum, day: date) -> dict[str, dict[str, str]]:
    """The zone of each member's capital on a civil day, by Party and member."""
    roster = parties.roster(forum)
    found: dict[str, dict[str, str]] = {code: {} for code in roster.party_codes}
    on_the_day = {
        one.member
        for one in roster.memberships
        if (one.start is None or one.start <= day) and (one.end is None or day < one.end)
    }
    for row in roster.states:
        if row.code in on_the_day:
            found[row.party.code][row.code] = row.zone
    return found


def _blocked(forum: Forum, within: CycleSpan) -> tuple[BlockedDays, ...]:
    rows = BlockedDays.objects.filter(
        party__forum=forum, removed_at=None, start__lte=within.end, end__gte=within.start
    )
    return tuple(rows.select_related("party").defer("reason"))


def _view(forum: Forum, book: Book, at: datetime) -> View:
    return View(book, facts.facts_at(forum, at), at)
