"""The final agenda, and what was agreed under it."""

from dataclasses import replace

import pytest

from cochair.procedure.clause import Severity
from cochair.procedure.facts import (
    ActionPoint,
    Commitment,
    NewAreaProposal,
    Omission,
    Procedure,
    Report,
)
from cochair.procedure.result import Ground, Outcome
from procedure.small_world import (
    COUNCIL,
    NORLAND,
    SUDRIA,
    agenda,
    at,
    clause,
    configuration,
    cycle,
    decision,
    facts,
    held,
    history,
    item,
    meeting,
    outcome,
    result,
)

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
NOT_APPLICABLE, UNKNOWN, DEPARTED = Outcome.NOT_APPLICABLE, Outcome.UNKNOWN, Outcome.DEPARTED

TAGGED = clause(
    "items_tagged_and_points_carried", "meeting", "first_of(agenda.final_published, meeting.opened)"
)
PLACED = clause(
    "functions_placed",
    "meeting",
    "first_of(agenda.final_published, meeting.opened)",
    functions=["talk", "decide"],
)
CONSENSUS = clause("decisions_by_consensus", "meeting", "meeting.closed", severity=Severity.HARD)
FINAL = clause("final_document_agreed", "meeting", "meeting.closed", kinds=["declaration"])
CLEARED = clause(
    "clearances_before_decision", "decision", "decision_procedure.opened", parties=[NORLAND, SUDRIA]
)
BEFORE = held("council-1", "2030-03-05", cycle=1)


def concluded(tag="talk", needs=()):
    return clause("item_concluded", "meeting", "meeting.closed", tag=tag, needs=list(needs))


def done(number, *tags, **fields):
    return item(number, *tags, concluded_at=at("2031-03-05 11:00"), **fields)


def says(found):
    return " ".join(str(one) for one in found.says)


def test_every_item_serves_a_function_and_no_open_point_is_forgotten():
    def known(*items, points=()):
        return facts(BEFORE, held(agenda=agenda(*items), points=points))

    assert outcome(TAGGED, known(item(1, "talk"), item(2, "other"), item(3, "procedural"))) is MET
    found = result(TAGGED, known(item(1, "talk"), item(2)))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert "Item 2" in says(found)
    assert outcome(TAGGED, known(item(1, "review"))) is NOT_MET
    assert outcome(TAGGED, known(item(1, "review", cross_reason="The board asks."))) is MET
    assert outcome(TAGGED, known(item(1, "review", "talk"))) is MET
    open_point = ActionPoint("point", at("2030-03-06"))
    assert outcome(TAGGED, known(item(1, "talk"), points=(open_point,))) is NOT_MET
    early, late = at("2031-01-10"), at("2031-03-20")
    for settled in (
        replace(open_point, item="item-1", answered_at=early),
        replace(open_point, deferral_reason="Later.", answered_at=early),
    ):
        found = result(TAGGED, known(item(1, "talk"), points=(settled,)))
        assert (found.outcome, found.late_days) == (MET, None)
    # A reason that both gave after the agenda was final is one, and came late.
    put_off = replace(open_point, deferral_reason="Later.", answered_at=late)
    found = result(TAGGED, known(item(1, "talk"), points=(put_off,)))
    assert found.outcome is MET and found.late_days


def test_without_a_final_agenda_nothing_is_placed():
    assert outcome(TAGGED, facts(BEFORE, held())) is NOT_MET
    assert outcome(TAGGED, facts(BEFORE, meeting()), "2031-01-01") is NOT_YET_DUE
    assert outcome(PLACED, facts(held())) is NOT_MET
    assert outcome(PLACED, facts(history())) is UNKNOWN


def test_the_first_meeting_of_a_forum_has_no_other_to_be_in_line_with():
    assert outcome(TAGGED, facts(held(agenda=agenda(item(1))))) is NOT_APPLICABLE
    assert outcome(TAGGED, facts(history())) is UNKNOWN


def test_every_function_is_placed_or_left_out_with_a_reason_of_both():
    assert outcome(PLACED, facts(held(agenda=agenda(item(1, "talk", "decide"))))) is MET
    short = held(agenda=agenda(item(1, "talk")))
    assert result(PLACED, facts(short)).ground is Ground.CONTRARY_EVIDENCE
    omission = Omission("left-out", at("2031-02-20"), "decide", "Nothing is ripe.")
    left_out = result(PLACED, facts(replace(short, omissions=(omission,))))
    assert left_out.outcome is MET and "left-out" in left_out.evidence
    bare = facts(replace(short, omissions=(replace(omission, reason=""),)))
    assert outcome(PLACED, bare) is NOT_MET
    lenient = {"functions.omission_reason_required": False}
    assert outcome(PLACED, bare, options=lenient) is MET


def test_an_item_with_the_function_is_concluded():
    assert outcome(concluded(), facts(held(agenda=agenda(done(1, "talk"))))) is MET
    open_item = facts(held(agenda=agenda(item(1, "talk"))))
    assert "not concluded" in says(result(concluded(), open_item))
    assert outcome(concluded(), open_item) is NOT_MET
    assert "No agenda item for: talk." in says(
        result(concluded(), facts(held(agenda=agenda(done(1, "decide")))))
    )
    assert outcome(concluded(), facts(held())) is NOT_MET
    assert outcome(concluded(), facts(history())) is UNKNOWN


def test_a_function_that_both_left_out_is_departed_from():
    omission = Omission("left-out", at("2031-02-20"), "talk", "Nothing is ripe.")
    found = result(concluded(), facts(held(omissions=(omission,))))
    assert (found.outcome, found.departure) == (DEPARTED, "left-out")


@pytest.mark.parametrize(
    ("need", "fields"),
    [
        ("commitment_link", {"commitments": frozenset({"c-1"})}),
        ("good_practice>=2", {"links": frozenset({"good_practice:1", "good_practice:2"})}),
        ("outcome", {"links": frozenset({"outcome:no_change"})}),
        ("proposal_or_none", {"links": frozenset({"none:proposal"})}),
    ],
)
def test_an_item_needs_what_the_clause_names(need, fields):
    asked = concluded(needs=[need])
    full = facts(held(agenda=agenda(done(1, "talk", **fields))))
    assert outcome(asked, full) is MET
    bare = result(asked, facts(held(agenda=agenda(done(1, "talk")))))
    assert (bare.outcome, bare.ground) == (NOT_MET, Ground.NO_EVIDENCE)
    assert need in says(bare)


def test_one_linked_item_of_several_is_enough():
    asked = concluded(needs=["commitment_link"])
    linked = done(1, "talk", commitments=frozenset({"c-1"}))
    assert outcome(asked, facts(held(agenda=agenda(linked, done(2, "talk"))))) is MET


def test_a_proposal_is_as_good_as_an_express_none():
    asked = concluded(needs=["proposal_or_none"])
    proposal = NewAreaProposal("p", at("2031-03-05 10:00"))
    assert outcome(asked, facts(held(agenda=agenda(done(1, "talk")), proposals=(proposal,)))) is MET


def test_taking_stock_needs_a_final_report_of_the_cycle():
    asked = concluded(needs=["final_stocktaking_report"])
    one = held(agenda=agenda(done(1, "talk")))
    assert outcome(asked, facts(one)) is NOT_MET
    report = Report("r", at("2031-03-08"), "stocktaking")
    with_report = facts(one, cycles=(cycle(1), cycle(2, reports=(report,))))
    found = result(asked, with_report)
    assert (found.outcome, found.late_days) == (MET, 3)
    assert outcome(asked, with_report, "2031-03-07") is NOT_MET
    loose = replace(one, cycle=None)
    assert outcome(asked, facts(loose)) is NOT_MET


def test_every_commitment_in_force_has_an_action_or_a_note():
    asked = concluded(needs=["action_or_note_per_commitment"])
    earlier = Commitment("c-1", at("2030-03-05"), "charter")
    gone = replace(earlier, id="c-2", state="completed")
    later = replace(earlier, id="c-3", at=at("2031-05-05"))

    def known(*links):
        one = held(agenda=agenda(done(1, "talk", links=frozenset(links))))
        return facts(one, commitments=(earlier, gone, later))

    assert outcome(asked, known("action:c-1")) is MET
    assert outcome(asked, known("note:c-1")) is MET
    assert outcome(asked, known("action:c-2")) is NOT_MET
    assert outcome(asked, facts(held())) is NOT_APPLICABLE


def test_without_a_commitment_in_force_there_is_no_progress_to_review():
    asked = concluded(needs=["commitments_in_force"])
    one = held(agenda=agenda(done(1, "talk")))
    kept = Commitment("c-1", at("2030-03-05"), "charter")
    assert outcome(asked, facts(one, commitments=(kept,))) is MET
    assert outcome(asked, facts(one)) is NOT_APPLICABLE


def test_agreements_are_reached_by_consensus():
    assert outcome(CONSENSUS, facts(held(decisions=(decision(),)))) is MET
    assert outcome(CONSENSUS, facts(held())) is NOT_APPLICABLE
    assert outcome(CONSENSUS, facts(history())) is UNKNOWN
    assert outcome(CONSENSUS, facts(meeting()), "2031-03-01") is NOT_YET_DUE
    summary = decision(outcome="co_chairs_summary")
    assert outcome(CONSENSUS, facts(held(decisions=(summary,)))) is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        ({"standing_objections": 1}, "objection"),
        ({"clean": False}, "clean"),
        ({"same_text": False}, "is not the text that was submitted"),
        ({"declared_by": frozenset({NORLAND})}, SUDRIA),
        ({"by_silence": True, "opened_by": frozenset({SUDRIA})}, NORLAND),
    ],
)
def test_an_agreement_without_consensus_is_none_from_the_moment_it_is_recorded(fault, word):
    running = replace(held(decisions=(decision(**fault),)), closed_at=None)
    found = result(CONSENSUS, facts(running), "2031-03-05 16:00")
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert word in says(found)
    assert outcome(FINAL, facts(held(decisions=(decision(kind="final_document",
        document_kind="declaration", **fault),)))) is NOT_MET  # fmt: skip


def test_a_silence_opened_by_both_is_consensus():
    silent = decision(
        by_silence=True, opened_by=frozenset({NORLAND, SUDRIA}), declared_by=frozenset()
    )
    assert outcome(CONSENSUS, facts(held(decisions=(silent,)))) is MET


@pytest.mark.parametrize("kind", ["decision", "adoption_without_debate"])
def test_an_item_that_decides_has_its_decision_recorded(kind):
    bare = done(1, "decide", type=kind)
    found = result(CONSENSUS, facts(held(agenda=agenda(bare))))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.NO_EVIDENCE)
    recorded = held(agenda=agenda(replace(bare, has_decision=True)), decisions=(decision(),))
    assert outcome(CONSENSUS, facts(recorded)) is MET


def final(on="2031-03-05 15:00", **fields):
    given = {"kind": "final_document", "document_kind": "declaration"}
    return decision(on=on, **(given | fields))


def test_a_final_document_is_agreed_before_the_closing():
    assert outcome(FINAL, facts(held(decisions=(final(),)))) is MET
    for other in (
        final("2031-03-05 08:00"),
        final("2031-03-06"),
        final(document_kind="speech"),
        final(outcome="co_chairs_summary"),
    ):
        found = result(FINAL, facts(held(decisions=(other,))))
        assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert result(FINAL, facts(held(decisions=(decision(),)))).ground is Ground.NO_EVIDENCE
    running = replace(held(decisions=(final(),)), closed_at=None)
    assert outcome(FINAL, facts(running), "2031-03-05 16:00") is MET


def test_a_final_document_is_agreed_at_the_end_in_the_last_session_or_on_the_last_day():
    morning, afternoon, evening = (at(f"2031-03-05 {hour}:00") for hour in ("09", "14", "18"))

    def agreed(on, **fields):
        return result(FINAL, facts(held(decisions=(final(on),), **fields)))

    in_time = agreed("2031-03-05 15:00", sessions=(morning, afternoon))
    early = agreed("2031-03-05 11:00", sessions=(morning, afternoon))
    assert in_time.outcome is MET
    assert (early.outcome, early.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert "the end of the meeting began" in says(early)
    # A session that was planned for after the closing was not held.
    assert agreed("2031-03-05 15:00", sessions=(morning, afternoon, evening)).outcome is MET

    planned = replace(meeting().schedules[-1], ends=at("2031-03-06 13:00"))
    two_days = {"closed_at": at("2031-03-06 13:00"), "schedules": (planned,)}
    assert agreed("2031-03-05 15:00", **two_days).outcome is NOT_MET
    assert agreed("2031-03-06 11:00", **two_days).outcome is MET


@pytest.mark.parametrize("closed", ["2031-03-06 00:10", "2031-03-06 09:00"])
def test_a_meeting_closed_after_its_planned_last_day_ended_on_that_day(closed):
    """Talks run past midnight, or the co-chairs close the meeting here the next morning."""
    late = held(decisions=(final("2031-03-05 16:50"),), closed_at=at(closed))
    assert outcome(FINAL, facts(late)) is MET
    after = held(decisions=(final("2031-03-06 10:00"),), closed_at=at(closed))
    assert outcome(FINAL, facts(after)) is NOT_MET


def test_by_option_the_final_document_is_the_last_item():
    last = {"final_document.must_be_last_item": True}
    assert outcome(FINAL, facts(held(decisions=(final(last_item=False),))), options=last) is NOT_MET
    assert outcome(FINAL, facts(held(decisions=(final(),))), options=last) is MET


def test_a_text_is_cleared_by_each_party_before_its_procedure_opens():
    def opened(**clearances):
        one = Procedure("p", at("2031-03-04"), "council-2", clearances)
        return facts(held(), procedures=(one,))

    both = opened(NORLAND=at("2031-03-01"), SUDRIA=at("2031-03-04"))
    assert outcome(CLEARED, both, on="p") is MET
    late = opened(NORLAND=at("2031-03-01"), SUDRIA=at("2031-03-05"))
    found = result(CLEARED, late, "2031-03-04 13:00", on="p")
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert outcome(CLEARED, opened(), on="p") is NOT_MET
    loose = facts(procedures=(Procedure("p", at("2031-03-04"), None),))
    assert outcome(CLEARED, loose, on="p") is NOT_MET


def test_proposals_cite_a_threat_assessment_or_say_why_none_is_relevant():
    asked = clause("threats_cited", "meeting", "meeting.closed", registers=["SEAS", "other"])
    closed_list = clause("threats_cited", "meeting", "meeting.closed", registers=["SEAS"])

    def proposed(**fields):
        return facts(held(proposals=(NewAreaProposal("p", at("2031-03-05 10:00"), **fields),)))

    assert outcome(asked, proposed(threats=frozenset({"FOREST:2030"}))) is MET
    assert outcome(closed_list, proposed(threats=frozenset({"FOREST:2030"}))) is NOT_MET
    assert outcome(closed_list, proposed(threats=frozenset({"SEAS:2030"}))) is MET
    assert outcome(asked, proposed(not_relevant_reason="A training.")) is MET
    assert outcome(asked, proposed()) is NOT_MET
    assert outcome(asked, facts(held())) is NOT_APPLICABLE
    assert outcome(asked, facts(history())) is UNKNOWN
    assert outcome(asked, facts(meeting()), "2031-03-01") is NOT_YET_DUE


def test_a_configuration_that_the_book_does_not_have_serves_no_function():
    books = {"configurations": {"other": configuration("other", 1)}}
    one = facts(BEFORE, held(agenda=agenda(item(1, "talk"))))
    asked = replace(TAGGED, configurations=(COUNCIL,))
    assert outcome(asked, one, **books) is NOT_MET


def test_what_the_meeting_will_do_is_no_risk_before_it_and_an_item_that_is_missing_is_one():
    morning = "2031-03-05"
    planned = result(concluded(), facts(meeting(agenda=agenda(item(1, "talk")))), morning)
    assert (planned.outcome, planned.at_risk) == (NOT_YET_DUE, False)
    forgotten = result(concluded(), facts(meeting(agenda=agenda(item(1, "other")))), morning)
    assert (forgotten.outcome, forgotten.at_risk) == (NOT_YET_DUE, True)
    # Once it is over, what it did not do is missing.
    over = result(concluded(), facts(held(agenda=agenda(item(1, "talk")))))
    assert over.outcome is NOT_MET
