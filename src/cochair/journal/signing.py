"""The key with which this installation signs receipts.

It never lies in the database or in the repository: in COCHAIR_HOME, made when it is first needed,
or in the setting COCHAIR_RECEIPT_KEY where several machines serve.  Whoever copies the database
cannot sign.  Source: security.md section 7 ("receipts"); decision 22.
"""

import hmac
import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from cochair.journal.verify_receipt import KEY, USE

FILE = "receipt_key"
PURPOSE = b"cochair fingerprint of a key 1"


def signature(digest: str) -> str:
    """An Ed25519 signature, in hexadecimal, on the digest of what was received."""
    return _key().sign(USE + bytes.fromhex(digest)).hex()


def public_key() -> str:
    """The public key in hexadecimal, by which anyone verifies a receipt."""
    return _key().public_key().public_bytes_raw().hex()


def secret_fingerprint() -> str:
    """What names the secret key of the installation without telling it."""
    return hmac.new(str(settings.SECRET_KEY).encode(), PURPOSE, sha256).hexdigest()


def _key() -> Ed25519PrivateKey:
    return _read(settings.RECEIPT_KEY or _kept(Path(settings.COCHAIR_HOME)))


@lru_cache(maxsize=8)
def _read(secret: str) -> Ed25519PrivateKey:
    if not KEY.fullmatch(secret):
        raise ValueError("The key of the receipts is not 64 hexadecimal digits.")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))


def _kept(home: Path) -> str:
    """The secret in COCHAIR_HOME; made once, whole or not at all, by whoever comes first."""
    file = home / FILE
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        fresh = home / f"{FILE}.{token_hex(8)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(token_hex(32))
            opened.flush()
            os.fsync(opened.fileno())
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text(encoding="ascii").strip()
