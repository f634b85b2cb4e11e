"""The part of a document's page that is about its commitments."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.extraction.candidates import EXTRACT
from cochair.features.parties.offices import ActingOffice, Power

TEMPLATE = "commitments/extraction/parts/on_document.html"
SHARED = frozenset({Marking.FORUM, Marking.PUBLIC})


@dataclass(frozen=True, slots=True)
class Part:
    """The commitments taken from a document, acts that wait, and whether more may be taken."""

    rows: tuple[Commitment, ...]
    acts: tuple[JointAct, ...]
    proposes: bool
    template: str = TEMPLATE


def part(document: Document, hat: ActingOffice, at: datetime) -> Part | None:
    """What a reader sees on a document; None where there is none and could be none."""
    if not hat.may(Power.READ_SHARED) or not may_hold(document):
        return None
    rows = tuple(Commitment.objects.filter(instrument__document=document).order_by("slug"))
    proposes = hat.may(Power.PROPOSE)
    if not rows and not proposes:
        return None
    return Part(rows, waiting(document) if proposes else (), proposes)


def may_hold(document: Document) -> bool:
    """Whether a document can be an instrument: numbered, out, and for everybody."""
    return (
        document.circulated_at is not None
        and document.withdrawn_at is None
        and document.number is not None
        and document.marking in SHARED
    )


def waiting(document: Document) -> tuple[JointAct, ...]:
    """The open acts by which commitments of a document would come in."""
    rows = acts.open_acts(document.forum).filter(kind=EXTRACT, subject_id=document.slug)
    return tuple(rows)
