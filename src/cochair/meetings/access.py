"""The only door to a meeting."""

from django.http import Http404, HttpRequest

from cochair.meetings import queries
from cochair.meetings.models import Meeting
from cochair.parties import access


def meeting(request: HttpRequest, slug: str) -> Meeting:
    """The meeting of this slug for a reader of what the Parties share; 404 for all others."""
    access.reader(request)
    found = queries.meeting(access.forum(request), slug)
    if found is None:
        raise Http404
    return found
