"""What a person typed, as a form reads it, or what stands against it.

A form with a page of its own is shown again with what was typed.  One that stands on the page of
something else refuses here, so that no press of a button passes without a word.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.forms import Form, TimeField

from cochair.procedure.calendar import around_skipped, readings
from cochair.procedure.refusal import Refusal, Refused, _

UNREADABLE = _("The data received cannot be read. Open the page again.")


def cleaned_or_refuse(form: Form) -> dict[str, Any]:
    """What a form holds.  Raises Refused (`practice`) with all that is wrong with it."""
    if not form.is_valid():
        raise Refused(*wrong(form))
    return form.cleaned_data


def wrong(form: Form, clause: str = "practice") -> tuple[Refusal, ...]:
    """What is wrong with a form, in the reader's words, under a clause.

    What no person fills in, such as the version that was shown, is refused in general words.
    """
    said: dict[str, Refusal] = {}
    for name, errors in form.errors.items():
        if name in form.fields and form.fields[name].widget.is_hidden:
            said[UNREADABLE] = Refusal(clause, UNREADABLE)
            continue
        for error in errors:
            # As a fact: what was typed, braces and all, may stand in the words of the form.
            said[str(error)] = Refusal(clause, "{error}", {"error": str(error)})
    return tuple(said.values())


class HourUnclear(Exception):
    """An hour that was typed comes twice on that day, or not at all: people choose which was meant.

    `field` is the name of the hour in the form; `instants` (UTC) are what it may be, in `zone`.
    """

    def __init__(self, field: str, zone: str, instants: Sequence[datetime], *, twice: bool) -> None:
        super().__init__(field)
        self.field, self.zone, self.instants, self.twice = field, zone, tuple(instants), twice


class Hour(TimeField):
    """An hour of a clock, such as 02:30; with the offset from UTC where it comes twice: 02:30+01:00."""

    OFFSET = re.compile(r"\d\d:\d\d[+-]\d\d:\d\d")

    def to_python(self, value: Any) -> time | None:
        """The hour, with its offset where one was chosen; raises ValidationError for what is none."""
        if isinstance(value, str) and self.OFFSET.fullmatch(value.strip()):
            try:
                return time.fromisoformat(value.strip())
            except ValueError:
                value = "?"
        found: time | None = super().to_python(value)
        return found


def instant(day: date, hour: time, zone: str, field: str = "hour") -> datetime:
    """The UTC instant of an hour on a civil day in a zone, as people meant it.

    Raises HourUnclear where the clock shows it twice and no offset was chosen, and where the clock
    skips it; Refused for a day outside the calendar.
    """
    found = readings(day, hour, zone)
    if hour.tzinfo is not None:
        found = tuple(at for at in found if at == datetime.combine(day, hour)) or found
    if len(found) == 1:
        return found[0]
    choices = found or around_skipped(day, hour, zone)
    raise HourUnclear(field, zone, choices, twice=bool(found))
