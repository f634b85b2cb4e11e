"""TMX 1.4 and TBX (ISO 30042) out and in: pairs of paragraphs, and terms with their words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from cochair.documents.exchange.xliff import LARGEST, XML, NotXliff

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
TOOL = {
    "creationtool": "Cochair",
    "creationtoolversion": "1",
    "segtype": "paragraph",
    "o-tmf": "Cochair",
    "adminlang": "en",
    "datatype": "plaintext",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """The same paragraph in two languages."""

    source_language: str
    target_language: str
    source: str
    target: str


def write_tmx(pairs: Iterable[Pair], *, source: str) -> bytes:
    """A translation memory; `source` is the language of its sources, `*all*` for several."""
    root = ElementTree.Element("tmx", version="1.4")
    ElementTree.SubElement(root, "header", {**TOOL, "srclang": source})
    body = ElementTree.SubElement(root, "body")
    for pair in pairs:
        unit = ElementTree.SubElement(body, "tu")
        for language, words in (
            (pair.source_language, pair.source),
            (pair.target_language, pair.target),
        ):
            variant = ElementTree.SubElement(unit, "tuv")
            variant.set(f"{{{XML}}}lang", language)
            ElementTree.SubElement(variant, "seg").text = words
    return _octets(root)


def read_tmx(octets: bytes, languages: Iterable[str]) -> list[Pair]:
    """Every pair of the languages named, in both directions as the file has them."""
    known = set(languages)
    found = []
    for unit in _root(octets, "tmx").iter("tu"):
        words = dict(_variants(unit, known))
        codes = list(words)
        found += [
            Pair(first, second, words[first], words[second])
            for first in codes[:1]
            for second in codes[1:]
        ]
    return found


def write_tbx(terms: Iterable[Mapping[str, str]]) -> bytes:
    """A glossary: each concept with its word in each language."""
    root = ElementTree.Element("martif", type="TBX")
    root.set(f"{{{XML}}}lang", "en")
    head = ElementTree.SubElement(root, "martifHeader")
    described = ElementTree.SubElement(ElementTree.SubElement(head, "fileDesc"), "sourceDesc")
    ElementTree.SubElement(described, "p").text = "Cochair"
    body = ElementTree.SubElement(ElementTree.SubElement(root, "text"), "body")
    for number, words in enumerate(terms, start=1):
        entry = ElementTree.SubElement(body, "termEntry", id=f"c{number}")
        for language, word in words.items():
            group = ElementTree.SubElement(entry, "langSet")
            group.set(f"{{{XML}}}lang", language)
            ElementTree.SubElement(ElementTree.SubElement(group, "tig"), "term").text = word
    return _octets(root)


def read_tbx(octets: bytes, languages: Iterable[str]) -> list[dict[str, str]]:
    """The concepts that have a word in two of the languages named at least."""
    known = set(languages)
    found = []
    for entry in _entries(_root(octets, "martif", "tbx")):
        words: dict[str, str] = {}
        for group in entry.iter():
            if _local(group) not in {"langSet", "langSec"}:
                continue
            code = _language(group)
            term = next((one for one in group.iter() if _local(one) == "term"), None)
            if code in known and term is not None:
                words.setdefault(code, " ".join("".join(term.itertext()).split()))
        if len(words) > 1:
            found.append(words)
    return found


def _entries(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return (one for one in root.iter() if _local(one) in {"termEntry", "conceptEntry"})


def _variants(unit: ElementTree.Element, known: set[str]) -> Iterator[tuple[str, str]]:
    for variant in unit.iter("tuv"):
        code, segment = _language(variant), variant.find("seg")
        if code in known and segment is not None:
            yield code, " ".join("".join(segment.itertext()).split())


def _language(element: ElementTree.Element) -> str:
    said = element.get(f"{{{XML}}}lang") or element.get("lang") or ""
    return said.split("-")[0].lower()


def _root(octets: bytes, *names: str) -> ElementTree.Element:
    if len(octets) > LARGEST:
        raise NotXliff("too_large")
    # A TMX names its document type by custom: one without an inner part declares nothing.
    if b"<!ENTITY" in octets.upper() or re.search(rb"<!DOCTYPE[^>]*\[", octets, re.IGNORECASE):
        raise NotXliff("doctype")
    if _DOCTYPE.search(octets) and "tmx" not in names:
        raise NotXliff("doctype")
    try:
        root = ElementTree.fromstring(octets)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        raise NotXliff("damaged") from None
    if _local(root) not in names:
        raise NotXliff("unknown")
    return root


def _local(element: ElementTree.Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _octets(root: ElementTree.Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
