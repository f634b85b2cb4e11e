"""A page speaks of the present, or of the end of a day that is asked for."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory

from cochair.procedure.refusal import Refused
from cochair.web import as_at

NOON = datetime(2031, 6, 10, 12, 0, tzinfo=UTC)


def asked(zone="Asia/Tokyo", **question):
    request = RequestFactory().get(f"/?{urlencode(question)}")
    request.now = NOON
    return as_at.read(request, zone)


def test_without_a_day_the_page_speaks_of_the_present_in_the_zone_of_the_forum():
    found = asked(zone="Pacific/Kiritimati")

    assert found == as_at.AsAt(NOON, date(2031, 6, 11), NOON, is_now=True)


def test_a_day_alone_means_its_last_moment_in_the_zone_of_the_forum():
    found = asked(at="2031-05-31")

    assert found.day == date(2031, 5, 31)
    assert found.instant == datetime(2031, 5, 31, 14, 59, 59, 999999, tzinfo=UTC)
    assert (found.is_now, found.is_past, found.is_future) == (False, True, False)


def test_a_day_to_come_is_said_to_lie_ahead():
    found = asked(at="2031-06-11")

    assert (found.is_now, found.is_past, found.is_future) == (False, False, True)


@pytest.mark.parametrize(
    "text",
    ["2031-05-31T09:30+02:00", "2031-05-31T09:30 02:00", "2031-05-31T07:30Z"],
    ids=["with its offset", "with a plus that the address lost", "in UTC"],
)
def test_an_instant_is_taken_as_it_is(text):
    assert asked(at=text).instant == datetime(2031, 5, 31, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "“soon” is not a date. Enter year, month and day: 2026-09-29."),
        ("31/05/2031", "“31/05/2031” is not a date. Enter year, month and day: 2026-09-29."),
        (
            "2031-05-31T07:30",
            "2031-05-31T07:30 is not an exact time: write it with its offset from UTC, "
            "such as 2031-05-31T07:30Z.",
        ),
        ("2031-02-30", "“2031-02-30” is not a calendar date."),
        (
            "9999-12-31",
            "9999-12-31 is outside the calendar, which covers 1900-01-01 to 2200-12-31.",
        ),
        (
            "9999-12-31T23:59-14:00",
            "9999-12-31 is outside the calendar, which covers 1900-01-01 to 2200-12-31.",
        ),
        (
            "0001-01-01T00:00+14:00",
            "0001-01-01 is outside the calendar, which covers 1900-01-01 to 2200-12-31.",
        ),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(Refused) as refused:
        asked(at=text)

    (refusal,) = refused.value.refusals
    assert refusal.clause == "as-at"
    assert str(refusal) == f"{sentence} (as-at)"
