"""The receipt of an objection: everything that was received of it, and when; `decisions.receipts` signs it."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.decisions import receipts
from cochair.features.decisions.models import Objection


def parts(
    *,
    forum: str,
    binds: str,
    party: str,
    voice: str,
    words: str,
    paragraphs: Iterable[str],
    received_at: datetime,
) -> dict[str, object]:
    """Everything that the digest of a receipt covers; `received_at` to the microsecond, in UTC."""
    return {
        "forum": forum,
        "put": binds,
        "party": party,
        "voice": voice,
        "words": words,
        "paragraphs": list(paragraphs),
        "received_at": receipts.stamp(received_at),
    }


def receipt(row: Objection, forum: str) -> dict[str, object]:
    """The receipt of an objection as it is taken away."""
    said = parts(
        forum=forum,
        binds=row.decision.terms["binds"],
        party=row.party,
        voice=row.voice,
        words=row.words,
        paragraphs=row.paragraphs,
        received_at=row.received_at,
    )
    return receipts.taken_away(said, receipts.Signed(row.receipt, row.signature, row.key))
