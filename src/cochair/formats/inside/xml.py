"""XML, read once from front to back: no document type, no entity, no other encoding, no end of depth.

Any DOCTYPE is refused before anything it declares is looked at: a parser that skips an entity
leaves words out of a legal text.  Source: security.md section 8 (measured), T32.
"""

from collections.abc import Mapping
from xml.parsers import expat

from cochair.formats.inside.problems import Code, Problem

DEEPEST = 400
ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})


class Scan:
    """What is done with each thing met; `scan` drives it.  Names are pairs of namespace and name."""

    def start(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; attributes by `namespace name`, those without one by name alone."""

    def end(self, space: str, name: str) -> None:
        """An element ends."""

    def text(self, words: str) -> None:
        """Some text."""

    def instruction(self, target: str) -> None:
        """A processing instruction; the one that brings a style sheet along is refused."""
        if target.lower() == "xml-stylesheet":
            raise Problem(Code.EXTERNAL)


def scan(octets: bytes, to: Scan) -> None:
    """Read some XML; raises Problem for what is none, or more than XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Problem(Code.BOMB)
        space, _blank, local = name.rpartition(" ")
        to.start(space, local, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        space, _blank, local = name.rpartition(" ")
        to.end(space, local)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = to.text
    parser.ProcessingInstructionHandler = lambda target, _said: to.instruction(target)
    parser.XmlDeclHandler = _declared
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.SkippedEntityHandler = _refuse
    try:
        parser.Parse(octets, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Problem(Code.DOCTYPE if _looks_declared(octets) else Code.DAMAGED) from None


def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in ENCODINGS:
        raise Problem(Code.DAMAGED)


def _refuse(*_said: object) -> None:
    raise Problem(Code.DOCTYPE)


def _looks_declared(octets: bytes) -> bool:
    """Whether broken XML tried to declare something: said, because it tells what to take out."""
    start = octets[:4096].replace(b"\x00", b"").lower()
    return b"<!doctype" in start or b"<!entity" in start
