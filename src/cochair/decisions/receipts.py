"""Receipts of what a delegation wrote against a text: what was received, when, and a signature.

For silences and for the room alike.  The digest also stands in the ledger of the forum, which either
Party takes away and verifies; the signature is of a key that the database does not hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cochair.journal import signing
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
