"""The receipt of a message: everything that was received of it, and when; `decisions.receipts` signs it."""

from datetime import datetime

from cochair.features.decisions import receipts
from cochair.features.decisions.models import Message


def parts(
    *,
    forum: str,
    binds: str,
    form: str,
    party: str,
    voice: str,
    words: str,
    received_at: datetime,
    channel: str = "page",
    arrived_at: datetime | None = None,
) -> dict[str, object]:
    """Everything that the digest of a receipt covers; instants to the microsecond, in UTC."""
    return {
        "forum": forum,
        "silence": binds,
        "form": form,
        "party": party,
        "voice": voice,
        "words": words,
        "received_at": receipts.stamp(received_at),
        "channel": channel,
        "said_to_have_arrived_at": receipts.stamp(arrived_at) if arrived_at else None,
    }


def receipt(row: Message) -> dict[str, object]:
    """The receipt of a message as it is taken away."""
    said = parts(
        forum=row.procedure.forum.slug,
        binds=row.procedure.terms["binds"],
        form=row.form,
        party=row.party,
        voice=row.voice,
        words=row.words,
        received_at=row.received_at,
        channel=row.channel,
        arrived_at=row.arrived_at,
    )
    return receipts.taken_away(said, receipts.Signed(row.receipt, row.signature, row.key))
