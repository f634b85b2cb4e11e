"""Who is written to about an observer, and what: domain.md C.5 (N08, N09)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

import people
import signing
from cochair.features.mail import actions as mail
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter
from cochair.features.mail.models import Message
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.observers import actions, notices, queries
from cochair.features.observers.states import Answer
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from journeys import story
from signing import concert, league, secretariat
from world import NOW

HARBOURS, OBSERVER = "world-harbours", "harbours@example.org"
PRESIDENCIES = ["presidency-concert-xp@example.org", "presidency-league-xe@example.org"]


@pytest.fixture
def row(small_forum: Forum) -> ObserverRequest:
    """A request for the Council, with somebody who speaks for the applicant."""
    meeting = signing.fixed(small_forum)
    people.person(small_forum, Role.OBSERVER, organisation=HARBOURS, email=OBSERVER)
    return actions.request_attendance(
        meeting, organisation=HARBOURS, reason="We care.", by=secretariat(small_forum), at=NOW
    )


def told(row: ObserverRequest, verb: str) -> dict[str, str]:
    """The text of each letter about the last entry of a verb, by its reader."""
    forum = row.meeting.forum
    entry = Entry.objects.filter(forum=forum.slug, verb=verb).order_by("seq").last()
    assert entry is not None
    letters = [one for one in notifications.of_entry(entry, NOW) if one.event == notices.STEP]
    return {one.to.email: words(one, forum) for one in letters}


def words(letter: Letter, forum: Forum) -> str:
    mail.queue([letter], NOW)
    found = Message.objects.get(forum=forum, key=letter.key, recipient=letter.to.identity)
    return f"{found.subject}\n{found.body}"


def says(row: ObserverRequest, who: object, answer: Answer) -> None:
    by = who(row.meeting.forum)  # type: ignore[operator]
    actions.answer_request(row, answer=answer, by=by, at=NOW)


def test_both_presidencies_read_of_a_request_and_of_every_answer_with_its_date(
    row: ObserverRequest,
) -> None:
    says(row, league, Answer.AGREED)

    received, answered = told(row, "observer.applied"), told(row, "observer.answered")

    assert sorted(received) == sorted(answered) == PRESIDENCIES
    assert "World Union of Harbours asks to attend" in received[PRESIDENCIES[0]]
    assert "League agreed on Monday 3 February 2031" in answered[PRESIDENCIES[0]]
    assert "Concert has not agreed" in answered[PRESIDENCIES[1]]


def test_the_applicant_is_told_at_the_end_and_never_by_whom(row: ObserverRequest) -> None:
    says(row, league, Answer.DECLINED)
    declined = told(row, "observer.answered")
    assert "Your request has not been accepted." in declined[OBSERVER]
    assert "League" not in declined[OBSERVER].partition("http")[0]
    says(row, league, Answer.AGREED)
    assert OBSERVER not in told(row, "observer.answered")
    says(row, concert, Answer.AGREED)
    act = actions.propose_invitation(
        ObserverRequest.objects.get(pk=row.pk),
        sessions=(),
        documents="public",
        by=secretariat(row.meeting.forum),
        at=NOW,
    )
    signing.both_sign(row.meeting.forum, act)

    assert "You are invited as an observer" in told(row, "observer.invited")[OBSERVER]

    says(row, concert, Answer.WITHDRAWN)
    assert (
        "Your invitation as an observer is no longer valid."
        in told(row, "observer.answered")[OBSERVER]
    )


def of(row: ObserverRequest, verb: str) -> Letter:
    """The letter to the applicant about the last entry of a verb."""
    entry = Entry.objects.filter(forum=row.meeting.forum.slug, verb=verb).order_by("seq").last()
    assert entry is not None
    (found,) = [one for one in notifications.of_entry(entry, NOW) if one.to.email == OBSERVER]
    return found


def event_of(letter: Letter, row: ObserverRequest) -> tuple[str, dict[str, object]]:
    """The method of a letter's calendar part, and its one event as an independent library reads it."""
    words(letter, row.meeting.forum)
    kept = Message.objects.get(key=letter.key, recipient=letter.to.identity)
    read = Calendar.from_ical(kept.calendar)
    (event,) = read.walk("VEVENT")
    return str(read["METHOD"]), {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "starts": str(event["DTSTART"].dt),
    }


def invited(row: ObserverRequest, at: datetime = NOW) -> None:
    """Both agree, and both invite."""
    for who in (league, concert):
        if queries.standing_of(fresh(row), at).latest(who(row.meeting.forum, at).party) is None:
            actions.answer_request(
                fresh(row), answer=Answer.AGREED, by=who(row.meeting.forum, at), at=at
            )
    act = actions.propose_invitation(
        fresh(row), sessions=(), documents="public", by=secretariat(row.meeting.forum, at), at=at
    )
    signing.both_sign(row.meeting.forum, act, at)


def fresh(row: ObserverRequest) -> ObserverRequest:
    found = queries.request(row.meeting, row.pk)
    assert found is not None
    return found


UID = "league-concert-council-2@league-concert.cochair"


def test_an_invited_observer_gets_the_meeting_into_its_calendar_and_nobody_else_does(
    row: ObserverRequest,
) -> None:
    invited(row)

    letter = of(row, "observer.invited")

    assert event_of(letter, row) == (
        "REQUEST",
        {"uid": UID, "sequence": 0, "status": "CONFIRMED", "starts": "2031-04-08"},
    )
    assert "Norhaven" in words(letter, row.meeting.forum)
    assert not letter.held_by_digest
    entry = Entry.objects.filter(verb="observer.invited").last()
    others = [one for one in notifications.of_entry(entry, NOW) if one.to.email != OBSERVER]
    assert others and not any(one.calendar for one in others)


@pytest.mark.parametrize(
    "how", ["taken back", "declined", "ended by a presidency", "by the observer"]
)
def test_when_an_invitation_ends_the_meeting_leaves_the_calendar(
    row: ObserverRequest, how: str
) -> None:
    forum, later = row.meeting.forum, NOW + timedelta(hours=1)
    invited(row)

    if how in {"taken back", "declined"}:
        answer = Answer.WITHDRAWN if how == "taken back" else Answer.DECLINED
        actions.answer_request(fresh(row), answer=answer, by=concert(forum, later), at=later)
        letter = of(row, "observer.answered")
    else:
        account = people.Account.objects.get(email=OBSERVER)
        by = league(forum, later) if "presidency" in how else people.hat(forum, account, later)
        actions.withdraw_request(fresh(row), by=by, at=later)
        letter = of(row, "observer.withdrawn")

    method, event = event_of(letter, row)
    assert (method, event["uid"], event["status"]) == ("CANCEL", UID, "CANCELLED")
    assert event["sequence"] == 1


def test_without_a_day_there_is_nothing_for_the_calendar_and_the_letters_go_out_all_the_same(
    small_forum: Forum,
) -> None:
    meeting = signing.planned(small_forum)
    people.person(small_forum, Role.OBSERVER, organisation=HARBOURS, email=OBSERVER)
    row = actions.request_attendance(
        meeting, organisation=HARBOURS, reason="We care.", by=secretariat(small_forum), at=NOW
    )
    invited(row)
    assert of(row, "observer.invited").calendar is None
    later = NOW + timedelta(hours=1)

    actions.answer_request(
        fresh(row), answer=Answer.WITHDRAWN, by=concert(small_forum, later), at=later
    )

    assert of(row, "observer.answered").calendar is None


def test_one_that_is_invited_anew_has_the_meeting_again_after_the_cancellation(
    row: ObserverRequest,
) -> None:
    forum, later = row.meeting.forum, NOW + timedelta(hours=1)
    invited(row)
    actions.answer_request(fresh(row), answer=Answer.WITHDRAWN, by=concert(forum, later), at=later)

    invited(row, later + timedelta(hours=1))

    method, event = event_of(of(row, "observer.invited"), row)
    assert (method, event["sequence"]) == ("REQUEST", 2)


def test_a_request_that_was_never_an_invitation_ends_without_a_word_to_the_calendar(
    row: ObserverRequest,
) -> None:
    says(row, league, Answer.DECLINED)
    assert of(row, "observer.answered").calendar is None

    actions.withdraw_request(row, by=league(row.meeting.forum), at=NOW)
    assert of(row, "observer.withdrawn").calendar is None


def test_one_invited_elsewhere_too_early_gets_the_meeting_once_the_last_party_agrees(
    row: ObserverRequest,
) -> None:
    forum, later = row.meeting.forum, NOW + timedelta(hours=2)
    says(row, league, Answer.AGREED)
    by = secretariat(forum, later)
    actions.register_outside_invitation(fresh(row), invited_at=NOW, by=by, at=later)
    registered = Entry.objects.filter(verb="observer.invited_outside").last()
    assert OBSERVER not in {one.to.email for one in notifications.of_entry(registered, NOW)}

    actions.answer_request(fresh(row), answer=Answer.AGREED, by=concert(forum, later), at=later)

    letter = of(row, "observer.answered")
    assert event_of(letter, row)[0] == "REQUEST"
    assert "You are invited as an observer" in words(letter, forum)


def test_an_applicant_whom_nobody_can_reach_is_an_alarm(row: ObserverRequest) -> None:
    made = actions.request_attendance(
        row.meeting,
        organisation="southern-customs",
        reason="We care.",
        by=secretariat(row.meeting.forum),
        at=NOW,
    )
    says(made, league, Answer.DECLINED)

    assert "" in told(made, "observer.answered")


def test_both_are_reminded_three_days_before_the_answer_is_due_and_once(db: None) -> None:
    forum: Forum = story.load()
    story.plan(forum)
    july = datetime(2026, 7, 15, 9, tzinfo=UTC)
    meeting = Meeting.objects.get(forum=forum, configuration="ministerial", cycle__number=3)
    day = meetings.Day(date(2026, 10, 8), date(2026, 10, 8), "brussels", "in_person")
    act = meetings.propose_schedule(
        meeting, day=day, reason="", by=story.hat(forum, "secretariat", july), at=july
    )
    story.both_sign(forum, act, july, "ie", "bo")
    by = story.hat(forum, "interpol", july)
    actions.request_attendance(
        meeting, organisation="INTERPOL", reason="We hold the files.", by=by, at=july
    )

    def reminders(instant: str) -> list[Letter]:
        return list(notices.of_answers_due(forum, datetime.fromisoformat(instant)))

    # The answer is due on 8 September, thirty days before the meeting.
    assert reminders("2026-09-04T12:00+00:00") == []
    first, later = reminders("2026-09-05T12:00+00:00"), reminders("2026-09-07T12:00+00:00")
    assert sorted(one.to.email for one in first) == ["bo@example.org", "ie@example.org"]
    assert [one.key for one in first] == [one.key for one in later]
    assert first[0].event == notices.DUE
