"""The doors to drafts and proposals of the procedures, and to the versions that were adopted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.compliance.models import ProposedVersion
from cochair.features.meetings import access as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.review import queries
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, _


def proposal(request: Request, place: int) -> tuple[ProposedVersion, ActingOffice]:
    """A draft or proposal for whoever may see it; 404 for all others, as for none at all."""
    hat = doors.require_reader(request)
    found = queries.visible(doors.forum(request), hat).filter(place=place).first()
    if found is None:
        raise Http404
    return found, hat


def own(request: Request, place: int) -> tuple[ProposedVersion, ActingOffice]:
    """The same for whoever changes it; 403 for a reader who does not, and for the other Party."""
    found, hat = proposal(request, place)
    doors.actor(request, Power.PROPOSE)
    if found.party.code != hat.party:
        raise PermissionDenied(
            Refusal("practice", _("Only the Party that drafts or proposes a text may change it."))
        )
    return found, hat


def reviewing(request: Request, slug: str) -> Meeting:
    """A meeting that reviews the procedures; 404 for every other meeting."""
    found = meetings.meeting(request, slug)
    if queries.reviewer_of(found, request.now) is None:
        raise Http404
    return found


def version(request: Request, number: str) -> Book:
    """A version of the procedures; 404 for one that is not there for this reader."""
    known = parties.readable_books(doors.forum(request), request.hat, request.now)
    found = next((one for one in known if one.version == number), None)
    if found is None:
        raise Http404
    return found
