"""An hour that a clock shows twice, or never, is chosen by people and by nobody else (S5)."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from cochair.features.meetings.models import Preparation
from cochair.procedure.refusal import Refused
from cochair.web import as_at
from cochair.web.cleaning import Hour, HourUnclear, instant
from matrix import Scene, table

AUTUMN, SPRING = date(2031, 10, 26), date(2031, 3, 30)
ZONE = "Europe/Brussels"
BACK, FORTH = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))


def test_an_hour_that_comes_once_is_taken_as_it_is() -> None:
    assert instant(date(2031, 6, 1), time(2, 30), ZONE) == datetime(2031, 6, 1, 0, 30, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_never_taken_for_the_first() -> None:
    with pytest.raises(HourUnclear) as unclear:
        instant(AUTUMN, time(2, 30), ZONE, "begins")
    assert unclear.value.field == "begins" and unclear.value.twice
    assert [at.hour for at in unclear.value.instants] == [0, 1]


@pytest.mark.parametrize(("offset", "hour"), [(BACK, 0), (FORTH, 1)])
def test_with_its_offset_it_is_the_one_that_was_meant(offset: timezone, hour: int) -> None:
    chosen = instant(AUTUMN, time(2, 30, tzinfo=offset), ZONE)
    assert chosen == datetime(2031, 10, 26, hour, 30, tzinfo=UTC)


def test_an_offset_that_the_clock_never_has_chooses_nothing() -> None:
    with pytest.raises(HourUnclear):
        instant(AUTUMN, time(2, 30, tzinfo=timezone(timedelta(hours=9))), ZONE)


def test_an_hour_that_does_not_exist_offers_the_two_it_may_stand_for() -> None:
    with pytest.raises(HourUnclear) as unclear:
        instant(SPRING, time(2, 30), ZONE)
    assert not unclear.value.twice
    assert [f"{at:%H:%M}" for at in unclear.value.instants] == ["00:30", "01:30"]


@pytest.mark.parametrize("text", ["25:00+01:00", "02:30+99:00", "2+1", "02:30 Z", "x"])
def test_what_is_no_hour_is_no_hour_with_an_offset_either(text: str) -> None:
    with pytest.raises(ValidationError):
        Hour().clean(text)
    assert Hour().clean("02:30+01:00") == time(2, 30, tzinfo=FORTH)


def plan(scene: Scene, **said: str) -> tuple[int, str]:
    """The secretariat plans a preparatory meeting."""
    _hats, routes = table()
    (route,) = [one for one in routes if one.name == "meetings:plan_preparation"]
    answer = scene.client("secretariat").post(scene.path(route), {**scene.sends(route), **said})
    return answer.status_code, answer.content.decode()


def test_the_page_offers_both_and_the_chosen_one_is_kept(at_work: Scene) -> None:
    before = Preparation.objects.count()
    status, page = plan(at_work, day="2031-10-26", hour="02:30", zone=ZONE)

    assert status == 422 and Preparation.objects.count() == before
    offered = re.findall(r'name="hour" value="([^"]+)"', page)
    assert offered == ["02:30+02:00", "02:30+01:00"]
    assert "shows this hour twice" in page and 'name="day" value="2031-10-26"' in page
    assert "0:30 UTC" in page and "1:30 UTC" in page

    status, _page = plan(at_work, day="2031-10-26", hour=offered[1], zone=ZONE)
    assert status == 302
    made = Preparation.objects.order_by("pk").last()
    assert made is not None
    assert datetime(2031, 10, 26, 1, 30, tzinfo=UTC) in vars(made).values()


def test_the_page_offers_what_a_skipped_hour_may_stand_for(at_work: Scene) -> None:
    status, page = plan(at_work, day="2031-03-30", hour="02:30", zone=ZONE)
    assert status == 422 and "never shows this hour" in page
    assert re.findall(r'name="hour" value="([^"]+)"', page) == ["01:30", "03:30"]


def test_an_instant_without_an_offset_is_refused_with_how_to_write_it(at_work: Scene) -> None:
    request = RequestFactory().get("/?at=2031-03-30T02:30")
    request.now = datetime(2031, 6, 1, tzinfo=UTC)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="2031-03-30T02:30Z"):
        as_at.read(request, ZONE)
