"""Certificates as a Party brings them: read, and found fit for what they are registered for.

Nothing is fetched.  A holder's certificate is issued directly by an authority that the same Party
registered, which may itself be issued by another; so there is one link, and no path to search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.conf import settings

from cochair.features.documents.models import Certificate
from cochair.procedure.refusal import Refusal, Refused, _

CLAUSE = "practice"
ANCHOR, HOLDER, STAMP = "anchor", "holder", "stamp"
KINDS = {
    HOLDER: _("A certificate with which this office signs"),
    ANCHOR: _("A certification authority"),
    STAMP: _("A time-stamping authority"),
}
# What the test authority of a demo writes into its certificates: a policy that nobody else has.
TEST_POLICY = x509.ObjectIdentifier("2.25.173805114827462650934287710931240596623")
LONGEST = 64 * 1024
LEAST_RSA, LEAST_CURVE, LONGEST_NAME = 2048, 256, 500
STRONG = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


@dataclass(frozen=True, slots=True)
class Read:
    """A certificate as it was read; instants are aware UTC."""

    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        """As it is kept and given out."""
        return self.certificate.public_bytes(Encoding.PEM).decode("ascii")

    @property
    def der(self) -> bytes:
        """As it is compared."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of its DER."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def subject(self) -> str:
        """Whose it is, as it says."""
        return _name(self.certificate.subject)

    @property
    def issuer(self) -> str:
        """Who issued it, as it says."""
        return _name(self.certificate.issuer)

    @property
    def is_test(self) -> bool:
        """Whether the test authority of a demo made it."""
        found = _extension(self.certificate, x509.CertificatePolicies)
        return found is not None and any(one.policy_identifier == TEST_POLICY for one in found)


def read(octets: bytes) -> Read:
    """A certificate in PEM or DER; raises Refused for anything else, a file with a key above all."""
    if len(octets) > LONGEST:
        raise Refused(NO_CERTIFICATE)
    if b"PRIVATE KEY" in octets:
        raise Refused(A_KEY)
    try:
        if b"-----BEGIN CERTIFICATE-----" in octets:
            found = x509.load_pem_x509_certificate(octets)
        else:
            found = x509.load_der_x509_certificate(octets)
        made = Read(found)
        # All that is shown is read once, so that nothing fails later.
        said = (made.pem, made.subject, made.issuer, made.is_test, found.public_key())
        assert all(one is not None for one in said)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Refused(NO_CERTIFICATE) from None
    return made


def of(row: Certificate) -> Read:
    """A certificate that is kept."""
    return Read(x509.load_pem_x509_certificate(row.pem.encode("ascii")))


def unfit(made: Read, kind: str, anchors: Sequence[Read], at: datetime) -> list[Refusal]:
    """Why a certificate is not fit for what it is registered for, at an instant (aware UTC)."""
    found = [_dates(made, at), _strength(made)]
    if kind == HOLDER:
        found += [_signs_documents(made), _issued(made, anchors)]
    elif kind == ANCHOR:
        found.append(_issues(made))
    else:
        found.append(_stamps(made))
    return [one for one in found if one is not None]


def counts_here(*, is_test: bool) -> Refusal | None:
    """A refusal for what the test authority of a demo made, anywhere but in a demo."""
    return TEST_ONLY if is_test and not settings.DEMO else None


def _dates(made: Read, at: datetime) -> Refusal | None:
    if at < made.certificate.not_valid_before_utc:
        return Refusal(CLAUSE, _("This certificate is not valid yet."))
    if at > made.certificate.not_valid_after_utc:
        return Refusal(CLAUSE, _("This certificate has expired."))
    return None


def _strength(made: Read) -> Refusal | None:
    key = made.certificate.public_key()
    strong = (isinstance(key, rsa.RSAPublicKey) and key.key_size >= LEAST_RSA) or (
        isinstance(key, ec.EllipticCurvePublicKey) and key.curve.key_size >= LEAST_CURVE
    )
    if strong and isinstance(made.certificate.signature_hash_algorithm, STRONG):
        return None
    return Refusal(
        CLAUSE,
        _(
            "The key or the hash algorithm of this certificate is too weak or not "
            "supported. Required: RSA with at least 2048 bits or a curve with at least "
            "256 bits, and SHA-256 or stronger."
        ),
    )


def _signs_documents(made: Read) -> Refusal | None:
    usage = _extension(made.certificate, x509.KeyUsage)
    basic = _extension(made.certificate, x509.BasicConstraints)
    if usage is not None and usage.content_commitment and not (basic and basic.ca):
        return None
    return Refusal(
        CLAUSE,
        _(
            "This certificate is not intended for signing documents: it does not allow "
            "“non-repudiation” (content commitment), or it belongs to an authority."
        ),
    )


def _issues(made: Read) -> Refusal | None:
    basic = _extension(made.certificate, x509.BasicConstraints)
    usage = _extension(made.certificate, x509.KeyUsage)
    if basic is not None and basic.ca and (usage is None or usage.key_cert_sign):
        return None
    return Refusal(
        CLAUSE,
        _("This is not the certificate of an authority: it cannot issue other certificates."),
    )


def _stamps(made: Read) -> Refusal | None:
    extended = _extension(made.certificate, x509.ExtendedKeyUsage)
    if extended is not None and ExtendedKeyUsageOID.TIME_STAMPING in extended:
        return None
    return (
        None
        if _issues(made) is None
        else Refusal(CLAUSE, _("This is not a time-stamping authority."))
    )


def _issued(made: Read, anchors: Sequence[Read]) -> Refusal | None:
    for anchor in anchors:
        try:
            made.certificate.verify_directly_issued_by(anchor.certificate)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            continue
        return None
    return Refusal(
        CLAUSE,
        _(
            "This certificate was not issued by an authority that your Party registered. "
            "Register the issuing authority first."
        ),
    )


def _extension[T: x509.ExtensionType](certificate: x509.Certificate, kind: type[T]) -> T | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _name(name: x509.Name) -> str:
    """A name on one line, in signs that steer nothing."""
    said = ", ".join(one.rfc4514_string() for one in name.rdns)
    return "".join(one if one.isprintable() else "?" for one in said)[:LONGEST_NAME]


NO_CERTIFICATE = Refusal(
    CLAUSE, _("This is not a certificate. Upload a PEM or DER file (.pem, .crt, .cer).")
)
A_KEY = Refusal(
    CLAUSE,
    _(
        "This file contains a private key. The file was not kept. Treat the key as "
        "disclosed and have a new one issued. Upload only the certificate."
    ),
)
TEST_ONLY = Refusal(
    CLAUSE, _("This certificate was issued by the test authority of a demonstration.")
)
