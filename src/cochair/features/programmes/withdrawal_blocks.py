"""What a submitted programme holds: the document that says the same in words, as both signed it.

Once the meeting adopts the document, its decision holds the words.  Source: domain.md C.2
(MinisterialProgramme), C.11 (INV-1, INV-2).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.decisions.models import ProgrammeRevision
from cochair.features.documents.models import Document
from cochair.features.programmes import queries
from cochair.features.register import holds
from cochair.features.register.holds import Hold, Verb, Way
from cochair.features.room import queries as room
from cochair.procedure import consensus as core
from cochair.procedure.refusal import Refusal, _

SUBMITTED = Refusal(
    "two-keys",
    _(
        "Both co-presidencies submitted it with the programme of a meeting. Only a "
        "corrigendum signed by both Parties, or a new document, may change its content."
    ),
)


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those that say what a programme says."""
    yield ProgrammeRevision.objects.filter(document__in=keys).values_list("document")


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """What the programmes that both submitted last, or that meetings endorsed, hold of a document
    at an instant (aware UTC)."""
    rows = ProgrammeRevision.objects.filter(document=document, submitted_at__isnull=False)
    for row in rows.select_related("meeting__forum", "submission"):
        known = queries.revisions(row.meeting)
        standing = {
            one.row.pk for one in (queries.submitted(known), queries.in_force(known)) if one
        }
        if row.pk in standing and not _adopted(document):
            yield _submitted(row)


def _adopted(document: Document) -> bool:
    decided = room.decisions(document.forum).filter(document=document)
    return any(core.stage(room.decision(one)) in queries.ADOPTED for one in decided)


def _submitted(row: ProgrammeRevision) -> Hold:
    """It may still be put to the meeting, marked, sent on and published, as it is."""
    words = row.submission.body.get("words") if row.submission else None
    return Hold(
        SUBMITTED,
        holds.CHANGES | {Verb.SUPERSEDE, Verb.NEGOTIATE},
        is_agreed=True,
        # Before the words were signed with it, an act named the document alone.
        differs=holds.nothing_differs
        if words is None
        else lambda editions: holds.unlike(editions, words),
        ways=frozenset({Way.CORRIGENDUM}),
    )
