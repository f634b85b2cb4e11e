"""Receipts of what a delegation wrote against a text: what was received, when, and a signature.

For silences and for the room alike.  The digest also stands in the ledger of the forum, which either
Party takes away and verifies; the signature is of a key that the database does not hold.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from cochair.features.decisions.models import Message, Objection
from cochair.journal import keys, signing, verify_receipt
from cochair.procedure.consent import digest_of


@dataclass(frozen=True, slots=True)
class Signed:
    """The digest of what was received, the signature on it, and the key that made it, in hexadecimal."""

    digest: str
    signature: str
    key: str


def signed(received: Mapping[str, object]) -> Signed:
    """Sign what was received: codes, words, and instants as `stamp` writes them; no fractions."""
    digest = digest_of(received)
    return Signed(digest, signing.signature(digest), signing.public_key())


class Presented(StrEnum):
    """What is said of a receipt that somebody shows."""

    NO_RECEIPT = "no_receipt"
    OTHER_FORUM = "other_forum"
    KNOWN = "known"
    LOST = "lost"


def presented(text: str, forum: str) -> tuple[Presented, str]:
    """What a receipt that somebody shows is worth in a forum, and its stamp (ISO, UTC) or "".

    It is genuine when a key signed it that this installation has or had; `LOST` when it is genuine
    and the database does not know it: what it proves was received, and is missing since a restore.
    """
    try:
        said = json.loads(text, parse_float=verify_receipt.no_number)
        received, digest = said["received"], str(said["digest"])
        key, signature = str(said["key"]), bytes.fromhex(said["signature"])
        signed = verify_receipt.digest(received) == digest and keys.signed_here(key)
        good = signed and verify_receipt.is_signed(
            bytes.fromhex(key), verify_receipt.USE + bytes.fromhex(digest), signature
        )
        at = datetime.fromisoformat(received["received_at"]).astimezone(UTC).isoformat()
    except (ValueError, TypeError, KeyError, RecursionError, verify_receipt.Fault):
        return Presented.NO_RECEIPT, ""
    if not good:
        return Presented.NO_RECEIPT, ""
    if received.get("forum") != forum:
        return Presented.OTHER_FORUM, at
    known = any(
        rows.filter(receipt=digest).exists() for rows in (Message.objects, Objection.objects)
    )
    return (Presented.KNOWN if known else Presented.LOST), at


def stamp(at: datetime) -> str:
    """An instant as a receipt names it: to the microsecond, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def taken_away(received: Mapping[str, object], by: Signed) -> dict[str, object]:
    """A receipt as it is taken away, and as `cochair receipt` verifies it."""
    return {
        "received": dict(received),
        "digest": by.digest,
        "signature": by.signature,
        "key": by.key,
    }
