"""How a document was adopted in a meeting, for the pages that show it."""

from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import bound_texts
from cochair.features.documents.models import Document
from cochair.features.register.adoptions import Adoption
from cochair.procedure.consensus import Claim


def of_document(document: Document) -> Adoption | None:
    """The consensus that both co-chairs declared on a document; None where they declared none."""
    rows = RoomDecision.objects.filter(
        document=document, claim=Claim.CONSENSUS, declaration__effective_at__isnull=False
    ).select_related("declaration", "act", "revision__document")
    row = rows.order_by("declaration__effective_at").last()
    if row is None or row.declaration is None or row.declaration.effective_at is None:
        return None
    keys = row.declaration.keys.select_related("party", "member")
    words = bound_texts.of_revision(row.revision, row.act) if row.revision else {}
    return Adoption(
        at=row.declaration.effective_at,
        signed=tuple((key.party, key.member) for key in keys),
        words=words or bound_texts.of_words(row.paragraphs),
    )
