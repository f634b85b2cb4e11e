#!/usr/bin/env python3
"""Verify a ledger exported by Cochair, without Cochair: Python's standard library is enough.

    python3 verify_export.py EXPORT [--held CHECKPOINT.json] [--file SEALED.pdf]

EXPORT is the ZIP file or the folder it was unpacked into.  CHECKPOINT.json is a checkpoint that
you kept on a machine of your own; only with it can you tell that nobody cut off the end, or wrote
the whole ledger anew.  SEALED.pdf is what both signed: an entry must name its digest.  Exit status 0 when everything was verified, 1 when anything was not.

This file is written apart from the software that it checks, and for any Python since 3.8.  The
format is described in docs/reference/ledger.md.
"""

from __future__ import annotations

import argparse
import json
import re
import struct
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence, Tuple  # noqa: UP035 - older Pythons
from zlib import crc32

SUMS = "SHA256SUMS"
NAMES = (
    "README.txt", "checkpoints.json", "entries.jsonl", "receipt-key.txt", "verify_export.py",
    "verify_receipt.py", "witnesses.json",
)  # fmt: skip
HIDDEN = {"seq", "leaf"}
ENTRY = HIDDEN | {
    "forum", "at", "verb", "about_kind", "about_id", "account", "office", "on_behalf_of",
    "clause", "facts", "space", "salt",
}  # fmt: skip
CHECKPOINT = {"forum", "size", "root", "at"}
WITNESS = {"size", "party", "account", "office", "at"}
WITNESSED = "checkpoint.witnessed"
SEALED = "document.sealed"
HASH = re.compile(r"[0-9a-f]{64}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
# One date for all files, the first that a ZIP can name: the same content gives the same bytes.
DAY = 1 << 5 | 1

Files = Dict[str, bytes]  # noqa: UP006
Row = Dict[str, Any]  # noqa: UP006
Paths = Sequence[Path]


class Fault(Exception):
    """Why the export is not verified, in one sentence."""


def main(argv: Sequence[str] | None = None) -> int:
    """Say in plain words what was verified; 0 when everything was, 1 otherwise."""
    words = argparse.ArgumentParser("verify_export.py", description="Verify an exported ledger.")
    words.add_argument("export", help="the ZIP file, or the folder it was unpacked into")
    many: Row = {"action": "append", "default": []}
    words.add_argument("--held", metavar="CHECKPOINT.json", help="that you kept; repeat", **many)
    words.add_argument("--file", metavar="SEALED.pdf", help="that both sealed; repeat", **many)
    given = words.parse_args(argv)
    held, sealed = ([Path(name) for name in names] for names in (given.held, given.file))
    try:
        for sentence in verify(Path(given.export), held, sealed):
            say(sentence)
    except Fault as fault:
        say(f"NOT VERIFIED: {fault}")
        return 1
    say("VERIFIED.")
    return 0


def say(sentence: str) -> None:
    """Print one line; what a forged export holds cannot steer the terminal."""
    line = "".join(one if one.isprintable() else "?" for one in sentence)
    encoding = sys.stdout.encoding or "ascii"
    print(line.encode(encoding, "backslashreplace").decode(encoding))


def verify(export: Path, held: Sequence[Path] = (), sealed: Sequence[Path] = ()) -> Iterator[str]:
    """Yield a sentence for each thing verified; raises Fault at the first that is not."""
    files = opened(export)
    forum, tree, checkpoints = read_checkpoints(files["checkpoints.json"])
    entries = read_entries(files["entries.jsonl"], forum)
    hidden = sum(entry.keys() == HIDDEN for entry in entries)
    yield f"Forum {forum}. Entries, numbered from 1 without a gap: {len(entries)}."
    yield f"Entries that are what their hashes say: {len(entries) - hidden}."
    if hidden:
        yield f"Entries not for this reader, which stand in the tree by their hashes: {hidden}."
    kept = [read_held(path) for path in held]
    wanted = {row["size"] for row in [tree, *checkpoints, *kept]}
    roots = roots_at(wanted, [bytes.fromhex(entry["leaf"]) for entry in entries])
    if tree["size"] != len(entries):
        raise Fault(f"the export should hold {tree['size']} entries and holds {len(entries)}.")
    if roots[tree["size"]] != tree["root"]:
        raise Fault("the entries do not give the root of the whole tree: one is not what it was.")
    yield f"Together they give the root {tree['root']}."
    for row in checkpoints:
        if roots.get(row["size"]) != row["root"]:
            raise Fault(f"the first {row['size']} entries do not give the root of checkpoint"
                        f" {row['size']}.")  # fmt: skip
    yield f"Checkpoints that have the root that the entries give: {len(checkpoints)}."
    yield verified_witnesses(read_witnesses(files["witnesses.json"]), checkpoints, entries)
    for path, row in zip(held, kept):  # noqa: B905 - older Pythons
        yield verified_held(path, row, forum, checkpoints, roots, len(entries))
    for path in sealed:
        yield verified_sealed(path, entries)
    unchanged(files)
    yield "Every file of the export is as it was written."
    if not held:
        yield (
            "You gave no checkpoint of your own (--held): nothing here can show that entries are"
            " missing at the end, or that the whole was not written anew."
        )


def verified_sealed(path: Path, entries: List[Row]) -> str:  # noqa: UP006
    """That an entry says of exactly these octets that both Parties sealed them."""
    digest = sha256(octets_of(path)).hexdigest()
    for entry in entries:
        if entry.get("verb") == SEALED and entry["facts"].get("file") == digest:
            return f"{path.name} is what both sealed, by entry {entry['seq']} of {entry['at']}."
    raise Fault(f"no entry that you may read says that both sealed {path.name} as it is.")


def octets_of(path: Path) -> bytes:
    """What is in a file; raises Fault where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Fault(f"{path} cannot be read ({problem.strerror}).") from None


def opened(export: Path) -> Files:
    """The files of a ZIP or of a folder, by name."""
    if export.is_dir():
        there = (name for name in (*NAMES, SUMS) if (export / name).is_file())
        files = {name: octets_of(export / name) for name in there}
    else:
        files = unpack(octets_of(export))
    for name in [one for one in (*NAMES, SUMS) if one not in files]:
        raise Fault(f"{name} is missing from the export.")
    for name in [one for one in files if one not in (*NAMES, SUMS)]:
        raise Fault(f"{name!r} is no part of an export.")
    return files


def read_checkpoints(content: bytes) -> Tuple[str, Row, List[Row]]:  # noqa: UP006
    """The forum, the size and root of the whole tree, and the checkpoints by size."""
    where = "checkpoints.json"
    found = shaped(
        parsed(whole_line(content, where), where), {"forum", "tree", "checkpoints"}, where
    )
    tree = shaped(found["tree"], {"size", "root"}, where)
    rows = listed(found["checkpoints"], CHECKPOINT, where)
    sizes = [row["size"] for row in rows]
    if sizes != sorted(set(sizes)) or (sizes and sizes[-1] > tree["size"]):
        raise Fault(f"{where}: the checkpoints are not in the order of their sizes.")
    for row in rows:
        if row["forum"] != found["forum"]:
            raise Fault(f"{where}: checkpoint {row['size']} is of another forum.")
    return found["forum"], tree, rows


def read_entries(content: bytes, forum: str) -> List[Row]:  # noqa: UP006
    """Every entry, each with the next number and the hash of what it says."""
    lines = content.split(b"\n")
    if lines.pop():
        raise Fault("entries.jsonl: the last line is cut off.")
    entries = []
    for seq, line in enumerate(lines, 1):
        where = f"entries.jsonl, line {seq}"
        entry = parsed(line, where)
        is_hidden = isinstance(entry, dict) and entry.keys() == HIDDEN
        entry = shaped(entry, HIDDEN if is_hidden else ENTRY, where)
        if entry["seq"] != seq:
            raise Fault(
                f"{where}: entry {entry['seq']} stands where entry {seq} must stand:"
                " entries are missing, added or in another order."
            )
        if not is_hidden:
            body = {name: value for name, value in entry.items() if name != "leaf"}
            if leaf_hash(canonical(body)).hex() != entry["leaf"]:
                raise Fault(f"{where}: entry {seq} is not what its hash says.")
            if entry["forum"] != forum:
                raise Fault(f"{where}: entry {seq} is of another forum.")
        entries.append(entry)
    return entries


def read_witnesses(content: bytes) -> List[Row]:  # noqa: UP006
    """Who said to hold which checkpoint."""
    where = "witnesses.json"
    return listed(parsed(whole_line(content, where), where), WITNESS, where)


def read_held(path: Path) -> Row:
    """A checkpoint that somebody kept; its spaces and line ends do not matter."""
    return shaped(parsed(octets_of(path), str(path), strictly=False), CHECKPOINT, str(path))


def verified_witnesses(
    witnesses: Sequence[Row], checkpoints: Sequence[Row], entries: Sequence[Row]
) -> str:
    """Each witness has its entry, and each such entry its witness.

    The entry names the root, so that it cannot be older than the checkpoint.
    """
    roots = {row["size"]: row["root"] for row in checkpoints}
    said = []
    for entry in entries:
        if entry.get("verb") == WITNESSED:
            said.append(
                [entry[name] for name in ("about_id", "on_behalf_of", "account", "office", "at")]
            )
            if [root for size, root in roots.items() if str(size) == entry["about_id"]] != [
                entry["facts"].get("root") if isinstance(entry["facts"], dict) else None
            ]:
                raise Fault(f"entry {entry['seq']} is about a checkpoint that is not there.")
    noted = [
        [str(row["size"]), row["party"], row["account"], row["office"], row["at"]]
        for row in witnesses
    ]
    if sorted(map(canonical, said)) != sorted(map(canonical, noted)):
        raise Fault("witnesses.json names other witnesses than the entries do.")
    parties = sorted({row["party"] for row in witnesses})
    by = f" ({', '.join(parties)})" if parties else ""
    return f"Witnesses, the same that the entries name: {len(witnesses)}{by}."


def verified_held(
    path: Path,
    row: Row,
    forum: str,
    checkpoints: Sequence[Row],
    roots: Dict[int, str],  # noqa: UP006
    size: int,
) -> str:
    """The export holds all that the kept checkpoint covers, unchanged."""
    if row["forum"] != forum:
        raise Fault(f"{path} is a checkpoint of {row['forum']}, and the export is of {forum}.")
    if row["size"] > size:
        raise Fault(
            f"{path} covers {row['size']} entries and the export ends at entry {size}:"
            " entries are missing at the end."
        )
    if roots[row["size"]] != row["root"]:
        raise Fault(
            f"the first {row['size']} entries are not those that your checkpoint {path} covers:"
            " the ledger was rewritten."
        )
    if row not in checkpoints:
        raise Fault(f"the export does not list your checkpoint {path} as it is.")
    return f"Your checkpoint {path} holds: entries 1 to {row['size']} are here, unchanged."


def unchanged(files: Files) -> None:
    """Every file has the sum in SHA256SUMS, and that file names all of them and nothing else."""
    expected = sums(files)
    if files[SUMS] == expected:
        return
    written = files[SUMS].splitlines()
    for name, line in zip(NAMES, expected.splitlines()):  # noqa: B905 - older Pythons
        if line not in written:
            raise Fault(f"{name} is not the file that {SUMS} was made for.")
    raise Fault(f"{SUMS} is not as it was written.")


def sums(files: Files) -> bytes:
    """The content of SHA256SUMS for the other files."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in NAMES).encode()


def roots_at(sizes: set[int], leaves: Sequence[bytes]) -> Dict[int, str]:  # noqa: UP006
    """The root (RFC 6962) over the first `size` leaf hashes, for each size that is reached."""
    found: Dict[int, str] = {}  # noqa: UP006
    stack: List[Tuple[int, bytes]] = []  # noqa: UP006 - whole subtrees: leaves, hash
    if 0 in sizes:
        found[0] = sha256(b"").hexdigest()
    for size, leaf in enumerate(leaves, 1):
        count, top = 1, leaf
        while stack and stack[-1][0] == count:
            top, count = node_hash(stack.pop()[1], top), count * 2
        stack.append((count, top))
        if size in sizes:
            for _count, left in reversed(stack[:-1]):
                top = node_hash(left, top)
            found[size] = top.hex()
    return found


def leaf_hash(body: bytes) -> bytes:
    """RFC 6962: the hash of a leaf."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962: the hash of a node."""
    return sha256(b"\x01" + left + right).digest()


def canonical(value: object) -> bytes:
    """JSON with names in order, without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parsed(content: bytes, where: str, *, strictly: bool = True) -> object:
    """A value from JSON that holds no fraction; strictly: written exactly as we write it."""
    try:
        value = json.loads(content.decode("utf-8"), parse_float=no_number, parse_constant=no_number)
        again = canonical(value)
    except (ValueError, RecursionError):
        raise Fault(f"{where}: this is not the JSON of an export.") from None
    if strictly and again != content:
        raise Fault(f"{where}: this is not written as an export is: something was changed.")
    return value


def no_number(text: str) -> None:
    """Refuse fractions, infinities and the like: no export holds any."""
    raise ValueError(text)


def whole_line(content: bytes, where: str) -> bytes:
    """The content without the line end that it must have."""
    if not content.endswith(b"\n"):
        raise Fault(f"{where}: the end is cut off.")
    return content[:-1]


def listed(value: object, names: set[str], where: str) -> List[Row]:  # noqa: UP006
    """A list of objects, each with these names."""
    if not isinstance(value, list):
        raise Fault(f"{where}: a list was expected.")
    return [shaped(row, names, where) for row in value]


def shaped(value: object, names: set[str], where: str) -> Row:
    """An object with exactly these names; sizes, numbers, hashes and instants look like such."""
    if not isinstance(value, dict) or value.keys() != names:
        raise Fault(f"{where}: {', '.join(sorted(names))} were expected, and nothing else.")
    for name, content in value.items():
        if name in {"seq", "size"}:
            good = type(content) is int and content >= 0
        elif name in {"leaf", "root"}:
            good = isinstance(content, str) and bool(HASH.fullmatch(content))
        elif name == "at":
            good = isinstance(content, str) and bool(INSTANT.fullmatch(content))
        elif name == "account":
            good = content is None or type(content) is int
        else:
            good = name in {"facts", "tree", "checkpoints"} or isinstance(content, str)
        if not good:
            raise Fault(f"{where}: {name} cannot be {content!r}.")
    return value


def pack(files: Files) -> bytes:
    """A ZIP without compression, the same bytes for the same files, whoever makes it."""
    body, directory = b"", b""
    for name, content in files.items():
        title, size = name.encode("ascii"), len(content)
        rest = (20, 0, 0, 0, DAY, crc32(content), size, size, len(title), 0)
        directory += CENTRAL.pack(
            b"PK\x01\x02", 3 << 8 | 20, *rest, 0, 0, 0, 0o644 << 16, len(body)
        ) + title  # fmt: skip
        body += LOCAL.pack(b"PK\x03\x04", *rest) + title + content
    count = len(files)
    return body + directory + END.pack(
        b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0
    )  # fmt: skip


def unpack(content: bytes) -> Files:
    """The files of a ZIP made by `pack`; every byte of it must be as `pack` makes it."""
    files, place = {}, 0
    try:
        while content[place : place + 4] == b"PK\x03\x04":
            row = LOCAL.unpack_from(content, place)
            place += LOCAL.size
            name = content[place : place + row[9]].decode("ascii")
            place += row[9]
            files[name] = content[place : place + row[7]]
            place += row[7]
        if not files or pack(files) != content:
            raise ValueError
    except (ValueError, struct.error):
        raise Fault(
            "the file is not the ZIP that was exported: it was cut, changed or packed anew."
            " If you packed it anew yourself, unpack it and verify the folder."
        ) from None
    return files


if __name__ == "__main__":
    sys.exit(main())
