"""Months, semesters, working days, and where civil days begin and end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cochair.procedure.calendar import (
    FIRST_DAY,
    LAST_DAY,
    CycleSpan,
    Roll,
    Semester,
    add_months,
    around_skipped,
    civil_day,
    cycle_from,
    cycle_shape,
    days_between,
    end_of_day,
    half_year_of,
    is_working_day,
    next_working_day,
    outside_calendar,
    parse_zoned,
    previous_working_day,
    readings,
    roll,
    semesters_from,
    start_of_day,
    zone_named,
)
from cochair.procedure.refusal import Refused

DAY = timedelta(days=1)
SATURDAY = date(2026, 4, 11)
days = st.dates(FIRST_DAY, LAST_DAY)
inner_days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
months = st.integers(-600, 600)
holidays = st.frozensets(st.dates(date(2026, 3, 1), date(2026, 5, 31)), max_size=40)
zones = st.sampled_from(
    [
        "Europe/Brussels",
        "America/Santiago",  # jumps from 24:00 to 01:00, and back from 24:00 to 23:00
        "America/Havana",  # shows the first hour of a day twice
        "America/St_Johns",  # until 2011 went back at 00:01, into the evening before
        "America/Toronto",  # once jumped from 23:30 to 00:30
        "America/Sao_Paulo",
        "America/Santo_Domingo",
        "America/Asuncion",
        "Pacific/Apia",  # had no 30 December 2011
        "Africa/Monrovia",  # had an offset of seconds
        "UTC",
    ]
)


# Months


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2025, 3, 5), 18, date(2026, 9, 5)),
        (date(2024, 5, 30), 18, date(2025, 11, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_are_counted_by_the_calendar_and_clipped_to_the_end_of_the_month(day, count, later):
    assert add_months(day, count) == later


@given(inner_days, months)
def test_adding_months_keeps_the_day_or_ends_the_month(day, count):
    later = add_months(day, count)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    if later.day != day.day:
        assert later.day < day.day and (later + DAY).day == 1


@given(inner_days, months)
def test_going_back_as_many_months_loses_at_most_the_three_days_of_a_short_month(day, count):
    assert 0 <= days_between(add_months(add_months(day, count), -count), day) <= 3


@given(inner_days, inner_days, months)
def test_adding_months_never_changes_the_order_of_two_days(one, other, count):
    earlier, later = sorted((one, other))

    assert add_months(earlier, count) <= add_months(later, count)


@pytest.mark.parametrize(
    ("day", "count", "asked"),
    [
        (date(2199, 12, 31), 13, "2201-01"),
        (date(1900, 1, 1), -1, "1899-12"),
        (date(2026, 1, 1), 1_000_000, "85359-05"),
        (date(1899, 12, 31), 1, "1899-12-31"),
    ],
)
def test_a_day_outside_the_calendar_is_refused(day, count, asked):
    with pytest.raises(Refused) as caught:
        add_months(day, count, clause="practice")

    assert str(caught.value) == (
        f"{asked} is outside the calendar, which covers 1900-01-01 to 2200-12-31. (practice)"
    )


def test_the_calendar_includes_its_first_and_its_last_day():
    assert outside_calendar(FIRST_DAY) is None
    assert outside_calendar(LAST_DAY) is None
    assert outside_calendar(FIRST_DAY - DAY) is not None
    assert outside_calendar(LAST_DAY + DAY) is not None


def test_days_between_two_days_have_a_sign():
    assert days_between(date(2026, 9, 5), date(2026, 10, 8)) == 33
    assert days_between(date(2025, 3, 28), date(2025, 3, 5)) == -23


# Semesters and cycles

FIRST_HALF_OF_2027 = Semester(date(2027, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("day", "semester"),
    [
        (date(2027, 1, 1), FIRST_HALF_OF_2027),
        (date(2027, 6, 30), FIRST_HALF_OF_2027),
        (date(2027, 7, 1), Semester(date(2027, 7, 1), date(2027, 12, 31))),
        (date(2026, 12, 31), Semester(date(2026, 7, 1), date(2026, 12, 31))),
    ],
)
def test_a_day_lies_in_its_calendar_half_year(day, semester):
    assert half_year_of(day) == semester
    assert day in semester


def test_a_day_before_or_after_a_semester_is_not_in_it():
    assert date(2026, 12, 31) not in FIRST_HALF_OF_2027
    assert date(2027, 7, 1) not in FIRST_HALF_OF_2027


def test_the_third_cycle_is_made_of_three_half_years():
    cycle = cycle_from(3, date(2026, 7, 1), semesters=3, months=18)

    assert cycle == CycleSpan(
        3,
        date(2026, 7, 1),
        date(2027, 12, 31),
        (
            Semester(date(2026, 7, 1), date(2026, 12, 31)),
            Semester(date(2027, 1, 1), date(2027, 6, 30)),
            Semester(date(2027, 7, 1), date(2027, 12, 31)),
        ),
    )
    assert cycle_shape(cycle, months=18, semesters=3) == ()
    assert date(2027, 12, 31) in cycle
    assert date(2028, 1, 1) not in cycle


def test_a_cycle_without_semesters_lasts_its_months():
    cycle = cycle_from(2, date(2026, 1, 1), semesters=0, months=60)

    assert cycle == CycleSpan(2, date(2026, 1, 1), date(2030, 12, 31), ())
    assert date(2030, 12, 31) in cycle
    assert date(2031, 1, 1) not in cycle


@given(inner_days, st.integers(1, 8))
def test_semesters_follow_one_another_from_any_first_day(first, count):
    semesters = semesters_from(first, count)
    cycle = CycleSpan(1, first, semesters[-1].end, semesters)

    assert cycle_shape(cycle, months=6 * count, semesters=count) == ()


@given(inner_days)
def test_the_half_year_of_a_day_is_a_semester_from_its_own_start(day):
    half_year = half_year_of(day)

    assert semesters_from(half_year.start, 1) == (half_year,)


JULY, JANUARY, END = date(2026, 7, 1), date(2027, 1, 1), date(2027, 6, 30)
SECOND_HALF_OF_2026 = Semester(JULY, JANUARY - DAY)


@pytest.mark.parametrize(
    ("cycle", "sentences"),
    [
        (
            CycleSpan(1, JULY, END, ()),
            ["Semesters in the cycle: 0. The procedures ask for 2. (2.c)"],
        ),
        (
            CycleSpan(1, JULY, END, (SECOND_HALF_OF_2026, Semester(JANUARY + DAY, END))),
            ["A semester starts on 2027-01-02; it should start on 2027-01-01. (2.c)"],
        ),
        (
            CycleSpan(1, JULY, END, (SECOND_HALF_OF_2026, Semester(JANUARY - DAY, END))),
            ["A semester starts on 2026-12-31; it should start on 2027-01-01. (2.c)"],
        ),
        (
            CycleSpan(1, JULY, END, (SECOND_HALF_OF_2026, Semester(JANUARY, END - DAY))),
            ["The last semester ends on 2027-06-29, and the cycle on 2027-06-30. (2.c)"],
        ),
        (
            CycleSpan(1, JULY, END - DAY, (SECOND_HALF_OF_2026, Semester(JANUARY, END - DAY))),
            [
                "The cycle ends on 2027-06-29; counted from 2026-07-01 it should end on "
                "2027-06-30. (2.c)"
            ],
        ),
        (
            CycleSpan(1, JULY, JANUARY - DAY, (SECOND_HALF_OF_2026,)),
            [
                "Semesters in the cycle: 1. The procedures ask for 2. (2.c)",
                "The cycle ends on 2026-12-31; counted from 2026-07-01 it should end on "
                "2027-06-30. (2.c)",
            ],
        ),
    ],
    ids=["no semester", "a gap", "an overlap", "an end of its own", "a day short", "half of it"],
)
def test_a_cycle_of_another_shape_is_told_everything_that_is_wrong(cycle, sentences):
    wrong = cycle_shape(cycle, months=12, semesters=2, clause="2.c")

    assert [str(refusal) for refusal in wrong] == sentences


@pytest.mark.parametrize("kind", [Semester, lambda start, end: CycleSpan(1, start, end, ())])
def test_nothing_ends_before_it_starts(kind):
    with pytest.raises(Refused, match="What starts on 2027-06-30 cannot end on 2027-01-01"):
        kind(END, JANUARY)


# Working days


def test_people_work_from_monday_to_friday_except_on_the_holidays_of_either_side():
    good_friday = date(2026, 4, 3)

    assert is_working_day(good_friday)
    assert not is_working_day(good_friday, frozenset({good_friday}))
    assert not is_working_day(SATURDAY)
    assert not is_working_day(SATURDAY + DAY)


def test_a_saturday_rolls_as_it_is_told():
    assert roll(SATURDAY, Roll.PREVIOUS) == date(2026, 4, 10)
    assert roll(SATURDAY, "next_working_day") == date(2026, 4, 13)
    assert roll(SATURDAY, "none") == SATURDAY


def test_a_roll_nobody_knows_is_a_mistake():
    with pytest.raises(ValueError, match="sideways"):
        roll(SATURDAY, "sideways")


def test_a_holiday_on_the_other_side_is_stepped_over_too():
    friday, monday = date(2026, 4, 10), date(2026, 4, 13)

    assert previous_working_day(SATURDAY, frozenset({friday})) == date(2026, 4, 9)
    assert next_working_day(SATURDAY, frozenset({monday})) == date(2026, 4, 14)


@given(st.dates(date(2026, 3, 1), date(2026, 5, 31)), holidays)
def test_rolling_never_goes_the_wrong_way_and_lands_on_the_nearest_working_day(day, closed):
    before, after = previous_working_day(day, closed), next_working_day(day, closed)

    assert before <= day <= after
    assert is_working_day(before, closed) and is_working_day(after, closed)
    skipped = (before + DAY * n for n in range(1, days_between(before, after)))
    assert not any(is_working_day(one, closed) for one in skipped if one != day)
    assert is_working_day(day, closed) == (before == day == after)


def test_no_working_day_is_sought_outside_the_calendar():
    assert FIRST_DAY.weekday() == 0

    with pytest.raises(Refused):
        previous_working_day(FIRST_DAY, frozenset({FIRST_DAY}))
    with pytest.raises(Refused):
        next_working_day(LAST_DAY + DAY)


# Civil days and instants


@pytest.mark.parametrize(
    ("day", "zone", "starts"),
    [
        (date(2026, 7, 1), "Europe/Brussels", "2026-06-30T22:00:00+00:00"),
        (date(2027, 1, 1), "Europe/Brussels", "2026-12-31T23:00:00+00:00"),
        (date(2027, 3, 4), "America/Santo_Domingo", "2027-03-04T04:00:00+00:00"),
        # Midnight is skipped: the day starts at 01:00.
        (date(2023, 9, 3), "America/Santiago", "2023-09-03T04:00:00+00:00"),
        # Half an hour on each side of midnight is skipped.
        (date(1919, 3, 31), "America/Toronto", "1919-03-31T04:30:00+00:00"),
        # The first hour is shown twice: the day starts once.
        (date(2023, 11, 5), "America/Havana", "2023-11-05T04:00:00+00:00"),
        # At 00:01 the evening before resumes: the day starts for good an hour later.
        (date(2010, 11, 7), "America/St_Johns", "2010-11-07T03:30:00+00:00"),
        # A day that was left out is over when it starts.
        (date(2011, 12, 30), "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
        (date(2011, 12, 31), "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
    ],
)
def test_a_civil_day_starts_at_an_instant(day, zone, starts):
    assert start_of_day(day, zone) == datetime.fromisoformat(starts)
    assert start_of_day(day, ZoneInfo(zone)).tzinfo is UTC


@given(st.dates(date(1905, 1, 1), date(2100, 12, 31)), zones)
def test_a_civil_day_is_over_when_the_next_one_starts_and_not_before(day, zone):
    over = end_of_day(day, zone)

    assert over == start_of_day(day + DAY, zone)
    assert civil_day(over - timedelta.resolution, zone) <= day
    assert all(civil_day(over + timedelta(minutes=5) * n, zone) > day for n in range(36))


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("America/Santiago", 2023),
        ("America/Havana", 2023),
        ("America/St_Johns", 2010),
        ("America/Toronto", 1919),
        ("Pacific/Apia", 2011),
    ],
)
def test_the_days_of_a_strange_year_are_over_when_the_next_one_starts(zone, year):
    for number in range(365):
        day = date(year, 1, 1) + DAY * number
        over = end_of_day(day, zone)

        assert civil_day(over - timedelta.resolution, zone) <= day
        assert all(civil_day(over + timedelta(minutes=20) * n, zone) > day for n in range(9))


def test_the_last_day_of_the_calendar_ends_but_none_follows():
    assert end_of_day(LAST_DAY, "UTC") == datetime(2201, 1, 1, tzinfo=UTC)
    with pytest.raises(Refused):
        start_of_day(LAST_DAY + DAY, "UTC")
    with pytest.raises(Refused):
        end_of_day(LAST_DAY + DAY, "UTC")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-01-01T00:00 Europe/Brussels", "2023-12-31T23:00:00+00:00"),
        ("2027-03-04T10:00 America/Santo_Domingo", "2027-03-04T14:00:00+00:00"),
        (" 2024-03-13  America/Tegucigalpa ", "2024-03-13T06:00:00+00:00"),
        ("2023-09-03T00:00 America/Santiago", "2023-09-03T04:00:00+00:00"),
        ("2024-10-27T02:30+02:00 Europe/Brussels", "2024-10-27T00:30:00+00:00"),
        ("2024-10-27T02:30+01:00 Europe/Brussels", "2024-10-27T01:30:00+00:00"),
    ],
)
def test_a_local_time_with_its_zone_is_an_instant(text, at):
    assert parse_zoned(text) == datetime.fromisoformat(at)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "soon Europe/Brussels",
            "soon Europe/Brussels is not a local time followed by a time zone",
        ),
        ("2024-01-01T00:00", "2024-01-01T00:00 is not a local time followed by a time zone"),
        ("2024-01-01T00:00 Europe/Atlantis", "There is no time zone Europe/Atlantis"),
        ("2024-01-01T00:00 ../etc", "There is no time zone ../etc"),
        ("2024-01-01T00:00 Europe", "There is no time zone Europe"),
        ("2024-03-31T02:30 Europe/Brussels", "does not exist: the clocks change then"),
        ("2024-07-01T02:30+01:00 Europe/Brussels", "does not exist: the clocks change then"),
        ("2024-10-27T02:30 Europe/Brussels", "twice: add the offset from UTC"),
        ("1850-01-01T00:00 Europe/Brussels", "1850-01-01 is outside the calendar"),
    ],
)
def test_a_time_that_is_no_instant_is_refused(text, sentence):
    with pytest.raises(Refused) as caught:
        parse_zoned(text, clause="practice")

    assert sentence in str(caught.value)
    assert str(caught.value).endswith("(practice)")


@given(
    st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    zones,
)
def test_an_instant_written_with_offset_and_zone_reads_back(at, zone):
    written = at.astimezone(zone_named(zone)).isoformat()

    assert parse_zoned(f"{written} {zone}") == at


@pytest.mark.parametrize(
    ("day", "hour", "zone", "instants"),
    [
        ("2026-11-09", "17:00", "Europe/Brussels", ["2026-11-09T16:00+00:00"]),
        ("2026-10-23", "17:00", "Europe/Brussels", ["2026-10-23T15:00+00:00"]),
        # It comes twice, and not at all.
        (
            "2026-10-25",
            "02:30",
            "Europe/Brussels",
            ["2026-10-25T00:30+00:00", "2026-10-25T01:30+00:00"],
        ),
        ("2026-03-29", "02:30", "Europe/Brussels", []),
    ],
)
def test_an_hour_of_a_day_is_so_many_instants(day, hour, zone, instants):
    """domain A.6 (AMB-42)."""
    found = readings(date.fromisoformat(day), time.fromisoformat(hour), zone)

    assert list(found) == [datetime.fromisoformat(at) for at in instants]


def test_a_skipped_hour_lies_an_hour_before_or_after_by_the_clock():
    found = around_skipped(date(2026, 3, 29), time(2, 30), "Europe/Brussels")

    assert [f"{at:%H:%M}" for at in found] == ["00:30", "01:30"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_has_is_refused(day):
    with pytest.raises(Refused, match="calendar"):
        readings(date.fromisoformat(day), time(2, 30), "Europe/Brussels")
