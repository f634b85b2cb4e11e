"""The items of agendas that name a document, as one reader sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from cochair.documents.models import Document
from cochair.meetings import attendance
from cochair.meetings.agendas import presenting, queries
from cochair.meetings.models import Meeting
from cochair.meetings.part import Part
from cochair.meetings.titles import meeting_title
from cochair.parties import queries as parties
from cochair.parties.offices import Hat


@dataclass(frozen=True, slots=True)
class Place:
    """An item that names a document: its number, its title, and the version that says so."""

    meeting: Meeting
    name: str
    reference: str
    version: str
    number: int
    title: Mapping[str, str]


def places(document: Document, hat: Hat, at: datetime) -> list[Place]:
    """The items that name a document on the agenda of each meeting that a hat may read: on the
    one that stands, else on the draft of those who prepare it."""
    book = parties.book(document.forum, at)
    found = []
    for meeting in queries.naming(document.forum, document.slug):
        if not _reads(meeting, hat, at):
            continue
        known = queries.visible(queries.versions(meeting), hat)
        version = queries.standing(known) or queries.latest(known)
        for number, item in enumerate(version.items if version else (), start=1):
            if version is not None and document.slug in item.papers:
                found.append(
                    Place(
                        meeting,
                        meeting_title(meeting, book, get_language() or "en"),
                        version.reference,
                        presenting.name(version),
                        number,
                        item.title,
                    )
                )
    return found


def _reads(meeting: Meeting, hat: Hat, at: datetime) -> bool:
    return attendance.part_of(meeting, hat, at) not in {Part.NONE, Part.OBSERVER}
