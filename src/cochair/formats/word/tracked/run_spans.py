"""Walk through a file with tracked changes: paragraphs as pieces that somebody inserted or deleted.

A piece is some words of one history.  What is in `ins` was not there before, what is in `out` is
not there afterwards, what is in both was written by one and struck out by another.  A change in a
change of the same direction is the outer one's: no word processor can tell them apart.

Source: ISO/IEC 29500-1, 17.13 (annotations).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

from cochair.formats.paragraphs import HEADING, PLAIN, TABLE, TITLE
from cochair.formats.word.tracked.revision_metadata import Stamp, W, shown, stamp_of
from cochair.formats.word.tracked.shape import LINE_OF_CELL, NOTE_CLOSES, NOTE_OPENS, Place

BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
AROUND = frozenset(
    {"sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo"}
)
INSERTS, DELETES = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
LOOKS = frozenset(
    {
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "tblPrExChange",
        "numberingChange",
        "cellIns",
        "cellDel",
        "cellMerge",
    }
)
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one history."""

    words: str
    ins: Stamp | None = None
    out: Stamp | None = None
    place: Place = Place.BODY


@dataclass(slots=True)
class Leaf:
    """A paragraph or a table of the file; `ins` and `out` are of the mark at its end."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    ins: Stamp | None = None
    out: Stamp | None = None
    names: list[str] = field(default_factory=list)
    # Comments that begin (True) or end before the piece of this number.
    anchors: list[tuple[str, int, bool]] = field(default_factory=list)
    cut: bool = False

    def add(self, piece: Piece) -> None:
        """Add a piece, as one with the last where both have one history."""
        last = self.pieces[-1] if self.pieces and not self.cut else None
        if last and (last.ins, last.out, last.place) == (piece.ins, piece.out, piece.place):
            self.pieces[-1] = replace(last, words=last.words + piece.words)
        elif piece.words:
            self.pieces.append(piece)
            self.cut = False


@dataclass(slots=True)
class Context:
    """What surrounds the words that are being read."""

    ins: Stamp | None = None
    out: Stamp | None = None
    place: Place = Place.BODY

    def within(self, name: str, stamp: Stamp) -> "Context":
        """The context inside of one more change; an outer one of its direction stays."""
        if name in INSERTS:
            return replace(self, ins=self.ins or stamp)
        return replace(self, out=self.out or stamp)


@dataclass(slots=True)
class Walk:
    """A walk through the parts of a file, and what was met on the way."""

    styles: Mapping[str, str]
    notes: Mapping[tuple[str, str], ElementTree.Element]
    leaves: list[Leaf] = field(default_factory=list)
    moving: dict[str, dict[str, str]] = field(
        default_factory=lambda: {"moveFrom": {}, "moveTo": {}}
    )
    waiting_names: list[str] = field(default_factory=list)
    waiting_anchors: list[tuple[str, bool]] = field(default_factory=list)
    looks: int = 0
    hidden: int = 0
    more: bool = False

    def blocks(self, element: ElementTree.Element, around: Context) -> None:
        """Read paragraphs and tables, each into a leaf."""
        for child in element:
            name = _local(child)
            if name == "p":
                leaf = self._leaf(_kind(child, self.styles))
                self.paragraph(child, leaf, around)
                leaf.ins, leaf.out = self.mark(child, around)
            elif name == "tbl":
                self._table(child, around)
            elif name in AROUND:
                self.blocks(child, around)
            elif name in INSERTS | DELETES:
                self.blocks(child, around.within(name, self._stamp(child, name)))
            else:
                self._beside(child, name, None)

    def paragraph(self, element: ElementTree.Element, leaf: Leaf, around: Context) -> None:
        """Read the words of a paragraph into a leaf."""
        for child in element:
            name = _local(child)
            if name == "r":
                self._run(child, leaf, around)
            elif name == "p":
                self.paragraph(child, leaf, around)
            elif name in INSERTS | DELETES:
                self.paragraph(child, leaf, around.within(name, self._stamp(child, name)))
            elif name in AROUND:
                self.paragraph(child, leaf, around)
            elif name == "pPr":
                self.looks += sum(_local(one) in LOOKS for one in child.iter())
            else:
                self._beside(child, name, leaf)

    def mark(
        self, paragraph: ElementTree.Element, around: Context
    ) -> tuple[Stamp | None, Stamp | None]:
        """Who inserted, and who deleted, the mark at the end of a paragraph."""
        properties = paragraph.find(f"{W}pPr/{W}rPr")
        found = around
        for child in properties if properties is not None else ():
            if _local(child) in INSERTS | DELETES:
                found = found.within(_local(child), self._stamp(child, _local(child)))
        return found.ins, found.out

    def _leaf(self, kind: str) -> Leaf:
        made = Leaf(kind, names=self.waiting_names)
        made.anchors = [(id, 0, begins) for id, begins in self.waiting_anchors]
        self.waiting_names, self.waiting_anchors = [], []
        self.leaves.append(made)
        return made

    def _run(self, element: ElementTree.Element, leaf: Leaf, around: Context) -> None:
        for child in element:
            name = _local(child)
            if name in {"t", "delText"}:
                words, hidden = shown(child.text or "")
                self.hidden += hidden
                leaf.add(Piece(words, around.ins, around.out, around.place))
            elif name in BREAKS:
                sign = BREAKS[name]
                if around.place is Place.CELL:
                    sign = {"\t": " ", "\n": LINE_OF_CELL}.get(sign, sign)
                leaf.add(Piece(sign, around.ins, around.out, around.place))
            elif name in NOTES:
                self._note(child, NOTES[name], leaf, around)
            elif name == "rPr":
                self.looks += sum(_local(one) in LOOKS for one in child.iter())
            elif name in {"drawing", "pict", "object", "sym"} or not child.tag.startswith(W):
                self.more = self.more or _has_words(child)

    def _note(self, element: ElementTree.Element, kind: str, leaf: Leaf, around: Context) -> None:
        """Read a footnote at the place of its mark."""
        found = self.notes.get((kind, element.get(f"{W}id", "")))
        if found is None or around.place is Place.NOTE:
            return
        within = Leaf(PLAIN)
        context = replace(around, place=Place.NOTE)
        paragraphs = list(found.iter(f"{W}p"))
        for paragraph in paragraphs:
            self.paragraph(paragraph, within, context)
            if paragraph is not paragraphs[-1]:
                ins, out = self.mark(paragraph, context)
                within.add(Piece("\n", ins, out, Place.NOTE))
        if not any(one.words.strip() for one in within.pieces):
            return
        leaf.add(Piece(NOTE_OPENS, around.ins, around.out, around.place))
        for one in _trimmed(within.pieces):
            leaf.add(one)
        leaf.add(Piece(NOTE_CLOSES, around.ins, around.out, around.place))

    def _table(self, element: ElementTree.Element, around: Context) -> None:
        leaf = self._leaf(TABLE)
        rows = [(row, self._of_row(row, around)) for row in _within(element, "tr")]
        kept = [at for at, (_row, one) in enumerate(rows) if not one.ins and not one.out]
        first = kept[0] if kept else len(rows)
        for at, (row, context) in enumerate(rows):
            behind = at > first if kept else any(_alike(one, context) for _row, one in rows[:at])
            # What somebody did to a row is apart from what was done in the one beside it.
            leaf.cut = True
            if behind:
                leaf.add(Piece("\n", context.ins, context.out, context.place))
            for number, cell in enumerate(_within(row, "tc")):
                if number:
                    leaf.add(Piece("\t", context.ins, context.out, context.place))
                self._cell(cell, leaf, context)
            if kept and at < first:
                leaf.add(Piece("\n", context.ins, context.out, context.place))
        self.looks += sum(
            _local(one) in LOOKS - {"rPrChange", "pPrChange"} for one in element.iter()
        )
        if rows and not kept:
            leaf.ins = next((one.ins for _row, one in rows if one.ins), None)
            leaf.out = next((one.out for _row, one in rows if one.out), None)

    def _of_row(self, row: ElementTree.Element, around: Context) -> Context:
        found = replace(around, place=Place.CELL)
        properties = row.find(f"{W}trPr")
        for child in properties if properties is not None else ():
            if _local(child) in INSERTS | DELETES:
                found = found.within(_local(child), self._stamp(child, _local(child)))
        return found

    def _cell(self, cell: ElementTree.Element, leaf: Leaf, around: Context) -> None:
        paragraphs = list(cell.iter(f"{W}p"))
        for paragraph in paragraphs:
            self.paragraph(paragraph, leaf, around)
            if paragraph is not paragraphs[-1]:
                ins, out = self.mark(paragraph, around)
                leaf.add(Piece(LINE_OF_CELL, ins, out, around.place))

    def _beside(self, element: ElementTree.Element, name: str, leaf: Leaf | None) -> None:
        """What stands between words: bookmarks, the ends of comments and of moves."""
        id = element.get(f"{W}id", "")
        if name == "bookmarkStart":
            names = self.waiting_names if leaf is None else leaf.names
            names.append(element.get(f"{W}name", "")[:60])
        elif name in {"commentRangeStart", "commentRangeEnd"}:
            begins = name == "commentRangeStart"
            if leaf is None:
                self.waiting_anchors.append((id, begins))
            else:
                leaf.anchors.append((id, len(leaf.pieces), begins))
                leaf.cut = True
        elif name in {"moveFromRangeStart", "moveToRangeStart"}:
            moved = element.get(f"{W}name", "")[:80] or id
            self.moving[name.removesuffix("RangeStart")][id] = moved
        elif name in {"moveFromRangeEnd", "moveToRangeEnd"}:
            self.moving[name.removesuffix("RangeEnd")].pop(id, None)
        elif name in LOOKS:
            self.looks += 1
        elif not element.tag.startswith(W):
            self.more = self.more or _has_words(element)

    def _stamp(self, element: ElementTree.Element, name: str) -> Stamp:
        """The stamp of a change; one that is a move by itself has no name, and is of the last."""
        if name not in self.moving:
            return stamp_of(element)
        return stamp_of(element, next(reversed(self.moving[name].values()), "?"))


def _within(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The rows of a table, or the cells of a row, but none of a table within it."""
    for child in element:
        if _local(child) == name:
            yield child
        elif _local(child) in AROUND:
            yield from _within(child, name)


def _alike(one: Context, other: Context) -> bool:
    return (bool(one.ins), bool(one.out)) == (bool(other.ins), bool(other.out))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a footnote without the blank that stands after its mark."""
    found = list(pieces)
    while found and not found[0].words.lstrip():
        found.pop(0)
    while found and not found[-1].words.rstrip():
        found.pop()
    if found:
        found[0] = replace(found[0], words=found[0].words.lstrip())
        found[-1] = replace(found[-1], words=found[-1].words.rstrip())
    return found


def _has_words(element: ElementTree.Element) -> bool:
    return any((one.text or "").strip() for one in element.iter() if one.tag.endswith("}t"))


def _local(element: ElementTree.Element) -> str:
    return element.tag[len(W) :] if element.tag.startswith(W) else ""


def _kind(paragraph: ElementTree.Element, styles: Mapping[str, str]) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val", "") if style is not None else ""
    said = styles.get(name, name).lower()
    if said == "title":
        return TITLE
    return HEADING if said.startswith("heading") else PLAIN
