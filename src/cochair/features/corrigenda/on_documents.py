"""The part of a corrigendum's page by which it is sent to both for signature."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.corrigenda import kinds, queries, rules
from cochair.features.documents.models import Document
from cochair.features.parties.offices import ActingOffice, Power

TEMPLATE = "documents/corrigenda/parts/on_document.html"


@dataclass(frozen=True, slots=True)
class Part:
    """The languages whose corrected words wait, the act that waits for a signature, and whether
    this reader may send the corrigendum to both."""

    corrected: tuple[str, ...]
    waiting: JointAct | None
    sends: bool
    template: str = TEMPLATE


def part(document: Document, hat: ActingOffice, at: datetime) -> Part | None:
    """What who prepares it sees on a corrigendum of words that both agreed to; None for all others."""
    if not hat.may(Power.PROPOSE) or not rules.takes_both(document, at):
        return None
    waiting = queries.waiting(document)
    sends = waiting is None and not kinds.refusals(document, at)
    return Part(tuple(queries.pending(document)), waiting, sends)
