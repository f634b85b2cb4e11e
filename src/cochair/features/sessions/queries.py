"""Reads of the sessions of a meeting, its host event and the history of its days."""

from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256

from cochair.features.meetings import attendance
from cochair.features.meetings.models import (
    HostEvent,
    Meeting,
    MeetingHost,
    ObserverRequest,
    Schedule,
    Session,
)
from cochair.features.meetings.part import Part
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice

CO_CHAIRS = "co_chairs"
CLOSED_DOORS = frozenset({"restricted", CO_CHAIRS})
COME = frozenset({Part.DELEGATION, Part.INSTITUTION, Part.OBSERVER})


def sessions_of(meeting: Meeting) -> tuple[Session, ...]:
    """The sessions of a meeting in their order; those that were taken off the plan are not there.

    `starts` and `ends` are UTC instants and half-open: a session that ends at 13:00 leaves
    13:00 free.
    """
    return tuple(Session.objects.filter(meeting=meeting, removed_at=None))


def reads(session: Session, part: Part, granted: Collection[int] = ()) -> bool:
    """Whether somebody who takes part in a meeting hears of a session at all.

    Who prepares hears of every session, and so does support; a delegation of all but those of the
    co-chairs alone; an institution, and who only reads, of those with open doors; an observer of
    those that were granted to it (by number) and admit observers.  Source: domain.md C.6, C.8.
    """
    match part:
        case Part.NONE:
            return False
        case Part.PREPARES | Part.SUPPORTS:
            return True
        case Part.DELEGATION:
            return session.kind != CO_CHAIRS
        case Part.OBSERVER:
            return session.observers_admitted and session.number in granted
        case _:
            return session.kind not in CLOSED_DOORS


def read_by(
    rows: Iterable[Session], part: Part, granted: Collection[int] = ()
) -> tuple[Session, ...]:
    """Those of some sessions of which somebody who takes part in the meeting hears."""
    return tuple(one for one in rows if reads(one, part, granted))


def seen_by(meeting: Meeting, hat: ActingOffice, at: datetime) -> tuple[Session, ...]:
    """The sessions of a meeting of which an office hears at an instant (aware UTC)."""
    part = attendance.part_of(meeting, hat, at)
    return read_by(sessions_of(meeting), part, granted_to(meeting, hat.organisation, part))


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some sessions, each by its meeting and number, those of which a hat may not hear.

    One that was taken off the plan is still for those who heard of it.
    """
    slugs = {name.rpartition("/")[0] for name in names}
    meetings = list(
        Meeting.objects.filter(forum=forum, slug__in=slugs).prefetch_related("schedules")
    )
    own = attendance.parts_of(forum, hat, at, meetings) if hat is not None else {}
    granted = {row.pk: granted_to(row, hat.organisation, own[row.slug]) for row in meetings if hat}
    rows = Session.objects.filter(meeting__in=meetings).select_related("meeting")
    heard = {
        f"{row.meeting.slug}/{row.number}"
        for row in rows
        if reads(row, own.get(row.meeting.slug, Part.NONE), granted.get(row.meeting_id, ()))
    }
    return frozenset(names) - heard


def granted_to(meeting: Meeting, organisation: str, part: Part) -> frozenset[int]:
    """The numbers of the sessions that were granted to an observer; none for anybody else."""
    if part is not Part.OBSERVER:
        return frozenset()
    rows = ObserverRequest.objects.filter(
        meeting=meeting, organisation__code=organisation, withdrawn_at=None
    )
    told = rows.exclude(invited_at=None).values_list("granted_sessions", flat=True)
    return frozenset(int(number) for numbers in told for number in numbers)


def link_of(session: Session, part: Part, granted: Collection[int] = ()) -> str:
    """The link to join a session, for one who comes to it; empty for all others.

    Who prepares has every link, a delegation, an institution and an observer those of sessions
    with open doors of which it hears.  Whoever only reads (auditor, support) has none.
    """
    comes = part in COME and session.kind not in CLOSED_DOORS and reads(session, part, granted)
    return session.remote_link if part is Part.PREPARES or comes else ""


def version_of(session: Session) -> str:
    """What a session says as one short text, by which a later change is noticed."""
    said = (
        session.kind,
        session.starts.isoformat(),
        session.ends.isoformat(),
        *session.spoken,
        "/",
        *session.interpreted,
        *(f"{code}={words}" for code, words in sorted(session.title.items())),
        str(session.observers_admitted),
        session.remote_link,
    )
    return sha256("\x1f".join(said).encode()).hexdigest()[:16]


def host_of(meeting: Meeting) -> MeetingHost | None:
    """The event at which a meeting is held, or None."""
    rows = MeetingHost.objects.filter(meeting=meeting, removed_at=None)
    return rows.select_related("event").first()


def host_events(forum: Forum) -> tuple[HostEvent, ...]:
    """The events of others at which a meeting may be held, by day."""
    return tuple(HostEvent.objects.filter(forum=forum, removed_at=None))


def days_of(meeting: Meeting, at: datetime) -> tuple[Schedule, ...]:
    """Every day that a meeting was given, oldest first, as known at an instant."""
    rows = Schedule.objects.filter(meeting=meeting).select_related("act")
    return tuple(row for row in rows if row.at is None or row.at <= at)
