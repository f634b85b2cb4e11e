"""On the board of a cycle labels stand beside each other, or in rows of their own."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cochair.site.desk import board

YEARS = board.Scale(tuple((date(year, 3, 1), date(year + 1, 2, 28)) for year in range(2021, 2026)))
DAYS = st.dates(date(2021, 3, 1), date(2026, 2, 1))


def window(goal: date) -> Mapping[str, object]:
    return board.window(YEARS, goal, 60, "Committee, 11 Jun 2026")


def meeting(day: date) -> Mapping[str, object]:
    return board.meeting(
        YEARS, day, day, firm=True, held=True, label="High level", sub="", short="High level"
    )


def test_one_interval_stands_as_it_always_did_and_two_near_each_other_in_rows() -> None:
    alone, rows = board.stacked([window(date(2022, 5, 8))])
    assert (rows, alone[0]["y"], alone[0]["ty"]) == (1, 8, 28)

    both, rows = board.stacked([window(date(2022, 6, 11)), window(date(2022, 5, 8))])
    assert rows == 2
    assert [one["ty"] for one in both] == [23, 23 + board.ROW]
    apart, rows = board.stacked([window(date(2021, 5, 8)), window(date(2023, 5, 8))])
    assert rows == 1
    assert len(apart) == 2


@given(st.lists(DAYS, max_size=12))
def test_no_label_of_an_interval_reaches_into_another_of_its_row(goals: list[date]) -> None:
    placed, _rows = board.stacked(window(goal) for goal in goals)
    shown = [one for one in placed if one["line"]]
    for one in shown:
        for other in shown:
            if one is not other and (one["y"], one["end"]) == (other["y"], other["end"]):
                gap = abs(float(str(one["gx"])) - float(str(other["gx"])))
                assert gap >= board.WINDOW_WIDTH - 0.02


@given(st.lists(DAYS, max_size=12, unique=True))
def test_no_label_of_a_meeting_reaches_into_another_of_its_row(days: list[date]) -> None:
    placed, rows = board.spread(meeting(day) for day in days)
    assert len(placed) == len(days)
    assert all(0 <= int(str(one["dy"])) < max(rows, 1) * board.MEETING_ROW for one in placed)
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            if one["dy"] == other["dy"]:
                spans = sorted([board._wide(one), board._wide(other)])
                assert spans[0][1] <= spans[1][0] + 0.02


def test_meetings_far_from_each_other_stay_in_one_row() -> None:
    _placed, rows = board.spread([meeting(date(2021, 9, 1)), meeting(date(2024, 1, 8))])
    assert rows == 1
    first = date(2021, 9, 1)
    _placed, rows = board.spread([meeting(first), meeting(first + timedelta(days=40))])
    assert rows == 2


def test_the_parts_of_a_board_meet_where_its_years_do() -> None:
    assert board.hairs(YEARS) == ("20.00", "40.00", "60.00", "80.00")


@given(DAYS, DAYS)
def test_the_line_of_today_crosses_no_label_on_a_narrow_screen(day: date, today: date) -> None:
    line = YEARS.x(today)
    ((shown,), _rows) = board.spread([meeting(day)], board.percent(line))

    first, last = board._above(shown)
    assert not first < line < last


def test_on_a_wide_screen_a_label_stands_on_the_other_side_of_its_meeting_than_today() -> None:
    day = date(2023, 6, 1)
    soon, long_ago = (
        board.spread([meeting(day)], board.percent(YEARS.x(day + timedelta(days=after))))[0][0]
        for after in (60, 900)
    )
    assert (soon["end"], long_ago["end"]) == (True, False)


def test_the_label_of_a_span_stands_over_it_and_on_one_side_of_today() -> None:
    """Seen on the real forum: the label of a meeting of 2026 stood in January and February 2027."""
    on = board.Scale(
        ((date(2026, 7, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 6, 30)))
    )
    first, last = date(2026, 7, 1), date(2026, 12, 31)
    for today in (date(2026, 6, 1), date(2026, 8, 1), date(2026, 12, 3), date(2027, 2, 1)):
        span = board.meeting(
            on, first, last, firm=False, held=False, label="Ministerial", sub="2026", short="M"
        )
        ((shown,), _rows) = board.spread([span], board.percent(on.x(today)))
        left, right = board._wide(shown)
        assert (shown["ly"], shown["lower"]) == ("11", "46")
        assert left >= 0 and right <= 50
        assert not left < on.x(today) < right


def test_the_labels_of_a_short_span_stand_beside_it_as_they_did() -> None:
    on = board.Scale(((date(2026, 7, 1), date(2026, 12, 31)),) * 1)
    shown = board.meeting(
        on,
        date(2026, 9, 1),
        date(2026, 9, 30),
        firm=False,
        held=False,
        label="M",
        sub="",
        short="M",
    )
    assert (shown["ly"], shown["lower"]) == ("21", "38")
