"""Give new words of a paragraph the looks that its old words had, and make footnotes of its notes.

Negotiated words are plain, with footnotes at their places (`inline`); how a word processor shows
them is taken over from the last revision wherever the words are still there.  Pure: no row, no
clock.
"""

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate

from cochair.documents.paragraphs import TABLE, Paragraph, Run
from cochair.documents.word.tracked.shape import LINE_OF_CELL
from cochair.texts.inline import without_notes, words_in_text

TOKEN = re.compile(r"\s+|\w+|\W")


def dressed(words: str, before: Paragraph | None, bare: Paragraph) -> Paragraph:
    """A paragraph with these words; `before` is how it was last in this language, if it was.

    `bare` says its id, kind, level and number.  Words are as `inline.words_in_text` gives them.
    """
    if before is not None and words_in_text(before) == words:
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
            cells.append(_runs(said.replace(LINE_OF_CELL, "\n"), there))
        found.append(tuple(cells))
    return tuple(found)


def _runs(words: str, before: tuple[Run, ...]) -> tuple[Run, ...]:
    """Words cut into runs as the old ones were, where they are the same."""
    words, notes = without_notes(words)
    if not notes and not any(run.style for run in before):
        return (Run(words),)
    old = "".join(run.text for run in before)
    looks = [run.style for run in before for _sign in run.text]
    styles = [""] * len(words)
    for was, now, size in _same(old, words):
        styles[now : now + size] = looks[was : was + size]
    return _cut(words, styles, notes)


def _same(old: str, new: str) -> list[tuple[int, int, int]]:
    """Where both have the same words: the places in each, and how many signs on end."""
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    starts, places = [0, *accumulate(map(len, was))], [0, *accumulate(map(len, now))]
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return [
        (starts[one.a], places[one.b], starts[one.a + one.size] - starts[one.a]) for one in blocks
    ]


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
