"""DOCX: what a word processor would run, fetch or unpack in it, and the words in all its parts.

Nothing that acts by itself is taken: macros, embedded objects, and every relationship that leads
out of the file except a link that a reader clicks.  Source: security.md section 8, T34.
"""

import posixpath
import re
from collections.abc import Mapping

from cochair.formats.inside import images, targets
from cochair.formats.inside.archives import Archive, is_packed, is_program
from cochair.formats.inside.passages import Found, Place
from cochair.formats.inside.problems import Code, Finding, Problem
from cochair.formats.inside.xml import Scan, scan

TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SVG = "http://www.w3.org/2000/svg"
_MACROS = re.compile(
    r"macroenabled|vbaproject|vbadata|activex|attachedtoolbars|customui|webextension"
    r"|keymapcustomizations|xlmacro|/ctrlprop|\.control$|/control$|intlmacrosheet|ui/extensibility",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(
    r"oleobject|/package$|afchunk|/subdocument$|/embeddings/|embeddedpackage|\.package\+|/externaldata",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"externallink|connections|querytable|/frame$|mailmerge|attachedtemplate|recipientdata",
    re.IGNORECASE,
)
_FIELDS = {
    "DDE", "DDEAUTO", "LINK", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "DATABASE",
    "RD", "DATA",
}  # fmt: skip
_RUN_BY_FIELDS = {"MACROBUTTON", "PRINT", "HTMLCONTROL", "CONTROL"}
_TEXTS = {"t", "delText"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_NESTED = "\x00"
# Attributes in which a program keeps words that are seen: watermarks, alternatives of pictures.
_SAID = {"string", "descr", "title", "alt"}


def examine(archive: Archive) -> Found:
    """What is in a DOCX or XLSX; raises Problem where nothing more should be read."""
    found = Found()
    types = _types(archive, found)
    for name, member in archive.members.items():
        if member.is_folder:
            continue
        kind, content = types.of(name), archive.read(name)
        if name == TYPES:
            continue
        if _MACROS.search(kind) or "vbaproject" in name.lower():
            found.codes.add(Code.MACROS)
        elif _EMBEDDED.search(kind) or "/embeddings/" in name.lower():
            found.codes.add(Code.EMBEDDED)
        elif name.lower().endswith(".rels"):
            scan(content, _Relationships(found, name))
        elif kind.endswith(("+xml", "/xml")):
            scan(content, _Part(found, _place(name), customs=_keeps_data(name)))
        elif is_packed(content) or is_program(content) or not images.is_plain(name, content):
            found.codes.add(Code.EMBEDDED)
    return found


def main_type(archive: Archive) -> str:
    """The type of the main part: what tells a text from a table, and either from a macro file."""
    return _types(archive, Found()).main


def _place(name: str) -> Place:
    base = posixpath.basename(name).lower()
    if base.startswith(("header", "footer")):
        return Place.MARGIN
    return Place.PROPERTY if _keeps_data(name) else Place.BODY


def _keeps_data(name: str) -> bool:
    return name.lower().startswith(("docprops/", "customxml/", "docmetadata/"))


class _Types(Scan):
    def __init__(self, found: Found) -> None:
        self.found = found
        self.named: dict[str, str] = {}
        self.ending: dict[str, str] = {}

    def start(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if name == "Override":
            self.named[attributes.get("PartName", "").lstrip("/").lower()] = kind
        elif name == "Default":
            self.ending[attributes.get("Extension", "").lower()] = kind
        if _MACROS.search(kind):
            self.found.codes.add(Code.MACROS)

    def of(self, name: str) -> str:
        """The type of a part; XML by its name alone counts as XML, whatever is said of it."""
        said = self.named.get(name.lower()) or self.ending.get(name.rpartition(".")[2].lower(), "")
        if not said.endswith("xml") and name.lower().endswith((".xml", ".svg", ".vml")):
            return "application/xml"
        return said

    @property
    def main(self) -> str:
        kinds = [kind for kind in self.named.values() if kind.endswith(".main+xml")]
        return kinds[0] if len(kinds) == 1 else ""


def _types(archive: Archive, found: Found) -> _Types:
    if TYPES not in archive.members:
        raise Problem(Code.UNKNOWN)
    types = _Types(found)
    scan(archive.read(TYPES), types)
    return types


class _Relationships(Scan):
    """The relationships of one part: those that lead out, and those that bring something along."""

    def __init__(self, found: Found, name: str) -> None:
        self.found, self.folder = found, posixpath.dirname(posixpath.dirname(name))

    def start(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        codes = self.found.codes
        if _MACROS.search(kind):
            codes.add(Code.MACROS)
        elif _EMBEDDED.search(kind):
            codes.add(Code.EMBEDDED)
        elif _OUTSIDE.search(kind):
            codes.add(Code.EXTERNAL)
        elif attributes.get("TargetMode", "").lower() == "external":
            if kind.endswith("/hyperlink") and targets.is_link(target):
                self.found.findings.add(Finding.LINKS)
            else:
                codes.add(Code.EXTERNAL)
        elif not targets.is_inside(self._within(target)):
            codes.add(Code.EXTERNAL)

    def _within(self, target: str) -> str:
        if targets.is_absolute(target):
            return target
        return posixpath.normpath(posixpath.join(self.folder, target.lstrip("/")))


class _Part(Scan):
    """One part of the text: its paragraphs, its fields, and what it would fetch or run."""

    def __init__(self, found: Found, place: Place, *, customs: bool) -> None:
        self.found, self.place, self.customs = found, place, customs
        self.paragraphs: list[list[str]] = []
        self.fields: list[list[str]] = []
        self.in_code: list[bool] = []
        self.reading, self.coding = False, False
        self.loose: list[str] = []

    def start(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        self._attributes(name, attributes)
        if self.customs:
            self._close_loose()
        if name == "p":
            self.paragraphs.append([])
        elif name in _TEXTS:
            self.reading = True
        elif name in {"instrText", "delInstrText"}:
            self.coding = True
        elif name in _BREAKS and self.paragraphs:
            self.paragraphs[-1].append(_BREAKS[name])
        elif name == "fldChar":
            self._field(_of(attributes, "fldCharType"))
        elif name == "fldSimple":
            self._check(_of(attributes, "instr"))
        elif name in {"OLEObject", "altChunk", "subDoc", "objectEmbed", "objectLink"}:
            self.found.codes.add(Code.EMBEDDED)
        elif name in {"control", "webextensionref", "webextension"}:
            self.found.codes.add(Code.MACROS)
        elif name in {"connectString", "dataSource", "sourceFileName", "ddeLink", "oleLink"}:
            self.found.codes.add(Code.EXTERNAL)
        elif space == SVG:
            self._drawn(name, attributes)

    def end(self, space: str, name: str) -> None:
        if self.customs:
            self._close_loose()
        if name == "p" and self.paragraphs:
            self.found.add(self.place, "".join(self.paragraphs.pop()))
        elif name in _TEXTS:
            self.reading = False
        elif name in {"instrText", "delInstrText"}:
            self.coding = False

    def text(self, words: str) -> None:
        if self.coding:
            if self.fields and self.in_code[-1]:
                self.fields[-1].append(words)
        elif self.reading and self.paragraphs:
            self.paragraphs[-1].append(words)
        elif self.reading:
            # The words of a table's cells (XLSX) stand in no paragraph.
            self.found.add(self.place, words)
        elif self.customs:
            self.loose.append(words)

    def _drawn(self, name: str, attributes: Mapping[str, str]) -> None:
        """A drawing that a browser, too, would draw: nothing in it may run."""
        if name in {"script", "foreignObject", "handler"} or any(
            one.lower().startswith("on") for one in attributes
        ):
            self.found.codes.add(Code.ACTIVE)

    def _close_loose(self) -> None:
        if self.loose:
            self.found.add(self.place, "".join(self.loose))
            self.loose.clear()

    def _attributes(self, element: str, attributes: Mapping[str, str]) -> None:
        for full, value in attributes.items():
            name = full.rpartition(" ")[2]
            if name in {"src", "href"}:
                if not targets.is_link(value) or (name == "src" and targets.is_absolute(value)):
                    self.found.codes.add(Code.EXTERNAL)
            elif name in _SAID:
                at = Place.MARGIN if element == "textpath" else self.place
                self.found.add(at, value)
            elif (name == "val" and element in {"docVar", "lvlText"}) or (
                self.customs and len(value) < 400
            ):
                self.found.add(Place.PROPERTY, value)

    def _field(self, step: str) -> None:
        if step == "begin":
            if self.fields and self.in_code[-1]:
                self.fields[-1].append(_NESTED)
            self.fields.append([])
            self.in_code.append(True)
        elif step == "separate" and self.fields:
            self.in_code[-1] = False
        elif step == "end" and self.fields:
            self.in_code.pop()
            self._check("".join(self.fields.pop()))

    def _check(self, code: str) -> None:
        words = code.replace(_NESTED, f"{_NESTED} ").split()
        first = words[0].strip("\"'“”«»").upper() if words else ""
        if first in _FIELDS or _NESTED in first:
            # A field whose name is computed by another hides what it does.
            self.found.codes.add(Code.EXTERNAL)
        elif first in _RUN_BY_FIELDS:
            self.found.codes.add(Code.MACROS)
        elif first == "EMBED":
            self.found.codes.add(Code.EMBEDDED)
        elif first == "HYPERLINK":
            self._link(words[1:])

    def _link(self, words: list[str]) -> None:
        target = next((word.strip('"“”') for word in words if not word.startswith("\\l")), "")
        if not targets.is_link(target):
            self.found.codes.add(Code.EXTERNAL)
        elif targets.is_absolute(target):
            self.found.findings.add(Finding.LINKS)


def _of(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its name, in whatever namespace."""
    for full, value in attributes.items():
        if full.rpartition(" ")[2] == name:
            return value
    return ""
