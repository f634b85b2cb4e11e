"""Why an hour reads otherwise than it was said: the legal time of a place changed in between.

What both agreed on is an instant, and an instant stays.  A law that moves the clocks of its place,
which comes with a few days' notice in both regions, moves the hour at which it falls there.
Source: security.md section 8, T25; H09.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as __

from cochair.web import formats


def moved(told: str, zone: str, language: str) -> str:
    """A sentence where an instant, as it was told with its offset (ISO 8601), now has another hour.

    Nothing where the place keeps the time that it had, and where the hour was not told.
    """
    if not told:
        return ""
    then = datetime.fromisoformat(told)
    now = then.astimezone(formats.zone_of(zone))
    if now.utcoffset() == then.utcoffset():
        return ""
    return __(
        "It was set for {then} ({offset}). The legal time of {place} has changed since: "
        "the instant is the same, and the hour there is now {now} ({offset_now})."
    ).format(
        then=formats.hour(then, language),
        now=formats.hour(now, language),
        offset=_offset(then),
        offset_now=_offset(now),
        place=formats.place(zone, language),
    )


def _offset(local: datetime) -> str:
    """How far a local time is from UTC, such as UTC+2 or UTC−3:30."""
    away = local.utcoffset() or timedelta()
    minutes = int(abs(away).total_seconds()) // 60
    sign = "−" if away < timedelta() else "+"
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
