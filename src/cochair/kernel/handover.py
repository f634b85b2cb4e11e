"""A row of the file for the next presidency, and for whom the file is gathered.

Source: domain.md B.11 (CB-47).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

type Row = dict[str, Any]
"""title and note (words in every language), day (ISO or empty), where (name of an address and
its arguments, or empty), about (the ids, as facts, of what a result names)."""

type Names = Mapping[str, Mapping[str, str]]
"""What things are called in every language, by their ids."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a file is gathered: the hat of a Party (by code) in a forum, at an instant (aware UTC);
    `named` gives the names behind ids."""

    forum: Any
    hat: Any
    at: datetime
    party: str
    named: Names


def handed(
    title: Mapping[str, str],
    *,
    day: date | None = None,
    note: Mapping[str, str] | None = None,
    where: Iterable[str] = (),
    about: Iterable[str] = (),
) -> Row:
    """A row as it is kept; `day` is a civil day in the forum's zone."""
    return {
        "title": dict(title),
        "day": day.isoformat() if day else "",
        "note": dict(note or {}),
        "where": list(where),
        "about": sorted(about),
    }
