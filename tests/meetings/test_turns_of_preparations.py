"""Who acts next on preparatory meetings and on what they left, through the acts that lead there."""

from datetime import date, datetime, timedelta

import signing
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.preparations import actions, follow_up, turns
from cochair.features.preparations.actions import Held, Planned
from cochair.features.preparations.kind import PREPARATION
from cochair.procedure.calendar import end_of_day
from cochair.site.desk import turns as home
from delegations import OPENS
from signing import secretariat, stepped
from whose import PARTIES, acts, chairs, desks, said
from world import NOW

HOST = "LEAGUE"
HOUR = NOW + timedelta(days=10)
DUE = date(2031, 3, 10)


def council(forum: Forum) -> Meeting:
    """The Council with its day."""
    return signing.fixed(forum)


def planned(meeting: Meeting, **more: object):
    said = Planned(HOUR, zone="Europe/Oslo", minutes=90, format="virtual", link="")
    return actions.plan_preparation(meeting, planned=said, by=secretariat(meeting.forum), at=NOW)


def test_a_preparatory_meeting_is_planned_and_recorded(small_forum: Forum) -> None:
    meeting = council(small_forum)
    by = secretariat(small_forum)
    assert said(PREPARATION, meeting, NOW) == chairs(turns.PLAN, HOST)

    row = planned(meeting)
    assert said(PREPARATION, meeting, NOW) == set()
    assert said(PREPARATION, row, HOUR) == set()
    over = HOUR + timedelta(minutes=90)
    assert said(PREPARATION, row, over) == desks(turns.RECORD, HOST)
    assert [one.until for one in acts(PREPARATION, row, over)] == [over]

    actions.cancel_preparation(row, reason="One of the two is called home.", by=by, at=NOW)
    assert said(PREPARATION, row, over) == set()
    assert said(PREPARATION, meeting, NOW) == chairs(turns.PLAN, HOST)


def test_both_set_preparation_aside_or_plan_it(small_forum: Forum) -> None:
    meeting = council(small_forum)

    stepped(meeting, "meeting.not_appropriate")

    assert said(PREPARATION, meeting, NOW) == set()


def test_what_is_left_to_do_is_done_by_whoever_owes_it(small_forum: Forum) -> None:
    meeting = council(small_forum)
    by = secretariat(small_forum)
    held = Held(
        HOUR, "virtual", PARTIES, ("working_agenda",), "Both went through the items one by one."
    )
    row = actions.hold_preparation(planned(meeting), held=held, by=by, at=HOUR)
    assert said(PREPARATION, meeting, HOUR) == set()

    left, both = (
        follow_up.add_follow_up(row, text="Ask the ports", party=party, due=due, by=by, at=HOUR)
        for party, due in (("CONCERT", DUE), ("", None))
    )
    assert said(PREPARATION, left, HOUR) == desks(turns.DO, "CONCERT")
    assert [one.until for one in acts(PREPARATION, left, HOUR)] == [
        end_of_day(DUE, small_forum.zone)
    ]
    assert said(PREPARATION, both, HOUR) == desks(turns.DO, *PARTIES)
    follow_up.finish_follow_up(left, by=by, at=HOUR)
    assert said(PREPARATION, left, HOUR) == set()


def topics_of(meeting: Meeting, at: datetime) -> set[str]:
    """The topics that the turns on a meeting name."""
    return {
        str(one.facts["topic"]) for one in acts(PREPARATION, meeting, at) if "topic" in one.facts
    }


def test_topics_that_were_not_prepared_are_a_turn_in_the_last_days(small_forum: Forum) -> None:
    meeting = council(small_forum)
    by = secretariat(small_forum)
    near = OPENS - timedelta(days=5)
    lines = {one.says for one in acts(PREPARATION, meeting, near)}
    assert lines == {turns.PLAN, turns.COVER}

    # The line is read at home beside the name of the meeting: no whole clause, as it once was.
    cover = [one for one in acts(PREPARATION, meeting, near) if one.says == turns.COVER]
    wanted = "Prepare together or set aside: the working agenda, Council II"
    assert wanted in {home.words(one) for one in cover}

    topics = topics_of(meeting, near)
    held = Held(
        HOUR, "virtual", PARTIES, ("working_agenda",), "Both went through the items one by one."
    )
    actions.hold_preparation(planned(meeting), held=held, by=by, at=HOUR)
    assert topics_of(meeting, near) < topics
