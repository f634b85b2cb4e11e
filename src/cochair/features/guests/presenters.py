"""What those who come see of their meetings, in their own words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from cochair.features.guests.queries import DAY, OPEN, RETURNED, Applied, Invited, schedule_of
from cochair.features.invitations import stale_notices
from cochair.features.invitations.answers import is_asked
from cochair.features.meetings.models import Meeting, Schedule, Session
from cochair.features.meetings.part import Part
from cochair.features.meetings.titles import meeting_title
from cochair.features.observers import labels
from cochair.features.observers import queries as observing
from cochair.features.observers.states import State, state_of
from cochair.features.sessions.queries import link_of, read_by
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Sentence, _
from cochair.web import formats
from cochair.web.code_labels import Mark

MONTH, YEAR = "month", "year"
# What is left to do, besides the dates of the timetable (English msgids).
ANSWER = _("Answer the invitation")
NAME = _("Name your delegation")
COMPLETE = _("Complete your delegation: it was returned")
CLOSES = _("Last day to apply: {day}.")
CLOSED = _(
    "The last day to apply was {day}. Both Parties may still accept an application that comes later."
)
HAD_CLOSED = _(
    "The usual last day to apply had passed when the date of the meeting was fixed. Both Parties may "
    "still accept an application."
)
CHECK = _("Check the names and the credentials of your delegation")


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do, in words, with the address where one does it (empty for none)."""

    said: str
    address: str


@dataclass(frozen=True, slots=True)
class When:
    """When and where a meeting is: its first instant where an hour is known, else its days.

    `begins` is a UTC instant, told at `zone` and in the reader's own; `days` are in words.
    """

    begins: datetime | None
    zone: str
    days: str
    place: str


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """A meeting in a guest's list: its name, its day, what is left to do."""

    name: str
    meeting: Meeting
    when: When
    errands: tuple[Errand, ...] = ()
    tasks: tuple[object, ...] = ()
    mark: Mark | None = None
    is_open: bool = True
    changed: Sentence | None = None
    closing: Sentence | None = None


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A session that a guest attends: when, in which languages, and how to join."""

    row: Session
    spoken: str
    interpreted: str
    link: str


def address(name: str, *args: object) -> str:
    """The address of a page of this house; empty where there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def invited(found: Sequence[Invited], book: Book, forum: str) -> list[MeetingShown]:
    """The meetings to which one is invited."""
    language = get_language() or "en"
    return [
        MeetingShown(
            meeting_title(one.meeting, book, language),
            one.meeting,
            when(one.meeting, book),
            errands=errands(one, forum),
            tasks=one.tasks,
            changed=stale_notices.before(one.meeting, one.invitation.notice),
        )
        for one in found
    ]


def errands(one: Invited, forum: str) -> tuple[Errand, ...]:
    """What an invitee must still do itself: answer, name its people, check what was returned."""
    if one.meeting.closed_at or one.meeting.cancelled_at:
        return ()
    slug, found = one.meeting.slug, []
    if is_asked(one.invitation, one.meeting.schedules.all()):
        page = address("meetings:invitation", forum, slug, one.invitation.pk)
        found.append(Errand(ANSWER, page))
    return (*found, *named(one, forum))


def named(one: Invited, forum: str) -> tuple[Errand, ...]:
    """What is left to do about one's own delegation."""
    if one.delegation is None:
        return ()
    who = one.invitation.member or one.invitation.organisation
    key = who.code.lower() if who else ""
    page = address("meetings:delegation", forum, one.meeting.slug, key)
    said = {OPEN: NAME, RETURNED: COMPLETE}.get(one.delegation.state)
    if said is None and one.delegation.credentials_at is None:
        said = CHECK
    return (Errand(said, page),) if said else ()


def applied(found: Sequence[Applied], book: Book) -> list[MeetingShown]:
    """The meetings for which one applied, each with what came of it."""
    language = get_language() or "en"
    return [
        MeetingShown(
            meeting_title(one.row.meeting, book, language),
            one.row.meeting,
            when(one.row.meeting, book),
            mark=outcome(one),
            is_open=is_open(one),
        )
        for one in found
    ]


def outcome(one: Applied) -> Mark:
    """What an applicant is told: never which Party said what."""
    return labels.FOR_APPLICANT[_outcome(one)]


def _outcome(one: Applied) -> str:
    state = state_of(one.standing)
    if one.standing.is_invited or state is State.ADMITTED:
        return labels.ACCEPTED
    if state is State.WITHDRAWN:
        return labels.OVER
    if one.row.invited_at and not one.standing.outside:
        return labels.UNINVITED
    if state is State.NOT_DECIDED:
        return labels.NOT_DECIDED
    return labels.REFUSED if state is State.DECLINED else labels.WAITS


def is_open(one: Applied) -> bool:
    """Whether the applicant has a page of the meeting: it is invited, or was not so far."""
    return one.row.withdrawn_at is None and (one.row.invited_at is None or one.standing.is_invited)


def possible(found: Sequence[Meeting], book: Book, at: datetime) -> list[MeetingShown]:
    """The meetings for which one may apply at an instant (UTC), each with the last day to do so."""
    language = get_language() or "en"
    return [
        MeetingShown(
            meeting_title(meeting, book, language),
            meeting,
            when(meeting, book),
            closing=closing(meeting, book, at),
        )
        for meeting in found
    ]


def closing(meeting: Meeting, book: Book, at: datetime) -> Sentence | None:
    """The last day to apply for a meeting; a usual date, after which both Parties may still agree."""
    known = observing.fact(meeting, at)
    day = observing.closes_on(book, known) if known is not None else None
    if known is None or day is None:
        return None
    is_over = day < civil_day(at, book.zone)
    if is_over and observing.had_closed(book, known):
        return Sentence(HAD_CLOSED)
    return Sentence(CLOSED if is_over else CLOSES, {"day": day})


def sessions(
    rows: Sequence[Session], part: Part, granted: Collection[int] = ()
) -> list[SessionShown]:
    """Sessions of which the reader hears, in the reader's language."""
    language = get_language() or "en"
    return [
        SessionShown(
            row,
            _languages(row.spoken, language),
            _languages(row.interpreted, language),
            link_of(row, part, granted),
        )
        for row in read_by(rows, part, granted)
    ]


def _languages(codes: Sequence[str], language: str) -> str:
    names = [formats.locale(language).languages.get(code, code) for code in codes]
    return formats.listed(names, language) if names else ""


def when(meeting: Meeting, book: Book) -> When:
    """When and where a meeting is, no more exact than it is known."""
    language, schedule = get_language() or "en", schedule_of(meeting)
    if schedule is None or schedule.starts is None:
        return When(None, meeting.forum.zone, "", "")
    found = book.places.get(schedule.place)
    city = found.city[language] if found else ""
    local = schedule.starts.astimezone(formats.zone_of(schedule.zone))
    exact = schedule.precision == DAY and local.time() != time()
    return When(
        schedule.starts if exact else None,
        schedule.zone,
        _days(schedule, language),
        # A zone that bears the name of the place has told it already.
        city if not exact or city != formats.place(schedule.zone, language) else "",
    )


def _days(schedule: Schedule, language: str) -> str:
    assert schedule.starts is not None
    first = civil_day(schedule.starts, schedule.zone)
    if schedule.precision == YEAR:
        return str(first.year)
    if schedule.precision == MONTH:
        return formats.month(first, language)
    ends = (schedule.ends or schedule.starts) - formats.A_MOMENT
    return formats.days_of_span(first, max(first, civil_day(ends, schedule.zone)), language)
