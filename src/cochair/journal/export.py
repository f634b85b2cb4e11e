"""Take a forum's ledger away: whole for its tree, open for what the reader may read.

The format is that of docs/reference/ledger.md; `verify_export.py`, which goes along, checks it.
Source: architecture section 3, laws 4 and 5; peers.md section 3 (a copy for each Party that opens without
the software).
"""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from cochair.journal import entry_hashing, queries, signing, verify_export, verify_receipt
from cochair.journal.merkle import Peaks
from cochair.journal.models import Checkpoint, Entry, Witness

type Narrowed = Callable[[QuerySet[Entry]], QuerySet[Entry]]
"""Of the entries in a reader's spaces, those about things that the reader may see."""


def _all(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries


# How many entries are in memory at once while an export is written.
CHUNK = 2000


def archive(forum: str, *, spaces: Collection[str], narrowed: Narrowed = _all) -> bytes:
    """The export as a ZIP, the same bytes for the same ledger and reader."""
    return verify_export.pack(folder(forum, spaces=spaces, narrowed=narrowed))


@transaction.atomic
def folder(forum: str, *, spaces: Collection[str], narrowed: Narrowed = _all) -> dict[str, bytes]:
    """The export as file names and contents.

    `spaces` are those of the reader, and `narrowed` leaves out what the reader may
    not see in them: of every other entry the export holds its number and hash and nothing else.
    Checkpoints made while we read are left out, so that all files speak of the same moment.
    """
    shown = set(narrowed(queries.visible(forum, spaces)).values_list("seq", flat=True))
    entries, tree = _entries(forum, shown)
    held = [row for row in queries.checkpoints(forum) if row.size <= tree.size]
    files = {
        "README.txt": _readme(),
        "checkpoints.json": _line(
            {
                "forum": forum,
                "tree": {"size": tree.size, "root": tree.root.hex()},
                "checkpoints": [row.body for row in held],
            }
        ),
        "entries.jsonl": entries,
        "receipt-key.txt": f"{signing.public_key()}\n".encode(),
        "verify_export.py": Path(verify_export.__file__).read_bytes(),
        "verify_receipt.py": Path(verify_receipt.__file__).read_bytes(),
        "witnesses.json": _line([row.body for row in _witnesses(forum, tree.size, spaces)]),
    }
    return {**files, verify_export.SUMS: verify_export.sums(files)}


def checkpoint_file(checkpoint: Checkpoint) -> bytes:
    """What a Party keeps on a machine of its own, and gives to `cochair verify --held`."""
    return _line(checkpoint.body)


def _entries(forum: str, shown: Collection[int]) -> tuple[bytes, Peaks]:
    lines, tree = [], Peaks()
    for entry in Entry.objects.filter(forum=forum).order_by("seq").iterator(CHUNK):
        tree = tree.append(bytes.fromhex(entry.leaf))
        open_part = entry.body if entry.seq in shown else {"seq": entry.seq}
        lines.append(_line({**open_part, "leaf": entry.leaf}))
    return b"".join(lines), tree


def _witnesses(forum: str, size: int, spaces: Collection[str]) -> Iterable[Witness]:
    """The witnesses whose entry this export shows: that entry is shared."""
    if "shared" not in spaces:
        return ()
    noted = Entry.objects.filter(forum=forum, verb=verify_export.WITNESSED, seq__lte=size)
    pairs = set(noted.values_list("about_id", "on_behalf_of"))
    found = Witness.objects.filter(checkpoint__forum=forum).select_related("checkpoint")
    return [
        row
        for row in found.order_by("checkpoint__size", "party")
        if (str(row.checkpoint.size), row.party) in pairs
    ]


def _readme() -> bytes:
    parts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            parts.append(render_to_string("journal/export.txt").strip())
    return ("\n\n\n".join(parts) + "\n").encode()


def _line(value: object) -> bytes:
    return entry_hashing.canonical(value) + b"\n"
