"""Take a forum's ledger away: whole for its tree, open for what the reader may read.

The format is that of docs/reference/ledger.md; `verify_export.py`, which goes along, checks it.
Source: architecture section 3, laws 4 and 5; peers.md section 3 (a copy for each Party that opens without
the software).
"""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zlib import crc32

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string

from cochair.journal import entry_hashing, queries, signing, verify_export, verify_receipt
from cochair.journal.merkle import Peaks
from cochair.journal.models import Checkpoint, Entry, Witness
from cochair.web import varieties

type Narrowed = Callable[[QuerySet[Entry]], QuerySet[Entry]]
"""Of the entries in a reader's spaces, those about things that the reader may see."""


def _all(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries


# How many entries are in memory at once while an export is written.
CHUNK = 2000
ENTRIES = "entries.jsonl"


def archive(forum: str, *, spaces: Collection[str], narrowed: Narrowed = _all) -> bytes:
    """The export as the bytes of a ZIP: for a ledger that is short."""
    with archive_file(forum, spaces=spaces, narrowed=narrowed) as packed:
        return packed.read()


def archive_file(forum: str, *, spaces: Collection[str], narrowed: Narrowed = _all) -> IO[bytes]:
    """The export as a ZIP in a file of its own, which is gone when it is closed; the same bytes for
    the same ledger and reader.  However long the ledger is, a few entries are in memory at once."""
    with TemporaryFile() as entries:
        files = _files(forum, spaces, narrowed, entries)
        return _packed(files, entries)


def folder(forum: str, *, spaces: Collection[str], narrowed: Narrowed = _all) -> dict[str, bytes]:
    """The export as file names and contents.

    `spaces` are those of the reader, and `narrowed` leaves out what the reader may
    not see in them: of every other entry the export holds its number and fingerprint and nothing else.
    Checkpoints made while we read are left out, so that all files speak of the same moment.
    """
    return dict(verify_export.unpack(archive(forum, spaces=spaces, narrowed=narrowed)))


class _Measured:
    """What a file of a ZIP says of itself before its content."""

    def __init__(self) -> None:
        self.size, self.crc, self.digest = 0, 0, sha256()

    def add(self, content: bytes) -> None:
        """More of the content."""
        self.size += len(content)
        self.crc = crc32(content, self.crc)
        self.digest.update(content)


type _Files = dict[str, tuple[_Measured, bytes | None]]
"""By its name what a file says of itself, and its content; None for the entries, which lie apart."""


@transaction.atomic
def _files(forum: str, spaces: Collection[str], narrowed: Narrowed, entries: IO[bytes]) -> _Files:
    shown = narrowed(queries.visible(forum, spaces)).order_by("seq").values_list("seq", flat=True)
    measured, tree = _write_entries(forum, shown.iterator(CHUNK), entries)
    held = [row for row in queries.checkpoints(forum) if row.size <= tree.size]
    contents = {
        "README.txt": _readme(),
        "checkpoints.json": _line(
            {
                "forum": forum,
                "tree": {"size": tree.size, "root": tree.root.hex()},
                "checkpoints": [row.body for row in held],
            }
        ),
        ENTRIES: None,
        "receipt-key.txt": f"{signing.public_key()}\n".encode(),
        "verify_export.py": Path(verify_export.__file__).read_bytes(),
        "verify_receipt.py": Path(verify_receipt.__file__).read_bytes(),
        "witnesses.json": _line([row.body for row in _witnesses(forum, tree.size, spaces)]),
    }
    files = {name: (_measure(content, measured), content) for name, content in contents.items()}
    sums = "".join(f"{files[name][0].digest.hexdigest()}  {name}\n" for name in verify_export.NAMES)
    return {**files, verify_export.SUMS: (_measure(sums.encode(), measured), sums.encode())}


def _measure(content: bytes | None, otherwise: _Measured) -> _Measured:
    if content is None:
        return otherwise
    found = _Measured()
    found.add(content)
    return found


def _write_entries(forum: str, shown: Iterator[int], to: IO[bytes]) -> tuple[_Measured, Peaks]:
    """Every entry as a line, those that are shown open; both come in the order of their numbers."""
    measured, tree, next_shown = _Measured(), Peaks(), next(shown, None)
    for entry in Entry.objects.filter(forum=forum).order_by("seq").iterator(CHUNK):
        tree = tree.append(bytes.fromhex(entry.leaf))
        is_open = entry.seq == next_shown
        line = _line({**(entry.body if is_open else {"seq": entry.seq}), "leaf": entry.leaf})
        measured.add(line)
        to.write(line)
        while next_shown == entry.seq:
            next_shown = next(shown, None)
    return measured, tree


def _packed(files: _Files, entries: IO[bytes]) -> IO[bytes]:
    """A ZIP without compression, as `verify_export.pack` makes it."""
    made, directory = TemporaryFile(), b""  # noqa: SIM115 - whoever asked closes it
    for name, (told, content) in files.items():
        title = name.encode("ascii")
        rest = (20, 0, 0, 0, verify_export.DAY, told.crc, told.size, told.size, len(title), 0)
        directory += (
            verify_export.CENTRAL.pack(
                b"PK\x01\x02", 3 << 8 | 20, *rest, 0, 0, 0, 0o644 << 16, made.tell()
            )
            + title
        )
        made.write(verify_export.LOCAL.pack(b"PK\x03\x04", *rest) + title)
        if content is None:
            entries.seek(0)
            shutil.copyfileobj(entries, made)
        else:
            made.write(content)
    count, size = len(files), made.tell()
    made.write(directory)
    end = (0, 0, count, count, len(directory), size, 0)
    made.write(verify_export.END.pack(b"PK\x05\x06", *end))
    made.seek(0)
    return made


def checkpoint_file(checkpoint: Checkpoint) -> bytes:
    """What a Party keeps on a machine of its own, and gives to `cochair verify --held`."""
    return _line(checkpoint.body)


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
        with varieties.override(language):
            parts.append(render_to_string("journal/export.txt").strip())
    return ("\n\n\n".join(parts) + "\n").encode()


def _line(value: object) -> bytes:
    return entry_hashing.canonical(value) + b"\n"
