"""N01: when both have agreed on a plan, everybody reads it and has it in the calendar."""

from datetime import datetime, timedelta

import pytest

import people
import signing
from cochair.features.mail.models import Message
from cochair.features.meetings import actions
from cochair.features.meetings.models import Schedule
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from mail.test_calendar import independent, names, unfolded
from moves import NORLAND, PALMERA, letters, reach, told
from signing import both_sign, league
from world import NOW

LATER = NOW + timedelta(hours=3)
PLAN: dict[str, dict[str, object]] = {
    "council": {
        "place": "norhaven",
        "precision": "day",
        "start": "2032-03-10",
        "end": "2032-03-11",
    },
    "experts": {"place": "", "precision": "month", "start": "2032-10-01", "end": "2032-10-31"},
}


def agreed(forum: Forum, plan: dict[str, dict[str, object]], at: datetime = NOW) -> None:
    act = actions.propose_plan(forum, made_in=2, slots=plan, by=league(forum, at), at=at)
    both_sign(forum, act, at)
    told(forum, at)


@pytest.fixture
def forum(small_forum: Forum) -> Forum:
    """The small forum; a delegation, an address, a guest, an observer and an auditor are there."""
    reach(small_forum, "XP", PALMERA, "es")
    reach(small_forum, "northern-coast-guard", "guard@example.org")
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN", email=NORLAND)
    people.person(small_forum, Role.OBSERVER, organisation="world-harbours", email="o@example.org")
    people.person(small_forum, Role.AUDITOR, email="a@example.org")
    return small_forum


def test_everybody_who_reads_what_is_shared_is_told_of_the_plan_and_nobody_else(
    forum: Forum,
) -> None:
    agreed(forum, PLAN)

    assert set(Message.objects.filter(event="N01").values_list("email", flat=True)) == {
        PALMERA,
        NORLAND,
        "presidency-league-xe@example.org",
        "presidency-concert-xp@example.org",
        "secretariat-league@example.org",
    }


def test_the_letter_says_where_and_when_and_what_is_provisional(forum: Forum) -> None:
    agreed(forum, PLAN)

    (said,) = letters(NORLAND, "N01")
    assert "Wednesday 10" not in said.body
    assert "Council II: 10 and 11 March 2032; Norhaven." in said.body
    assert "October 2032; place not fixed (provisional)." in said.body
    assert "/league-concert/cycles/3/" in said.body

    agreed(forum, {"experts": PLAN["experts"] | {"place": "southport"}}, LATER)
    (_first, second) = letters(NORLAND, "N01")
    assert "Southport (provisional)." in second.body and "Norhaven" in second.body


def test_a_plan_of_the_rest_of_a_cycle_tells_nothing_of_a_meeting_that_is_over(
    forum: Forum,
) -> None:
    agreed(forum, PLAN)
    council = Schedule.objects.filter(meeting__configuration="council", meeting__cycle__number=3)
    council.update(starts=NOW, ends=NOW + timedelta(hours=1))

    agreed(forum, {"experts": PLAN["experts"] | {"place": "southport"}}, LATER)

    first, rest = letters(NORLAND, "N01")
    assert "Norhaven" in first.body and "BEGIN:VEVENT" in first.calendar
    assert "Southport (provisional)." in rest.body
    assert "Norhaven" not in rest.body and "Norhaven" not in rest.calendar


def test_the_meetings_go_into_the_calendar_and_ask_for_no_answer(forum: Forum) -> None:
    agreed(forum, PLAN)

    (said,) = letters(PALMERA, "N01")
    octets = said.calendar.encode()
    lines = unfolded(octets)
    assert said.calendar_method == "PUBLISH" and "METHOD:PUBLISH" in lines
    assert names(lines).count("BEGIN:VEVENT") == 2 and "ATTENDEE" not in names(lines)
    assert names(lines).count("STATUS") == lines.count("STATUS:TENTATIVE") == 2
    # What is only a month takes nobody's time.
    assert lines.count("TRANSP:TRANSPARENT") == 1
    assert {str(one.begin.date()) for one in independent(octets).events} == {
        "2032-03-10",
        "2032-10-01",
    }


def test_a_plan_for_a_half_year_is_told_and_stands_in_no_calendar(forum: Forum) -> None:
    half = {"place": "norhaven", "precision": "semester", "start": None, "end": None}
    agreed(forum, {"council": half})

    (said,) = letters(NORLAND, "N01")
    assert said.calendar == ""
    assert "Norhaven (provisional)" in said.body and "not yet planned" in said.body


def test_an_invitation_after_the_plan_is_newer_than_it(forum: Forum) -> None:
    agreed(forum, PLAN)
    act = signing.schedule(
        signing.Meeting.objects.get(configuration="council", cycle__number=3),
        signing.day("2032-03-10", "2032-03-11"),
        at=LATER,
    )
    both_sign(forum, act, LATER)

    meeting = signing.Meeting.objects.get(configuration="council", cycle__number=3)
    assert signing_sequence(meeting) == 1


def signing_sequence(meeting: signing.Meeting) -> int:
    from cochair.features.invitations.dispatch import sequence

    return sequence(meeting, LATER)
