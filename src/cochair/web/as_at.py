"""The day or instant at which a page is asked for: `?at=2026-09-29`.

Source: corrections.md section 1 ("As at") and section 4 ("JSON of results").
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpRequest

from cochair.procedure.calendar import civil_day, end_of_day, outside_calendar
from cochair.procedure.refusal import Refusal, Refused, _, require

CLAUSE = "as-at"
A_MOMENT = timedelta(microseconds=1)
# An address turns the plus sign of an offset into a space.
LOST_PLUS = re.compile(r" (?=\d\d:?\d\d$)")


@dataclass(frozen=True, slots=True)
class AsAt:
    """When a page speaks of: an instant (UTC), its civil day in the forum's zone, and whether
    that is simply the present; `is_past` and `is_future` say on which side it lies otherwise.

    `now` is when it is asked for: what its reader may read is a matter of that instant.
    """

    instant: datetime
    day: date
    now: datetime
    is_now: bool
    is_past: bool = False
    is_future: bool = False


def read(request: HttpRequest, zone: str) -> AsAt:
    """What `?at=` asks for; the present when it is absent or empty.

    A date alone is the end of that day in `zone`.  Raises Refused (`as-at`) for anything else
    than a day or an instant, and for days outside the calendar.
    """
    now: datetime = request.now  # type: ignore[attr-defined]
    asked = request.GET.get("at", "").strip()
    if not asked:
        return AsAt(now, civil_day(now, zone), now, is_now=True)
    found = parse(asked, zone)
    return AsAt(
        found,
        civil_day(found, zone),
        now,
        is_now=False,
        is_past=found < now,
        is_future=found >= now,
    )


def parse(text: str, zone: str) -> datetime:
    """The instant (UTC) that a text names: a day (its last moment in `zone`) or an instant.

    An instant without an offset could be any of several: it is refused.  Raises Refused (`as-at`).
    """
    text = LOST_PLUS.sub("+", text.strip())
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return end_of_day(_day(text), zone).astimezone(UTC) - A_MOMENT
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise _not_understood(text) from None
    if found.tzinfo is None:
        message = _(
            "{asked} is not an exact time: write it with its offset from UTC, such as {so}."
        )
        so = f"{found.isoformat(timespec='minutes')}Z"
        raise Refused(Refusal(CLAUSE, message, {"asked": text, "so": so}))
    require(outside_calendar(found.date(), clause=CLAUSE))
    return found.astimezone(UTC)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(
            Refusal(CLAUSE, _("“{asked}” is not a calendar date."), {"asked": text})
        ) from None
    require(outside_calendar(day, clause=CLAUSE))
    return day


def _not_understood(text: str) -> Refused:
    return Refused(
        Refusal(
            CLAUSE,
            _("“{asked}” is not a date. Enter year, month and day: 2026-09-29."),
            {"asked": text[:40]},
        )
    )
