"""What preparatory meetings left to be done, for the file of the next presidency.

Source: domain.md B.11 (CB-47).
"""

from collections.abc import Iterable

from cochair.kernel.handover import Reader, Row, handed
from cochair.meetings.models import FollowUp
from cochair.parties import queries as parties


def follow_ups(reader: Reader) -> Iterable[Row]:
    """The follow-ups that are not done, with the day on which they are due."""
    languages = parties.book(reader.forum, reader.at).languages
    for left in FollowUp.objects.filter(
        preparation__meeting__forum=reader.forum, done_at=None
    ).select_related("preparation__meeting"):
        yield handed(
            dict.fromkeys(languages, left.text),
            day=left.due,
            where=("desk:meeting", reader.forum.slug, left.preparation.meeting.slug),
        )
