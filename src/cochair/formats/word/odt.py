"""Read the paragraphs of an OpenDocument text (ISO/IEC 26300): headings, lists, tables, notes."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from cochair.formats.paragraphs import HEADING, ITEM, PLAIN, TABLE, TITLE, Paragraph, Run
from cochair.formats.word import odt_lists
from cochair.formats.word.odt_lists import Lists, Place
from cochair.formats.word.reader import Reading, joined, trimmed
from cochair.web.numbers import whole

T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
B = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
# The style of a title, as every program that writes OpenDocument calls it.
TITLES = frozenset({"Title", "Subtitle"})
# A style that stands on another, and so on: more steps than anybody makes.
STEPS, MOST_SPACES = 20, 9_999


@dataclass(frozen=True, slots=True)
class Styles:
    """What styles of a document mean: by its name, the one below it and the looks it sets."""

    below: dict[str, str] = field(default_factory=dict)
    looks: dict[str, dict[str, bool]] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)

    def add(self, root: ElementTree.Element) -> None:
        """Take in the styles of one part of a document."""
        for one in root.iter(f"{STYLE}style"):
            name = one.get(f"{STYLE}name", "")
            self.below[name] = one.get(f"{STYLE}parent-style-name", "")
            if one.get(f"{STYLE}family") == "text":
                self.looks[name] = dict(_looks(one.find(f"{STYLE}text-properties")))

    def chain(self, name: str) -> Iterator[str]:
        """A style, the one below it, and so on."""
        for _step in range(STEPS):
            if not name:
                return
            yield name
            name = self.below.get(name, "")

    def is_title(self, name: str) -> bool:
        """Whether paragraphs of this style are a title."""
        return not TITLES.isdisjoint(self.chain(name))

    def look(self, name: str, around: str) -> str:
        """How words of this style look, within words that look so: of "b", "i" and "u"."""
        said: dict[str, bool] = {}
        for one in self.chain(name):
            said = self.looks.get(one, {}) | said
        return "".join(letter for letter in "biu" if said.get(letter, letter in around))


def _looks(said: ElementTree.Element | None) -> Iterator[tuple[str, bool]]:
    for letter, name, none in (
        ("b", f"{FO}font-weight", "normal"),
        ("i", f"{FO}font-style", "normal"),
        ("u", f"{STYLE}text-underline-style", "none"),
    ):
        value = said.get(name) if said is not None else None
        if value is not None:
            yield letter, value != none


def read_odt(octets: bytes) -> Reading:
    """The paragraphs of an ODT, in reading order, without ids; numbers as they are printed."""
    styles = Styles()
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        if "styles.xml" in archive.namelist():
            common = ElementTree.fromstring(archive.read("styles.xml"))
            styles.add(common)
            styles.lists.add(common)
        root = ElementTree.fromstring(archive.read("content.xml"))
    styles.add(root)
    styles.lists.add(root)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    assert body is not None
    changed = body.find(f"{T}tracked-changes") is not None
    text = tuple(
        one for one in _blocks(body, None, styles) if one.kind == TABLE or one.text.strip()
    )
    return Reading(text, changed, next(body.iter(f"{OFFICE}annotation"), None) is not None)


def _blocks(
    element: ElementTree.Element, place: Place | None, styles: Styles, number: str = ""
) -> Iterator[Paragraph]:
    """The paragraphs in an element; in an item of a list the first one bears its number."""
    for child in element:
        if child.tag == f"{T}h":
            level = whole(child.get(f"{T}outline-level", "1")) or 1
            said = odt_lists.written(child) or number
            if place is None and not said:
                said = styles.lists.of_heading(child, level)
            yield Paragraph("", HEADING, _words(child, styles), level, said)
            number = ""
        elif child.tag == f"{T}p":
            said = odt_lists.written(child) or number
            kind, level = (ITEM, place.depth) if place is not None and said else (PLAIN, 0)
            if place is None and styles.is_title(child.get(f"{T}style-name", "")):
                kind = TITLE
            yield Paragraph("", kind, _words(child, styles), level, said)
            number = ""
        elif child.tag == f"{T}list":
            yield from _blocks(child, styles.lists.begin(child, place), styles)
        elif child.tag == f"{T}list-item" and place is not None:
            counted = styles.lists.number(place, child)
            yield from _blocks(child, place, styles, odt_lists.written(child) or counted)
        elif child.tag == f"{T}list-header":
            yield from _blocks(child, place, styles)
        elif child.tag == f"{T}section":
            yield from _blocks(child, place, styles, number)
        elif child.tag == f"{B}table":
            yield _table(child, styles)


def _table(element: ElementTree.Element, styles: Styles) -> Paragraph:
    rows = []
    for row in element.iter(f"{B}table-row"):
        cells = []
        for cell in row.findall(f"{B}table-cell"):
            runs: list[Run] = []
            for one in _blocks(cell, None, styles):
                runs += ([Run("\n")] if runs else []) + list(one.runs)
            cells.append(joined(runs))
        if cells:
            rows.append(tuple(cells))
    return Paragraph("", TABLE, cells=tuple(rows))


def _words(element: ElementTree.Element, styles: Styles) -> tuple[Run, ...]:
    return trimmed(joined(list(_runs(element, styles, ""))))


def _runs(element: ElementTree.Element, styles: Styles, look: str) -> Iterator[Run]:
    if element.text:
        yield Run(element.text, look)
    for child in element:
        if child.tag == f"{T}note":
            body = child.find(f"{T}note-body")
            words = "".join(body.itertext()).strip() if body is not None else ""
            if words:
                yield Run("", "", words)
        elif child.tag in {f"{T}number", f"{OFFICE}annotation"}:
            # The number of an item, and what somebody remarks, stand beside the words.
            pass
        elif child.tag == f"{T}s":
            yield Run(" " * (whole(child.get(f"{T}c", "1"), MOST_SPACES) or 1), look)
        elif child.tag == f"{T}tab":
            yield Run("\t", look)
        elif child.tag == f"{T}line-break":
            yield Run("\n", look)
        elif child.tag == f"{T}span":
            yield from _runs(child, styles, styles.look(child.get(f"{T}style-name", ""), look))
        else:
            yield from _runs(child, styles, look)
        if child.tail:
            yield Run(child.tail, look)
