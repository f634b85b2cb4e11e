"""The door of the room: whoever may attend sees it, the co-chairs and the secretariats conduct it.

An observer that is admitted sees the room as far as it was granted: see `sees_items`.
"""

from django.core.exceptions import PermissionDenied

from cochair.features.conduct import speakers
from cochair.features.conduct.course import Course
from cochair.features.meetings import access
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _


def attender(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for whoever reads it or is invited to it; for all others there is no room: 404."""
    return access.guest(request, slug)


def conductor(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who conducts it; 404 to whoever may not attend, 403 to all who only do."""
    meeting, hat = attender(request, slug)
    if not hat.may(Power.READ_SHARED):
        raise PermissionDenied(Refusal("practice", CONDUCT))
    return meeting, parties.actor(request, Power.RECORD_FACTS)


def speaker(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who speaks in it, or writes down who would; 403 to all who only listen."""
    meeting, hat = attender(request, slug)
    if speakers.own(meeting, hat) is None and not hat.may(Power.RECORD_FACTS):
        raise PermissionDenied(Refusal("practice", LISTENS))
    return meeting, hat


def sees_items(item: Course | None, *, observes: bool) -> bool:
    """Whether somebody sees the item on the floor and who speaks: all but observers do, and those
    while they are heard on it."""
    return not observes or (item is not None and item.hears_observers)


CONDUCT = _("Only the co-chairs, or a secretariat on their behalf, may conduct the meeting.")
LISTENS = _("Your office may follow the meeting but may not speak on behalf of a delegation.")
