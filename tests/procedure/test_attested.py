"""What both attest of the time before is met by attestation or not established, and never unmet for
want of a form; what speaks against a clause still does."""

from dataclasses import replace

from cochair.procedure.clause import Severity
from cochair.procedure.facts import JudgedParticipation, Plan, known
from cochair.procedure.result import Ground, Outcome
from cochair.web.code_labels import of_holding
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
    history,
    result,
)

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
SEMESTER = clause("in_semester", "slot", "semester[1].end", semester=1, at=COUNCIL)
SHAPE = clause("configurations_held", "cycle", "cycle.end", configurations=(COUNCIL,))
FINAL = clause("final_document_agreed", "meeting", "meeting.closed", kinds=("text",), at=COUNCIL)
AGREED = clause(
    "decisions_by_consensus", "meeting", "meeting.closed", severity=Severity.HARD, at=COUNCIL
)
SIGNED = at("2031-09-01")
SLOT = f"{FORUM}-cycle-2-{COUNCIL}"
FIRST = "council-2"


def before(name=FIRST, day="2031-03-05", **fields):
    """A meeting that was held on a day, as both attested much later."""
    told = held(name, day).schedules[-1]
    days = (replace(told, at=SIGNED, attested=True),)
    return replace(held(name, day), at=None, schedules=days, attested_at=SIGNED, **fields)


def gone():
    """A meeting that did not take place, as both attested."""
    return replace(
        held(FIRST, "2031-03-05"),
        opened_at=None,
        closed_at=None,
        cancelled_at=SIGNED,
        attested_at=SIGNED,
        not_held=True,
    )


def said(what, world, now, on):
    one = result(what, world, now, on=on)
    return one.outcome, one.ground


def test_a_meeting_that_both_attest_meets_its_clause_by_attestation() -> None:
    world = facts(before(), cycles=(cycle(1), cycle(2)))
    assert said(SEMESTER, world, "2031-10-01", FIRST) == (MET, Ground.ATTESTED)
    assert said(SHAPE, world, "2032-02-01", f"{FORUM}-cycle-2") == (MET, Ground.ATTESTED)

    prepared_here = facts(held(FIRST, "2031-03-05"), cycles=(cycle(1), cycle(2)))
    assert said(SEMESTER, prepared_here, "2031-10-01", FIRST) == (MET, Ground.EVIDENCE)


def test_what_is_not_attested_of_it_is_not_established_and_a_wrong_day_is_a_fact() -> None:
    world = facts(before(), cycles=(cycle(1), cycle(2)))
    assert said(FINAL, world, "2031-10-01", FIRST) == (UNKNOWN, Ground.NO_EVIDENCE)
    here = facts(held(FIRST, "2031-03-05"), cycles=(cycle(1), cycle(2)))
    assert said(FINAL, here, "2031-10-01", FIRST)[0] is NOT_MET

    with_text = facts(before(attested_texts=frozenset({"text"})), cycles=(cycle(1), cycle(2)))
    assert said(FINAL, with_text, "2031-10-01", FIRST) == (MET, Ground.ATTESTED)

    late = facts(before(day="2031-08-05"), cycles=(cycle(1), cycle(2)))
    assert said(SEMESTER, late, "2031-10-01", FIRST) == (NOT_MET, Ground.CONTRARY_EVIDENCE)


def test_a_text_of_no_known_kind_leaves_agreement_and_final_document_not_established() -> None:
    for kinds in ({""}, {"", "record"}):
        untold = facts(before(attested_texts=frozenset(kinds)), cycles=(cycle(1), cycle(2)))
        for clause_asked in (FINAL, AGREED):
            one = result(clause_asked, untold, "2031-10-01", on=FIRST)
            assert (one.outcome, one.ground) == (UNKNOWN, Ground.NO_EVIDENCE)
            assert [said.message.partition(":")[0] for said in one.says] == [
                "Kind of the document not known"
            ]

    known = facts(before(attested_texts=frozenset({"text", ""})), cycles=(cycle(1), cycle(2)))
    assert said(FINAL, known, "2031-10-01", FIRST) == (MET, Ground.ATTESTED)
    one = result(AGREED, known, "2031-10-01", on=FIRST)
    assert one.outcome is UNKNOWN and "How it was agreed" in one.says[0].message

    only_record = facts(before(attested_texts=frozenset({"record"})), cycles=(cycle(1), cycle(2)))
    assert "No agreement" in result(AGREED, only_record, "2031-10-01", on=FIRST).says[0].message


def test_a_clause_says_of_a_meeting_that_sources_report_what_its_row_in_a_list_says() -> None:
    not_seen = replace(history(FIRST), opened_at=None, closed_at=None)
    for reported, words in (
        (True, "Held, as reported publicly; not confirmed."),
        (False, "No public evidence that it was held."),
    ):
        world = facts(replace(not_seen, reported=reported), cycles=(cycle(1), cycle(2)))
        one = result(FINAL, world, "2031-10-01", on=FIRST)
        assert one.outcome is UNKNOWN
        assert [said.message for said in one.says] == [
            "It is not established whether the meeting was held.",
            words,
        ]
        assert of_holding(reported=reported)[1:] == words[1:].rstrip(".")


def test_that_it_did_not_take_place_is_a_fact_until_another_is_planned() -> None:
    cycles = (cycle(1), replace(cycle(2), imported=True))
    world = facts(gone(), cycles=cycles)
    assert said(SEMESTER, world, "2031-10-01", SLOT) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    whole = said(SHAPE, world, "2032-02-01", f"{FORUM}-cycle-2")
    assert whole == (NOT_MET, Ground.CONTRARY_EVIDENCE)

    nothing_said = facts(cycles=cycles)
    assert said(SEMESTER, nothing_said, "2031-10-01", SLOT) == (UNKNOWN, Ground.NO_EVIDENCE)
    other = held("council-3", "2031-05-05")
    again = facts(gone(), other, cycles=cycles)
    assert said(SEMESTER, again, "2031-10-01", "council-3")[0] is MET


def test_before_the_signatures_it_was_known_as_sources_had_told_it() -> None:
    day_before = at("2031-08-31")
    (unknown,) = known(facts(before()), day_before).meetings
    assert (unknown.opened_at, unknown.attested_at, unknown.schedules) == (None, None, ())

    told = held(FIRST, "2031-03-05").schedules[-1]
    sourced = before(held_before=(told.starts, told.ends))
    (known_held,) = known(facts(sourced), day_before).meetings
    assert known_held.opened_at == told.starts

    denied = replace(gone(), held_before=(told.starts, told.ends))
    assert known(facts(denied), day_before).meetings[0].opened_at == told.starts
    assert known(facts(denied), SIGNED).meetings[0].opened_at is None


def test_a_corrected_day_leaves_what_was_attested_first_to_its_time() -> None:
    first, second = before(), before(day="2031-04-07")
    again = replace(second.schedules[-1], at=at("2031-10-01"))
    corrected = replace(second, schedules=(*first.schedules, again))

    (then,) = known(facts(corrected), at("2031-09-15")).meetings
    (now,) = known(facts(corrected), at("2031-10-02")).meetings

    assert (then.opened_at, now.opened_at) == (
        first.schedules[-1].starts,
        again.starts,
    )


DETERMINED = clause("next_cycle_slot_determined", "cycle", "semester[2].end",
    configuration=COUNCIL, precision="day", at=BOARD)  # fmt: skip
SHARES = clause("participation_adequate", "meeting", "meeting.closed",
    min_share="2/3", min_level_share="1/2")  # fmt: skip


def determined(board, agreed):
    """What is judged of the next cycle's Council, whose day was agreed on a day; months afterwards."""
    plan = Plan("plan", at(agreed), COUNCIL, "agreed", "day", day("2032-03-05"), place="hub")
    world = facts(board, cycles=(cycle(1), cycle(2, plans=(plan,))))
    return result(DETERMINED, world, "2032-02-01", on=f"{FORUM}-cycle-2")


def test_what_both_agreed_after_a_cycle_does_not_show_what_its_attested_meeting_determined() -> (
    None
):
    """It was said to be *met, 155 days late*, of a cycle that was all before Cochair."""
    of_before = replace(before("board-2", "2031-11-05"), configuration=BOARD)
    here = held("board-2", "2031-11-05", configuration=BOARD)

    afterwards = determined(of_before, "2032-01-20")
    assert (afterwards.outcome, afterwards.late_days) == (UNKNOWN, None)
    assert "neither a source nor an attestation" in str(afterwards.says)
    assert "Agreed on" not in str(afterwards.says)

    in_time = determined(of_before, "2031-12-20")
    assert (in_time.outcome, in_time.ground, in_time.late_days) == (MET, Ground.ATTESTED, None)
    late = determined(here, "2032-01-20")
    assert (late.outcome, late.ground, late.late_days) == (MET, Ground.EVIDENCE, 20)


def test_what_both_judge_afterwards_of_a_meeting_of_before_is_not_late() -> None:
    word = JudgedParticipation("word", at("2031-10-01"), adequate=True)

    def judged(meeting):
        world = facts(replace(meeting, participation=word), cycles=(cycle(1), cycle(2)))
        return result(SHARES, world, "2031-11-01", on=FIRST)

    of_before, here = judged(before()), judged(held(FIRST, "2031-03-05"))
    assert (
        (of_before.outcome, of_before.ground)
        == (here.outcome, here.ground)
        == (
            MET,
            Ground.ATTESTED,
        )
    )
    assert of_before.late_days is None and here.late_days is not None


def test_of_a_mere_preference_a_reason_of_before_is_not_known_II_2_meetings_a_1() -> None:
    preferred = clause("format_is", formats=["in_person"], severity=Severity.PREFERRED)
    expected = clause("format_is", formats=["in_person"])
    one = before()
    days = (replace(one.schedules[-1], format="hybrid"),)
    world = facts(replace(one, schedules=days), cycles=(cycle(1), cycle(2)))
    found = result(preferred, world, "2031-10-01", on=FIRST)
    assert (found.outcome, found.ground) == (UNKNOWN, Ground.NO_EVIDENCE)
    first, last = (one.message for one in found.says)
    assert first.startswith("Format:") and "a preference" in last
    assert said(expected, world, "2031-10-01", FIRST) == (NOT_MET, Ground.CONTRARY_EVIDENCE)

    # Here both could have recorded their reason.
    here = facts(held(FIRST, "2031-03-05", format="hybrid"), cycles=(cycle(1), cycle(2)))
    assert said(preferred, here, "2031-10-01", FIRST) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
