"""The text of a document as a list of paragraphs: the one form that all others are made from.

A paragraph keeps its id when its words change, so that languages and revisions can be laid side
by side; what a word processor knows of it beyond words (bold, footnotes, cells of a table) is in
its runs and cells.  Everything here is pure: no row, no file, no clock.

Source: domain.md B.6 (CB-24), C.13 (paragraph ids as eId of Akoma Ntoso 3.0).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cochair.procedure import numbering

TITLE, HEADING, PLAIN, ITEM, TABLE = "title", "heading", "plain", "item", "table"
KINDS = (TITLE, HEADING, PLAIN, ITEM, TABLE)
# How a run looks: any of these letters, in this order.
STYLES = ("", "b", "i", "bi", "u", "bu", "iu", "biu")
# The name of a paragraph for whose Party there is a place to sign begins so.
SIGNATURE = "signatures-"
MOST_PARAGRAPHS = 20_000
MOST_SIGNS = 4_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look; `note` is the text of a footnote whose mark stands after them."""

    text: str
    style: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: what it is, how it is numbered, and its words.

    `id` is stable over languages and revisions and unique in a text (`p-12`); `level` counts from
    1 for headings and nested items, 0 where there is none; `number` is as printed ("1.", "a)").
    A table has rows of cells, each cell some runs; all others have runs.
    """

    id: str
    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    number: str = ""
    cells: tuple[tuple[tuple[Run, ...], ...], ...] = ()

    @property
    def text(self) -> str:
        """Its words alone, without footnotes; the cells of a table by tabulators and new lines."""
        if self.kind == TABLE:
            return "\n".join("\t".join(map(words_of, row)) for row in self.cells)
        return words_of(self.runs)

    @property
    def is_signed(self) -> bool:
        """Whether it names whoever signs, and has a place for the signature."""
        return self.kind == ITEM and self.id.startswith(SIGNATURE)

    @property
    def notes(self) -> tuple[str, ...]:
        """Its footnotes, in order."""
        return tuple(run.note for run in self.all_runs if run.note)

    @property
    def all_runs(self) -> tuple[Run, ...]:
        """Every run, those in cells included, in reading order."""
        inside = (run for row in self.cells for cell in row for run in cell)
        return (*self.runs, *inside)

    @property
    def full_text(self) -> str:
        """Its number, words and footnotes, as a reader meets them."""
        return "\n".join(filter(None, (f"{self.number} {self.text}".strip(), *self.notes)))


type Text = tuple[Paragraph, ...]
"""A whole text, in reading order."""


def words_of(runs: Iterable[Run]) -> str:
    """The words of some runs on end."""
    return "".join(run.text for run in runs)


def plain(id: str, text: str, kind: str = PLAIN, **more: object) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph(id, kind, (Run(text),), **more)  # type: ignore[arg-type]


def as_json(text: Text) -> list[dict[str, object]]:
    """A text as it is kept: only what is said, in a fixed order of keys."""
    return [_kept(one) for one in text]


def from_json(kept: Sequence[Mapping[str, object]]) -> Text:
    """The text that was kept."""
    return tuple(_read(one) for one in kept)


def digest_of_text(text: Text) -> str:
    """SHA-256 of a text, over exactly what is said: ids, kinds, numbers, words, looks and notes."""
    said = json.dumps(as_json(text), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(said.encode()).hexdigest()


def count_words(text: Text) -> int:
    """How many words a translator finds: footnotes count, numbers of paragraphs do not."""
    return sum(
        len(piece.split()) for one in text for piece in (one.text.replace("\t", " "), *one.notes)
    )


def changed_ids(before: Text, after: Text) -> tuple[str, ...]:
    """The ids of paragraphs that a newer text says differently, has anew, or lacks."""
    old = {one.id: one for one in before}
    new = {one.id: one for one in after}
    said = [id for id, one in new.items() if old.get(id) != one]
    return tuple(said) + tuple(id for id in old if id not in new)


def numbers_of(text: Text) -> Mapping[str, str]:
    """The number of each paragraph by its id; empty for a title, a heading and a recital."""
    return numbering.numbers(_rows(text))


def cited_in(text: Text) -> Mapping[str, str]:
    """What whoever cites a paragraph of a text calls it, by its id."""
    return numbering.cited(_rows(text))


def _rows(text: Text) -> tuple[numbering.Row, ...]:
    return tuple((one.id, one.kind, one.number) for one in text)


def fresh_ids(text: Text) -> Text:
    """The same text with ids in order: for a first text, whose paragraphs have none yet."""
    return tuple(
        Paragraph(f"p-{number}", one.kind, one.runs, one.level, one.number, one.cells)
        for number, one in enumerate(text, start=1)
    )


def _kept(one: Paragraph) -> dict[str, object]:
    kept: dict[str, object] = {"id": one.id, "kind": one.kind}
    if one.level:
        kept["level"] = one.level
    if one.number:
        kept["number"] = one.number
    if one.runs:
        kept["runs"] = [_kept_run(run) for run in one.runs]
    if one.cells:
        kept["cells"] = [[[_kept_run(run) for run in cell] for cell in row] for row in one.cells]
    return kept


def _kept_run(run: Run) -> dict[str, str]:
    kept = {"text": run.text}
    if run.style:
        kept["style"] = run.style
    if run.note:
        kept["note"] = run.note
    return kept


def _read(kept: Mapping[str, object]) -> Paragraph:
    runs, cells = kept.get("runs", ()), kept.get("cells", ())
    assert isinstance(runs, Sequence) and isinstance(cells, Sequence)
    level = kept.get("level", 0)
    assert isinstance(level, int)
    return Paragraph(
        id=str(kept["id"]),
        kind=str(kept["kind"]),
        runs=tuple(Run(**run) for run in runs),
        level=level,
        number=str(kept.get("number", "")),
        cells=tuple(tuple(tuple(Run(**run) for run in cell) for cell in row) for row in cells),
    )
