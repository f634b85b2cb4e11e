"""What was worked out at an instant is the same until the instant up to which it is said to hold."""

from datetime import MAXYEAR, UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cochair.web.moments import Seen, Watched, plain

START = datetime(2031, 3, 29, 12, tzinfo=UTC)
SECONDS = st.integers(0, 4 * 24 * 3600)
INSTANTS = SECONDS.map(lambda one: START + timedelta(seconds=one))
ZONE = ZoneInfo("Europe/Brussels")
# What people do with an instant: each gives something that is worked out from it and another one.
LOOKS = {
    "is before": lambda at, other: at < other,
    "is not after": lambda at, other: at <= other,
    "is over": lambda at, other: other <= at,
    "is at": lambda at, other: at == other,
    "is a week off": lambda at, other: at + timedelta(days=1) >= other,
    "was a day ago": lambda at, other: at - timedelta(hours=20) > other,
    "the day there": lambda at, other: at.astimezone(ZONE).date(),
    "the day, later": lambda at, other: (at + timedelta(hours=30)).astimezone(ZONE).date(),
    "the earlier": lambda at, other: min(at, other) == other,
    "its minute": lambda at, other: at.minute,
    "as text": lambda at, other: f"{at:%H:%M}",
    "rounded": lambda at, other: at.replace(second=0, microsecond=0),
    "among others": lambda at, other: at in {other},
}


@pytest.mark.parametrize("look", LOOKS)
@given(at=INSTANTS, other=INSTANTS, later=SECONDS)
@settings(max_examples=60, deadline=None)
def test_it_holds_until_then_and_is_worked_out_as_with_any_instant(
    look: str, at: datetime, other: datetime, later: int
) -> None:
    seen = Seen(at)
    found = LOOKS[look](seen.instant(), other)

    assert found == LOOKS[look](at, other)
    assert seen.until > at
    again = at + timedelta(seconds=later)
    if again < seen.until:
        assert LOOKS[look](again, other) == found
    just_before = seen.until - timedelta(microseconds=1)
    if seen.until < START + timedelta(days=9):
        assert LOOKS[look](just_before, other) == found


def test_how_long_something_is_away_is_asked_again_every_minute() -> None:
    seen = Seen(START + timedelta(seconds=20))
    assert START + timedelta(days=1) - seen.instant() == timedelta(days=1, seconds=-20)

    assert seen.until == START + timedelta(minutes=1)


def test_what_is_given_on_remembers_nothing() -> None:
    watched = Seen(START).instant()

    assert type(plain(watched)) is datetime
    assert plain(watched) == START
    assert type(watched.replace(hour=3)) is datetime
    assert isinstance(watched + timedelta(hours=1), Watched)


def test_what_was_only_compared_with_the_past_holds_for_ever() -> None:
    seen = Seen(START)
    assert seen.instant() > START - timedelta(days=1)

    assert seen.until.year == MAXYEAR
