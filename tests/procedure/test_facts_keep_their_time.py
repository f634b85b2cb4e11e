"""What was so stays so: a later fact changes no row of a meeting or cycle that is over."""

from dataclasses import replace

import pytest

from cochair.procedure.facts import (
    Action,
    Commitment,
    Indicator,
    JointFact,
    Plan,
    ProcedureVersion,
    Report,
    Value,
)
from cochair.procedure.result import Outcome
from procedure.small_world import (
    BOARD,
    COUNCIL,
    FORUM,
    at,
    clause,
    cycle,
    day,
    facts,
    held,
    item,
    meeting,
    notice,
    result,
    schedule,
)
from procedure.small_world import agenda as final_agenda

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
SECOND = f"{FORUM}-cycle-2"
PLANNED = clause(
    "next_cycle_slot_determined",
    "cycle",
    "semester[2].end",
    configuration=COUNCIL,
    precision="month",
    at=BOARD,
)
BOARD_HELD = held("board-2", "2031-09-05", configuration=BOARD)


def plan(name, on, start="2032-03-05", **fields):
    given = {"precision": "day", "place": "hub", "end": day(start)} | fields
    state = "agreed" if name == "plan-1" else "changed"
    return Plan(name, at(on), COUNCIL, state, start=day(start), **given)


def planned(*plans, boards=(BOARD_HELD,), now="2032-02-01"):
    known = facts(*boards, cycles=(cycle(1), cycle(2, plans=plans)))
    return result(PLANNED, known, now, on=SECOND)


AGREED = plan("plan-1", "2031-08-20")


@pytest.mark.parametrize(
    "later",
    [
        plan("plan-2", "2032-01-20", "2032-09-05"),
        plan("plan-2", "2031-11-01", precision="unknown"),
        plan("plan-2", "2031-11-01", place=None, virtual=True),
        plan("plan-2", "2032-01-20", place=None),
    ],
    ids=["moved", "postponed", "made virtual", "without a place"],
)
def test_what_a_meeting_determined_stays_so_whatever_becomes_of_the_next_one(later):
    assert planned(AGREED, later).outcome is MET
    assert planned(AGREED, later).late_days is None
    # What was changed before the meeting that determines it closed was not determined.
    before = replace(later, at=at("2031-09-01"))
    assert planned(AGREED, before).outcome is NOT_MET


def test_a_plan_that_was_not_settled_is_late_when_it_is_and_then_stays():
    vague = plan("plan-1", "2031-08-20", precision="unknown")
    exact = plan("plan-2", "2032-01-05")
    moved = plan("plan-3", "2032-01-20", "2032-09-05")

    assert planned(vague).outcome is NOT_MET
    assert planned(vague, exact).late_days == planned(vague, exact, moved).late_days == 5


def test_nothing_is_determined_while_no_meeting_determined_it():
    ahead = meeting(
        "board-2",
        configuration=BOARD,
        schedules=(schedule("2031-09-05 09:00", "2031-09-05 17:00"),),
    )

    assert planned(AGREED, boards=(ahead,), now="2031-09-01").outcome is NOT_YET_DUE
    assert planned(AGREED, boards=(ahead,), now="2031-12-01").outcome is NOT_YET_DUE
    assert planned(AGREED, boards=(ahead,)).outcome is NOT_MET
    assert planned(AGREED, boards=()).outcome is NOT_MET
    assert planned(AGREED).outcome is MET


def version(number, adopted, effective):
    return ProcedureVersion(number, at(adopted), "consensus", COUNCIL, day(adopted), day(effective))


def test_a_later_version_is_late_only_by_its_own_day():
    adopted = clause("procedure_adopted", "forum", "forum.opened", method="consensus")
    first = version("1.0", "2029-11-01", "2030-01-01")
    second = version("2.0", "2031-05-30", "2031-07-01")
    hurried = version("2.0", "2031-07-03", "2031-07-01")

    def late(*versions):
        found = result(adopted, facts(versions=versions), "2031-12-01", on=FORUM)
        return found.outcome, found.late_days

    assert late(first) == (MET, None)
    assert late(first, second) == (MET, None)
    assert late(first, hurried) == (MET, 2)


def test_a_further_value_or_a_later_word_makes_no_earlier_cycle_late_or_worse():
    asked = clause(
        "indicator_present", "cycle", "board.closed", type="exchange",
        need=["baseline", "value_in_cycle"],
    )  # fmt: skip

    def value(on, number):
        return Value(at(on), day(on), number)

    def judged(*values, words=()):
        one = Indicator("i", at("2030-05-01"), "exchange", value("2030-05-01", "5"), values, words)
        found = result(asked, facts(BOARD_HELD, indicators=(one,)), "2032-06-01", on=SECOND)
        return found.outcome, found.late_days

    above, again = value("2031-08-01", "7"), value("2031-12-01", "8")
    fall, later = JointFact("f", at("2031-08-20"), value="fall"), at("2032-04-01")
    rise = JointFact("r", at("2031-08-20"), value="increase")

    assert judged(above, again) == (MET, None)
    assert judged(value("2031-08-01", "4"), again) == (MET, 87)
    assert judged(above, again, words=(rise, replace(fall, at=later))) == (MET, None)
    assert judged(above, words=(fall, replace(rise, at=later)))[0] is NOT_MET
    assert judged(above, words=(replace(fall, at=later),))[0] is NOT_MET


def test_an_action_that_was_discontinued_afterwards_had_run_in_the_cycle():
    asked = clause("actions_cover_levels", "cycle", "board.closed", levels=["joint"])

    def judged(ended, started="2031-02-01"):
        one = Action(
            "a", at("2031-02-01"), "joint", "discontinued", day("2031-02-01"),
            started_at=at(started) if started else None, ended_at=at(ended),
        )  # fmt: skip
        known = facts(BOARD_HELD, actions=(one,))
        return result(asked, known, "2032-06-01", on=SECOND).outcome

    assert judged("2032-05-01") is MET
    assert judged("2031-06-01") is NOT_MET
    assert judged("2032-05-01", started=None) is NOT_MET


def test_a_commitment_that_was_settled_afterwards_was_to_be_reviewed_then():
    asked = clause("commitments_reviewed", "cycle", "cycle.end")
    item_asked = clause(
        "item_concluded", "meeting", "meeting.closed", tag="decide",
        needs=["action_or_note_per_commitment"],
    )  # fmt: skip
    report = Report("r", at("2031-08-20"), "stocktaking")

    def judged(settled):
        one = Commitment("c-1", at("2030-05-01"), "text", settled_at=settled and at(settled))
        concluded = item(1, "decide", concluded_at=at("2031-03-05 11:00"))
        known = facts(
            held(agenda=final_agenda(concluded)),
            BOARD_HELD,
            commitments=(one,),
            cycles=(cycle(1), cycle(2, reports=(report,))),
        )
        review = result(asked, known, "2032-06-01", on=SECOND).outcome
        return review, result(item_asked, known, "2032-06-01").outcome

    assert judged(None) == (NOT_MET, NOT_MET)
    assert judged("2032-04-01") == (NOT_MET, NOT_MET)
    assert judged("2031-05-01") == (Outcome.NOT_APPLICABLE, NOT_MET)
    assert judged("2031-01-01") == (Outcome.NOT_APPLICABLE, Outcome.NOT_APPLICABLE)


def test_a_form_that_stays_is_not_late_when_the_day_moves_after_the_notice():
    asked = clause(
        "format_is", "meeting", "first_of(notice.issued, meeting.opened)", formats=["in_person"]
    )
    moved = schedule("2031-03-06 09:00", "2031-03-06 17:00", at=at("2031-01-20"))
    other = replace(moved, format="hybrid")

    def late(*schedules):
        known = facts(held(schedules=schedules, notice=notice("2030-12-20")))
        found = result(asked, known)
        return found.outcome, found.late_days

    assert late(schedule(), moved) == (MET, None)
    assert late(schedule(format="hybrid"), moved) == (MET, 31)
    assert late(schedule(), other)[0] is NOT_MET
