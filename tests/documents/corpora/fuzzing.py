"""Files bent at random, examined and taken in one after the other, with the limits of a child.

Run as a program with kinds, a first seed and a number, it prints a line for every seed of each:
what it was, how long it took.  A seed whose line is missing ended the process.
"""

import copy
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

from cochair.features.files import examination
from cochair.formats.inside.media import Media
from documents.corpora import acting, importing, joined, marked, office

WORD = "Hello — olá — ¿qué tal? LIMITE &amp; &#x41; <![CDATA[x]]> "
SPLICED = (
    b"<!DOCTYPE a>", b"<!ENTITY e 'x'>", b"&e;", b"]]>", b"<?x y?>", b"\x00", b"\xff\xfe", b"%PDF-",
    b"PK\x05\x06", b"PK\x01\x02", b"stream\n", b"/JS (1)", b"endobj", b"<w:p>", b"</w:p>", b"<a>" * 50,
    b"\xed\xa0\x80", b"9" * 40, b"-1", b"/Kids [2 0 R]", b"/Length 99999999", b"<text:p>",
)  # fmt: skip
VALUES = ("", "-1", "0", "7", "99999999999", "x", "\u2028", "1e9", "%1.%2", "true", "\t\n ", "١")
SEEDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx": (
        "a.docx",
        lambda: office.docx([*office.PROSE[:5], WORD], inside=acting._field("PAGE")),
    ),
    "odt": ("a.odt", lambda: office.odt([*office.PROSE[:5], WORD])),
    "pdf": ("a.pdf", lambda: office.pdf(office.PROSE[:8], header="LIMITE")),
    "bare pdf": ("a.pdf", office.bare_pdf),
    "picture pdf": ("a.pdf", marked.pictures_of_pages),
    "xliff": ("a.xlf", lambda: joined.XLIFF.format(WORD).encode()),
    "akn": ("a.akn", lambda: joined.AKN.format(WORD).encode()),
    "tmx": ("a.tmx", lambda: joined.TMX.format(WORD).encode()),
    "tbx": ("a.tbx", lambda: joined.TBX.format(WORD).encode()),
    "text": ("a.csv", lambda: f"one;two\r\n{WORD};3\r\n".encode()),
}


def bent(seed: bytes, kind: str, chance: random.Random) -> bytes:
    """A file with some octets changed, taken out or put in; of an archive, those of its parts."""
    if kind in {"docx", "odt"} and chance.random() < 0.6:
        parts = dict(_parts(kind, chance))
        for name in chance.sample(sorted(parts), k=chance.randint(1, 2)):
            content = parts[name]
            octets = content.encode() if isinstance(content, str) else content
            parts[name] = _changed(octets, chance)
        return office.packed(parts)
    return _changed(seed, chance)


def _parts(kind: str, chance: random.Random) -> dict[str, str | bytes]:
    """The parts of an archive: a plain text, or one with lists, notes and tables as we write it."""
    if kind == "odt":
        return office.odt_parts([WORD] * 3)
    return office.docx_parts([WORD] * 3) if chance.random() < 0.5 else importing.parts()


def _changed(octets: bytes, chance: random.Random) -> bytes:
    """Octets bent, or the elements of what is XML put elsewhere, so that it is XML still."""
    if octets.lstrip().startswith(b"<") and chance.random() < 0.6:
        return _rearranged(octets, chance)
    return _bent(octets, chance)


def _rearranged(octets: bytes, chance: random.Random) -> bytes:
    root = ElementTree.fromstring(octets)
    for _turn in range(chance.choice((1, 1, 2, 3, 8))):
        every = list(root.iter())
        parents = [one for one in every if len(one)]
        into, other = chance.choice(parents or [root]), chance.choice(every)
        child = chance.choice(list(into)) if len(into) else None
        match chance.randrange(7):
            case 0 if child is not None:
                into.remove(child)
            case 1 if child is not None:
                into.insert(chance.randrange(len(into)), copy.deepcopy(child))
            case 2 if child is not None and other is not into and other not in child.iter():
                into.remove(child)
                other.append(child)
            case 3:
                other.tag = chance.choice(every).tag
            case 4:
                other.text = chance.choice(every).text or chance.choice(VALUES)
            case 5:
                other.tail = chance.choice(every).text or chance.choice(VALUES)
            case 6 if other.attrib:
                key = chance.choice(sorted(other.attrib))
                values = [value for one in every for value in one.attrib.values()]
                other.set(key, chance.choice([*VALUES, *values]))
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _bent(octets: bytes, chance: random.Random) -> bytes:
    out = bytearray(octets)
    for _turn in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(out) + 1)
        size = chance.choice((1, 2, 8, 64))
        match chance.randrange(5):
            case 0:
                out[at : at + size] = chance.randbytes(size)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = chance.choice(SPLICED)
            case 3:
                out[at:at] = out[chance.randrange(len(out) + 1) :][:size]
            case 4 if at < len(out):
                out[at] ^= 1 << chance.randrange(8)
    return bytes(out)


def main(kinds: Sequence[str], first: int, count: int) -> None:
    """Examine and take in `count` files of each kind from a seed on, and say what came of each."""
    from cochair.features.files import child, markings
    from cochair.formats.inside import pdf

    assert pdf
    markings.prepare()
    made = {kind: (SEEDS[kind][1] if kind in SEEDS else importing.SEEDS[kind])() for kind in kinds}
    child._give_up(512 * 1024 * 1024, 3600)
    for kind, seed in made.items():
        for number in range(first, first + count):
            octets = bent(seed, kind, random.Random(number))
            begun = time.process_time()
            try:
                found = _judged(kind, octets)
            except BaseException as problem:
                found = [f"{type(problem).__name__}: {problem}"]
            print(json.dumps([kind, number, found, time.process_time() - begun]), flush=True)


def _judged(kind: str, octets: bytes) -> list[str]:
    """What came of one file: why it is refused, or what was lost of it; nothing where all is well."""
    if kind not in SEEDS:
        return importing.taken(kind, octets)
    found = list(examination.examine(octets, SEEDS[kind][0], set(Media)).codes)
    reader = kind.rpartition(" ")[2]
    return importing.read_file(reader, octets) if not found and reader in importing.FILES else found


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
