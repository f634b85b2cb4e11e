"""Reads for those who come to meetings: each a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from cochair.features.calendars.queries import Task, tasks_of
from cochair.features.meetings.models import (
    Delegation,
    Invitation,
    Meeting,
    ObserverRequest,
    Schedule,
)
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.observers import queries as observing
from cochair.features.observers.requests import standing
from cochair.features.observers.states import Standing
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role

DAY = "day"
OPEN, RETURNED = "open", "returned"
# Who reads nothing but what is its own or public, and comes where it is invited.
GUESTS = frozenset({Role.INSTITUTION, Role.OBSERVER})


@dataclass(frozen=True, slots=True)
class Invited:
    """A meeting to which the hat's delegation or organisation is invited, and what is left to do."""

    meeting: Meeting
    invitation: Invitation
    delegation: Delegation | None = None
    tasks: tuple[Task, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Applied:
    """A request of the hat's organisation with how it stands."""

    row: ObserverRequest
    standing: Standing


def schedule_of(meeting: Meeting) -> Schedule | None:
    """The day and place of a meeting as they are now known."""
    rows = list(meeting.schedules.all())
    return rows[-1] if rows else None


def invited(forum: Forum, hat: ActingOffice, at: datetime) -> tuple[Invited, ...]:
    """Every meeting to which the hat's delegation or organisation is invited, the next first.

    Those that are over come last.  An observer's are among its requests, not here.
    """
    rows = _standing(forum, hat)
    if not rows:
        return ()
    own = {row.meeting_id: row for row in _delegations(forum, hat)}
    tasks: dict[str, list[Task]] = {}
    for task in tasks_of(forum, hat, at):
        tasks.setdefault(task.meeting.id, []).append(task)
    found: dict[int, Invited] = {}
    for row in rows:
        found.setdefault(
            row.meeting_id,
            Invited(
                row.meeting,
                row,
                own.get(row.meeting_id),
                tuple(tasks.get(row.meeting.slug, ())),
            ),
        )
    return tuple(sorted(found.values(), key=lambda one: _order(one.meeting, at)))


def own_invitation(meeting: Meeting, hat: ActingOffice) -> Invitation | None:
    """The invitation of the hat's delegation or organisation that stands, or None."""
    return _invitations(hat, meeting=meeting).first()


def own_delegation(meeting: Meeting, hat: ActingOffice) -> Delegation | None:
    """The delegation for which the hat speaks, or None while none was opened."""
    rows = _delegations(meeting.forum, hat)
    return next((row for row in rows if row.meeting_id == meeting.pk), None)


def applied(forum: Forum, hat: ActingOffice, at: datetime) -> tuple[Applied, ...]:
    """The requests of an observer's organisation, one for each meeting, the next meeting first."""
    if hat.role is not Role.OBSERVER or not hat.organisation:
        return ()
    book = parties.book(forum, at)
    latest: dict[int, ObserverRequest] = {
        row.meeting_id: row for row in observing.of_organisation(forum, hat.organisation)
    }
    found = [
        Applied(row, standing(row, observing.needed(book, row.meeting.configuration)))
        for row in latest.values()
    ]
    return tuple(sorted(found, key=lambda one: _order(one.row.meeting, at)))


def open_to(forum: Forum, at: datetime) -> tuple[Meeting, ...]:
    """The meetings to which an observer may apply, the next first.

    Their day is fixed by both or known from public sources, the procedures know observers at
    them, and they have not opened.
    """
    book = parties.book(forum, at)
    admitting = [code for code, one in book.configurations.items() if one.observers]
    rows = (
        Meeting.objects.filter(forum=forum, configuration__in=admitting, opened_at=None)
        .filter(Q(confirmed_at__lte=at) | Q(imported=True))
        .select_related("forum")
        .prefetch_related("schedules")
    )
    found = [row for row in rows if state_of(row, at) in PREPARING and _lies_ahead(row, at)]
    return tuple(sorted(found, key=lambda row: _order(row, at)))


def own_request(meeting: Meeting, hat: ActingOffice) -> ObserverRequest | None:
    """The request of the hat's organisation for a meeting that was not withdrawn, or None."""
    if hat.role is not Role.OBSERVER or not hat.organisation:
        return None
    rows = observing.of_organisation(meeting.forum, hat.organisation)
    own = [row for row in rows if row.meeting_id == meeting.pk and row.withdrawn_at is None]
    return own[-1] if own else None


def waits(meeting: Meeting, hat: ActingOffice) -> bool:
    """Whether the hat's organisation has applied, and was not invited so far."""
    row = own_request(meeting, hat)
    return row is not None and row.invited_at is None


def whom(hat: ActingOffice) -> Mapping[str, object]:
    """Whose rows are the hat's own: those of its organisation, else those of its State."""
    if hat.organisation:
        return {"organisation__code": hat.organisation}
    return {"member__code": hat.member, "member__party__code": hat.party}


def _standing(forum: Forum, hat: ActingOffice) -> tuple[Invitation, ...]:
    return tuple(_invitations(hat, meeting__forum=forum).prefetch_related("meeting__schedules"))


def _invitations(hat: ActingOffice, **where: object) -> QuerySet[Invitation]:
    """The invitations of the hat's own that stand; an observer's are among its requests."""
    if not (hat.organisation or hat.member):
        return Invitation.objects.none()
    rows = Invitation.objects.filter(withdrawn_at=None, **where, **whom(hat))
    return rows.exclude(basis=observing.AS_OBSERVER).select_related(
        "meeting__forum", "member__party", "organisation", "notice"
    )


def _delegations(forum: Forum, hat: ActingOffice) -> tuple[Delegation, ...]:
    if not (hat.organisation or hat.member):
        return ()
    return tuple(Delegation.objects.filter(meeting__forum=forum, **whom(hat)))


def _lies_ahead(meeting: Meeting, at: datetime) -> bool:
    schedule = schedule_of(meeting)
    return (
        schedule is not None
        and schedule.precision == DAY
        and schedule.starts is not None
        and schedule.starts > at
    )


def _order(meeting: Meeting, at: datetime) -> tuple[bool, float]:
    """What lies ahead by day, then what is over, the latest first."""
    schedule = schedule_of(meeting)
    if schedule is None or schedule.starts is None:
        return False, float("inf")
    begins, now = schedule.starts.timestamp(), at.timestamp()
    over = (schedule.ends or schedule.starts) < at
    return over, now - begins if over else begins
