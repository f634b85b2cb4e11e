"""Who acts next on a meeting and on its sessions, state by state, through the acts that lead there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import people
import rooms
import signing
from cochair.features.delegations import participation
from cochair.features.meetings import chairs as chairing
from cochair.features.meetings import responsibility
from cochair.features.meetings.kind import (
    BY_STATE,
    CLOSE,
    FIX,
    GO,
    GO_TO_ITEM,
    HOST,
    JUDGE,
    MEETING,
    NAME,
    OPEN_WITHOUT,
    RESUME,
    SAY,
)
from cochair.features.meetings.models import CoChair, Meeting, MeetingHost, Schedule
from cochair.features.meetings.states import PREPARING, RUNNING, State
from cochair.features.parties.models import Forum, Member, Party
from cochair.features.planner import actions as planner
from cochair.features.sessions import actions as sessions
from cochair.features.sessions import kind as of_sessions
from cochair.features.sessions.kind import SESSION
from cochair.procedure.facts import JudgedParticipation
from cochair.procedure.timetable import ShownBy
from signing import concert, league, secretariat, stepped
from whose import PARTIES, acts, chairs, desks, said
from world import NOW

HOUR = timedelta(hours=1)
OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
HOST_PARTY = "LEAGUE"


def named(meeting: Meeting) -> None:
    """The co-chair of each Party, named by it."""
    for by, member in ((league(meeting.forum), "XE"), (concert(meeting.forum), "XP")):
        chairing.appoint_chair(meeting, member=member, deputy=False, by=by, at=NOW)


def test_each_state_of_a_meeting_has_a_turn_or_nobody() -> None:
    assert set(BY_STATE) == PREPARING | RUNNING | {State.HELD}


def test_both_fix_the_day_of_a_meeting_until_one_has_proposed_it(small_forum: Forum) -> None:
    meeting = signing.planned(small_forum)

    assert said(MEETING, meeting, NOW) == chairs(FIX, *PARTIES)
    assert {one.until for one in acts(MEETING, meeting, NOW)} == {None}
    late = {(one.until, one.firm) for one in acts(MEETING, meeting, OPENS)}
    assert late == {(datetime(2031, 6, 30, 21, tzinfo=UTC), "rule")}

    signing.schedule(meeting, signing.day("2031-04-08"))
    assert said(MEETING, meeting, NOW) == set()


def test_nobody_appoints_the_co_chair_of_a_meeting_at_which_another_state_will_preside(
    small_forum: Forum,
) -> None:
    # From 1 July another State presides the League; the Concert keeps its presidency.
    meeting = signing.fixed(small_forum, signing.day("2031-09-09"))
    (asked,) = [one for one in acts(MEETING, meeting, NOW) if one.says == NAME]
    assert asked.of == "CONCERT"

    later = datetime(2031, 7, 2, 9, tzinfo=UTC)
    parties_asked = [one.of for one in acts(MEETING, meeting, later) if one.says == NAME]
    assert parties_asked == ["LEAGUE", "CONCERT"]


def test_a_co_chair_who_follows_from_the_rota_alone_is_still_to_be_appointed(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    chair = CoChair.objects.create(
        meeting=meeting,
        party=Party.objects.get(forum=small_forum, code="LEAGUE"),
        member=Member.objects.get(code="XE"),
        certainty="inferred",
    )
    assert said(MEETING, meeting, NOW) == chairs(NAME)

    CoChair.objects.filter(pk=chair.pk).update(certainty="confirmed")
    assert {one.of for one in acts(MEETING, meeting, NOW) if one.says == NAME} == {"CONCERT"}


def test_each_party_names_its_co_chair_and_nobody_acts_until_the_day_before(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)

    assert said(MEETING, meeting, NOW) == chairs(NAME)
    assert {(one.until, one.firm) for one in acts(MEETING, meeting, NOW)} == {
        (responsibility.begins(meeting), "rule")
    }
    named(meeting)
    assert said(MEETING, meeting, NOW) == set()
    begins = responsibility.begins(meeting)
    assert begins is not None
    assert said(MEETING, meeting, begins - 25 * HOUR) == set()


def test_both_open_a_meeting_with_a_reason_where_something_is_missing(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)
    named(meeting)

    assert said(MEETING, meeting, OPENS) == chairs(OPEN_WITHOUT, HOST_PARTY)
    assert {one.address for one in acts(MEETING, meeting, OPENS)} == {
        ("meetings:step", meeting.slug, "open")
    }
    signing.step(meeting, "meeting.open", OPENS)
    assert said(MEETING, meeting, OPENS) == set()


def test_both_say_what_happened_to_a_meeting_that_nobody_opened(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)
    ends = responsibility.ends(meeting)
    assert ends is not None

    late = ends + 25 * HOUR

    assert said(MEETING, meeting, late) == chairs(SAY, HOST_PARTY)
    assert {one.until for one in acts(MEETING, meeting, late)} == {ends + 24 * HOUR}
    stepped(meeting, "meeting.cancel", late)
    assert said(MEETING, meeting, late) == set()


def test_the_co_chairs_conduct_suspend_and_close_a_meeting(small_forum: Forum) -> None:
    meeting = rooms.council(small_forum)
    at = rooms.AT

    assert said(MEETING, meeting, at) == chairs(GO)
    rooms.opened(meeting)
    assert said(MEETING, meeting, at) == chairs(GO_TO_ITEM)
    assert {one.facts["number"] for one in acts(MEETING, meeting, at)} == {"2"}
    rooms.concluded(meeting)
    for key in ("i1", "i3"):
        rooms.opened(meeting, key, at + HOUR)
        rooms.concluded(meeting, key, at + HOUR)
    assert said(MEETING, meeting, at + HOUR) == chairs(CLOSE, HOST_PARTY)

    stepped(meeting, "meeting.suspend", at + 2 * HOUR)
    assert said(MEETING, meeting, at + 2 * HOUR) == chairs(RESUME)
    stepped(meeting, "meeting.resume", at + 3 * HOUR)
    stepped(meeting, "meeting.close", at + 4 * HOUR)
    # No clause of these procedures asks how many came.
    assert said(MEETING, meeting, at + 5 * HOUR) == set()


def test_both_judge_the_participation_in_a_meeting_to_which_too_few_came(
    real_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = people.REAL_NOW
    coming = Meeting.objects.filter(forum=real_forum, configuration="ministerial", opened_at=None)
    meeting = coming[0]
    Schedule.objects.create(meeting=meeting, at=at, starts=at, zone="Europe/Brussels")
    Meeting.objects.filter(pk=meeting.pk).update(
        confirmed_at=at, convened_at=at, opened_at=at, closed_at=at + HOUR
    )

    found = acts(MEETING, meeting, at + 2 * HOUR)

    assert {(one.says, one.until, one.firm) for one in found} == {(JUDGE, at + HOUR, "rule")}
    told = participation.of_meeting(meeting, at + 2 * HOUR)
    assert told is not None
    judged = replace(told, judged=JudgedParticipation("participation-1", at, adequate=True))
    monkeypatch.setattr(participation, "of_meeting", lambda *_asked: judged)
    assert acts(MEETING, meeting, at + 2 * HOUR) == []


def test_the_host_plans_again_when_the_event_is_set_aside(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)
    named(meeting)
    event = planner.add_host_event(
        small_forum,
        title="A summit",
        start=OPENS.date(),
        end=OPENS.date(),
        place="",
        language="en",
        by=secretariat(small_forum),
        at=NOW,
    )
    MeetingHost.objects.create(meeting=meeting, event=event, minutes=60, at=NOW)
    assert said(MEETING, meeting, NOW) == set()

    planner.remove_host_event(event, by=secretariat(small_forum), at=NOW)
    assert said(MEETING, meeting, NOW) == desks(HOST, HOST_PARTY)


def test_nobody_acts_in_a_closed_cycle_or_on_history(small_forum: Forum) -> None:
    meeting = signing.planned(small_forum)
    Meeting.objects.filter(pk=meeting.pk).update(imported=True)
    assert said(MEETING, meeting, NOW) == set()

    Meeting.objects.filter(pk=meeting.pk).update(imported=False, shut_at=NOW)
    assert said(MEETING, meeting, NOW) == set()


def test_a_usual_date_is_that_of_the_timetable(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)

    until, firm = responsibility.practice(meeting, ShownBy.NOTICE, NOW)

    assert until is not None and firm == "practice"
    assert until.date().isoformat() == "2031-03-07"
    assert responsibility.practice(meeting, ShownBy.RECORD_APPROVED, NOW) == responsibility.NO_DAY


def test_the_host_plans_sessions_and_enters_their_links(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum, signing.day("2031-04-08", place="", format="virtual"))
    assert said(SESSION, meeting, NOW) == desks(of_sessions.PLAN, *PARTIES)

    plan = sessions.Plan("plenary", OPENS, OPENS + HOUR, ("en",), (), {})
    row = sessions.plan_session(meeting, plan=plan, by=secretariat(small_forum), at=NOW)
    assert said(SESSION, meeting, NOW) == desks(of_sessions.ENTER, *PARTIES)
    assert {(one.until, one.firm) for one in acts(SESSION, meeting, NOW)} == {
        (OPENS - 24 * HOUR, "fixed")
    }

    type(row).objects.filter(pk=row.pk).update(remote_link="https://rooms.example.org/1")
    assert said(SESSION, meeting, NOW) == set()
    stepped(meeting, "meeting.cancel")
    assert said(SESSION, meeting, NOW) == set()
