"""Civil days of a row: in order, and as precise as they are known."""

from dataclasses import dataclass
from datetime import date

from cochair.features.parties.folder.entry import Entry

DAY = "day"
PRECISIONS = frozenset({DAY, "month", "year", "unknown"})


@dataclass(frozen=True)
class When:
    """The first and last civil day; known less precisely, the bounds of what is possible."""

    start: date
    end: date
    precision: str


def read_when(entry: Entry, *, optional: bool = False) -> When | None:
    """The `date` of a row: first and last civil day with their precision; None when it has none."""
    found = entry.entry("date", optional=optional)
    if found is None:
        return None
    found.whole("year", optional=True)
    start, end = found.day("start"), found.day("end")
    precision = found.one_of("precision", PRECISIONS)
    in_order(found, "end", start, end)
    found.done()
    return When(start, end, precision) if start and end else None


def in_order(entry: Entry, key: str, first: date | None, last: date | None) -> None:
    """Note a fault on `key` when the last civil day lies before the first."""
    if first is not None and last is not None and last < first:
        entry.refuse(key, f"The last day, {last}, is before the first, {first}.")


def joined(*words: dict[str, str] | None) -> dict[str, str] | None:
    """Several notes as one, language by language; None when there is none."""
    said = [found for found in words if found]
    if not said:
        return None
    return {code: " ".join(found[code] for found in said) for code in said[0]}
