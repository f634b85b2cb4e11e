#!/usr/bin/env python3
"""Verify the archive of a cycle made by Cochair, without Cochair: Python's library is enough.

    python3 verify.py ARCHIVE [--held CHECKPOINT.json] [--digest SHA256]

ARCHIVE is the ZIP file, or the folder it was unpacked into.  CHECKPOINT.json is a checkpoint of the
ledger that you kept on a machine of your own; SHA256 is that of manifest.json, as the software noted
it when the archive was made.  Only with one of these can you tell that the whole was not written
anew.  Exit status 0 when everything was verified, 1 when anything was not.

Nothing is unpacked: a file that is compressed, a link, a name that leads out of the archive, a file
too many or too few is refused.  The ledger inside is verified by ledger/verify_export.py, which must
lie where the archive has it.  Written for any Python since 3.8; the format is described in
docs/reference/archive.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import stat
import struct
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Dict, Iterable, Iterator, Sequence, Tuple  # noqa: UP035
from zlib import crc32

FORMAT = "cochair-archive-1"
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
LEDGER = "ledger/"
MEMBERS = {"format", "forum", "cycle", "party", "made_at", "sealed", "files"}
FILE = {"name", "octets", "sha256"}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
HASH = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 180
MOST_FILES = 65_534
# A ZIP of the first kind counts octets in 32 bits.
LARGEST = 2**32 - 1
CHUNK = 1 << 20

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
# One date for all files, the first that a ZIP can name: the same content gives the same octets.
DAY = 1 << 5 | 1

Row = Dict[str, Any]  # noqa: UP006


class Fault(Exception):
    """Why the archive is not verified, in one sentence."""


class Found:
    """A file of the archive: its size and digest, and its octets where they are needed again."""

    def __init__(self, octets: int, digest: str, content: bytes) -> None:
        self.octets, self.digest, self.content = octets, digest, content


class Inside:
    """A place inside the archive, asked for as the verifier of the ledger asks for a path."""

    def __init__(self, files: Dict[str, Found], place: str) -> None:  # noqa: UP006
        self.files, self.place = files, place
        self.name = place.rsplit("/", 1)[-1]

    def __truediv__(self, name: str) -> Inside:
        return Inside(self.files, self.place + name)

    def is_dir(self) -> bool:
        """Whether it is the folder of the ledger."""
        return self.place.endswith("/")

    def is_file(self) -> bool:
        """Whether there is such a file."""
        return self.place in self.files

    def read_bytes(self) -> bytes:
        """Its octets."""
        return self.files[self.place].content

    def __str__(self) -> str:
        return self.place


def main(argv: Sequence[str] | None = None) -> int:
    """Say in plain words what was verified; 0 when everything was, 1 otherwise."""
    words = argparse.ArgumentParser("verify.py", description="Verify the archive of a cycle.")
    words.add_argument("archive", help="the ZIP file, or the folder it was unpacked into")
    words.add_argument("--held", action="append", default=[], help="a checkpoint that you kept")
    words.add_argument("--digest", default="", help="the SHA-256 that manifest.json should have")
    given = words.parse_args(argv)
    try:
        held = [Path(name) for name in given.held]
        for sentence in verify(Path(given.archive), held, given.digest):
            say(sentence)
    except Fault as fault:
        say(f"NOT VERIFIED: {fault}")
        return 1
    say("VERIFIED.")
    return 0


def say(sentence: str) -> None:
    """Print one line; what a forged archive holds cannot steer the terminal."""
    line = "".join(one if one.isprintable() else "?" for one in sentence)
    encoding = sys.stdout.encoding or "ascii"
    print(line.encode(encoding, "backslashreplace").decode(encoding))


def verify(archive: Path, held: Sequence[Path] = (), digest: str = "") -> Iterator[str]:
    """Yield a sentence for each thing verified; raises Fault at the first that is not."""
    try:
        files = in_folder(archive) if archive.is_dir() else in_zip(archive)
    except OSError as problem:
        raise Fault(f"{archive} cannot be read ({problem.strerror}).") from None
    manifest = read_manifest(files)
    yield (
        f"Archive of cycle {manifest['cycle']} of {manifest['forum']} for {manifest['party']},"
        f" made {manifest['made_at']}."
    )
    if digest and files[MANIFEST].digest != digest.lower():
        raise Fault("manifest.json is not the one that was noted when the archive was made.")
    yield from whole(files, manifest)
    yield from ledger(files, manifest, held)
    if not held and not digest:
        yield (
            "You gave neither a checkpoint of your own (--held) nor the digest that was noted"
            " (--digest): nothing here can show that the whole was not written anew."
        )


def read_manifest(files: Dict[str, Found]) -> Row:  # noqa: UP006
    """What manifest.json says, when it is written exactly as an archive is."""
    for name in (MANIFEST, SUMS):
        if name not in files:
            raise Fault(f"{name} is missing from the archive.")
    content = files[MANIFEST].content
    try:
        told = json.loads(content.decode("utf-8"))
        again = canonical(told)
    except (ValueError, RecursionError):
        raise Fault("manifest.json is not the JSON of an archive.") from None
    if again != content or not isinstance(told, dict) or told.keys() != MEMBERS:
        raise Fault("manifest.json is not written as an archive is: something was changed.")
    rows = told["files"]
    if told["format"] != FORMAT or not isinstance(rows, list) or len(rows) > MOST_FILES:
        raise Fault("manifest.json is of another format.")
    for row in rows:
        good = isinstance(row, dict) and row.keys() == FILE and is_name(row["name"])
        if not good or type(row["octets"]) is not int or not is_hash(row["sha256"]):
            raise Fault("manifest.json names a file as no archive does.")
    sealed = told["sealed"]
    if not isinstance(sealed, list) or not all(is_name(name) for name in sealed):
        raise Fault("manifest.json names a file as no archive does.")
    return told


def whole(files: Dict[str, Found], manifest: Row) -> Iterator[str]:  # noqa: UP006
    """Every file that is named is there as it was, and none besides."""
    named = [row["name"] for row in manifest["files"]]
    if list(dict.fromkeys(name.lower() for name in [*named, MANIFEST, SUMS])) != [
        name.lower() for name in [*named, MANIFEST, SUMS]
    ]:
        raise Fault("manifest.json names a file twice.")
    for name in named:
        if name not in files:
            raise Fault(f"{name} is missing from the archive.")
    for name in files:
        if name not in {*named, MANIFEST, SUMS}:
            raise Fault(f"{name!r} is no part of the archive.")
    for row in manifest["files"]:
        found = files[row["name"]]
        if (found.octets, found.digest) != (row["octets"], row["sha256"]):
            raise Fault(f"{row['name']} is not what it was when the archive was made.")
    if files[SUMS].content != sums(manifest["files"], files[MANIFEST].digest):
        raise Fault(f"{SUMS} is not as it was written.")
    yield f"Files that are what the manifest says, none missing and none besides: {len(named)}."


def ledger(
    files: Dict[str, Found],  # noqa: UP006
    manifest: Row,
    held: Sequence[Path],
) -> Iterator[str]:
    """The ledger inside by its own verifier, and that it names each sealed file."""
    module = ledger_verifier()
    within: Any = Inside(files, LEDGER)
    sealed: Any = [Inside(files, name) for name in manifest["sealed"] if name in files]
    if len(sealed) != len(manifest["sealed"]):
        raise Fault("a sealed file that the manifest names is missing.")
    try:
        for sentence in module.verify(within, held, sealed):
            if "--held" not in sentence:
                yield f"Ledger: {sentence}"
    except module.Fault as fault:
        raise Fault(f"ledger: {fault}") from None


def ledger_verifier() -> Any:
    """The verifier of the ledger, from where the archive or the software has it."""
    here = Path(__file__).resolve().parent
    for place in (here / "ledger", here, here.parent.parent / "journal"):
        file = place / "verify_export.py"
        if file.is_file():
            spec = importlib.util.spec_from_file_location("cochair_verify_export", file)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            # Python would leave its own file beside it, which is no part of the archive.
            before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
            try:
                spec.loader.exec_module(module)
            finally:
                sys.dont_write_bytecode = before
            return module
    raise Fault("put ledger/verify_export.py of the archive beside this file: it is needed too.")


def in_folder(root: Path) -> Dict[str, Found]:  # noqa: UP006
    """The files of an archive that was unpacked; a link or anything that is no file is refused."""
    files: Dict[str, Found] = {}  # noqa: UP006
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(root / prefix) as entries:
            for entry in entries:
                name, mode = prefix + entry.name, entry.stat(follow_symlinks=False).st_mode
                if stat.S_ISDIR(mode):
                    waiting.append(f"{name}/")
                elif not stat.S_ISREG(mode):
                    raise Fault(f"{name!r} is a link or no file at all.")
                else:
                    with (root / name).open("rb") as file:
                        files[name] = taken(file, name, entry.stat().st_size)[0]
    return files


def in_zip(path: Path) -> Dict[str, Found]:  # noqa: UP006
    """The files of a ZIP that `zipped` made; every octet of it must be as `zipped` writes it."""
    files: Dict[str, Found] = {}  # noqa: UP006
    directory, place = [], 0
    left = path.stat().st_size
    with path.open("rb") as file:
        while True:
            head = file.read(LOCAL.size)
            if head[:4] != b"PK\x03\x04" or len(head) < LOCAL.size:
                break
            row = LOCAL.unpack(head)
            size, length = row[7], row[9]
            raw = file.read(length)
            name = raw.decode("ascii", "replace")
            if not is_name(name) or name in files or len(files) > MOST_FILES:
                raise Fault("the ZIP names a file as no archive does.")
            if row[3] != 0 or place + LOCAL.size + length + size > left:
                raise Fault(f"{name} is compressed or cut off: an archive holds files as they are.")
            found, crc = taken(file, name, size)
            if head + raw != local(name, crc, size):
                raise NOT_AS_MADE
            directory.append(central(name, crc, size, place))
            place += LOCAL.size + length + size
            files[name] = found
        whole_directory = b"".join(directory)
        wanted = whole_directory + end(len(files), len(whole_directory), place)
        # One octet more than there should be, so that whatever follows is seen and not read.
        if not files or head + file.read(max(0, len(wanted) - len(head)) + 1) != wanted:
            raise NOT_AS_MADE
    return files


NOT_AS_MADE = Fault(
    "the file is not the ZIP that was made: it was cut, changed or packed anew."
    " If you packed it anew yourself, unpack it and verify the folder."
)


def taken(file: BinaryIO, name: str, size: int) -> Tuple[Found, int]:  # noqa: UP006
    """The next octets of a file, with their CRC; those of the ledger and of sealed files stay."""
    kept = name in {MANIFEST, SUMS} or name.startswith(LEDGER) or "/sealed-" in name
    digest, crc, parts, left = sha256(), 0, [], size
    while left:
        part = file.read(min(CHUNK, left))
        if not part:
            raise Fault(f"{name} is cut off.")
        digest.update(part)
        crc = crc32(part, crc)
        left -= len(part)
        if kept:
            parts.append(part)
    return Found(size, digest.hexdigest(), b"".join(parts)), crc


def zipped(files: Iterable[Tuple[str, bytes]]) -> Iterator[bytes]:  # noqa: UP006
    """The octets of a ZIP of these files, in their order and without compression.

    Raises ValueError for a name that no archive has, or that stands twice, and for more than a
    ZIP holds.
    """
    directory: list[bytes] = []
    seen: set[str] = set()
    place = 0
    for name, content in files:
        if not is_name(name) or name.lower() in seen or len(seen) >= MOST_FILES:
            raise ValueError(f"{name!r} cannot stand in an archive.")
        seen.add(name.lower())
        crc, size = crc32(content), len(content)
        head = local(name, crc, size)
        directory.append(central(name, crc, size, place))
        place += len(head) + size
        if place > LARGEST:
            raise ValueError("An archive holds four gigabytes at most.")
        yield head + content
    body = b"".join(directory)
    yield body + end(len(directory), len(body), place)


def local(name: str, crc: int, size: int) -> bytes:
    """What stands before a file in the ZIP."""
    return LOCAL.pack(b"PK\x03\x04", 20, 0, 0, 0, DAY, crc, size, size, len(name), 0) + name.encode(
        "ascii"
    )


def central(name: str, crc: int, size: int, place: int) -> bytes:
    """What the directory of the ZIP says of a file: an ordinary one that everybody may read."""
    return CENTRAL.pack(
        b"PK\x01\x02", 3 << 8 | 20, 20, 0, 0, 0, DAY, crc, size, size, len(name), 0, 0, 0, 0,
        0o100644 << 16, place,
    ) + name.encode("ascii")  # fmt: skip


def end(count: int, size: int, place: int) -> bytes:
    """The last octets of the ZIP."""
    return END.pack(b"PK\x05\x06", 0, 0, count, count, size, place, 0)


def sums(rows: Iterable[Row], manifest: str) -> bytes:
    """The content of SHA256SUMS, as `sha256sum --check` reads it."""
    lines = [f"{row['sha256']}  {row['name']}\n" for row in rows]
    return "".join([*lines, f"{manifest}  {MANIFEST}\n"]).encode()


def canonical(value: object) -> bytes:
    """JSON with names in order, without spaces, in UTF-8, and one line end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def is_name(name: object) -> bool:
    """Whether a file of an archive can be called so: it leads nowhere else, on any system."""
    return isinstance(name, str) and len(name) <= LONGEST_NAME and bool(NAME.fullmatch(name))


def is_hash(value: object) -> bool:
    """Whether it is a SHA-256 in hexadecimal."""
    return isinstance(value, str) and bool(HASH.fullmatch(value))


if __name__ == "__main__":
    sys.exit(main())
