"""Reads of the sessions of a meeting, its host event and the history of its days."""

from cochair.meetings.models import Meeting, Session


def sessions_of(meeting: Meeting) -> tuple[Session, ...]:
    """The sessions of a meeting in their order; those that were taken off the plan are not there.

    `starts` and `ends` are UTC instants and half-open: a session that ends at 13:00 leaves
    13:00 free.
    """
    return tuple(Session.objects.filter(meeting=meeting, removed_at=None))
