"""A text of sixty paragraphs with four hundred open proposals, as a hard negotiation leaves it."""

import random
from collections.abc import Sequence
from datetime import datetime

from cochair.features.documents.models import Document
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import actions, opening, queries
from cochair.features.texts.models import NegotiatedText
from cochair.formats.paragraphs import Text, plain
from cochair.procedure import text as core

PARAGRAPHS, PROPOSALS, WORDS = 60, 400, 60


def said(seed: int) -> Text:
    """Sixty paragraphs of sixty words, a figure in each."""
    chance = random.Random(seed)
    words = [f"word{number}" for number in range(900)]
    return tuple(
        plain(f"p-{at}", " ".join([*chance.choices(words, k=WORDS), f"by {2030 + at}."]))
        for at in range(1, PARAGRAPHS + 1)
    )


def negotiated(
    document: Document, delegations: Sequence[ActingOffice], *, by: ActingOffice, at: datetime
) -> NegotiatedText:
    """The document under negotiation: of five proposals three change some words, one the whole,
    and one another proposal; on each somebody takes a position, on every third paragraph somebody
    holds back."""
    row = opening.begin(document, by=by, at=at)
    chance, text = random.Random(7), queries.negotiated(row)
    drafts: dict[int, list[actions.Draft]] = {n: [] for n in range(len(delegations))}
    for number in range(PROPOSALS - PROPOSALS // 5):
        one = text.paragraphs[number % PARAGRAPHS]
        drafts[number % len(delegations)].append(_draft(one, number, chance))
    made: list[str] = []
    for number, hat in enumerate(delegations):
        made += actions.propose(row, drafts[number], by=hat, at=at)
    inner = [
        actions.Draft(
            core.Operation.REPLACE, one.paragraph, {"en": "words within words"}, on=one.id
        )
        for one in queries.negotiated(row).proposals[: PROPOSALS // 5]
    ]
    actions.propose(row, inner, by=delegations[-1], at=at)
    for number, id in enumerate(made[:40]):
        hat = delegations[number % len(delegations)]
        value = list(core.Value)[number % 5]
        actions.take_position(row, id, value, by=hat, at=at)
    for one in text.paragraphs[::3]:
        kind = core.ReservationKind.SCRUTINY
        actions.reserve(row, kind, paragraph=one.id, by=delegations[0], at=at)
    return row


def _draft(one: core.Paragraph, number: int, chance: random.Random) -> actions.Draft:
    words = one.words["en"]
    if number % 4 == 0:
        return actions.Draft(core.Operation.REPLACE, one.id, {"en": f"Other words, {number}."})
    start = words.index(" ", chance.randrange(len(words) // 2)) + 1
    end = words.index(" ", start)
    new = {"en": f"another {number}", "es": f"Otro texto entero {number}."}
    return actions.Draft(core.Operation.REPLACE, one.id, new, span=core.Span(start, end), read=1)
