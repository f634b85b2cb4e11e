"""The keys of an installation, and that the database names the ones it was made with.

Two processes with other keys on one database would break each other's sessions and sign receipts in
turn with two keys, and nobody would notice.  The database holds a fingerprint of each key and never
the key; whoever starts with another key is told which, and does not start.  Decision 54.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.journal import signing
from cochair.journal.models import InstalledKey

SECRET, RECEIPT = "secret_key", "receipt_key"
# By which setting a key is given that does not lie in COCHAIR_HOME.
SETTING = {SECRET: "COCHAIR_SECRET_KEY", RECEIPT: "COCHAIR_RECEIPT_KEY"}


@dataclass(frozen=True, slots=True)
class Foreign:
    """A key of this process that is not the one which the database names."""

    name: str
    here: str
    named: str


def fingerprints() -> dict[str, str]:
    """The fingerprint of each key of this process: of the receipts' key the public half."""
    return {SECRET: signing.secret_fingerprint(), RECEIPT: signing.public_key()}


@transaction.atomic
def foreign(at: datetime) -> tuple[Foreign, ...]:
    """The keys of this process that the database does not name; none when all is well.

    A database that names no key yet is given those of the first process that asks (aware UTC).
    """
    found = []
    for name, here in fingerprints().items():
        row, _new = InstalledKey.objects.get_or_create(
            name=name, until=None, defaults={"fingerprint": here, "since": at}
        )
        if row.fingerprint != here:
            found.append(Foreign(name, here, row.fingerprint))
    return tuple(found)


@transaction.atomic
def enter(name: str, at: datetime) -> None:
    """Name the key of this process instead of the one that stood, which is kept as a former one."""
    here = fingerprints()[name]
    standing = InstalledKey.objects.select_for_update().filter(name=name, until=None)
    if standing.filter(fingerprint=here).exists():
        return
    standing.update(until=at)
    InstalledKey.objects.create(name=name, fingerprint=here, since=at)


def signed_here(key: str) -> bool:
    """Whether a public key is, or was, the one with which this installation signs receipts."""
    return InstalledKey.objects.filter(name=RECEIPT, fingerprint=key).exists()
