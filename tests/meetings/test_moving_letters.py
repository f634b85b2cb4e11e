"""A meeting that moves after its notice: what everybody invited reads, and what their calendars do.

domain.md C.5 (N03, N06); RFC 5546: an update is an update, a cancellation cancels, and what comes
later is never older than what is there.
"""

from datetime import date, datetime, timedelta

import pytest

import agendas
import people
import signing
from cochair.features.calendars import actions as calendars
from cochair.features.calendars import receipts
from cochair.features.invitations import actions, presenters
from cochair.features.mail.models import Message
from cochair.features.meetings.models import Invitation, Meeting, Receipt
from cochair.features.meetings.states import State, state_of
from cochair.features.observers import actions as observing
from cochair.features.observers.states import Answer
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.sessions import actions as sessions
from inviting_story import fresh, invitation, noticed, proposed, withdrawn
from mail.client import Program
from moves import (
    A_DAY,
    NORLAND,
    PALMERA,
    REASON,
    TEN,
    converted,
    letters,
    moved,
    postponed,
    reach,
    session,
    told,
)
from signing import both_sign, concert, league, secretariat
from world import NOW

UID = "league-concert-council-2@league-concert.cochair"
HARBOURS, OBSERVER = "world-harbours", "harbours@example.org"


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council on 8 April with its notice; Palmera and Norland have an address."""
    reach(small_forum, "XP", PALMERA)
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN", email=NORLAND)
    meeting = noticed(small_forum)
    told(small_forum, NOW)
    return meeting


def days(number: int) -> datetime:
    """So many days after the notice."""
    return NOW + number * A_DAY


def program(email: str) -> Program:
    """The calendar of a reader after everything that was queued for it."""
    made = Program()
    made.receive(letters(email))
    return made


def last(email: str) -> Message:
    return letters(email)[-1]


def reminded(meeting: Meeting) -> list[str]:
    """Who would be reminded to answer, of those who opened the notice."""
    found = receipts.to_remind(fresh(meeting), days(5))
    return [one.code for one in found if one.opened_at is not None]


def test_a_meeting_that_is_postponed_leaves_every_calendar_and_comes_back_with_its_new_day(
    council: Meeting,
) -> None:
    forum = council.forum

    postponed(council, days(1))
    told(forum, days(1))

    said = last(PALMERA)
    assert (said.event, said.calendar_method) == ("N03", "CANCEL")
    assert "8 April 2031" in said.body and "date not fixed" in said.body and REASON in said.body
    assert program(PALMERA).events == {} and program(NORLAND).events == {}

    moved(council, "2031-05-20", days(2))
    told(forum, days(2))

    said = last(PALMERA)
    assert (said.event, said.calendar_method) == ("N03", "REQUEST")
    assert said.body.index("date not fixed") < said.body.index("20 and 21 May 2031")
    kept = program(PALMERA).events[UID]
    assert (kept.first, kept.last) == (date(2031, 5, 20), date(2031, 5, 21))


def test_a_month_is_told_as_a_month_and_not_as_its_days(council: Meeting) -> None:
    postponed(council, days(1), date(2031, 11, 17))
    told(council.forum, days(1))

    assert "November 2031; Norhaven" in last(PALMERA).body
    assert "30 Nov" not in last(PALMERA).body
    assert last(PALMERA).calendar_method == "CANCEL"


@pytest.mark.parametrize("month", [None, date(2031, 11, 1)])
def test_a_meeting_that_was_postponed_and_is_then_cancelled_is_cancelled_in_every_calendar(
    council: Meeting, month: date | None
) -> None:
    postponed(council, days(1), month)
    signing.stepped(council, "meeting.cancel", days(2))
    told(council.forum, days(2))

    said = last(PALMERA)
    assert (said.event, said.calendar_method) == ("N03", "CANCEL")
    assert "DTSTART;VALUE=DATE:20310408" in said.calendar
    assert "SEQUENCE:2" in said.calendar
    assert program(PALMERA).events == {}


def test_a_meeting_that_becomes_virtual_keeps_its_days_and_loses_its_place(
    council: Meeting,
) -> None:
    assert program(PALMERA).events[UID].place == "Norhaven"

    converted(council, days(1))
    told(council.forum, days(1))

    said = last(PALMERA)
    assert (said.event, said.calendar_method) == ("N03", "REQUEST")
    assert "virtual contact" in said.body and REASON in said.body
    assert said.body.index("Norhaven; in person") < said.body.index("; virtual")
    kept = program(PALMERA).events[UID]
    assert (kept.first, kept.place, kept.sequence) == (date(2031, 4, 8), "", 1)


def test_an_observer_hears_of_a_postponement_as_all_others_do_and_reads_no_notice(
    council: Meeting,
) -> None:
    forum = council.forum
    people.person(forum, Role.OBSERVER, organisation=HARBOURS, email=OBSERVER)
    row = observing.request_attendance(
        council, organisation=HARBOURS, reason="We care.", by=secretariat(forum), at=NOW
    )
    for who in (league, concert):
        observing.answer_request(row, answer=Answer.AGREED, by=who(forum), at=NOW)
    act = observing.propose_invitation(
        row, sessions=(), documents="public", by=secretariat(forum), at=NOW
    )
    both_sign(forum, act)

    postponed(council, days(1))
    told(forum, days(1))
    moved(council, "2031-05-20", days(2))
    both_sign(forum, proposed(council, at=days(3)), days(3))
    told(forum, days(3))

    assert [one.event for one in letters(OBSERVER)] == ["N08", "N03", "N03"]
    assert program(OBSERVER).events[UID].first == date(2031, 5, 20)
    assert "/home/" in last(OBSERVER).body and "answer" not in last(OBSERVER).body


class TestSecondNotice:
    """After a postponement and a new day the notice goes out again, to everybody."""

    @pytest.fixture
    def again(self, council: Meeting) -> Meeting:
        """The Council with a second notice; Norland had opened and accepted the first."""
        forum, row = council.forum, invitation(council, "XN")
        by = people.hat(forum, people.Account.objects.get(email=NORLAND))
        actions.opened(row, by.account, days(1))
        actions.answer(row, answer="accepted", by=by, at=days(1))
        postponed(council, days(2))
        moved(council, "2031-05-20", days(3))
        both_sign(forum, proposed(council, at=days(4)), days(4))
        told(forum, days(4))
        return fresh(council)

    def test_everybody_who_was_invited_before_is_written_to(self, again: Meeting) -> None:
        for email in (PALMERA, NORLAND):
            assert [one.event for one in letters(email)] == ["N06", "N03", "N03", "N06"]
            kept = program(email).events[UID]
            assert (kept.first, kept.sequence) == (date(2031, 5, 20), 3)
        assert "This notice replaces the notice of Monday 3 February 2031" in last(PALMERA).body
        assert {row.notice for row in Invitation.objects.filter(meeting=again)} == {
            again.notices.last()
        }
        assert state_of(again, days(4)) is State.CONVENED

    def test_an_answer_for_the_old_day_is_shown_as_such_and_asked_anew(
        self, again: Meeting
    ) -> None:
        assert "Your answer was given for another date" in last(NORLAND).body
        assert "given for another date" not in last(PALMERA).body
        row = presenters.of_invitation(again, invitation(again, "XN"), NOW)
        assert row.is_for_another_day and row.answer_word == "accepted"
        assert reminded(again) == []
        actions.opened(invitation(again, "XN"), None, days(4))
        assert reminded(again) == ["XN"]

        by = people.hat(again.forum, people.Account.objects.get(email=NORLAND), days(5))
        actions.answer(invitation(again, "XN"), answer="declined", by=by, at=days(5))

        row = presenters.of_invitation(again, invitation(again, "XN"), NOW)
        assert not row.is_for_another_day and row.answer_word == "declined the invitation"
        assert reminded(again) == []

    def test_whoever_answered_for_the_old_day_is_reminded_in_words_that_say_so(
        self, again: Meeting
    ) -> None:
        actions.opened(invitation(again, "XN"), None, days(4))
        calendars.remind(again, by=secretariat(again.forum), at=days(5))
        told(again.forum, days(5))

        assert last(NORLAND).subject == "Please answer the invitation again: Council II"
        assert "is for another date of the meeting" in last(NORLAND).body
        assert last(PALMERA).subject == "Please open the notice of meeting: Council II"

    def test_the_second_notice_is_opened_anew_and_the_first_opening_is_kept(
        self, again: Meeting
    ) -> None:
        sheet = presenters.sheet(again, days(5))
        assert {row.invitee.code for row in sheet.unread} >= {"XN", "XP"}

        account = people.Account.objects.get(email=NORLAND).pk
        actions.opened(invitation(again, "XN"), account, days(6))
        actions.opened(invitation(again, "XN"), account, days(7))

        assert "XN" not in {row.invitee.code for row in presenters.sheet(again, days(7)).unread}
        opened = Receipt.objects.filter(account_id=account).order_by("opened_at")
        assert [one.opened_at for one in opened] == [days(1), days(6)]

    def test_nobody_whom_the_second_notice_leaves_out_gets_it(self, council: Meeting) -> None:
        postponed(council, days(2))
        moved(council, "2031-05-20", days(3))
        both_sign(council.forum, proposed(council, without={"XP"}, at=days(4)), days(4))
        told(council.forum, days(4))

        assert [one.event for one in letters(PALMERA)] == ["N06", "N03", "N03"]
        assert [one.event for one in letters(NORLAND)] == ["N06", "N03", "N03", "N06"]


def test_a_notice_after_the_final_agenda_prepares_the_meeting(council: Meeting) -> None:
    agendas.provisional(council, at=days(1))
    assert state_of(fresh(council), days(1)) is State.PREPARED
    postponed(council, days(2))
    moved(council, "2031-05-20", days(3))
    assert state_of(fresh(council), days(3)) is State.CONFIRMED

    both_sign(council.forum, proposed(council, at=days(4)), days(4))

    assert state_of(fresh(council), days(4)) is State.PREPARED


def test_one_who_is_uninvited_and_invited_again_has_the_meeting_again(council: Meeting) -> None:
    withdrawn(invitation(council, "XP"), days(1))
    told(council.forum, days(1))
    assert program(PALMERA).events == {}

    both_sign(council.forum, proposed(council, at=days(2)), days(2))
    told(council.forum, days(2))

    assert program(PALMERA).events[UID].sequence == 3


def test_an_answer_is_given_on_the_page_and_nowhere_else(council: Meeting) -> None:
    (said,) = letters(PALMERA)

    assert (
        "Please answer on this page only. Replies sent by calendar programs are not read."
        in said.body
    )
    assert "RSVP=FALSE" in said.calendar.replace("\r\n ", "")


class TestSessions:
    """Sessions that move with the meeting, or alone."""

    def test_the_letter_names_the_sessions_that_move_and_that_its_reader_may_attend(
        self, council: Meeting
    ) -> None:
        session(council)
        session(council, TEN + timedelta(hours=4), kind="co_chairs", interpreted=())

        moved(council, "2031-04-17", days(1))
        told(council.forum, days(1))

        body = last(PALMERA).body
        assert "Session 1 (The plenary): moved from Tuesday 8 April 2031" in body
        assert " to Thursday 17 April 2031" in body
        assert "co_chairs" not in body and "join.example.org" not in body

    def test_a_session_at_another_hour_is_told_and_one_with_another_title_is_not(
        self, council: Meeting
    ) -> None:
        row, forum = session(council), council.forum
        plan = sessions.Plan(
            row.kind, row.starts, row.ends, tuple(row.spoken), tuple(row.interpreted), {"en": "New"}
        )
        for number, changed in enumerate((plan, plan_later(plan)), start=1):
            row.refresh_from_db()
            sessions.change_session(
                council,
                row.number,
                plan=changed,
                seen=sessions.queries.version_of(row),
                by=secretariat(forum),
                at=days(number),
            )
            told(forum, days(number))

        (said,) = letters(PALMERA, "N03")
        assert said.calendar == ""
        assert "Session 1 (New): moved from" in said.body
        there = [said.body.index(f"({hour}:00 Norhaven)") for hour in (10, 12, 15)]
        assert there == sorted(there)

        sessions.remove_session(council, row.number, by=secretariat(forum), at=days(3))
        told(forum, days(3))
        assert ", will not take place." in last(PALMERA).body

    def test_a_session_changed_before_the_notice_is_told_to_nobody(
        self, small_forum: Forum
    ) -> None:
        reach(small_forum, "XP", PALMERA)
        meeting = signing.fixed(small_forum)
        row = session(meeting)
        sessions.remove_session(meeting, row.number, by=secretariat(small_forum), at=days(1))
        told(small_forum, days(1))

        assert letters(PALMERA) == []


def plan_later(plan: sessions.Plan) -> sessions.Plan:
    """The same session two hours later."""
    two = timedelta(hours=2)
    return sessions.Plan(
        plan.kind, plan.starts + two, plan.ends + two, plan.spoken, plan.interpreted, plan.title
    )
