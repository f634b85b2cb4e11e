"""Who is written to about a notice, in which words, and what their calendars are told.

domain.md C.5 (N03, N05, N06, N07); RFC 5545 and 5546.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

import people
import signing
from cochair.features.invitations import actions, contacts, notices
from cochair.features.mail import actions as mail
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter
from cochair.features.mail.models import Message
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.sessions import changes
from cochair.journal.models import Entry
from inviting_story import REASON, fresh, invitation, noticed, proposed, withdrawn
from signing import both_sign, secretariat
from world import NOW

HANDOVER = datetime.fromisoformat("2031-07-01T00:00+03:00")


def told(forum: Forum, verb: str) -> list[Letter]:
    """What is to be told of the last entry of a verb."""
    entry = Entry.objects.filter(forum=forum.slug, verb=verb).order_by("seq").last()
    assert entry is not None
    return [one for one in notifications.of_entry(entry, NOW) if one.event.startswith("N0")]


def rendered(letter: Letter, forum: Forum, at: datetime) -> Message:
    """A letter as it lies in the outbox, in the words of its reader."""
    mail.queue([letter], at)
    return Message.objects.get(forum=forum, key=letter.key, recipient=letter.to.identity)


def event_of(letter: Letter, forum: Forum, at: datetime = NOW) -> object:
    """The one event in the calendar part of a letter, read by an independent library."""
    words = rendered(letter, forum, at)
    (event,) = Calendar.from_ical(words.calendar).walk("VEVENT")
    return event


def reach(forum: Forum, code: str, email: str, language: str = "es") -> None:
    contacts.add(
        forum,
        contacts.Entry(code, "", email, language, ""),
        languages=("en", "es", "pt"),
        by=secretariat(forum),
        at=NOW,
    )


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council with its notice; Palmera has an address, Norland an office and an address."""
    reach(small_forum, "XP", "cancilleria@palmera.example.org")
    reach(small_forum, "XN", "delegation_head-league-xn@example.org", "en")
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    people.person(small_forum, Role.INSTITUTION, organisation="northern-coast-guard")
    return noticed(small_forum)


def test_everybody_invited_is_written_to_once_in_their_own_language(
    small_forum: Forum, council: Meeting
) -> None:
    letters = told(small_forum, "notice.issued")

    assert {letter.event for letter in letters} == {"N06"}
    reached = [letter.to.email for letter in letters if letter.to.email]
    assert sorted(reached) == [
        "cancilleria@palmera.example.org",
        "delegation_head-league-xn@example.org",
        "institution-northern-coast-guard@example.org",
    ]
    palmera = next(one for one in letters if one.to.email.startswith("cancilleria"))
    words = rendered(palmera, small_forum, NOW)
    assert words.way_in.endswith(f":{council.slug}") and "/invitations/" not in words.body
    assert "Puerto Norte" in words.body
    norland = next(one for one in letters if one.to.account and one.to.party == "LEAGUE")
    number = invitation(council, "XN").pk
    assert (
        f"/en/league-concert/meetings/{council.slug}/invitations/{number}/"
        in rendered(norland, small_forum, NOW).body
    )


def test_an_organisation_without_an_address_is_named_as_what_it_is(
    small_forum: Forum, council: Meeting
) -> None:
    for letter in told(small_forum, "notice.issued"):
        mail.queue([letter], NOW)

    offices = Message.objects.filter(state="no_address").values_list("office", flat=True)

    assert {"institution southern-customs", "delegation_head LEAGUE XB"} <= set(offices)
    assert not [one for one in offices if one.startswith("delegation_head southern")]


def test_whoever_has_no_address_becomes_an_alarm_and_is_not_passed_over(
    small_forum: Forum, council: Meeting
) -> None:
    letters = told(small_forum, "notice.issued")
    mail.queue(letters, NOW)

    assert len(letters) == 8
    assert Message.objects.filter(state="no_address").count() == 5
    assert mail.queue(told(small_forum, "notice.issued"), NOW) == 0


def test_the_invitation_is_one_event_that_asks_for_an_answer(
    small_forum: Forum, council: Meeting
) -> None:
    letter = next(one for one in told(small_forum, "notice.issued") if one.to.email)
    calendar = rendered(letter, small_forum, NOW).calendar
    event = event_of(letter, small_forum)

    assert "METHOD:REQUEST" in calendar
    assert event["UID"] == f"{council.slug}@league-concert.cochair"
    assert event["SEQUENCE"] == 0
    assert str(event["DTSTART"].dt) == "2031-04-08"
    assert str(event["DTEND"].dt) == "2031-04-09"


def test_a_day_that_moves_is_an_update_with_before_after_and_reason(
    small_forum: Forum, council: Meeting
) -> None:
    later = NOW + timedelta(days=1)
    act = signing.schedule(fresh(council), signing.day("2031-04-17"), reason=REASON, at=later)
    both_sign(small_forum, act, later)

    letters = told(small_forum, "meeting.scheduled")
    words = rendered(next(one for one in letters if one.to.email), small_forum, later)

    assert len(letters) == 8
    assert {letter.event for letter in letters} == {"N03"}
    event = event_of(letters[0], small_forum, later)
    assert event["SEQUENCE"] == 1
    assert str(event["DTSTART"].dt) == "2031-04-17"
    assert REASON in words.body
    assert words.body.index("8 ") < words.body.index("17 ")


def test_a_day_fixed_before_the_notice_is_told_to_nobody(small_forum: Forum) -> None:
    signing.fixed(small_forum)

    assert told(small_forum, "meeting.scheduled") == []


def test_a_meeting_that_is_off_is_cancelled_in_every_calendar(
    small_forum: Forum, council: Meeting
) -> None:
    signing.stepped(council, "meeting.cancel", NOW + timedelta(days=1))

    letters = told(small_forum, "meeting.cancelled")

    assert len(letters) == 8
    event = event_of(letters[0], small_forum, NOW + timedelta(days=1))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_one_whose_invitation_both_withdrew_is_told_alone(
    small_forum: Forum, council: Meeting
) -> None:
    row = invitation(council, "XP")
    withdrawn(row)
    (gone,) = told(small_forum, "invitation.withdrawn")
    assert gone.calendar is not None and gone.calendar.method == "CANCEL"
    assert REASON in rendered(gone, small_forum, NOW).body


def test_one_invited_after_the_notice_is_told_alone(small_forum: Forum) -> None:
    council, later = noticed(small_forum, without={"XL"}), NOW + timedelta(hours=1)

    actions.invite_also(council, key="member:XL:", by=secretariat(small_forum), at=later)

    (new,) = told(small_forum, "invitation.sent")
    assert (new.event, new.to.office) == ("N06", "delegation_head CONCERT XL")


def test_a_handover_in_between_is_told_ahead_and_when_it_comes(small_forum: Forum) -> None:
    noticed(small_forum, day="2031-09-09")
    people.presidency(small_forum, "LEAGUE", "XN", NOW)

    ahead = list(notices.of_a_handover(small_forum, NOW))
    come = list(notices.of_a_handover(small_forum, HANDOVER))

    assert {one.event for one in (*ahead, *come)} == {"N07"}
    assert sorted(one.to.office.split()[-1] for one in ahead) == ["XE", "XN"]
    assert {one.key for one in ahead}.isdisjoint(one.key for one in come)
    assert ", which now holds the presidency of" in rendered(come[0], small_forum, HANDOVER).body


def test_whatever_stands_in_a_reason_adds_no_line_to_head_or_calendar(
    small_forum: Forum, council: Meeting
) -> None:
    nasty = "Moved.\r\nBcc: all@example.org\r\nEND:VEVENT\r\nBEGIN:VEVENT and so on."
    later = NOW + timedelta(days=1)
    act = signing.schedule(fresh(council), signing.day("2031-04-17"), reason=nasty, at=later)
    both_sign(small_forum, act, later)

    for letter in told(small_forum, "meeting.scheduled"):
        words = rendered(letter, small_forum, later)
        assert words.calendar.count("BEGIN:VEVENT") == 1
        assert "\n" not in words.subject and "\r" not in words.subject


SPANISH = "El transporte está suspendido y ninguna delegación puede viajar."
WHY = "The traffic is closed and none of the delegations can travel."


@pytest.mark.parametrize(
    ("reasons", "read"), [({"es": SPANISH}, SPANISH), ({}, f"{WHY} (en inglés)")]
)
def test_whoever_is_invited_reads_why_a_meeting_is_off_in_their_language_or_marked(
    small_forum: Forum, council: Meeting, reasons: dict[str, str], read: str
) -> None:
    later = NOW + timedelta(days=1)
    act = changes.propose_postponement(
        fresh(council), reason=WHY, reasons=reasons, by=signing.league(small_forum), at=later
    )
    both_sign(small_forum, act, later)

    letters = [rendered(one, small_forum, later) for one in told(small_forum, "meeting.postponed")]

    assert any(f"Motivo: {read}" in " ".join(one.body.split()) for one in letters)
    assert any(f"Reason: {WHY}" in " ".join(one.body.split()) for one in letters)


def test_hours_that_are_known_are_told_as_hours(small_forum: Forum) -> None:
    when = signing.meetings.Day(
        date(2031, 4, 8),
        date(2031, 4, 8),
        "norhaven",
        "hybrid",
        "10:00",
        "16:30",
    )
    meeting = signing.fixed(small_forum, when)
    both_sign(small_forum, proposed(meeting))

    letter = told(small_forum, "notice.issued")[0]
    event = event_of(letter, small_forum)

    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2031, 4, 8, 7, tzinfo=UTC)
    assert "10:00" in rendered(letter, small_forum, NOW).body
