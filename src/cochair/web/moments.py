"""Until when something holds that was worked out at an instant: noticed where the instant is looked at.

A `Watched` instant is an ordinary aware datetime that remembers what it was compared with.  What was
worked out from it is the same until the earliest of these instants; where it was looked at in a way
that nobody understands (its minutes, its text, a question to the database), only until the minute is
over.  Source: docs/decisions/0065.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Self

A_MICROSECOND, A_MINUTE, A_DAY = timedelta(microseconds=1), timedelta(minutes=1), timedelta(days=1)
NOTHING = timedelta(0)
# What may be asked of an instant without looking at its hour.
OPEN = frozenset(
    {"astimezone", "tzinfo", "date", "__class__", "__dict__", "_seen", "_away", "_looked"}
)


class Seen:
    """What an instant (aware UTC) was compared with: `until` is the first at which anything differs."""

    def __init__(self, at: datetime) -> None:
        self.at = plain(at)
        self.until = datetime.max.replace(tzinfo=UTC)

    def before(self, instant: datetime) -> None:
        """What was worked out holds before an instant at most, where it still lies ahead."""
        if self.at < instant < self.until:
            self.until = instant

    def minute(self) -> None:
        """It holds until the minute is over."""
        self.before(self.at.replace(second=0, microsecond=0) + A_MINUTE)

    def instant(self) -> "Watched":
        """The instant, which tells here what it is compared with."""
        return _watched(self.at, self, NOTHING)


def plain(at: datetime) -> datetime:
    """An instant without memory; to be used where its own horizon is told otherwise."""
    if not isinstance(at, Watched):
        return at
    take = datetime.__getattribute__
    parts = ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo")
    return datetime(*(take(at, name) for name in parts), fold=take(at, "fold"))  # noqa: DTZ001 - the zone is among them


class Watched(datetime):
    """An instant that remembers what it is compared with; `_away` is how far from the watched one."""

    _seen: Seen
    _away: timedelta

    def __getattribute__(self, name: str) -> Any:
        if name not in OPEN:
            datetime.__getattribute__(self, "_seen").minute()
        return datetime.__getattribute__(self, name)

    def _looked(self, other: object) -> None:
        if isinstance(other, datetime):
            here = plain(self)
            ahead = plain(other)
            self._seen.before((here + A_MICROSECOND if ahead == here else ahead) - self._away)
        else:
            self._seen.minute()

    def __lt__(self, other: Any) -> bool:
        self._looked(other)
        return super().__lt__(other)

    def __le__(self, other: Any) -> bool:
        self._looked(other)
        return super().__le__(other)

    def __gt__(self, other: Any) -> bool:
        self._looked(other)
        return super().__gt__(other)

    def __ge__(self, other: Any) -> bool:
        self._looked(other)
        return super().__ge__(other)

    def __eq__(self, other: object) -> bool:
        self._looked(other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self._looked(other)
        return super().__ne__(other)

    def __hash__(self) -> int:
        self._seen.minute()
        return super().__hash__()

    def __add__(self, more: timedelta) -> Self:
        return _watched(plain(self) + more, self._seen, self._away + more)  # type: ignore[return-value]

    __radd__ = __add__

    def __sub__(self, less: Any) -> Any:
        if isinstance(less, timedelta):
            return self + -less
        self._seen.minute()
        return plain(self) - plain(less)

    def __rsub__(self, other: datetime) -> timedelta:
        self._seen.minute()
        return plain(other) - plain(self)

    def __str__(self) -> str:
        self._seen.minute()
        return str(plain(self))

    def __repr__(self) -> str:
        self._seen.minute()
        return repr(plain(self))

    def __format__(self, how: str) -> str:
        self._seen.minute()
        return format(plain(self), how)

    def __reduce_ex__(self, protocol: Any) -> Any:
        self._seen.minute()
        return plain(self).__reduce_ex__(protocol)

    def replace(self, *parts: Any, **named: Any) -> datetime:  # type: ignore[override]
        """Another instant, which remembers nothing."""
        self._seen.minute()
        return plain(self).replace(*parts, **named)

    def astimezone(self, tz: tzinfo | None = None) -> Self:
        """The same instant on the clocks of a zone, whose day alone is looked at."""
        return _watched(plain(self).astimezone(tz), self._seen, self._away)  # type: ignore[return-value]

    def date(self) -> date:
        """The civil day, which is the same until midnight on the same clocks."""
        here = plain(self)
        midnight = datetime.combine(here.date() + A_DAY, time(), here.tzinfo)
        self._seen.before(midnight.astimezone(UTC) - self._away)
        return here.date()


def _watched(at: datetime, seen: Seen, away: timedelta) -> Watched:
    take: Callable[[str], Any] = at.__getattribute__
    parts = ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo")
    made = Watched(*map(take, parts), fold=at.fold)
    made._seen, made._away = seen, away
    return made
