"""Read the paragraphs of a DOCX (ISO/IEC 29500): headings, lists with their numbers, tables, notes.

What somebody inserted with tracked changes is read, what was deleted is not, and both are said:
a reader that drops insertions loses words of a legal text (stack.md section 1, DOCX in).
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

from cochair.formats.paragraphs import (
    HEADING,
    ITEM,
    PLAIN,
    TABLE,
    TITLE,
    Paragraph,
    Run,
    Text,
    as_json,
)
from cochair.formats.word import numbering
from cochair.web.numbers import whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DOCUMENT, STYLES, NUMBERS, NOTES, COMMENTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/comments.xml",
)
BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
# What holds paragraphs or runs and adds nothing to them.
AROUND = frozenset(
    {
        "sdt",
        "sdtContent",
        "smartTag",
        "customXml",
        "hyperlink",
        "fldSimple",
        "ins",
        "moveTo",
        "dir",
        "bdo",
    }
)
GONE = frozenset({"del", "moveFrom", "pPrChange", "rPrChange"})
NUMBERED_HEADINGS = "heading "
# The levels of an outline are counted from 0.
LOWEST = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read, whether it holds changes that nobody accepted yet, and whether words
    of the file are not in it: in boxes, formulas or comments."""

    text: Text
    has_changes: bool = False
    has_more: bool = False

    def as_json(self) -> dict[str, object]:
        """As it leaves the child process."""
        return {
            "text": as_json(self.text),
            "has_changes": self.has_changes,
            "has_more": self.has_more,
        }


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how its numbers look and where they begin."""

    format: str
    text: str
    start: int


@dataclass(slots=True)
class Package:
    """The parts of a file that the paragraphs refer to, and how far each list has come."""

    styles: Mapping[str, ElementTree.Element]
    levels: Mapping[str, Mapping[int, Level]]
    notes: Mapping[str, str]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)


def read_docx(octets: bytes) -> Reading:
    """The paragraphs of a DOCX, in reading order, without ids.

    Raises KeyError, BadZipFile or ParseError for what is none: the child dies of it, and its
    parent says that the file could not be read.
    """
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        names = set(archive.namelist())

        def part(name: str) -> ElementTree.Element | None:
            return ElementTree.fromstring(archive.read(name)) if name in names else None

        root = ElementTree.fromstring(archive.read(DOCUMENT))
        package = Package(_styles(part(STYLES)), _lists(part(NUMBERS)), _notes(part(NOTES)))
        beside = part(COMMENTS)
    body = root.find(f"{W}body")
    assert body is not None
    changed = any(one.tag[len(W) :] in {"ins", "del", "moveFrom", "moveTo"} for one in root.iter())
    text = tuple(one for one in _blocks(body, package) if one.kind == TABLE or one.text.strip())
    return Reading(text, changed, _has_words(beside) or any(map(_has_words, _boxes(body))))


def _boxes(body: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What holds words that are no part of the paragraphs in a row."""
    return (one for one in body.iter() if one.tag in {f"{W}txbxContent", f"{M}oMath"})


def _has_words(element: ElementTree.Element | None) -> bool:
    return element is not None and any(
        (one.text or "").strip() for one in element.iter() if one.tag in {f"{W}t", f"{M}t"}
    )


def _blocks(element: ElementTree.Element, package: Package) -> Iterator[Paragraph]:
    for child in element:
        name = child.tag[len(W) :] if child.tag.startswith(W) else ""
        if name == "p":
            yield _paragraph(child, package)
        elif name == "tbl":
            yield _table(child, package)
        elif name in AROUND:
            yield from _blocks(child, package)


def _table(element: ElementTree.Element, package: Package) -> Paragraph:
    rows = []
    for row in element.iter(f"{W}tr"):
        cells = []
        for cell in row.findall(f"{W}tc"):
            runs: list[Run] = []
            for one in _blocks(cell, package):
                words = [run for line in one.cells for part in line for run in part] or [*one.runs]
                if runs and words:
                    runs.append(Run("\n"))
                if one.number and words:
                    words[0] = replace(words[0], text=f"{one.number} {words[0].text}")
                runs += words
            cells.append(joined(runs))
        if cells:
            rows.append(tuple(cells))
    return Paragraph("", TABLE, cells=tuple(rows))


def _paragraph(element: ElementTree.Element, package: Package) -> Paragraph:
    properties = element.find(f"{W}pPr")
    style = _value(properties, "pStyle")
    kind, level = _kind(style, properties, package)
    runs = trimmed(joined(_runs(element, package)))
    number = ""
    if any(run.text.strip() for run in runs):
        number, depth = _number(style, properties, package)
        if number and kind == PLAIN:
            kind, level = ITEM, depth + 1
    return Paragraph("", kind, runs, level, number)


def _kind(style: str, properties: ElementTree.Element | None, package: Package) -> tuple[str, int]:
    """What a paragraph is, by its style and those that it is based on."""
    direct = whole(_value(properties, "outlineLvl"), LOWEST)
    if direct is not None:
        return HEADING, direct + 1
    for row in _line_of(style, package):
        name = (_value(row, "name") or "").lower()
        if name == "title":
            return TITLE, 0
        level = whole(name.removeprefix(NUMBERED_HEADINGS))
        if name.startswith(NUMBERED_HEADINGS) and level is not None:
            return HEADING, level
        outline = whole(_value(row.find(f"{W}pPr"), "outlineLvl"), LOWEST)
        if outline is not None:
            return HEADING, outline + 1
    return PLAIN, 0


def _number(
    style: str, properties: ElementTree.Element | None, package: Package
) -> tuple[str, int]:
    """The number that a word processor would print before a paragraph, and its depth from 0."""
    sources = [properties, *(row.find(f"{W}pPr") for row in _line_of(style, package))]
    for source in sources:
        found = source.find(f"{W}numPr") if source is not None else None
        if found is None:
            continue
        name, depth = _value(found, "numId"), int(_value(found, "ilvl") or 0)
        level = package.levels.get(name, {}).get(depth)
        return (_next(name, depth, package) if level else ""), depth
    return "", 0


def _next(name: str, depth: int, package: Package) -> str:
    levels = package.levels[name]
    counts = package.counts.setdefault(name, {})
    counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
    for deeper in [one for one in counts if one > depth]:
        del counts[deeper]
    text = levels[depth].text
    for one, level in levels.items():
        value = counts.get(one, level.start)
        text = text.replace(f"%{one + 1}", numbering.said(level.format, value))
    if levels[depth].format == numbering.BULLET:
        return "•" if not text.isprintable() or "\ue000" <= text[:1] <= "\uf8ff" else text
    return text.strip()


def _runs(element: ElementTree.Element, package: Package) -> Iterator[Run]:
    for child in element:
        name = child.tag[len(W) :] if child.tag.startswith(W) else ""
        if name == "r":
            yield from _run(child, package)
        elif name in AROUND:
            yield from _runs(child, package)


def _run(element: ElementTree.Element, package: Package) -> Iterator[Run]:
    look = _look(element.find(f"{W}rPr"))
    for child in element:
        name = child.tag[len(W) :] if child.tag.startswith(W) else ""
        if name == "t":
            yield Run(child.text or "", look)
        elif name in BREAKS:
            yield Run(BREAKS[name], look)
        elif name == "footnoteReference":
            note = package.notes.get(child.get(f"{W}id", ""), "")
            if note:
                yield Run("", "", note)


def _look(properties: ElementTree.Element | None) -> str:
    if properties is None:
        return ""
    found = ""
    for letter in "biu":
        row = properties.find(f"{W}{letter}")
        if row is not None and row.get(f"{W}val", "true") not in {"0", "false", "none", "off"}:
            found += letter
    return found


def joined(runs: Iterator[Run] | list[Run]) -> tuple[Run, ...]:
    """Runs of one look as one; a footnote hangs on the words before its mark."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if run.note:
            if last is not None and not last.note:
                found[-1] = replace(last, note=run.note)
            else:
                found.append(run)
        elif last is not None and not last.note and last.style == run.style:
            found[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs without the blanks at either end of the paragraph."""
    found = list(runs)
    while found and not found[0].note and not found[0].text.strip():
        found.pop(0)
    while found and not found[-1].note and not found[-1].text.strip():
        found.pop()
    if found:
        found[0] = replace(found[0], text=found[0].text.lstrip())
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(found)


def _line_of(style: str, package: Package) -> Iterator[ElementTree.Element]:
    """A style and those that it is based on; a circle ends where it closes."""
    seen: set[str] = set()
    while style and style not in seen and style in package.styles:
        seen.add(style)
        yield package.styles[style]
        style = _value(package.styles[style], "basedOn")


def _styles(root: ElementTree.Element | None) -> dict[str, ElementTree.Element]:
    rows = root.findall(f"{W}style") if root is not None else []
    return {row.get(f"{W}styleId", ""): row for row in rows}


def _lists(root: ElementTree.Element | None) -> dict[str, dict[int, Level]]:
    if root is None:
        return {}
    shapes = {
        row.get(f"{W}abstractNumId", ""): _levels(row) for row in root.findall(f"{W}abstractNum")
    }
    found = {}
    for row in root.findall(f"{W}num"):
        levels = dict(shapes.get(_value(row, "abstractNumId"), {}))
        for changed in row.findall(f"{W}lvlOverride"):
            depth = int(changed.get(f"{W}ilvl", "0"))
            start = _value(changed, "startOverride")
            own = _levels(changed)
            levels.update(own)
            if start and depth in levels:
                levels[depth] = replace(levels[depth], start=int(start))
        found[row.get(f"{W}numId", "")] = levels
    return found


def _levels(element: ElementTree.Element) -> dict[int, Level]:
    return {
        int(row.get(f"{W}ilvl", "0")): Level(
            _value(row, "numFmt") or numbering.DECIMAL,
            _value(row, "lvlText"),
            int(_value(row, "start") or 1),
        )
        for row in element.findall(f"{W}lvl")
    }


def _notes(root: ElementTree.Element | None) -> dict[str, str]:
    if root is None:
        return {}
    package = Package({}, {}, {})
    found = {}
    for row in root.findall(f"{W}footnote"):
        if row.get(f"{W}type") in {"separator", "continuationSeparator", "continuationNotice"}:
            continue
        lines = (trimmed(joined(_runs(one, package))) for one in row.iter(f"{W}p"))
        words = "\n".join("".join(run.text for run in line) for line in lines)
        found[row.get(f"{W}id", "")] = words.strip()
    return found


def _value(element: ElementTree.Element | None, name: str) -> str:
    row = element.find(f"{W}{name}") if element is not None else None
    return row.get(f"{W}val", "") if row is not None else ""
