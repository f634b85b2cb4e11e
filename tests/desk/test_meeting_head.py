"""The one next step of a reader: what is over gives way once the meeting is at hand."""

from dataclasses import replace
from datetime import timedelta

from cochair.features.meetings.responsibility import PRACTICE
from cochair.features.meetings.states import State
from cochair.site.desk.meeting_head import next_step
from cochair.site.desk.meeting_steps import Step
from cochair.site.desk.phases import Phase
from world import NOW

USUAL = Step(
    says="Plan the preparatory meeting",
    href="/plan/",
    owners=("The secretariat",),
    until=NOW - timedelta(days=70),
    firm=PRACTICE,
    is_own=True,
    prepares=False,
    phase=Phase.PREPARE,
    late=True,
    button="Plan the meeting",
)
OPENING = replace(
    USUAL, says="Open the meeting", href="/open/", until=NOW, phase=Phase.HOLD, late=False
)


def test_what_is_the_readers_own_is_asked_for_last_once_its_usual_date_has_passed_as_at_home() -> (
    None
):
    unplaced, of_others = replace(USUAL, phase=None), replace(USUAL, is_own=False)

    before = next_step(State.PREPARED, Phase.PREPARE, [USUAL], "")
    both = next_step(State.PREPARED, Phase.HOLD, [unplaced, USUAL, OPENING], "")
    alone = next_step(State.PREPARED, Phase.HOLD, [unplaced, USUAL], "")
    theirs = next_step(State.PREPARED, Phase.HOLD, [of_others], "")

    assert before is not None and before.button == "Plan the meeting"
    assert both is not None and (both.says, both.more) == ("Open the meeting", 2)
    assert alone is not None and (alone.button, alone.more) == ("Plan the meeting", 1)
    assert theirs is not None and (theirs.says, theirs.button) == ("", "")


def test_what_is_asked_for_by_more_than_usage_stays_the_next_step_on_that_day() -> None:
    firm, coming = replace(USUAL, firm="clause"), replace(USUAL, late=False)

    for step in (firm, coming):
        found = next_step(State.PREPARED, Phase.HOLD, [step], "")
        assert found is not None and found.href == "/plan/"


def test_what_others_sign_and_the_reader_may_propose_is_no_step_of_others_alone() -> None:
    day = replace(USUAL, href="/meeting/?phase=plan#day", is_own=False, late=False)

    found, refused = (
        next_step(State.PLANNED, Phase.PLAN, [day], "", proposes=may) for may in (True, False)
    )

    assert found is not None and found.proposed_at == "/meeting/?phase=plan#day"
    assert refused is not None and (refused.proposed_at, refused.href) == ("", "")
