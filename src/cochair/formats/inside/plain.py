"""XML as it is exchanged, and plain text: which kind it is, and its words."""

from collections.abc import Mapping

from cochair.formats.inside.media import Media
from cochair.formats.inside.passages import Found, Place
from cochair.formats.inside.problems import Code, Problem
from cochair.formats.inside.xml import Scan, scan

_ROOTS = {
    "xliff": Media.XLIFF,
    "tmx": Media.TMX,
    "tbx": Media.TBX,
    "martif": Media.TBX,
    "akomaNtoso": Media.AKN,
    "akomantoso": Media.AKN,
}
# Roots that a browser draws or runs: never taken as XML.
_DRAWN = {"svg", "html", "math", "stylesheet", "transform", "rss", "feed", "wsdl", "package"}
_FETCHING = "http://www.w3.org/2001/XInclude"
_RUNNING = {"script", "iframe", "object", "embed", "applet", "foreignObject"}
_PAGES = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class _Words(Scan):
    def __init__(self, found: Found) -> None:
        self.found = found
        self.root = ""
        self.loose: list[str] = []

    def start(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        self._close()
        if not self.root:
            self.root = name
        if space == _FETCHING:
            self.found.codes.add(Code.EXTERNAL)
        if space in _PAGES and (name in _RUNNING or any(_runs(one) for one in attributes)):
            self.found.codes.add(Code.ACTIVE)
        for value in attributes.values():
            self.found.add(Place.PROPERTY, value)

    def end(self, space: str, name: str) -> None:
        self._close()

    def text(self, words: str) -> None:
        self.loose.append(words)

    def _close(self) -> None:
        if self.loose:
            self.found.add(Place.BODY, "".join(self.loose))
            self.loose.clear()


def examine_xml(octets: bytes) -> tuple[Media, Found]:
    """Which XML it is, and what is in it; raises Problem for a page, a drawing or a program."""
    found = Found()
    words = _Words(found)
    scan(octets, words)
    if words.root in _DRAWN:
        raise Problem(Code.UNKNOWN)
    return _ROOTS.get(words.root, Media.XML), found


def examine_text(octets: bytes) -> Found:
    """The words of a plain text in UTF-8 or UTF-16; raises Problem for signs that no text has."""
    found = Found()
    found.add(Place.BODY, as_text(octets))
    return found


def as_text(octets: bytes) -> str:
    """A plain text; raises Problem for what is none."""
    encoding = "utf-16" if octets.startswith(_MARKS[1:]) else "utf-8-sig"
    try:
        text = octets.decode(encoding)
    except UnicodeDecodeError:
        raise Problem(Code.UNKNOWN) from None
    if any(sign < " " and sign not in "\t\r\n\f" for sign in text):
        raise Problem(Code.UNKNOWN)
    return text


def looks_like_xml(octets: bytes) -> bool:
    """Whether some content begins as XML, or as a page, does: it is then judged as XML."""
    start = octets[:256]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\x00", b"").lstrip().startswith(b"<")


def _runs(name: str) -> bool:
    return name.lower().startswith("on")
