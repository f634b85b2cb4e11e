"""The hours of a meeting at its place: what was said of them, and what only bounds a day."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as __
from django.utils.translation import override

from cochair.features.acts.kinds import Line
from cochair.procedure.calendar import civil_day, end_of_day, start_of_day
from cochair.procedure.refusal import _
from cochair.web import formats
from cochair.web.formats import A_MOMENT

type Hours = tuple[datetime | None, datetime | None]


def said(starts: datetime | None, ends: datetime | None, zone: str) -> Hours:
    """The instants at which a meeting opens and closes, each None where no hour was fixed.

    A schedule without hours runs from the start of its first civil day in `zone` to the end of
    its last.
    """
    opens = closes = None
    if starts is not None and starts != start_of_day(civil_day(starts, zone), zone):
        opens = starts
    if ends is not None and ends != end_of_day(civil_day(ends - A_MOMENT, zone), zone):
        closes = ends
    return opens, closes


def typed(at: datetime | None, zone: str) -> str:
    """An hour as a form takes it, such as 09:30; empty for none."""
    return at.astimezone(formats.zone_of(zone)).strftime("%H:%M") if at else ""


def in_words(hours: Hours, zone: str, language: str) -> str:
    """Hours at the place, such as 10:00–16:30; empty when none is fixed."""
    opens, closes = (formats.time_of(at, zone, language) if at else "" for at in hours)
    if opens and closes:
        return f"{opens}–{closes}"
    with override(language):
        if opens:
            return __("from {hour}").format(hour=opens)
        return __("until {hour}").format(hour=closes) if closes else ""


def lines(body: Mapping[str, str]) -> tuple[Line, ...]:
    """What an act on a day says of its hours, for both to read before they sign."""
    zone = body["zone"]
    opens, closes = said(
        datetime.fromisoformat(body["starts"]), datetime.fromisoformat(body["ends"]), zone
    )
    return (
        (_("Opening time (local)"), _shown(opens, zone)),
        (_("Closing time (local)"), _shown(closes, zone)),
    )


def _shown(at: datetime | None, zone: str) -> object:
    if at is None:
        return _("not fixed")
    return {code: formats.time_of(at, zone, code) for code, _name in settings.LANGUAGES}
