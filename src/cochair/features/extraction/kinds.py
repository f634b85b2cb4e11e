"""The joint act by which commitments come in: bound to the words in every language."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.documents import ends
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Revision
from cochair.features.extraction import candidates, refusals
from cochair.features.measures.codes import BETWEEN, LEVELS
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import Refusal, Sentence, _


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=candidates.EXTRACT,
            name=_("Commitments added"),
            effect=lambda act: Sentence(
                _("Commitments that come into force in every language: {number}."),
                {"number": len(act.body["commitments"])},
            ),
            take_effect=_take,
            entry="commitments.taken",
            over=_over,
            bound=_words,
            guard=_guard,
            describe=_lines,
            shape=Shape.LIST,
            same=_same,
        )
    )


def _same(act: JointAct) -> object:
    """The paragraphs of a document, whatever numbers they get; of a table, what it says."""
    source = candidates.source_of(act)
    if source is None:
        return act.digest
    return source.document, sorted(one.paragraph for one in candidates.rows_of(act))


def _revision(act: JointAct) -> Revision | None:
    source = candidates.source_of(act)
    if source is None:
        return None
    rows = Revision.objects.select_related("document")
    return rows.get(
        document__forum=act.forum, document__slug=source.document, number=source.revision
    )


def _words(act: JointAct) -> Mapping[str, object]:
    """The languages of the document as they were released, and its newest revision."""
    revision = _revision(act)
    if revision is None:
        return {}
    newest = revision.document.revisions.exclude(circulated_at=None).order_by("number").last()
    return {
        "digests": documents.binds(revision),
        "newest": newest.number if newest else None,
        "withdrawn": revision.document.withdrawn_at is not None,
    }


TAKEN = ended("commitments.taken", _("Another joint act added some of these commitments."))


def _over(act: JointAct, at: datetime) -> Ended | None:
    """A paragraph and a number are taken in once; of a document while it stands."""
    source = candidates.source_of(act)
    if refusals.are_taken(act.forum, source, candidates.rows_of(act)):
        return TAKEN
    return ends.of_document(act.forum, source.document) if source is not None else None


def _guard(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    return tuple(refusals.to_taking(act.forum, candidates.source_of(act), candidates.rows_of(act)))


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    source = candidates.source_of(act)
    lines: list[Line] = []
    if source is not None:
        lines += [(_("Document"), source.symbol), (_("Adopted on"), source.day)]
    areas = dict(parties.book(act.forum).taxonomy)
    for row in candidates.rows_of(act):
        lines += [(row.slug, f"{code.upper()}: {text}") for code, text in row.text.items()]
        lines += [
            (label, words)
            for label, words in (
                (_("Areas"), tuple(areas.get(code, code) for code in row.areas)),
                (_("Purpose"), tuple(map(_purpose, row.purposes))),
                (_("Level"), tuple(Sentence(LEVELS.get(code, code)) for code in row.levels)),
            )
            if words
        ]
    return tuple(lines)


def _purpose(code: str) -> object:
    if code == BETWEEN:
        return Sentence(_("between the Parties"))
    return Sentence(_("within {party}"), {"party": code})


def _take(act: JointAct, at: datetime) -> None:
    source, rows = candidates.source_of(act), candidates.rows_of(act)
    if source is not None:
        _instrument(act, source)
    named = {
        one.slug: one
        for one in Instrument.objects.filter(
            forum=act.forum, slug__in={row.instrument for row in rows}
        )
    }
    for row in rows:
        Commitment.objects.create(
            instrument=named[row.instrument],
            slug=row.slug,
            text=dict(row.text),
            areas=list(row.areas),
            purposes=list(row.purposes),
            levels=list(row.levels),
            paragraphs=[row.paragraph] if row.paragraph else [],
            confidence="recorded",
            act=act,
            # What was adopted before it was kept here counts from its day, and not from today.
            at=None if named[row.instrument].attestation_id else at,
        )


def _instrument(act: JointAct, source: candidates.Source) -> None:
    document = Document.objects.get(forum=act.forum, slug=source.document)
    revision = _revision(act)
    assert revision is not None
    Instrument.objects.get_or_create(
        forum=act.forum,
        slug=source.slug,
        defaults={
            "kind": source.kind,
            "day": source.day,
            "title": dict(source.title),
            "symbol": source.symbol,
            "languages": sorted(documents.binds(revision)),
            "meeting_slug": document.meeting.slug if document.meeting else "",
            "document": document,
            "confidence": "recorded",
        },
    )
