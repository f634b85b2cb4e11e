"""The door to the requests for a meeting: for readers of what the Parties share, and no others."""

from django.http import Http404

from cochair.meetings import access as meetings
from cochair.meetings.models import Meeting, ObserverRequest
from cochair.meetings.observing import queries
from cochair.parties import access
from cochair.parties.offices import Hat
from cochair.parties.request import Request


def observed(request: Request, slug: str) -> tuple[Meeting, Hat]:
    """A meeting whose requests are read, and the hat worn; 404 for all who may not."""
    return meetings.meeting(request, slug), access.reader(request)


def request_of(request: Request, slug: str, number: int) -> tuple[ObserverRequest, Hat]:
    """One request for a meeting; 404 for one of another meeting, as for none at all."""
    meeting, hat = observed(request, slug)
    found = queries.request(meeting, number)
    if found is None:
        raise Http404
    found.meeting = meeting
    return found, hat
