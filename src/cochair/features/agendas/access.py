"""The only door to the agenda of a meeting."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.agendas import papers, queries
from cochair.features.agendas.queries import Version
from cochair.features.meetings import access, attendance
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access as parties
from cochair.features.parties import queries as forums
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _


def reader(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who reads its agenda: what the Parties share, and for an institution that
    of a meeting to which it is invited.  An observer has nothing here: 404."""
    meeting, hat = access.guest(request, slug)
    if attendance.observes(meeting, hat, request.now):
        raise Http404
    return meeting, hat


def preparer(
    request: Request, slug: str, power: Power = Power.RECORD_FACTS
) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who prepares it; 404 to whoever may not read, 403 to other readers."""
    return access.meeting(request, slug), parties.actor(request, power)


def asker(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who asks for an item; 403 with what says it to other readers."""
    meeting, hat = reader(request, slug)
    if not queries.asks_as(hat):
        raise PermissionDenied(Refusal("practice", ASK))
    return meeting, hat


def speaker(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for one who may have an item discussed; 403 to other readers."""
    meeting, hat = reader(request, slug)
    if not queries.may_ask_discussion(meeting, hat, forums.book(meeting.forum, request.now)):
        raise PermissionDenied(Refusal("practice", DISCUSS))
    return meeting, hat


def versions(meeting: Meeting, hat: ActingOffice, at: datetime) -> tuple[Version, ...]:
    """The versions that a hat may read, oldest first, with those papers that it may read."""
    known = queries.visible(queries.versions(meeting), hat)
    return papers.seen_by(known, meeting.forum, hat, at)


def version(meeting: Meeting, hat: ActingOffice, reference: str, at: datetime) -> Version:
    """A version by its reference; 404 for one that is not there or not for this reader."""
    found = queries.of_reference(versions(meeting, hat, at), reference)
    if found is None:
        raise Http404
    return found


ASK = _(
    "Only delegations, coordinators of a Party and invited institutions may request agenda items."
)
DISCUSS = _("Only a head of delegation may move an item to discussion.")
