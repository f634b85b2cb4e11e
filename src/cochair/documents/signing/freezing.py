"""What a document may no longer do once it is before both Parties for signature, or sealed."""

from cochair.documents.models import Document, Original
from cochair.documents.signing import refusing
from cochair.procedure.refusal import Refusal


def is_free(document: Document, language: str = "") -> Refusal | None:
    """A refusal for a document, or one language of it, that is being signed or is sealed.

    Two queries at most.  Source: domain.md CB-41; issue of the joint record: what is sealed
    changes by no route, a later change is a corrigendum with its own number.
    """
    rows = Original.objects.filter(expression__revision__document=document, dropped_at=None)
    if language:
        rows = rows.filter(expression__language=language)
    found = list(rows.values_list("sealed_at", flat=True))
    if not found:
        return None
    return refusing.SEALED if any(found) else refusing.UNDER_SIGNATURE
