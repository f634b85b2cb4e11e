"""The paragraphs of a circulated document in every language, side by side by their ids (CB-51)."""

from collections.abc import Mapping
from dataclasses import dataclass

from cochair.features.commitments.models import Commitment
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Revision
from cochair.formats.paragraphs import HEADING, TITLE, cited_in, from_json


@dataclass(frozen=True, slots=True)
class Aligned:
    """A paragraph with its words in every language that has it; `taken` is the commitment it is."""

    id: str
    number: str
    text: Mapping[str, str]
    taken: str = ""


def revision_of(document: Document) -> Revision | None:
    """The revision that others than its authors read; it was read with its rows."""
    return documents.circulated_revision(document)


def aligned(revision: Revision) -> tuple[Aligned, ...]:
    """The paragraphs in the order of the source language, headings left out.

    Only what was released counts, reviewed, and not gone stale; a courtesy is no text.
    """
    editions = {
        code: row
        for code, row in documents.released(revision).items()
        if not row.courtesy and row.stale_at is None and not documents.is_held(row)
    }
    texts = {code: {one.id: one for one in from_json(row.text)} for code, row in editions.items()}
    done = {
        id: row.slug
        for row in Commitment.objects.filter(instrument__document=revision.document_id)
        for id in row.paragraphs
    }
    source = tuple(texts.get(revision.source, {}).values())
    numbers = cited_in(source)
    return tuple(
        Aligned(
            one.id,
            numbers[one.id],
            {code: text[one.id].text.strip() for code, text in texts.items() if one.id in text},
            done.get(one.id, ""),
        )
        for one in source
        if one.kind not in {TITLE, HEADING} and one.text.strip()
    )


def labels(row: Commitment) -> tuple[str, ...]:
    """What readers call the paragraphs that a commitment was taken from; where the document that
    others read has one no longer, its id."""
    document = row.instrument.document
    revision = revision_of(document) if document and row.paragraphs else None
    known = {one.id: one.number for one in aligned(revision)} if revision else {}
    return tuple(known.get(id, id) for id in row.paragraphs)
