"""What delegations and Parties do to a text: propose, withdraw, take positions, hold back.

What the co-chairs do is in `chairs`, what stays within a Party in `within`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import authors, decision_state, models, mutation, refusals
from cochair.procedure import text as core
from cochair.procedure.refusal import Refused, require

NUMBERED = re.compile(r"[a-z]-(\d+)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as somebody makes it; its own id, and that of a new paragraph, are given later.

    `words`, `span`, `on`, `after` and `kind` as in the core; `read` is the number of the edition
    in the language of negotiation that the author had before it, needed with a span.
    """

    operation: core.Operation
    paragraph: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    span: core.Span | None = None
    on: str = ""
    after: str = ""
    kind: str = "operative"
    read: int = 0


@transaction.atomic
def propose(
    row: models.NegotiatedText,
    drafts: Iterable[Draft],
    *,
    by: ActingOffice,
    at: datetime,
    author: core.Author | None = None,
) -> tuple[str, ...]:
    """Propose changes, all or none, in the name of whom the hat writes for; returns their ids.

    `author` is given for what the co-chairs propose together.  Raises Refused with the reasons
    against the first that cannot be made.  The same sent twice is proposed once.
    Source: domain.md B.6 (CB-24), C.4.
    """
    row, before = mutation.locked(row)
    author = author or authors.required(by)
    drafts = tuple(drafts)
    known = [_same_proposal(before, one, author) for one in drafts]
    if drafts and all(known):
        return tuple(known)
    require(
        *decision_state.over(row, at),
        refusals.some(drafts),
        *(refusals.printed(*one.words.values()) for one in drafts),
    )
    text, made = before, []
    for one in drafts:
        found = _proposal(text, one, author, at)
        text = core.propose(text, found, read=one.read)
        made.append(found)
    mutation.keep(row, before, text, by=by)
    facts = {
        "proposals": [one.id for one in made],
        "paragraphs": sorted({one.paragraph for one in made}),
    }
    mutation.tell(row, "text.proposed", by=by, at=at, facts=facts, author=author)
    return tuple(one.id for one in made)


@transaction.atomic
def withdraw(row: models.NegotiatedText, id: str, *, by: ActingOffice, at: datetime) -> None:
    """Take a proposal back; only its author does, the chairs' own whoever keeps their text."""
    row, before = mutation.locked(row)
    author = _own(before.proposal(id).author, by)
    mutation.keep(row, before, core.withdraw_proposal(before, id, by=author, at=at), by=by)
    facts = {"proposal": id}
    mutation.tell(row, "text.proposal_withdrawn", by=by, at=at, facts=facts, author=author)


@transaction.atomic
def put_into(
    row: models.NegotiatedText,
    id: str,
    language: str,
    words: str,
    *,
    by: ActingOffice,
    at: datetime,
) -> None:
    """Give an open proposal its words in one more language: its author, or who keeps the text.

    Raises Refused for anybody else, and for words of the language of negotiation that are there.
    """
    row, before = mutation.locked(row)
    author = before.proposal(id).author
    own = author == authors.author_of(by)
    require(
        None if own or authors.keeps_the_text(by) else refusals.NOT_THE_AUTHOR,
        refusals.printed(words),
        refusals.written(words),
    )
    after = core.put_into(before, id, language, words, by=by.member or by.party, at=at)
    mutation.keep(row, before, after, by=by)
    facts = {"proposal": id, "language": language}
    mutation.tell(row, "text.translated", by=by, at=at, facts=facts, author=author if own else None)


@transaction.atomic
def take_position(
    row: models.NegotiatedText,
    on: str,
    value: core.Value,
    *,
    note: str = "",
    by: ActingOffice,
    at: datetime,
) -> None:
    """Say what one thinks of an open proposal, or of a paragraph; the latest word counts.

    Said twice of the same words it is said once.
    """
    row, before = mutation.locked(row)
    author = authors.required(by)
    if _said_already(row, before, core.Position(author, on, value, at), note.strip()):
        return
    require(refusals.printed(note))
    said = core.Position(author, on, value, at)
    mutation.keep(row, before, core.take_position(before, said), by=by, note=note.strip())
    facts = {"on": on, "value": value.value}
    mutation.tell(row, "text.position_taken", by=by, at=at, facts=facts, author=author)


@transaction.atomic
def reserve(
    row: models.NegotiatedText,
    kind: core.ReservationKind,
    *,
    paragraph: str = "",
    until: date | None = None,
    language: str = "",
    by: ActingOffice,
    at: datetime,
) -> str:
    """Hold back on a paragraph (empty: the whole), perhaps until a civil day; returns its id.

    Only a word of its author ends it, never the day.  The same entered twice stands once.
    Source: domain.md C.2 (Reservation).
    """
    row, before = mutation.locked(row)
    author = authors.required(by)
    language = language if kind is core.ReservationKind.LINGUISTIC else ""
    for one in before.reservations:
        same = (one.by, one.kind, one.paragraph, one.until, one.language)
        if one.stands and same == (author, kind, paragraph, until, language):
            return one.id
    made = core.Reservation(
        next_id("r", [one.id for one in before.reservations]),
        author,
        kind,
        at,
        paragraph,
        until,
        language,
    )
    require(*decision_state.over(row, at), refusals.to_come(until, at, row.forum.zone))
    mutation.keep(row, before, core.reserve(before, made), by=by)
    facts = {"reservation": made.id, "kind": kind.value, "paragraph": paragraph}
    mutation.tell(row, "text.reserved", by=by, at=at, facts=facts, author=author)
    return made.id


@transaction.atomic
def lift(row: models.NegotiatedText, id: str, *, by: ActingOffice, at: datetime) -> None:
    """Lift a reservation; only its author does."""
    row, before = mutation.locked(row)
    author = authors.required(by)
    mutation.keep(row, before, core.lift(before, id, by=author, at=at), by=by)
    facts = {"reservation": id}
    mutation.tell(row, "text.reservation_lifted", by=by, at=at, facts=facts, author=author)


@transaction.atomic
def convert(
    row: models.NegotiatedText, id: str, *, statement: str, by: ActingOffice, at: datetime
) -> None:
    """Let a reservation end in a statement beside a decision, which `statement` names; only its
    author does.  Source: domain.md C.4 (Reservation)."""
    row, before = mutation.locked(row)
    author = authors.required(by)
    after = core.lift(before, id, by=author, at=at, statement=statement)
    mutation.keep(row, before, after, by=by)
    facts = {"reservation": id, "statement": statement}
    mutation.tell(row, "text.reservation_converted", by=by, at=at, facts=facts, author=author)


@transaction.atomic
def reopen(row: models.NegotiatedText, paragraph: str, *, by: ActingOffice, at: datetime) -> None:
    """Reopen a paragraph that the own delegation agreed ad referendum.  Source: domain.md C.4."""
    row, before = mutation.locked(row)
    author = authors.required(by)
    require(*decision_state.over(row, at))
    mutation.keep(row, before, core.reopen(before, paragraph, author), by=by)
    facts = {"paragraph": paragraph}
    mutation.tell(row, "text.reopened", by=by, at=at, facts=facts, author=author)


def _own(author: core.Author, by: ActingOffice) -> core.Author:
    """The author that a hat takes something back as.  Raises Refused for those who only read."""
    if author == core.CHAIRS and authors.keeps_the_text(by):
        return author
    found = authors.author_of(by)
    if found is None:
        raise Refused(refusals.NOT_THE_AUTHOR)
    return found


def _proposal(
    text: core.NegotiatedText, draft: Draft, author: core.Author, at: datetime
) -> core.Proposal:
    paragraph = draft.paragraph
    if draft.operation is core.Operation.INSERT and not draft.on:
        paragraph = next_id("p", [one.id for one in text.paragraphs], _proposed(text))
    return core.Proposal(
        id=next_id("q", [one.id for one in text.proposals]),
        author=author,
        operation=draft.operation,
        paragraph=paragraph,
        at=at,
        words=dict(draft.words),
        span=draft.span,
        on=draft.on,
        after=draft.after,
        kind=draft.kind,
    )


def _same_proposal(text: core.NegotiatedText, draft: Draft, author: core.Author) -> str:
    """The id of an open proposal of an author that would do what a draft would; empty: none."""
    wanted = (draft.operation, dict(draft.words), draft.span, draft.on, draft.after, draft.kind)
    for one in text.proposals:
        does = (one.operation, dict(one.words), one.span, one.on, one.after, one.kind)
        there = one.paragraph == draft.paragraph or (
            one.operation is core.Operation.INSERT and not one.on
        )
        if one.is_open and one.author == author and does == wanted and there:
            return one.id
    return ""


def _said_already(
    row: models.NegotiatedText, text: core.NegotiatedText, said: core.Position, note: str
) -> bool:
    """Whether its author said just this before, and no word that it is about was written since."""
    last = core.positions_on(text, said.on).get(said.by)
    if last is None or last.value is not said.value:
        return False
    if any(one.of == said.on and one.at > last.at for one in text.editions):
        return False
    kept = row.positions.filter(on=said.on, at=last.at, value=last.value.value).last()
    return kept is not None and kept.note == note


def _proposed(text: core.NegotiatedText) -> list[str]:
    return [one.paragraph for one in text.proposals]


def next_id(letter: str, *used: Iterable[str]) -> str:
    """An id that was never used: a letter and one number more than the highest."""
    numbers = [int(found[1]) for ids in used for id in ids if (found := NUMBERED.fullmatch(id))]
    return f"{letter}-{max(numbers, default=0) + 1}"
