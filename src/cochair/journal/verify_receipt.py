#!/usr/bin/env python3
"""Verify a receipt of Cochair, without Cochair: Python's standard library is enough.

    python3 verify_receipt.py RECEIPT.json --key KEY

KEY is the public key of the installation, in hexadecimal, or a file that holds it: it is published
at /receipt-key.txt, and lies in every exported ledger as receipt-key.txt.  Take it from a place that
you trusted before.  Exit status 0 when the receipt was verified, 1 when it was not.

The signature is Ed25519 (RFC 8032) over the name of this use and the digest of what was received.
This file is written apart from the software that it checks, and for any Python since 3.8.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, Dict, Optional, Sequence, Tuple  # noqa: UP035 - older Pythons

USE = b"cochair receipt 1\n"
NAMES = {"received", "digest", "signature", "key"}
KEY = re.compile(r"[0-9a-f]{64}")
LARGEST = 1 << 20

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)

Point = Tuple[int, int, int, int]  # noqa: UP006 - x, y, z and x times y, extended


class Fault(Exception):
    """Why the receipt is not verified, in one sentence."""


def main(argv: Sequence[str] | None = None) -> int:
    """Say in plain words what was verified; 0 when everything was, 1 otherwise."""
    words = argparse.ArgumentParser(prog="verify_receipt.py", description="Verify a receipt.")
    words.add_argument("receipt", help="the receipt as it was taken away")
    words.add_argument("--key", required=True, help="the public key, or a file that holds it")
    given = words.parse_args(argv)
    try:
        for sentence in verify(Path(given.receipt), given.key):
            say(sentence)
    except Fault as fault:
        say(f"NOT VERIFIED: {fault}")
        return 1
    say("VERIFIED.")
    return 0


def say(sentence: str) -> None:
    """Print one line; what a forged receipt holds cannot steer the terminal."""
    line = "".join(one if one.isprintable() else "?" for one in sentence)
    encoding = sys.stdout.encoding or "ascii"
    print(line.encode(encoding, "backslashreplace").decode(encoding))


def verify(file: Path, key: str) -> Sequence[str]:
    """A sentence for each thing verified; raises Fault at the first that is not."""
    found, public = read(file), public_key(key)
    received = found["received"]
    if digest(received) != found["digest"]:
        raise Fault("what was received is not what the digest says: something was changed.")
    if found["key"] != public:
        raise Fault("the receipt names another key than the one that you trust.")
    signature = str(found["signature"])
    good = re.fullmatch(r"[0-9a-f]{128}", signature) is not None
    if not good or not is_signed(
        bytes.fromhex(public), USE + bytes.fromhex(found["digest"]), bytes.fromhex(signature)
    ):
        raise Fault("the signature is not one of that key on this.")
    said = [f"{name}: {received[name]}" for name in sorted(received)]
    return [*said, f"Its digest is {found['digest']}.", f"It was signed by the key {public}."]


def read(file: Path) -> Dict[str, Any]:  # noqa: UP006
    """The receipt, of the right form."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        found = json.loads(content.decode("utf-8"), parse_float=no_number)
    except OSError as problem:
        raise Fault(f"{file} cannot be read ({problem.strerror}).") from None
    except (ValueError, RecursionError):
        raise Fault(f"{file} is no receipt.") from None
    if not isinstance(found, dict) or found.keys() != NAMES or len(content) > LARGEST:
        raise Fault(f"{file} is no receipt.")
    if not isinstance(found["received"], dict) or not KEY.fullmatch(str(found["digest"])):
        raise Fault(f"{file} is no receipt.")
    return found


def public_key(given: str) -> str:
    """The key that was given, or the one in the file that was given."""
    text = given
    if not KEY.fullmatch(given):
        try:
            text = Path(given).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            text = ""
    if not KEY.fullmatch(text):
        raise Fault("the key is neither 64 hexadecimal digits nor a file that holds them.")
    return text


def digest(received: Dict[str, Any]) -> str:  # noqa: UP006
    """SHA-256 over JSON with names in order, without spaces, in Unicode form NFC and UTF-8."""
    try:
        text = json.dumps(
            composed(received), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return sha256(text.encode("utf-8")).hexdigest()
    except (ValueError, RecursionError):
        raise Fault("what was received cannot be read.") from None


def composed(value: Any) -> Any:
    """The value with every text in form NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(one) for one in value]
    if isinstance(value, dict):
        return {composed(name): composed(one) for name, one in value.items()}
    return value


def no_number(text: str) -> None:
    """Refuse fractions: no receipt holds any."""
    raise ValueError(text)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature holds (RFC 8032, section 5.1.7)."""
    key, first = unpacked(public), unpacked(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or first is None or scalar >= L:
        return False
    hashed = sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(hashed, "little") % L
    return same(times(scalar, BASE), added(first, times(challenge, key)))


def unpacked(octets: bytes) -> Optional[Point]:  # noqa: UP045 - older Pythons
    """The point of 32 octets, or None where there is none."""
    y = int.from_bytes(octets, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if len(octets) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def added(one: Point, other: Point) -> Point:
    """The sum of two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    """A point, so many times."""
    found: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = added(found, point)
        point, scalar = added(point, point), scalar >> 1
    return found


def same(one: Point, other: Point) -> bool:
    """Whether two points are the same."""
    return not (one[0] * other[2] - other[0] * one[2]) % P and not (
        (one[1] * other[2] - other[1] * one[2]) % P
    )


_BASE = unpacked((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
assert _BASE is not None
BASE: Point = _BASE

if __name__ == "__main__":
    sys.exit(main())
