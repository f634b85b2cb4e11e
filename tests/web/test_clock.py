"""One clock: true, shifted in a demonstration, or held still by a test."""

from datetime import UTC, datetime, timedelta

import pytest

from cochair.procedure.refusal import Refused
from cochair.web.clock import Clock

THEN = datetime(2031, 6, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def home(settings, tmp_path):
    settings.COCHAIR_HOME = tmp_path / "var"
    return settings.COCHAIR_HOME


def test_a_clock_held_still_shows_one_instant_and_then_goes_on():
    clock = Clock()

    with clock.at(THEN):
        assert (clock.now(), clock.now(), clock.is_set) == (THEN, THEN, True)

    assert clock.now() != THEN


def test_the_clock_of_a_demonstration_runs_on_from_where_it_was_set_for_every_process(
    settings, home
):
    settings.DEMO = True

    Clock().set(THEN)

    seen = Clock().now()
    assert THEN <= seen < THEN + timedelta(minutes=1)
    assert seen <= Clock().now()

    Clock().set(None)

    assert not Clock().is_set


def test_nobody_sets_the_clock_of_a_real_forum(settings, home):
    settings.DEMO = False

    with pytest.raises(Refused) as refused:
        Clock().set(THEN)

    assert str(refused.value) == "The clock can be set only in a demonstration. (practice)"
    assert not Clock().is_set


def test_a_clock_left_behind_by_a_demonstration_moves_no_real_forum(settings, home):
    settings.DEMO = True
    Clock().set(THEN)

    settings.DEMO = False

    assert not Clock().is_set
