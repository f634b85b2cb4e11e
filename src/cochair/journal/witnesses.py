"""The witnesses that a Party keeps without doing anything: signed roots in a folder of its own.

A folder lies in the storage that the operator chose for witnesses (`COCHAIR_WITNESSES`, or the bucket),
best on another machine.  Beside each checkpoint lies the same signed as a receipt, so that a file that
somebody else put there is told from ours.  Decision 55.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from cochair.journal import doubts, entry_hashing, keys, signing, verify_receipt, watch
from cochair.journal.export import checkpoint_file
from cochair.journal.models import Checkpoint, Doubt, Entry, Ledger, Place
from cochair.procedure.consent import digest_of

logger = logging.getLogger(__name__)

STORE, SIGNED = "witnesses", ".receipt.json"
DAILY = timedelta(hours=24)
# Of the files of a folder the newest decide that count; one of them is enough.  So many are read at most.
NEWEST, READ = 30, 1000
UNREACHABLE, MISSING, FORGED = "unreachable", "missing", "forged"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a genuine file in a folder says: so many entries had this root at an instant (UTC)."""

    size: int
    root: str
    at: datetime


def due(place: Place, at: datetime) -> bool:
    """Whether a Party is given the next witness: daily, and after every joint act; where anything
    was done since the last one."""
    size = Ledger.objects.filter(forum=place.forum).values_list("size", flat=True).first() or 0
    if size <= place.size:
        return False
    since = Entry.objects.filter(forum=place.forum, seq__gt=place.size, about_kind="act")
    joint = since.exclude(verb__startswith="act.").exists()
    return joint or place.given_at is None or at - place.given_at >= DAILY


def signed(made: Checkpoint) -> bytes:
    """A checkpoint as a signed receipt, which `cochair receipt` verifies."""
    received = made.body
    digest = digest_of(received)
    return entry_hashing.canonical(
        {
            "received": received,
            "digest": digest,
            "signature": signing.signature(digest),
            "key": signing.public_key(),
        }
    )


def put(place: Place, made: Checkpoint) -> None:
    """Put a checkpoint and its signature into the folder of a Party; raises OSError where that fails."""
    stem = f"{place.folder}/{made.forum}-{made.size:010}-{made.root[:12]}"
    for name, content in (
        (f"{stem}.json", checkpoint_file(made)),
        (f"{stem}{SIGNED}", signed(made)),
    ):
        if not storages[STORE].exists(name):
            storages[STORE].save(name, ContentFile(content))


def compare(forum: str, at: datetime) -> list[Doubt]:
    """Compare a ledger with the newest witness in each folder, and keep what was noticed.

    A file that carries no signature of ours counts for nothing and is told to its Party; so is
    a folder that lacks what was put there, or that cannot be read.  A wrong clock hides nothing.
    """
    if not watch.is_watched() or doubts.is_another_ledger(forum):
        return []
    found: list[Doubt] = []
    after = doubts.last_other_ledger(forum)
    for place in Place.objects.filter(forum=forum).exclude(folder=""):
        try:
            trouble, kept = _read(place, after)
        except Exception:
            # A storage may fail in any way, and none of them stops the house.
            logger.exception("The witnesses of %s in %s cannot be read", place.party, forum)
            trouble, kept = UNREACHABLE, []
        if trouble != place.trouble:
            Place.objects.filter(pk=place.pk).update(trouble=trouble)
        found += _against(forum, [one for one in kept if _counts(one, after)], at)
    return found


def _counts(kept: Kept, after: Doubt | None) -> bool:
    """Whether it was given after both confirmed another ledger, where they have."""
    return after is None or after.confirmed_at is None or kept.at > after.confirmed_at


def _against(forum: str, count: list[Kept], at: datetime) -> list[Doubt]:
    if not count:
        return []
    cause = watch.contradicts(forum, count[0].size, count[0].root)
    if cause is None:
        return []
    sound = (one.at for one in count if watch.contradicts(forum, one.size, one.root) is None)
    return watch.noticed(
        forum, cause, at, size=count[0].size, root=count[0].root, since=next(sound, None)
    )


def _read(place: Place, after: Doubt | None) -> tuple[str, list[Kept]]:
    """What is wrong with a folder, and the genuine witnesses in it, the newest first.

    Those of a ledger that was lost, and files that somebody forged, stand in no other's place.
    """
    try:
        _folders, names = storages[STORE].listdir(place.folder)
    except FileNotFoundError:
        names = []
    # Another forum's name may begin with this one's, and its files may lie in the same folder.
    of_this = re.compile(rf"{re.escape(place.forum)}-\d{{10,}}-.*{re.escape(SIGNED)}")
    mine = [one for one in names if of_this.fullmatch(one)]
    forged, kept = False, list[Kept]()
    for name in sorted(mine, reverse=True)[:READ]:
        if sum(_counts(one, after) for one in kept) == NEWEST:
            break
        if after is not None and kept and kept[-1].size <= after.seen:
            # All others are from before.
            break
        with storages[STORE].open(f"{place.folder}/{name}") as file:
            one = _genuine(file.read(10_000), place.forum)
        forged = forged or one is None
        kept += [one] if one else []
    kept.sort(key=lambda one: one.size, reverse=True)
    if forged:
        return FORGED, kept
    return (MISSING if place.size > max((one.size for one in kept), default=0) else ""), kept


def _genuine(content: bytes, forum: str) -> Kept | None:
    try:
        said = json.loads(content, parse_float=verify_receipt.no_number)
        received, digest, key = said["received"], str(said["digest"]), str(said["key"])
        good = (
            received["forum"] == forum
            and verify_receipt.digest(received) == digest
            and keys.signed_here(key)
            and verify_receipt.is_signed(
                bytes.fromhex(key),
                verify_receipt.USE + bytes.fromhex(digest),
                bytes.fromhex(said["signature"]),
            )
        )
        kept = Kept(
            int(received["size"]), str(received["root"]), datetime.fromisoformat(received["at"])
        )
    except (ValueError, TypeError, KeyError, RecursionError, verify_receipt.Fault):
        return None
    return kept if good else None


def places(forum: str) -> Iterator[Place]:
    """Where the Parties of a forum want their witnesses."""
    yield from Place.objects.filter(forum=forum).order_by("party")
