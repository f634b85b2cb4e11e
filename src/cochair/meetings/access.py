"""The only door to a meeting."""

from django.http import Http404

from cochair.meetings import queries
from cochair.meetings.links.access import bearer
from cochair.meetings.models import Meeting
from cochair.parties import access
from cochair.parties.offices import Hat, Power
from cochair.parties.request import Request


def meeting(request: Request, slug: str) -> Meeting:
    """The meeting of this slug for a reader of what the Parties share; 404 for all others."""
    access.reader(request)
    return _found(queries.meeting(access.forum(request), slug))


def guest(request: Request, slug: str) -> tuple[Meeting, Hat]:
    """A meeting for one who reads it, or whose organisation is invited to it, and the hat worn.

    An institution is a guest by its invitation, an observer by the invitation that followed the
    agreement of every Party and while none has been withdrawn; 404 for all others.
    Source: domain.md C.6 and C.8.
    """
    hat: Hat | None = request.hat
    found = _found(queries.meeting(access.forum(request), slug))
    if hat is None or not (hat.may(Power.READ_SHARED) or queries.is_guest(found, hat)):
        raise Http404
    return found, hat


def invitee(request: Request, slug: str) -> tuple[Meeting, Hat]:
    """A meeting for a guest of it, or for a contact point that came by a link to it.

    Only pages that show no more than one's own invitation and delegation ask here.
    """
    came = bearer(request, slug)
    return (came.meeting, came.hat) if came is not None else guest(request, slug)


def _found(meeting: Meeting | None) -> Meeting:
    if meeting is None:
        raise Http404
    return meeting
