"""Who is written to about an observer, and what: domain.md C.5 (N08, N09)."""

from datetime import UTC, date, datetime

import pytest

import people
import signing
from cochair.journal.models import Entry
from cochair.mail import actions as mail
from cochair.mail import tellers
from cochair.mail.letters import Letter
from cochair.mail.models import Message
from cochair.meetings import actions as meetings
from cochair.meetings.models import Meeting, ObserverRequest
from cochair.meetings.observing import actions, notices
from cochair.meetings.observing.states import Answer
from cochair.parties.models import Forum
from cochair.parties.offices import Role
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
    letters = [one for one in tellers.of_entry(entry, NOW) if one.event == notices.STEP]
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
    assert "League agreed at Mon 3 Feb 2031" in answered[PRESIDENCIES[0]]
    assert "Concert has not agreed" in answered[PRESIDENCIES[1]]


def test_the_applicant_is_told_at_the_end_and_never_by_whom(row: ObserverRequest) -> None:
    says(row, league, Answer.DECLINED)
    declined = told(row, "observer.answered")
    assert "not accepted" in declined[OBSERVER]
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
    assert "no longer stands" in told(row, "observer.answered")[OBSERVER]


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
    story.open_offices(forum)
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
