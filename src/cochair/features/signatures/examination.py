"""What the child process does with signatures: make fields for them, and examine those that came.

Two readers look at every file: pyHanko at the signatures and at what was changed, qpdf (by
pikepdf) at every object by itself.  Neither fetches anything.  Source: security.md section 6, T82.
"""

import asyncio
import base64
import importlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import tzlocal
from asn1crypto import x509
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, SuspiciousModification
from pyhanko.sign.fields import (
    InvisSigSettings,
    MDPPerm,
    SigFieldSpec,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from cochair.features.signatures.problems import Wrong
from cochair.formats import pdf_objects

# Read by pyHanko only when it first needs them: too late in a child, which opens nothing more.
_LATER = (
    "cryptography.hazmat.backends.openssl",
    "cryptography.hazmat.primitives.asymmetric.ec",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.asymmetric.padding",
    "cryptography.hazmat.primitives.asymmetric.rsa",
    "pyhanko.pdf_utils.crypt.pdfmac",
    "pyhanko.pdf_utils.filters",
    "pyhanko.pdf_utils.metadata.xmp_xml",
    "pyhanko.sign.validation.pdf_embedded",
    "encodings.idna",
    "encodings.hex_codec",
    "encodings.utf_16_be",
)
for _module in _LATER:
    importlib.import_module(_module)
# The zone of the machine is asked for once: in a child there is none, and it is UTC.
tzlocal.get_localzone()

PADES = "/ETSI.CAdES.detached"
STRONG = frozenset({"sha256", "sha384", "sha512"})


class Problem(Exception):
    """A file in which a signature is not taken."""

    def __init__(self, code: Wrong) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a file: how long what was given out is, which field is signed, by whom.

    `before` is 0 where everything in the file was taken before and is only looked at again.
    `anchors` and `stamps` are certificates in DER; `moment` is when they have to be valid.
    """

    before: int
    field: str
    anchors: tuple[bytes, ...]
    stamps: tuple[bytes, ...]
    moment: datetime

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Asked":
        """As it arrives in the child."""
        return cls(
            before=int(said["before"]),
            field=str(said["field"]),
            anchors=tuple(base64.b64decode(one) for one in said["anchors"]),
            stamps=tuple(base64.b64decode(one) for one in said["stamps"]),
            moment=datetime.fromisoformat(str(said["moment"])),
        )


def with_fields(octets: bytes, fields: Sequence[tuple[str, str]]) -> bytes:
    """A PDF with an empty field for each signature, appended to it; `fields` are names and titles.

    The fields lie outside the page and are printed, as PDF/A asks (a hidden one breaks it).
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(octets))
    for name, title in fields:
        spec = SigFieldSpec(
            name,
            readable_field_name=title,
            invis_sig_settings=InvisSigSettings(
                set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True
            ),
        )
        append_signature_field(writer, spec)
    # That signatures are appended, as it will be: whoever signs changes nothing but the field.
    form = writer.root["/AcroForm"]
    form["/SigFlags"] = NumberObject(3)  # type: ignore[no-untyped-call]
    writer.update_container(form)
    made = io.BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    return made.getvalue()


def examiner(asked: Asked) -> Callable[[bytes], Mapping[str, object]]:
    """What examines a file; the loop is opened here, because a child opens nothing later."""
    loop = asyncio.new_event_loop()
    return lambda octets: loop.run_until_complete(examine(octets, asked))


async def examine(octets: bytes, asked: Asked) -> Mapping[str, object]:
    """The signatures of a file in JSON, or the code of what is wrong with it."""
    try:
        reader = PdfFileReader(io.BytesIO(octets), strict=True)
        if asked.before:
            _only_signed(reader, octets, asked)
        found = [await _signature(one, reader, octets, asked) for one in _signatures(reader)]
    except Problem as problem:
        return {"wrong": problem.code.value, "signatures": []}
    except (PdfError, SignatureValidationError, ValueError, TypeError, KeyError, IndexError):
        return {"wrong": Wrong.DAMAGED.value, "signatures": []}
    except (AttributeError, RuntimeError, OSError, AssertionError):
        return {"wrong": Wrong.DAMAGED.value, "signatures": []}
    return {"wrong": "", "signatures": found}


def _signatures(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    return list(reader.embedded_regular_signatures)


def _only_signed(reader: PdfFileReader, octets: bytes, asked: Asked) -> None:
    """Raises Problem unless the file is what was given out with one signature more, in its field."""
    given = octets[: asked.before]
    before = PdfFileReader(io.BytesIO(given), strict=True)
    old, new = _filled(before), _filled(reader)
    added = new - old
    if not added:
        raise Problem(Wrong.APPENDED if len(octets) > asked.before else Wrong.NONE)
    if asked.field not in added:
        raise Problem(Wrong.FIELD)
    if len(added) > 1 or not old <= new:
        raise Problem(Wrong.TWO)
    if _fields(before) != _fields(reader) or reader.embedded_timestamp_signatures:
        raise Problem(Wrong.CHANGED)
    last = next(one for one in _signatures(reader) if one.field_name == asked.field)
    if not _whole(last, octets):
        raise Problem(Wrong.APPENDED)
    if "/Reference" in last.sig_object or "/Perms" in reader.root:
        raise Problem(Wrong.CERTIFIED)
    try:
        # What the revisions that came with the signature changed of those that were given out.
        revision = before.xrefs.total_revisions - 1
        DEFAULT_DIFF_POLICY.review_file(reader, revision, doc_mdp=MDPPerm.FILL_FORMS)
    except SuspiciousModification:
        raise Problem(Wrong.CHANGED) from None
    if not pdf_objects.only_the_field(given, octets, asked.field):
        raise Problem(Wrong.CHANGED)


def _filled(reader: PdfFileReader) -> set[str]:
    return {name for name, value, _field in enumerate_sig_fields(reader) if value is not None}


def _fields(reader: PdfFileReader) -> set[str]:
    return {name for name, _value, _field in enumerate_sig_fields(reader)}


def _whole(one: EmbeddedPdfSignature, octets: bytes) -> bool:
    """Whether all that is not signed is the signature itself, in hexadecimal, and nothing behind it."""
    ranges = [int(number) for number in one.byte_range]
    if len(ranges) != 4 or min(ranges) < 0:
        return False
    start, first, after, rest = ranges
    gap = octets[first:after]
    return (
        start == 0
        and first < after
        and after + rest == len(octets)
        and gap.startswith(b"<")
        and gap.endswith(b">")
        and not gap[1:-1].strip(b"0123456789abcdefABCDEF")
    )


async def _signature(
    one: EmbeddedPdfSignature, reader: PdfFileReader, octets: bytes, asked: Asked
) -> Mapping[str, object]:
    """One signature as it was found; raises Problem where it is none of the kind that counts."""
    if str(one.sig_object.get("/SubFilter", "")) != PADES:
        raise Problem(Wrong.NOT_PADES)
    status = await async_validate_pdf_signature(
        one,
        _context(asked.anchors, asked.moment),
        _context(asked.stamps, asked.moment),
    )
    if status.md_algorithm not in STRONG:
        raise Problem(Wrong.WEAK)
    if not (status.intact and status.valid) or not _follows(status):
        raise Problem(Wrong.BROKEN if asked.before else Wrong.CHANGED)
    return _told(one, status)


def _follows(status: PdfSignatureStatus) -> bool:
    """Whether what came after a signature is signatures alone."""
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and bool(status.docmdp_ok)


def _told(one: EmbeddedPdfSignature, status: PdfSignatureStatus) -> Mapping[str, object]:
    certificate: x509.Certificate = status.signing_cert
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
    claimed = status.signer_reported_dt
    return {
        "field": one.field_name,
        "certificate": certificate.sha256.hex(),
        "subject": certificate.subject.human_friendly,
        "issuer": certificate.issuer.human_friendly,
        "trusted": bool(status.trusted),
        "last": status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        "claimed": claimed.isoformat() if claimed else "",
        "stamped": stamp.timestamp.isoformat() if stamp is not None and stamped else "",
        "digest": status.md_algorithm,
    }


def _context(roots: Sequence[bytes], moment: datetime) -> ValidationContext:
    """Certificates that are believed; nothing is fetched, and revocation is a Party's own act."""
    return ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in roots],
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


__all__ = ["Asked", "examine", "examiner", "with_fields"]
