"""The points of action of a meeting, each under the item that asked for it (CB-38, point 5)."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.action_points import points_of
from cochair.features.meeting_records import frames
from cochair.features.meeting_records.sections import Given, Piece
from cochair.features.meetings.models import Meeting
from cochair.formats.paragraphs import ITEM
from cochair.procedure.refusal import _

SAID = _("Action point {number}: {text} Owner: {owner}. Due: {due}.")


def given(meeting: Meeting, at: datetime) -> Iterable[Given]:
    """One paragraph for each point, with who owes it and until when; one query."""
    known = frames.of_meeting(meeting)
    for one in points_of(meeting):
        words = known.said(SAID, number=one.number, text=one.text, owner=one.owner, due=one.due)
        yield Given(Piece(f"points-{one.number}", words, ITEM), one.item)
