"""The receipt of an objection: what was received, when, and a digest that anyone can work out again.

The digest also stands in the ledger of the forum, which either Party takes away and verifies.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from cochair.decisions.models import Objection
from cochair.procedure.consent import digest_of


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
        "received_at": received_at.astimezone(UTC).isoformat(timespec="microseconds"),
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
    return {"received": said, "digest": row.receipt}


def digest(said: dict[str, object]) -> str:
    """SHA-256 over the parts as canonical JSON."""
    return digest_of(said)
