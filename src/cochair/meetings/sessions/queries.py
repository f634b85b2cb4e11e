"""Reads of the sessions of a meeting, its host event and the history of its days."""

from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256

from cochair.meetings.models import HostEvent, Meeting, MeetingHost, Schedule, Session
from cochair.parties.models import Forum
from cochair.parties.offices import Hat, Power, Role

CO_CHAIRS = "co_chairs"
CLOSED_DOORS = frozenset({"restricted", CO_CHAIRS})
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
    return session.remote_link if joins(session, hat.role) else ""


def joins(session: Session, role: Role) -> bool:
    """Whether somebody who comes in a role has the link to join a session."""
    if session.kind in CLOSED_DOORS:
        return False
    if role is Role.OBSERVER:
        return session.observers_admitted
    return role in OF_A_DELEGATION or role is Role.INSTITUTION


def known_to(
    rows: Iterable[Session], role: Role, granted: Collection[int] = ()
) -> tuple[Session, ...]:
    """Those of some sessions of which somebody who comes in a role hears.

    A delegation hears of all but that of the co-chairs alone, an institution of those with open
    doors, an observer of those that were granted to it (by number) and admit observers.
    """
    if role is Role.OBSERVER:
        return tuple(one for one in rows if one.observers_admitted and one.number in granted)
    closed = frozenset({CO_CHAIRS}) if role in OF_A_DELEGATION else CLOSED_DOORS
    return tuple(one for one in rows if one.kind not in closed)


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
