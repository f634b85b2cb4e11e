"""The cycles of a forum's history, as its file says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import extensions
from cochair.features.parties.folder import Changes, Document, Entry
from cochair.features.parties.folder.civil_days import in_order
from cochair.features.parties.folder.entry import CONFIDENCES
from cochair.features.parties.models import Forum


@dataclass(frozen=True)
class CycleRow:
    """A cycle as its file gives it: civil days, both inclusive, in the forum's zone."""

    number: int
    start: date
    end: date
    fields: Mapping[str, Any]


def read_known_until(document: Document) -> date | None:
    """The civil day up to which the history of `history.yaml` was looked up, or None."""
    return document.top.day("known_until", optional=True)


def read_cycles(document: Document) -> tuple[CycleRow, ...]:
    """The cycles of `history.yaml`, in their order; two that overlap are a fault of the second."""
    seen: dict[Any, int] = {}
    found = [_cycle(entry, seen) for entry in document.top.entries("cycles", optional=True)]
    rows: list[CycleRow] = []
    for entry, row in found:
        if row is None:
            continue
        for other in rows:
            if row.start <= other.end and other.start <= row.end:
                entry.refuse("start", f"Cycle {row.number} overlaps cycle {other.number}.")
        rows.append(row)
    return tuple(sorted(rows, key=lambda row: row.number))


def write_cycles(forum: Forum, rows: tuple[CycleRow, ...], changes: Changes) -> dict[int, Cycle]:
    """The cycles by number; one that people planned or extended is theirs and stays as it is."""
    found = {cycle.number: cycle for cycle in Cycle.objects.filter(forum=forum)}
    extended = extensions(forum)
    cycles = {}
    for row in rows:
        cycle = found.pop(row.number, None)
        if cycle is not None and (not cycle.imported or cycle.number in extended):
            changes.note(changes.kept, "cycles", str(cycle))
            cycles[row.number] = cycle
            continue
        wanted = {"start": row.start, "end": row.end, **row.fields}
        new = Cycle(forum=forum, number=row.number, imported=True)
        written = changes.step("cycles", str(row.number), cycle, wanted, new)
        assert isinstance(written, Cycle)
        cycles[row.number] = written
    changes.present["cycles"] = len(rows)
    return cycles


def remove_cycles(
    forum: Forum, rows: tuple[CycleRow, ...], changes: Changes, *, referred: frozenset[str]
) -> None:
    """Remove imported cycles that the file no longer names; after the meetings that lay in them."""
    named = [row.number for row in rows]
    gone = Cycle.objects.filter(forum=forum, imported=True, closed_at=None, abandoned_at=None)
    gone = gone.exclude(number__in=list(extensions(forum)))
    changes.gone(
        "cycles", gone.exclude(number__in=named).select_related("forum"), referred=referred
    )


def _cycle(entry: Entry, seen: dict[Any, int]) -> tuple[Entry, CycleRow | None]:
    number = entry.whole("number")
    entry.unique("number", number, seen)
    start, end = entry.day("start"), entry.day("end")
    fields = {"certainty": entry.one_of("certainty", CONFIDENCES), **entry.sourced()}
    entry.done()
    in_order(entry, "end", start, end)
    if number == 0:
        entry.refuse("number", "The number of a cycle must be 1 or more.")
    if start is not None and start == end:
        entry.refuse("end", f"The cycle must end after its first day, {start}.")
    if not number or start is None or end is None:
        return entry, None
    return entry, CycleRow(number, start, end, fields)
