"""A receipt is verified with the key of the installation alone, and whatever was changed in it is found."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from cli.shell import Say
from cochair.journal import signing, verify_receipt
from cochair.procedure.consent import digest_of

RECEIVED = {
    "forum": "f",
    "words": "No: a\u0301 is á.",
    "received_at": "2031-02-06T08:59:59.999999+00:00",
}


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """A receipt as a delegation keeps it."""
    digest = digest_of(RECEIVED)
    said = {"received": RECEIVED, "digest": digest, "key": signing.public_key()}
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps({**said, "signature": signing.signature(digest)}), encoding="utf-8")
    return file


def test_an_honest_receipt_is_verified_by_the_command_and_by_the_program_alone(
    say: Say, receipt: Path, tmp_path: Path
) -> None:
    key = tmp_path / "receipt-key.txt"
    key.write_text(f"{signing.public_key()}\n")
    said = say("receipt", receipt, "--key", key)
    assert said.status == 0 and said.out.splitlines()[-1] == "VERIFIED."
    alone = [sys.executable, "-I", verify_receipt.__file__, receipt, "--key", signing.public_key()]
    done = subprocess.run(alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and RECEIVED["received_at"] in done.stdout


@pytest.mark.parametrize("part", ["words", "received_at", "digest", "signature", "key"])
def test_whatever_is_changed_is_found(say: Say, receipt: Path, part: str) -> None:
    said = json.loads(receipt.read_text())
    inside = said["received"] if part in said["received"] else said
    inside[part] = ("0" if inside[part][0] != "0" else "1") + inside[part][1:]
    receipt.write_text(json.dumps(said))

    answer = say("receipt", receipt, "--key", signing.public_key())

    assert answer.status == 1 and answer.out.startswith("NOT VERIFIED")


def test_another_key_than_the_trusted_one_is_refused_however_well_it_signed(
    say: Say, receipt: Path
) -> None:
    other = Ed25519PrivateKey.generate()
    said = json.loads(receipt.read_text())
    said["signature"] = other.sign(verify_receipt.USE + bytes.fromhex(said["digest"])).hex()
    said["key"] = other.public_key().public_bytes_raw().hex()
    receipt.write_text(json.dumps(said))

    assert "another key" in say("receipt", receipt, "--key", signing.public_key()).out
    assert say("receipt", receipt, "--key", "nowhere.txt").status == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", "\ud800", "[" * 100_000, '{"digest": 1.5}'])
def test_what_is_no_receipt_is_called_so(say: Say, tmp_path: Path, content: str) -> None:
    file = tmp_path / "receipt.json"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert "is no receipt" in say("receipt", file, "--key", "0" * 64).out


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
def test_our_own_reading_of_the_signature_agrees_with_the_library(
    seed: bytes, message: bytes, bit: int
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    assert verify_receipt.is_signed(public, message, bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    assert not verify_receipt.is_signed(public, message, bytes(signature))


def test_the_secret_lies_in_the_home_for_its_owner_alone_and_is_made_once(
    tmp_path: Path, settings: object
) -> None:
    settings.COCHAIR_HOME = tmp_path  # type: ignore[attr-defined]
    first = signing.public_key()

    assert signing.public_key() == first
    assert (tmp_path / signing.FILE).stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir()] == [signing.FILE]
    settings.RECEIPT_KEY = "no key"  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="64"):
        signing.public_key()
