"""Reads of the sessions of a meeting, its host event and the history of its days."""

from datetime import datetime
from hashlib import sha256

from cochair.meetings.models import HostEvent, Meeting, MeetingHost, Schedule, Session
from cochair.parties.models import Forum
from cochair.parties.offices import Hat, Power, Role

CLOSED_DOORS = frozenset({"restricted", "co_chairs"})
OF_A_DELEGATION = frozenset({Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER, Role.COORDINATOR})


def sessions_of(meeting: Meeting) -> tuple[Session, ...]:
    """The sessions of a meeting in their order; those that were taken off the plan are not there.

    `starts` and `ends` are UTC instants and half-open: a session that ends at 13:00 leaves
    13:00 free.
    """
    return tuple(Session.objects.filter(meeting=meeting, removed_at=None))


def link_of(session: Session, hat: Hat) -> str:
    """The link to join a session, for one who takes part in it; empty for all others.

    The co-presidencies and secretariats have every link, a delegation and an invited
    institution those of sessions with open doors, an observer those to which it is admitted.
    Whoever only reads (auditor, incoming presidency, support) has none.
    """
    if hat.may(Power.RECORD_FACTS):
        return session.remote_link
    if session.kind in CLOSED_DOORS:
        return ""
    if hat.role in OF_A_DELEGATION or hat.role is Role.INSTITUTION:
        return session.remote_link
    if hat.role is Role.OBSERVER and session.observers_admitted:
        return session.remote_link
    return ""


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
