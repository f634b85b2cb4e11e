"""Letters about delegations: who has not named anybody, and what the co-presidencies should know."""

from datetime import datetime, timedelta

import pytest

import delegations as scene
import people
import signing
from cochair.features.delegations import notices
from cochair.features.mail.actions import queue
from cochair.features.mail.models import Message
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties.models import Forum
from delegations import named
from world import NOW


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council on 8 April, with a focal point in Norland and in Brumia."""
    meeting = scene.council(small_forum)
    for member in ("XN", "XB"):
        scene.contact(small_forum, member)
    return meeting


def at(month: int, number: int) -> datetime:
    return NOW.replace(month=month, day=number)


def told(forum: Forum, when: datetime) -> set[str]:
    """The delegations whose focal points are written to."""
    return {
        letter.to.office
        for letter in notices.of_missing(forum, when)
        if letter.to.account is not None
    }


def test_who_has_named_nobody_is_asked_a_week_before_on_and_after_the_practice_day(
    council: Meeting,
) -> None:
    forum = council.forum
    named(council, "XB", "Bo Dahl")

    sent = []
    for when in (at(3, 18), at(3, 25), at(4, 1)):
        assert told(forum, when) == {"delegation_head LEAGUE XN"}
        sent.append(queue(notices.of_missing(forum, when), when))
        assert queue(notices.of_missing(forum, when), when) == 0

    # Norland is asked each time; the four delegations without anybody to write to are alarms.
    assert sent == [5, 5, 5]
    assert Message.objects.filter(event="N15", state="no_address").count() == 12
    assert told(forum, at(3, 17)) == set()
    assert told(forum, at(4, 8)) == set()


def test_an_organisation_that_has_no_address_is_named_as_what_it_is(council: Meeting) -> None:
    scene.guest(council)

    queue(notices.of_missing(council.forum, at(3, 18)), at(3, 18))

    asked = Message.objects.filter(event="N15", state="no_address").values_list("office", flat=True)
    assert f"institution {scene.GUARD}" in asked
    assert not [one for one in asked if one.startswith("delegation_head northern")]


def test_a_meeting_without_a_day_and_one_that_is_cancelled_ask_nobody(council: Meeting) -> None:
    council.cancelled_at = NOW
    council.save()

    assert not list(notices.of_missing(council.forum, at(4, 1)))


def test_procedures_that_ask_for_no_share_raise_no_alarm(council: Meeting) -> None:
    signing.concert(council.forum)

    assert not list(notices.of_risk(council.forum, at(4, 1)))


def test_the_co_presidencies_in_office_read_the_figures_ten_days_before(real_forum: Forum) -> None:
    now = people.REAL_NOW
    meeting = Meeting.objects.get(forum=real_forum, slug="eu-clasi-min-4")
    starts = now + timedelta(days=10)
    meeting.confirmed_at = now
    meeting.save()
    Schedule.objects.create(meeting=meeting, at=now, starts=starts, zone="Europe/Brussels")
    for party, member in (("EU", "IE"), ("CLASI", "BO"), ("EU", "LT")):
        people.presidency(real_forum, party, member, now)

    letters = list(notices.of_risk(real_forum, now))

    assert sorted(one.to.office for one in letters) == [
        "co_presidency CLASI BO",
        "co_presidency EU IE",
    ]
    assert letters[0].lines[0].facts["members"] in {16, 27}
    assert not list(notices.of_risk(real_forum, now - timedelta(days=1)))
    assert queue(letters, now) == 2
