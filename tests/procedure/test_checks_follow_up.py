"""Participation, registers, and what a cycle leaves behind."""

from dataclasses import replace

import pytest

from cochair.procedure.facts import (
    Action,
    Assessment,
    Commitment,
    Indicator,
    Instrument,
    JointFact,
    JudgedParticipation,
    Plan,
    ProcedureVersion,
    Programme,
    Report,
    Value,
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
    configuration,
    cycle,
    day,
    delegations,
    facts,
    held,
    history,
    meeting,
    midnight,
    outcome,
    result,
    schedule,
)

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
NOT_APPLICABLE, UNKNOWN = Outcome.NOT_APPLICABLE, Outcome.UNKNOWN

SECOND = f"{FORUM}-cycle-2"
RECORD = clause("record_approved", "meeting", "meeting.closed + record.approval_days",
    basis="practice", by=[NORLAND, SUDRIA])  # fmt: skip
SHARES = clause("participation_adequate", "meeting", "meeting.closed",
    min_share="2/3", min_level_share="1/2")  # fmt: skip
EVERYBODY = delegations("NA", "NB", "NC", "SA", "SB", "SC")


def in_cycle(fn, due="first_of(board.closed, cycle.end)", **args):
    return clause(fn, "cycle", due, **args)


def says(found):
    return " ".join(str(one) for one in found.says)


def test_without_a_day_nobody_knows_how_many_members_there_will_be():
    found = result(SHARES, facts(meeting(schedules=())), "2031-06-01")
    assert found.outcome is NOT_YET_DUE
    assert "members present" not in says(found)


def test_enough_members_are_there_at_the_level():
    def known(*who, **fields):
        return facts(held(chairs=chairs(), delegations=who, **fields))

    found = result(SHARES, known(*EVERYBODY))
    assert (found.outcome, found.ground) == (MET, Ground.EVIDENCE)
    two_of_three = delegations("NA", "NB", "SA", "SB")
    assert outcome(SHARES, known(*two_of_three)) is MET  # two thirds, exactly
    found = result(SHARES, known(*delegations("NA", "SA", "SB")))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.NO_EVIDENCE)
    assert "The co-presidencies have not yet assessed the participation together." in says(found)
    low = (*delegations("NA", "SA"), *delegations("NB", "NC", "SB", "SC", function="clerk"))
    assert outcome(SHARES, known(*low)) is NOT_MET
    absent = (*two_of_three, *delegations("NC", "SC", checked_in_at=None))
    assert outcome(SHARES, known(*absent)) is MET
    assert outcome(SHARES, facts(history())) is UNKNOWN
    assert outcome(SHARES, facts(meeting()), "2031-03-01") is NOT_YET_DUE


def test_both_presidencies_are_there_as_chairs_or_as_delegations():
    assert outcome(SHARES, facts(held(delegations=EVERYBODY))) is MET
    without = delegations("NB", "NC", "SA", "SB", "SC")
    found = result(SHARES, facts(held(delegations=without)))
    assert (found.outcome, NORLAND in says(found)) == (NOT_MET, True)
    undated = meeting(schedules=(), delegations=EVERYBODY)
    assert outcome(SHARES, facts(undated), "2031-06-01") is NOT_YET_DUE


def test_a_meeting_of_groups_asks_only_for_the_presidencies():
    groups = {
        "configurations": {COUNCIL: configuration(COUNCIL, 1, parties=(), groups=("BUREAU",))}
    }
    known = facts(held(chairs=chairs()))
    assert outcome(SHARES, known, **groups) is MET
    assert outcome(SHARES, known) is NOT_MET
    assert outcome(SHARES, facts(held()), **groups) is NOT_MET


@pytest.mark.parametrize(("adequate", "wanted"), [(True, MET), (False, NOT_MET)])
def test_both_judge_a_shortfall_in_one_sentence(adequate, wanted):
    judged = JudgedParticipation("judged", at("2031-03-05 17:00"), adequate)
    found = result(SHARES, facts(held(participation=judged)))
    assert found.outcome is wanted
    if not adequate:
        assert found.ground is Ground.CONTRARY_EVIDENCE


def with_cycle(*meetings, **fields):
    imported = fields.pop("imported", False)
    inner = {key: fields.pop(key) for key in ("reports", "plans", "assessment") if key in fields}
    return facts(*meetings, cycles=(cycle(1), cycle(2, imported=imported, **inner)), **fields)


BOARD_HELD = held("board-2", "2031-11-05", configuration=BOARD)
REPORT = Report("report", at("2031-11-01"), "stocktaking", frozenset({"fish", "ports"}))


def of_cycle(asked, known, now="2031-11-06", what=outcome, **fields):
    return what(asked, known, now, on=SECOND, **fields)


def test_the_report_of_a_cycle_has_a_line_for_every_area():
    asked = in_cycle("report_covers_areas", report="stocktaking", areas="taxonomy")
    full = with_cycle(BOARD_HELD, reports=(REPORT,))
    assert of_cycle(asked, full) is MET
    assert of_cycle(asked, full, "2031-11-02") is NOT_YET_DUE
    thin = replace(REPORT, areas=frozenset({"fish"}))
    found = of_cycle(asked, with_cycle(BOARD_HELD, reports=(thin,)), what=result)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert of_cycle(asked, with_cycle(BOARD_HELD)) is NOT_MET
    assert of_cycle(asked, with_cycle(BOARD_HELD, imported=True)) is UNKNOWN
    other = replace(REPORT, kind="press")
    assert of_cycle(asked, with_cycle(BOARD_HELD, reports=(other,))) is NOT_MET


def test_without_the_closing_meeting_the_cycle_itself_ends():
    asked = in_cycle("report_covers_areas", report="stocktaking", areas="taxonomy")
    assert of_cycle(asked, with_cycle(), "2031-12-30") is NOT_YET_DUE
    found = of_cycle(asked, with_cycle(), "2032-01-01", what=result)
    assert (found.outcome, found.due) == (NOT_MET, midnight("2031-12-31"))


def test_every_commitment_in_force_has_a_status_in_the_cycle():
    asked = in_cycle("commitments_reviewed")
    kept = Commitment("c-1", at("2030-03-05"), "charter", statuses=(at("2031-10-01"),))
    known = with_cycle(BOARD_HELD, reports=(REPORT,), commitments=(kept,))
    assert of_cycle(asked, known) is MET
    stale = replace(kept, id="c-2", statuses=(at("2030-10-01"),))
    found = of_cycle(
        asked, with_cycle(BOARD_HELD, reports=(REPORT,), commitments=(kept, stale)), what=result
    )
    assert (found.outcome, "1 of 2" in says(found)) == (NOT_MET, True)
    assert of_cycle(asked, with_cycle(BOARD_HELD, commitments=(kept,))) is NOT_MET
    closed = replace(stale, state="completed")
    assert of_cycle(asked, with_cycle(BOARD_HELD, commitments=(closed,))) is NOT_APPLICABLE


def test_the_assessment_bears_both_signatures():
    asked = in_cycle("effectiveness_assessed", "cycle.end", by=[NORLAND, SUDRIA])
    signed = Assessment("a", at("2031-11-01"), frozenset({NORLAND, SUDRIA}))
    assert of_cycle(asked, with_cycle(assessment=signed)) is MET
    half = replace(signed, signed_by=frozenset({NORLAND}))
    assert of_cycle(asked, with_cycle(assessment=half), "2032-01-02") is NOT_MET
    assert of_cycle(asked, with_cycle(), "2032-01-02") is NOT_MET


def test_an_assessment_sets_results_beside_what_was_expected_where_that_is_asked():
    parties = [NORLAND, SUDRIA]
    asked = in_cycle("effectiveness_assessed", "cycle.end", by=parties, needs=["results"])
    bare = Assessment("a", at("2031-11-01"), frozenset(parties))
    assert of_cycle(asked, with_cycle(assessment=bare), "2032-01-02") is NOT_MET
    told = replace(bare, results=1)
    assert of_cycle(asked, with_cycle(assessment=told), "2032-01-02") is MET


def test_the_report_lies_before_the_following_meeting_when_it_opens():
    asked = in_cycle(
        "outcome_reported",
        "first_of(next.council.opened, next.semester[1].end)",
        report="stocktaking",
    )
    following = held("council-3", "2032-03-05", cycle=3)

    def known(**fields):
        report = replace(REPORT, **fields)
        cycles = (cycle(1), cycle(2, reports=(report,)), cycle(3))
        return facts(held(), following, cycles=cycles)

    def judged(known_, what=outcome, now="2032-06-01"):
        return of_cycle(asked, known_, now, what)

    on_time = known(reported_to="council-3", circulated_at=at("2032-02-01"))
    assert judged(on_time) is MET
    late = known(reported_to="council-3", circulated_at=at("2032-03-06"))
    assert judged(late, result).ground is Ground.CONTRARY_EVIDENCE
    assert judged(known(reported_to="council-2", circulated_at=at("2032-02-01"))) is NOT_MET
    assert judged(known(reported_to="council-3")) is NOT_MET
    assert judged(known()) is NOT_MET
    assert judged(known(), now="2032-03-01") is NOT_YET_DUE
    assert judged(facts(), now="2032-07-02") is NOT_MET
    assert judged(facts(), result, "2032-06-29").due == midnight("2032-06-30")
    coming = replace(on_time, meetings=(held(), meeting("council-3", cycle=3)))
    assert judged(coming, now="2032-02-02") is MET


def test_a_meeting_endorses_each_part_of_the_programme():
    asked = clause("programme_part_endorsed", "meeting", "meeting.closed + 30 days", part="topics")
    programme = Programme("p", at("2031-03-05 16:00"), frozenset({"topics"}))
    assert outcome(asked, facts(held(programmes=(programme,)))) is MET
    other = replace(programme, parts=frozenset({"documents"}))
    assert outcome(asked, facts(held(programmes=(other,)))) is NOT_MET
    assert outcome(asked, facts(held())) is NOT_MET
    assert outcome(asked, facts(held()), "2031-04-03") is NOT_YET_DUE


PLAN = Plan(
    "plan", at("2031-11-05"), COUNCIL, "agreed", "day", day("2032-03-05"), day("2032-03-05"), "hub"
)
PLANNED = clause("next_cycle_slot_determined", "cycle", "semester[2].end",
    configuration=COUNCIL, precision={"option": "plan.precision"})  # fmt: skip
TO_THE_DAY = {"plan.precision": "day"}


def of_plan(*plans, now="2032-01-02", what=outcome, options=TO_THE_DAY, **fields):
    return of_cycle(PLANNED, with_cycle(plans=plans), now, what, options=options, **fields)


def test_venue_and_date_of_the_next_meeting_are_agreed():
    assert of_plan(PLAN) is MET
    assert of_plan() is NOT_MET
    assert of_plan(now="2031-12-01") is NOT_YET_DUE
    assert of_plan(replace(PLAN, state="proposed")) is NOT_MET
    assert of_plan(replace(PLAN, place=None)) is NOT_MET
    assert of_plan(replace(PLAN, start=None, end=None)) is NOT_MET
    for state in ("confirmed", "changed"):
        assert of_plan(replace(PLAN, state=state)) is MET


def test_a_plan_is_as_exact_as_the_option_asks():
    by_month = replace(PLAN, precision="month", start=day("2032-03-01"), end=day("2032-03-31"))
    assert of_plan(by_month) is NOT_MET
    assert of_plan(by_month, options={"plan.precision": "month"}) is MET
    assert of_plan(PLAN, options={"plan.precision": "month"}) is MET
    exact = replace(PLAN, at=at("2032-01-05"))
    late = of_plan(by_month, replace(exact, id="plan-2"), now="2032-01-06", what=result)
    assert (late.outcome, late.late_days) == (MET, 5)
    again = replace(exact, id="plan-3", state="confirmed")
    assert of_plan(PLAN, again, now="2032-01-06", what=result).late_days is None


def test_the_date_lies_in_the_right_semester_of_the_next_cycle():
    outside = replace(PLAN, start=day("2032-08-05"), end=None)
    assert of_plan(outside, what=result).ground is Ground.CONTRARY_EVIDENCE
    moved = cycle(3, semesters=((day("2032-08-01"), day("2032-12-31")),))
    known = facts(cycles=(cycle(1), cycle(2, plans=(outside,)), moved))
    assert of_cycle(PLANNED, known, "2032-01-02", options=TO_THE_DAY) is MET
    free = {"pattern": None}
    assert of_plan(outside, **free) is MET


def test_virtual_stands_for_a_venue_where_the_format_is_open_to_it():
    virtual = replace(PLAN, place=None, virtual=True)
    assert of_plan(virtual) is NOT_MET
    extraordinary = configuration(COUNCIL, 1, formats={"extraordinary": ("virtual",)})
    assert of_plan(virtual, configurations={COUNCIL: extraordinary}) is NOT_MET
    allowed = configuration(COUNCIL, 1, formats={"agreed": ("hybrid", "virtual")})
    assert of_plan(virtual, configurations={COUNCIL: allowed}) is MET
    assert of_plan(virtual, configurations={}) is NOT_MET


def test_the_next_cycle_is_determined_by_a_meeting_of_a_slot_and_by_no_extraordinary_one():
    asked = clause("next_cycle_slot_determined", "cycle", "semester[2].end",
        configuration=COUNCIL, precision="day", at=BOARD)  # fmt: skip

    def judged(*meetings):
        return of_cycle(asked, with_cycle(*meetings, plans=(PLAN,)), "2032-01-02", options={})

    assert judged(BOARD_HELD) is MET
    assert judged(replace(BOARD_HELD, kind="extraordinary")) is NOT_MET
    assert judged() is NOT_MET


def test_an_instrument_is_registered_with_its_text_and_a_commitment():
    asked = clause(
        "instrument_registered", "forum", "forum.opened", kind="charter", date="2030-03-05"
    )
    charter = Instrument(
        "charter-1", None, "charter", day("2030-03-05"), languages=frozenset({"en"})
    )
    one = Commitment("c-1", None, "charter-1")

    def judged(**fields):
        return outcome(asked, facts(**fields), on=FORUM)

    assert judged(instruments=(charter,), commitments=(one,)) is MET
    later = replace(charter, id="charter-2", day=day("2031-03-05"))
    assert judged(instruments=(charter, later), commitments=(one,)) is MET
    assert judged(instruments=(charter,)) is NOT_MET
    bare = replace(charter, languages=frozenset())
    assert judged(instruments=(bare,), commitments=(one,)) is NOT_MET
    assert judged(instruments=(later,), commitments=(one,)) is NOT_MET
    draft = replace(charter, status="draft")
    assert judged(instruments=(draft,), commitments=(one,)) is NOT_MET
    assert judged(instruments=(), opened_at=None) is NOT_YET_DUE


def indicator(now=None, before="5", said=None, said_on="2031-10-05"):
    return Indicator(
        "i",
        at("2030-05-01"),
        "exchange",
        Value(at("2030-05-01"), day("2030-05-01"), before) if before else None,
        (Value(at("2031-10-01"), day("2031-10-01"), now),) if now else (),
        (JointFact("word", at(said_on), value=said),) if said else (),
    )


@pytest.mark.parametrize(
    ("one", "wanted", "ground"),
    [
        (indicator("7.5"), MET, Ground.EVIDENCE),
        (indicator("5.0"), NOT_MET, Ground.CONTRARY_EVIDENCE),
        (indicator("4", said="increase"), MET, Ground.ATTESTED),
        (indicator("7.5", said="fall"), NOT_MET, Ground.CONTRARY_EVIDENCE),
        (indicator("4", said="unclear"), NOT_MET, Ground.CONTRARY_EVIDENCE),
        (indicator("7.5", before=None), NOT_MET, Ground.NO_EVIDENCE),
        (indicator(), NOT_MET, Ground.NO_EVIDENCE),
        (indicator("4", said="increase", said_on="2030-10-05"), NOT_MET, Ground.CONTRARY_EVIDENCE),
    ],
)
def test_an_indicator_rises_above_its_baseline_or_both_attest_it(one, wanted, ground):
    asked = in_cycle("indicator_present", type="exchange", need=["baseline", "value_in_cycle"])
    found = of_cycle(asked, with_cycle(BOARD_HELD, indicators=(one,)), what=result)
    assert (found.outcome, found.ground) == (wanted, ground)


def test_no_indicator_of_the_type_and_a_word_that_is_asked_for():
    asked = in_cycle("indicator_present", type="exchange", need=["joint_attestation"])
    assert of_cycle(asked, with_cycle(BOARD_HELD)) is NOT_MET
    silent = with_cycle(BOARD_HELD, indicators=(indicator("7"),))
    assert of_cycle(asked, silent) is NOT_MET
    said = with_cycle(BOARD_HELD, indicators=(indicator("7", said="increase"),))
    assert of_cycle(asked, said) is MET
    several = with_cycle(BOARD_HELD, indicators=(indicator(), replace(indicator("7"), id="j")))
    plain = in_cycle("indicator_present", type="exchange", need=["baseline"])
    assert of_cycle(plain, several) is MET


def action(level, **fields):
    given = {"state": "in_progress", "start": day("2031-02-01"), "region": "south"}
    return Action(f"action-{level}", at("2031-02-01"), level, **(given | fields))


def test_every_level_has_an_action_under_way_in_the_region_and_in_the_cycle():
    asked = in_cycle("actions_cover_levels", levels=["high", "low"], regions=["south", "both"])

    def judged(*actions):
        return of_cycle(asked, with_cycle(BOARD_HELD, actions=actions))

    assert judged(action("high"), action("low")) is MET
    assert judged(action("high"), action("low", region="both", state="completed")) is MET
    assert judged(action("high")) is NOT_MET
    for other in (
        {"state": "proposed"},
        {"region": "north"},
        {"start": day("2032-02-01")},
        {"start": day("2030-02-01"), "end": day("2030-12-01")},
    ):
        assert judged(action("high"), action("low", **other)) is NOT_MET
    shown = in_cycle("actions_cover_levels", levels=["high"], needs=["result"])
    silent = with_cycle(BOARD_HELD, actions=(action("high"),))
    assert of_cycle(shown, silent) is NOT_MET
    telling = with_cycle(BOARD_HELD, actions=(action("high", shown_at=at("2031-03-01")),))
    assert of_cycle(shown, telling) is MET
    running = in_cycle("actions_cover_levels", levels=["high"], states=["proposed"])
    known = with_cycle(BOARD_HELD, actions=(action("high", state="proposed", region="north"),))
    assert of_cycle(running, known) is MET


def version(number="1.0", **fields):
    given = {"method": "consensus", "configuration": BOARD, "at": None}
    given |= {"adopted_on": day("2029-11-01"), "effective_from": day("2030-01-01")}
    return ProcedureVersion(number, **(given | fields))


def test_the_version_in_force_was_adopted_by_the_method_where_it_should_be():
    asked = clause(
        "procedure_adopted", "forum", "forum.opened", method="consensus", configuration=BOARD
    )
    anywhere = clause("procedure_adopted", "forum", "forum.opened", method="consensus")
    vote = clause("procedure_adopted", "forum", "forum.opened", method="vote")

    def judged(*versions, by=asked):
        return outcome(by, facts(versions=versions), on=FORUM)

    assert judged(version()) is MET
    assert judged(version(method="silence")) is MET
    assert judged(version(method="silence"), by=vote) is NOT_MET
    assert judged(version(method="decree")) is NOT_MET
    assert judged(version(configuration=COUNCIL)) is NOT_MET
    assert judged(version(configuration=None), by=anywhere) is MET
    assert judged() is NOT_MET
    assert judged(version(effective_from=day("2035-01-01"))) is NOT_MET
    newer = version("2.0", method="decree", effective_from=day("2031-01-01"))
    assert judged(version(), newer) is NOT_MET


def test_a_schedule_by_the_month_counts_from_the_end_of_its_semester():
    one = meeting(schedules=(schedule(precision="month"),))
    running, over = result(RECORD, facts(one), "2031-06-01"), result(RECORD, facts(one))
    assert (running.outcome, running.due) == (NOT_YET_DUE, midnight("2031-08-14"))
    assert (over.outcome, over.due) == (NOT_MET, running.due)
