"""The only door to the programme that a meeting prepares."""

from django.http import Http404

from cochair.features.meetings import access, attendance
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.programmes import queries
from cochair.features.programmes.queries import Revision


def meeting(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting that prepares a programme or determines the next cycle, for a reader of what the
    Parties share and for an institution that is invited to it; 404 for all others, and on all
    other meetings.

    Institutions are among those who prepare the programme (II.3.functions.a); observers are not.
    """
    found, hat = access.guest(request, slug)
    if attendance.observes(found, hat, request.now) or not queries.has_page(found):
        raise Http404
    return found, hat


def preparer(
    request: Request, slug: str, power: Power = Power.RECORD_FACTS
) -> tuple[Meeting, ActingOffice]:
    """The same for one who prepares it; 403 to other readers."""
    found, _hat = meeting(request, slug)
    return found, parties.actor(request, power)


def seen(known: tuple[Revision, ...], hat: ActingOffice) -> tuple[Revision, ...]:
    """The revisions that a hat reads: drafts are for those who prepare."""
    if hat.may(Power.RECORD_FACTS):
        return known
    return tuple(one for one in known if one.is_submitted)
