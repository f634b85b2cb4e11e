"""The paragraphs of a text as the sheet prints them: items in lists, lists in items, headings in steps.

Whoever hears a file read aloud is told how deep a list is and how many items it has; headings go
down one step at a time, whatever levels the text has.  Source: ISO 14289-1 (PDF/UA-1), 7.4 to 7.6.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from cochair.features.sheets.pdf import printable
from cochair.formats.paragraphs import HEADING, ITEM, MOST_SIGNS, TABLE, TITLE, Paragraph, Run

LONGEST_ROW = 300
# The title of the document is of the first level.
DEEPEST_HEADING = 6
DEEPEST_ITEM = 4
# A list is laid out anew for each of its footnotes: after so many another one begins.
MOST_NOTES = 4
# A table is laid out anew for each, too: beyond these, notes stand in brackets after their words.
MOST_NOTES_OF_A_TABLE = 40


def blocks(text: Iterable[Paragraph]) -> list[dict[str, object]]:
    """What the sheet prints, in order; every word of the text is in it."""
    found: list[dict[str, object]] = []
    items: list[Paragraph] = []
    text = tuple(text)
    depth = 0 if is_titled(text) else 1
    for one in _signed_together(text):
        if not isinstance(one, Paragraph):
            found += [*_lists(items), _signatures(one)]
            items = []
            continue
        if one.kind == ITEM:
            items.append(one)
            if sum(len(item.notes) for item in items) >= MOST_NOTES:
                found += _lists(items)
                items = []
            continue
        found += _lists(items)
        items = []
        if one.kind in {HEADING, TITLE} and printable(one.text):
            depth = min(max(1, one.level) + 1, depth + 1, DEEPEST_HEADING)
            found.append(_said(one, level=depth))
        else:
            found.append(_said(one))
    return found + _lists(items)


def is_titled(text: Sequence[Paragraph]) -> bool:
    """Whether a text begins with a title of its own: then none is printed above it."""
    return bool(text) and text[0].kind == TITLE and bool(printable(text[0].text))


def _signed_together(text: Iterable[Paragraph]) -> Iterator[Paragraph | tuple[Paragraph, ...]]:
    """The paragraphs in order; the places for signatures that follow each other as one."""
    for is_signed, rows in groupby(text, key=lambda one: one.is_signed):
        if is_signed:
            yield tuple(rows)
        else:
            yield from rows


def _signatures(rows: Iterable[Paragraph]) -> dict[str, object]:
    return {"kind": "signatures", "level": 0, "cells": [], "items": [_said(one) for one in rows]}


def _lists(items: Sequence[Paragraph], depth: int = 1) -> list[dict[str, object]]:
    """Items that follow each other as one list; those that are deeper hang on the one before."""
    if not items:
        return []
    rows: list[dict[str, object]] = []
    first = min(DEEPEST_ITEM, max(1, items[0].level))
    at = 0
    while at < len(items):
        below = at + 1
        while (
            depth < DEEPEST_ITEM
            and below < len(items)
            and items[below].level > max(first, items[at].level)
        ):
            below += 1
        rows.append(_said(items[at]) | {"below": _lists(items[at + 1 : below], depth + 1)})
        at = below
    indent = first - 1 if depth == 1 else 0
    return [
        {
            "kind": "list",
            "level": 0,
            "indent": indent,
            "numbers": [one["number"] for one in rows],
            "items": rows,
        }
    ]


def _said(one: Paragraph, level: int = 0) -> dict[str, object]:
    return {
        "kind": one.kind,
        "level": level,
        "number": printable(one.number),
        "runs": _runs(one.runs),
        "cells": _cells(one) if one.kind == TABLE else [],
        "repeats": _repeats(one),
        "columns": max((len(row) for row in one.cells), default=0),
    }


def _cells(one: Paragraph) -> list[list[list[dict[str, object]]]]:
    if len(one.notes) > MOST_NOTES_OF_A_TABLE:
        one = replace(one, cells=tuple(tuple(map(_in_brackets, row)) for row in one.cells))
    return [[_runs(cell) for cell in row] for row in one.cells if row]


def _in_brackets(cell: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(Run(f"{run.text} [{run.note}]", run.style) if run.note else run for run in cell)


def _repeats(one: Paragraph) -> bool:
    """Whether the first row stands again on each page: it is short and has no footnote, whose mark
    could not stand twice."""
    first = next(filter(None, one.cells), ())
    runs = [run for cell in first for run in cell]
    return not any(run.note for run in runs) and sum(len(run.text) for run in runs) <= LONGEST_ROW


def _runs(runs: Iterable[Run]) -> list[dict[str, object]]:
    return [
        {
            "text": _kept(run.text),
            "bold": "b" in run.style,
            "italic": "i" in run.style,
            "underlined": "u" in run.style,
            "note": _kept(run.note),
        }
        for run in runs
    ]


def _kept(text: str) -> str:
    """Words line by line; blanks at the ends are part of the text, and `printable` takes them away."""
    return "\n".join(map(_line, text.split("\n")))


def _line(text: str) -> str:
    words = printable(text, MOST_SIGNS)
    before = " " if text[:1].isspace() and words else ""
    after = " " if text[-1:].isspace() and words else ""
    return f"{before}{words}{after}" if words else (" " if text else "")
