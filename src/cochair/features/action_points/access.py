"""The only door to points of action (domain.md C.6, C.8).

| who | sees |
|---|---|
| whoever takes part in a meeting, and reads what the Parties share | its points, and its own of every meeting |
| an institution | the points of meetings to which it is invited, and its own |
| an observer, the public | nothing: 404 |
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.action_points import queries, refusals
from cochair.features.agendas import access as agendas
from cochair.features.meetings import attendance
from cochair.features.meetings import queries as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request
from cochair.features.records.models import ActionPoint


def reader(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who reads its points; 404 for observers and whoever was not there."""
    return agendas.reader(request, slug)


def keeper(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who notes points in it; 404 to whoever may not read, 403 to other readers."""
    reader(request, slug)
    return agendas.preparer(request, slug)


def point(request: Request, slug: str, number: int) -> tuple[ActionPoint, ActingOffice]:
    """A point for one who reads those of its meeting, or owns it; 404 for all others."""
    hat: ActingOffice | None = request.hat
    meeting = meetings.meeting(parties.forum(request), slug)
    row = queries.row(meeting, number) if meeting else None
    if row is None or hat is None or not reads(row, hat, request.now):
        raise Http404
    return row, hat


def kept(
    request: Request, slug: str, number: int, power: Power = Power.RECORD_FACTS
) -> tuple[ActionPoint, ActingOffice]:
    """A point for one who keeps it, or proposes; 403 to other readers."""
    row, hat = point(request, slug, number)
    if not hat.may(power):
        raise PermissionDenied(parties.may_not(power))
    return row, hat


def owned(request: Request, slug: str, number: int) -> tuple[ActionPoint, ActingOffice]:
    """A point for its owner; 403 with the owner's name to other readers."""
    row, hat = point(request, slug, number)
    refused = refusals.may_report(row, hat)
    if refused is not None:
        raise PermissionDenied(refused)
    return row, hat


def owner(request: Request) -> ActingOffice:
    """Whoever has a page of its own points: readers, and an organisation that reads nothing else
    here; 404 for everybody else."""
    hat: ActingOffice | None = request.hat
    if hat is None or not may_own(hat):
        raise Http404
    return hat


def reads(row: ActionPoint, hat: ActingOffice, at: datetime) -> bool:
    """Whether an office reads a point at an instant (aware UTC): that of a meeting in which it
    takes part, or that was carried over to one, and its own."""
    return may_own(hat) and bool(readable((row,), row.meeting.forum, hat, at))


def may_own(hat: ActingOffice) -> bool:
    """Whether an office reads any points at all: what the Parties share, or those of its own."""
    return hat.may(Power.READ_SHARED) or _is_organisation(hat)


def owns(row: ActionPoint, hat: ActingOffice) -> bool:
    """Whether a point is for the office's own State, organisation or Party to do."""
    return row.owner in {hat.reports_for, hat.member, hat.organisation} - {""}


def readable(
    found: Iterable[ActionPoint], forum: Forum, hat: ActingOffice, at: datetime
) -> tuple[ActionPoint, ...]:
    """Those of some points of a forum that an office reads, in their order."""
    parts = attendance.parts_of(forum, hat, at)
    return tuple(
        one
        for one in found
        if owns(one, hat)
        or any(parts.get(slug) for slug in (one.meeting.slug, *queries.carried_through(one)))
    )


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some points, each by its meeting and its number, those that a hat may not read."""
    if hat is None:
        return frozenset(names)
    named = queries.rows(forum).filter(meeting__slug__in={one.partition(":")[0] for one in names})
    open_to = {queries.subject_of(one) for one in readable(named, forum, hat, at)}
    return frozenset(names) - open_to


def _is_organisation(hat: ActingOffice) -> bool:
    return hat.role is Role.INSTITUTION and bool(hat.organisation)
