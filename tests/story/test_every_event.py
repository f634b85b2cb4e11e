"""All fourteen invariants of domain.md C.11, after each event of the whole story.

The suite asks those that take time at the ends of stories; here they are asked every time.
"""

import pytest

from cochair.story import actions, queries
from cochair.story.events import Stage
from story import invariants


@pytest.mark.soak
def test_no_event_of_the_cycle_breaks_an_invariant(begun: object) -> None:
    events = queries.standing(begun).story.events
    broken = {}
    for event in events:
        actions.play_next(begun, seen=event.code, tells=False)
        begun.refresh_from_db()
        faults = invariants.after_each(begun, event.at)
        faults += invariants.after_a_story(begun, event.at, Stage(begun, event.at))
        if faults:
            broken[event.code] = faults

    assert len(events) > 150
    assert broken == {}
