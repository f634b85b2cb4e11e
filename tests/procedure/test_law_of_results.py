"""Every line by which a finding becomes a result (corrections.md section 1)."""

from dataclasses import replace
from datetime import timedelta

from cochair.procedure.clause import Severity
from cochair.procedure.facts import (
    Departure,
    Record,
)
from cochair.procedure.result import Ground, Outcome
from procedure.small_world import (
    BOARD,
    COUNCIL,
    FORUM,
    NORLAND,
    SUDRIA,
    at,
    chairs,
    clause,
    cycle,
    day,
    decision,
    facts,
    held,
    history,
    keys,
    meeting,
    midnight,
    notice,
    outcome,
    result,
    results,
    schedule,
)

RECORD = clause(
    "record_approved",
    "meeting",
    "meeting.closed + record.approval_days",
    basis="practice",
    by=[NORLAND, SUDRIA],
)
CHAIRED = clause("co_chaired_by_presidencies")
NOTICE = clause("notice_issued_by_presidencies")
SLOT = clause("in_semester", "slot", "semester[1].end", semester=1)
FORMAT = clause("format_is", formats=["in_person"])
EMPTY = f"{FORUM}-cycle-2-{COUNCIL}"

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
DEPARTED, NOT_APPLICABLE, UNKNOWN = Outcome.DEPARTED, Outcome.NOT_APPLICABLE, Outcome.UNKNOWN


def approved(on):
    return Record("record", at("2031-03-20"), keys(on))


def departure(rule="H.1", target="council-2", on="2031-06-01"):
    return Departure("departure-1", at(on), rule, target, "Both presidencies had a good reason.")


def test_a_fact_that_is_there_in_time_is_met_with_its_evidence():
    found = result(RECORD, facts(held(record=approved("2031-04-01"))))
    assert (found.outcome, found.ground) == (MET, Ground.EVIDENCE)
    assert found.evidence == ("record",)
    assert found.late_days is None
    assert found.procedure_version == "1.0"


def test_a_fact_that_comes_late_is_met_and_says_by_how_many_days():
    due = midnight("2031-04-21")  # 45 days after 5 March is a Saturday, kept on the Monday
    late = result(RECORD, facts(held(record=approved("2031-04-23"))))
    assert late.due == due
    assert (late.outcome, late.late_days) == (MET, 2)
    in_time = result(RECORD, facts(held(record=approved("2031-04-21"))))
    assert (in_time.outcome, in_time.late_days) == (MET, None)


def test_lateness_alone_never_becomes_not_met():
    known = facts(held(record=approved("2033-04-23")))
    for now in ("2033-04-24", "2034-01-01", "2039-01-01"):
        found = result(RECORD, known, now)
        assert found.outcome is MET
        assert found.late_days is not None and found.late_days > 700


def test_before_it_is_due_nothing_is_missing_and_afterwards_it_is():
    known = facts(held())
    due = midnight("2031-04-21")
    assert outcome(RECORD, known, due) is NOT_YET_DUE
    found = result(RECORD, known, due + timedelta(microseconds=1))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.NO_EVIDENCE)
    assert found.due_basis == "practice"


def test_the_last_seven_days_are_at_risk_unless_the_fact_is_there():
    known = facts(held())
    due = midnight("2031-04-21")
    assert not result(RECORD, known, due - timedelta(days=8)).at_risk
    assert result(RECORD, known, due - timedelta(days=7)).at_risk
    assert not result(RECORD, known, due + timedelta(days=1)).at_risk
    planned = facts(meeting(chairs=chairs(checked_in=False)))
    on_course = result(CHAIRED, planned, "2031-03-04")
    assert (on_course.outcome, on_course.at_risk) == (NOT_YET_DUE, False)
    assert result(CHAIRED, facts(meeting()), "2031-03-04").at_risk


def test_a_practice_day_makes_the_notice_at_risk_and_never_missing():
    asked = clause("notice_issued_by_presidencies", entry="send")
    early, near = "2030-12-01", "2031-01-02"
    assert not result(asked, facts(meeting()), early).at_risk
    found = result(asked, facts(meeting()), near)
    assert (found.outcome, found.at_risk) == (NOT_YET_DUE, True)
    assert outcome(asked, facts(meeting()), "2031-03-01") is NOT_YET_DUE
    assert not result(NOTICE, facts(meeting()), near).at_risk


def test_a_recorded_fact_to_the_contrary_looks_different_from_no_fact():
    virtual = result(FORMAT, facts(held(format="virtual")))
    assert (virtual.outcome, virtual.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    silent = result(FORMAT, facts(held(format=None)))
    assert (silent.outcome, silent.ground) == (NOT_MET, Ground.NO_EVIDENCE)


def test_what_no_later_fact_can_change_is_not_met_before_it_is_due():
    other = facts(held(chairs=chairs("NB")))
    found = result(CHAIRED, other, at("2031-03-05 09:00"))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    nobody = facts(held())
    assert outcome(CHAIRED, nobody, at("2031-03-05 09:00")) is NOT_YET_DUE


def test_true_counts_only_once_it_is_settled():
    planned = facts(meeting(schedules=(schedule(),)))
    assert outcome(FORMAT, planned, "2031-03-01") is NOT_YET_DUE
    assert outcome(FORMAT, facts(held()), at("2031-03-05 09:00")) is MET


def test_a_venue_settles_with_the_notice_or_else_with_the_opening():
    asked = clause(
        "venue_allowed",
        "meeting",
        "first_of(notice.issued, meeting.opened)",
        places=["hub"],
        presidency_at="any_day",
    )
    assert outcome(asked, facts(meeting()), "2031-01-01") is NOT_YET_DUE
    assert outcome(asked, facts(meeting(notice=notice())), "2031-01-01") is MET
    assert outcome(asked, facts(held()), "2031-03-06") is MET


def test_an_agreement_settles_with_the_closing_of_the_meeting():
    asked = clause("decisions_by_consensus", "meeting", "meeting.closed", severity=Severity.HARD)
    running = replace(held(decisions=(decision(),)), closed_at=None)
    assert outcome(asked, facts(running), "2031-03-05 16:00") is NOT_YET_DUE
    assert outcome(asked, facts(held(decisions=(decision(),)))) is MET


def test_an_accepted_departure_stands_before_what_is_missing_and_after_what_is_there():
    gone = facts(held(format="virtual"), departures=(departure(),))
    found = result(FORMAT, gone)
    assert (found.outcome, found.ground) == (DEPARTED, Ground.ACCEPTED_DEPARTURE)
    assert found.departure == "departure-1"
    kept = facts(held(), departures=(departure(),))
    assert outcome(FORMAT, kept) is MET
    elsewhere = facts(held(format="virtual"), departures=(departure(target="council-9"),))
    assert outcome(FORMAT, elsewhere) is NOT_MET


def test_nobody_departs_from_a_hard_clause():
    asked = clause("decisions_by_consensus", "meeting", "meeting.closed", severity=Severity.HARD)
    broken = held(decisions=(decision(standing_objections=1),))
    known = facts(broken, departures=(departure(),))
    found = result(asked, known)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)


def test_a_departure_made_for_a_slot_or_a_plan_holds_for_the_meeting_that_fills_it():
    late = held("council-2", "2031-08-05")
    for target in (EMPTY, "council-2"):
        known = facts(late, departures=(departure(target=target),))
        assert outcome(SLOT, known) is DEPARTED
    planned = facts(
        meeting(schedules=(schedule("2031-08-05 09:00", "2031-08-05 17:00"),)),
        departures=(departure(on="2031-06-01"),),
    )
    assert outcome(SLOT, planned, "2031-07-02", on=EMPTY) is DEPARTED


def test_a_departure_counts_from_when_both_accepted_it():
    known = facts(held(format="virtual"), departures=(departure(on="2031-06-01"),))
    assert outcome(FORMAT, known, "2031-05-31") is NOT_MET
    assert outcome(FORMAT, known, "2031-06-02") is DEPARTED


def test_of_history_an_absent_fact_is_unknown_and_a_recorded_one_counts():
    for asked in (RECORD, NOTICE, clause("format_agreed", by=[NORLAND])):
        found = result(asked, facts(history()))
        assert (found.outcome, found.ground) == (UNKNOWN, Ground.NO_EVIDENCE)
    contrary = result(FORMAT, facts(history(format="virtual")))
    assert contrary.outcome is NOT_MET
    assert outcome(FORMAT, facts(history())) is MET


def test_a_meeting_of_history_that_was_only_announced_is_met_if_held():
    announced = replace(meeting(), imported=True)
    found = result(FORMAT, facts(announced))
    assert found.outcome is UNKNOWN
    assert "Met if the meeting was held" in " ".join(map(str, found.says))
    assert outcome(RECORD, facts(announced)) is UNKNOWN
    assert outcome(FORMAT, facts(announced), "2031-03-01") is NOT_YET_DUE
    mine = facts(meeting())
    assert outcome(FORMAT, mine) is NOT_MET


def test_a_meeting_of_history_without_any_day_is_unknown_once_its_semester_is_over():
    undated = replace(meeting(schedules=()), imported=True)
    assert outcome(FORMAT, facts(undated), "2031-06-01") is NOT_YET_DUE
    assert outcome(FORMAT, facts(undated), "2031-07-02") is UNKNOWN
    nowhere = replace(undated, cycle=None)
    assert outcome(FORMAT, facts(nowhere), "2031-06-01") is UNKNOWN


def test_what_people_have_taken_over_is_judged_like_any_other():
    announced = replace(meeting(), imported=True)
    confirmed = replace(announced, confirmed_at=at("2030-12-01"))
    moved = replace(announced, schedules=(schedule(), schedule(format=None)))
    for mine in (confirmed, moved):
        assert outcome(NOTICE, facts(mine)) is NOT_MET
    assert outcome(NOTICE, facts(announced)) is UNKNOWN


def test_beyond_the_edge_of_knowledge_nothing_is_due_until_its_time_is_over_and_then_unknown():
    imported = (cycle(1, imported=True), cycle(2, imported=True))
    known = facts(cycles=imported, known_until=day("2030-10-01"))
    assert outcome(SLOT, known, "2031-03-01", on=EMPTY) is NOT_YET_DUE
    assert outcome(SLOT, known, "2031-07-02", on=EMPTY) is UNKNOWN
    assert outcome(SLOT, known, "2030-09-01", on=f"{FORUM}-cycle-1-{COUNCIL}") is UNKNOWN
    ours = facts(cycles=(cycle(1), cycle(2)), known_until=day("2030-10-01"))
    assert outcome(SLOT, ours, "2031-03-01", on=EMPTY) is NOT_YET_DUE
    coming = replace(meeting(), imported=True)
    told = facts(coming, cycles=imported, known_until=day("2030-10-01"))
    assert outcome(NOTICE, told, "2031-01-01") is NOT_YET_DUE
    assert outcome(NOTICE, told, "2031-03-07") is UNKNOWN
    entered = facts(meeting(), cycles=imported, known_until=day("2030-10-01"))
    assert outcome(NOTICE, entered, "2031-01-01") is NOT_YET_DUE
    assert outcome(SLOT, entered, "2031-01-01", on=EMPTY) is NOT_YET_DUE


def test_the_edge_of_knowledge_does_not_hide_what_was_then_still_to_come():
    imported = (cycle(1, imported=True), cycle(2, imported=True))
    known = facts(cycles=imported, known_until=day("2031-01-15"))
    assert outcome(SLOT, known, "2031-01-01", on=EMPTY) is NOT_YET_DUE


def test_what_is_older_than_the_procedures_is_asked_only_for_slot_interval_venue_and_format():
    old = history("council-1", "2030-03-05", cycle=1, chairs=chairs())
    known = facts(old, cycles=(cycle(1, imported=True), cycle(2)))
    since = {"effective_from": day("2030-05-01")}
    assert outcome(FORMAT, known, on="council-1", **since) is MET
    assert outcome(SLOT, known, on="council-1", **since) is MET
    found = result(CHAIRED, known, on="council-1", **since)
    assert (found.outcome, found.ground) == (NOT_APPLICABLE, Ground.CONDITION_ABSENT)
    assert "Earlier than the procedures" in str(found.says[0])
    assert outcome(CHAIRED, known, on="council-1") is MET


def test_of_a_cycle_older_than_the_procedures_only_its_shape_is_asked():
    known = facts(cycles=(cycle(1, imported=True), cycle(2)))
    since = {"effective_from": day("2030-05-01")}
    first = f"{FORUM}-cycle-1"
    shape = clause("cycle_shape", "cycle", "cycle.created", months=12, semesters=2)
    assert outcome(shape, known, on=first, **since) is MET
    every = clause("configurations_held", "cycle", "cycle.end", configurations=[COUNCIL, BOARD])
    assert outcome(every, known, on=first, **since) is UNKNOWN
    some = clause("configurations_held", "cycle", "cycle.end", configurations=[COUNCIL])
    assert outcome(some, known, on=first, **since) is NOT_APPLICABLE
    assessed = clause("effectiveness_assessed", "cycle", "cycle.end", by=[NORLAND])
    assert outcome(assessed, known, on=first, **since) is NOT_APPLICABLE


def test_a_meeting_before_the_first_cycle_has_rows_only_for_interval_venue_and_format():
    before = history("council-0", "2029-03-05", cycle=None)
    known = facts(before)
    cadence = clause("cadence", "slot", "previous.start + 12 months", months=12, tolerance_days=60)

    def names(asked):
        return {one.target.id for one in results(asked, known, "2031-12-01")}

    assert "council-0" in names(FORMAT)
    assert "council-0" in names(cadence)
    assert "council-0" not in names(CHAIRED)
    assert "council-0" not in names(SLOT)


def test_a_later_meeting_outside_any_cycle_is_judged_as_a_meeting_and_has_no_slot():
    loose = held("council-x", "2031-09-05", cycle=None, chairs=chairs("NB", "SB"))
    known = facts(loose)
    assert outcome(CHAIRED, known, on="council-x") is MET
    assert all(one.target.id != "council-x" for one in results(SLOT, known, "2031-12-01"))


def test_a_clause_without_a_target_has_one_row_on_the_running_cycle_or_the_forum():
    asked = clause("clearances_before_decision", "decision", None, parties=[NORLAND])
    (found,) = results(asked, facts(), "2031-06-01")
    assert found.target.id == f"{FORUM}-cycle-2"
    assert (found.outcome, found.ground) == (NOT_APPLICABLE, Ground.CONDITION_ABSENT)
    (later,) = results(asked, facts(), "2035-06-01")
    assert later.target.id == FORUM


def test_context_is_never_judged():
    (found,) = results(clause("informative", "forum", None), facts(), "2031-06-01")
    assert found.outcome is NOT_APPLICABLE
    assert found.target.kind == "forum"


def test_cancelled_meetings_have_no_rows():
    gone = meeting(cancelled_at=at("2031-01-05"))
    assert [one.target.kind for one in results(FORMAT, facts(gone), "2031-06-01")] == ["cycle"]


def test_a_meeting_nobody_opened_counts_as_opened_a_day_after_its_planned_end_for_dues_only():
    known = facts(meeting())
    assert outcome(NOTICE, known, "2031-03-06 16:00") is NOT_YET_DUE
    found = result(NOTICE, known, "2031-03-06 18:00")
    assert (found.outcome, found.due) == (NOT_MET, at("2031-03-06 17:00"))
    # What it is to leave behind is due once it can no longer be held in its semester.
    assert outcome(RECORD, known, "2031-08-01") is NOT_YET_DUE
    assert outcome(RECORD, known, "2031-12-01") is NOT_MET
    appointed = facts(meeting(chairs=chairs(checked_in=False)))
    assert outcome(CHAIRED, appointed, "2031-03-07") is NOT_MET


def test_as_at_an_instant_only_what_was_known_then_is_shown():
    known = facts(held(record=approved("2031-04-01")))
    assert outcome(RECORD, known, "2031-03-31") is NOT_YET_DUE
    assert outcome(RECORD, known, "2031-04-02") is MET
