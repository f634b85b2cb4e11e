"""The state of a meeting, derived from its instants (domain.md C.4)."""

from datetime import datetime, timedelta
from enum import StrEnum

from cochair.features.meetings.models import Meeting
from cochair.procedure.view import DAY_KNOWN, UNOPENED_FOR

# How long after its record was approved a meeting can still be worked on.
UNTIL_ARCHIVED = timedelta(days=90)


class State(StrEnum):
    """The states of a meeting; the one after the approved record is called completed."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CONVENED = "convened"
    PREPARED = "prepared"
    NOT_OPENED = "not_opened"
    OPEN = "open"
    SUSPENDED = "suspended"
    HELD = "held"
    COMPLETED = "completed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


# A day is fixed that has not passed.
AHEAD = frozenset({State.CONFIRMED, State.CONVENED, State.PREPARED})
# The states before the opening; a day that passed unopened is left by opening, moving or ending it.
PREPARING = AHEAD | {State.PLANNED, State.NOT_OPENED}
# A day is fixed, and the meeting may open on it.
MAY_OPEN = PREPARING - {State.PLANNED}
# Opened and not closed, whether it sits or pauses.
RUNNING = frozenset({State.OPEN, State.SUSPENDED})


def state_of(meeting: Meeting, at: datetime) -> State:
    """The state at an instant: the latest step that had been taken by then.

    A meeting whose cycle both have closed is archived, wherever it stood.  One that nobody opened is
    "not opened" from 24 hours after its planned end.
    """
    for step, state in (
        (meeting.cancelled_at, State.CANCELLED),
        (meeting.shut_at, State.ARCHIVED),
        (archived_from(meeting.completed_at), State.ARCHIVED),
        (meeting.completed_at, State.COMPLETED),
        (meeting.closed_at, State.HELD),
        (meeting.opened_at, State.SUSPENDED if is_suspended(meeting, at) else State.OPEN),
        (meeting.prepared_at, State.PREPARED),
        (meeting.convened_at, State.CONVENED),
        (meeting.confirmed_at, State.CONFIRMED),
    ):
        if step is not None and step <= at:
            return State.NOT_OPENED if state in AHEAD and day_passed(meeting, at) else state
    return State.PLANNED


def day_passed(meeting: Meeting, at: datetime) -> bool:
    """Whether the day of a meeting, as it was known at an instant, had passed by then."""
    known = [row for row in meeting.schedules.all() if row.at is None or row.at <= at]
    if not known or known[-1].precision != DAY_KNOWN:
        return False
    ends = known[-1].ends or known[-1].starts
    return ends is not None and ends + UNOPENED_FOR <= at


def archived_from(completed_at: datetime | None) -> datetime | None:
    """From when a completed meeting is read only; None for one that is not completed."""
    return None if completed_at is None else completed_at + UNTIL_ARCHIVED


def is_shut(meeting: Meeting, at: datetime) -> bool:
    """Whether both have closed the cycle of a meeting by an instant: it is only read."""
    return meeting.shut_at is not None and meeting.shut_at <= at


def is_suspended(meeting: Meeting, at: datetime) -> bool:
    """Whether the meeting pauses at an instant: suspended, and not resumed by then."""
    return any(
        datetime.fromisoformat(start) <= at and (end is None or at < datetime.fromisoformat(end))
        for start, end in meeting.suspensions
    )
