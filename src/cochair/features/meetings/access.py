"""The only door to a meeting: for whoever takes part in it, and for nobody else.

For all others there is no such page (404), as for a meeting that does not exist.  That a meeting
exists, and when and where, is told elsewhere: see `attendance`.
"""

from django.http import Http404
from django.urls import reverse

from cochair.features.contact_links.access import bearer
from cochair.features.meetings import attendance, queries
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request


def meeting(request: Request, slug: str) -> Meeting:
    """The meeting of this slug for a reader of what the Parties share who takes part in it; 404
    for all others."""
    access.require_reader(request)
    return guest(request, slug)[0]


def guest(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who takes part in it, institutions and observers among them, and the
    acting office.

    404 for all others.  Source: domain.md C.6 and C.8.
    """
    hat: ActingOffice | None = request.hat
    found = queries.meeting(access.forum(request), slug)
    if found is None or hat is None or not attendance.takes_part(found, hat, request.now):
        raise Http404
    return found, hat


def invitee(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for a guest of it, or for a contact point that came by a link to it.

    Only pages that show no more than one's own invitation and delegation ask here.
    """
    came = bearer(request, slug)
    return (came.meeting, came.hat) if came is not None else guest(request, slug)


def back(request: Request, slug: str, otherwise: str) -> str:
    """Where one who sent something goes on: the page of the meeting, for whoever came from there;
    else another address."""
    if request.POST.get("back") == "meeting":
        return reverse("desk:meeting", args=[access.forum(request).slug, slug])
    return otherwise
