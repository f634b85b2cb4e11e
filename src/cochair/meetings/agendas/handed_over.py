"""What earlier meetings left open, for the file of the next presidency.

Source: domain.md B.11 (CB-47).
"""

from collections.abc import Iterable

from cochair.kernel.handover import Reader, Row, handed
from cochair.meetings.models import OpenPoint


def points(reader: Reader) -> Iterable[Row]:
    """The points that are neither placed on an item, nor put off, nor done."""
    for point in OpenPoint.objects.filter(
        meeting__forum=reader.forum, item_key="", deferral_reason="", settled_at=None
    ).select_related("meeting"):
        yield handed(point.text, where=("desk:meeting", reader.forum.slug, point.meeting.slug))
