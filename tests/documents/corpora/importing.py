"""What is done with a file that was found safe: it is read, and read again from what we make of it.

Each importer takes the octets of a file that may be bent in any way.  It gives a code where it
refuses them, says which words it lost where it loses some, and nothing where all is well; whatever
it raises beyond what its caller expects is a fault.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache

from cochair.features.register import pasted_text
from cochair.formats import register_head, tmx, units, xliff
from cochair.formats.inside.problems import Code
from cochair.formats.paragraphs import Paragraph, Run, Text, plain
from cochair.formats.units import Unit
from cochair.formats.word.odt import read_odt
from cochair.formats.word.pdf import read_pdf
from cochair.formats.word.reader import Reading, read_docx
from cochair.formats.word.writer import write_docx
from documents.declaration import declaration

AT = datetime(2031, 2, 3, tzinfo=UTC)
LANGUAGES = ("en", "es", "pt")
REFUSED = Code.UNREADABLE.value
TEXT: Text = (
    plain("p-1", "We look after harbours — ¿qué tal? &amp; <b>"),
    Paragraph("p-2", "item", (Run("Both "), Run("agree", "bi"), Run(" on it.", "", "Note.")), 1, "1."),
    Paragraph("p-3", "table", cells=(((Run("A"),), (Run("B", "b"),)),)),
)  # fmt: skip
HEAD = """Council of the
European Union
Brussels, 3 February 2031
(OR. en, es)
10583/24 REV 1
ENFOPOL 277
NOTE
From: General Secretariat of the Council
To: Permanent Representatives Committee
No. prev. doc.: 9999/24; 8888/24
Subject: Programme of the next
meeting cycle
"""
TYPED = "# Head\n\n1. One\nmore\n\n(a) Two\n\n– Three\n\nIV. Four – ¿qué? LIMITE"


@cache
def parts() -> dict[str, str | bytes]:
    """The parts of a Word file with everything that we write."""
    made = write_docx(declaration()[:12] + declaration()[-3:], language="en", title="T", at=AT)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _known(text: Text) -> Mapping[str, tuple[Run, ...]]:
    return {one.name: one.runs for one in units.units(text)}


def _xliff(write: Callable[..., bytes]) -> bytes:
    told = {"original": "xy-1/0/1/a", "source": "en", "target": "es"}
    return write(units.units(TEXT), known=_known(TEXT), **told)


def _tmx() -> bytes:
    pair = tmx.Pair("en", "es", "Harbour & <port>", "Puerto – ¿qué?")
    return tmx.write_tmx([pair, tmx.Pair("en", "pt", "Ship", "Navio")], source="en")


def _tbx() -> bytes:
    return tmx.write_tbx([tmx.Concept({"en": ["harbour"], "es": ["puerto"]})])


SEEDS: Mapping[str, Callable[[], bytes]] = {
    "XLIFF 1.2 in": lambda: _xliff(xliff.write_one),
    "XLIFF 2.0 in": lambda: _xliff(xliff.write_two),
    "TMX in": _tmx,
    "TBX in": _tbx,
    "head in": HEAD.encode,
    "typed": TYPED.encode,
}


def taken(kind: str, octets: bytes) -> list[str]:
    """What came of one file: nothing, a refusal, or what was lost."""
    try:
        return IMPORTERS[kind](octets)
    except xliff.NotXliff:
        return [REFUSED]


def read_file(kind: str, octets: bytes) -> list[str]:
    """The same for a document that was examined: in the child any error is a refusal."""
    try:
        text = FILES[kind](octets).text
    except Exception:
        return [REFUSED]
    if kind == "pdf":
        return []
    back = read_docx(write_docx(text, language="en", title="T", at=AT)).text
    return _lost(_words(text), _words(back))


def _words(text: Iterable[Paragraph]) -> list[str]:
    """The words of each paragraph with its footnotes: where a blank stands is no matter."""
    return ["".join("".join((one.text, *one.notes)).split()) for one in text]


def _lost(before: object, after: object) -> list[str]:
    return [] if before == after else [f"lost: {before!r} {after!r}"[:2000]]


def _xliff_in(octets: bytes) -> list[str]:
    brought = xliff.read(octets)
    told = [Unit(name, runs) for name, runs in brought.told.items()]
    for write in (xliff.write_one, xliff.write_two):
        again = xliff.read(
            write(told, original="a", source="en", target="es", known=dict(brought.told))
        )
        lost = _lost(_said(brought.told), _said(again.told))
        if lost:
            return lost
    units.translated(TEXT, brought.told)
    return []


def _said(told: Mapping[str, tuple[Run, ...]]) -> dict[str, str]:
    return {name: "".join(run.text for run in runs) for name, runs in told.items()}


def _tmx_in(octets: bytes) -> list[str]:
    pairs = tmx.read_tmx(octets, LANGUAGES)
    return _lost(pairs, tmx.read_tmx(tmx.write_tmx(pairs, source="*all*"), LANGUAGES))


def _tbx_in(octets: bytes) -> list[str]:
    concepts = tmx.read_tbx(octets, LANGUAGES)
    again = tmx.read_tbx(tmx.write_tbx(concepts), LANGUAGES)
    return _lost([one.words for one in concepts], [one.words for one in again])


def _head_in(octets: bytes) -> list[str]:
    found = register_head.read_head(octets.decode("utf-8", "replace"))
    return [] if found else [REFUSED]


def _typed_in(octets: bytes) -> list[str]:
    text = pasted_text.read(octets.decode("utf-8", "replace"))
    again = pasted_text.read(pasted_text.write(text))
    return _lost("".join(_words(text)), "".join(_words(again)))


IMPORTERS: Mapping[str, Callable[[bytes], list[str]]] = {
    "XLIFF 1.2 in": _xliff_in,
    "XLIFF 2.0 in": _xliff_in,
    "TMX in": _tmx_in,
    "TBX in": _tbx_in,
    "head in": _head_in,
    "typed": _typed_in,
}
FILES: Mapping[str, Callable[[bytes], Reading]] = {
    "docx": read_docx,
    "odt": read_odt,
    "pdf": read_pdf,
}
