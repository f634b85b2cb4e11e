"""Hours at which nobody is written to, and the hour of the weekly digest: both local."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cochair.web.formats import zone_of

MONDAY, DIGEST_HOUR = 0, time(8)
DAY = timedelta(days=1)


def end_of_quiet(at: datetime, zone: str, start: time, end: time) -> datetime | None:
    """When the quiet hours in which an instant falls end (UTC); None outside them.

    They run from `start` (inclusive) to `end` (exclusive) on the clock of `zone`, across
    midnight when `end` is the earlier; with both equal there are none.
    """
    here = zone_of(zone)
    local = at.astimezone(here)
    hour = local.time()
    over_midnight = start > end
    if start == end:
        return None
    before_end = hour < end
    quiet = (hour >= start or before_end) if over_midnight else (start <= hour and before_end)
    if not quiet:
        return None
    day = local.date() + (DAY if over_midnight and hour >= start else timedelta(0))
    return _next(day, end, here, at)


def next_digest(at: datetime, zone: str) -> datetime:
    """The next Monday at 08:00 on the clock of a zone, after an instant (UTC)."""
    here = zone_of(zone)
    day = at.astimezone(here).date()
    day += timedelta(days=(MONDAY - day.weekday()) % 7)
    first = datetime.combine(day, DIGEST_HOUR, here).astimezone(UTC)
    if first > at:
        return first
    return datetime.combine(day + 7 * DAY, DIGEST_HOUR, here).astimezone(UTC)


def _next(day: date, hour: time, here: ZoneInfo, at: datetime) -> datetime:
    """An hour of a day after an instant; where clocks go back it comes twice, and either may do."""
    first = datetime.combine(day, hour, here)
    found = first.astimezone(UTC)
    return found if found > at else first.replace(fold=1).astimezone(UTC)
