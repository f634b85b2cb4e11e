"""Start hours that ask nobody to sit at night; domain.md B.13 and CB-53."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
import yaml

from cochair.procedure.fair_hours import fair_hours, spans
from cochair.procedure.refusal import Refused
from procedure.official import FORUM

SEAT = "Europe/Vienna"
SUMMER, WINTER = date(2031, 7, 16), date(2031, 1, 15)
# Two hours ahead of UTC, or three in summer; five behind, or six; eleven ahead, or ten.
EAST, WEST, FAR = "Europe/Helsinki", "America/New_York", "Australia/Sydney"


def at_seat(instants: tuple[datetime, ...], zone: str = SEAT) -> list[tuple[str, str]]:
    """Spans of start hours by the clock of the seat."""
    clock = lambda at: at.astimezone(ZoneInfo(zone)).strftime("%H:%M")  # noqa: E731
    return [(clock(first), clock(last)) for first, last in spans(instants)]


def capitals() -> tuple[dict[str, str], str]:
    """The zones of all capitals of the shipped forum, and that of its seat."""
    rows = yaml.safe_load((FORUM / "members.yaml").read_text(encoding="utf-8"))["members"]
    head = yaml.safe_load((FORUM / "procedure.yaml").read_text(encoding="utf-8"))
    return {row["code"]: row["zone"] for row in rows}, head["time"]["legal_zone"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2028, 7, 12), ("15:00", "18:00")),
        (date(2028, 1, 12), ("14:00", "18:00")),
        # The West has no summer time: the hours change on the days on which the East turns its clocks.
        (date(2028, 3, 25), ("14:00", "18:00")),
        (date(2028, 3, 26), ("15:00", "18:00")),
        (date(2028, 10, 28), ("15:00", "18:00")),
        (date(2028, 10, 29), ("14:00", "18:00")),
    ],
)
def test_the_hours_of_the_real_forum_are_those_of_the_study_for_a_session_of_one_hour(
    day: date, expected: tuple[str, str]
) -> None:
    """Domain B.13 gives two ranges for 43 capitals without a length; both are those of one hour."""
    zones, seat = capitals()

    found = fair_hours(day, 60, zones, seat)

    assert len(zones) == 43
    assert at_seat(found.fair, seat) == [expected]
    assert not found.least_bad


def test_each_hour_more_takes_an_hour_from_the_end() -> None:
    zones = {"E": EAST, "W": WEST}

    ends = [at_seat(fair_hours(WINTER, minutes, zones, SEAT).fair) for minutes in (60, 120, 180)]

    # Seven in the morning in the West is one in the afternoon at the seat.
    assert ends == [[("13:00", "18:00")], [("13:00", "17:00")], [("13:00", "16:00")]]


def test_a_session_that_ends_on_the_stroke_is_fair_and_one_that_ends_later_is_not() -> None:
    found = fair_hours(WINTER, 780, {"E": EAST}, EAST)

    assert at_seat(found.fair, EAST) == [("07:00", "07:00")]
    assert {cell.minutes_outside for cell in found.strips[0].cells if cell.local.hour == 8} == {
        60,
        90,
    }


def test_where_no_hour_is_fair_the_least_bad_ones_say_who_suffers() -> None:
    found = fair_hours(WINTER, 120, {"E": EAST, "W": WEST, "F": FAR}, SEAT)

    assert not found.fair
    assert found.least_bad
    best = min(
        (
            sum(bool(s.cells[n].minutes_outside) for s in found.strips),
            sum(s.cells[n].minutes_outside for s in found.strips),
        )
        for n in range(48)
    )
    for start in found.least_bad:
        assert (len(start.unfair_to), start.minutes_outside) == best
        assert start.unfair_to


@pytest.mark.parametrize(
    ("day", "steps"), [(SUMMER, 48), (date(2031, 3, 30), 46), (date(2031, 10, 26), 50)]
)
def test_a_day_has_as_many_half_hours_as_the_clock_of_the_seat_gives_it(
    day: date, steps: int
) -> None:
    (strip,) = fair_hours(day, 60, {"E": EAST}, SEAT).strips

    assert len(strip.cells) == steps
    assert all(
        b.at - a.at == timedelta(minutes=30)
        for a, b in zip(strip.cells, strip.cells[1:], strict=False)
    )


def test_the_strip_tells_the_local_day_and_hour_of_every_step() -> None:
    (strip,) = fair_hours(WINTER, 60, {"F": FAR}, SEAT).strips
    noon = next(cell for cell in strip.cells if cell.at == datetime(2031, 1, 15, 12, tzinfo=UTC))

    assert noon.local.strftime("%d %H:%M") == "15 23:00"
    assert not noon.is_fair


def test_a_start_is_fair_exactly_when_every_minute_of_it_is() -> None:
    """Asked minute by minute, of other days, lengths and zones."""
    zones = {"E": EAST, "W": WEST, "K": "Asia/Kathmandu", "S": "America/Santiago"}
    for day, minutes in product(
        (SUMMER, WINTER, date(2031, 3, 30), date(2031, 9, 7)), (15, 90, 240)
    ):
        found = fair_hours(day, minutes, zones, SEAT)
        for strip, zone in zip(found.strips, zones.values(), strict=True):
            for cell in strip.cells:
                local = [
                    (cell.at + timedelta(minutes=n)).astimezone(ZoneInfo(zone)).hour
                    for n in range(minutes)
                ]
                assert cell.is_fair is all(7 <= hour < 20 for hour in local)


@pytest.mark.parametrize(
    ("day", "minutes", "zone"),
    [
        (SUMMER, 0, EAST),
        (SUMMER, -60, EAST),
        (SUMMER, 781, EAST),
        (date(1832, 1, 1), 60, EAST),
        (date(9999, 12, 31), 60, EAST),
        (SUMMER, 60, "Atlantis/Capital"),
    ],
)
def test_what_makes_no_sense_is_refused(day: date, minutes: int, zone: str) -> None:
    with pytest.raises(Refused):
        fair_hours(day, minutes, {"E": zone}, SEAT)


def test_without_any_member_every_hour_is_fair() -> None:
    assert len(fair_hours(SUMMER, 60, {}, SEAT).fair) == 48
