"""The practice dates of three meetings, and what happens to them when a meeting moves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cochair.procedure.calendar import is_working_day
from cochair.procedure.refusal import Refused
from cochair.procedure.timetable import (
    Anchor,
    Change,
    Deadline,
    Entry,
    Phase,
    deadline,
    in_hours,
    moved,
    timetable,
    with_options,
)
from procedure.known_history import book

ROLLS = {"pre_meeting": "previous_working_day", "post_meeting": "next_working_day"}


def before(name, days):
    return Entry(name, Anchor.MEETING_START, -days, Phase.PREPARATION)


def afterwards(name, days):
    return Entry(name, Anchor.MEETING_CLOSED, days, Phase.FOLLOW_UP)


ENTRIES = (
    before("T01", 180),
    before("T02", 90),
    before("T03", 75),
    before("T04", 60),
    before("T05", 45),
    before("T06", 42),
    before("T07", 30),
    before("T08", 30),
    before("T09", 28),
    before("T10", 21),
    before("T11", 14),
    before("T12", 14),
    before("T13", 10),
    before("T14", 3),
    before("T15", 2),
    afterwards("T16", 1),
    afterwards("T17", 15),
    afterwards("T18", 30),
    afterwards("T19", 30),
    afterwards("T20", 45),
    afterwards("T21", 60),
    Entry("T22", Anchor.INSTITUTIONAL_START, -90, Phase.PREPARATION),
    Entry("T23", Anchor.INSTITUTIONAL_START, -45, Phase.PREPARATION),
    Entry("T24", Anchor.PRESIDENCY_END, -30, Phase.PREPARATION),
)
MINISTERIAL = {"meeting.start": date(2026, 10, 8), "meeting.closed": date(2026, 10, 8)}
SENIOR_OFFICIALS = {"meeting.start": date(2027, 5, 19), "meeting.closed": date(2027, 5, 20)}
INSTITUTIONAL = {
    "meeting.start": date(2027, 11, 9),
    "meeting.closed": date(2027, 11, 9),
    "im.start": date(2027, 11, 9),
}
TABLE = [
    # entry, the day for each of the three meetings, and the day off that it replaces
    ("T01", ("2026-04-10", "2026-04-11"), "2026-11-20", "2027-05-13"),
    ("T02", "2026-07-10", "2027-02-18", "2027-08-11"),
    ("T04", ("2026-08-07", "2026-08-09"), ("2027-03-19", "2027-03-20"), "2027-09-10"),
    ("T05", "2026-08-24", ("2027-04-02", "2027-04-04"), ("2027-09-24", "2027-09-25")),
    ("T07", "2026-09-08", "2027-04-19", ("2027-10-08", "2027-10-10")),
    ("T08", "2026-09-08", "2027-04-19", ("2027-10-08", "2027-10-10")),
    ("T11", "2026-09-24", "2027-05-05", "2027-10-26"),
    ("T13", "2026-09-28", ("2027-05-07", "2027-05-09"), ("2027-10-29", "2027-10-30")),
    ("T17", "2026-10-23", "2027-06-04", "2027-11-24"),
    ("T18", ("2026-11-09", "2026-11-07"), ("2027-06-21", "2027-06-19"), "2027-12-09"),
    ("T20", ("2026-11-23", "2026-11-22"), ("2027-07-05", "2027-07-04"), "2027-12-24"),
]


@pytest.mark.parametrize(
    ("name", "anchors", "expected"),
    [
        (row[0], anchors, cell)
        for row in TABLE
        for anchors, cell in zip(
            (MINISTERIAL, SENIOR_OFFICIALS, INSTITUTIONAL), row[1:], strict=True
        )
    ],
)
def test_the_rolled_timetable_of_three_meetings(name, anchors, expected):
    day, original = (expected, expected) if isinstance(expected, str) else expected

    found = {one.id: one for one in timetable(ENTRIES, anchors, ROLLS)}[name]

    assert found == Deadline(name, date.fromisoformat(day), date.fromisoformat(original))
    assert found.rolled == (day != original)


@pytest.mark.parametrize(
    ("name", "anchors", "day"),
    [
        ("T21", MINISTERIAL, date(2026, 12, 7)),
        ("T22", INSTITUTIONAL, date(2027, 8, 11)),
        ("T24", {"presidency.end": date(2027, 1, 1)}, date(2026, 12, 2)),
        ("T24", {"presidency.end": date(2027, 3, 4)}, date(2027, 2, 2)),
    ],
)
def test_follow_up_and_handover_have_their_days_in_the_stories(name, anchors, day):
    assert {one.id: one.day for one in timetable(ENTRIES, anchors, ROLLS)}[name] == day


def test_what_hangs_on_a_day_nobody_knows_has_no_day():
    known = timetable(ENTRIES, MINISTERIAL | {"im.start": None}, ROLLS)

    assert [one.id for one in known] == [f"T{number:02}" for number in range(1, 22)]


def test_a_holiday_on_either_side_is_a_day_off():
    day_before = date(2026, 4, 10)

    assert deadline(ENTRIES[0], date(2026, 10, 8), ROLLS, frozenset({day_before})) == date(
        2026, 4, 9
    )


def test_a_forum_that_says_nothing_about_days_off_keeps_them():
    assert deadline(ENTRIES[0], date(2026, 10, 8), {}) == date(2026, 4, 11)


@pytest.mark.parametrize("anchor_day", [date(1900, 1, 1), date(2201, 1, 1)])
def test_a_timetable_that_leaves_the_calendar_is_refused(anchor_day):
    with pytest.raises(Refused):
        deadline(ENTRIES[0], anchor_day, ROLLS)


def test_changing_the_date_moves_what_depends_on_it_and_says_what_is_now_in_the_past():
    entries = (before("T11", 14), before("T13", 10), afterwards("T17", 15))
    planned = timetable(entries, MINISTERIAL, ROLLS)
    earlier = timetable(
        entries, {"meeting.start": date(2026, 10, 1), "meeting.closed": date(2026, 10, 8)}, ROLLS
    )

    changes = moved(planned, earlier, today=date(2026, 9, 18))

    assert changes == (
        Change("T11", date(2026, 9, 24), date(2026, 9, 17), in_the_past=True),
        Change("T13", date(2026, 9, 28), date(2026, 9, 21), in_the_past=False),
    )


def test_a_deadline_of_today_is_not_in_the_past():
    entries = (before("T11", 14),)

    changes = moved((), timetable(entries, MINISTERIAL, ROLLS), today=date(2026, 9, 24))

    assert changes == (Change("T11", None, date(2026, 9, 24), in_the_past=False),)


def test_a_meeting_that_loses_its_date_loses_its_deadlines():
    entries = (before("T11", 14),)

    changes = moved(timetable(entries, MINISTERIAL, ROLLS), (), today=date(2026, 9, 25))

    assert changes == (Change("T11", date(2026, 9, 24), None, in_the_past=False),)


def test_hours_are_counted_through_the_weekend_and_never_roll():
    friday = datetime(2026, 10, 2, 10, tzinfo=UTC)

    assert in_hours(friday, 48) == datetime(2026, 10, 4, 10, tzinfo=UTC)


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
holidays = st.frozensets(days, max_size=30)


@given(days, st.integers(1, 200), holidays)
def test_preparation_is_never_later_and_follow_up_never_earlier_than_counted(day, count, closed):
    prepared = deadline(before("a", count), day, ROLLS, closed)
    followed = deadline(afterwards("b", count), day, ROLLS, closed)

    assert prepared <= day - timedelta(days=count)
    assert followed >= day + timedelta(days=count)
    assert is_working_day(prepared, closed) and is_working_day(followed, closed)


@given(days, days, holidays)
def test_what_is_moved_is_exactly_what_differs(one, other, closed):
    old = timetable(ENTRIES, dict.fromkeys(Anchor, one), ROLLS, closed)
    new = timetable(ENTRIES, dict.fromkeys(Anchor, other), ROLLS, closed)

    changes = moved(old, new, today=one)

    differing = [o.id for o, n in zip(old, new, strict=True) if o.day != n.day]
    assert [change.id for change in changes] == differing
    assert all(change.in_the_past == (change.new_day < one) for change in changes)


def test_a_date_that_an_option_gives_moves_with_the_option():
    shipped = book().timetable
    by_option = {entry.id: entry.option for entry in shipped if entry.option}
    options = {"record.approval_days": 60, "languages.due.pre": -20}

    chosen = {entry.id: entry.offset_days for entry in with_options(shipped, options)}
    assert set(by_option.values()) == {
        "languages.due.pre", "languages.due.post", "record.approval_days",
    }  # fmt: skip
    assert [chosen[name] for name in by_option] == [-20, 30, 60]
    unchanged = {entry.id: entry.offset_days for entry in shipped if not entry.option}
    assert unchanged == {name: days for name, days in chosen.items() if name not in by_option}
