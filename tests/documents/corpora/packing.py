"""Sixty archives that are no document: bombs, links, names that lead out, two things in one (T33)."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator

from documents.corpora import office

MEGABYTE = 1024 * 1024


def archives() -> Iterator[tuple[str, bytes, str]]:
    """What each is, its bytes, and the name it comes under."""
    for what, make in {**_bombs(), **_bent()}.items():
        yield what, make(), "paper.docx"
    for what, octets in _named():
        yield what, octets, "paper.docx"
    yield (
        "an ODT with a bomb",
        _with(office.odt_parts(), "Pictures/a.png", bytes(30 * MEGABYTE)),
        "paper.odt",
    )
    yield (
        "an ODT with an archive",
        _with(office.odt_parts(), "Pictures/a.png", office.docx()),
        "paper.odt",
    )
    yield "an ODT with a way out", _with(office.odt_parts(), "../a.xml", b"<a/>"), "paper.odt"


def _with(parts: dict[str, str | bytes], name: str, content: bytes) -> bytes:
    return office.packed({**parts, name: content})


def _plain() -> dict[str, str | bytes]:
    return office.docx_parts()


def _bombs() -> dict[str, Callable[[], bytes]]:
    zeros = bytes(30 * MEGABYTE)
    return {
        "thirty megabytes of nothing": lambda: _with(_plain(), "word/media/a.png", zeros),
        "thirty megabytes of blanks in the text": lambda: _with(
            _plain(), "word/a.xml", b"<a>" + b" " * (30 * MEGABYTE) + b"</a>"
        ),
        "nine pictures of nothing": lambda: office.packed(
            {**_plain(), **{f"word/media/{n}.png": zeros[: 3 * MEGABYTE] for n in range(9)}}
        ),
        "three hundred megabytes by what it says": lambda: _lying(300 * MEGABYTE),
        "two gigabytes by what it says": lambda: _lying(0x7FFFFFFF),
        "more than it says": lambda: _lying(10),
        "much more than it says": lambda: _lying(3, inside=bytes(5 * MEGABYTE)),
        "2,001 members": lambda: _many(2001),
        "65,535 members": lambda: _counted(65_535),
        "65,534 members that are not there": lambda: _counted(65_534),
        "no members": lambda: b"PK\x05\x06" + bytes(18),
        "a deep document": lambda: _with(_plain(), "word/a.xml", b"<a>" * 5000 + b"</a>" * 5000),
    }


def _bent() -> dict[str, Callable[[], bytes]]:
    whole = office.docx()
    nested = {
        "a ZIP": office.docx(),
        "a gzip": b"\x1f\x8b\x08" + bytes(40),
        "a 7z": b"7z\xbc\xaf\x27\x1c" + bytes(40),
        "a RAR": b"Rar!\x1a\x07" + bytes(40),
        "an xz": b"\xfd7zXZ\x00" + bytes(40),
        "a bzip2": b"BZh9" + bytes(40),
        "a tar": bytes(257) + b"ustar" + bytes(300),
        "a cabinet": b"MSCF" + bytes(40),
    }
    packed = {
        f"{what} inside": (lambda content=content: _with(_plain(), "word/media/a.png", content))
        for what, content in nested.items()
    }
    return {
        **packed,
        "a ZIP inside under a name of its own": lambda: _with(_plain(), "word/a.zip", whole),
        "a member twice": lambda: _twice("word/document.xml", "word/document.xml"),
        "a member twice, once in capitals": lambda: _twice("word/a.xml", "WORD/A.XML"),
        "members over each other": _overlapping,
        "one member under two names": _shared,
        "a link": lambda: _special(0o120777),
        "a pipe": lambda: _special(0o010666),
        "locked with a password": lambda: _flagged(0x1),
        "locked strongly": lambda: _flagged(0x41),
        "its directory hidden": lambda: _flagged(0x2000),
        "packed otherwise (bzip2)": lambda: _method(zipfile.ZIP_BZIP2),
        "packed otherwise (LZMA)": lambda: _method(zipfile.ZIP_LZMA),
        "split over disks": lambda: _ended(disk=1),
        "a remark behind it": lambda: _remarked(b"something else"),
        "something before it": lambda: b"#!/bin/sh\n" + whole,
        "an archive before it": lambda: office.odt() + whole,
        "something behind it": lambda: whole + b"<script>1</script>",
        "a hole in it": _holed,
        "a head that says another name": lambda: _head(whole, 30, b"["[0:0] + b"X"),
        "a head that says another size": lambda: _head(whole, 22, struct.pack("<L", 7)),
        "a checksum that is wrong": _checksum,
        "a second name for a member": lambda: _renamed("word/b.xml"),
        "half of it": lambda: whole[: len(whole) // 2],
        "its directory full of zeros": lambda: _zeroed(whole),
    }


def _named() -> Iterator[tuple[str, bytes]]:
    for name in (
        "../word/a.xml",
        "word/../../a.xml",
        "/etc/a.xml",
        "//host/share/a.xml",
        "C:/a.xml",
        "word\\a.xml",
        "..\\a.xml",
        "word//a.xml",
        "word/a\x01.xml",
        "word/\u202ea.xml",
        "word/ a.xml",
        "a" * 300 + ".xml",
        "/".join("d" * 20) + "/a.xml",
    ):
        yield f"a member called {name[:24]!r}", _with(_plain(), name, b"<a/>")


def _written(entries: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    into = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in _plain().items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        for info, content in entries:
            archive.writestr(info, content, info.compress_type)
    return into.getvalue()


def _twice(*names: str) -> bytes:
    return _written([(zipfile.ZipInfo(name), b"<a/>") for name in names])


def _many(count: int) -> bytes:
    return _written([(zipfile.ZipInfo(f"word/{n}.xml"), b"<a/>") for n in range(count)])


def _special(mode: int) -> bytes:
    info = zipfile.ZipInfo("word/a.xml")
    info.create_system, info.external_attr = 3, mode << 16
    return _written([(info, b"/etc/passwd")])


def _renamed(name: str) -> bytes:
    """A member with another name for those programs that read it (Unicode path)."""
    info = zipfile.ZipInfo("word/a.xml")
    said = b"\x01" + struct.pack("<L", zlib.crc32(b"word/a.xml")) + name.encode()
    info.extra = struct.pack("<2H", 0x7075, len(said)) + said
    return _written([(info, b"<a/>")])


def _method(method: int) -> bytes:
    info = zipfile.ZipInfo("word/a.xml")
    info.compress_type = method
    return _written([(info, b"<a/>" * 100)])


def _end(octets: bytes) -> int:
    return octets.rindex(b"PK\x05\x06")


def _counted(count: int) -> bytes:
    whole = bytearray(office.docx())
    struct.pack_into("<HH", whole, _end(whole) + 8, count, count)
    return bytes(whole)


def _ended(disk: int) -> bytes:
    whole = bytearray(office.docx())
    struct.pack_into("<HH", whole, _end(whole) + 4, disk, disk)
    return bytes(whole)


def _remarked(remark: bytes) -> bytes:
    whole = bytearray(office.docx())
    struct.pack_into("<H", whole, _end(whole) + 20, len(remark))
    return bytes(whole) + remark


def _flagged(flag: int) -> bytes:
    whole = bytearray(office.docx())
    central = whole.index(b"PK\x01\x02")
    struct.pack_into("<H", whole, central + 8, flag)
    struct.pack_into("<H", whole, 6, flag)
    return bytes(whole)


def _lying(size: int, inside: bytes = b"<a>" + b"x" * 500 + b"</a>") -> bytes:
    """A member that says another size than it has, in its head and in the directory."""
    packed = _deflated(inside)
    rows = [
        (name, _deflated(_octets(said)), zlib.crc32(_octets(said)), len(_octets(said)))
        for name, said in _plain().items()
    ]
    return _rebuilt([*rows, ("word/zz.xml", packed, zlib.crc32(inside), size)])


def _deflated(content: bytes) -> bytes:
    deflating = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflating.compress(content) + deflating.flush()


def _octets(said: str | bytes) -> bytes:
    return said.encode() if isinstance(said, str) else said


def _rebuilt(rows: list[tuple[str, bytes, int, int]]) -> bytes:
    """An archive written by hand: name, packed bytes, checksum, size of each member."""
    out, central = bytearray(), bytearray()
    for name, packed, crc, size in rows:
        raw, at = name.encode(), len(out)
        head = struct.pack("<5H3L2H", 20, 0, 8, 0, 33, crc, len(packed), size, len(raw), 0)
        out += b"PK\x03\x04" + head + raw + packed
        central += b"PK\x01\x02" + struct.pack(
            "<6H3L5H2L", 20, 20, 0, 8, 0, 33, crc, len(packed), size, len(raw), 0, 0, 0, 0, 0, at
        ) + raw  # fmt: skip
    end = struct.pack("<4H2LH", 0, 0, len(rows), len(rows), len(central), len(out), 0)
    return bytes(out + central + b"PK\x05\x06" + end)


def _overlapping() -> bytes:
    """A member that lies inside another one, as in the best bombs."""
    inner = b"PK\x03\x04" + struct.pack(
        "<5H3L2H", 20, 0, 8, 0, 33, zlib.crc32(b"<a/>"), len(_deflated(b"<a/>")), 4, 5, 0
    ) + b"b.xml" + _deflated(b"<a/>")  # fmt: skip
    whole = bytearray(office.packed({"mimetype": inner, "b.xml": b"<a/>"}))
    second = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 4)
    struct.pack_into("<L", whole, second + 42, whole.index(inner))
    return bytes(whole)


def _shared() -> bytes:
    whole = bytearray(office.docx())
    first = whole.index(b"PK\x01\x02")
    second = whole.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<L", whole, second + 42, 0)
    return bytes(whole)


def _holed() -> bytes:
    """Octets that belong to no member, between the last one and the directory."""
    whole = bytearray(office.docx())
    central, extra = whole.index(b"PK\x01\x02"), b"hidden here" * 10
    whole[central:central] = extra
    struct.pack_into("<L", whole, _end(whole) + 16, central + len(extra))
    return bytes(whole)


def _head(whole: bytes, at: int, said: bytes) -> bytes:
    changed = bytearray(whole)
    changed[at : at + len(said)] = said
    return bytes(changed)


def _checksum() -> bytes:
    whole = bytearray(office.docx())
    wrong = struct.pack("<L", 12345)
    whole[14:18] = wrong
    central = whole.index(b"PK\x01\x02")
    whole[central + 16 : central + 20] = wrong
    return bytes(whole)


def _zeroed(whole: bytes) -> bytes:
    central, end = whole.index(b"PK\x01\x02"), _end(whole)
    return whole[:central] + bytes(end - central) + whole[end:]
