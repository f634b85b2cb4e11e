"""Fixing and moving the day of a meeting: what is refused, what moves, what history keeps."""

from datetime import UTC, date, datetime, timedelta

import pytest

import signing
from cochair.features.acts.models import JointAct
from cochair.features.meetings import foreseen
from cochair.features.meetings.actions import Day
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import State, state_of
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from signing import both_sign, day, schedule
from world import NOW

LATER = NOW + timedelta(hours=3)
MOVED = "The hall is flooded until the summer."


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """A meeting whose day is not fixed."""
    return signing.planned(small_forum)


def test_both_fix_the_day_and_the_meeting_is_confirmed(
    small_forum: Forum, council: Meeting
) -> None:
    act = schedule(council, day("2031-04-08", "2031-04-09"))
    assert state_of(Meeting.objects.get(pk=council.pk), NOW) is State.PLANNED

    both_sign(small_forum, act, LATER)

    confirmed = Meeting.objects.get(pk=council.pk)
    assert (state_of(confirmed, NOW), state_of(confirmed, LATER)) == (
        State.PLANNED,
        State.CONFIRMED,
    )
    (only,) = confirmed.schedules.all()
    # 8 April 00:00 to the end of 9 April in Helsinki, which is on summer time.
    assert only.starts == datetime(2031, 4, 7, 21, tzinfo=UTC)
    assert only.ends == datetime(2031, 4, 9, 21, tzinfo=UTC)
    assert (only.place, only.country, only.zone, only.format) == (
        "norhaven",
        "XN",
        "Europe/Helsinki",
        "in_person",
    )


def test_the_hours_are_those_of_the_place(small_forum: Forum, council: Meeting) -> None:
    when = Day(date(2031, 4, 8), date(2031, 4, 8), "southport", "in_person", "10:00", "16:30")

    both_sign(small_forum, schedule(council, when))

    (only,) = council.schedules.all()
    # Southport is on winter time since 6 April.
    assert only.starts == datetime(2031, 4, 7, 22, tzinfo=UTC)
    assert only.ends == datetime(2031, 4, 8, 4, 30, tzinfo=UTC)


def test_without_a_place_the_day_is_that_of_the_forum(small_forum: Forum, council: Meeting) -> None:
    both_sign(small_forum, schedule(council, day("2031-04-08", place="")))

    assert [row.zone for row in council.schedules.all()] == [small_forum.zone]


def test_a_confirmed_day_moves_with_a_reason_and_what_was_told_before_is_kept(
    small_forum: Forum,
) -> None:
    council = signing.fixed(small_forum, day("2031-04-08"))

    both_sign(small_forum, schedule(council, day("2031-05-13"), reason=MOVED, at=LATER), LATER)

    told = list(council.schedules.order_by("pk").values_list("starts", "reason", "at"))
    assert told == [
        (datetime(2031, 4, 7, 21, tzinfo=UTC), "", NOW),
        (datetime(2031, 5, 12, 21, tzinfo=UTC), MOVED, LATER),
    ]
    assert Meeting.objects.get(pk=council.pk).confirmed_at == NOW


@pytest.mark.parametrize("reason", ["", "Floods.", " " * 40])
def test_a_confirmed_day_does_not_move_without_a_reason(small_forum: Forum, reason: str) -> None:
    council = signing.fixed(small_forum)

    with pytest.raises(Refused) as refused:
        schedule(council, day("2031-05-13"), reason=reason)

    assert "Both Parties confirmed this date. Give a reason for changing it, in at least" in str(
        refused.value
    )


def test_the_first_day_of_all_needs_no_reason(small_forum: Forum, council: Meeting) -> None:
    assert schedule(council, day("2031-04-08")).reason == ""


@pytest.mark.parametrize("kind", ["meeting.open", "meeting.cancel"])
def test_a_meeting_that_has_opened_or_was_cancelled_does_not_move(
    small_forum: Forum, kind: str
) -> None:
    council = signing.stepped(signing.fixed(small_forum, day("2031-02-04")), kind)

    with pytest.raises(Refused) as refused:
        schedule(council, day("2031-05-13"), reason=MOVED)

    assert "The date of a meeting may be changed only until the meeting opens." in str(
        refused.value
    )


MAKES_NO_SENSE = [
    (day("9999-12-31"), "calendar"),
    (day("1234-04-08"), "calendar"),
    (day("2031-04-09", "2031-04-08"), ", must be within a month after the first,"),
    (day("2031-04-08", "2031-06-08"), ", must be within a month after the first,"),
    (day("2031-04-08", place="atlantis"), "no place called “atlantis”"),
    (
        day("2031-04-08", format="telepathy"),
        "A meeting must be held in person, in hybrid format or virtually.",
    ),
    (
        Day(date(2031, 4, 8), date(2031, 4, 8), "norhaven", "in_person", "16:30", "10:00"),
        "end before it begins",
    ),
]


@pytest.mark.parametrize(("when", "said"), MAKES_NO_SENSE)
def test_a_day_that_makes_no_sense_is_neither_proposed_nor_foreseen(
    council: Meeting, when: Day, said: str
) -> None:
    for attempt in (
        lambda: schedule(council, when),
        lambda: foreseen.changes(council, when, NOW),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert said in str(refused.value)
    assert not JointAct.objects.exists()


def test_everything_that_stands_against_a_day_is_said_at_once(council: Meeting) -> None:
    with pytest.raises(Refused) as refused:
        schedule(council, day("2031-04-09", "2031-04-08", place="atlantis", format="telepathy"))

    assert len(refused.value.refusals) == 3


def test_every_deadline_that_moves_is_foreseen_with_its_old_and_new_day(small_forum: Forum) -> None:
    """The notice goes out 30 days before, the draft record 10 days after: working days."""
    council = signing.fixed(small_forum, day("2031-04-08", "2031-04-09"))

    moved = foreseen.changes(council, day("2031-05-13", "2031-05-14"), NOW)

    assert [(entry.id, change.old_day, change.new_day) for entry, change in moved] == [
        ("T1", date(2031, 3, 7), date(2031, 4, 11)),
        ("T2", date(2031, 4, 21), date(2031, 5, 26)),
    ]
    assert not any(change.in_the_past for _entry, change in moved)


def test_a_deadline_that_would_lie_in_the_past_is_foreseen_as_such(council: Meeting) -> None:
    moved = foreseen.changes(council, day("2031-02-20"), NOW)

    assert [(entry.id, change.old_day, change.in_the_past) for entry, change in moved] == [
        ("T1", None, True),
        ("T2", None, False),
    ]


def test_nothing_moves_with_the_day_that_it_has(small_forum: Forum) -> None:
    council = signing.fixed(small_forum, day("2031-04-08", "2031-04-09"))

    assert foreseen.changes(council, day("2031-04-08", "2031-04-09"), NOW) == ()


def test_what_the_clauses_will_say_of_a_day_is_told_and_blocks_nothing(council: Meeting) -> None:
    """A Saturday of the second half-year, in the country of nobody who presides."""
    when = day("2031-09-06", place="grey-bridge")

    said = " ".join(map(str, foreseen.warnings(council, when, NOW)))

    for words in ("outside the semester", "weekend", "neither a fixed venue"):
        assert words in said
    assert schedule(council, when).state == "draft"
    assert foreseen.warnings(council, day("2031-04-08"), NOW) == ()
