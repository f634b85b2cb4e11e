"""The rolling text: paragraph by paragraph, language beside language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __

from cochair.features.texts.labels import RESERVATIONS, STATES, VALUES
from cochair.features.texts.presenters.names import Names, Who
from cochair.procedure import text as core

OPEN_STATES = frozenset(
    {core.ParagraphState.BRACKETED, core.ParagraphState.REOPENED, core.ParagraphState.OPEN}
)


@dataclass(frozen=True, slots=True)
class Column:
    """One paragraph in one language, with what is proposed in it."""

    language: str
    words: SafeString | str
    others: SafeString | str
    is_source: bool
    is_stale: bool
    is_missing: bool
    # Whether it stands beside the language that its reader reads first.
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """What is said of a paragraph: an English sentence without names, by whom, until when."""

    says: str
    who: tuple[Who, ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A language of a paragraph for whoever writes it: which edition and sense are shown."""

    language: str
    words: str
    read: int
    sense: int
    is_source: bool
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph of the rolling text; one that is only proposed has no number."""

    id: str
    number: str
    margin: str
    state: core.ParagraphState
    kind: str
    columns: tuple[Column, ...]
    voices: tuple[Voice, ...]
    moves: tuple[Who, ...]
    proposals: int
    differs: bool
    # Its words in every language, that of negotiation first; none where it is only proposed.
    wordings: tuple[Wording, ...] = ()

    @property
    def word(self) -> str:
        """Where it stands, in English."""
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        """The tone of where it stands."""
        return STATES[self.state][1]

    @property
    def shape(self) -> str:
        """The icon of where it stands."""
        return STATES[self.state][2]

    @property
    def is_heading(self) -> bool:
        """Whether it is shown larger."""
        return self.kind in {"title", "heading"}

    @property
    def is_open(self) -> bool:
        """Whether it is not agreed."""
        return self.state in OPEN_STATES

    @property
    def is_quiet(self) -> bool:
        """Whether nobody said anything of it, and no language of it lags behind."""
        return not (self.proposals or self.voices or self.moves or self.differs or self.is_stale)

    @property
    def can_be_changed(self) -> bool:
        """Whether words of it may be proposed: it is in the text, and not agreed."""
        return bool(self.number) and self.is_open

    @property
    def drafted(self) -> tuple[Wording, ...]:
        """What is written anew where it stands: its reader's language, and that of negotiation."""
        own = self.columns[0].language
        return tuple(
            sorted(
                (one for one in self.wordings if one.is_source or one.language == own),
                key=lambda one: one.language != own,
            )
        )

    @property
    def is_stale(self) -> bool:
        """Whether a language of it lags behind."""
        return bool(self.number) and any(one.is_stale or one.is_missing for one in self.columns)


@dataclass(frozen=True, slots=True)
class Laid:
    """Everything that hangs on a text, found once for all its paragraphs."""

    open_on: Mapping[str, Sequence[core.Proposal]]
    said: Mapping[str, Mapping[core.Author, core.Position]]
    held: Mapping[str, Sequence[core.Reservation]]


def laid(text: core.NegotiatedText) -> Laid:
    """What hangs on each paragraph: open proposals, the latest positions, reservations."""
    open_on: dict[str, list[core.Proposal]] = defaultdict(list)
    for one in text.open_proposals:
        open_on[one.paragraph].append(one)
    held: dict[str, list[core.Reservation]] = defaultdict(list)
    for reservation in text.reservations:
        if reservation.stands:
            held[reservation.paragraph].append(reservation)
    return Laid(open_on, core.positions_by_place(text), held)


def rows(
    text: core.NegotiatedText,
    languages: Sequence[str],
    name: Names,
    differences: Iterable[core.Discrepancy],
) -> list[Shown]:
    """Every paragraph of the rolling text in reading order, what is only proposed included."""
    hanging, differ = laid(text), {one.paragraph for one in differences}
    paragraphs, stands = {one.id: one for one in text.current}, core.paragraph_states(text)
    numbers, margins = text.numbers, text.shown_numbers
    found = []
    for line in core.rolling(text):
        own = hanging.open_on.get(line.paragraph, ())
        there = paragraphs.get(line.paragraph) if not line.proposed else None
        found.append(
            Shown(
                id=line.paragraph,
                number=numbers.get(line.paragraph, "") if there else "",
                margin=margins.get(line.paragraph, "") if there else "",
                state=stands[there.id] if there else core.ParagraphState.BRACKETED,
                kind=there.kind if there else own[0].kind,
                columns=tuple(
                    _column(text, language, line, there, own, name) for language in languages
                ),
                voices=voices(hanging, line.paragraph, name),
                moves=tuple(name(one.author) for one in line.moves),
                proposals=len(own),
                differs=line.paragraph in differ,
                wordings=_wordings(text, there) if there else (),
            )
        )
    return found


def _wordings(text: core.NegotiatedText, there: core.Paragraph) -> tuple[Wording, ...]:
    rest = (code for code in text.languages if code != text.negotiation)
    return tuple(
        Wording(
            language=code,
            words=there.words.get(code, ""),
            read=there.numbers.get(code, 0),
            sense=there.sense,
            is_source=code == text.negotiation,
            is_stale=code in there.stale(text.languages),
        )
        for code in (text.negotiation, *rest)
    )


def voices(hanging: Laid, paragraph: str, name: Names) -> tuple[Voice, ...]:
    """What is said of a paragraph as it stands, and who holds back on it."""
    by_value: dict[core.Value, list[Who]] = defaultdict(list)
    for author, position in hanging.said.get(paragraph, {}).items():
        by_value[position.value].append(name(author))
    found = [Voice(VALUES[value], tuple(by_value[value])) for value in VALUES if value in by_value]
    found += [
        Voice(RESERVATIONS[one.kind], (name(one.by),), one.until)
        for one in hanging.held.get(paragraph, ())
    ]
    return tuple(found)


def _column(
    text: core.NegotiatedText,
    language: str,
    line: core.Line,
    there: core.Paragraph | None,
    own: Sequence[core.Proposal],
    name: Names,
) -> Column:
    is_source = language == text.negotiation
    said = there.words.get(language, "") if there else ""
    behind = there is not None and there.senses.get(language, 0) < there.sense
    other = [(name(one.author), one.words[language]) for one in own if language in one.words]
    return Column(
        language=language,
        words=bracketed(line.pieces, name) if is_source else said,
        others="" if is_source else alternatives(other),
        is_source=is_source,
        is_stale=behind and bool(said),
        is_missing=not is_source and not said and not other,
    )


# Words with what is proposed in brackets, as HTML; everything that anybody wrote is escaped.
NOTHING = "–"


def bracketed(pieces: Iterable[core.Piece], name: Names) -> SafeString:
    """Pieces of a paragraph: what nobody would change as it is, alternatives each in its bracket."""
    return SafeString("".join(_piece(one, name) for one in pieces))


def alternatives(found: Iterable[tuple[Who, str]]) -> SafeString:
    """Whole wordings that are proposed in a language in which no brackets are set."""
    return SafeString(" ".join(_way(who, escape(words)) for who, words in found))


def _piece(piece: core.Piece, name: Names) -> str:
    if isinstance(piece, core.Words):
        return escape(piece.words)
    return " ".join(filter(None, (_alternative(one, name) for one in piece.alternatives)))


def _alternative(way: core.Alternative, name: Names) -> str:
    said = "".join(_piece(one, name) for one in way.pieces)
    if way.author is None:
        # Where something is only added, there are no words that stand.
        return f'<span class="bracket">[{said}]</span>' if said else ""
    return _way(name(way.author), said)


def _way(who: Who, said: str) -> str:
    """One alternative; `said` is HTML already."""
    cite = f"<cite>{escape(who.short)}</cite> " if who.short else ""
    words = said or format_html('<span title="{}">{}</span>', __("deleted"), NOTHING)
    party = f' data-party="{escape(who.tone)}"' if who.tone else ""
    return f'<span class="bracket"{party}>[{cite}{words}]</span>'
