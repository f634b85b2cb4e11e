"""What the web asks the child process about signatures, and what it makes of the answer."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from cochair.features.documents.models import Certificate
from cochair.features.files import sandbox
from cochair.features.signatures import certificates, refusal_texts
from cochair.features.signatures.problems import Wrong
from cochair.procedure.refusal import Refused

# Loading what reads signatures takes as long as most files; so it has twice the time of a file.
TIMES = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """A signature as it was found: its field, its certificate (fingerprint), whether it is believed.

    `claimed` is what the signer's machine says, `stamped` what a believed authority for time says;
    both aware UTC.
    """

    field: str
    certificate: str
    subject: str
    issuer: str
    trusted: bool
    last: bool
    claimed: datetime | None
    stamped: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a file: a code of what is wrong, or its signatures."""

    wrong: str
    signatures: tuple[Seen, ...] = ()


def with_fields(octets: bytes, fields: Sequence[tuple[str, str]]) -> bytes:
    """A PDF with a field for each signature; raises Refused where that cannot be made."""
    said = _run({"task": "fields", "fields": [list(one) for one in fields]}, octets)
    if said is None or not isinstance(said.get("pdf"), str):
        raise Refused(refusal_texts.of_code(Wrong.UNREADABLE))
    return base64.b64decode(str(said["pdf"]))


def examined(
    octets: bytes,
    *,
    before: int,
    field: str,
    anchors: Iterable[Certificate],
    others: Iterable[Certificate],
    stamps: Iterable[Certificate],
    moment: datetime,
) -> Found:
    """The signatures of a file, examined as at `moment` (aware UTC).

    With `before`, everything behind so many octets must be one signature in `field`.
    """
    task = {
        "task": "signatures",
        "before": before,
        "field": field,
        "anchors": _ders([*anchors, *others]),
        "stamps": _ders(stamps),
        "moment": moment.isoformat(),
    }
    said = _run(task, octets)
    if said is None:
        return Found(Wrong.UNREADABLE)
    try:
        return Found(str(said["wrong"]), tuple(_seen(one) for one in _rows(said)))
    except (KeyError, TypeError, ValueError):
        return Found(Wrong.UNREADABLE)


def _rows(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = said["signatures"]
    if not isinstance(rows, list):
        raise TypeError("These are no signatures.")
    return rows


def _seen(said: Mapping[str, Any]) -> Seen:
    return Seen(
        field=str(said["field"]),
        certificate=str(said["certificate"]),
        subject=str(said["subject"]),
        issuer=str(said["issuer"]),
        trusted=said["trusted"] is True,
        last=said["last"] is True,
        claimed=_instant(str(said["claimed"])),
        stamped=_instant(str(said["stamped"])),
    )


def _instant(said: str) -> datetime | None:
    if not said:
        return None
    found = datetime.fromisoformat(said)
    return found.astimezone(UTC) if found.tzinfo else None


def _ders(rows: Iterable[Certificate]) -> list[str]:
    return sorted({base64.b64encode(certificates.of(row).der).decode("ascii") for row in rows})


def _run(task: Mapping[str, object], octets: bytes) -> Mapping[str, Any] | None:
    return sandbox.run(
        task,
        octets,
        seconds=TIMES * settings.FILE_SECONDS,
        megabytes=settings.FILE_MEMORY_MEGABYTES,
    )
