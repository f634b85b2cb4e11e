"""What delegations, Parties and the co-chairs do to a text: propose, and settle what was proposed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cochair.documents.register import refusals
from cochair.parties.offices import Hat
from cochair.procedure import text as core
from cochair.procedure.refusal import require
from cochair.texts import authors, keeping, models

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
    by: Hat,
    at: datetime,
    author: core.Author | None = None,
) -> tuple[str, ...]:
    """Propose changes, all or none, in the name of whom the hat writes for; returns their ids.

    `author` is given for what the co-chairs propose together.  Raises Refused with the reasons
    against the first that cannot be made.  Source: domain.md B.6 (CB-24), C.4.
    """
    row, before = keeping.locked(row)
    author = author or authors.required(by)
    drafts = tuple(drafts)
    require(*(refusals.printed(*one.words.values()) for one in drafts))
    text, made = before, []
    for one in drafts:
        found = _proposal(text, one, author, at)
        text = core.propose(text, found, read=one.read)
        made.append(found)
    keeping.keep(row, before, text, by=by)
    facts = {
        "proposals": [one.id for one in made],
        "paragraphs": sorted({one.paragraph for one in made}),
    }
    keeping.tell(row, "text.proposed", by=by, at=at, facts=facts, author=author)
    return tuple(one.id for one in made)


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


def _proposed(text: core.NegotiatedText) -> list[str]:
    return [one.paragraph for one in text.proposals]


def next_id(letter: str, *used: Iterable[str]) -> str:
    """An id that was never used: a letter and one number more than the highest."""
    numbers = [int(found[1]) for ids in used for id in ids if (found := NUMBERED.fullmatch(id))]
    return f"{letter}-{max(numbers, default=0) + 1}"
