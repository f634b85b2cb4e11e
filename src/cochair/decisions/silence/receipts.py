"""The receipt of a message: what was received, when, and a digest that anyone can work out again.

The digest also stands in the ledger of the forum, which either Party takes away and verifies.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from cochair.decisions.models import Message
from cochair.procedure.consent import digest_of


def parts(
    *, forum: str, binds: str, form: str, party: str, voice: str, words: str, received_at: datetime
) -> dict[str, object]:
    """Everything that the digest of a receipt covers; `received_at` to the microsecond, in UTC."""
    return {
        "forum": forum,
        "silence": binds,
        "form": form,
        "party": party,
        "voice": voice,
        "words": words,
        "received_at": received_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def digest(said: Mapping[str, object]) -> str:
    """SHA-256 over the parts as canonical JSON."""
    return digest_of(said)


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
    )
    return {"received": said, "digest": row.receipt}
