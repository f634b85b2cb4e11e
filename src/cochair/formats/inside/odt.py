"""ODT: what a word processor would run, fetch or unpack in it, and the words in all its parts."""

from collections.abc import Mapping

from cochair.formats.inside import images, targets
from cochair.formats.inside.archives import Archive, is_packed, is_program
from cochair.formats.inside.passages import Found, Place
from cochair.formats.inside.problems import Code, Finding, Problem
from cochair.formats.inside.xml import Scan, scan

MIME, MANIFEST = "mimetype", "META-INF/manifest.xml"
TEXT = b"application/vnd.oasis.opendocument.text"
# The names of an older format, which some programs still follow and others do not.
OLD = "http://openoffice.org/2000/"
# What LibreOffice writes beside the XML and reads again: where lines broke.
LAYOUT = "layout-cache"
_SCRIPTED = {"script", "event-listener", "execute-macro", "macro"}
_FETCHED = {"dde-connection", "dde-connection-decl", "dde-source", "connection-resource"}
_EMBEDDED = {"object", "object-ole", "applet", "plugin", "floating-frame", "binary-data"}
_PARAGRAPHS = {"p", "h"}
_MARGINS = {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}
_LINKS = {"a", "button", "hyperlink-behaviour"}
_SAID = {"title", "desc", "description"}


def examine(archive: Archive) -> Found:
    """What is in an ODT; raises Problem where nothing more should be read."""
    found = Found()
    # The list of contents first: it says what is encrypted, and cannot be read.
    for name, member in sorted(archive.members.items(), key=lambda one: one[0] != MANIFEST):
        if Code.ENCRYPTED in found.codes:
            break
        if member.is_folder or name in {MIME, LAYOUT}:
            continue
        content, top = archive.read(name), name.partition("/")[0].lower()
        if top in {"basic", "scripts", "dialogs"}:
            found.codes.add(Code.MACROS)
        elif top.startswith("object") or is_packed(content) or is_program(content):
            found.codes.add(Code.EMBEDDED)
        elif name.lower().endswith((".xml", ".rdf")):
            # Bars and keys that were never changed are kept as empty files.
            if content:
                scan(content, _Part(found, name))
        elif not images.is_plain(name, content):
            found.codes.add(Code.EMBEDDED)
    return found


class _Part(Scan):
    """One part: its paragraphs with where they stand, and what it would fetch or run."""

    def __init__(self, found: Found, name: str) -> None:
        self.found, self.name = found, name
        self.is_meta = name == "meta.xml"
        self.paragraphs: list[list[str]] = []
        self.margins = 0
        self.loose: list[str] = []

    @property
    def place(self) -> Place:
        if self.is_meta:
            return Place.PROPERTY
        return Place.MARGIN if self.margins else Place.BODY

    def start(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        kind = space.rpartition(":")[0].rpartition(":")[2]
        codes = self.found.codes
        if space.startswith(OLD):
            raise Problem(Code.UNKNOWN)
        if name in _SCRIPTED and kind in {"office", "script", "text", "presentation"}:
            codes.add(Code.MACROS)
        elif name in _FETCHED or (kind == "text" and name.startswith("database-")):
            codes.add(Code.EXTERNAL)
        elif name in _EMBEDDED and kind in {"drawing", "office"}:
            codes.add(Code.EMBEDDED)
        elif name == "encryption-data":
            codes.add(Code.ENCRYPTED)
        self._attributes(kind, name, attributes)
        if name in _PARAGRAPHS and kind == "text":
            self.paragraphs.append([])
        elif name in _MARGINS and kind == "style":
            self.margins += 1
        elif kind == "text" and self.paragraphs and name in {"s", "tab", "line-break"}:
            self.paragraphs[-1].append({"s": " ", "tab": "\t", "line-break": "\n"}[name])

    def end(self, space: str, name: str) -> None:
        kind = space.rpartition(":")[0].rpartition(":")[2]
        if name in _PARAGRAPHS and kind == "text" and self.paragraphs:
            self.found.add(self.place, "".join(self.paragraphs.pop()))
        elif name in _MARGINS and kind == "style":
            self.margins -= 1
        elif self.loose:
            self.found.add(self.place, "".join(self.loose))
        self.loose.clear()

    def text(self, words: str) -> None:
        if self.paragraphs:
            self.paragraphs[-1].append(words)
        elif self.name not in {"settings.xml", MANIFEST}:
            self.loose.append(words)

    def _attributes(self, kind: str, element: str, attributes: Mapping[str, str]) -> None:
        for full, value in attributes.items():
            name = full.rpartition(" ")[2]
            if targets.is_script(value):
                self.found.codes.add(Code.MACROS)
            elif name == "href":
                self._target(kind, element, value)
            elif name in {"string-value", "label", "num-prefix"} and value.strip():
                self.found.add(self.place, value)

    def _target(self, kind: str, element: str, target: str) -> None:
        if element in _LINKS:
            if targets.is_link(target):
                self.found.findings.add(Finding.LINKS)
            else:
                self.found.codes.add(Code.EXTERNAL)
        elif kind == "meta" and element == "template" and not targets.is_absolute(target):
            self.found.findings.add(Finding.TEMPLATE)
        elif element == "section-source" or not targets.is_inside(target.removeprefix("./")):
            self.found.codes.add(Code.EXTERNAL)
