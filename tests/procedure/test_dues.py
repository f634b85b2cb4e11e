"""The instant at which a clause is due, for every event that a due can hang on."""

from dataclasses import replace

import pytest

from cochair.procedure.book import Pattern
from cochair.procedure.calendar import start_of_day
from cochair.procedure.facts import Procedure
from cochair.procedure.presidency import Term, TermStatus
from cochair.procedure.result import Outcome
from cochair.procedure.view import View
from procedure.small_world import (
    BOARD,
    COUNCIL,
    FORUM,
    NORLAND,
    ZONE,
    agenda,
    at,
    book,
    clause,
    day,
    facts,
    held,
    meeting,
    midnight,
    notice,
    result,
    results,
    schedule,
)

SECOND = f"{FORUM}-cycle-2"


def start(text):
    return start_of_day(day(text), ZONE)


def due(words, known, now="2031-02-01", on="council-2", basis="rule", options=None, **args):
    asked = clause("notice_issued_by_presidencies", "meeting", words, basis=basis, **args)
    return result(asked, known, now, on=on, options=options).due


def due_of_cycle(words, known, now="2031-02-01"):
    asked = clause("effectiveness_assessed", "cycle", words, by=[NORLAND])
    return result(asked, known, now, on=SECOND).due


PLANNED = meeting()
HELD = held(notice=notice(), agenda=agenda())
OTHER = held("board-2", "2031-09-05", configuration=BOARD)
NEXT = meeting(
    "council-3",
    cycle=3,
    schedules=(schedule("2032-03-05 09:00", "2032-03-05 17:00"),),
)


@pytest.mark.parametrize(
    ("words", "known", "wanted"),
    [
        ("meeting.start", PLANNED, at("2031-03-05 09:00")),
        ("meeting.opened", PLANNED, at("2031-03-05 09:00")),
        ("meeting.closed", PLANNED, at("2031-03-05 17:00")),
        ("notice.issued", PLANNED, None),
        ("notice.issued", HELD, at("2030-12-20")),
        ("agenda.final_published", PLANNED, None),
        ("agenda.final_published", HELD, at("2031-02-19")),
        ("forum.opened", PLANNED, at("2029-12-01")),
        ("cycle.start", PLANNED, start("2031-01-01")),
        ("cycle.end", PLANNED, midnight("2031-12-31")),
        ("semester[2].start", PLANNED, start("2031-07-01")),
        ("semester[3].end", PLANNED, None),
        ("decision_procedure.opened", PLANNED, None),
        ("document.language_due", PLANNED, None),
        ("presidency.end", PLANNED, start("2031-05-01")),
        ("previous.date", PLANNED, None),
        ("first_of(notice.issued, meeting.opened)", PLANNED, at("2031-03-05 09:00")),
        ("first_of(notice.issued, agenda.final_published)", PLANNED, None),
        ("meeting.start", meeting(schedules=()), None),
        ("meeting.closed", meeting(schedules=()), midnight("2031-06-30")),
        ("meeting.closed", meeting(schedules=(), cycle=None), None),
        ("meeting.opened", meeting(schedules=()), midnight("2031-06-30")),
    ],
)
def test_a_due_hangs_on_an_event_that_is_known_or_planned(words, known, wanted):
    assert due(words, facts(known), "2031-03-01") == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("board.closed", at("2031-09-05 17:00")),
        ("board.opened", at("2031-09-05 09:00")),
        ("board.start", at("2031-09-05 09:00")),
        ("next.council.opened", at("2032-03-05 09:00")),
        ("next.board.opened", None),
        ("next.semester[1].end", midnight("2032-06-30")),
        ("next.semester[2].start", start("2032-07-01")),
        ("meeting.opened", None),
        ("meeting.start", None),
        ("notice.issued", None),
        ("notice.due", None),
    ],
)
def test_a_cycle_is_due_with_its_meetings_and_with_the_next_cycle(words, wanted):
    assert due_of_cycle(words, facts(OTHER, NEXT), "2031-10-01") == wanted


def test_without_a_cycle_nothing_of_a_cycle_is_due():
    loose = facts(held("council-x", "2031-09-05", cycle=None))
    for words in ("cycle.created", "cycle.start", "cycle.end", "semester[1].end", "board.closed"):
        assert due(words, loose, on="council-x") is None


def test_hours_are_real_hours_and_days_end_at_midnight():
    assert due("meeting.closed + 48 hours", facts(HELD), "2031-04-01") == at("2031-03-07 17:00")
    assert due("meeting.closed + 10 days", facts(HELD), "2031-04-01") == midnight("2031-03-15")
    assert due("meeting.start - 2 months", facts(HELD), "2031-04-01") == midnight("2031-01-05")


def test_only_practice_dates_roll_to_a_working_day():
    closed = facts(HELD)
    saturday = "meeting.closed + 10 days"
    assert due(saturday, closed, basis="practice") == midnight("2031-03-17")
    sunday = "meeting.start - 10 days"
    assert due(sunday, closed, basis="practice") == midnight("2031-02-21")
    assert due(sunday, closed, basis="rule") == midnight("2031-02-23")


def test_options_and_the_tolerance_of_the_check_are_counted():
    options = {"record.approval_days": 20}
    words = "meeting.closed + record.approval_days"
    assert due(words, facts(HELD), options=options) == midnight("2031-03-25")
    asked = clause(
        "cadence",
        "slot",
        "previous.start + 12 months + tolerance",
        months=12,
        tolerance_days=60,
    )
    first = replace(
        held("council-1", "2030-03-05", cycle=1),
        schedules=(schedule("2030-03-05 09:00", "2030-03-07 17:00"),),
    )
    off = {"cadence.slot_reading": False}
    found = result(asked, facts(first, HELD), options=off)
    assert found.due == midnight("2031-05-04")
    to_end = off | {"cadence.measure": "end_to_start"}
    assert result(asked, facts(first, HELD), options=to_end).due == midnight("2031-05-06")


def test_the_notice_has_a_practice_day_where_the_check_names_it():
    assert due("notice.due", facts(PLANNED), entry="send") == midnight("2031-01-03")
    assert due("notice.due", facts(PLANNED), entry="unheard") is None
    assert due("notice.due", facts(PLANNED)) is None


def test_a_clause_without_a_due_is_never_overdue():
    asked = clause("notice_issued_by_presidencies", "meeting", None)
    found = result(asked, facts(meeting(schedules=())), "2040-01-01")
    assert (found.due, found.outcome) == (None, Outcome.NOT_YET_DUE)


def test_a_procedure_is_due_when_it_opens():
    asked = clause("clearances_before_decision", "decision", "decision_procedure.opened",
        parties=[NORLAND])  # fmt: skip
    one = Procedure("p", at("2031-03-04"), "council-2")
    assert result(asked, facts(HELD, procedures=(one,)), on="p").due == at("2031-03-04")


def test_a_meeting_that_closes_at_midnight_closes_on_the_day_that_ends():
    night = replace(HELD, closed_at=midnight("2031-03-05"))
    assert due("meeting.closed + 10 days", facts(night)) == midnight("2031-03-15")


def test_the_first_held_of_several_meetings_in_a_slot_is_meant():
    planned = meeting("board-1", configuration=BOARD)
    assert due_of_cycle("board.closed", facts(planned, OTHER), "2031-10-01") == at(
        "2031-09-05 17:00"
    )


def test_two_cadences_without_a_semester_in_the_cycle_keep_only_their_days():
    asked = clause("cadence", "slot", "previous.start + 12 months", months=12, tolerance_days=1)
    known = facts(held("council-1", "2030-03-05", cycle=1), held("council-2", "2031-04-05"))
    bare = {"pattern": Pattern(12, 2, None, ((3, COUNCIL),))}
    assert result(asked, known, **bare).outcome is Outcome.NOT_MET
    assert result(asked, known).outcome is Outcome.MET


def test_with_centuries_of_terms_the_nearest_decide_as_all_of_them_would():
    many = []
    for year in range(1990, 2090):
        for half, month in (("a", 1), ("b", 7)):
            begins = start(f"{year}-{month:02}-01")
            ends = start(f"{year}-07-01") if half == "a" else start(f"{year + 1}-01-01")
            name = f"{year}{half}"
            many.append(Term(name, NORLAND, name, begins, ends, TermStatus.DESIGNATED))
    named_at = at("2089-08-01")
    many.append(Term("undated", NORLAND, "last", None, None, TermStatus.DESIGNATED, at=named_at))
    view = View(book(), facts(terms=tuple(many)), at("2031-02-01"))
    for text, wanted in (("1990-02-01", "1990a"), ("2031-08-01", "2031b"), ("2089-09-01", "2089b")):
        assert view.holder(NORLAND, at(text)).holder == wanted
    following = view.incoming(NORLAND, at("2089-09-01"), 1, at("2089-09-01"))
    assert [one.holder for one in following] == ["last"]
    assert view.incoming(NORLAND, at("2031-08-01"), 1, at("2031-08-01"))[0].holder == "2032a"


def test_every_row_of_a_forum_shows_the_basis_of_its_due():
    asked = clause("notice_issued_by_presidencies", "meeting", "meeting.opened", basis="practice")
    assert {one.due_basis for one in results(asked, facts(HELD), "2031-04-01")} == {"practice"}


@pytest.mark.parametrize("opened", [None, "2031-09-05 09:00"])
def test_a_meeting_held_after_its_semester_is_not_overdue_while_it_overruns(opened):
    """What hangs on its closing is not counted from a semester that ended before it met."""
    planned = (schedule("2031-09-05 09:00", "2031-09-05 17:00"),)
    late = meeting(schedules=planned, opened_at=at(opened) if opened else None)
    assert due("meeting.closed", facts(late), "2031-09-05 16:00") == at("2031-09-05 17:00")
    assert due("meeting.closed", facts(late), "2031-09-05 19:00") == at("2031-09-06 17:00")
    in_time = (schedule("2031-03-05 09:00", "2031-03-05 17:00"),)
    assert due("meeting.closed", facts(meeting(schedules=in_time)), "2031-03-05 19:00") == midnight(
        "2031-06-30"
    )
