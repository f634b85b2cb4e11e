"""Sign a file on one's own machine, with one's own key: `cochair sign FILE.pdf --key holder.p12`.

Nothing is asked of a server or a database.  The key is read, used and forgotten.  Only with
`--stamps` is one address asked: that of an authority for time.
"""

import getpass
import io
import logging
import sys
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

from cochair.features.signatures.problems import FIELD

COULD_NOT = 2


class CannotSign(Exception):
    """Why a file was not signed, in one sentence for whoever called."""


def signed(
    octets: bytes,
    p12: bytes,
    passphrase: bytes,
    *,
    field: str = "",
    stamper: TimeStamper | None = None,
) -> bytes:
    """The file with one signature more, behind everything that is in it (PAdES B-B or B-T).

    `field` is the field to sign, needed where both are still empty.  Raises CannotSign.
    """
    try:
        empty = [name for name, value, _ref in _fields(octets) if value is None]
    except (PdfError, ValueError, TypeError, KeyError):
        raise CannotSign("This is no PDF that can be signed.") from None
    name = _chosen(empty, field)
    signer = _opened(p12, passphrase)
    metadata = PdfSignatureMetadata(
        field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(octets))
        made: io.BytesIO = PdfSigner(metadata, signer, timestamper=stamper).sign_pdf(writer)
    except (PdfError, SigningError, ValueError) as problem:
        raise CannotSign(f"The file was not signed: {problem}") from None
    except OSError as problem:
        raise CannotSign(f"The authority for time did not answer: {problem}") from None
    return made.getvalue()


def main(file: str, key: str, *, out: str, field: str, stamps: str) -> int:
    """Sign a file and write the signed one beside it; 0 when it was signed."""
    source = Path(file)
    target = Path(out) if out else source.with_name(f"{source.stem}-signed.pdf")
    try:
        octets, p12 = source.read_bytes(), Path(key).read_bytes()
        if target.exists():
            raise CannotSign(f"{target} exists: name another with --out.")
        passphrase = _passphrase()
        stamper = HTTPTimeStamper(stamps) if stamps else None
        made = signed(octets, p12, passphrase, field=field, stamper=stamper)
        target.write_bytes(made)
    except CannotSign as problem:
        print(problem, file=sys.stderr)
        return COULD_NOT
    except OSError as problem:
        print(f"{problem.filename or 'A file'}: {problem.strerror or problem}.", file=sys.stderr)
        return COULD_NOT
    print(f"Signed: {target}. Bring it in on the page of the document.")
    return 0


def _opened(p12: bytes, passphrase: bytes) -> SimpleSigner:
    """The key for as long as it is used; what the library would log about it is said in one sentence."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    try:
        found: SimpleSigner | None = SimpleSigner.load_pkcs12_data(
            p12, other_certs=[], passphrase=passphrase
        )
    except (ValueError, TypeError, SigningError, PdfError):
        found = None
    if found is None:
        raise CannotSign("The key could not be opened: is the passphrase right?")
    return found


def _passphrase() -> bytes:
    """Asked for without showing it; from standard input where that is no terminal."""
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase of the key: ").encode()
    return sys.stdin.readline().rstrip("\r\n").encode()


def _fields(octets: bytes) -> list[tuple[str, object, object]]:
    return list(enumerate_sig_fields(PdfFileReader(io.BytesIO(octets), strict=True)))


def _chosen(empty: list[str], field: str) -> str:
    if not empty:
        raise CannotSign(
            "There is no empty field for a signature in this file: take it from the page of the document."
        )
    wanted = field if field in empty else f"{FIELD}{field}"
    if not field and len(empty) == 1:
        return empty[0]
    if wanted not in empty:
        names = ", ".join(name.removeprefix(FIELD) for name in empty)
        raise CannotSign(f"Say with --party for whom you sign: {names}.")
    return wanted
