"""The part of a document's page that is about decisions in the room."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents.models import Document
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.room import presenters, queries

TEMPLATE = "decisions/room/parts/on_document.html"


@dataclass(frozen=True, slots=True)
class Part:
    """The decisions on a document, as they were put."""

    rows: list[presenters.Shown]
    template: str = TEMPLATE


def part(document: Document, hat: ActingOffice, at: datetime) -> Part | None:
    """What a reader sees of decisions on a document: those of meetings in which it takes part.

    None where nothing was put, or nothing is seen.
    """
    if not hat.may(Power.READ_SHARED):
        return None
    rows = queries.visible(document.forum, hat, at).filter(document=document)
    rows = rows.order_by("act__effective_at")
    found = [presenters.listed(row) for row in rows]
    return Part(found) if found else None
