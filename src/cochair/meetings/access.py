"""The only door to a meeting."""

from django.http import Http404

from cochair.meetings import queries
from cochair.meetings.models import Meeting
from cochair.parties import access
from cochair.parties.request import Request


def meeting(request: Request, slug: str) -> Meeting:
    """The meeting of this slug for a reader of what the Parties share; 404 for all others."""
    access.reader(request)
    found = queries.meeting(access.forum(request), slug)
    if found is None:
        raise Http404
    return found
