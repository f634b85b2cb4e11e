"""What keeps a document from being withdrawn: apps above that decide on it say so when they are ready."""

from collections.abc import Callable
from datetime import datetime

from cochair.documents.models import Document
from cochair.procedure.refusal import Refusal

type Holds = Callable[[Document, datetime], Refusal | None]

_HOLDS: dict[str, Holds] = {}


def register(code: str, holds: Holds) -> None:
    """Ask `holds` of every document that somebody is about to withdraw."""
    _HOLDS[code] = holds


def on(document: Document, at: datetime) -> tuple[Refusal, ...]:
    """Every reason why a document is not withdrawn at an instant (UTC); none when it may be."""
    found = (holds(document, at) for holds in _HOLDS.values())
    return tuple(one for one in found if one is not None)
