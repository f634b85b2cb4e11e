"""Whether a meeting has mandated that a text is decided by silence, where its kind asks for that.

The app above knows: it is asked for the mandate of a document, and hands down why there is none.
"""

from collections.abc import Callable
from datetime import datetime

from cochair.features.documents.models import Document
from cochair.procedure.refusal import Refusal

type Asker = Callable[[Document, datetime], Refusal | None]

_ASKERS: list[Asker] = []


def register(asker: Asker) -> None:
    """Say who knows of mandates; called once, when the app above is ready."""
    _ASKERS[:] = [asker]


def missing(document: Document, at: datetime) -> Refusal | None:
    """Why a document is not put under silence at an instant for want of a mandate, if so."""
    return next((no for one in _ASKERS if (no := one(document, at)) is not None), None)
