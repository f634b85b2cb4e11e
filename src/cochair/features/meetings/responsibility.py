"""Who acts next on what belongs to a meeting: its co-chairs, or the secretariats that prepare it.

Source: docs/decisions/0059.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from cochair.features.acts import queries as acts
from cochair.features.meetings import deadlines
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.meetings.states import day_passed
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.planner import facts as known
from cochair.kernel.kind import Turn
from cochair.procedure.calendar import end_of_day
from cochair.procedure.timetable import ShownBy
from cochair.procedure.view import DAY_KNOWN
from cochair.web.request_cache import once

RULE, PRACTICE, FIXED, SOON = "rule", "practice", "fixed", "soon"

type Until = tuple[datetime | None, str]
"""An instant (aware UTC) with where it comes from; None and empty without one."""

NO_DAY: Until = (None, "")
# How long before the end of a semester a meeting without a day is late for it.
LAST_DAYS = timedelta(days=90)
# Only sources tell of it: it was loaded, and both fixed no day of it here.
ONLY_LOADED = Q(imported=True, confirmed_at=None)
# Nothing of it was done here: only sources tell of it, or both attested what became of it.
NOT_OURS = ONLY_LOADED | Q(attested_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of whoever acts on a meeting: the line, the page, until when, further facts."""

    says: str
    address: tuple[str, ...]
    until: Until = NO_DAY
    facts: Mapping[str, object] = field(default_factory=dict)


type Elsewhere = Callable[[Forum, datetime], frozenset[str]]
"""The meetings of a forum, by slug, of which one question about several asks at an instant (UTC): what
became of them, or on which days they are."""

_elsewhere: list[Elsewhere] = []


def register(asked: Elsewhere) -> None:
    """Make known where several meetings are asked about at once; called once, by the app that asks."""
    if asked not in _elsewhere:
        _elsewhere.append(asked)


def is_asked_elsewhere(meeting: Meeting, at: datetime) -> bool:
    """Whether one question about several meetings has this one too: then nobody is asked to fix its date
    alone."""
    return any(meeting.slug in asked(meeting.forum, at) for asked in _elsewhere)


def not_over(forum: Forum) -> tuple[Meeting, ...]:
    """The meetings of a forum that are neither cancelled, completed nor of a closed cycle, with
    what their turns ask of them.

    A meeting of the loaded history that was held asks nobody for anything.  Read once for a page.
    """
    return once(("meetings not over", forum.pk), lambda: _not_over(forum))


def _not_over(forum: Forum) -> tuple[Meeting, ...]:
    rows = Meeting.objects.filter(forum=forum, cancelled_at=None, completed_at=None, shut_at=None)
    rows = rows.exclude(NOT_OURS, closed_at__isnull=False).select_related("forum", "cycle")
    beside = ("schedules", "chairs__party", "sessions", "preparations")
    return tuple(rows.prefetch_related(*beside).order_by("pk"))


def of_chairs(meeting: Meeting, ask: Ask, at: datetime, *, prepared: bool = True) -> Iterator[Turn]:
    """Both co-presidencies are asked, and the secretariats prepare it for them; what the chairs do
    in the room themselves is not `prepared`."""
    for party in parties.roster(meeting.forum).party_codes:
        yield _turn(meeting, Role.CO_PRESIDENCY, party, ask, at)
    if prepared:
        yield from of_secretariats(meeting, ask, at, prepares=True)


def of_chair(meeting: Meeting, party: str, ask: Ask, at: datetime) -> Turn:
    """The co-presidency of one Party is asked."""
    return _turn(meeting, Role.CO_PRESIDENCY, party, ask, at)


def of_secretariats(
    meeting: Meeting,
    ask: Ask,
    at: datetime,
    of: Iterable[str] | None = None,
    *,
    prepares: bool = False,
) -> Iterator[Turn]:
    """The secretariats of some Parties are asked, of the Party that hosts where none is named;
    `prepares` says that the co-presidencies sign it."""
    for party in hosts(meeting) if of is None else of:
        yield _turn(meeting, Role.SECRETARIAT, party, ask, at, prepares=prepares)


def hosts(meeting: Meeting) -> tuple[str, ...]:
    """The Party whose member is the country of the place; every Party while there is none."""
    roster, latest = parties.roster(meeting.forum), last_schedule(meeting)
    country = latest.country if latest is not None else ""
    return tuple(one.party.code for one in roster.members if one.code == country) or tuple(
        roster.party_codes
    )


def last_schedule(meeting: Meeting) -> Schedule | None:
    """The day, place and form of a meeting as they were fixed last, or None."""
    return next(reversed(meeting.schedules.all()), None)


def begins(meeting: Meeting) -> datetime | None:
    """The planned start (UTC) of a meeting whose day is fixed, or None."""
    latest = last_schedule(meeting)
    return latest.starts if latest is not None and latest.precision == DAY_KNOWN else None


def is_awaited(meeting: Meeting, at: datetime) -> bool:
    """Whether those who come to a meeting still prepare for it at an instant (aware UTC): it has a day,
    which has not passed without an opening."""
    return begins(meeting) is not None and not day_passed(meeting, at)


def ends(meeting: Meeting) -> datetime | None:
    """The planned end (UTC) of a meeting whose day is fixed, or None."""
    latest = last_schedule(meeting)
    fixed = latest is not None and latest.precision == DAY_KNOWN
    return (latest.ends or latest.starts) if latest is not None and fixed else None


def opening(meeting: Meeting) -> Until:
    """Until a meeting opens, as clauses ask it."""
    return sure(begins(meeting), RULE)


def sure(until: datetime | None, firm: str) -> Until:
    """An instant with where it comes from, or no day."""
    return (until, firm) if until is not None else NO_DAY


def end_of_semester(meeting: Meeting, at: datetime) -> Until:
    """The end of the semester of a meeting, in its last 90 days; no usual date is known without a day."""
    book = parties.book(meeting.forum, at)
    ends = deadlines.semester_end(meeting, book) if book.pattern is not None else None
    if ends is None:
        return NO_DAY
    last = end_of_day(ends, meeting.forum.zone)
    return (last, RULE) if last - at <= LAST_DAYS else NO_DAY


def practice(
    meeting: Meeting, shown_by: ShownBy, at: datetime, *, before: timedelta = timedelta()
) -> Until:
    """When something is usually done for a meeting, or until when both announced it; with `before`, so
    long ahead of it.  What had passed when the meeting's day became known is asked for as soon as possible:
    its instant is the end of that day."""
    told = known.facts_at(meeting.forum, at)
    book = parties.book(meeting.forum, at)
    for one in (one for one in told.meetings if one.id == meeting.slug):
        for dated in deadlines.kept_here(book, told, one, at):
            if dated.entry.shown_by == shown_by:
                day = deadlines.known_on(one, book.zone)
                until = dated.due - before
                if dated.announced:
                    return until, FIXED
                known_by = end_of_day(day, book.zone) if day is not None else until
                return (known_by, SOON) if known_by > until else (until, PRACTICE)
    return NO_DAY


def is_history(meeting: Meeting, at: datetime) -> bool:
    """Whether a meeting came with the loaded history and does not lie ahead, or both attested it as of
    before they kept it here: nobody's task.  One of which both fixed or planned a day here is not."""
    if meeting.is_attested or not meeting.imported or meeting.confirmed_at is not None:
        return meeting.is_attested
    schedules = meeting.schedules.all()
    ends = schedules[0].ends if schedules else None
    return len(schedules) <= 1 and (ends is None or ends <= at)


def is_proposed(meeting: Meeting, *kinds: str) -> bool:
    """Whether an act of some kinds on a meeting waits for a signature: then that is the turn."""
    known = acts.sent(meeting.forum)
    return any(acts.Sent(kind, "meeting", meeting.slug) in known for kind in kinds)


def _turn(
    meeting: Meeting, role: Role, party: str, ask: Ask, at: datetime, *, prepares: bool = False
) -> Turn:
    names = meeting_titles(meeting, parties.book(meeting.forum, at))
    until, firm = ask.until
    facts = {"meeting": names, **ask.facts}
    return Turn(role.value, party, ask.says, facts, until, firm, ask.address, prepares)
