"""Give new words of a paragraph the looks and footnotes that its old words had.

Negotiated words are plain; what a word processor knows beyond them is taken over from the last
revision wherever the words are still there.  A footnote is never dropped: where its own words are
gone it stands behind the nearest ones before it.  Pure: no row, no clock.
"""

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate

from cochair.documents.paragraphs import TABLE, Paragraph, Run

TOKEN = re.compile(r"\s+|\w+|\W")


def dressed(words: str, before: Paragraph | None, bare: Paragraph) -> Paragraph:
    """A paragraph with these words; `before` is how it was last in this language, if it was.

    `bare` says its id, kind, level and number.  Words of a table are its cells by tabulators and
    lines, as `Paragraph.text` gives them.
    """
    if before is not None and before.text == words:
        return replace(before, level=bare.level, number=bare.number)
    if bare.kind == TABLE:
        return replace(bare, cells=_cells(words, before))
    return replace(bare, runs=_runs(words, before.runs if before else ()))


def _cells(words: str, before: Paragraph | None) -> tuple[tuple[tuple[Run, ...], ...], ...]:
    """The cells of a table, each dressed as the one at its place was."""
    old = before.cells if before else ()
    found = []
    for line, row in enumerate(words.split("\n")):
        cells = []
        for place, said in enumerate(row.split("\t")):
            there = old[line][place] if line < len(old) and place < len(old[line]) else ()
            cells.append(_runs(said, there))
        found.append(tuple(cells))
    return tuple(found)


def _runs(words: str, before: tuple[Run, ...]) -> tuple[Run, ...]:
    """Words cut into runs as the old ones were, where they are the same."""
    if not any(run.style or run.note for run in before):
        return (Run(words),)
    old = "".join(run.text for run in before)
    looks = [run.style for run in before for _sign in run.text]
    styles, places = [""] * len(words), [0] * len(old)
    reached = last = 0
    for was, now, size in _same(old, words):
        places[reached:was] = [last] * (was - reached)
        for step in range(size):
            styles[now + step] = looks[was + step]
            places[was + step] = now + step + 1
        reached, last = was + size, now + size
    places[reached:] = [last] * (len(old) - reached)
    return _cut(words, styles, _notes(before, places))


def _same(old: str, new: str) -> list[tuple[int, int, int]]:
    """Where both have the same words: the places in each, and how many signs on end."""
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    starts, places = [0, *accumulate(map(len, was))], [0, *accumulate(map(len, now))]
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return [
        (starts[one.a], places[one.b], starts[one.a + one.size] - starts[one.a]) for one in blocks
    ]


def _notes(before: tuple[Run, ...], places: list[int]) -> list[tuple[int, str]]:
    """Behind how many signs of the new words each old footnote stands."""
    found, end = [], 0
    for run in before:
        end += len(run.text)
        if run.note:
            found.append((places[end - 1] if end else 0, run.note))
    return found


def _cut(words: str, styles: list[str], notes: list[tuple[int, str]]) -> tuple[Run, ...]:
    """Runs of one look each, ending where a footnote stands."""
    ends = {place for place, _note in notes} | {len(words)}
    ends |= {place for place in range(1, len(words)) if styles[place] != styles[place - 1]}
    found, start = [], 0
    for end in sorted(ends):
        here = [note for place, note in notes if place == end]
        style = styles[start] if start < len(words) else ""
        if end > start or here:
            found.append(Run(words[start:end], style, here[0] if here else ""))
        found += [Run("", "", note) for note in here[1:]]
        start = end
    return tuple(found)
