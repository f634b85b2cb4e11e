"""The paragraphs of a text as the body of an Akoma Ntoso document, in their order and nesting.

A heading opens a section that holds what follows, an item holds the deeper items behind it.  The
id of a paragraph is its eId, so that one paragraph has one name in every language.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from cochair.formats.paragraphs import HEADING, ITEM, TABLE, TITLE, Paragraph, Run, Text

LOOKS = {"b": "b", "i": "i", "u": "u"}
UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x85\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Open:
    """What is open at a place of the text: sections and items by level, and how many notes were."""

    root: Element
    sections: list[tuple[int, Element]] = field(default_factory=list)
    items: list[tuple[int, Element]] = field(default_factory=list)
    notes: int = 0

    def section(self, level: int) -> Element:
        """Where a section of a level belongs, after those that it ends."""
        self.items.clear()
        return _inside(self.sections, level, self.root)

    def item(self, level: int) -> Element:
        """Where an item of a level belongs, after those that it ends."""
        return _inside(self.items, level, self.here)

    @property
    def here(self) -> Element:
        """The section that is open."""
        return self.sections[-1][1] if self.sections else self.root


def body(text: Text) -> Element:
    """A text as `mainBody`; nothing of it is left out."""
    made = Element("mainBody")
    place = Open(made)
    for one in text:
        if one.kind in {HEADING, TITLE}:
            _section(one, place)
        elif one.kind == ITEM:
            _item(one, place)
        else:
            place.items.clear()
            content = SubElement(_numbered(place.here, "paragraph", one), "content")
            _content(content, one, place)
    return made


def said(text: object) -> str:
    """Words that XML can carry, on one line."""
    return " ".join(UNPRINTED.sub("", str(text)).split())


def _section(one: Paragraph, place: Open) -> None:
    level = 0 if one.kind == TITLE else max(1, one.level)
    parent = place.section(level)
    if one.kind == TITLE:
        made = SubElement(parent, "hcontainer", eId=one.id, name="title")
    else:
        made = SubElement(parent, "section", eId=one.id)
    _number(made, one)
    _words(SubElement(made, "heading"), one, one.runs, place)
    place.sections.append((level, made))


def _item(one: Paragraph, place: Open) -> None:
    level = max(1, one.level)
    parent = place.item(level)
    before = parent.find("content")
    if before is not None:
        # What stands before deeper items introduces them.
        before.tag = "intro"
    made = _numbered(parent, "point" if place.items else "paragraph", one)
    _content(SubElement(made, "content"), one, place)
    place.items.append((level, made))


def _numbered(parent: Element, name: str, one: Paragraph) -> Element:
    made = SubElement(parent, name, eId=one.id)
    _number(made, one)
    return made


def _number(made: Element, one: Paragraph) -> None:
    if one.number:
        SubElement(made, "num").text = said(one.number)


def _content(content: Element, one: Paragraph, place: Open) -> None:
    rows = [row for row in one.cells if row]
    if one.kind != TABLE or not rows:
        _words(SubElement(content, "p"), one, one.runs, place)
        return
    table = SubElement(content, "table", eId=f"{one.id}__table_1")
    for at, row in enumerate(rows):
        line = SubElement(table, "tr")
        for cell in row:
            made = SubElement(line, "td" if at else "th")
            _words(SubElement(made, "p"), one, cell, place)


def _words(into: Element, one: Paragraph, runs: Iterable[Run], place: Open) -> None:
    for run in runs:
        inner = into
        for letter in run.style:
            inner = SubElement(inner, LOOKS[letter])
        _append(inner, run.text)
        if run.note:
            _note(into, one, run.note, place)


def _note(into: Element, one: Paragraph, words: str, place: Open) -> None:
    place.notes += 1
    note = SubElement(
        into,
        "authorialNote",
        eId=f"{one.id}__authorialNote_{place.notes}",
        marker=str(place.notes),
        placement="bottom",
    )
    _append(SubElement(note, "p"), words)


def _append(into: Element, text: str) -> None:
    """Words behind what an element holds already; a line break within them is an element."""
    lines = UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    for number, line in enumerate(lines):
        if number:
            SubElement(into, "eol")
        if len(into):
            into[-1].tail = (into[-1].tail or "") + line
        else:
            into.text = (into.text or "") + line


def _inside(open: list[tuple[int, Element]], level: int, otherwise: Element) -> Element:
    while open and open[-1][0] >= level:
        open.pop()
    return open[-1][1] if open else otherwise
