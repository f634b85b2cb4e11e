"""How the paragraphs of a document stand in a text as words alone, with their notes and cells.

A footnote stands in its paragraph at the place of its mark, between ⁽ and ⁾, so that it is
negotiated and digested like any other words.  Cells of a table are divided by tabulators and rows
by new lines; a new line within a cell is ↵.  Pure.
"""

from collections.abc import Iterator

from cochair.formats.paragraphs import TABLE, Paragraph, Run
from cochair.formats.word.tracked.shape import LINE_OF_CELL, NOTE_CLOSES, NOTE_OPENS

_PLAIN = str.maketrans({NOTE_OPENS: "(", NOTE_CLOSES: ")"})


def words_in_text(one: Paragraph) -> str:
    """The words of a paragraph of a document, whole with its footnotes, as a text keeps them."""
    if one.kind == TABLE:
        return "\n".join("\t".join(_cell(cell) for cell in row) for row in one.cells)
    return "".join(_said(run) for run in one.runs).strip()


def looks(one: Paragraph) -> Iterator[tuple[int, int, str]]:
    """Where in these words some have a look of their own: from, to before, and the look."""
    at = 0
    for run in one.runs if one.kind != TABLE else ():
        if run.style:
            yield at, at + len(run.text), run.style
        at += len(_said(run))


def without_notes(words: str) -> tuple[str, list[tuple[int, str]]]:
    """Words alone, and each footnote with how many of their signs stand before its mark.

    Where footnotes are not in order, their signs are parentheses.
    """
    if not is_whole(words):
        return words.translate(_PLAIN), []
    plain, notes = "", []
    for piece in words.split(NOTE_CLOSES):
        before, opens, note = piece.partition(NOTE_OPENS)
        plain += before
        if opens:
            notes.append((len(plain), note))
    return plain, notes


def is_whole(words: str) -> bool:
    """Whether every footnote that begins in these words ends in them, and none lies in another."""
    return depth_at(words, len(words)) == 0


def depth_at(words: str, end: int) -> int:
    """Whether (1) or not (0) a place lies in a footnote; -1 where footnotes are not in order."""
    depth = 0
    for sign in words[:end]:
        if sign == NOTE_OPENS:
            depth += 1
        elif sign == NOTE_CLOSES:
            depth -= 1
        if depth not in (0, 1):
            return -1
    return depth


def _cell(runs: tuple[Run, ...]) -> str:
    words = "".join(_said(run) for run in runs).strip()
    return words.replace("\n", LINE_OF_CELL).replace("\t", " ")


def _said(run: Run) -> str:
    text = run.text.translate(_PLAIN)
    return f"{text}{NOTE_OPENS}{run.note.translate(_PLAIN)}{NOTE_CLOSES}" if run.note else text
