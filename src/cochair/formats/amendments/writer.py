"""Write a text that was laid out as a DOCX: tracked changes, comments, footnotes, tables, bookmarks.

Everything that is inserted or deleted bears its author and instant; a paragraph bears its id as a
hidden bookmark, by which it is known when the file comes back.
Source: ISO/IEC 29500-1, 17.13 (annotations).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from xml.sax.saxutils import quoteattr

from cochair.formats.amendments.bookmarks import name_of
from cochair.formats.amendments.markup_layout import Anchor, Hand, Laid, Remark, Sheet
from cochair.formats.inline import is_whole
from cochair.formats.paragraphs import TABLE
from cochair.formats.word.heads import Heads
from cochair.formats.word.pieces import UNPRINTED, words
from cochair.formats.word.tracked.shape import LINE_OF_CELL, NOTE_CLOSES, NOTE_OPENS
from cochair.formats.word.writer import Lists, packed, properties_of
from cochair.procedure.text import Author

# By these initials our own comments are known when a file comes back.
INITIALS = "cochair"
_REFERENCE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Saying:
    """How authors are named, and what a remark says, in the language of the file."""

    name: Callable[[Author | None], str]
    remark: Callable[[Remark], str]


def write_text(
    sheets: Iterable[Sheet],
    saying: Saying,
    *,
    language: str,
    title: str,
    at: datetime,
    heads: Heads | None = None,
    footer: str = "",
) -> bytes:
    """A text that was laid out as DOCX; `at` (aware UTC) is the date that the file says of itself."""
    making = _Making(saying)
    body = "".join(making.sheet(one) for one in sheets)
    # Whatever is inserted last needs a paragraph behind it that stays.
    return packed(
        f"{body}<w:p/>",
        making.lists,
        making.notes,
        language=language,
        title=title,
        heads=heads,
        footer=footer,
        at=at,
        comments="".join(making.comments),
    )


@dataclass(slots=True)
class _Row:
    """A row of a table; `hands` are who inserts and who deletes all of it."""

    cells: list[list[Laid]]
    ins: Hand | None = None
    out: Hand | None = None


@dataclass(slots=True)
class _Making:
    saying: Saying
    lists: Lists = field(default_factory=Lists)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    ids: "count[int]" = field(default_factory=lambda: count(1))
    open: dict[int, int] = field(default_factory=dict)

    def sheet(self, one: Sheet) -> str:
        """A paragraph or a table."""
        name = name_of(one.id) if one.id else ""
        if one.shape.kind == TABLE:
            self.lists.open.clear()
            return self._table(one, name)
        properties = properties_of(one.shape, self.lists)
        marks = "".join(
            self._changed(kind, hand, "")
            for kind, hand in (("ins", one.ins), ("del", one.out))
            if hand
        )
        properties += f"<w:rPr>{marks}</w:rPr>" if marks else ""
        inner = self._bookmark(name) + self.runs(one.pieces)
        hand = one.ins or one.out
        if hand is not None and hand.move:
            inner = self._range(inner, "moveTo" if one.ins else "moveFrom", hand)
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"

    def runs(self, pieces: Sequence[Laid | Anchor]) -> str:
        """Pieces as runs; what lies in a footnote goes there, with its own changes."""
        said = "".join(one.words for one in pieces if isinstance(one, Laid))
        if not is_whole(said):
            pieces = [_without_notes(one) for one in pieces]
        made: list[str] = []
        note: list[Laid] | None = None
        for one in pieces:
            if isinstance(one, Anchor):
                made.append(self._anchor(one))
                continue
            rest = one.words
            while rest:
                sign = NOTE_OPENS if note is None else NOTE_CLOSES
                before, found, rest = rest.partition(sign)
                if note is None:
                    made.append(self._run(replace(one, words=before)))
                else:
                    note.append(replace(one, words=before))
                if found and note is None:
                    note = []
                elif found and note is not None:
                    made.append(self._note(note, one))
                    note = None
        return "".join(made)

    def _run(self, one: Laid) -> str:
        if not one.words:
            return ""
        look = "".join(
            f"<w:{letter}{' w:val=' + quoteattr('single') if letter == 'u' else ''}/>"
            for letter in one.look
        )
        inner = words(one.words)
        return self._history(one, f"{f'<w:rPr>{look}</w:rPr>' if look else ''}{inner}")

    def _history(self, one: Laid, inner: str) -> str:
        """A run within the marks of who inserted and who deleted it."""
        if one.out is not None and not one.out.move:
            inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        made = f"<w:r>{inner}</w:r>"
        if one.out is not None:
            made = self._changed("del", one.out, made)
        return made if one.ins is None else self._changed("ins", one.ins, made)

    def _changed(self, kind: str, hand: Hand, inner: str) -> str:
        if hand.move:
            kind = {"ins": "moveTo", "del": "moveFrom"}[kind]
        # Of an author who is not shown no instant is told: it would tell who it was.
        date = f' w:date="{_instant(hand.at)}"' if hand.by is not None else ""
        head = (
            f'w:{kind} w:id="{next(self.ids)}" w:author={_quoted(self.saying.name(hand.by))}{date}'
        )
        return f"<{head}>{inner}</w:{kind}>" if inner else f"<{head}/>"

    def _range(self, inner: str, kind: str, hand: Hand) -> str:
        number = next(self.ids)
        date = f' w:date="{_instant(hand.at)}"' if hand.by is not None else ""
        said = f"w:author={_quoted(self.saying.name(hand.by))}{date} w:name={_quoted(hand.move)}"
        return f'<w:{kind}RangeStart w:id="{number}" {said}/>{inner}<w:{kind}RangeEnd w:id="{number}"/>'

    def _note(self, inside: Sequence[Laid], mark: Laid) -> str:
        self.notes.append(
            '<w:r><w:t xml:space="preserve"> </w:t></w:r>' + "".join(map(self._run, inside))
        )
        reference = f'{_REFERENCE}<w:footnoteReference w:id="{len(self.notes)}"/>'
        return self._history(mark, reference)

    def _bookmark(self, name: str) -> str:
        if not name:
            return ""
        number = next(self.ids)
        return f'<w:bookmarkStart w:id="{number}" w:name={_quoted(name)}/><w:bookmarkEnd w:id="{number}"/>'

    def _anchor(self, one: Anchor) -> str:
        if one.begins:
            number = self.open[id(one.remark)] = len(self.comments)
            self.comments.append(self._comment(number, one.remark))
            return f'<w:commentRangeStart w:id="{number}"/>'
        number = self.open[id(one.remark)]
        reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeEnd w:id="{number}"/>{reference}'

    def _comment(self, number: int, one: Remark) -> str:
        date = f' w:date="{_instant(one.at)}"' if one.by is not None else ""
        who = f"w:author={_quoted(self.saying.name(one.by))}"
        lines = "".join(
            f"<w:p><w:r>{words(line)}</w:r></w:p>" for line in self.saying.remark(one).split("\n")
        )
        return f'<w:comment w:id="{number}" {who}{date} w:initials="{INITIALS}">{lines}</w:comment>'

    def _table(self, one: Sheet, name: str) -> str:
        anchors = "".join(self._anchor(each) for each in one.pieces if isinstance(each, Anchor))
        rows = _rows([each for each in one.pieces if isinstance(each, Laid)])
        columns = max(len(row.cells) for row in rows)
        wide = 9000 // columns
        before = self._bookmark(name) + anchors
        made = ""
        for row in rows:
            # As many cells in every row: a word processor draws no other table.
            cells = [*row.cells, *([[]] * (columns - len(row.cells)))]
            marks = "".join(
                self._changed(kind, replace(hand, move=""), "")
                for kind, hand in (("ins", row.ins), ("del", row.out))
                if hand is not None
            )
            inner = ""
            for cell in cells:
                inner += (
                    f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>'
                    f"<w:p>{before}{self.runs(cell)}</w:p></w:tc>"
                )
                before = ""
            made += f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{inner}</w:tr>"
        grid = f'<w:gridCol w:w="{wide}"/>' * columns
        look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        # Two tables on end would be one: an empty paragraph keeps them apart.
        return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl><w:p/>"


def _rows(pieces: Sequence[Laid]) -> list[_Row]:
    """The rows of a table; words that are inserted or deleted whole make rows of their own."""
    rows: list[_Row] = []
    history: object = None
    for one in pieces:
        is_structure = any(sign in one.words for sign in "\t\n")
        mark = (one.ins, one.out) if is_structure and (one.ins or one.out) else None
        begins = not rows or (mark != history and mark is not None)
        for number, line in enumerate(one.words.split("\n")):
            if begins or number:
                whole = mark or (None, None)
                rows.append(_Row([[]], *whole))
                begins = False
            for at, cell in enumerate(line.split("\t")):
                if at:
                    rows[-1].cells.append([])
                if cell:
                    said = replace(one, words=cell.replace(LINE_OF_CELL, "\n"))
                    said = _moveless(said)
                    rows[-1].cells[-1].append(said)
        history = mark if mark is not None else history
    return _marked(rows) or [_Row([[]])]


def _marked(rows: list[_Row]) -> list[_Row]:
    """A row all of whose words somebody inserted, or deleted, goes or comes as a row."""
    kept = any(
        one.ins is None and one.out is None for row in rows for cell in row.cells for one in cell
    )
    for row in rows:
        hands = {(one.ins, one.out) for cell in row.cells for one in cell}
        if len(hands) == 1 and not kept and not (row.ins or row.out):
            row.ins, row.out = hands.pop()
    return rows


def _moveless(one: Laid) -> Laid:
    """A table that moves is deleted and inserted: word processors move none."""
    return replace(
        one,
        ins=replace(one.ins, move="") if one.ins else None,
        out=replace(one.out, move="") if one.out else None,
    )


def _without_notes(one: Laid | Anchor) -> Laid | Anchor:
    if isinstance(one, Anchor):
        return one
    return replace(one, words=one.words.replace(NOTE_OPENS, "(").replace(NOTE_CLOSES, ")"))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _quoted(words: str) -> str:
    return quoteattr(UNPRINTED.sub("", words))
