"""What a holder and whoever doubts type: sign a file, verify it, find it in an exported ledger."""

import io
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

import signatures
import signing as both
from cochair.cli import main
from cochair.features.parties.models import Forum
from cochair.features.signatures import authority, local, registration
from cochair.features.signatures.certificates import STAMP
from cochair.features.signatures.problems import field_of
from cochair.journal import export
from signatures import YEAR, keys
from world import NOW


def type_in(monkeypatch: pytest.MonkeyPatch, *words: str, passphrase: str = "test") -> int:
    """The exit status of a command; a passphrase comes from standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{passphrase}\n"))
    return main(list(words))


def anchored(folder: Path) -> list[str]:
    """The authorities of both as arguments."""
    said = []
    for party in ("LEAGUE", "CONCERT"):
        (folder / f"{party}.pem").write_bytes(keys(party).authority.pem)
        said += ["--anchor", str(folder / f"{party}.pem")]
    return said


def test_a_holder_signs_on_its_own_machine_and_a_wrong_passphrase_or_half_says_so(
    small_forum: Forum,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    signatures.registered(small_forum)
    original = signatures.ready(small_forum)
    (tmp_path / "a.pdf").write_bytes(signatures.octets(original))
    (tmp_path / "k.p12").write_bytes(keys("LEAGUE").holder.p12())
    said = ("sign", str(tmp_path / "a.pdf"), "--key", str(tmp_path / "k.p12"))

    assert type_in(monkeypatch, *said, "--party", "LEAGUE", passphrase="no") == 2
    assert type_in(monkeypatch, *said) == 2
    assert "LEAGUE, CONCERT" in capsys.readouterr().err
    assert type_in(monkeypatch, *said, "--party", "LEAGUE") == 0
    assert type_in(monkeypatch, *said, "--party", "LEAGUE") == 2

    signed = (tmp_path / "a-signed.pdf").read_bytes()
    assert signatures.brought(original, "LEAGUE", signed).number == 1


def test_whoever_doubts_verifies_the_file_and_finds_it_in_the_ledger_without_a_server(
    small_forum: Forum,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = signatures.octets(signatures.sealed(small_forum))
    flipped = bytearray(whole)
    flipped[whole.index(b"stream") + 40] ^= 1
    for name, octets in (("a", whole), ("b", bytes(flipped)), ("c", whole + b"\n% more\n%%EOF\n")):
        (tmp_path / f"{name}.pdf").write_bytes(octets)
    ledger = tmp_path / "ledger.zip"
    ledger.write_bytes(export.archive(small_forum.slug, spaces=both.concert(small_forum).spaces))
    anchors, then = anchored(tmp_path), ["--at", NOW.isoformat()]

    sound = type_in(monkeypatch, "verify", str(tmp_path / "a.pdf"), *anchors, *then)
    by_nobody = type_in(monkeypatch, "verify", str(tmp_path / "a.pdf"), *then)
    later = type_in(
        monkeypatch, "verify", str(tmp_path / "a.pdf"), *anchors, "--at", "2050-01-01T00:00Z"
    )
    changed = [
        type_in(monkeypatch, "verify", str(tmp_path / f"{name}.pdf"), *anchors, *then)
        for name in ("b", "c")
    ]
    in_ledger = [
        type_in(monkeypatch, "verify", str(ledger), "--file", str(tmp_path / f"{name}.pdf"))
        for name in ("a", "b", "c")
    ]

    assert (sound, by_nobody, later, changed, in_ledger) == (0, 1, 1, [1, 1], [0, 1, 1])
    assert "is what both sealed, by entry" in capsys.readouterr().out


def test_a_time_stamp_counts_where_its_authority_is_registered_and_is_only_left_aside_elsewhere(
    small_forum: Forum,
) -> None:
    signatures.registered(small_forum)
    certificate, stamper = _stamper()
    registration.register(small_forum, certificate, kind=STAMP, by=both.league(small_forum), at=NOW)
    original = signatures.ready(small_forum)

    p12 = keys("LEAGUE").holder.p12()
    signed = local.signed(
        signatures.octets(original),
        p12,
        authority.PASSPHRASE,
        field=field_of("LEAGUE"),
        stamper=stamper,
    )
    first = signatures.brought(original, "LEAGUE", signed)
    _other, unknown = _stamper()
    signed = local.signed(
        signatures.octets(original),
        keys("CONCERT").holder.p12(),
        authority.PASSPHRASE,
        field=field_of("CONCERT"),
        stamper=unknown,
    )
    second = signatures.brought(original, "CONCERT", signed)

    assert first.stamped_at == NOW - timedelta(minutes=5)
    assert second.stamped_at is None and second.at == NOW


def _stamper() -> tuple[bytes, DummyTimeStamper]:
    """An authority for time that stands still five minutes ago (its key is RSA by need)."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Time")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - YEAR)
        .not_valid_after(NOW + YEAR)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return made.public_bytes(Encoding.PEM), DummyTimeStamper(
        asn1.Certificate.load(made.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(der),
        fixed_dt=NOW - timedelta(minutes=5),
    )
