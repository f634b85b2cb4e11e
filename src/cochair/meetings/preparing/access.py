"""The only door to a preparatory meeting and its follow-ups."""

from django.http import Http404

from cochair.meetings.models import FollowUp, Meeting, Preparation
from cochair.meetings.preparing import queries


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
