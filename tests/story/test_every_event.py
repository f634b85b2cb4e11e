"""Every event of the whole story: the invariants, each turn on home, and what the pages say.

The suite asks those that take time at the ends of stories; here they are asked every time.  The
story is walked in parts, so that they can be run one by one, or beside each other: each plays it up
to its first event, and asks from there on.
"""

from collections.abc import Iterator, Sequence

import pytest

from cochair.features.parties.models import Forum
from cochair.story import actions, queries
from cochair.story.events import Event, Stage
from story import agreeing_offices, invariants
from story.following import Follower
from story.owed import Owed

PARTS = 8
in_parts = pytest.mark.parametrize("part", range(PARTS))


def events_of(forum: Forum, part: int) -> Sequence[Event]:
    """The events of a part; those before it are played."""
    events = queries.standing(forum).story.events
    first, last = (len(events) * one // PARTS for one in (part, part + 1))
    for event in events[:first]:
        play(forum, event)
    return events[first:last]


def play(forum: Forum, event: Event) -> None:
    """Play one event; the worker has no turn after it."""
    actions.play_next(forum, seen=event.code, tells=False)
    forum.refresh_from_db()


def walked(forum: Forum, part: int) -> Iterator[Event]:
    """Play a part event by event."""
    for event in events_of(forum, part):
        play(forum, event)
        yield event


def test_the_parts_are_the_whole_story(begun: Forum) -> None:
    events = queries.standing(begun).story.events

    assert len(events) > 199
    assert sum(
        len(events) * (one + 1) // PARTS - len(events) * one // PARTS for one in range(PARTS)
    ) == len(events)


@pytest.mark.soak
@in_parts
def test_no_event_of_the_cycle_breaks_an_invariant(begun: Forum, part: int) -> None:
    broken = {}
    for event in walked(begun, part):
        faults = invariants.after_each(begun, event.at)
        faults += invariants.after_a_story(begun, event.at, Stage(begun, event.at))
        if faults:
            broken[event.code] = faults

    assert broken == {}


@pytest.mark.soak
@in_parts
def test_every_turn_on_home_can_be_done_and_every_duty_that_was_done_had_been_listed(
    begun: Forum, part: int
) -> None:
    follower, owed, faults = Follower(begun), Owed(begun), {}
    for event in events_of(begun, part):
        owed.before(event.at)
        play(begun, event)
        if found := [*owed.after(event.at), *follower.faults(event.at)]:
            faults[event.code] = found
    print(f"part {part}: {dict(follower.counts)}, {dict(owed.counts)}")

    assert faults == {}
    assert follower.counts["sent"] and owed.counts["asked"]


@pytest.mark.soak
@in_parts
def test_no_page_contradicts_another_after_any_event(begun: Forum, part: int) -> None:
    found = {}
    for event in walked(begun, part):
        if faults := agreeing_offices.contradictions(begun, event.at):
            found[event.code] = faults

    assert found == {}
