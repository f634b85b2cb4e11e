"""What nobody can know yet, or any more: days that pass without an opening, or are told afterwards.

A future never lacks evidence, a past that was not kept here is never "not met" for want of a form,
and what is only derived proves nothing.
"""

from dataclasses import replace

import pytest

from cochair.procedure.evaluate import evaluate
from cochair.procedure.result import Outcome
from procedure.known_history import book as real_book
from procedure.known_history import facts as real_facts
from procedure.small_world import (
    COUNCIL,
    FORUM,
    agenda,
    at,
    book,
    chairs,
    clause,
    cycle,
    day,
    delegations,
    facts,
    held,
    history,
    item,
    meeting,
    midnight,
    notice,
    outcome,
    result,
    results,
    schedule,
)

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
UNKNOWN = Outcome.UNKNOWN
NOTICE = clause("notice_issued_by_presidencies", id="H.2")
CHAIRED = clause("co_chaired_by_presidencies", id="H.3")
PLACED = clause(
    "functions_placed", "meeting", "first_of(agenda.final_published, meeting.opened)", id="H.4",
    functions=["talk"],
)  # fmt: skip
TALK = clause("item_concluded", "meeting", "meeting.closed", id="H.5", tag="talk")
ENDORSED = clause(
    "programme_part_endorsed", "meeting", "meeting.closed + 30 days", id="H.6", part="topics"
)
SHARES = clause(
    "participation_adequate", "meeting", "meeting.closed", id="H.7",
    min_share="2/3", min_level_share="1/2",
)  # fmt: skip
SLOT = clause("in_semester", "slot", "semester[1].end", id="H.8", semester=1)
SHAPE = clause("configurations_held", "cycle", "cycle.end", id="H.9", configurations=[COUNCIL])
FORM = clause("format_is", id="H.10", formats=["in_person"])
ALL = (NOTICE, CHAIRED, PLACED, TALK, ENDORSED, SHARES, SLOT, SHAPE, FORM)
BEFORE_IT = {"H.2"}
SLOT_ID, SECOND = f"{FORUM}-cycle-2-{COUNCIL}", f"{FORUM}-cycle-2"


def says(found):
    return " ".join(str(one) for one in found.says)


def rows(known, now, *asked):
    found = evaluate(book(*(asked or ALL)), known, at(now))
    wanted = {"council-2", SLOT_ID, SECOND}
    return {one.rule: one for one in found if one.target.id in wanted}


def outcomes(known, now):
    return {rule: one.outcome for rule, one in rows(known, now).items()}


PREPARED = meeting(
    notice=notice(),
    agenda=agenda(item(1, "talk")),
    chairs=chairs(checked_in=False),
    delegations=delegations("NA", "SA", checked_in_at=None),
)


def test_what_a_meeting_is_to_do_is_due_by_the_end_of_its_semester_when_its_day_passed():
    known = facts(PREPARED)

    on_the_day, after = rows(known, "2031-03-05 12:00"), rows(known, "2031-03-07")
    for rule in ("H.5", "H.6", "H.7"):
        assert (after[rule].outcome, on_the_day[rule].outcome) == (NOT_YET_DUE, NOT_YET_DUE)
    assert on_the_day["H.5"].due == at("2031-03-05 17:00")
    assert after["H.5"].due == after["H.7"].due == midnight("2031-06-30")
    assert after["H.6"].due == midnight("2031-07-30")
    assert rows(facts(held()), "2031-03-07")["H.5"].due == at("2031-03-05 17:00")


def test_once_the_semester_is_over_only_what_was_done_before_the_meeting_is_met():
    never, undated = facts(PREPARED), facts(replace(PREPARED, schedules=()))

    late = outcomes(never, "2031-12-01")
    assert {rule for rule, what in late.items() if what is MET} == BEFORE_IT
    assert set(late.values()) == {MET, NOT_MET, NOT_YET_DUE}
    assert {rule for rule, what in late.items() if what is NOT_YET_DUE} == {"H.9"}  # of the cycle
    without_a_day = outcomes(undated, "2031-12-01")
    assert {rule for rule, what in without_a_day.items() if what is MET} == set()
    assert "has not been opened" in says(rows(never, "2031-12-01")["H.4"])


def test_between_the_planned_hour_and_the_opening_nothing_turns():
    known, moments = facts(PREPARED), ("2031-03-05 08:59", "2031-03-05 09:30", "2031-03-06 16:59")

    first, *others = (outcomes(known, moment) for moment in moments)
    assert others == [first, first]
    assert (first["H.4"], first["H.10"]) == (MET, NOT_YET_DUE)


def test_a_meeting_outside_cycles_that_nobody_opened_is_due_a_day_after_its_planned_end():
    known = facts(replace(PREPARED, cycle=None), cycles=())

    found = result(TALK, known, "2031-03-07", pattern=None)
    assert (found.outcome, found.due) == (NOT_MET, at("2031-03-06 17:00"))


ANNOUNCED = history(opened_at=None, closed_at=None)
YEAR_ONLY = replace(
    ANNOUNCED,
    schedules=(replace(ANNOUNCED.schedules[0], precision="year", ends=at("2031-12-31")),),
)


@pytest.mark.parametrize("before", [meeting(schedules=()), YEAR_ONLY], ids=["planned", "history"])
def test_a_day_that_was_over_when_it_was_fixed_is_not_established_and_never_unmet(before):
    told = schedule(at=at("2031-06-20"))
    afterwards = replace(before, schedules=(*before.schedules, told), confirmed_at=at("2031-06-20"))
    opened = replace(afterwards, opened_at=at("2031-06-21"), closed_at=at("2031-06-21 15:00"))

    for now in ("2031-06-22", "2032-02-01"):
        for known in (afterwards, opened):
            found = outcomes(facts(known), now)
            assert NOT_MET not in found.values(), found
    found = rows(facts(afterwards), "2032-02-01")
    assert {one.outcome for one in found.values()} == {UNKNOWN}
    assert "not established" in says(found["H.2"])


def test_a_day_that_lay_ahead_when_it_was_fixed_is_judged_like_any_other():
    ahead = schedule(at=at("2031-02-20"))
    again = schedule(at=at("2031-06-20"))
    known = facts(meeting(schedules=(ahead,)))
    # Saying again afterwards when it was to be changes nothing.
    repeated = facts(meeting(schedules=(ahead, again)))

    assert outcomes(known, "2031-12-01") == outcomes(repeated, "2031-12-01")
    assert outcomes(known, "2031-12-01")["H.2"] is NOT_MET


def test_a_meeting_of_history_that_people_prepare_is_judged_like_any_other():
    fixed = schedule(at=at("2031-01-20"))
    ours = replace(
        YEAR_ONLY,
        schedules=(*YEAR_ONLY.schedules, fixed),
        confirmed_at=at("2031-01-20"),
        opened_at=at("2031-03-05 09:00"),
        closed_at=at("2031-03-05 17:00"),
    )

    assert outcomes(facts(ours), "2031-12-01")["H.2"] is NOT_MET
    assert outcomes(facts(history()), "2031-12-01")["H.2"] is UNKNOWN


def test_a_cycle_may_be_whole_where_nobody_knows_whether_a_meeting_was_held():
    told = meeting(schedules=(schedule(at=at("2031-06-20")),))

    assert rows(facts(told), "2032-02-01", SHAPE)["H.9"].outcome is UNKNOWN
    assert rows(facts(meeting()), "2032-02-01", SHAPE)["H.9"].outcome is NOT_MET
    assert rows(facts(), "2032-02-01", SHAPE)["H.9"].outcome is NOT_MET


def test_co_chairs_that_follow_from_the_rota_prove_nothing_and_accuse_nobody():
    def derived(*who):
        return tuple(replace(one, established=False) for one in chairs(*who))

    sourced = facts(held(chairs=chairs()))
    from_the_rota, another = facts(held(chairs=derived())), facts(held(chairs=derived("NB", "SA")))

    assert outcome(CHAIRED, sourced) is MET
    assert outcome(CHAIRED, from_the_rota) is outcome(CHAIRED, another) is UNKNOWN
    assert "follows from the rota" in says(result(CHAIRED, from_the_rota))
    assert "presidency of NORLAND has not been checked in" in says(result(SHARES, from_the_rota))
    assert "The co-presidencies have not yet assessed the participation together." in says(
        result(SHARES, sourced)
    )
    assert "presidency of NORLAND has not been checked in" not in says(result(SHARES, sourced))
    # To a meeting that both prepare themselves the rota appoints nobody.
    ahead = facts(held(chairs=derived(), opened_at=None, closed_at=None))
    assert "No co-chair of NORLAND is appointed." in says(result(CHAIRED, ahead))
    # One that a Party named beside it does prove.
    both = facts(held(chairs=(*derived(), *(replace(c, id=f"{c.id}-2") for c in chairs()))))
    assert outcome(CHAIRED, both) is MET


def test_a_future_never_lacks_evidence():
    known = facts(
        history("council-1", "2030-03-05", cycle=1),
        ANNOUNCED,
        known_until=day("2030-06-01"),
        cycles=(cycle(1, imported=True), cycle(2, imported=True)),
    )

    def of(now):
        found = evaluate(book(*ALL), known, at(now))
        return {(one.rule, one.target.id): one.outcome for one in found if one.target.cycle == 2}

    assert set(of("2031-01-10").values()) == {NOT_YET_DUE}
    assert set(of("2032-03-10").values()) == {UNKNOWN}


def test_a_planned_meeting_without_a_day_is_at_risk_once_a_notice_in_time_is_not_possible():
    entry = replace(book().timetable[0], shown_by="notice")
    with_notice = {"timetable": (entry,)}
    undated = facts(meeting(schedules=()))

    def risk(known, now, **fields):
        found = {one.target.id: one for one in results(SLOT, known, now, **fields)}
        return found[SLOT_ID].outcome, found[SLOT_ID].at_risk

    # Sixty days before the end of the semester: 1 May, a Thursday.
    assert risk(undated, "2031-05-01", **with_notice) == (NOT_YET_DUE, False)
    assert risk(undated, "2031-05-02", **with_notice) == (NOT_YET_DUE, True)
    assert risk(facts(), "2031-05-02", **with_notice) == (NOT_YET_DUE, True)
    june = facts(meeting(schedules=(schedule("2031-06-05 09:00", "2031-06-05 17:00"),)))
    assert risk(june, "2031-05-02", **with_notice) == (NOT_YET_DUE, False)
    assert risk(undated, "2031-05-02") == (NOT_YET_DUE, False)  # no date of practice is known
    assert risk(undated, "2031-06-29") == (NOT_YET_DUE, True)


def test_the_ministerial_meeting_without_a_day_is_at_risk_in_the_last_weeks_of_its_semester():
    found = evaluate(real_book(), real_facts(), at("2026-11-28"))
    slot = {one.rule: one for one in found if one.target.id == "eu-clasi-cycle-3-ministerial"}
    ahead = {one.outcome for one in found if one.target.id == "eu-clasi-cycle-3-som"}

    assert (slot["I.2.cycle.1"].outcome, slot["I.2.cycle.1"].at_risk) == (NOT_YET_DUE, True)
    assert ahead <= {NOT_YET_DUE, Outcome.NOT_APPLICABLE}
