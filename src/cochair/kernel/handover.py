"""A row of the file for the next presidency, and for whom the file is gathered.

Source: domain.md B.11 (CB-47).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any

from cochair.kernel.kind import Handover

type Row = dict[str, Any]
"""title and note (words in every language), day (ISO or empty), where (name of an address and
its arguments, or empty), about (the ids, as facts, of what a result names)."""

type Names = Mapping[str, Mapping[str, str]]
"""What things are called in every language, by their ids."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a file is gathered: the hat of a Party (by code) in a forum, at an instant (aware UTC);
    `named` gives the names behind ids.  The next term goes from `since` to `until` (aware UTC,
    half-open); None where an end of it is not known."""

    forum: Any
    hat: Any
    at: datetime
    party: str
    named: Names
    since: datetime | None = None
    until: datetime | None = None


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


def rows_of(declared: Handover, reader: Reader) -> Iterable[Row]:
    """What a kind declares of itself, for a reader."""
    if declared.rows is not None:
        yield from declared.rows(reader)
        return
    assert declared.things is not None
    page, *arguments = declared.where
    for one in declared.things(reader.forum):
        yield handed(
            _of(one, declared.title),
            day=_of(one, declared.day) if declared.day else None,
            note=_note(one, declared),
            where=(page, reader.forum.slug, *(str(_of(one, path)) for path in arguments)),
        )


def _note(thing: Any, declared: Handover) -> dict[str, str]:
    """What is told beside a title: words by language, or a text as it stands in each of the title's."""
    said: dict[str, list[str]] = {}
    for value in (_of(thing, name) for name in declared.note):
        words = (
            value
            if isinstance(value, Mapping)
            else dict.fromkeys(_of(thing, declared.title), value)
        )
        for language, text in words.items():
            said.setdefault(language, []).extend([text] if text else [])
    return {language: ", ".join(texts) for language, texts in said.items() if texts}


def _of(thing: Any, path: str) -> Any:
    return reduce(getattr, path.split("__"), thing)
