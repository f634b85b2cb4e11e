"""The test authority of a demo: keys and certificates for those who play the presidencies.

Each says TEST in its name and carries a policy that no other authority uses; outside a demo both
are refused.  The keys lie in the folder of the demo, for its holder to sign with on the command
line; no page reads them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
)
from cryptography.hazmat.primitives.serialization import pkcs12 as packing
from cryptography.x509.oid import NameOID

from cochair.features.signatures.certificates import TEST_POLICY

YEARS = timedelta(days=3650)
FOLDER = "test-keys"
README = """These keys are a test. They sign documents of this demonstration and prove nothing about anybody.
Sign with one:  cochair sign FILE.pdf --key NAME.p12    (the passphrase is: test)
"""
PASSPHRASE = b"test"


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate with its key, and the certificate of whoever issued it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    authority: x509.Certificate

    @property
    def pem(self) -> bytes:
        """The certificate alone."""
        return self.certificate.public_bytes(Encoding.PEM)

    def p12(self, passphrase: bytes = PASSPHRASE) -> bytes:
        """Key and certificate as programs that sign take them."""
        return packing.serialize_key_and_certificates(
            b"test",
            self.key,
            self.certificate,
            [self.authority],
            BestAvailableEncryption(passphrase),
        )


def authority(name: str, *, at: datetime, is_test: bool = True) -> Issued:
    """An authority of its own, valid for ten years around `at` (aware UTC)."""
    key = ec.generate_private_key(ec.SECP256R1())
    said = _name(name, is_test)
    made = _builder(said, said, key, at - YEARS, at + YEARS, is_test, is_authority=True)
    signed = _linked(made, key.public_key()).sign(key, hashes.SHA256())
    return Issued(signed, key, signed)


def holder(
    by: Issued,
    name: str,
    *,
    start: datetime,
    end: datetime,
    is_test: bool = True,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> Issued:
    """A certificate for somebody who signs, valid from `start` to `end` (aware UTC)."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    issuer = by.certificate.subject
    made = _builder(_name(name, is_test), issuer, key, start, end, is_test, is_authority=False)
    signed = _linked(made, by.key.public_key()).sign(by.key, hashes.SHA256())
    return Issued(signed, key, by.certificate)


def keep(file: Path, made: Issued) -> None:
    """Write a key file, readable by its owner alone, with a word on what it is."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(made.p12())
    (file.parent / "README.txt").write_text(README)


def _name(said: str, is_test: bool) -> x509.Name:
    marked = f"TEST {said}" if is_test else said
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, marked[:64]),
            *([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "TEST ONLY")] if is_test else []),
        ]
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    start: datetime,
    end: datetime,
    is_test: bool,
    *,
    is_authority: bool,
) -> x509.CertificateBuilder:
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not is_test:
        return made
    policy = x509.PolicyInformation(TEST_POLICY, None)
    return made.add_extension(x509.CertificatePolicies([policy]), critical=False)


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _linked(
    made: x509.CertificateBuilder, issuer: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    found = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer)
    return made.add_extension(found, critical=False)
