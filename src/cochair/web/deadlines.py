"""A deadline in words: the day, the hour in the zone of the forum and of the reader, what is left."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel import dates
from django.utils.translation import gettext as __
from django.utils.translation import ngettext, override, pgettext

from cochair.web import formats

A_MOMENT = timedelta(microseconds=1)
# The zone of an account whose holder chose none.
UNCHOSEN = "UTC"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when something is to be done, in the reader's words.

    `until` is the instant (aware UTC).  `is_usual` says that it is a date that both sides keep by
    habit, and no duty; `is_soon` that it had passed before anybody could keep it, so that it is asked for
    as soon as possible and by no day.
    """

    until: datetime
    day: str
    hours: tuple[str, ...]
    left: str
    is_late: bool
    is_usual: bool
    is_soon: bool = False


def at_once() -> str:
    """In words, when something is asked for whose usual date nobody could keep."""
    return __("As soon as possible")


def soon(until: datetime) -> Deadline:
    """What is asked for as soon as possible, at the place of an instant (aware UTC) among others."""
    return Deadline(until, at_once(), (), "", is_late=False, is_usual=True, is_soon=True)


def told(
    until: datetime,
    at: datetime,
    zone: str,
    own_zone: str,
    language: str,
    *,
    is_usual: bool = False,
) -> Deadline:
    """A deadline (aware UTC) as it reads at an instant, in the zone of the forum and one's own.

    One at midnight in a zone is the end of the day before there.  The hour in one's own zone is
    said where the clocks there show another one, with its day where that is another one.
    """
    local, today = until.astimezone(formats.zone_of(zone)), at.astimezone(formats.zone_of(zone))
    day = day_of(until, zone)
    hours = {zone: _hour(until, zone, language)}
    if local.time() == time():
        hours[zone] = __("end of the day, {place}").format(place=formats.place(zone, language))
    own = until.astimezone(formats.zone_of(own_zone))
    if own_zone not in {"", UNCHOSEN} and own.utcoffset() != local.utcoffset():
        hours[own_zone] = _own_hour(until, day, own_zone, today.date(), language)
    return Deadline(
        until=until,
        day=near_day(day, today.date(), language),
        hours=tuple(hours.values()),
        left=_left((day - today.date()).days, language, is_overdue=until <= at and not is_usual),
        is_late=until <= at,
        is_usual=is_usual,
    )


def _own_hour(until: datetime, day: date, own_zone: str, today: date, language: str) -> str:
    """The hour in the reader's own zone, with its day where that is not the day of the deadline."""
    own_day, place = day_of(until, own_zone), formats.place(own_zone, language)
    if until.astimezone(formats.zone_of(own_zone)).time() == time():
        if own_day == day:
            return __("end of the day, {place}").format(place=place)
        return __("end of {day}, {place}").format(
            day=near_day(own_day, today, language), place=place
        )
    hour = _hour(until, own_zone, language)
    return hour if own_day == day else f"{near_day(own_day, today, language)} {hour}"


def day_of(until: datetime, zone: str) -> date:
    """The civil day of a deadline (aware UTC) in a zone: midnight there ends the day before."""
    return (until.astimezone(formats.zone_of(zone)) - A_MOMENT).date()


def near_day(day: date, today: date, language: str) -> str:
    """A civil day with its weekday, such as Thu 8 Oct; with the year where it is not this one."""
    if day.year != today.year:
        return formats.short_day(day, language)
    with override(language):
        pattern = pgettext("a short day of this year, in the letters of CLDR", "EEE d MMM")
    return str(dates.format_date(day, pattern, formats.locale(language)))


def _hour(at: datetime, zone: str, language: str) -> str:
    return formats.hour_there(at, zone, language).replace(" ", "\u00a0", 1)


def _left(days: int, language: str, *, is_overdue: bool) -> str:
    if is_overdue:
        return (
            ngettext("{n} day overdue", "{n} days overdue", -days).format(n=-days)
            if days
            else __("overdue")
        )
    return formats.days_away(days, language) if days else __("today")
