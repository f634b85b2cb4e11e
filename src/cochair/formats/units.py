"""A text as units of translation, and back: paragraphs, cells of tables, footnotes.

A unit has a name that says where it stands (`p-4`, `p-4.c1.2` for the second cell of the first
row, `p-4.n1` for its first footnote), so that what comes back finds its place, whatever the
order.  Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cochair.formats.paragraphs import TABLE, Paragraph, Run, Text, words_of


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to be translated, with its runs in the source language."""

    name: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words alone."""
        return words_of(self.runs)


def units(text: Text) -> tuple[Unit, ...]:
    """Every unit of a text that has words, in reading order."""
    return tuple(unit for one in text for unit in _of(one) if unit.text.strip())


def translated(source: Text, told: Mapping[str, Sequence[Run]]) -> Text:
    """The source with its words replaced by those of the units that were told.

    What was not told has no words: nothing of the source language is left in a translation.
    """
    return tuple(_with(one, told) for one in source)


def missing(source: Text, told: Mapping[str, Sequence[Run]]) -> tuple[str, ...]:
    """The names of units that came back without words."""
    return tuple(
        unit.name for unit in units(source) if not words_of(told.get(unit.name, ())).strip()
    )


def _of(one: Paragraph) -> Iterator[Unit]:
    if one.kind == TABLE:
        for row, cells in enumerate(one.cells, start=1):
            for column, cell in enumerate(cells, start=1):
                yield Unit(f"{one.id}.c{row}.{column}", cell)
    else:
        yield Unit(one.id, one.runs)
    for number, note in enumerate(one.notes, start=1):
        yield Unit(f"{one.id}.n{number}", (Run(note),))


def _with(one: Paragraph, told: Mapping[str, Sequence[Run]]) -> Paragraph:
    notes = [
        words_of(told.get(f"{one.id}.n{number}", ())) for number in range(1, len(one.notes) + 1)
    ]
    if one.kind != TABLE:
        return replace(one, runs=_noted(told.get(one.id, ()), notes))
    rows = []
    for row, cells in enumerate(one.cells, start=1):
        made = []
        for column, cell in enumerate(cells, start=1):
            own = [notes.pop(0) for run in cell if run.note and notes]
            made.append(_noted(told.get(f"{one.id}.c{row}.{column}", ()), own))
        rows.append(tuple(made))
    return replace(one, cells=tuple(rows))


def _noted(runs: Sequence[Run], notes: Sequence[str]) -> tuple[Run, ...]:
    """Runs with their footnotes put back: at the marks that came back, the rest at the end."""
    left = list(notes)
    found: list[Run] = []
    for run in runs:
        found.append(replace(run, note=""))
        if run.note and left:
            _mark(found, left.pop(0))
    for note in left:
        _mark(found, note)
    return tuple(run for run in found if run.text or run.note)


def _mark(found: list[Run], note: str) -> None:
    """Hang a footnote on the last words, or on a run of its own where they have one already."""
    while found and not found[-1].text and not found[-1].note:
        found.pop()
    if found and not found[-1].note:
        found[-1] = replace(found[-1], note=note)
    else:
        found.append(Run("", "", note))
