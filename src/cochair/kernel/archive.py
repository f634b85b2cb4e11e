"""For whom the rows of an archive are read, and how they write instants and civil days.

Source: docs/decisions/0059.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom an archive is made: a cycle of a forum, by the eyes of a hat, at a UTC instant."""

    forum: Any
    cycle: Any
    hat: Any
    at: datetime

    @property
    def party(self) -> str:
        """The code of the Party."""
        return str(self.hat.party)


def instant(at: datetime | None) -> str | None:
    """An instant as an archive writes it: UTC, seconds, `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


def day(of: date | None) -> str | None:
    """A civil day as an archive writes it."""
    return of.isoformat() if of is not None else None
