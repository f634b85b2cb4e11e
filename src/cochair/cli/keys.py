"""`cochair keys`: the keys of the installation, and whether they are those the database names."""

import argparse
import os
import secrets
import sys
from pathlib import Path

from django.conf import settings

from cochair.cli.status import COULD_NOT, NOT_SOUND
from cochair.journal import keys
from cochair.web.clock import clock

ENDS = {
    keys.SECRET: "Everybody signs in anew, and links in letters sent before lead nowhere any more:"
    " invitations, calendars, personal links. Send new ones.",
    keys.RECEIPT: "Receipts and witnesses signed before stay genuine: the database goes on naming"
    " the former key. Give the new public key (/receipt-key.txt) to whoever keeps the old one.",
}


def command(words: argparse.Namespace) -> int:
    """Show, replace, or enter a key."""
    match words.act:
        case "rotate":
            return _rotate(words.key)
        case "enter":
            keys.enter(words.key, clock.now())
            print(f"The database now names the {words.key} of this process. {ENDS[words.key]}")
            return 0
    wrong = why_foreign()
    for name, here in keys.fingerprints().items():
        print(f"{name} {here}")
    print(wrong or "The database names the same keys.")
    return NOT_SOUND if wrong else 0


def why_foreign() -> str:
    """Why a process may not start on this database: each key that is another one; empty when none."""
    return "\n".join(
        f"This database belongs to another {one.name}: it names the one with the fingerprint"
        f" {one.named[:16]}, and this process has {one.here[:16]}. Give this process the same"
        f" {one.name} in COCHAIR_HOME, or by {keys.SETTING[one.name]}, as the others have. Whoever"
        f" replaced the key on purpose says so once: cochair keys enter {one.name}"
        for one in keys.foreign(clock.now())
    )


def _rotate(name: str) -> int:
    if os.environ.get(keys.SETTING[name]):
        print(
            f"The {name} is set by {keys.SETTING[name]}: put another value there, then run"
            f" cochair keys enter {name}. Nothing was changed.",
            file=sys.stderr,
        )
        return COULD_NOT
    if wrong := why_foreign():
        print(wrong, file=sys.stderr)
        return COULD_NOT
    fresh = secrets.token_urlsafe(50) if name == keys.SECRET else secrets.token_hex(32)
    _replace(Path(settings.COCHAIR_HOME) / name, fresh)
    if name == keys.SECRET:
        settings.SECRET_KEY = fresh
    keys.enter(name, clock.now())
    print(f"The {name} is a new one, and the database names it. {ENDS[name]}")
    print("Bring it to every machine that serves this database, and start all processes anew.")
    return 0


def _replace(file: Path, content: str) -> None:
    """Write a secret that only the service reads; the one before it is kept beside it."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    if file.exists():
        file.replace(file.with_name(f"{file.name}.former"))
    fresh.replace(file)
