"""Cycles, slots and intervals."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cochair.procedure.book import Pattern
from cochair.procedure.facts import Extension, Instrument
from cochair.procedure.result import Ground, Outcome
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
    meeting,
    midnight,
    outcome,
    result,
    results,
    schedule,
)

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
NOT_APPLICABLE, UNKNOWN = Outcome.NOT_APPLICABLE, Outcome.UNKNOWN

SLOT = clause("in_semester", "slot", "semester[1].end", semester=1)
BOARD_SLOT = clause("in_semester", "slot", "semester[2].end", among=(BOARD,), semester=2)
CADENCE = clause(
    "cadence",
    "slot",
    "previous.start + cadence.months + tolerance",
    months={"option": "cadence.months"},
    tolerance_days={"option": "cadence.tolerance_days"},
)
SHAPE = clause("cycle_shape", "cycle", "cycle.created", months=12, semesters=2)
BOTH = clause("configurations_held", "cycle", "cycle.end", configurations=[COUNCIL, BOARD])
COVERED = clause("cycle_covers_today", "forum", "forum.opened")
EMPTY = f"{FORUM}-cycle-2-{COUNCIL}"
SECOND = f"{FORUM}-cycle-2"

FIRST = held("council-1", "2030-03-05", cycle=1)


def says(found):
    return " ".join(str(one) for one in found.says)


def planned(on, **fields):
    return meeting(schedules=(schedule(f"{on} 09:00", f"{on} 17:00"),), **fields)


def contact(**fields):
    return held(kind="contact", format="virtual", **fields)


def test_a_cycle_covers_today_or_none_does():
    assert outcome(COVERED, facts(), "2031-06-01", on=FORUM) is MET
    found = result(COVERED, facts(), "2033-06-01", on=FORUM)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.NO_EVIDENCE)
    assert "2033-06-01" in says(found)


def test_a_cycle_has_its_length_and_its_semesters():
    assert outcome(SHAPE, facts(), "2031-06-01", on=SECOND) is MET
    short = cycle(2, end=day("2031-11-30"))
    found = result(SHAPE, facts(cycles=(short,)), "2031-06-01", on=SECOND)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert "2031-11-30" in says(found)


def test_a_cycle_known_from_the_start_is_due_on_its_first_day():
    old = cycle(2, at=None)
    assert result(SHAPE, facts(cycles=(old,)), "2031-06-01", on=SECOND).due == midnight(
        "2030-12-31"
    )


def test_an_extended_cycle_is_as_it_should_be_only_where_cycles_may_be_extended():
    parts = (*cycle(2).semesters, (day("2032-01-01"), day("2032-06-30")))
    longer = cycle(2, end=day("2032-06-30"), semesters=parts)
    known = facts(cycles=(longer,))
    assert outcome(SHAPE, known, "2031-06-01", on=SECOND) is NOT_MET
    extend = {"cycle.on_slip": "extend"}
    assert outcome(SHAPE, known, "2031-06-01", on=SECOND, options=extend) is MET
    assert outcome(SHAPE, facts(), "2031-06-01", on=SECOND, options=extend) is MET


def test_a_cycle_that_both_extended_is_an_agreed_exception_and_before_that_it_was_as_long_as_any():
    parts = (*cycle(2).semesters, (day("2032-01-01"), day("2032-06-30")))
    agreed = at("2031-05-01 10:00")
    extended = Extension("extension-1", agreed, day("2031-12-31"), day("2032-06-30"))
    longer = cycle(2, end=day("2032-06-30"), semesters=parts, extensions=(extended,))
    known = facts(cycles=(longer,))

    found = result(SHAPE, known, "2031-06-01", on=SECOND)
    assert (found.outcome, found.departure) == (Outcome.DEPARTED, "extension-1")
    assert outcome(SHAPE, known, "2031-04-30", on=SECOND) is MET
    due_before = result(BOTH, known, "2031-04-30", on=SECOND).due
    due_after = result(BOTH, known, "2031-06-01", on=SECOND).due
    assert (due_before, due_after) == (midnight("2031-12-31"), midnight("2032-06-30"))


def test_of_an_abandoned_cycle_nothing_is_asked_but_of_the_meeting_that_was_held():
    over = cycle(2, abandoned_at=at("2031-05-01 10:00"))
    known = facts(held(), cycles=(cycle(1), over))

    for one in (SHAPE, BOTH):
        assert outcome(one, known, "2032-02-01", on=SECOND) is NOT_APPLICABLE
    assert outcome(BOARD_SLOT, known, "2032-02-01", on=f"{SECOND}-{BOARD}") is NOT_APPLICABLE
    assert outcome(SLOT, known, "2032-02-01", on=held().id) is MET
    assert outcome(COVERED, known, "2031-06-01", on=FORUM) is NOT_MET
    assert outcome(COVERED, known, "2031-04-30", on=FORUM) is MET
    assert outcome(BOTH, known, "2031-04-30", on=SECOND) is NOT_YET_DUE


def test_a_gap_between_two_semesters_is_named():
    first, second = cycle(2).semesters
    torn = cycle(2, semesters=(first, (day("2031-08-01"), second[1])))

    found = result(SHAPE, facts(cycles=(torn,)), "2031-06-01", on=SECOND)

    assert found.outcome is NOT_MET
    assert "starts on 2031-08-01; it should start on 2031-07-01" in says(found)


def test_every_configuration_met_in_the_cycle_or_the_missing_one_is_named():
    board = held("board-2", "2031-09-05", configuration=BOARD)
    assert outcome(BOTH, facts(held(), board), "2031-09-06", on=SECOND) is MET
    known = facts(held())
    assert outcome(BOTH, known, "2031-09-06", on=SECOND) is NOT_YET_DUE
    missing = result(BOTH, known, "2032-01-02", on=SECOND)
    assert (missing.outcome, missing.ground) == (NOT_MET, Ground.NO_EVIDENCE)
    assert BOARD in says(missing)
    yet = result(BOTH, facts(), "2031-02-01", on=SECOND)
    assert yet.outcome is NOT_YET_DUE
    assert says(yet) == (
        f"Not held so far in cycle 2: {COUNCIL}, {BOARD}. The first is due by 2031-06-30."
    )
    # Of what sources name and nobody saw held, it is not said that it was not held.
    named = result(BOTH, facts(meeting(imported=True)), "2031-09-06", on=SECOND)
    assert says(named) == (
        f"Not held so far in cycle 2: {BOARD}. The first is due by 2031-12-31. "
        f"It is not established whether this meeting was held in cycle 2: {COUNCIL}."
    )
    imported = facts(held(), cycles=(cycle(2, imported=True),))
    assert outcome(BOTH, imported, "2032-01-02", on=SECOND) is UNKNOWN


def test_a_meeting_in_its_semester_and_one_after_it():
    assert outcome(SLOT, facts(held())) is MET
    late = result(SLOT, facts(held("council-2", "2031-07-01")))
    assert (late.outcome, late.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert outcome(SLOT, facts(held("council-2", "2031-06-30"))) is MET


def test_the_first_day_counts_in_the_zone_of_the_venue():
    start = at("2031-07-01 04:00")  # still 30 June in Lima
    there = held(
        opened_at=start,
        closed_at=start + timedelta(hours=8),
        schedules=(replace(schedule(), zone="America/Lima", starts=start),),
    )
    assert outcome(SLOT, facts(there)) is MET
    here = replace(there, schedules=(replace(schedule(), starts=start),))
    assert outcome(SLOT, facts(here)) is NOT_MET


def test_an_empty_slot_is_visible_and_missing_once_its_semester_is_over():
    assert outcome(SLOT, facts(), midnight("2031-06-30"), on=EMPTY) is NOT_YET_DUE
    found = result(SLOT, facts(), midnight("2031-06-30") + timedelta(seconds=1), on=EMPTY)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.NO_EVIDENCE)
    assert (found.target.kind, found.target.cycle) == ("slot", 2)


def test_a_planned_meeting_is_on_course_until_its_day_has_passed():
    soon = facts(planned("2031-06-28"))
    on_course = result(SLOT, soon, "2031-06-27", on=EMPTY)
    assert (on_course.outcome, on_course.at_risk) == (NOT_YET_DUE, False)
    passed = result(SLOT, soon, "2031-06-29", on=EMPTY)
    assert (passed.outcome, passed.at_risk) == (NOT_YET_DUE, True)
    assert outcome(SLOT, soon, "2031-07-02", on=EMPTY) is NOT_MET


def test_a_meeting_planned_after_its_semester_speaks_against_it():
    known = facts(planned("2031-08-05"))
    found = result(SLOT, known, "2031-07-02", on=EMPTY)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    told = facts(planned("2031-08-05", imported=True))
    assert outcome(SLOT, told, "2031-07-02", on=EMPTY) is UNKNOWN
    assert "Met if" not in says(result(SLOT, told, "2031-08-07", on=EMPTY))


def test_a_meeting_without_a_day_is_met_if_it_was_held_within_its_bounds():
    def bounded(first, last):
        bounds = replace(schedule(first, last), precision="month")
        return facts(meeting(schedules=(bounds,), imported=True))

    inside = result(SLOT, bounded("2031-03-01", "2031-03-31"), "2031-07-02", on=EMPTY)
    assert inside.outcome is UNKNOWN
    assert "Met if council-2 was held on that date." in says(inside)
    across = result(SLOT, bounded("2031-03-01", "2031-12-31"), "2032-01-02", on=EMPTY)
    assert "Met if" not in says(across)
    undated = facts(meeting(schedules=(), imported=True))
    assert "Met if" not in says(result(SLOT, undated, "2032-01-02", on=EMPTY))


def test_extraordinary_meetings_never_fill_a_slot():
    known = facts(held(kind="extraordinary"))
    assert outcome(SLOT, known, "2031-07-02", on=EMPTY) is NOT_MET


@pytest.mark.parametrize(
    ("option", "said", "counts"),
    [
        ("ask", True, True),
        ("ask", False, False),
        ("ask", None, False),
        ("never", True, False),
        ("always", None, True),
    ],
)
def test_a_virtual_contact_fills_a_slot_only_when_it_counts(option, said, counts):
    known = facts(contact(counts_as_meeting=said))
    options = {"virtual_contact.counts_as_meeting": option}
    target = "council-2" if counts else EMPTY
    wanted = MET if counts else NOT_MET
    assert outcome(SLOT, known, "2031-07-02", on=target, options=options) is wanted


def test_by_option_a_meeting_counts_only_once_it_is_closed():
    running = facts(replace(held(), closed_at=None))
    closed = {"cadence.counts": "closed"}
    assert outcome(SLOT, running, "2031-07-02") is MET
    assert outcome(SLOT, running, "2031-07-02", on=EMPTY, options=closed) is NOT_MET
    assert outcome(SLOT, facts(held()), "2031-07-02", options=closed) is MET


def test_by_option_later_meetings_move_with_a_late_one():
    late = held("council-2", "2031-07-20")
    board = held("board-2", "2032-02-05", configuration=BOARD)
    known = facts(late, board)
    assert outcome(BOARD_SLOT, known, "2032-03-01", on="board-2") is NOT_MET
    shift = {"cycle.on_slip": "shift"}
    assert outcome(BOARD_SLOT, known, "2032-03-01", on="board-2", options=shift) is MET
    in_time = facts(held(), board)
    assert outcome(BOARD_SLOT, in_time, "2032-03-01", on="board-2", options=shift) is NOT_MET


def test_by_option_the_last_slot_ends_with_an_extended_cycle():
    longer = (cycle(1), cycle(2, end=day("2032-03-31")))
    board = held("board-2", "2032-02-05", configuration=BOARD)
    known = facts(board, cycles=longer)
    extend = {"cycle.on_slip": "extend"}
    assert outcome(BOARD_SLOT, known, "2032-05-01", on="board-2") is NOT_MET
    assert outcome(BOARD_SLOT, known, "2032-05-01", on="board-2", options=extend) is MET
    assert outcome(SLOT, facts(held()), options=extend) is MET


def test_a_semester_that_the_cycle_does_not_have_decides_nothing():
    asked = clause("in_semester", "slot", "semester[1].end", semester=5)
    assert outcome(asked, facts(held())) is NOT_MET
    assert "no such semester" in says(result(asked, facts(held())))


def test_the_interval_is_kept_within_the_tolerance_and_not_beyond():
    slots = {"cadence.slot_reading": False}
    assert outcome(CADENCE, facts(FIRST, held()), options=slots) is MET
    edge = held("council-2", "2031-05-04")  # 60 days after 5 March
    assert outcome(CADENCE, facts(FIRST, edge), options=slots) is MET
    beyond = result(CADENCE, facts(FIRST, held("council-2", "2031-05-05")), options=slots)
    assert (beyond.outcome, beyond.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert "Days after 2031-03-05, the end of the interval of 12 months: 61; tolerated: 60" in says(
        beyond
    )
    early = held("council-2", "2031-01-03")
    assert outcome(CADENCE, facts(FIRST, early), options=slots) is NOT_MET


def test_two_meetings_in_their_slots_are_never_out_of_the_interval():
    known = facts(held("council-1", "2030-01-10", cycle=1), held("council-2", "2031-06-20"))
    found = result(CADENCE, known)
    assert (found.outcome, found.late_days) == (MET, None)
    assert "consecutive cycles" in says(found)
    off = {"cadence.slot_reading": False}
    assert outcome(CADENCE, known, options=off) is NOT_MET
    late = facts(held("council-1", "2030-01-10", cycle=1), held("council-2", "2031-07-20"))
    assert outcome(CADENCE, late) is NOT_MET
    skipped = facts(
        held("council-1", "2030-01-10", cycle=1),
        held("council-3", "2032-06-20", cycle=3),
        cycles=(cycle(1), cycle(2), cycle(3)),
    )
    assert outcome(CADENCE, skipped, "2032-12-01", on="council-3") is NOT_MET


def test_months_are_counted_by_the_calendar_and_clipped():
    asked = replace(CADENCE, check=replace(CADENCE.check, args={"months": 6, "tolerance_days": 0}))
    known = facts(held("council-1", "2030-08-31", cycle=1), held("council-2", "2031-02-28"))
    assert outcome(asked, known, options={"cadence.slot_reading": False}) is MET


def test_by_option_the_interval_is_counted_from_the_last_day():
    long_one = replace(FIRST, schedules=(schedule("2030-03-05 09:00", "2030-03-20 17:00"),))
    second = held("council-2", "2031-05-10")
    off = {"cadence.slot_reading": False}
    known = facts(long_one, second)
    assert outcome(CADENCE, known, options=off) is NOT_MET
    from_end = off | {"cadence.measure": "end_to_start"}
    assert outcome(CADENCE, known, options=from_end) is MET


def test_the_first_meeting_ever_has_no_interval_to_keep():
    found = result(CADENCE, facts(held()))
    assert (found.outcome, found.ground) == (NOT_APPLICABLE, Ground.CONDITION_ABSENT)
    assert outcome(CADENCE, facts(), on=EMPTY) is NOT_APPLICABLE


def test_whether_it_is_the_first_is_unknown_while_an_earlier_one_may_have_been_held():
    maybe = replace(meeting("council-1", cycle=1, schedules=()), imported=True)
    told = facts(maybe, cycles=(cycle(1, imported=True), cycle(2, imported=True)))
    assert outcome(CADENCE, told, on=EMPTY) is UNKNOWN
    assert outcome(CADENCE, told, on=f"{FORUM}-cycle-1-{COUNCIL}") is NOT_APPLICABLE


def test_a_missing_meeting_is_missed_after_the_interval_or_when_its_slot_is_over():
    known = facts(FIRST)
    found = result(CADENCE, known, "2031-06-29", on=EMPTY)
    assert (found.outcome, found.due) == (NOT_YET_DUE, midnight("2031-06-30"))
    assert outcome(CADENCE, known, "2031-07-02", on=EMPTY) is NOT_MET
    off = {"cadence.slot_reading": False}
    strict = result(CADENCE, known, "2031-05-03", on=EMPTY, options=off)
    assert (strict.outcome, strict.due) == (NOT_YET_DUE, midnight("2031-05-04"))
    assert outcome(CADENCE, known, "2031-05-06", on=EMPTY, options=off) is NOT_MET


def test_a_slot_after_an_empty_one_is_not_missed_before_it_is_over():
    known = facts(FIRST, cycles=(cycle(1), cycle(2), cycle(3)))
    later = f"{FORUM}-cycle-3-{COUNCIL}"
    assert outcome(CADENCE, known, "2031-12-01", on=later) is NOT_YET_DUE
    assert outcome(CADENCE, known, "2032-07-02", on=later) is NOT_MET


def test_a_planned_meeting_keeps_the_interval_only_when_it_is_held():
    on_course = result(CADENCE, facts(FIRST, planned("2031-03-05")), "2031-03-04", on=EMPTY)
    assert on_course.outcome is NOT_YET_DUE
    assert "months: 0;" in says(on_course)
    off = {"cadence.slot_reading": False}
    far = facts(FIRST, planned("2031-08-05"))
    found = result(CADENCE, far, "2031-07-02", on=EMPTY, options=off)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    undated = facts(FIRST, meeting(schedules=()))
    assert "is not established" in says(result(CADENCE, undated, "2031-03-04", on=EMPTY))


def test_an_announced_interval_of_history_is_kept_if_the_meeting_was_held():
    told = facts(FIRST, planned("2031-03-10", imported=True))
    found = result(CADENCE, told, on=EMPTY)
    assert found.outcome is UNKNOWN
    assert "Met if council-2 was held on that date." in says(found)
    far = facts(FIRST, planned("2031-08-10", imported=True))
    assert "Met if" not in says(result(CADENCE, far, on=EMPTY))


def test_a_late_meeting_of_the_cycle_before_is_the_one_to_count_from():
    slipped = held("council-1", "2031-02-01", cycle=1)
    known = facts(slipped)
    found = result(CADENCE, known, "2031-12-01", on=EMPTY)
    assert "2031-02-01" in says(found)
    early_next = held("council-3", "2031-11-01", cycle=3)
    told = facts(slipped, early_next, cycles=(cycle(1), cycle(2), cycle(3)))
    assert "2031-02-01" in says(result(CADENCE, told, "2031-12-01", on=EMPTY))


def test_a_forum_without_slots_counts_from_meeting_to_meeting_and_shows_the_next():
    asked = clause(
        "cadence", "meeting", "previous.start + 12 months + tolerance", months=12, tolerance_days=60
    )
    loose = {"pattern": None}
    one = held("council-1", "2030-03-05", cycle=None)
    two = held("council-2", "2031-03-05", cycle=None)
    known = facts(one, two, cycles=())
    found = {row.target.id: row.outcome for row in results(asked, known, "2031-06-01", **loose)}
    assert found == {
        "council-1": NOT_APPLICABLE,
        "council-2": MET,
        f"{FORUM}-next-{COUNCIL}": NOT_YET_DUE,
    }
    missed = {row.target.id: row.outcome for row in results(asked, known, "2032-06-01", **loose)}
    assert missed[f"{FORUM}-next-{COUNCIL}"] is NOT_MET
    with_plan = facts(one, planned("2031-03-05", cycle=None), cycles=())
    rows = results(asked, with_plan, "2031-01-01", **loose)
    assert [row.outcome for row in rows] == [NOT_APPLICABLE, NOT_YET_DUE]


YEARLY = clause(
    "cadence", "meeting", "previous.start + 12 months + tolerance", months=12, tolerance_days=60
)


def test_an_interval_in_which_a_meeting_may_have_been_held_is_not_known_to_be_too_long():
    loose = {"pattern": None}
    one = history("council-1", "2028-03-05", cycle=None)
    three = history("council-3", "2031-03-05", cycle=None)
    rumour = meeting(
        "council-2",
        cycle=None,
        imported=True,
        schedules=(schedule("2028-03-06 00:00", "2031-03-04 00:00"),),
    )

    alone = {
        row.target.id: row for row in results(YEARLY, facts(one, three), "2031-06-01", **loose)
    }
    told = facts(one, rumour, three)
    beside = {row.target.id: row for row in results(YEARLY, told, "2031-06-01", **loose)}

    assert alone["council-3"].outcome is NOT_MET
    assert beside["council-3"].outcome is UNKNOWN and "council-2" in says(beside["council-3"])
    # What people enter themselves is known: a plan that they let pass excuses nothing.
    let_pass = replace(rumour, imported=False)
    entered = results(YEARLY, facts(one, let_pass, three), "2031-06-01", **loose)
    assert {row.target.id: row.outcome for row in entered}["council-3"] is NOT_MET


def test_after_the_last_day_of_history_nobody_knows_whether_the_next_one_is_late():
    loose = {"pattern": None}
    following = f"{FORUM}-next-{COUNCIL}"

    def outcomes(one):
        told = facts(one, cycles=(), known_until=day("2030-06-01"))
        return {row.target.id: row.outcome for row in results(YEARLY, told, "2032-06-01", **loose)}

    assert outcomes(history("council-1", "2030-03-05", cycle=None))[following] is UNKNOWN
    # Where people keep the meetings themselves, one that they did not hold was not held.
    assert outcomes(held("council-1", "2030-03-05", cycle=None))[following] is NOT_MET


def test_instruments_of_a_kind_follow_one_another_in_time():
    asked = clause(
        "cadence",
        "instrument",
        "previous.date + 12 months + tolerance",
        months=12,
        tolerance_days=60,
        of="charter",
    )

    def charter(name, on):
        return Instrument(name, None, "charter", day(on))

    known = facts(
        instruments=(
            charter("one", "2030-03-05"),
            charter("two", "2031-03-20"),
            charter("three", "2032-09-20"),
            replace(charter("draft", "2031-08-08"), status="draft"),
        )
    )
    found = {row.target.id: row.outcome for row in results(asked, known, "2033-01-01")}
    assert found == {
        "one": NOT_APPLICABLE,
        "two": MET,
        "three": NOT_MET,
        f"{FORUM}-next-charter": NOT_YET_DUE,
    }
    late = {row.target.id: row.outcome for row in results(asked, known, "2034-01-01")}
    assert late[f"{FORUM}-next-charter"] is NOT_MET
    assert [row.target.kind for row in results(asked, facts(), "2031-06-01")] == ["cycle"]
    for on, said in (("2031-05-04", MET), ("2031-05-05", NOT_MET)):
        pair = facts(instruments=(charter("one", "2030-03-05"), charter("two", on)))
        ended = {row.target.id: row.outcome for row in results(asked, pair, "2031-06-01")}
        assert ended["two"] is said, on


def test_a_slot_whose_cycle_lacks_its_semester_still_has_a_row():
    bare = {"pattern": Pattern(12, 2, None, ((3, COUNCIL),))}
    assert outcome(SLOT, facts(), on=EMPTY, **bare) is NOT_MET


def test_history_in_its_slot_is_met():
    assert outcome(SLOT, facts(history())) is MET
