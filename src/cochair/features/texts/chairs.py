"""What is done to the text that both co-chairs keep: by a co-presidency or its secretariat.

What settles something (take a proposal in, agree, write in substance, propose in their name) is
done as both instructed, and whoever does it says so; what names both for good takes two keys.

Source: domain.md C.6 ("edit negotiated text": the chairs' text, written as instructed), C.4.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.documents import queries as documents
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import (
    actions,
    decision_state,
    models,
    mutation,
    party_private,
    queries,
    refusals,
)
from cochair.procedure import text as core
from cochair.procedure.refusal import Sentence, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import in_all

ATTRIBUTION, REOPENING = "text.attribution", "text.reopening"
SUBJECT = "document"


@transaction.atomic
def compromise(
    row: models.NegotiatedText,
    drafts: Iterable[actions.Draft],
    *,
    instructed: bool,
    by: ActingOffice,
    at: datetime,
) -> tuple[str, ...]:
    """Propose in the name of both co-chairs; it goes the way of every other proposal."""
    require(refusals.instructed(instructed))
    return actions.propose(row, drafts, by=by, at=at, author=core.CHAIRS)


@transaction.atomic
def bracket(
    row: models.NegotiatedText, ids: Iterable[str], *, by: ActingOffice, at: datetime
) -> None:
    """Take proposals into the rolling text, in brackets."""
    row, before = mutation.locked(row)
    require(*decision_state.over(row, at))
    ids = tuple(ids)
    mutation.keep(row, before, core.bracket(before, ids), by=by)
    mutation.tell(row, "text.bracketed", by=by, at=at, facts={"proposals": list(ids)})


@transaction.atomic
def accept(
    row: models.NegotiatedText, id: str, *, instructed: bool, by: ActingOffice, at: datetime
) -> None:
    """Take a proposal into the text; its rivals, whose authors accept it, are merged into it.

    Raises Refused with everything that stands against it, in numbers and without names.
    """
    row, before = mutation.locked(row)
    require(*decision_state.fixed(row, at), refusals.instructed(instructed))
    paragraph = before.proposal(id).paragraph
    after = core.accept(before, id, by=by.title, at=at)
    mutation.keep(row, before, after, by=by)
    facts = {
        "proposal": id,
        "paragraph": paragraph,
        "stale": _newly_behind(before, after, paragraph),
        "digest": core.text_digest(after),
    }
    mutation.tell(row, "text.accepted", by=by, at=at, facts=facts)


@transaction.atomic
def edit(
    row: models.NegotiatedText,
    paragraph: str,
    language: str,
    words: str,
    *,
    read: int,
    editorial: bool,
    instructed: bool = False,
    by: ActingOffice,
    at: datetime,
) -> None:
    """Write a paragraph anew, in form alone (`editorial`) or in substance, as both instructed.

    `read` is the number of the edition that was read; if another came in between, StaleVersion
    holds both wordings and nothing is written.  In substance the other languages are behind.
    """
    row, before = mutation.locked(row)
    require(*decision_state.fixed(row, at), refusals.printed(words), refusals.written(words))
    require(None if editorial else refusals.instructed(instructed))
    after = core.edit(
        before, paragraph, language, words, read=read, by=by.title, at=at, editorial=editorial
    )
    _write(row, before, _or_stale(after), "text.edited", paragraph, language, by=by, at=at)


@transaction.atomic
def translate(
    row: models.NegotiatedText,
    paragraph: str,
    language: str,
    words: str,
    *,
    sense: int,
    read: int,
    by: ActingOffice,
    at: datetime,
) -> None:
    """Put a paragraph into a language as it was said at `sense`; raises StaleVersion as `edit`.

    Words that were cleared while this language was behind stay cleared when it follows, and so do
    words that were adopted; what was abreast then is not written anew.
    """
    row, before = mutation.locked(row)
    follows = (paragraph, language) in core.stale(before)
    require(
        *(() if follows else decision_state.fixed(row, at)),
        refusals.printed(words),
        refusals.written(words),
    )
    after = _or_stale(
        core.translate(
            before, paragraph, language, words, sense=sense, read=read, by=by.title, at=at
        )
    )
    _write(row, before, after, "text.translated", paragraph, language, by=by, at=at)
    if follows:
        party_private.follow(row, core.text_digest(before), core.text_digest(after), at=at)


@transaction.atomic
def agree(
    row: models.NegotiatedText, paragraph: str, *, instructed: bool, by: ActingOffice, at: datetime
) -> None:
    """Note a paragraph as agreed: it binds nobody before the whole is put.  Source: CB-25."""
    row, before = mutation.locked(row)
    require(*decision_state.over(row, at), refusals.instructed(instructed))
    mutation.keep(row, before, core.agree(before, paragraph), by=by)
    mutation.tell(row, "text.agreed", by=by, at=at, facts={"paragraph": paragraph})


@transaction.atomic
def open_round(row: models.NegotiatedText, *, by: ActingOffice, at: datetime) -> None:
    """Begin the next round."""
    row, before = mutation.locked(row)
    require(*decision_state.over(row, at))
    after = core.open_round(before, at)
    mutation.keep(row, before, after, by=by)
    facts = {"round": after.rounds[-1].number}
    mutation.tell(row, "text.round_opened", by=by, at=at, facts=facts)


@transaction.atomic
def close_round(row: models.NegotiatedText, *, by: ActingOffice, at: datetime) -> None:
    """End the round with the text and the figures as they stand.  Source: CB-25, CB-28."""
    row, before = mutation.locked(row)
    after = core.close_round(before, at)
    mutation.keep(row, before, after, by=by)
    facts = {"round": after.rounds[-1].number, "digest": core.text_digest(after)}
    mutation.tell(row, "text.round_closed", by=by, at=at, facts=facts)


def propose_attribution(
    row: models.NegotiatedText, level: core.Attribution, *, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose how much of an author the text shows, for both keys.  Source: CB-26."""
    body = {"document": row.document.slug, "attribution": level.value}
    title = _title(_("How authors are shown in {symbol}"), row)
    return _propose(row, ATTRIBUTION, title, body, by=by, at=at)


def propose_reopening(
    row: models.NegotiatedText, paragraph: str, *, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose to open an agreed paragraph again, for both keys; its words are what they bind."""
    text = queries.negotiated(row)
    body = {
        "document": row.document.slug,
        "paragraph": paragraph,
        "number": text.number(paragraph),
        "binds": core.reopening_digest(text, paragraph),
    }
    title = _title(_("Reopen paragraph {number} of {symbol}"), row, number=body["number"])
    return _propose(row, REOPENING, title, body, by=by, at=at)


def _propose(
    row: models.NegotiatedText,
    kind: str,
    title: dict[str, str],
    body: Mapping[str, object],
    *,
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    return acts.propose(
        row.forum,
        kind=kind,
        subject=(SUBJECT, row.document.slug),
        title=title,
        body=body,
        by=by,
        at=at,
    )


def _title(message: str, row: models.NegotiatedText, **facts: object) -> dict[str, str]:
    """What an act is called in every language: by its symbol, for its title may say too much."""
    symbol = documents.name_of(row.document) or row.document.slug
    return in_all(message, symbol=symbol, **facts)


def _or_stale(after: core.NegotiatedText | core.Conflict) -> core.NegotiatedText:
    """The text after writing.  Raises StaleVersion with both wordings if somebody was faster."""
    if isinstance(after, core.NegotiatedText):
        return after
    raise StaleVersion(
        Sentence(
            _("Someone else edited this paragraph while you were writing. Nothing was overwritten.")
        ),
        theirs=after.theirs,
        mine=after.yours,
    )


def _write(
    row: models.NegotiatedText,
    before: core.NegotiatedText,
    after: core.NegotiatedText,
    verb: str,
    paragraph: str,
    language: str,
    *,
    by: ActingOffice,
    at: datetime,
) -> None:
    """Keep new words and say which languages are behind by them."""
    mutation.keep(row, before, after, by=by)
    facts = {
        "paragraph": paragraph,
        "language": language,
        "stale": _newly_behind(before, after, paragraph),
        "digest": core.text_digest(after),
    }
    mutation.tell(row, verb, by=by, at=at, facts=facts)


def _newly_behind(
    before: core.NegotiatedText, after: core.NegotiatedText, paragraph: str
) -> list[str]:
    """The languages that an act left behind in a paragraph; none in one that it took out."""
    were = {language for id, language in core.stale(before) if id == paragraph}
    return [
        language for id, language in core.stale(after) if id == paragraph and language not in were
    ]
