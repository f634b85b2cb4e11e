"""The part of a document's page that is about its negotiation."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.texts import authors, decision_state, queries
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core

TEMPLATE = "texts/parts/on_document.html"


@dataclass(frozen=True, slots=True)
class Part:
    """The text of a document and how far it is; or that it can be put under negotiation.

    `figures` is None where nothing is negotiated any more.
    """

    row: NegotiatedText | None
    stage: str
    figures: core.Figures | None
    can_begin: bool
    template: str = TEMPLATE


def part(document: Document, hat: ActingOffice, at: datetime) -> Part | None:
    """What a reader sees of a negotiation on a document; None where there is and could be none."""
    if not hat.may(Power.READ_SHARED) or document.circulated_at is None:
        return None
    row = queries.on_document(document.forum, document.slug)
    if row is None:
        fits = (document.withdrawn_at, document.final_at, document.superseded_by_id) == (None,) * 3
        begins = fits and authors.keeps_the_text(hat)
        return Part(None, "", None, can_begin=True) if begins and _has_words(document) else None
    text, decided = queries.negotiated(row), decision_state.on(row)
    figures = None if decision_state.is_over(row, decided) else core.figures(text)
    return Part(row, decision_state.stage(decided, text), figures, can_begin=False)


def _has_words(document: Document) -> bool:
    revision = documents.circulated_revision(document)
    return revision is not None and revision.source in documents.released(revision)
