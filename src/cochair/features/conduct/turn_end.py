"""Somebody has spoken: the one way in which a turn ends, whoever ends it."""

from datetime import datetime

from cochair.features.agendas.revision import told
from cochair.features.meetings.models import Meeting, SpeakerRequest
from cochair.features.parties.offices import ActingOffice


def end_speaker(meeting: Meeting, row: SpeakerRequest, *, by: ActingOffice, at: datetime) -> None:
    """Note since when somebody does not speak any more, in the transaction of the act that ends it."""
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    told(
        meeting,
        "speaker.ended",
        by=by,
        at=at,
        facts={"speaker": row.number, "voice": row.voice, "item": row.item_key},
    )
