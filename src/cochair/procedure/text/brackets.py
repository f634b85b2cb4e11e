"""The rolling text: what is not agreed stands in brackets, alternative beside alternative.

Source: domain B.6, CB-24 to CB-26.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from cochair.procedure.text.shape import (
    Author,
    NegotiatedText,
    Operation,
    Proposal,
    Span,
)

NOTHING = "–"
# Nobody reads brackets that lie deeper in each other.
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Words:
    """Words that nobody would change."""

    words: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to read a bracket: as it stands (no proposal), or as an author would have it."""

    pieces: tuple["Piece", ...]
    proposal: str = ""
    author: Author | None = None


@dataclass(frozen=True, slots=True)
class Bracket:
    """A place that is not agreed, with all its alternatives; the standing words come first."""

    alternatives: tuple[Alternative, ...]


type Piece = Words | Bracket


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the rolling text, in the language of negotiation.

    `proposed` says that it is only proposed; `moves` are the proposals to move it.
    """

    paragraph: str
    pieces: tuple[Piece, ...]
    proposed: bool = False
    moves: tuple[Proposal, ...] = ()


def rolling(text: NegotiatedText) -> tuple[Line, ...]:
    """The whole text with every open proposal in brackets at its place, in reading order."""
    hanging = _hanging(text)
    lines = list(hanging.new_lines(""))
    for one in text.paragraphs:
        if one.removed_at is None:
            own = hanging.on_paragraph.get(one.id, [])
            moves = tuple(each for each in own if each.operation is Operation.MOVE)
            lines.append(
                Line(one.id, hanging.paragraph(one.words[text.negotiation], own), moves=moves)
            )
        lines.extend(hanging.new_lines(one.id))
    return tuple(lines)


def bracketed(text: NegotiatedText, paragraph: str) -> tuple[Piece, ...]:
    """A paragraph with its open proposals in brackets, nested where one changes another."""
    words = text.paragraph(paragraph).words[text.negotiation]
    hanging = _hanging(text)
    return hanging.paragraph(words, hanging.on_paragraph.get(paragraph, []))


def printed(pieces: Iterable[Piece], name: Callable[[Author], str]) -> str:
    """Pieces in plain text: `The Parties [shall | should (Norland)] meet.`

    `name` gives what is shown of an author; where that is nothing, no parentheses are printed.
    """
    return "".join(
        one.words if isinstance(one, Words) else f"[{_printed_ways(one, name)}]" for one in pieces
    )


def _printed_ways(one: Bracket, name: Callable[[Author], str]) -> str:
    ways = []
    for way in one.alternatives:
        said = printed(way.pieces, name) or NOTHING
        who = name(way.author) if way.author else ""
        ways.append(f"{said} ({who})" if who else said)
    return " | ".join(ways)


@dataclass(frozen=True, slots=True)
class _Hanging:
    """The open proposals by what they hang on, and how they are laid out."""

    main: str
    on_paragraph: Mapping[str, list[Proposal]]
    on_proposal: Mapping[str, list[Proposal]]
    behind: Mapping[str, Mapping[str, list[Proposal]]]

    def new_lines(self, after: str) -> tuple[Line, ...]:
        """The paragraphs that are proposed behind another one."""
        return tuple(
            Line(id, (Bracket(tuple(self.way(one) for one in ways)),), proposed=True)
            for id, ways in self.behind.get(after, {}).items()
        )

    def paragraph(self, words: str, own: list[Proposal]) -> tuple[Piece, ...]:
        """The words of a paragraph, with brackets where proposals are."""
        return self.pieces(words, [one for one in own if self.shows(one)])

    def shows(self, one: Proposal) -> bool:
        """Whether a proposal has something to show among these words."""
        if one.operation is Operation.REPLACE:
            # What is only said in another language has no words to show here yet.
            return self.main in one.words
        return one.operation is Operation.DELETE

    def pieces(
        self, words: str, found: list[Proposal], start: int = 0, depth: int = 0
    ) -> tuple[Piece, ...]:
        """Words that begin at a place of the paragraph, with brackets where proposals are."""
        pieces: list[Piece] = []
        at = 0
        for cluster, span in _clusters(found, Span(start, start + len(words))):
            pieces.append(Words(words[at : span.start - start]))
            pieces.append(
                self.bracket(words[span.start - start : span.end - start], span, cluster, depth)
            )
            at = span.end - start
        pieces.append(Words(words[at:]))
        return _without_empty(pieces)

    def bracket(self, words: str, span: Span, cluster: list[Proposal], depth: int) -> Bracket:
        """One place with all that is proposed for it."""
        whole = [one for one in cluster if one.span is None or one.span == span]
        if not whole or depth >= DEEPEST:
            # Proposals that cross each other, or lie too deep to be read: each says in full what
            # the place would read.
            ways = (self.way_across(words, span, one, depth) for one in cluster)
            return Bracket((Alternative((Words(words),)), *ways))
        inner = [one for one in cluster if one not in whole]
        standing = Alternative(self.pieces(words, inner, span.start, depth + 1))
        return Bracket((standing, *(self.way(one, depth + 1) for one in whole)))

    def way(self, one: Proposal, depth: int = 0) -> Alternative:
        """What a proposal says, with what is proposed within it."""
        within = [each for each in self.on_proposal.get(one.id, []) if self.shows(each)]
        return Alternative(
            self.pieces(one.words.get(self.main, ""), within, 0, depth), one.id, one.author
        )

    def way_across(self, words: str, span: Span, one: Proposal, depth: int) -> Alternative:
        """What a proposal says of its own words, among the others of a wider place."""
        own = one.span or span
        before, behind = words[: own.start - span.start], words[own.end - span.start :]
        way = self.way(one, depth + 1)
        return replace(way, pieces=_without_empty([Words(before), *way.pieces, Words(behind)]))


def _hanging(text: NegotiatedText) -> _Hanging:
    on_paragraph: dict[str, list[Proposal]] = {}
    on_proposal: dict[str, list[Proposal]] = {}
    behind: dict[str, dict[str, list[Proposal]]] = {}
    for one in text.open_proposals:
        if one.on:
            on_proposal.setdefault(one.on, []).append(one)
        elif one.operation is not Operation.INSERT:
            on_paragraph.setdefault(one.paragraph, []).append(one)
        else:
            behind.setdefault(one.after, {}).setdefault(one.paragraph, []).append(one)
    return _Hanging(text.negotiation, on_paragraph, on_proposal, behind)


def _without_empty(pieces: list[Piece]) -> tuple[Piece, ...]:
    return tuple(one for one in pieces if isinstance(one, Bracket) or one.words)


def _clusters(found: list[Proposal], whole: Span) -> list[tuple[list[Proposal], Span]]:
    """Proposals whose places overlap, together with the place that they all lie in."""
    spans = sorted(
        ((one.span or whole, one) for one in found),
        key=lambda each: (each[0].start, -each[0].end, each[1].at, each[1].id),
    )
    clusters: list[tuple[list[Proposal], Span]] = []
    for span, one in spans:
        if clusters and (span.start < clusters[-1][1].end or span == clusters[-1][1]):
            together, place = clusters[-1]
            clusters[-1] = ([*together, one], Span(place.start, max(place.end, span.end)))
        else:
            clusters.append(([one], span))
    return clusters
