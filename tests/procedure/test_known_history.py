"""The procedures on the forum's own history (domain A.8, with the corrections)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import Plan
from cochair.procedure.result import Ground, Outcome
from procedure.known_history import book, facts
from procedure.small_world import at, day

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
NOT_APPLICABLE, NOT_YET_DUE = Outcome.NOT_APPLICABLE, Outcome.NOT_YET_DUE

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def judged():
    return {(one.rule, one.target.id): one for one in evaluate(book(), facts(), NOW)}


def says(found):
    return " ".join(str(one) for one in found.says)


TABLE = [
    # Slot, interval, venue, format of each meeting, as A.8 tells them.
    ("II.1.meetings.a.2", "eu-clasi-min-1", NOT_APPLICABLE, "first"),
    ("II.1.meetings.a.3", "eu-clasi-min-1", MET, "brussels"),
    ("I.2.cycle.1", "eu-clasi-min-2", MET, "2023-09-28"),
    (
        "II.1.meetings.a.2",
        "eu-clasi-min-2",
        MET,
        "Days after 2023-09-03, the end of the interval of 18 months: 25",
    ),
    ("II.1.meetings.a.3", "eu-clasi-min-2", MET, "brussels"),
    ("I.2.cycle.2", "eu-clasi-som-1", MET, "2024-05-30"),
    ("II.2.meetings.a.2", "eu-clasi-som-1", NOT_APPLICABLE, "first"),
    ("II.2.meetings.a.3", "eu-clasi-som-1", MET, "brussels"),
    ("I.2.cycle.3", "eu-clasi-cycle-1-im", UNKNOWN, "eu-clasi-im-1"),
    ("II.3.meetings.a.1", "eu-clasi-cycle-1-im", NOT_APPLICABLE, "first"),
    ("I.2.cycle.1", "eu-clasi-min-3", MET, "2025-03-05"),
    (
        "II.1.meetings.a.2",
        "eu-clasi-min-3",
        MET,
        "Days before 2025-03-28, the end of the interval of 18 months: 23",
    ),
    ("II.1.meetings.a.3", "eu-clasi-min-3", MET, "brussels"),
    ("I.2.cycle.2", "eu-clasi-cycle-2-som", UNKNOWN, "Met if eu-clasi-som-2 was held"),
    (
        "II.2.meetings.a.2",
        "eu-clasi-cycle-2-som",
        UNKNOWN,
        "the end of the interval of 18 months: 11",
    ),
    ("II.2.meetings.a.3", "eu-clasi-som-2", UNKNOWN, "Met if the meeting was held"),
    ("I.2.cycle.3", "eu-clasi-cycle-2-im", UNKNOWN, "Met if eu-clasi-im-2 was held"),
    ("II.3.meetings.a.1", "eu-clasi-cycle-2-im", UNKNOWN, "eu-clasi-im-1"),
    # A future never lacks evidence: until the semester is over nothing is late.
    ("I.2.cycle.1", "eu-clasi-cycle-3-ministerial", NOT_YET_DUE, "eu-clasi-min-4"),
    ("II.1.meetings.a.2", "eu-clasi-cycle-3-ministerial", NOT_YET_DUE, "2026-09-05"),
    ("I.2.cycle.2", "eu-clasi-cycle-3-som", NOT_YET_DUE, "No meeting that counts"),
    ("II.1.meetings.a.1", "eu-clasi-min-3", MET, "in_person"),
    # Who co-chaired is taken from the rota: what is derived proves nothing.
    ("II.1.meetings.b.1", "eu-clasi-min-3", UNKNOWN, "follows from the rota"),
    ("II.2.meetings.b.1", "eu-clasi-som-1", MET, "BE, EC"),
    ("II.1.meetings.b.1", "eu-clasi-min-2", NOT_APPLICABLE, "Earlier than the procedures"),
    ("I.2.7", "eu-clasi-min-3", UNKNOWN, "No public evidence"),
    ("I.2.7", "eu-clasi-im-2", UNKNOWN, "It is not established whether the meeting was held."),
    ("I.2.cycle.length", "eu-clasi-cycle-1", MET, "18 months"),
    ("I.2.cycle.shape", "eu-clasi-cycle-1", UNKNOWN, "im"),
    ("I.2.intro.a", "eu-clasi-cycle-1", NOT_APPLICABLE, "Earlier than the procedures"),
    ("I.1.2", "eu-clasi", MET, "jd-2023"),
    ("I.2.agree", "eu-clasi", MET, "1.0"),
    ("II.2.functions.c.2", "eu-clasi", MET, "1.0"),
    ("I.2.intro.c", "eu-clasi", MET, "Cycle 3"),
]


@pytest.mark.parametrize(("rule", "target", "wanted", "words"), TABLE)
def test_the_known_meetings_have_the_results_of_the_specification(
    judged, rule, target, wanted, words
):
    found = judged[rule, target]
    assert found.outcome is wanted
    assert words in says(found)


def test_nothing_that_is_public_is_called_not_met_for_lack_of_our_knowledge(judged):
    assert [key for key, one in judged.items() if one.outcome is NOT_MET] == []


def test_a_meeting_before_the_first_cycle_has_rows_only_for_interval_venue_and_format(judged):
    rows = {rule for rule, target in judged if target == "eu-clasi-min-1"}
    assert rows == {"II.1.meetings.a.1", "II.1.meetings.a.2", "II.1.meetings.a.3"}


def test_every_clause_has_at_least_one_result(judged):
    assert {rule for rule, _target in judged} == set(book().by_id)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026, 2027, 2030])
def test_at_no_instant_is_history_called_not_met(year):
    for month in (1, 4, 7, 10):
        found = evaluate(book(), facts(), datetime(year, month, 15, tzinfo=UTC))
        imported = [one for one in found if one.target.kind != "forum"]
        assert [one for one in imported if one.outcome is NOT_MET] == []


def test_the_plan_of_the_next_cycle_is_late_when_it_is_exact_after_the_semester():
    # US-01: the day of the senior officials' meeting is entered after cycle 2 ended.
    def plan(name, code, on, precision, start, end, place):
        return Plan(name, at(on), code, "agreed", precision, day(start), day(end), place)

    plans = (
        plan("m", "ministerial", "2026-03-02", "day", "2026-10-08", "2026-10-08", "brussels"),
        plan("s", "som", "2026-03-02", "month", "2027-05-01", "2027-05-31", "vilnius"),
        plan("t", "som", "2026-11-20", "day", "2027-05-19", "2027-05-20", "vilnius"),
    )
    cycles = tuple(
        replace(one, plans=plans, imported=False) if one.number == 2 else one
        for one in facts().cycles
    )

    # The institutional meeting that determines it was held on the days on which it was announced.
    meetings = tuple(
        replace(one, opened_at=one.schedules[0].starts, closed_at=one.schedules[0].ends)
        if one.id == "eu-clasi-im-2"
        else one
        for one in facts().meetings
    )

    def found(rule, now, known=meetings):
        told = replace(facts(), cycles=cycles, meetings=known)
        results = evaluate(book(), told, at(now))
        return next(
            one for one in results if one.rule == rule and one.target.id == "eu-clasi-cycle-2"
        )

    assert found("II.3.functions.c.1", "2026-03-03").outcome is MET
    assert found("II.3.functions.c.1", "2026-03-03", facts().meetings).outcome is NOT_YET_DUE
    assert found("II.3.functions.c.1", "2026-08-03", facts().meetings).outcome is UNKNOWN
    assert found("II.3.functions.c.2", "2026-03-03").outcome is NOT_YET_DUE
    assert found("II.3.functions.c.2", "2026-08-03").outcome is NOT_MET
    late = found("II.3.functions.c.2", "2026-11-21")
    assert (late.outcome, late.ground, late.late_days) == (MET, Ground.EVIDENCE, 143)
