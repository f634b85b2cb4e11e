"""The meeting that comes next, in the reader's words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.meetings import hours
from cochair.features.meetings.names import format_beside, meeting_name
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.facts import Facts, Meeting
from cochair.site.desk.labels import place_name, when_in_words
from cochair.web import formats
from cochair.web.localize import language_now


@dataclass(frozen=True, slots=True)
class Next:
    """A meeting: `left` says how many civil days are left to a day that is fixed.

    `hour` is empty where none is fixed; without a fixed day, it says as much as is known of when
    the meeting is.
    """

    slug: str
    name: str
    day: str
    hour: str
    place: str
    format: str
    left: str

    @property
    def where(self) -> str:
        """The hour, the place and the format, as far as they are known."""
        return ", ".join(part for part in (self.hour, self.place, self.format) if part)


def of(
    facts: Facts, book: Book, at: datetime, zone: str, takes_part: Callable[[str], bool]
) -> Next | None:
    """The first meeting that has not opened and in which the reader takes part: one that has a day
    before all that have none."""
    ahead = [
        (meeting.schedule.starts, meeting)
        for meeting in facts.meetings
        if meeting.schedule is not None
        and meeting.schedule.starts is not None
        and (meeting.schedule.ends or meeting.schedule.starts) > at
        and meeting.opened_at is None
        and meeting.cancelled_at is None
        and takes_part(meeting.id)
    ]
    if not ahead:
        return None
    starts, meeting = min(ahead, key=lambda pair: (not _has_day(pair[1]), pair[0]))
    return _shown(meeting, starts, book, at, zone)


def _has_day(meeting: Meeting) -> bool:
    return meeting.schedule is not None and meeting.schedule.precision == "day"


def _shown(meeting: Meeting, starts: datetime, book: Book, at: datetime, zone: str) -> Next:
    language, has_day = language_now(), _has_day(meeting)
    schedule, place = meeting.schedule, place_name(book, meeting, language)
    there = (schedule.zone if schedule else "") or zone
    days = days_between(civil_day(at, there), civil_day(starts, there))
    return Next(
        slug=meeting.id,
        name=meeting_name(meeting, book, language),
        day=when_in_words(meeting, language, weekday=True) if has_day else __("no date yet"),
        hour=_hour(starts, there, language) if has_day else when_in_words(meeting, language),
        place=place,
        format=format_beside(place, schedule, language) if has_day else "",
        left=_left(days, language) if has_day else "",
    )


def _left(days: int, language: str) -> str:
    """How long until a day: on the day itself, that it is today."""
    if days == 0:
        return __("today")
    return formats.days_away(days, language) if days > 0 else ""


def _hour(starts: datetime, zone: str, language: str) -> str:
    """The hour at which a meeting begins; empty where only its day is fixed."""
    opens, _closes = hours.said(starts, None, zone)
    return formats.time_of(opens, zone, language) if opens else ""
