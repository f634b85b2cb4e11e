"""A silence as it is kept: what was opened, and everything that came in since, each with its stamp.

Nothing of its stage is kept. Whoever has the entries works out the same stage, at any time and in
any order in which they were written down.

Source: security.md section 7 (rules 1 to 12); domain C.2, C.4, C.11 (INV-12).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from cochair.procedure.consent import Consent, digest_of
from cochair.procedure.entitlement import Entitlement, Voice
from cochair.procedure.outcome import Statement
from cochair.procedure.silence.regime import Regime


class Form(StrEnum):
    """What a delegation sent: both break the silence."""

    OBJECTION = "objection"
    AMENDMENT = "amendment"


@dataclass(frozen=True, slots=True)
class Message:
    """What a delegation wrote, with the stamp of its arrival at the door of the server.

    The stamp is set before any queue, lock or work, and by one clock.
    """

    id: str
    voice: Voice
    form: Form
    words: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Mandate:
    """A meeting that consented to the method for this text: nobody objected to that there."""

    meeting: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that both Parties bind when they open a silence.

    `languages` gives the digest of the text in each language, `entitled` the voices, fixed from
    here on, and `zone_data` the edition of the time zone tables by which the expiry was told.
    """

    id: str
    subject: str
    kind: str
    languages: Mapping[str, str] = field(hash=False)
    entitled: Entitlement
    expires_at: datetime
    regime: Regime
    zone_data: str = ""
    mandate: Mandate | None = None
    follows: str = ""

    def __post_init__(self) -> None:
        # A copy of its own: what was bound does not change under anybody's hands.
        object.__setattr__(self, "languages", MappingProxyType(dict(self.languages)))


@dataclass(frozen=True, slots=True)
class Move:
    """A joint act that sets another expiry: an extension, or the end of a suspension."""

    expires_at: datetime
    consent: Consent
    resumes: bool = False


@dataclass(frozen=True, slots=True)
class Outage:
    """From `start` to `end` nobody could reach the platform; `end` is None while it lasts.

    `in_doubt`: nobody knows whether all that was written since is here, or the hour of it.
    """

    start: datetime
    end: datetime | None = None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence with its entries. `opened` and `withdrawn` are joint acts of all Parties."""

    terms: Terms
    opened: Consent | None = None
    messages: tuple[Message, ...] = ()
    statements: tuple[Statement, ...] = ()
    moves: tuple[Move, ...] = ()
    outages: tuple[Outage, ...] = ()
    withdrawn: Consent | None = None
    closed_at: datetime | None = None


@lru_cache(maxsize=256)
def opening_digest(terms: Terms) -> str:
    """The digest of what both Parties bind when they open a silence. Source: rule 2."""
    regime = terms.regime
    return digest_of(
        {
            "act": "open",
            "silence": terms.id,
            "subject": terms.subject,
            "kind": terms.kind,
            "languages": dict(terms.languages),
            "unit": terms.entitled.unit.value,
            "entitled": sorted([one.party, one.id] for one in terms.entitled.voices),
            "expires_at": _instant(terms.expires_at),
            "min_hours": regime.min_hours,
            "extension_max": regime.extension_max,
            "grace_seconds": int(regime.grace.total_seconds()),
            "zone_data": terms.zone_data,
            "mandate": [terms.mandate.meeting, _instant(terms.mandate.at)] if terms.mandate else [],
            "follows": terms.follows,
        }
    )


def move_digest(silence: Silence, expires_at: datetime, *, resumes: bool = False) -> str:
    """The digest of what both Parties bind when they set another expiry: the next one in turn."""
    return digest_of(
        {
            "act": "resume" if resumes else "extend",
            "silence": opening_digest(silence.terms),
            "number": len(silence.moves) + 1,
            "expires_at": _instant(expires_at),
        }
    )


def withdrawal_digest(silence: Silence) -> str:
    """The digest of what both Parties bind when they withdraw a silence."""
    return digest_of({"act": "withdraw", "silence": opening_digest(silence.terms)})


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
