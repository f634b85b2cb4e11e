"""Lay a text out as tracked changes: which words are inserted and deleted by whom, which remarked.

A word processor knows one who deletes a word, and no two.  So the first proposal at a place is a
tracked change there, and what it leaves no room for is a comment of its author at the same words.
Proposals on proposals are changes in what is inserted, as a word processor makes them.  Pure.

Source: docs/decisions/0024; domain CB-24 to CB-26.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cochair.formats import inline
from cochair.formats.paragraphs import HEADING, PLAIN, TABLE, TITLE, Paragraph
from cochair.formats.word.tracked.shape import NOTE_CLOSES, NOTE_OPENS
from cochair.procedure import text as core
from cochair.procedure.text import (
    Attribution,
    Author,
    NegotiatedText,
    Operation,
    Position,
    Proposal,
    Reservation,
    Span,
    positions_on,
    shown,
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes something, as much as is shown of it, and when; `move` names a move."""

    by: Author | None
    at: datetime
    proposal: str
    move: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """Some words of one history; `look` of b, i, u."""

    words: str
    ins: Hand | None = None
    out: Hand | None = None
    look: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said beside the words: a proposal without room, a position or a reservation."""

    by: Author | None
    at: datetime
    about: Proposal | Position | Reservation
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a remark begins or ends among the words."""

    remark: Remark
    begins: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paragraph as it is laid out; `ins` and `out` are of the whole, with the mark at its end."""

    id: str
    shape: Paragraph
    pieces: tuple[Laid | Anchor, ...]
    ins: Hand | None = None
    out: Hand | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """In which language a text is laid out, for whom, with how much of its authors.

    `shapes` are paragraphs of the document by their ids, for their kinds, numbers and looks.
    `first` is whose proposals come first where not all have room.
    """

    language: str
    attribution: Attribution = Attribution.NAMED
    reader: Author | None = None
    shapes: Mapping[str, Paragraph] = field(default_factory=dict)
    first: Author | None = None
    is_clean: bool = False


def lay(text: NegotiatedText, terms: Terms) -> tuple[Sheet, ...]:
    """The whole text in reading order, with what is proposed, inserted and moved at its place."""
    return tuple(_Laying(text, terms).sheets())


class _Laying:
    def __init__(self, text: NegotiatedText, terms: Terms) -> None:
        self.text, self.terms = text, terms
        self.by_paragraph: dict[str, list[Proposal]] = {}
        self.by_proposal: dict[str, list[Proposal]] = {}
        self.behind: dict[str, list[Proposal]] = {}
        self.pending: list[Remark] = []
        for one in () if terms.is_clean else sorted(text.open_proposals, key=self._order):
            if one.on:
                self.by_proposal.setdefault(one.on, []).append(one)
            elif one.operation is Operation.INSERT:
                self.behind.setdefault(one.after, []).append(one)
            else:
                self.by_paragraph.setdefault(one.paragraph, []).append(one)
        self.tracked = {one.id: self._placed(one) for one in text.current}
        self.positions = {on: positions_on(text, on) for on in {one.on for one in text.positions}}
        moves = (one for placed in self.tracked.values() for one in placed)
        for one in moves:
            if one.operation is Operation.MOVE:
                self.behind.setdefault(one.after, []).append(one)
                self.behind[one.after].sort(key=self._order)

    def sheets(self) -> Iterable[Sheet]:
        """The paragraphs as they stand, and behind each what would come there."""
        if not self.terms.is_clean:
            self.pending += self._reservations("")
        yield from self.coming("")
        for one in self.text.paragraphs:
            if one.removed_at is None:
                yield self.standing(one.id, one.kind, one.words.get(self.terms.language, ""))
            yield from self.coming(one.id)

    def standing(self, id: str, kind: str, words: str) -> Sheet:
        """A paragraph that is in the text."""
        placed = self.tracked[id]
        shape = _shape(self.terms.shapes.get(id), kind, words)
        beside = [one for one in self.by_paragraph.get(id, []) if one not in placed]
        remarks = [self._remark(one, words) for one in beside]
        if not self.terms.is_clean:
            for one in placed:
                remarks += [self._nested_remark(each, one, words) for each in self._unplaced(one)]
            remarks += self._said_of(id, words) + self._reservations(id) + self.pending
            self.pending = []
        whole = next((one for one in placed if self._is_whole(one, words)), None)
        gone = whole is not None and whole.operation is not Operation.REPLACE
        pieces = self._pieces(id, shape, words, placed, remarks)
        hand = self._hand(whole) if whole is not None and gone else None
        return Sheet(id, shape, tuple(pieces), out=hand)

    def coming(self, after: str) -> Iterable[Sheet]:
        """The paragraphs that would come behind another one: new ones, and moved ones."""
        named = set()
        for one in self.behind.get(after, []):
            hand = self._hand(one)
            if one.operation is Operation.MOVE:
                moved = self.text.paragraph(one.paragraph)
                words = moved.words.get(self.terms.language, "")
                shape = _shape(self.terms.shapes.get(moved.id), moved.kind, words)
                yield Sheet("", shape, (Laid(words, ins=hand),), ins=hand)
                continue
            id = "" if one.paragraph in named else one.paragraph
            named.add(one.paragraph)
            pieces: list[Laid | Anchor] = list(self.inserted(one))
            remarks = [self._nested_remark(each, one, "") for each in self._unplaced(one)]
            remarks += self._said_of(one.id, "")
            around = [Anchor(each, True) for each in remarks]
            pieces = [*around, *pieces, *(Anchor(each, False) for each in remarks)]
            words = one.words.get(self.text.negotiation, "")
            yield Sheet(id, _shape(None, one.kind, words), tuple(pieces), ins=hand)

    def inserted(self, one: Proposal) -> list[Laid]:
        """The words of a proposal, with what is proposed within them."""
        words = one.words.get(self.terms.language) or one.words.get(self.text.negotiation, "")
        hand = self._hand(one)
        pieces: list[Laid] = []
        at = 0
        for each in sorted(self._within(one), key=lambda each: self._span(each, words).start):
            span = self._span(each, words)
            pieces.append(Laid(words[at : span.start], ins=hand))
            pieces.append(Laid(words[span.start : span.end], ins=hand, out=self._hand(each)))
            pieces += self.inserted(each)
            at = span.end
        pieces.append(Laid(words[at:], ins=hand))
        return [piece for piece in pieces if piece.words]

    def _within(self, outer: Proposal) -> list[Proposal]:
        """The proposals on a proposal that have room in its words."""
        words = outer.words.get(self.terms.language) or outer.words.get(self.text.negotiation, "")
        found: list[Proposal] = []
        if self.terms.language != self.text.negotiation:
            return found
        for one in self.by_proposal.get(outer.id, []):
            span = self._span(one, words)
            # At its edge nobody could tell it from a proposal beside the outer one.
            at_edge = span.start == span.end and span.start in (0, len(words))
            own = self._label(one.author) == self._label(outer.author)
            if not at_edge and not own and self._fits(one, found, words, is_table=False):
                found.append(one)
        return found

    def _unplaced(self, outer: Proposal) -> list[Proposal]:
        """The proposals on a proposal, or on one within it, that have no room."""
        if self.terms.is_clean:
            return []
        within = self._within(outer)
        found = [one for one in self.by_proposal.get(outer.id, []) if one not in within]
        for one in [*within, *found]:
            found = [*found, *self._unplaced(one)]
        return found

    def _placed(self, paragraph: core.Paragraph) -> list[Proposal]:
        """The proposals on a paragraph that have room as tracked changes: the first that came."""
        id, kind = paragraph.id, paragraph.kind
        words = paragraph.words.get(self.terms.language, "")
        is_table = _shape(self.terms.shapes.get(id), kind, words).kind == TABLE
        found: list[Proposal] = []
        for one in self.by_paragraph.get(id, []):
            if self._speaks(one) and self._fits(one, found, words, is_table=is_table):
                found.append(one)
        return found

    def _speaks(self, one: Proposal) -> bool:
        """Whether a proposal says something in this language."""
        return one.operation is not Operation.REPLACE or self.terms.language in one.words

    def _fits(
        self, one: Proposal, placed: Sequence[Proposal], words: str, *, is_table: bool
    ) -> bool:
        """Whether a proposal can be a tracked change beside those that have their places."""
        span, new = self._span(one, words), one.words.get(self.terms.language, "")
        if self._is_whole(one, words):
            return not placed and inline.is_whole(new) and bool(words)
        if any(self._is_whole(each, words) for each in placed):
            return False
        if is_table and any(sign in words[span.start : span.end] + new for sign in "\t\n"):
            return False
        cut = words[span.start : span.end]
        if not inline.is_whole(cut) or not inline.is_whole(new) or not inline.is_whole(words):
            return False
        in_note = inline.depth_at(words, span.start)
        if in_note and any(sign in new + cut for sign in (NOTE_OPENS, NOTE_CLOSES)):
            return False
        return not any(self._meet(one, each, words) for each in placed)

    def _meet(self, one: Proposal, other: Proposal, words: str) -> bool:
        """Whether a word processor could not tell two changes apart, or keep both."""
        mine, its = self._span(one, words), self._span(other, words)
        if self._label(one.author) == self._label(other.author):
            return mine.start <= its.end and its.start <= mine.end
        both = mine.start < mine.end and its.start < its.end
        return both and mine.start < its.end and its.start < mine.end

    def _span(self, one: Proposal, words: str) -> Span:
        in_it = self.terms.language == self.text.negotiation
        return one.span if one.span is not None and in_it else Span(0, len(words))

    def _is_whole(self, one: Proposal, words: str) -> bool:
        return one.operation is not Operation.REPLACE or self._span(one, words) == Span(
            0, len(words)
        )

    def _pieces(
        self,
        id: str,
        shape: Paragraph,
        words: str,
        placed: Sequence[Proposal],
        remarks: Sequence[Remark],
    ) -> list[Laid | Anchor]:
        """The words of a paragraph, cut where something begins or ends."""
        spans = [(self._span(one, words), one) for one in placed]
        styled = self._looks(id, words)
        cuts = {0, len(words)}
        for span, _one in spans:
            cuts |= {span.start, span.end}
        for start, end, _look in styled:
            cuts |= {start, end}
        remarks = [_anchored(one, words, shape.kind == TABLE) for one in remarks]
        for remark in remarks:
            cuts |= {remark.start, remark.end}
        ordered = sorted(cuts)
        pieces: list[Laid | Anchor] = []
        for at, end in zip(ordered, [*ordered[1:], len(words)], strict=True):
            coming = [one for span, one in spans if span.end == at and span.start < at]
            new = [one for span, one in spans if span.start == span.end == at]
            pieces += [Anchor(one, True) for one in remarks if one.start == at]
            for one in (*coming, *new):
                pieces += self.inserted(one) if one.operation is Operation.REPLACE else []
            pieces += [Anchor(one, False) for one in remarks if one.end == at]
            cut = words[at:end]
            if cut:
                over = next((one for span, one in spans if span.start <= at < span.end), None)
                look = next((said for start, to, said in styled if start <= at < to), "")
                hand = self._hand(over) if over is not None else None
                pieces.append(Laid(cut, out=hand, look=look))
        return pieces

    def _looks(self, id: str, words: str) -> list[tuple[int, int, str]]:
        """The looks of words that still are those of the document."""
        shape = self.terms.shapes.get(id)
        if shape is None or inline.words_in_text(shape) != words:
            return []
        return [(start, min(end, len(words)), look) for start, end, look in inline.looks(shape)]

    def _hand(self, one: Proposal) -> Hand:
        move = one.id if one.operation is Operation.MOVE else ""
        return Hand(self._label(one.author), one.at, one.id, move)

    def _label(self, author: Author) -> Author | None:
        """What is shown of an author; a delegation by its Party alone is a delegation still."""
        seen = shown(author, self.terms.attribution, self.terms.reader)
        if seen is not None and seen.kind is not author.kind:
            return Author(author.kind, author.party)
        return seen

    def _order(self, one: Proposal) -> tuple[bool, datetime, str]:
        return (one.author != self.terms.first, one.at, one.id)

    def _remark(self, one: Proposal, words: str) -> Remark:
        span = self._span(one, words)
        return Remark(self._label(one.author), one.at, one, span.start, span.end)

    def _nested_remark(self, one: Proposal, outer: Proposal, words: str) -> Remark:
        span = self._span(outer, words) if words else Span(0, 0)
        return Remark(self._label(one.author), one.at, one, span.start, span.end)

    def _said_of(self, id: str, words: str) -> list[Remark]:
        """The latest positions on a paragraph and on what is proposed for it."""
        found = []
        for on, span in (
            (id, Span(0, len(words))),
            *((one.id, self._span(one, words)) for one in self.by_paragraph.get(id, [])),
        ):
            for author, said in self.positions.get(on, {}).items():
                found.append(Remark(self._label(author), said.at, said, span.start, span.end))
        return found

    def _reservations(self, id: str) -> list[Remark]:
        return [Remark(self._label(one.by), one.at, one) for one in self.text.standing_on(id)]


def _anchored(one: Remark, words: str, is_table: bool) -> Remark:
    """A remark at a place where a word processor takes one: in no footnote, and in no table."""
    start, end = min(one.start, len(words)), min(one.end, len(words))
    if is_table:
        start = end = 0
    elif inline.depth_at(words, start) or inline.depth_at(words, end):
        start, end = 0, len(words)
    return Remark(one.by, one.at, one.about, start, end)


def _shape(found: Paragraph | None, kind: str, words: str = "") -> Paragraph:
    """What a paragraph looks like: as in the document, or by its kind and cells alone."""
    if found is not None:
        return found
    if "\t" in words:
        return Paragraph("", TABLE)
    return Paragraph("", kind if kind in {TITLE, HEADING, TABLE} else PLAIN)
