"""Whether a file that was signed is still what it was: looked at again, and kept for an hour.

Anybody who reads the text may ask, as often as they like; the file is named by its digest, so
that the answer holds for these octets and these authorities alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.cache import cache

from cochair.features.documents.models import Certificate, Original, Signature
from cochair.features.files import storage
from cochair.features.signatures import child, queries
from cochair.features.signatures.problems import field_of

AN_HOUR = 60 * 60


@dataclass(frozen=True, slots=True)
class Check:
    """What a look at one signature finds now.

    `unchanged`: the octets are those that were signed, and only signatures followed.
    `believed`: its authority, and its time, were believed when it came.  `expired` and `ended`:
    what became of its certificate since; neither undoes a signature that was good when it came.
    """

    unchanged: bool
    believed: bool
    expired: bool
    ended: bool

    @property
    def is_valid(self) -> bool:
        """Whether the signature stands."""
        return self.unchanged and self.believed


def checks(original: Original, signed: Sequence[Signature], at: datetime) -> list[Check]:
    """A check of each signature, in their order, as seen at an instant (aware UTC)."""
    return [_check(original, one, signed, at) for one in signed]


def _check(original: Original, one: Signature, signed: Sequence[Signature], at: datetime) -> Check:
    unchanged, believed = _looked(original, one, signed[-1])
    return Check(
        unchanged=unchanged,
        believed=believed,
        expired=at > one.certificate.valid_to,
        ended=one.certificate.ended_at is not None and one.certificate.ended_at <= at,
    )


def _looked(original: Original, one: Signature, last: Signature) -> tuple[bool, bool]:
    """Whether it is unchanged and believed, as at the instant at which it came."""
    forum = original.expression.revision.document.forum
    # The authority that the Party believed when the signature came: one that ended since counts.
    anchors = queries.roots(forum, one.party.code, one.at)
    marks = [last.file.digest, str(one.pk), *sorted(row.fingerprint for row in anchors)]
    key = "signature " + sha256(" ".join(marks).encode()).hexdigest()
    kept: tuple[bool, bool] | None = cache.get(key)
    if kept is None:
        kept = _examined(original, one, last, anchors)
        cache.set(key, kept, AN_HOUR)
    return kept


def _examined(
    original: Original, one: Signature, last: Signature, anchors: list[Certificate]
) -> tuple[bool, bool]:
    try:
        octets = storage.read(last.file.digest)
        given = storage.read(original.file.digest)
    except (storage.Damaged, FileNotFoundError):
        return False, False
    if not octets.startswith(given):
        return False, False
    forum = original.expression.revision.document.forum
    found = child.examined(
        octets,
        before=0,
        field="",
        anchors=anchors,
        others=[],
        stamps=queries.stamps(forum, one.at),
        moment=one.at,
    )
    for seen in found.signatures:
        if seen.field == field_of(one.party.code):
            same = seen.certificate == one.certificate.fingerprint
            return same, same and seen.trusted
    return False, False
