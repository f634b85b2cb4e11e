"""A text under negotiation as it is kept: paragraphs in every language, and what hangs on them.

A paragraph keeps its id whatever becomes of its words. Nothing that was ever written in it is
dropped: each wording is an edition, and a paragraph that was taken out stays in its place.

Source: domain B.6 (CB-24 to CB-28), C.2 (negotiation), C.4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from cochair.procedure import numbering
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refusal, Refused, _


class Operation(StrEnum):
    """What a proposal would do."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    MOVE = "move"


class ProposalState(StrEnum):
    """What became of a proposal; the first two are open."""

    TABLED = "tabled"
    BRACKETED = "bracketed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Value(StrEnum):
    """What a delegation says of a proposal."""

    SUPPORT = "support"
    CAN_ACCEPT = "can_accept"
    PREFER_OTHER = "prefer_other"
    CANNOT_ACCEPT = "cannot_accept"
    STUDY = "study"


class ReservationKind(StrEnum):
    """Why a delegation holds back."""

    GENERAL = "general"
    SCRUTINY = "scrutiny"
    PARLIAMENTARY = "parliamentary"
    LINGUISTIC = "linguistic"
    AD_REFERENDUM = "ad_referendum"


class AuthorKind(StrEnum):
    """In whose name something is written."""

    DELEGATION = "delegation"
    PARTY = "party"
    CHAIRS = "chairs"


class Mark(StrEnum):
    """What the co-chairs noted of a paragraph."""

    OPEN = "open"
    AGREED = "agreed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Author:
    """A delegation (`member` of `party`), a Party, or the co-chairs together (neither)."""

    kind: AuthorKind
    party: str = ""
    member: str = ""


CHAIRS = Author(AuthorKind.CHAIRS)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a wording, from `start` to before `end`; both the same is a place between."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both cannot be changed independently of each other."""
        return self == other or (self.start < other.end and other.start < self.end)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an author would change.

    `words` are, in the language of negotiation, those for `span` (None: the whole paragraph), and
    in any other language the whole as it would read. `on` names the proposal that it would change,
    and makes a bracket within a bracket. `after` is the paragraph behind which something is
    inserted or moved, empty for the beginning; an insertion names the id of its new paragraph.
    `into` is the proposal with which it was merged.
    """

    id: str
    author: Author
    operation: Operation
    paragraph: str
    at: datetime
    words: Mapping[str, str] = field(default_factory=dict)
    span: Span | None = None
    on: str = ""
    after: str = ""
    state: ProposalState = ProposalState.TABLED
    settled_at: datetime | None = None
    into: str = ""
    kind: str = "operative"

    @property
    def is_open(self) -> bool:
        """Whether nothing has become of it yet."""
        return self.state in (ProposalState.TABLED, ProposalState.BRACKETED)


@dataclass(frozen=True, slots=True)
class Position:
    """What an author says of a proposal or a paragraph at an instant; the latest one counts."""

    by: Author
    on: str
    value: Value
    at: datetime


@dataclass(frozen=True, slots=True)
class Reservation:
    """A delegation holds back on a paragraph (empty: the whole), perhaps until a day.

    Only a word of its author ends it, never the day alone. `language` is for a linguistic one;
    `statement` the statement that it was converted into.
    """

    id: str
    by: Author
    kind: ReservationKind
    at: datetime
    paragraph: str = ""
    until: date | None = None
    language: str = ""
    lifted_at: datetime | None = None
    statement: str = ""

    @property
    def stands(self) -> bool:
        """Whether it has neither been lifted nor converted."""
        return self.lifted_at is None


@dataclass(frozen=True, slots=True)
class Edition:
    """A wording that was written, of a paragraph or a proposal, in one language."""

    of: str
    language: str
    number: int
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in every language.

    `numbers` counts the editions of each language. `sense` counts the changes of substance, and
    `senses` says which of them each language expresses: one that lags behind is stale.
    """

    id: str
    kind: str
    words: Mapping[str, str]
    numbers: Mapping[str, int]
    senses: Mapping[str, int]
    sense: int = 1
    mark: Mark = Mark.OPEN
    removed_at: datetime | None = None

    def stale(self, languages: Iterable[str]) -> tuple[str, ...]:
        """The languages that lag behind, or lack the paragraph."""
        return tuple(name for name in languages if self.senses.get(name, 0) < self.sense)


@dataclass(frozen=True, slots=True)
class Figures:
    """Where the negotiation stands, in figures: the trend that the co-chairs watch."""

    paragraphs: int
    agreed: int
    brackets: int
    proposals: int
    reservations: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round of negotiation, with the text and the figures at its end."""

    number: int
    opened_at: datetime
    closed_at: datetime | None = None
    figures: Figures | None = None
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class NegotiatedText:
    """The text. `negotiation` is the language in which brackets are set."""

    id: str
    parties: tuple[str, ...]
    languages: tuple[str, ...]
    negotiation: str
    paragraphs: tuple[Paragraph, ...]
    proposals: tuple[Proposal, ...] = ()
    positions: tuple[Position, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    editions: tuple[Edition, ...] = ()
    rounds: tuple[Round, ...] = ()
    clause: str = "practice"
    printed: Mapping[str, str] = field(default_factory=dict)

    @property
    def current(self) -> tuple[Paragraph, ...]:
        """The paragraphs that are in the text, in order."""
        return tuple(one for one in self.paragraphs if one.removed_at is None)

    @property
    def open_proposals(self) -> tuple[Proposal, ...]:
        """The proposals of which nothing has become yet, in the order they came."""
        return tuple(one for one in self.proposals if one.is_open)

    @property
    def standing_reservations(self) -> tuple[Reservation, ...]:
        """The reservations that stand, on the whole or on a paragraph that is in the text."""
        places = {"", *(one.id for one in self.current)}
        return tuple(one for one in self.reservations if one.stands and one.paragraph in places)

    @property
    def numbers(self) -> Mapping[str, str]:
        """What whoever cites a paragraph calls it: the one number that it has on every page."""
        return numbering.cited(self._rows)

    @property
    def shown_numbers(self) -> Mapping[str, str]:
        """The number of each paragraph in the margin; empty for a title, a heading and a recital."""
        return numbering.numbers(self._rows)

    @property
    def _rows(self) -> tuple[numbering.Row, ...]:
        return tuple((one.id, one.kind, self.printed.get(one.id, "")) for one in self.current)

    def number(self, paragraph: str) -> str:
        """What a paragraph is called; empty when it is not in the text."""
        return self.numbers.get(paragraph, "")

    def paragraph(self, id: str) -> Paragraph:
        """The paragraph with this id, if it is in the text. Raises Refused."""
        for one in self.current:
            if one.id == id:
                return one
        raise Refused(self.no(_("There is no such paragraph in the text.")))

    def proposal(self, id: str) -> Proposal:
        """The open proposal with this id. Raises Refused."""
        for one in self.open_proposals:
            if one.id == id:
                return one
        raise Refused(self.no(_("There is no such proposal, or it has already been decided.")))

    def open_on(self, paragraph: str) -> tuple[Proposal, ...]:
        """The open proposals on a paragraph, those on other proposals included."""
        return tuple(one for one in self.open_proposals if one.paragraph == paragraph)

    def standing_on(self, paragraph: str) -> tuple[Reservation, ...]:
        """The reservations that stand on a paragraph; with an empty id, on the whole."""
        return tuple(one for one in self.reservations if one.stands and one.paragraph == paragraph)

    def no(self, message: str, **facts: object) -> Refusal:
        """A refusal that cites the clause of this text."""
        return Refusal(self.clause, message, facts)

    def with_paragraph(self, paragraph: Paragraph) -> "NegotiatedText":
        """The text with one paragraph in its new form, at its place."""
        found = tuple(paragraph if one.id == paragraph.id else one for one in self.paragraphs)
        return replace(self, paragraphs=found)

    def with_proposals(self, changed: Iterable[Proposal]) -> "NegotiatedText":
        """The text with some proposals in their new form."""
        by_id = {one.id: one for one in changed}
        return replace(self, proposals=tuple(by_id.get(one.id, one) for one in self.proposals))


def first_text(
    id: str,
    parties: tuple[str, ...],
    languages: tuple[str, ...],
    negotiation: str,
    paragraphs: Iterable[tuple[str, str, Mapping[str, str]]],
    *,
    by: str,
    at: datetime,
    clause: str = "practice",
) -> NegotiatedText:
    """A first draft from ids, kinds and words by language; a language without words is stale.

    Raises Refused when an id comes twice, or the language of negotiation lacks a paragraph.
    """
    made = [_first(one, kind, words) for one, kind, words in paragraphs]
    text = NegotiatedText(id, parties, languages, negotiation, tuple(made), clause=clause)
    if len({one.id for one in made}) < len(made):
        raise Refused(text.no(_("Two paragraphs have the same id.")))
    if any(negotiation not in one.words for one in made):
        raise Refused(text.no(_("Every paragraph needs a text in the language of negotiation.")))
    editions = tuple(
        Edition(one.id, language, 1, words, by, at)
        for one in made
        for language, words in one.words.items()
    )
    return replace(text, editions=editions)


def text_digest(text: NegotiatedText) -> str:
    """The digest of the words as they are, in order and in all languages: what can be put."""
    return digest_of(
        {
            "text": text.id,
            "paragraphs": [
                {"id": one.id, "kind": one.kind, "words": dict(one.words)} for one in text.current
            ],
        }
    )


def _first(id: str, kind: str, words: Mapping[str, str]) -> Paragraph:
    once = dict.fromkeys(words, 1)
    return Paragraph(id, kind, dict(words), once, dict(once))
