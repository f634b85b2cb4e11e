"""Begin a text from the newest revision of a document that its readers have."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.languages.states import State
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import holds
from cochair.features.register.holds import Verb
from cochair.features.texts import models, mutation, queries
from cochair.formats import paragraphs
from cochair.formats.inline import words_in_text
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, Refused, _, require

PRACTICE = "practice"
TITLE, HEADING, PREAMBULAR, OPERATIVE = "title", "heading", "preambular", "operative"
KINDS = {paragraphs.TITLE: TITLE, paragraphs.HEADING: HEADING}


@transaction.atomic
def begin(document: Document, *, by: ActingOffice, at: datetime) -> models.NegotiatedText:
    """Put a document under negotiation, its paragraphs aligned over its languages.

    The brackets are set in the language that the revision was written in; a language that is
    stale, or that nobody reviewed, begins behind in what it lacks.  Raises Refused for a paper
    that nobody has, that is final or withdrawn, that is submitted for adoption or adopted, or that
    is negotiated already.
    """
    forum = Forum.objects.select_for_update().get(pk=document.forum_id)
    document = documents.with_rows(Document.objects.filter(pk=document.pk)).get()
    revision = documents.circulated_revision(document)
    require(
        _unfit(document, revision),
        _begun(forum, document),
        *holds.refusals(document, Verb.REVISE, at),
    )
    assert revision is not None
    editions = documents.released(revision)
    source = editions.get(revision.source)
    if source is None:
        raise Refused(
            Refusal(PRACTICE, _("The text has not been released in its original language."))
        )
    languages = documents.languages_of(document, parties.book(forum, at).languages)
    row = models.NegotiatedText.objects.create(
        forum=forum,
        document=document,
        began_from=revision,
        negotiation_language=revision.source,
        languages=list(languages),
        attribution=core.Attribution.PARTY.value,
        begun_at=at,
        begun_by_id=by.office,
    )
    empty = queries.negotiated(row)
    text = _with_what_lags(
        core.first_text(
            empty.id,
            empty.parties,
            empty.languages,
            empty.negotiation,
            laid_side_by_side(editions, revision.source),
            by=by.title,
            at=at,
            clause=empty.clause,
        ),
        editions,
    )
    mutation.keep(row, empty, text, by=by)
    facts = {"revision": revision.number, "digest": core.text_digest(text)}
    mutation.tell(row, "text.begun", by=by, at=at, facts=facts)
    return row


def laid_side_by_side(
    editions: Mapping[str, Expression], source: str
) -> list[tuple[str, str, Mapping[str, str]]]:
    """Every paragraph of the source: its id, what it is, and its words in each language."""
    texts = {
        code: {one.id: one for one in paragraphs.from_json(row.text)}
        for code, row in editions.items()
    }
    found: list[tuple[str, str, Mapping[str, str]]] = []
    own = tuple(texts[source].values())
    numbered = [place for place, one in enumerate(own) if one.number]
    preamble = numbered[0] if numbered else 0
    for place, one in enumerate(own):
        words = {
            code: words_in_text(text[one.id])
            for code, text in texts.items()
            if one.id in text and (code == source or text[one.id].text.strip())
        }
        usual = PREAMBULAR if place < preamble else OPERATIVE
        found.append((one.id, KINDS.get(one.kind, usual), words))
    return found


def _with_what_lags(
    text: core.NegotiatedText, editions: Mapping[str, Expression]
) -> core.NegotiatedText:
    """The text with languages behind that are stale in a paragraph, or that nobody reviewed."""
    changed = []
    for one in text.paragraphs:
        lags = {code for code, row in editions.items() if _lags(row, one.id)}
        senses = {code: sense for code, sense in one.senses.items() if code not in lags}
        changed.append(replace(one, senses=senses))
    return replace(text, paragraphs=tuple(changed))


def _lags(row: Expression, paragraph: str) -> bool:
    behind = row.state == State.STALE and paragraph in row.stale_paragraphs
    return row.courtesy or behind


def _unfit(document: Document, revision: Revision | None) -> Refusal | None:
    if revision is None:
        return Refusal(
            PRACTICE, _("Circulate the document first: it may not be negotiated before.")
        )
    if document.withdrawn_at is not None:
        return Refusal(PRACTICE, _("The document has been withdrawn."))
    if document.final_at is not None:
        return Refusal(PRACTICE, _("The document is final and can no longer be negotiated."))
    return None


def _begun(forum: Forum, document: Document) -> Refusal | None:
    if queries.on_document(forum, document.slug) is None:
        return None
    return Refusal(PRACTICE, _("This document is already under negotiation."))
