"""N19: how to join, a day and an hour before a meeting begins, each by what they may see."""

from datetime import UTC, datetime, timedelta

import pytest

import delegations as scene
import moves
import signing
from cochair.features.delegations import notices
from cochair.features.mail.actions import queue
from cochair.features.mail.models import Message
from cochair.features.meetings.models import Invitation, Meeting, Participant
from cochair.features.observers import actions as observing
from cochair.features.observers.states import Answer
from delegations import GUARD, HARBOURS, named
from moves import TEN, session
from signing import both_sign, concert, league, secretariat
from world import NOW

A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ANNA, PAULA = "anna@xn.example", "paula@xp.example"
LINK = "https://join.example.org/plenary"


@pytest.fixture
def council(small_forum: object) -> Meeting:
    """The Council on 8 April from ten o'clock; Norland and Palmera have named one each."""
    meeting = scene.council(small_forum)  # type: ignore[arg-type]
    session(meeting)
    named(meeting, "XN", "Anna Berg")
    named(meeting, "XP", "Paula Rey")
    return meeting


def told(meeting: Meeting, at: datetime) -> dict[str, Message]:
    """What is queued at an instant, by address."""
    before = set(Message.objects.values_list("pk", flat=True))
    queue(notices.of_joining(meeting.forum, at), at)
    return {row.email: row for row in Message.objects.exclude(pk__in=before)}


def test_participants_are_told_a_day_and_an_hour_before_and_each_time_once(
    council: Meeting,
) -> None:
    assert told(council, TEN - A_DAY - A_MINUTE) == {}
    assert set(told(council, TEN - A_DAY)) == {ANNA, PAULA}
    assert told(council, TEN - A_DAY + AN_HOUR) == {}
    assert set(told(council, TEN - AN_HOUR)) == {ANNA, PAULA}
    assert told(council, TEN - A_MINUTE) == {}
    assert told(council, TEN) == {}


def test_each_reads_the_hours_at_home_the_languages_and_the_link(council: Meeting) -> None:
    found = told(council, TEN - A_DAY)

    assert "10:00 Norhaven" in found[ANNA].body
    assert "17:00 Palm Bay (10:00 Norhaven)" in found[PAULA].body
    for said in found.values():
        assert "Session 1 (The plenary)" in said.body
        assert "Languages spoken: English and Spanish" in said.body
        assert "Interpretation into: English, Spanish and Portuguese" in said.body
        assert f"Remote participation: {LINK}" in said.body


def test_quiet_hours_hold_the_day_before_and_not_the_last_hour(council: Meeting) -> None:
    late = TEN - A_DAY + timedelta(hours=14)
    assert told(council, late)[ANNA].state == "held"
    last = told(council, TEN - AN_HOUR)
    assert {said.state for said in last.values()} == {"queued"}


def test_a_link_is_for_those_who_may_have_it(council: Meeting) -> None:
    session(council, TEN + timedelta(hours=4), kind="restricted")
    session(council, TEN + timedelta(hours=8), kind="co_chairs")
    scene.guest(council)
    named(council, GUARD, "Gerd Holm")

    found = told(council, TEN - A_DAY)

    assert "(The restricted)" in found[ANNA].body
    assert "join.example.org/restricted" not in found[ANNA].body
    guard = found[f"gerd@{GUARD}.example"].body
    assert LINK in guard and "restricted" not in guard
    assert not any("co_chairs" in said.body for said in found.values())


def test_an_observer_reads_of_the_sessions_it_was_granted_while_both_agree(
    council: Meeting,
) -> None:
    forum = council.forum
    session(council, TEN + timedelta(hours=4), kind="working_lunch", observers=True)
    row = observing.request_attendance(
        council, organisation=HARBOURS, reason="We care.", by=secretariat(forum), at=NOW
    )
    for who in (league, concert):
        observing.answer_request(row, answer=Answer.AGREED, by=who(forum), at=NOW)
    act = observing.propose_invitation(
        row, sessions=(2,), documents="public", by=secretariat(forum), at=NOW
    )
    both_sign(forum, act)
    named(council, HARBOURS, "Olga Port")
    email = f"olga@{HARBOURS}.example"

    body = told(council, TEN - A_DAY)[email].body
    assert "(The working_lunch)" in body and "join.example.org/working_lunch" in body
    assert "plenary" not in body

    observing.answer_request(row, answer=Answer.WITHDRAWN, by=concert(forum), at=TEN - A_DAY)
    assert email not in told(council, TEN - AN_HOUR)


def test_who_is_no_longer_invited_or_has_no_address_is_not_written_to(council: Meeting) -> None:
    scene.guest(council)
    named(council, GUARD, "Gerd Holm")
    Invitation.objects.filter(meeting=council).update(withdrawn_at=NOW)
    Participant.objects.filter(email=ANNA).update(email="")

    assert set(told(council, TEN - A_DAY)) == {PAULA}


@pytest.mark.parametrize("step", ["cancel", "postpone"])
def test_a_meeting_that_is_not_held_on_its_day_calls_nobody(council: Meeting, step: str) -> None:
    if step == "cancel":
        signing.stepped(council, "meeting.cancel", NOW)
    else:
        moves.postponed(council, NOW)

    assert told(council, TEN - A_DAY) == {}


def test_a_meeting_that_moves_calls_anew_for_its_new_hours(council: Meeting) -> None:
    assert set(told(council, TEN - A_DAY)) == {ANNA, PAULA}

    moves.moved(council, "2031-04-09", TEN - A_DAY)

    assert told(council, TEN - AN_HOUR) == {}
    assert set(told(council, TEN)) == {ANNA, PAULA}


def test_where_no_hour_is_known_nothing_is_counted_from_it(council: Meeting) -> None:
    council.sessions.update(removed_at=NOW)

    assert told(council, datetime(2031, 4, 7, 21, tzinfo=UTC)) == {}
    assert told(council, TEN) == {}
