"""Files bent at random, examined one after the other in a process with the limits of a child.

Run as a program with a kind, a first seed and a number, it prints a line for every seed: what it
was, how long it took.  A seed whose line is missing ended the process.
"""

import json
import random
import sys
import time
from collections.abc import Callable

from cochair.documents.files.media import Media
from documents.corpora import acting, joined, marked, office

WORD = "Hello — olá — ¿qué tal? LIMITE &amp; &#x41; <![CDATA[x]]> "
SPLICED = (
    b"<!DOCTYPE a>", b"<!ENTITY e 'x'>", b"&e;", b"]]>", b"<?x y?>", b"\x00", b"\xff\xfe", b"%PDF-",
    b"PK\x05\x06", b"PK\x01\x02", b"stream\n", b"/JS (1)", b"endobj", b"<w:p>", b"</w:p>", b"<a>" * 50,
    b"\xed\xa0\x80", b"9" * 40, b"-1", b"/Kids [2 0 R]", b"/Length 99999999", b"<text:p>",
)  # fmt: skip
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
        parts = dict((office.docx_parts if kind == "docx" else office.odt_parts)([WORD] * 3))
        for name in chance.sample(sorted(parts), k=chance.randint(1, 2)):
            content = parts[name]
            octets = content.encode() if isinstance(content, str) else content
            parts[name] = _bent(octets, chance)
        return office.packed(parts)
    return _bent(seed, chance)


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


def main(kind: str, first: int, count: int) -> None:
    """Examine `count` files from a seed on, and say what came of each."""
    from cochair.documents.files import child, examining, markings, pdf

    assert pdf
    name, make = SEEDS[kind]
    seed, every = make(), set(Media)
    markings.prepare()
    child._give_up(512 * 1024 * 1024, 600)
    for number in range(first, first + count):
        octets = bent(seed, kind, random.Random(number))
        begun = time.process_time()
        try:
            found = list(examining.examine(octets, name, every).codes)
        except BaseException as problem:
            found = [f"{type(problem).__name__}: {problem}"]
        print(json.dumps([number, found, time.process_time() - begun]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
