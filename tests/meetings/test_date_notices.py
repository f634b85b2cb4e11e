"""Reminders of dates: to whoever owes them, once, and told anew when the day moves."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import inviting_story
import moves
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.calendars import actions as feeds
from cochair.features.calendars import notices, receipts
from cochair.features.mail import notifications
from cochair.features.mail.actions import queue
from cochair.features.mail.letters import Letter
from cochair.features.mail.models import Message
from cochair.features.meetings.models import (
    ContactPoint,
    Invitation,
    Meeting,
    Notice,
    OpenPoint,
    Schedule,
)
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.procedure.refusal import Refused
from cochair.procedure.timetable import Owner
from cochair.web.clock import clock
from journeys import story
from signing import day
from world import NOW

LATER = NOW + timedelta(hours=3)
MOVED = "The hall is flooded until the summer."


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council on 8 and 9 April in Norland; both secretariats and a delegation are there."""
    people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    people.person(small_forum, Role.SECRETARIAT, "CONCERT")
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB")
    return signing.fixed(small_forum)


def offices(letters: Iterable[Letter]) -> list[str]:
    return sorted(letter.to.office for letter in letters)


def at(month: int, number: int, hour: int = 9) -> datetime:
    return NOW.replace(month=month, day=number, hour=hour)


def test_the_host_secretariat_is_reminded_of_the_record_five_days_before_it_is_due(
    small_forum: Forum, council: Meeting
) -> None:
    # Ten days after 9 April is Saturday 19 April, kept on Monday 21 April.
    assert not list(notices.of_dates(small_forum, at(4, 15)))
    assert offices(notices.of_dates(small_forum, at(4, 16))) == ["secretariat LEAGUE"]
    assert not list(notices.of_dates(small_forum, at(4, 22)))


def test_the_notice_is_reminded_of_by_those_who_keep_it_and_not_here(
    small_forum: Forum, council: Meeting
) -> None:
    assert not list(notices.of_dates(small_forum, at(3, 6)))


def test_a_reminder_goes_out_once_and_again_only_when_the_day_moves(
    small_forum: Forum, council: Meeting
) -> None:
    for when in (at(4, 16), at(4, 16, 12), at(4, 17)):
        queue(notices.of_dates(small_forum, when), when)
    (only,) = Message.objects.filter(event="N24")
    assert "21 April 2031" in only.subject

    moved = signing.schedule(council, day("2031-04-10"), reason=MOVED, at=LATER)
    signing.both_sign(small_forum, moved, LATER)
    queue(notices.of_dates(small_forum, at(4, 17)), at(4, 17))
    assert Message.objects.filter(event="N24").count() == 1
    again = signing.schedule(council, day("2031-04-13"), reason=MOVED, at=LATER)
    signing.both_sign(small_forum, again, LATER)
    queue(notices.of_dates(small_forum, at(4, 22)), at(4, 22))
    assert Message.objects.filter(event="N24").count() == 2


def test_a_plan_without_a_day_is_told_every_week_to_those_in_charge(
    small_forum: Forum, council: Meeting
) -> None:
    assert not list(notices.of_plans(small_forum, LATER))
    Schedule.objects.create(
        meeting=council,
        at=LATER,
        starts=NOW + timedelta(days=60),
        ends=NOW + timedelta(days=90),
        precision="month",
        zone="Europe/Helsinki",
    )
    from cochair.features.calendars import queries

    queries.forget()
    told = list(notices.of_plans(small_forum, LATER))
    assert offices(told) == [
        "co_presidency CONCERT XP",
        "co_presidency LEAGUE XE",
        "secretariat CONCERT",
        "secretariat LEAGUE",
    ]
    assert {letter.event for letter in told} == {"N02"}
    assert len(told[0].lines) == 3
    for days in (0, 1, 7):
        when = LATER + timedelta(days=days)
        queue(notices.of_plans(small_forum, when), when)
    assert Message.objects.filter(event="N02").count() == 8


def test_a_meeting_that_is_virtual_lacks_no_place_and_one_in_person_does(
    small_forum: Forum, council: Meeting
) -> None:
    without = replace(day("2031-04-08", place=""), without_place=True)
    elsewhere = signing.schedule(council, without, reason=MOVED, at=LATER)
    signing.both_sign(small_forum, elsewhere, LATER)
    lacks = {str(line) for one in notices.of_plans(small_forum, LATER) for line in one.lines}
    assert lacks == {"No place is fixed."}

    moves.converted(council, LATER + timedelta(hours=1))

    assert not list(notices.of_plans(small_forum, LATER + timedelta(hours=1)))


def test_those_who_had_not_opened_the_notice_are_written_to_at_every_address_they_have(
    small_forum: Forum, council: Meeting
) -> None:
    roster = parties.roster(small_forum)
    act = signing.step(council, "meeting.format", LATER, value="hybrid")
    notice = Notice.objects.create(meeting=council, text={}, issued_at=LATER, act=act)
    for code in ("XN", "XB"):
        Invitation.objects.create(
            meeting=council, notice=notice, sent_at=LATER, member=roster.member(code)
        )
    ContactPoint.objects.create(
        forum=small_forum, member=roster.member("XB"), email="post@example.org", at=NOW
    )
    by = people.hat(small_forum, Account.objects.get(email="secretariat-league@example.org"))

    assert feeds.remind(council, by=by, at=LATER) == ("XB", "XN")

    from cochair.journal.models import Entry

    entry = Entry.objects.get(verb="notice.reminded")
    letters = [one for one in notifications.of_entry(entry, LATER) if one.event == "N06"]
    assert {letter.to.email for letter in letters} == {
        "post@example.org",
        "delegation_head-league-xn@example.org",
    }
    assert queue(letters, LATER) == 2
    assert queue(letters, LATER) == 0


def test_a_preparatory_meeting_that_is_due_is_told_with_the_points_that_are_open(
    db: None,
) -> None:
    """N04 holds the open points, and says so when there is none."""
    forum = story.load()
    story.read_english()
    story.plan(forum)
    # 7 July 2026: three days before the first preparatory meeting of 10 July.
    when = datetime(2026, 7, 7, 9, tzinfo=UTC)
    meeting = Meeting.objects.get(forum=forum, slug="eu-clasi-story-min-4")

    def said() -> list[str]:
        queue(notices.of_dates(forum, when), when)
        found = Message.objects.filter(event="N04", about_id=meeting.slug)
        return [row.body for row in found]

    bodies = said()
    assert bodies
    assert all("No open point is registered for the meeting." in body for body in bodies)

    Message.objects.all().delete()
    words = {"en": "The list of harbours", "es": "La lista de puertos", "pt": "A lista de portos"}
    OpenPoint.objects.create(meeting=meeting, text=words, at=when)
    OpenPoint.objects.create(meeting=meeting, text=words, at=when, deferral_reason="Too early.")
    for body in said():
        assert "Open points: 1." in body
        assert "Open point: “The list of harbours”" in body


def test_the_reminder_leads_to_the_notice_and_opening_it_from_there_counts(
    small_forum: Forum, council: Meeting
) -> None:
    inviting_story.listed(council)
    signing.both_sign(small_forum, inviting_story.proposed(council))
    meeting = inviting_story.fresh(council)
    by = people.hat(small_forum, Account.objects.get(email="secretariat-league@example.org"))
    assert "XN" in feeds.remind(meeting, by=by, at=LATER)
    moves.told(small_forum, LATER)
    head = "delegation_head-league-xn@example.org"
    said = Message.objects.get(email=head, key__startswith="notice-reminded")
    (path,) = re.findall(r"http://[^/]+(/\S+/invitations/\d+/)", said.body)

    with clock.at(LATER):
        answer = people.signed_in(Account.objects.get(email=head)).get(path)

    assert answer.status_code == 200
    assert "XN" not in {one.code for one in receipts.of(meeting) if one.opened_at is None}
    assert "XB" in {one.code for one in receipts.of(meeting) if one.opened_at is None}

    again = LATER + timedelta(days=1)
    assert "XN" in feeds.remind(meeting, by=by, at=again)
    moves.told(small_forum, again)
    asked = Message.objects.filter(email=head, key__startswith="notice-reminded").latest("pk")
    assert (
        "The invitation has not yet been answered on your behalf. You can read it here:"
        in asked.body
    )
    Invitation.objects.filter(meeting=meeting, member__code="XN").update(answer="accepted")
    with pytest.raises(Refused, match="whom the notice reached, nobody is left to remind"):
        feeds.remind(meeting, by=by, at=again + timedelta(days=1))


def test_every_owner_of_the_real_timetable_is_known(real_forum: Forum) -> None:
    entries = parties.book(real_forum).timetable
    assert {entry.owner for entry in entries} <= set(Owner)
    assert not [entry.id for entry in entries if entry.owner == Owner.ALL]
