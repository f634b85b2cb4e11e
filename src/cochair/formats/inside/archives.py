"""ZIP archives, read by their directory first: nothing is inflated before everything fits.

Word processors write plain archives: one member after the other, from the first byte on, the
directory behind them, and nothing between, before or after.  Whatever else an archive can be
(encrypted, split, with members over each other or under one name) is refused, because two
programs would read two different things in it.  Source: security.md section 8, T33.
"""

import stat
import struct
import zlib
from dataclasses import dataclass

from cochair.formats.inside.problems import Code, Problem

MOST_MEMBERS, MOST_OCTETS, MOST_RATIO = 2_000, 200 * 1024 * 1024, 100
# A small member may be anything as well packed as zeros; a ratio says something from here on.
RATIO_FROM = 1024 * 1024
END, CENTRAL, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _DESCRIBED = 0x2041, 0x0008
# How long a description behind a member can be: with its mark or without, in two widths.
_DESCRIPTIONS = (12, 16, 20, 24)
_LARGE = 0xFFFFFFFF
# Additions that only some programs read: wider sizes, another name, another remark.
_OTHERWISE = frozenset({0x0001, 0x7075, 0x6375})
# What inside an archive is an archive again, or a program.
PACKED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
    b"\x04\x22\x4d\x18",
    b"LZIP",
    b"!<arch>",
)
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"dex\n",
    b"\x00asm",
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the directory describes it; its data stand from `start` to `end`."""

    name: str
    method: int
    crc: int
    size: int
    start: int
    end: int

    @property
    def is_folder(self) -> bool:
        """Whether it stands for a folder."""
        return self.name.endswith("/")


class Archive:
    """An archive whose directory was found in order; members are inflated when they are read."""

    def __init__(self, octets: bytes) -> None:
        self.octets = octets
        self.members = {one.name: one for one in _members(octets)}

    def read(self, name: str) -> bytes:
        """The content of a member, of exactly the size and checksum that the directory says."""
        one = self.members[name]
        packed = self.octets[one.start : one.end]
        if one.method == _STORED:
            content = packed
        else:
            inflating = zlib.decompressobj(-15)
            try:
                content = inflating.decompress(packed, one.size + 1)
            except zlib.error:
                raise Problem(Code.DAMAGED) from None
            if len(content) > one.size:
                raise Problem(Code.BOMB)
            if not inflating.eof or inflating.unused_data:
                raise Problem(Code.DAMAGED)
        if len(content) != one.size or zlib.crc32(content) != one.crc:
            raise Problem(Code.DAMAGED)
        return content


def is_packed(content: bytes) -> bool:
    """Whether some content is itself an archive."""
    return content.startswith(PACKED) or content[257:262] == b"ustar"


def is_program(content: bytes) -> bool:
    """Whether some content is a program, or the old format in which objects are embedded."""
    return content.startswith(PROGRAMS) or content.startswith(COMPOUND)


def _members(octets: bytes) -> list[Member]:
    count, size, offset = _directory(octets)
    found, place, names = [], offset, set()
    spans: list[tuple[int, int, bool]] = []
    total = 0
    for _number in range(count):
        if place + _CENTRAL.size > offset + size:
            raise Problem(Code.DAMAGED)
        row = _CENTRAL.unpack_from(octets, place)
        if row[0] != CENTRAL:
            raise Problem(Code.DAMAGED)
        flags, method, crc, packed, unpacked = row[3], row[4], row[7], row[8], row[9]
        name_size, extra_size, comment_size, made_by = row[10], row[11], row[12], row[1]
        place += _CENTRAL.size
        raw = octets[place : place + name_size]
        extra = octets[place + name_size : place + name_size + extra_size]
        place += name_size + extra_size + comment_size
        if flags & _ENCRYPTED:
            raise Problem(Code.ENCRYPTED)
        if (
            method not in (_STORED, _DEFLATED)
            or _LARGE in (packed, unpacked, row[16])
            or _says_otherwise(extra)
        ):
            raise Problem(Code.ARCHIVE)
        total += unpacked
        if total > MOST_OCTETS or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * packed):
            raise Problem(Code.BOMB)
        name = _name(raw)
        if name.casefold() in names or _is_special(row[15] >> 16, made_by >> 8):
            raise Problem(Code.ARCHIVE)
        names.add(name.casefold())
        start = _start(octets, row[16], raw, row)
        if start + packed > offset or (method == _STORED and packed != unpacked):
            raise Problem(Code.ARCHIVE)
        spans.append((row[16], start + packed, bool(flags & _DESCRIBED)))
        found.append(Member(name, method, crc, unpacked, start, start + packed))
    if place != offset + size:
        raise Problem(Code.POLYGLOT)
    if total > RATIO_FROM and total > MOST_RATIO * len(octets):
        raise Problem(Code.BOMB)
    _on_end(spans, offset)
    return found


def _directory(octets: bytes) -> tuple[int, int, int]:
    """How many members there are, and how long the directory is and where it begins."""
    at = len(octets) - _END.size
    if at < 0 or octets[at : at + 4] != END:
        raise Problem(Code.POLYGLOT if END in octets[-65_557:] else Code.DAMAGED)
    _mark, disk, first, here, count, size, offset, comment = _END.unpack_from(octets, at)
    if count > MOST_MEMBERS:
        raise Problem(Code.BOMB)
    if comment or not count:
        raise Problem(Code.POLYGLOT if comment else Code.DAMAGED)
    if disk or first or here != count:
        raise Problem(Code.ARCHIVE)
    if offset + size != at:
        raise Problem(Code.POLYGLOT)
    return count, size, offset


def _name(raw: bytes) -> str:
    """The name of a member; raises Problem for one that could lead out of the archive."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(Code.ARCHIVE) from None
    parts = name.removesuffix("/").split("/")
    if (
        not name
        or len(name) > 240
        or len(parts) > 12
        or any(part in {"", ".", ".."} or part != part.strip() for part in parts)
        or any(sign in '\\:<>|"?*' or not sign.isprintable() for sign in name)
    ):
        raise Problem(Code.ARCHIVE)
    return name


def _says_otherwise(extra: bytes) -> bool:
    """Whether what is added to the description of a member gives it another name or size."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, place)
        if kind in _OTHERWISE:
            return True
        place += 4 + size
    return False


def _is_special(mode: int, made_by: int) -> bool:
    """Whether a member is neither a file nor a folder: a link, a device."""
    kind = stat.S_IFMT(mode)
    return bool(kind) and kind not in (stat.S_IFREG, stat.S_IFDIR)


def _start(octets: bytes, at: int, raw: bytes, row: tuple[int, ...]) -> int:
    """Where the data of a member begin; its own head must say what the directory says."""
    if at + _LOCAL.size > len(octets):
        raise Problem(Code.ARCHIVE)
    head = _LOCAL.unpack_from(octets, at)
    name_at = at + _LOCAL.size
    if head[0] != LOCAL or octets[name_at : name_at + head[9]] != raw or head[3] != row[4]:
        raise Problem(Code.ARCHIVE)
    if head[2] & _ENCRYPTED:
        raise Problem(Code.ENCRYPTED)
    said, known = (head[6], head[7], head[8]), (row[7], row[8], row[9])
    if said != known and not (head[2] & _DESCRIBED):
        raise Problem(Code.ARCHIVE)
    begins: int = name_at + head[9] + head[10]
    return begins


def _on_end(spans: list[tuple[int, int, bool]], directory: int) -> None:
    """Refuse members that lie over each other, and anything between, before or behind them."""
    spans.sort()
    if spans[0][0] != 0:
        raise Problem(Code.POLYGLOT)
    for (_start_at, end, described), (following, _end, _more) in zip(
        spans, [*spans[1:], (directory, 0, False)], strict=True
    ):
        gap = following - end
        if gap < 0:
            raise Problem(Code.ARCHIVE)
        if gap and not (described and gap in _DESCRIPTIONS):
            raise Problem(Code.POLYGLOT)
