"""The doors of those who come: their list of meetings, and each meeting as far as it is theirs."""

from django.http import Http404

from cochair.meetings import attendance
from cochair.meetings import queries as meetings
from cochair.meetings.guests import queries
from cochair.meetings.models import Meeting, ObserverRequest
from cochair.parties import access
from cochair.parties.offices import Hat, Power, Role
from cochair.parties.request import Request

GUESTS = frozenset({Role.INSTITUTION, Role.OBSERVER})


def comes(request: Request) -> Hat:
    """The hat of one who may be invited to meetings; 404 for all others."""
    hat: Hat | None = request.hat
    if hat is None or not (hat.may(Power.READ_SHARED) or hat.role in GUESTS):
        raise Http404
    return hat


def attended(request: Request, slug: str) -> tuple[Meeting, Hat]:
    """A meeting for whoever takes part in it, or for an open applicant.

    An applicant whose invitation no longer stands has no page: 404, as for a stranger.
    """
    hat = comes(request)
    found = meetings.meeting(access.forum(request), slug)
    if found is None:
        raise Http404
    if not (attendance.takes_part(found, hat, request.now) or queries.waits(found, hat)):
        raise Http404
    return found, hat


def applicant(request: Request, slug: str) -> tuple[Meeting, Hat]:
    """A meeting to which the observer of this request may apply; 404 for all others."""
    hat = comes(request)
    found = meetings.meeting(access.forum(request), slug)
    if found is None or hat.role is not Role.OBSERVER:
        raise Http404
    if found.pk not in {one.pk for one in queries.open_to(access.forum(request), request.now)}:
        raise Http404
    return found, hat


def own_request(request: Request, slug: str) -> tuple[ObserverRequest, Hat]:
    """The request of the observer's own organisation that was not withdrawn; 404 for all others."""
    hat = comes(request)
    found = meetings.meeting(access.forum(request), slug)
    row = queries.own_request(found, hat) if found is not None else None
    if row is None or hat.role is not Role.OBSERVER:
        raise Http404
    return row, hat
