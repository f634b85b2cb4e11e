"""The departures from the procedures that both agreed for a meeting, in its record (CB-38, point 8)."""

from collections.abc import Iterable
from datetime import datetime

from cochair.compliance.models import Departure
from cochair.documents.paragraphs import ITEM
from cochair.meetings.models import Meeting
from cochair.procedure.refusal import _
from cochair.records.record import frames
from cochair.records.record.sections import Given, Piece, Section, register

MEETING = "meeting"
# The reason is quoted as both signed it, in every language alike.
SAID = _("Clause {clause}, agreed by both on {at}: “{reason}”")


def register_all() -> None:
    """Have the departures of a meeting written into its record; called once."""
    register(Section.DEPARTURES, "departures", departures)


def departures(meeting: Meeting, at: datetime) -> Iterable[Given]:
    """One paragraph for each departure in force for the meeting; one query."""
    known = frames.of_meeting(meeting)
    rows = Departure.objects.filter(
        forum=meeting.forum, target_kind=MEETING, target_id=meeting.slug, at__lte=at
    )
    for row in rows:
        words = known.said(SAID, clause=row.rule, at=row.at, reason=row.reason)
        yield Given(Piece(f"departures-{row.pk}", words, ITEM))
