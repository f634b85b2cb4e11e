"""The state of a meeting, derived from its instants (domain.md C.4)."""

from datetime import datetime
from enum import StrEnum

from cochair.meetings.models import Meeting


class State(StrEnum):
    """The states of a meeting; the one after the approved record is called completed."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CONVENED = "convened"
    PREPARED = "prepared"
    OPEN = "open"
    HELD = "held"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


# The states before the opening.
PREPARING = frozenset({State.PLANNED, State.CONFIRMED, State.CONVENED, State.PREPARED})
# A day is fixed, and the meeting may open on it.
MAY_OPEN = PREPARING - {State.PLANNED}


def state_of(meeting: Meeting, at: datetime) -> State:
    """The state at an instant: the latest step that had been taken by then."""
    for step, state in (
        (meeting.cancelled_at, State.CANCELLED),
        (meeting.completed_at, State.COMPLETED),
        (meeting.closed_at, State.HELD),
        (meeting.opened_at, State.OPEN),
        (meeting.prepared_at, State.PREPARED),
        (meeting.convened_at, State.CONVENED),
        (meeting.confirmed_at, State.CONFIRMED),
    ):
        if step is not None and step <= at:
            return state
    return State.PLANNED
