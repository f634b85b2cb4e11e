"""Propose, take a position, bracket, withdraw: what hangs on a paragraph and by whom.

A proposal may change another one, which makes a bracket within a bracket. When the outer one is
withdrawn or merged, the inner one stays: it then says in full how the paragraph would read.

Source: domain B.6, C.2 (Proposal, Bracket, Position), C.4.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from cochair.procedure.refusal import Refusal, Refused, _, require
from cochair.procedure.text.shape import (
    Author,
    Edition,
    NegotiatedText,
    Operation,
    Position,
    Proposal,
    ProposalState,
    Span,
)
from cochair.procedure.text.stages import PROPOSE, paragraph_state

WITH_WORDS = frozenset({Operation.REPLACE, Operation.INSERT})
DEEPEST = 3
WITH_A_PLACE = frozenset({Operation.INSERT, Operation.MOVE})


def propose(text: NegotiatedText, proposal: Proposal, *, read: int = 0) -> NegotiatedText:
    """The text with a proposal. Raises Refused with every reason.

    `read` is the number of the edition that the author had before it, in the language of
    negotiation; a span of words that have changed since would speak of others.
    """
    require(
        _known(text, proposal),
        _badly_placed(text, proposal),
        _without_words(text, proposal),
        _on_nothing(text, proposal),
        _outside(text, proposal, read),
    )
    made = replace(proposal, state=ProposalState.TABLED, settled_at=None, into="")
    written = tuple(
        Edition(made.id, language, 1, words, made.author.member or made.author.party, made.at)
        for language, words in made.words.items()
    )
    return replace(text, proposals=(*text.proposals, made), editions=(*text.editions, *written))


def bracket(text: NegotiatedText, ids: Iterable[str]) -> NegotiatedText:
    """The text with these proposals in the rolling text, in brackets. Raises Refused."""
    found = [text.proposal(id) for id in ids]
    return text.with_proposals(replace(one, state=ProposalState.BRACKETED) for one in found)


def put_into(
    text: NegotiatedText, id: str, language: str, words: str, *, by: str, at: datetime
) -> NegotiatedText:
    """The text with an open proposal in one more language, or in better words of that language.

    In the language of negotiation only what it lacks is added: what stands there is its author's.
    Raises Refused.
    """
    found = text.proposal(id)
    owned = language == text.negotiation and language in found.words
    message = _(
        "Only the author may change these words, by withdrawing the proposal and making another."
    )
    require(
        None
        if language in text.languages
        else text.no(_("This text has no version in that language.")),
        text.no(message) if owned else None,
    )
    number = 1 + sum((one.of, one.language) == (id, language) for one in text.editions)
    changed = replace(found, words={**found.words, language: words})
    edition = Edition(id, language, number, words, by, at)
    return replace(text.with_proposals([changed]), editions=(*text.editions, edition))


def withdraw_proposal(text: NegotiatedText, id: str, *, by: Author, at: datetime) -> NegotiatedText:
    """The text without that proposal being open; only its author withdraws it. Raises Refused."""
    found = text.proposal(id)
    message = _("Only its author may withdraw a proposal.")
    require(None if found.author == by else text.no(message))
    gone = replace(found, state=ProposalState.WITHDRAWN, settled_at=at)
    return set_free(text, found, whole=False).with_proposals([gone])


def take_position(text: NegotiatedText, position: Position) -> NegotiatedText:
    """The text with what an author says of an open proposal, or a paragraph. Raises Refused."""
    if not text.number(position.on):
        text.proposal(position.on)
    return replace(text, positions=(*text.positions, position))


def positions_on(text: NegotiatedText, on: str) -> dict[Author, Position]:
    """The latest position of each author on a proposal or a paragraph."""
    found: dict[Author, Position] = {}
    for one in sorted(text.positions, key=lambda one: one.at):
        if one.on == on:
            found[one.by] = one
    return found


def positions_by_place(text: NegotiatedText) -> dict[str, dict[Author, Position]]:
    """The latest position of each author on every proposal and paragraph, by its id."""
    found: dict[str, dict[Author, Position]] = {}
    for one in sorted(text.positions, key=lambda one: one.at):
        found.setdefault(one.on, {})[one.by] = one
    return found


def set_free(text: NegotiatedText, outer: Proposal, *, whole: bool) -> NegotiatedText:
    """The text with what hung on a proposal standing on its own, in the place of that one.

    With `whole` it says in full what it stood in (the paragraph, or a proposal further out), for
    the words around are about to change. What changed an insertion is an insertion of its own.
    """
    inner = [one for one in text.open_proposals if one.on == outer.id]
    return text.with_proposals(_freed(text, outer, one, whole) for one in inner)


def words_with(text: NegotiatedText, proposal: Proposal) -> str:
    """How the paragraph, in the language of negotiation, would read in full with a proposal."""
    own = proposal.words.get(text.negotiation, "")
    if proposal.span is None:
        return own
    return spliced(base_words(text, proposal), proposal.span, own)


def base_words(text: NegotiatedText, proposal: Proposal) -> str:
    """The words that a proposal would change, in the language of negotiation."""
    if proposal.on:
        outer = next(one for one in text.proposals if one.id == proposal.on)
        return outer.words.get(text.negotiation, "")
    return text.paragraph(proposal.paragraph).words[text.negotiation]


def spliced(words: str, span: Span, own: str) -> str:
    """Words with those of a span replaced by others."""
    return words[: span.start] + own + words[span.end :]


def _freed(text: NegotiatedText, outer: Proposal, inner: Proposal, whole: bool) -> Proposal:
    said, span = words_with(text, inner), outer.span
    if whole and span is not None:
        said, span = spliced(base_words(text, outer), span, said), None
    return replace(
        inner,
        operation=outer.operation,
        after=outer.after,
        kind=outer.kind,
        on=outer.on,
        span=span,
        words={**inner.words, text.negotiation: said},
    )


def _known(text: NegotiatedText, proposal: Proposal) -> Refusal | None:
    taken = {one.id for one in text.proposals} | {one.id for one in text.paragraphs}
    if proposal.id in taken or proposal.id == proposal.paragraph:
        return text.no(_("This id is already in use."))
    return None


def _badly_placed(text: NegotiatedText, proposal: Proposal) -> Refusal | None:
    """Why the paragraph, or the place, is none for this proposal."""
    ids = {one.id for one in text.paragraphs}
    places = {"", *(ids - {proposal.paragraph})}
    if proposal.operation in WITH_A_PLACE and proposal.after not in places:
        return text.no(_("There is no such position in the text."))
    if proposal.on:
        return None
    if proposal.operation is Operation.INSERT:
        taken = proposal.paragraph in ids
        message = _("A new paragraph must have its own identifier.")
        return text.no(message) if taken or not proposal.paragraph else None
    stands = paragraph_state(text, text.paragraph(proposal.paragraph))
    return PROPOSE.refusal_from(stands, text.clause)


def _without_words(text: NegotiatedText, proposal: Proposal) -> Refusal | None:
    if proposal.words.keys() - set(text.languages):
        return text.no(_("This text has no version in that language."))
    if proposal.operation not in WITH_WORDS:
        return (
            text.no(_("A proposal to delete or move a paragraph contains no text."))
            if proposal.words
            else None
        )
    if proposal.span is None and not any(words.strip() for words in proposal.words.values()):
        return text.no(_("Enter the text of the proposal."))
    if proposal.operation is Operation.INSERT and proposal.span is not None:
        return text.no(_("A new paragraph must be proposed as a whole."))
    return None


def _on_nothing(text: NegotiatedText, proposal: Proposal) -> Refusal | None:
    """Why a proposal cannot change another one."""
    if not proposal.on:
        return None
    outer = next((one for one in text.open_proposals if one.id == proposal.on), None)
    fits = (
        outer is not None
        and outer.operation in WITH_WORDS
        and outer.paragraph == proposal.paragraph
        and proposal.operation is Operation.REPLACE
    )
    if not fits:
        return text.no(_("Only an open proposal may be changed."))
    message = _(
        "Brackets may be nested at most {deepest} levels deep. Propose this change separately."
    )
    return text.no(message, deepest=DEEPEST) if _depth(text, proposal) > DEEPEST else None


def _depth(text: NegotiatedText, proposal: Proposal) -> int:
    """How many proposals a proposal lies within."""
    outer = {one.id: one.on for one in text.open_proposals}
    depth, on = 0, proposal.on
    while on:
        depth, on = depth + 1, outer.get(on, "")
    return depth


def _outside(text: NegotiatedText, proposal: Proposal, read: int) -> Refusal | None:
    """Why a span does not mean any words."""
    span = proposal.span
    if span is None:
        return None
    if text.negotiation not in proposal.words:
        return text.no(
            _("Amendments within a paragraph must be proposed in the language of negotiation.")
        )
    if proposal.operation is not Operation.REPLACE:
        return text.no(_("Only a replacement may concern part of a paragraph."))
    try:
        base = base_words(text, proposal)
    except (Refused, StopIteration):
        return None
    if not 0 <= span.start <= span.end <= len(base):
        return text.no(_("The paragraph does not contain these words."))
    if not proposal.on and read != text.paragraph(proposal.paragraph).numbers[text.negotiation]:
        return text.no(_("The paragraph has changed since you read it."))
    return None
