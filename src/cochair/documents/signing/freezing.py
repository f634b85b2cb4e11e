"""What a document may no longer do once it is before both Parties for signature, or sealed."""

from collections.abc import Callable

from cochair.documents.models import Document, Original
from cochair.documents.signing import refusing
from cochair.procedure.refusal import Refusal

type Keeps = Callable[[Document, str], Refusal | None]

_KEEPS: dict[str, Keeps] = {}


def register(code: str, keeps: Keeps) -> None:
    """Ask `keeps` of every document, or one language of it, that somebody is about to change."""
    _KEEPS[code] = keeps


def is_kept(document: Document, language: str = "") -> Refusal | None:
    """A refusal for a document that an app above keeps as it is, a corrigendum of it included."""
    found = (keeps(document, language) for keeps in _KEEPS.values())
    return next((one for one in found if one is not None), None)


def is_free(document: Document, language: str = "") -> Refusal | None:
    """A refusal for a document, or one language of it, that is being signed or is sealed.

    One query, and those of the apps above.  Source: domain.md CB-41; issue of the joint record: what is sealed
    changes by no route, a later change is a corrigendum with its own number.
    """
    kept = is_kept(document, language)
    if kept is not None:
        return kept
    rows = Original.objects.filter(expression__revision__document=document, dropped_at=None)
    if language:
        rows = rows.filter(expression__language=language)
    found = list(rows.values_list("sealed_at", flat=True))
    if not found:
        return None
    return refusing.SEALED if any(found) else refusing.UNDER_SIGNATURE
