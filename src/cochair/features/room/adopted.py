"""How a document was adopted in a meeting, for the pages that show it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import bound_texts
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register.adoptions import Adoption
from cochair.features.register.holds import Editions
from cochair.features.room import issue, queries
from cochair.procedure import consensus as core
from cochair.procedure.consensus.stages import ADOPTED


def of_document(document: Document) -> Adoption | None:
    """The consensus that both co-chairs declared on a document, and that stands; None without one."""
    rows = queries.decisions(document.forum).filter(document=document)
    for row in rows.order_by("-declaration__effective_at"):
        declared = row.declaration
        if declared is None or declared.effective_at is None:
            continue
        if core.stage(queries.decision(row)) in ADOPTED:
            words = bound_texts.of_revision(row.revision, row.act) if row.revision else {}
            return Adoption(
                at=declared.effective_at,
                signed=tuple((key.party, key.member) for key in declared.keys.all()),
                words=words or bound_texts.of_words(row.paragraphs),
                differs=partial(differs, row),
                meeting=row.meeting,
            )
    return None


def forms(
    forum: Forum, rows: Iterable[Document], hat: ActingOffice, at: datetime
) -> Mapping[int, str]:
    """As which kind of final document those were adopted that were, where a hat sees the decision."""
    found = queries.visible(forum, hat, at).filter(document__in=list(rows))
    claimed = found.filter(declaration__effective_at__isnull=False)
    return {
        row.document_id: str(row.terms.get("form", ""))
        for row in claimed
        if core.stage(queries.decision(row)) in ADOPTED
    }


def differs(row: RoomDecision, editions: Editions) -> tuple[str, ...]:
    """The languages that say neither what was adopted, nor that with the statements beside it."""
    return issue.other_words(row, editions, None) and issue.differs(row, editions)
