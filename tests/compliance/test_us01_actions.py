"""US-01, through the actions: a cycle opens from what the institutional meeting decided.

domain.md C.10, as corrected: 2 March to 20 November 2026.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from cochair.features.acts import actions as acts
from cochair.features.compliance import actions, queries
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import state_of
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Power
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome, Result
from cochair.story.eu_clasi.us01 import PLAN
from journeys import story

MONDAY = story.MONDAY
# 1 July 2026, 00:00 in Brussels.
HANDOVER = datetime(2026, 6, 30, 22, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 20, 10, tzinfo=UTC)
NOT_FIXED = "Calendar of the Lithuanian and Greek presidencies not yet fixed"
AN_INSTANT = timedelta(microseconds=1)


@pytest.fixture
def forum(db: None) -> Forum:
    """The story's forum on the day before, with everybody in office."""
    found: Forum = story.load()
    return found


@pytest.fixture
def planned(forum: Forum) -> Forum:
    """The forum on that Monday, when both have signed the plan."""
    story.plan(forum)
    return forum


def depart(forum: Forum, rule: str) -> None:
    """Both sign that a clause is departed from for cycle 2."""
    act = actions.propose_departure(
        forum,
        rule=rule,
        target=("cycle", f"{story.FORUM}-cycle-2"),
        reason=NOT_FIXED,
        by=story.hat(forum, "secretariat", MONDAY),
        at=MONDAY,
    )
    story.both_sign(forum, act, MONDAY, "cy", "bo")


def result(forum: Forum, rule: str, cycle: int, at: datetime) -> Result:
    """What a clause says of a cycle at an instant."""
    (found,) = [
        row
        for row in queries.results(forum, at)
        if row.rule == rule and row.target.id == f"{story.FORUM}-cycle-{cycle}"
    ]
    return found


def test_before_the_plan_there_is_no_third_cycle_and_the_clauses_wait(forum: Forum) -> None:
    assert not Cycle.objects.filter(forum=forum, number=3).exists()
    assert result(forum, "II.3.functions.c.1", 2, MONDAY).outcome is Outcome.NOT_YET_DUE


def test_one_key_makes_no_cycle_and_the_second_makes_it_whole(forum: Forum) -> None:
    act = meetings.propose_plan(
        forum, made_in=2, slots=PLAN, by=story.hat(forum, "secretariat", MONDAY), at=MONDAY
    )

    story.both_sign(forum, act, MONDAY, "cy")
    assert not Cycle.objects.filter(forum=forum, number=3).exists()

    story.both_sign(forum, act, MONDAY, "bo")
    cycle = Cycle.objects.get(forum=forum, number=3)
    assert (cycle.start, cycle.end) == (date(2026, 7, 1), date(2027, 12, 31))
    (told,) = [one for one in queries.facts_at(forum, MONDAY).cycles if one.number == 3]
    assert told.semesters == (
        (date(2026, 7, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 6, 30)),
        (date(2027, 7, 1), date(2027, 12, 31)),
    )
    assert state_of(cycle, date(2026, 3, 2)) == "planned"


def test_c1_is_met_by_the_plan_and_the_length_of_the_cycle_is_met(planned: Forum) -> None:
    assert result(planned, "II.3.functions.c.1", 2, MONDAY).outcome is Outcome.MET
    assert result(planned, "I.2.cycle.length", 3, MONDAY).outcome is Outcome.MET


def test_a_cycle_covers_today_before_and_after_the_change_of_cycles(planned: Forum) -> None:
    for at, running in ((MONDAY, 2), (HANDOVER - AN_INSTANT, 2), (HANDOVER, 3)):
        (covers,) = [row for row in queries.results(planned, at) if row.rule == "I.2.intro.c"]

        assert covers.outcome is Outcome.MET
        assert covers.evidence == (f"{story.FORUM}-cycle-{running}",)


@pytest.mark.parametrize("rule", ["II.3.functions.c.2", "II.3.functions.c.3"])
def test_c2_and_c3_are_departed_from_once_both_have_signed_the_reason(
    planned: Forum, rule: str
) -> None:
    assert result(planned, rule, 2, MONDAY).outcome is Outcome.NOT_YET_DUE

    depart(planned, rule)

    assert result(planned, rule, 2, MONDAY).outcome is Outcome.DEPARTED


def test_a_departure_without_a_reason_is_refused_and_changes_nothing(planned: Forum) -> None:
    with pytest.raises(Refused):
        actions.propose_departure(
            planned,
            rule="II.3.functions.c.2",
            target=("cycle", f"{story.FORUM}-cycle-2"),
            reason="Later.",
            by=story.hat(planned, "secretariat", MONDAY),
            at=MONDAY,
        )

    assert result(planned, "II.3.functions.c.2", 2, MONDAY).outcome is Outcome.NOT_YET_DUE


def test_when_the_day_is_entered_in_november_c2_is_met_late(planned: Forum) -> None:
    depart(planned, "II.3.functions.c.2")
    meeting = Meeting.objects.get(forum=planned, cycle__number=3, configuration="som")
    act = meetings.propose_schedule(
        meeting,
        day=meetings.Day(date(2027, 5, 19), date(2027, 5, 20), "vilnius", "in_person"),
        reason="The Lithuanian presidency has fixed its calendar.",
        by=story.hat(planned, "ie", NOVEMBER),
        at=NOVEMBER,
    )
    story.both_sign(planned, act, NOVEMBER, "ie", "bo")

    found = result(planned, "II.3.functions.c.2", 2, NOVEMBER)

    assert found.outcome is Outcome.MET
    # Due at the end of 30 June, entered on 20 November.
    assert found.late_days == 143
    assert result(planned, "II.3.functions.c.2", 2, NOVEMBER - AN_INSTANT).outcome is (
        Outcome.DEPARTED
    )


def test_at_midnight_in_brussels_the_third_cycle_runs_and_the_second_is_over(
    planned: Forum,
) -> None:
    second, third = Cycle.objects.filter(forum=planned, number__in=(2, 3)).order_by("number")

    eve, day = queries.today(planned, HANDOVER - AN_INSTANT), queries.today(planned, HANDOVER)

    assert (state_of(second, eve), state_of(third, eve)) == ("running", "planned")
    assert (state_of(second, day), state_of(third, day)) == ("ended", "running")


def test_at_midnight_in_brussels_the_key_of_cyprus_passes_to_ireland(planned: Forum) -> None:
    before, after = HANDOVER - AN_INSTANT, HANDOVER

    assert story.hat(planned, "cy", before).may(Power.SIGN)
    assert not story.hat(planned, "ie", before).may(Power.SIGN)

    assert story.hat(planned, "ie", after).may(Power.SIGN)
    assert not story.hat(planned, "cy", after).may(Power.SIGN)
    assert story.hat(planned, "cy", after).may(Power.READ_SHARED)


def test_what_cyprus_left_open_is_offered_to_ireland(planned: Forum) -> None:
    act = actions.propose_departure(
        planned,
        rule="II.3.functions.c.3",
        target=("cycle", f"{story.FORUM}-cycle-2"),
        reason=NOT_FIXED,
        by=story.hat(planned, "secretariat", MONDAY),
        at=MONDAY,
    )
    with pytest.raises(Refused):
        acts.turn_key(act, seen=act.digest, by=story.hat(planned, "cy", HANDOVER), at=HANDOVER)

    signed = story.both_sign(planned, act, HANDOVER, "ie", "bo")

    assert signed.effective_at == HANDOVER
