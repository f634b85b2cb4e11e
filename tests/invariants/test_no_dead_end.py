"""No state that nobody can leave, and no two states at once: a meeting, a text before it, and silence.

Random walks through the real acts, in the small forum.  After each step the states are held beside
each other, and an act is looked for that leaves each that is no end.  Source: domain.md C.4, C.11.
"""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest

import dead_ends
import decided
import signing
import silences
from cochair.features.decisions.models import RoomDecision, SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import state_of
from cochair.features.observers.states import OPEN_TO, State, Step
from cochair.features.parties.models import Forum
from cochair.features.room import actions as room
from cochair.features.room import queries as rooms
from cochair.features.silence import acts as silence_acts
from cochair.features.silence import queries as hushed
from cochair.procedure import consensus
from cochair.procedure import silence as by_silence
from cochair.procedure.consensus import Claim
from cochair.procedure.consensus.stages import ADOPTED, ON_THE_TABLE
from cochair.procedure.consensus.stages import STEPS as IN_ROOM
from cochair.procedure.consensus.stages import Stage as Room
from cochair.procedure.record import STEPS as OF_A_RECORD
from cochair.procedure.silence.stages import STEPS as IN_SILENCE
from decided import PUT_AT, head

WALKS, STEPS = 2, 5
STEP = timedelta(minutes=10)
WHY = "Nobody could agree on a word of it."
ENDS_OF_SILENCE = {
    by_silence.Stage.PASSED,
    by_silence.Stage.BROKEN,
    by_silence.Stage.WITHDRAWN,
}
UNDECIDED = {by_silence.Stage.RUNNING, by_silence.Stage.SUSPENDED, by_silence.Stage.CLOSING}

type Act = Callable[[datetime], object]


class World:
    """A sitting Council, one paper that may be put to it or under silence, and what can be done."""

    def __init__(self, forum: Forum) -> None:
        self.forum, self.slug = forum, decided.sitting(forum).slug
        self.paper = silences.line(forum).pk

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.select_related("forum").get(forum=self.forum, slug=self.slug)

    @property
    def document(self) -> Document:
        return Document.objects.select_related("forum").get(pk=self.paper)

    @property
    def decisions(self) -> list[RoomDecision]:
        return list(rooms.of_meeting(self.meeting))

    @property
    def table(self) -> RoomDecision:
        """The decision that is on the table; StopIteration without one."""
        return next(one for one in self.decisions if self.stage(one) in ON_THE_TABLE)

    @property
    def running(self) -> SilenceProcedure:
        return hushed.procedures(self.forum).filter(withdrawal=None)[0]

    @staticmethod
    def stage(row: RoomDecision) -> consensus.Stage:
        return consensus.stage(rooms.decision(row))

    def silences(self, at: datetime) -> list[by_silence.Stage]:
        rows = hushed.procedures(self.forum)
        return [by_silence.stage(hushed.silence(one, at), at) for one in rows]

    def acts(self) -> Mapping[str, Act]:
        """Everything that somebody may try, by a name."""
        step = signing.stepped
        found: dict[str, Act] = {
            "put": lambda at: decided.put(
                self.meeting, decided.wish(self.document, kind="other"), at
            ),
            "object": lambda at: decided.objected(self.table, head(self.forum), at),
            "withdraw": lambda at: room.withdraw(
                self.table, self.table.objections.last(), by=head(self.forum), at=at
            ),
            "suspend": lambda at: decided.suspended(self.table, at),
            "pause": lambda at: step(self.meeting, "meeting.suspend", at),
            "resume": lambda at: step(self.meeting, "meeting.resume", at),
            "close": lambda at: step(self.meeting, "meeting.close", at),
            "silence": lambda at: signing.both_sign(
                self.forum, silences.proposed(self.document, PUT_AT + timedelta(days=7), at), at
            ),
            "break": lambda at: silences.sent(self.running, head(self.forum), at),
            "take back": lambda at: signing.both_sign(
                self.forum,
                silence_acts.WITHDRAW.propose(
                    self.running, None, reason=WHY, by=signing.league(self.forum, at), at=at
                ),
                at,
            ),
        }
        for claim in Claim:
            found[claim.value] = lambda at, claim=claim: decided.declared(self.table, claim, at)
        return found

    def may(self, name: str, at: datetime) -> bool:
        """Whether an act is possible at an instant; it is undone."""
        return self.tried(name, at, undo=True)

    def tried(self, name: str, at: datetime, *, undo: bool = False) -> bool:
        """Do an act, and say whether it was possible."""
        return dead_ends.tried(lambda: self.acts()[name](at), undo=undo)


LEAVES_THE_TABLE = ("consensus", "not_agreed", "summary", "replaced")


def hold(world: World, at: datetime, told: str) -> None:
    """No two states at once, and no state that nobody can leave."""
    meeting, stages = world.meeting, [world.stage(one) for one in world.decisions]
    silent_now = world.silences(at)
    undecided = [one for one in stages if one in ON_THE_TABLE]
    assert len(undecided) <= 1, told
    assert not (undecided and meeting.closed_at), f"Closed over an undecided text: {told}"
    under_silence = [one for one in silent_now if one in UNDECIDED]
    assert len(under_silence) <= 1, told
    assert not (undecided and under_silence), f"In the room and under silence: {told}"
    taken = [one for one in stages if one in ADOPTED]
    assert not (taken and (undecided or under_silence)), f"Adopted, and decided again: {told}"
    if undecided:
        assert any(world.may(name, at) for name in LEAVES_THE_TABLE), f"Left on the table: {told}"
    if under_silence:
        later = PUT_AT + timedelta(days=8)
        ends = set(world.silences(later)) & ENDS_OF_SILENCE
        assert any((world.may("take back", at), ends)), told
    if meeting.closed_at is None:
        ways = ("close", "resume", *(LEAVES_THE_TABLE if undecided else ()))
        assert any(world.may(name, at) for name in ways), f"Nobody ends the meeting: {told}"


@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_is_done_every_state_has_a_way_out_and_none_contradicts_another(
    small_forum: Forum, seed: int
) -> None:
    world, chance, at = World(small_forum), random.Random(seed), PUT_AT
    done = []
    for _step in range(STEPS):
        at += STEP
        names = list(world.acts())
        chance.shuffle(names)
        done.append(next((name for name in names if world.tried(name, at)), "nothing"))
        hold(world, at, f"seed {seed}: {', '.join(done)}; {state_of(world.meeting, at)}")

    assert done[0] != "nothing"


MACHINES = {
    "room": (IN_ROOM, {*ADOPTED, Room.CO_CHAIRS_SUMMARY, Room.NOT_AGREED, Room.REPLACED}),
    "silence": (IN_SILENCE, ENDS_OF_SILENCE),
    "record": (OF_A_RECORD, {"sealed"}),
}


@pytest.mark.parametrize("name", MACHINES)
def test_every_stage_that_is_no_end_has_a_step_that_leaves_it(name: str) -> None:
    steps, ends = MACHINES[name]

    assert steps and not dead_ends.stuck(((step.starts, step.ends) for step in steps), ends)


def test_every_request_to_observe_is_left_by_somebody_or_by_the_opening() -> None:
    ends = {State.NOT_DECIDED, State.WITHDRAWN}
    left = {state: steps for state, steps in OPEN_TO.items() if state not in ends}

    assert left
    for steps in left.values():
        assert Step.WITHDRAW in steps
