"""Reads of negotiated texts, and their form for the core; each a fixed number of queries."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cochair.features.cycles.models import Cycle
from cochair.features.documents import cycles
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Expression
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.texts import authors, decision_state, models
from cochair.features.texts.concordance import differences
from cochair.formats.paragraphs import from_json
from cochair.kernel.handover import Reader, Row, handed
from cochair.procedure import obstacle
from cochair.procedure import text as core
from cochair.procedure.obstacle import Cleared, Obstacle
from cochair.web.cache import LRUCache

type Texts = QuerySet[models.NegotiatedText]


def texts(forum: Forum) -> QuerySet[models.NegotiatedText]:
    """All texts under negotiation of a forum, with their documents, the newest first."""
    rows = models.NegotiatedText.objects.filter(forum=forum)
    return rows.select_related("forum", "document__meeting", "document__party", "began_from")


def visible(
    forum: Forum, hat: ActingOffice | None, at: datetime
) -> QuerySet[models.NegotiatedText]:
    """The texts on documents that a hat may read, if it reads at all what the Parties share.

    Whoever is invited or observes reads the revisions of a document and no negotiation of it.
    """
    if hat is None or not hat.may(Power.READ_SHARED):
        return texts(forum).none()
    return texts(forum).filter(document__in=documents.visible(forum, hat, at).values("pk"))


def on_document(forum: Forum, slug: str) -> models.NegotiatedText | None:
    """The text that is negotiated for a document, if one was begun; asks nothing of rights."""
    return texts(forum).filter(document__slug=slug).first()


def of_subject(forum: Forum, name: str) -> models.NegotiatedText | None:
    """The text that the journal names by the key of its document, or None."""
    rows = texts(forum).filter(Q(document__key=name) | Q(document__slug=name))
    return rows.select_related("document__meeting__cycle", "document__forum").first()


def ends_with(row: models.NegotiatedText) -> Cycle | None:
    """The cycle with which a text ends: that of its document."""
    return cycles.ends_with(row.document)


def handed_over(reader: Reader) -> Iterable[Row]:
    """What is still negotiated, for the file of the next presidency."""
    for one in visible(reader.forum, reader.hat, reader.at):
        if not decision_state.is_over(one, decision_state.on(one)):
            where = ("texts:text", reader.forum.slug, one.document.slug)
            yield handed(one.document.title, where=where)


def under_negotiation(forum: Forum, documents: Iterable[int]) -> frozenset[int]:
    """Which of these documents (by their keys in the database) are under negotiation, and not over."""
    rows = models.NegotiatedText.objects.filter(forum=forum, document__in=list(documents))
    return frozenset(
        row.document_id
        for row in rows.select_related("document")
        if not decision_state.is_over(row, decision_state.on(row))
    )


def negotiated(row: models.NegotiatedText, *, history: bool = False) -> core.NegotiatedText:
    """A text as the core sees it, in six queries; with every edition and snapshot, in seven.

    Without `history` there are no editions, and the rounds hold figures alone: enough to read,
    to judge and to print, and too little for an act, which goes through `keeping`.
    """
    document = row.document
    return core.NegotiatedText(
        id=document.key,
        parties=parties.roster(row.forum).party_codes,
        languages=tuple(row.languages),
        negotiation=row.negotiation_language,
        paragraphs=tuple(_paragraphs(row)),
        proposals=tuple(_proposals(row)),
        positions=tuple(_positions(row)),
        reservations=tuple(_reservations(row)),
        editions=tuple(_editions(row)) if history else (),
        rounds=tuple(_rounds(row, snapshots=history)),
        clause=clauses(row).consensus,
        printed=printed(row),
    )


def printed(row: models.NegotiatedText) -> Mapping[str, str]:
    """The numbers that the last revision prints, by paragraph; one query, and its words once."""
    revisions = row.issues.values("revision")
    edition = (
        Expression.objects.filter(
            Q(revision__in=revisions) | Q(revision=row.began_from_id),
            language=row.negotiation_language,
            replaced_at=None,
        )
        .order_by("revision__number", "edition")
        .values_list("pk", flat=True)
        .last()
    )
    return {} if edition is None else _PRINTED.get(edition, lambda: _printed_in(edition))


def _printed_in(edition: int) -> Mapping[str, str]:
    """The printed numbers of an edition, which never change."""
    kept = Expression.objects.values_list("text", flat=True).get(pk=edition)
    return {one.id: one.number for one in from_json(kept) if one.number}


_PRINTED: LRUCache[Mapping[str, str]] = LRUCache(256)


def clauses(row: models.NegotiatedText) -> obstacle.Clauses:
    """The clauses that decisions of this forum cite."""
    return obstacle.clauses_of(parties.book(row.forum))


def word_files(row: models.NegotiatedText, hat: ActingOffice) -> QuerySet[models.WordFile]:
    """The Word files that were brought in for whom a hat writes, the newest first."""
    author = authors.author_of(hat)
    rows = models.WordFile.objects.filter(text=row)
    if author is None:
        return rows.none()
    return rows.filter(
        author_kind=author.kind.value, party=author.party, member=author.member
    ).select_related("text__document", "text__forum")


def held_by(row: models.NegotiatedText, hat: ActingOffice) -> list[models.Reservation]:
    """The reservations that stand on a text by whom a hat writes as, in one query."""
    author = authors.author_of(hat)
    if author is None:
        return []
    rows = row.reservations.filter(
        author_kind=author.kind.value, party=author.party, member=author.member, lifted_at=None
    )
    return list(rows)


def digest(row: models.NegotiatedText) -> str:
    """The digest of the words as they stand in all languages: what can be cleared and put."""
    return core.text_digest(negotiated(row))


def clearances(row: models.NegotiatedText) -> tuple[obstacle.Clearance, ...]:
    """What every Party said of this text, without notes: for the core, and never to be shown."""
    return cleared(row.clearances.all())


def cleared(rows: QuerySet[models.Clearance]) -> tuple[obstacle.Clearance, ...]:
    """Clearances for the core, in one query: each for the words that it was given on, and for the
    same words after languages that were behind had followed."""
    said = rows.values_list("pk", "party__code", "state", "at", "digest", "followed__digest")
    given = {
        (pk, digest): obstacle.Clearance(party, Cleared(state), at, digest)
        for pk, party, state, at, first, later in said
        for digest in filter(None, (first, later))
    }
    return tuple(given.values())


def outstanding(row: models.NegotiatedText, at: datetime) -> tuple[Obstacle, ...]:
    """Everything that stands between a text and its adoption at an instant, for the core.

    What it says of the clearance of a Party is not for readers of the other one before a procedure
    is opened on the text.
    """
    return outstanding_of(row, negotiated(row), at)


def outstanding_of(
    row: models.NegotiatedText, text: core.NegotiatedText, at: datetime
) -> tuple[Obstacle, ...]:
    """The same of a text that was read already."""
    return core.outstanding(
        text,
        clearances=clearances(row),
        at=at,
        clauses=clauses(row),
        differences=differences(text, row.forum),
    )


def snapshot(row: models.NegotiatedText, number: int) -> tuple[core.Paragraph, ...] | None:
    """The paragraphs at the end of a round; None where it has none."""
    found = row.rounds.filter(number=number).exclude(closed_at=None).first()
    return tuple(map(_kept_paragraph, found.paragraphs)) if found else None


def as_kept(paragraph: core.Paragraph) -> dict[str, object]:
    """A paragraph as a snapshot keeps it."""
    removed = paragraph.removed_at
    return {
        "id": paragraph.id,
        "kind": paragraph.kind,
        "words": dict(paragraph.words),
        "numbers": dict(paragraph.numbers),
        "senses": dict(paragraph.senses),
        "sense": paragraph.sense,
        "mark": paragraph.mark.value,
        "removed_at": removed.isoformat() if removed else None,
    }


def _kept_paragraph(kept: Mapping[str, Any]) -> core.Paragraph:
    removed = kept["removed_at"]
    return core.Paragraph(
        kept["id"],
        kept["kind"],
        kept["words"],
        kept["numbers"],
        kept["senses"],
        kept["sense"],
        core.Mark(kept["mark"]),
        datetime.fromisoformat(removed) if removed else None,
    )


def _paragraphs(row: models.NegotiatedText) -> list[core.Paragraph]:
    fields = ("stable_id", "kind", "words", "numbers", "senses", "sense", "mark", "removed_at")
    return [
        core.Paragraph(id, kind, words, numbers, senses, sense, core.Mark(mark), removed_at)
        for id, kind, words, numbers, senses, sense, mark, removed_at in row.paragraphs.values_list(
            *fields
        )
    ]


def _author(kind: str, party: str, member: str) -> core.Author:
    return core.Author(core.AuthorKind(kind), party, member)


AUTHOR = ("author_kind", "party", "member")


def _proposals(row: models.NegotiatedText) -> list[core.Proposal]:
    fields = ("stable_id", "operation", "paragraph", "at", "words", "span_start", "span_end")
    more = ("on", "after", "state", "settled_at", "into", "kind")
    return [
        core.Proposal(
            id,
            _author(*who),
            core.Operation(operation),
            paragraph,
            at,
            words,
            None if start is None else core.Span(start, end),
            on,
            after,
            core.ProposalState(state),
            settled_at,
            into,
            kind,
        )
        for (
            *who,
            id,
            operation,
            paragraph,
            at,
            words,
            start,
            end,
            on,
            after,
            state,
            settled_at,
            into,
            kind,
        ) in row.proposals.values_list(*AUTHOR, *fields, *more)
    ]


def _positions(row: models.NegotiatedText) -> list[core.Position]:
    return [
        core.Position(_author(*who), on, core.Value(value), at)
        for *who, on, value, at in row.positions.values_list(*AUTHOR, "on", "value", "at")
    ]


def _reservations(row: models.NegotiatedText) -> list[core.Reservation]:
    fields = ("stable_id", "kind", "at", "paragraph", "until", "language", "lifted_at", "statement")
    return [
        core.Reservation(id, _author(*who), core.ReservationKind(kind), *rest)
        for *who, id, kind, at, paragraph, until, language, lifted_at, statement in (
            row.reservations.values_list(*AUTHOR, *fields)
        )
        for rest in [(at, paragraph, until, language, lifted_at, statement)]
    ]


def _editions(row: models.NegotiatedText) -> list[core.Edition]:
    fields = ("of", "language", "number", "words", "by", "at")
    return [core.Edition(*values) for values in row.editions.values_list(*fields)]


def _rounds(row: models.NegotiatedText, *, snapshots: bool) -> list[core.Round]:
    rows = row.rounds.all() if snapshots else row.rounds.defer("paragraphs")
    return [
        core.Round(
            one.number,
            one.opened_at,
            one.closed_at,
            core.Figures(**one.figures) if one.figures else None,
            tuple(map(_kept_paragraph, one.paragraphs)) if snapshots else (),
        )
        for one in rows
    ]
