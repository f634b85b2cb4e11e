"""Originals, signatures and certificates as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.documents.models import Certificate, Original, Signature
from cochair.features.parties.models import Party
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.signatures.certificates import HOLDER, KINDS
from cochair.features.signatures.file_checks import Check


@dataclass(frozen=True, slots=True)
class Half:
    """A Party's half of an original: its signature with what a look at it found, or none yet."""

    party: Party
    signature: Signature | None
    check: Check | None

    @property
    def key(self) -> str:
        """As the keys of a joint act are drawn."""
        if self.check is None:
            return "waiting"
        return "agreed" if self.check.is_valid else "void"

    @property
    def word(self) -> str:
        """What became of it."""
        if self.check is None:
            return __("has not signed yet")
        return __("has signed; valid") if self.check.is_valid else __("has signed; no longer valid")

    @property
    def checked(self) -> list[tuple[str, bool]]:
        """What was looked at, and whether it holds."""
        if self.check is None:
            return []
        return [
            (__("The file is identical, byte for byte, to the one that was issued; only " "signatures were added"), self.check.unchanged),
            (__("The signature is intact and matches the file"), self.check.unchanged),
            (__("When the signature was received, the certificate was valid, registered " "for this office and issued by an authority of its Party"), self.check.believed),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """A certificate with who may end it."""

    row: Certificate
    is_over: bool
    may_end: bool

    @property
    def kind(self) -> str:
        """What it is for."""
        return __(KINDS[self.row.kind])

    @property
    def subject(self) -> str:
        """Whose it is, as it says; by its fingerprint once its names are no longer kept."""
        return self.row.subject or __("Fingerprint {digest}").format(
            digest=self.row.fingerprint[:8]
        )

    @property
    def fingerprint(self) -> str:
        """SHA-256 in groups that a person can compare over the telephone."""
        said = self.row.fingerprint
        return " ".join(said[at : at + 8] for at in range(0, len(said), 8))

    @property
    def is_holder(self) -> bool:
        """Whether somebody signs with it."""
        return self.row.kind == HOLDER


def halves(
    parties: Sequence[Party], signed: Sequence[Signature], checks: Sequence[Check]
) -> list[Half]:
    """Each Party's half, in the order of the Parties."""
    found: Mapping[int, tuple[Signature, Check]] = {
        one.party_id: (one, check) for one, check in zip(signed, checks, strict=True)
    }
    return [Half(party, *(found.get(party.pk) or (None, None))) for party in parties]


def steps(original: Original, signed: int, parties: int) -> list[tuple[str, str]]:
    """The states of an original; the present one is the last that was reached."""
    said = (
        __("Sent to both Parties for signature"),
        __("Signed by one Party"),
        __("Signed by both Parties"),
        __("Sealed"),
    )
    if original.sealed_at is not None:
        present = 3
    elif signed >= parties:
        present = 2
    else:
        present = 1 if signed else 0
    return [
        (word, "done" if at < present else "now" if at == present else "")
        for at, word in enumerate(said)
    ]


def cards(rows: Sequence[Certificate], hat: ActingOffice, at: datetime) -> list[Card]:
    """Certificates, those that stand first."""
    decides = hat.may(Power.DECIDE_FOR_PARTY)
    made = [
        Card(
            row,
            is_over=row.ended_at is not None or at > row.valid_to,
            may_end=decides and row.party.code == hat.party and row.ended_at is None,
        )
        for row in rows
    ]
    return sorted(made, key=lambda one: one.is_over)
