"""A passkey that somebody registered, and an assertion by another one."""

import json

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN, HOST = "http://testserver", b"testserver"
PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


def registered() -> dict[str, object]:
    """What is kept of a passkey."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(bytes(16), b"one of the house", key)
    flags = PRESENT_AND_VERIFIED | WITH_KEY
    data = AuthenticatorData.create(sha256(HOST), flags, 0, bytes(made))
    kept = AttestationObject.create("none", data, {})
    name = websafe_encode(b"one of the house")
    said = {"clientDataJSON": _said("webauthn.create"), "attestationObject": websafe_encode(kept)}
    return {"name": "A key", "credential": {"id": name, "rawId": name, "response": said}}


def of_another(account: int) -> dict[str, object]:
    """An assertion in the name of an account, by a passkey that is none of its own."""
    name = websafe_encode(b"one of a stranger")
    data = AuthenticatorData.create(sha256(HOST), PRESENT_AND_VERIFIED, 1)
    said = {
        "clientDataJSON": _said("webauthn.get"),
        "authenticatorData": websafe_encode(data),
        "signature": websafe_encode(b"not signed"),
        "userHandle": websafe_encode(str(account).encode()),
    }
    return {"id": name, "rawId": name, "response": said}


def _said(kind: str) -> str:
    said = {"type": kind, "challenge": websafe_encode(b"another"), "origin": ORIGIN}
    return websafe_encode(json.dumps(said).encode())
