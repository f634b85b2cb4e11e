"""One paragraph: its proposals, what is said of each, its history, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import authors, decision_state, party_private, queries
from cochair.features.texts.concordance import differences
from cochair.features.texts.labels import OPERATIONS, PROPOSALS, RESERVATIONS, VALUES
from cochair.features.texts.models import NegotiatedText, PrivateNote
from cochair.features.texts.presenters.names import Names, Who, names_for
from cochair.features.texts.presenters.text import Shown, Wording, rows
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Said:
    """A position: by whom, what, why and when."""

    who: Who
    value: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal with what is said of it, and what its reader may do."""

    one: core.Proposal
    who: Who
    operation: str
    state: str
    words: Mapping[str, str]
    within: str
    behind: str
    said: tuple[Said, ...]
    mine: str
    against: tuple[Refusal, ...]
    lacks: tuple[str, ...]
    is_own: bool
    is_chairs: bool

    @property
    def number(self) -> str:
        """Its number among the proposals on the text."""
        return _number(self.one.id)

    @property
    def changes(self) -> str:
        """The number of the proposal that it changes; empty for one on the text itself."""
        return _number(self.one.on)

    @property
    def can_be_taken(self) -> bool:
        """Whether nothing stands against taking it into the text."""
        return not self.against

    @property
    def is_bracketed(self) -> bool:
        """Whether it stands in brackets already."""
        return self.one.state is core.ProposalState.BRACKETED

    @property
    def takes_changes(self) -> bool:
        """Whether other words can be proposed within it."""
        return self.one.operation in {core.Operation.REPLACE, core.Operation.INSERT}


@dataclass(frozen=True, slots=True)
class Held:
    """A reservation that stands on the paragraph."""

    id: str
    kind: str
    who: Who
    until: object
    language: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """A wording that the paragraph had."""

    number: int
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A paragraph as one reader sees it."""

    row: NegotiatedText
    shown: Shown
    offers: Sequence[Offer]
    settled: Sequence[Offer]
    said: Sequence[Said]
    mine: str
    held: Sequence[Held]
    history: Mapping[str, Sequence[Edition]]
    places: Sequence[tuple[str, str, str]]
    notes: Sequence[PrivateNote]
    before: Shown | None
    after: Shown | None
    keeps: bool
    writes: bool
    writes_notes: bool
    may_reopen: bool
    is_over: bool

    @property
    def is_agreed(self) -> bool:
        """Whether it is noted as agreed, perhaps ad referendum."""
        return not self.shown.is_open

    @property
    def is_there(self) -> bool:
        """Whether it is in the text, and not only proposed."""
        return bool(self.shown.number)

    @property
    def can_be_agreed(self) -> bool:
        """Whether nothing is open on it."""
        return self.is_there and self.shown.is_open and not self.offers and not self.is_over

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Its words in every language, that of negotiation first."""
        return self.shown.wordings


def _number(proposal: str) -> str:
    return proposal.rpartition("-")[2]


def page(row: NegotiatedText, paragraph: str, hat: ActingOffice) -> Page:
    """A paragraph with all that hangs on it; 404 for one that the text does not have."""
    text = queries.negotiated(row, history=True)
    name, own = names_for(row, hat), authors.author_of(hat)
    everything = rows(text, text.languages, name, differences(text, row.forum))
    place = next((n for n, one in enumerate(everything) if one.id == paragraph), None)
    if place is None:
        raise Http404
    shown = everything[place]
    there = next((one for one in text.current if one.id == paragraph), None)
    keeps = authors.keeps_the_text(hat)
    notes = _notes_on_positions(row)
    offers = [
        _offer(text, one, name, own, keeps, notes)
        for one in text.proposals
        if one.paragraph == paragraph
    ]
    held = text.standing_on(paragraph)
    is_over = decision_state.is_over(row, decision_state.on(row))
    return Page(
        row=row,
        shown=shown,
        offers=[one for one in offers if one.one.is_open],
        settled=[one for one in offers if not one.one.is_open],
        said=_said(text, paragraph, name, notes),
        mine=_mine(text, paragraph, own),
        held=[
            Held(
                one.id, RESERVATIONS[one.kind], name(one.by), one.until, one.language, one.by == own
            )
            for one in held
        ],
        history={
            code: [
                Edition(one.number, one.words, one.by, one.at)
                for one in reversed(core.history(text, paragraph, code))
            ]
            for code in text.languages
            if there
        },
        places=[
            (one.id, str(one.number), one.columns[0].words if one.is_heading else "")
            for one in everything
            if one.number
        ],
        notes=list(party_private.notes(row, hat).filter(paragraph=paragraph).select_related("by")),
        before=everything[place - 1] if place else None,
        after=everything[place + 1] if place + 1 < len(everything) else None,
        keeps=keeps,
        writes=own is not None and not is_over,
        is_over=is_over,
        writes_notes=hat.role in authors.OF_A_DELEGATION,
        may_reopen=any(
            one.by == own and one.kind is core.ReservationKind.AD_REFERENDUM for one in held
        ),
    )


type Notes = Mapping[tuple[str, str, str, str, datetime], str]


def _notes_on_positions(row: NegotiatedText) -> Notes:
    """Why somebody took a position, by what it is on, by whom and when."""
    found = row.positions.exclude(note="").values_list(
        "on", "author_kind", "party", "member", "at", "note"
    )
    return {(on, kind, party, member, at): note for on, kind, party, member, at, note in found}


def _said(text: core.NegotiatedText, on: str, name: Names, notes: Notes) -> tuple[Said, ...]:
    return tuple(
        Said(
            name(author),
            VALUES[one.value],
            notes.get((on, author.kind.value, author.party, author.member, one.at), ""),
            one.at,
        )
        for author, one in core.positions_on(text, on).items()
    )


def _mine(text: core.NegotiatedText, on: str, own: core.Author | None) -> str:
    found = core.positions_on(text, on).get(own) if own else None
    return found.value.value if found else ""


def _offer(
    text: core.NegotiatedText,
    one: core.Proposal,
    name: Names,
    own: core.Author | None,
    keeps: bool,
    notes: Notes,
) -> Offer:
    outer = next((each for each in text.proposals if each.id == one.on), None)
    return Offer(
        one=one,
        who=name(one.author),
        operation=OPERATIONS[one.operation],
        state=PROPOSALS[one.state],
        words=one.words,
        within=_replaced(text, one, outer),
        behind=text.number(one.after),
        said=_said(text, one.id, name, notes),
        mine=_mine(text, one.id, own),
        against=core.may_accept(text, one.id) if one.is_open and keeps else (),
        lacks=tuple(code for code in text.languages if code not in one.words) if one.words else (),
        is_own=one.author == own or (keeps and one.author == core.CHAIRS),
        is_chairs=one.author == core.CHAIRS,
    )


def _replaced(text: core.NegotiatedText, one: core.Proposal, outer: core.Proposal | None) -> str:
    """The words that a proposal would change, while it is open and changes only some."""
    if one.span is None or not one.is_open:
        return ""
    if outer is not None:
        base = outer.words.get(text.negotiation, "")
    else:
        base = (
            text.paragraph(one.paragraph).words[text.negotiation]
            if text.number(one.paragraph)
            else ""
        )
    return base[one.span.start : one.span.end]
