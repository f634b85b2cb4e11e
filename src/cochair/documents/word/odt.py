"""Read the paragraphs of an OpenDocument text (ISO/IEC 26300): headings, lists, tables, notes."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from cochair.documents.paragraphs import HEADING, ITEM, PLAIN, TABLE, Paragraph, Run
from cochair.documents.word.reading import Reading, joined, trimmed

T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
B = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read_odt(octets: bytes) -> Reading:
    """The paragraphs of an ODT, in reading order, without ids; looks of runs are not kept."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    assert body is not None
    changed = body.find(f"{T}tracked-changes") is not None
    text = tuple(one for one in _blocks(body, 0) if one.kind == TABLE or one.text.strip())
    return Reading(text, changed)


def _blocks(element: ElementTree.Element, depth: int) -> Iterator[Paragraph]:
    for child in element:
        if child.tag == f"{T}h":
            outline = child.get(f"{T}outline-level", "1")
            yield Paragraph("", HEADING, _words(child), int(outline) if outline.isdigit() else 1)
        elif child.tag == f"{T}p":
            kind, level = (ITEM, depth) if depth else (PLAIN, 0)
            yield Paragraph("", kind, _words(child), level, "•" if depth else "")
        elif child.tag in {f"{T}list", f"{T}list-item"}:
            yield from _blocks(child, depth + (child.tag == f"{T}list"))
        elif child.tag == f"{T}section":
            yield from _blocks(child, depth)
        elif child.tag == f"{B}table":
            yield _table(child)


def _table(element: ElementTree.Element) -> Paragraph:
    rows = []
    for row in element.iter(f"{B}table-row"):
        cells = []
        for cell in row.findall(f"{B}table-cell"):
            runs: list[Run] = []
            for one in _blocks(cell, 0):
                runs += ([Run("\n")] if runs else []) + list(one.runs)
            cells.append(joined(runs))
        if cells:
            rows.append(tuple(cells))
    return Paragraph("", TABLE, cells=tuple(rows))


def _words(element: ElementTree.Element) -> tuple[Run, ...]:
    return trimmed(joined(list(_runs(element))))


def _runs(element: ElementTree.Element) -> Iterator[Run]:
    if element.text:
        yield Run(element.text)
    for child in element:
        if child.tag == f"{T}note":
            body = child.find(f"{T}note-body")
            words = "".join(body.itertext()).strip() if body is not None else ""
            if words:
                yield Run("", "", words)
        elif child.tag == f"{T}s":
            yield Run(" " * int(child.get(f"{T}c", "1")))
        elif child.tag == f"{T}tab":
            yield Run("\t")
        elif child.tag == f"{T}line-break":
            yield Run("\n")
        else:
            yield from _runs(child)
        if child.tail:
            yield Run(child.tail)
