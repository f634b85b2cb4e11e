"""The only door to a preparatory meeting and its follow-ups."""

from django.http import Http404

from cochair.features.meetings import access as meetings
from cochair.features.meetings.models import FollowUp, Meeting, Preparation
from cochair.features.parties.request import Request
from cochair.features.preparations import queries


def prepared(request: Request, slug: str) -> Meeting:
    """A meeting for whoever reads its preparatory meetings; 404 for all others."""
    found = meetings.meeting(request, slug)
    if not queries.reads(found, request.hat, request.now):
        raise Http404
    return found


def preparation(meeting: Meeting, number: int) -> Preparation:
    """A preparatory meeting of a meeting that the reader sees; 404 else."""
    found = queries.preparation(meeting, number)
    if found is None:
        raise Http404
    return found


def follow_up(meeting: Meeting, number: int) -> FollowUp:
    """A follow-up of a meeting that the reader sees; 404 else."""
    found = queries.follow_up(meeting, number)
    if found is None:
        raise Http404
    return found
