"""Accept a proposal into the text: only over nobody, and with every other word kept.

The co-chairs take a proposal in when nobody says that it cannot be accepted, when nothing within
it is open, and when the authors of all others at the same place can accept it: theirs are then
merged into it. A compromise is a proposal of the co-chairs and goes the same way.

Source: domain B.6, C.2 (Proposal: accepted, merged), C.4.
"""

from dataclasses import replace
from datetime import datetime

from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.text.proposals import positions_on, set_free, words_with
from cochair.procedure.text.shape import (
    Edition,
    NegotiatedText,
    Operation,
    Paragraph,
    Proposal,
    ProposalState,
    Span,
    Value,
)

WHOLLY = frozenset({Operation.INSERT, Operation.DELETE})
AGREEABLE = frozenset({Value.SUPPORT, Value.CAN_ACCEPT})


def rivals(text: NegotiatedText, proposal: Proposal) -> tuple[Proposal, ...]:
    """The open proposals that cannot be accepted beside this one."""
    return tuple(one for one in text.open_proposals if _at_odds(one, proposal))


def may_accept(text: NegotiatedText, id: str) -> tuple[Refusal, ...]:
    """Every reason why a proposal is not taken into the text; none when it may be.

    The reasons count delegations and name none: who said what is shown by the attribution only.
    """
    found = text.proposal(id)
    said = positions_on(text, id)
    against = sum(one.value is Value.CANNOT_ACCEPT for one in said.values())
    beside = rivals(text, found)
    # Where the paragraph itself comes or goes, there is no place left for what hangs on others.
    places = {id, *(one.id for one in beside if found.operation in WHOLLY)}
    within = sum(one.on in places for one in text.open_proposals)
    unheard = sum(
        other.author != found.author
        and (other.author not in said or said[other.author].value not in AGREEABLE)
        for other in beside
    )
    bare = found.operation in (Operation.REPLACE, Operation.INSERT) and (
        text.negotiation not in found.words
    )
    answers = (
        (against, _("Delegations that cannot accept it: {number}.")),
        (within, _("Open amendments to this proposal: {number}.")),
        (
            unheard,
            _(
                "Other proposals on this passage whose authors have not accepted the "
                "change: {number}."
            ),
        ),
        (bare, _("The text is missing in the language of negotiation.")),
    )
    return tuple(text.no(message, number=number) for number, message in answers if number)


def accept(text: NegotiatedText, id: str, *, by: str, at: datetime) -> NegotiatedText:
    """The text with a proposal taken in. Raises Refused as `may_accept` answers.

    The languages for which it has no words, or words for an older wording, are stale afterwards.
    """
    require(*may_accept(text, id))
    found = text.proposal(id)
    beside = rivals(text, found)
    for one in beside:
        text = set_free(text, one, whole=True)
    merged = [replace(one, state=ProposalState.MERGED, settled_at=at, into=id) for one in beside]
    changed = _inside(text, found, by, at) if found.on else _applied(text, found, by, at)
    taken = replace(found, state=ProposalState.ACCEPTED, settled_at=at)
    return _moved_along(changed, found).with_proposals([*merged, taken])


def _at_odds(one: Proposal, other: Proposal) -> bool:
    if one.id == other.id or (one.paragraph, one.on) != (other.paragraph, other.on):
        return False
    operations = {one.operation, other.operation}
    if Operation.MOVE in operations:
        return operations <= {Operation.MOVE, Operation.DELETE}
    return one.span is None or other.span is None or one.span.overlaps(other.span)


def _applied(text: NegotiatedText, proposal: Proposal, by: str, at: datetime) -> NegotiatedText:
    if proposal.operation is Operation.INSERT:
        return _inserted(text, proposal, by, at)
    paragraph = text.paragraph(proposal.paragraph)
    if proposal.operation is Operation.DELETE:
        return text.with_paragraph(replace(paragraph, removed_at=at))
    if proposal.operation is Operation.MOVE:
        rest = tuple(one for one in text.paragraphs if one.id != paragraph.id)
        return replace(text, paragraphs=_behind(rest, proposal.after, paragraph))
    return _reworded(text, paragraph, proposal, by, at)


def _reworded(
    text: NegotiatedText, paragraph: Paragraph, proposal: Proposal, by: str, at: datetime
) -> NegotiatedText:
    main = text.negotiation
    sense = paragraph.sense + 1
    words = {main: words_with(text, proposal)}
    # Whole words in another language were written for the paragraph as it was proposed on; they
    # still say the same only if nothing was taken in since.
    fresh = not _changed_since(text, paragraph, proposal)
    words |= {name: said for name, said in proposal.words.items() if name != main}
    numbers = {name: paragraph.numbers.get(name, 0) + 1 for name in words}
    abreast = [main, *(name for name in words if fresh and name != main)]
    changed = replace(
        paragraph,
        words={**paragraph.words, **words},
        numbers={**paragraph.numbers, **numbers},
        senses={**paragraph.senses, **dict.fromkeys(abreast, sense)},
        sense=sense,
    )
    written = tuple(
        Edition(paragraph.id, name, numbers[name], said, by, at) for name, said in words.items()
    )
    return replace(text.with_paragraph(changed), editions=(*text.editions, *written))


def _changed_since(text: NegotiatedText, paragraph: Paragraph, proposal: Proposal) -> bool:
    return any(
        one.of == paragraph.id and one.language == text.negotiation and one.at > proposal.at
        for one in text.editions
    )


def _inserted(text: NegotiatedText, proposal: Proposal, by: str, at: datetime) -> NegotiatedText:
    once = dict.fromkeys(proposal.words, 1)
    made = Paragraph(proposal.paragraph, proposal.kind, dict(proposal.words), once, dict(once))
    written = tuple(
        Edition(made.id, name, 1, said, by, at) for name, said in proposal.words.items()
    )
    return replace(
        text,
        paragraphs=_behind(text.paragraphs, proposal.after, made),
        editions=(*text.editions, *written),
    )


def _behind(paragraphs: tuple[Paragraph, ...], after: str, one: Paragraph) -> tuple[Paragraph, ...]:
    """The paragraphs with one more behind another, or at the beginning."""
    ids = [each.id for each in paragraphs]
    place = ids.index(after) + 1 if after in ids else 0
    return (*paragraphs[:place], one, *paragraphs[place:])


def _inside(text: NegotiatedText, inner: Proposal, by: str, at: datetime) -> NegotiatedText:
    """The text with a proposal taken into the one that it would change.

    Words of the outer one in languages for which the inner has none speak of what was before: they
    are left to its history.
    """
    outer = text.proposal(inner.on)
    main = text.negotiation
    words = {**inner.words, main: words_with(text, inner)}
    written = tuple(
        Edition(
            outer.id,
            name,
            1 + sum((one.of, one.language) == (outer.id, name) for one in text.editions),
            said,
            by,
            at,
        )
        for name, said in words.items()
    )
    changed = replace(outer, words=words)
    return replace(text.with_proposals([changed]), editions=(*text.editions, *written))


def _moved_along(text: NegotiatedText, taken: Proposal) -> NegotiatedText:
    """The text with the spans of what stays open moved along with the words that were taken in."""
    if taken.span is None:
        return text
    grown = len(taken.words[text.negotiation]) - (taken.span.end - taken.span.start)
    return text.with_proposals(
        replace(one, span=Span(one.span.start + grown, one.span.end + grown))
        for one in text.open_proposals
        if one.id != taken.id
        and (one.paragraph, one.on) == (taken.paragraph, taken.on)
        and one.span is not None
        and one.span.start >= taken.span.end
    )
