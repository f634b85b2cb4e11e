"""Objections that have reached this server and are not dealt with yet: nothing is declared over them.

What is still being sent holds nothing up, for the front cannot tell who sends it; and it counts by its
last byte, so that nobody keeps half an objection ready until after a declaration.  Between machines the
locks do the same; and whatever is dealt with late counts from its stamp, so that a declaration over
it never was one.
"""

from datetime import datetime, timedelta
from time import sleep

from cochair.features.decisions.models import RoomDecision
from cochair.web import inflight

# Objecting takes some milliseconds; whoever declares waits no longer than this.
PATIENCE, STEP = 2.0, 0.005
# Nobody holds up a declaration by sending slowly.
LONGEST = timedelta(seconds=60)


def on_the_way(row: RoomDecision, at: datetime) -> tuple[datetime, ...]:
    """The stamps before an instant of objections to a decision that are still being received."""
    where = f"/meetings/{row.meeting.slug}/decisions/{row.number}/objections/"
    return tuple(
        one for one in inflight.on_the_way(where, is_whole=True) if at - LONGEST < one < at
    )


def wait(row: RoomDecision, at: datetime) -> None:
    """Let those that came before an instant be finished; call it before any lock is held."""
    waited = 0.0
    while waited < PATIENCE and on_the_way(row, at):
        sleep(STEP)
        waited += STEP
