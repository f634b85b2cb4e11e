"""Events of a calendar file (RFC 5545) as people send them, read without believing anything.

Only what names an event is taken: its title, its civil days and its place.  Nothing is repeated,
no link is followed, and no zone of the file is trusted.  Source: security.md section 8 (T32, T37).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

BEGINS = "BEGIN:VCALENDAR"
MOST_LINES = 100_000
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)


class UnreadableCalendar(ValueError):
    """What was sent is no calendar."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An event as a calendar writes it; its days are civil days, inclusive, as they are written there.

    `first` is None where the calendar gives no day that can be read.
    """

    title: str
    first: date | None
    last: date | None
    place: str
    repeats: bool = False
    cancelled: bool = False


def looks_like_a_calendar(text: str) -> bool:
    """Whether a text begins as a calendar does."""
    return text.lstrip("\ufeff \t\r\n")[: len(BEGINS)].upper() == BEGINS


def read(text: str) -> tuple[Dated, ...]:
    """The events of a calendar in their order. Raises UnreadableCalendar."""
    from icalendar import Calendar

    if text.count("\n") > MOST_LINES:
        raise UnreadableCalendar("too many lines")
    try:
        parts = Calendar.from_ical(text.lstrip("\ufeff"), multiple=True)
        return tuple(_event(one) for part in parts for one in part.walk("VEVENT"))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as wrong:
        # Whatever else is in the file, the library says so by one of these.
        raise UnreadableCalendar(str(wrong)) from wrong


def _event(part: Any) -> Dated:
    first, last = _days(part)
    return Dated(
        title=_line(part.get("SUMMARY")),
        first=first,
        last=last,
        place=_line(part.get("LOCATION")),
        repeats=any(name in part for name in ("RRULE", "RDATE", "RECURRENCE-ID")),
        cancelled=_line(part.get("STATUS")).upper() == "CANCELLED",
    )


def _days(part: Any) -> tuple[date | None, date | None]:
    """The first and the last day; an end that is a day, or midnight, is the day after the last."""
    starts, ends = _value(part.get("DTSTART")), _value(part.get("DTEND"))
    if starts is None:
        return None, None
    first = _day(starts)
    length = _value(part.get("DURATION"))
    if ends is None and isinstance(length, timedelta):
        ends = starts + length
    if not isinstance(ends, date):
        return first, first
    before = ends - MOMENT if isinstance(ends, datetime) else ends - DAY
    return first, max(first, _day(before))


def _value(written: Any) -> Any:
    return getattr(written, "dt", getattr(written, "td", None))


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _line(written: Any) -> str:
    """A text as one line; a property that stands there twice says nothing."""
    return "" if written is None or isinstance(written, list) else " ".join(str(written).split())
