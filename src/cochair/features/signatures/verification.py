"""Verify a signed document without a server and a database: `cochair verify FILE.pdf`.

What is believed is what its caller brings: the certificates of authorities (`--anchor`), as the
page of certificates gives them out.  Without any, only that the file is unchanged is shown, and
that is not verified.
"""

import asyncio
import logging
import sys
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from asn1crypto import pem

from cochair.features.signatures.examination import Asked, examine
from cochair.features.signatures.problems import FIELD

NOT_SOUND, COULD_NOT = 1, 2
SAYS = {
    "damaged": "its signatures cannot be read, or are broken",
    "changed": "it was changed after a signature",
    "broken": "a signature does not fit the file",
    "not_pades": "a signature is none of the kind that counts here (PAdES)",
    "weak": "a signature uses a digest that is too weak",
}


def main(file: str, anchors: Sequence[str], digest: str, at: datetime) -> int:
    """Say in plain words what was verified; 0 when everything was, 1 when anything was not.

    `at` (aware UTC) is when the certificates had to be valid.
    """
    # What the library writes about a path that it did not find is said below, in one sentence.
    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        octets = Path(file).read_bytes()
        roots = [_der(Path(one).read_bytes()) for one in anchors]
    except (OSError, ValueError) as problem:
        print(f"NOT VERIFIED: {problem}", file=sys.stderr)
        return COULD_NOT
    sound = True
    for sentence, holds in verified(octets, roots, digest, at):
        sound = sound and holds
        _say(sentence if holds else f"NOT VERIFIED: {sentence}")
    if sound:
        _say("VERIFIED.")
    return 0 if sound else NOT_SOUND


def verified(
    octets: bytes, anchors: Sequence[bytes], digest: str, at: datetime
) -> list[tuple[str, bool]]:
    """Each sentence with whether it holds; `anchors` are certificates in DER."""
    own = sha256(octets).hexdigest()
    said = [(f"SHA-256 of the file: {own}.", True)]
    if digest:
        same = own == digest.strip().lower().replace(" ", "")
        said.append(("It is the digest that you gave." if same else "It is not the digest that you gave.", same))  # fmt: skip
    asked = Asked(0, "", tuple(anchors), (), at)
    found = asyncio.run(examine(octets, asked))
    wrong, rows = str(found["wrong"]), found["signatures"]
    assert isinstance(rows, list)
    if wrong or not rows:
        why = SAYS.get(wrong, SAYS["damaged"]) if wrong else "nobody has signed it"
        return [*said, (f"the file is not sound: {why}.", False)]
    for row in rows:
        who = str(row["field"]).removeprefix(FIELD)
        believed = row["trusted"] is True
        said.append((f"Signature of {who}: whole, and only signatures followed it.", True))
        said.append((f"  certificate {row['certificate']} of {row['subject']}", True))
        said.append((f"  issued by {row['issuer']}", True))
        if believed:
            said.append(("  by an authority that you gave, and valid at that time.", True))
        else:
            said.append((f"{who} signed with a certificate that no authority you gave (--anchor) issued, or that was not valid then (--at).", False))  # fmt: skip
    last = any(row["last"] is True for row in rows)
    said.append(("The last signature covers the whole file." if last else "something stands behind the last signature.", last))  # fmt: skip
    return said


def _der(octets: bytes) -> bytes:
    if not pem.detect(octets):
        return octets
    _kind, _headers, found = pem.unarmor(octets)
    return bytes(found)


def _say(sentence: str) -> None:
    """Print one line; what a forged file holds cannot steer the terminal."""
    print("".join(one if one.isprintable() else "?" for one in sentence))
