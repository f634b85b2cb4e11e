"""TMX 1.4 and TBX (ISO 30042) out and in: pairs of paragraphs, and terms with their names.

What comes in is read once from front to back by `formats.inside.xml` before a tree is made of it: no
document type, no entity, no depth without end.  Codes of word processors inside a segment are no
words of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from cochair.formats.inside import xml
from cochair.formats.inside.problems import Code, Problem
from cochair.formats.xliff import UNPRINTED, XML, NotXliff

LARGEST = 5_000_000
MOST_PAIRS, MOST_CONCEPTS, MOST_NAMES = 20_000, 5_000, 10
LONGEST_SEGMENT, LONGEST_NAME, LONGEST_DEFINITION, LONGEST_SOURCE = 10_000, 200, 2_000, 200
TOOL = {
    "creationtool": "Cochair",
    "creationtoolversion": "1",
    "segtype": "paragraph",
    "o-tmf": "Cochair",
    "adminlang": "en",
    "datatype": "plaintext",
}
# What a segment holds for tools and not for readers.
CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
PREFERRED, DEPRECATED = "preferredTerm-admn-sts", "deprecatedTerm-admn-sts"
AVOIDED = frozenset({DEPRECATED, "supersededTerm-admn-sts"})


@dataclass(frozen=True, slots=True)
class Pair:
    """The same paragraph in two languages."""

    source_language: str
    target_language: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A term: by language its names (the preferred first), those to be avoided, what it means.

    `source` says where it is from, `subject` to which field it belongs; `confidence` is a whole
    number from 1 to 10, 0 for none.
    """

    words: Mapping[str, Sequence[str]]
    avoid: Mapping[str, Sequence[str]] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    confidence: int = 0
    subject: str = ""


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
            ElementTree.SubElement(variant, "seg").text = _printed(words)
    return _octets(root)


def read_tmx(octets: bytes, languages: Iterable[str]) -> list[Pair]:
    """Every pair of the languages named, the first language of a unit with each of the others.

    Raises NotXliff (`too_large`, `doctype`, `damaged`, `unknown`, `too_many`) for what cannot be
    read as a memory.  A segment without words, or longer than LONGEST_SEGMENT, is passed over.
    """
    known = set(languages)
    found: list[Pair] = []
    for unit in _root(octets, "tmx").iter("tu"):
        words = dict(_variants(unit, known))
        codes = list(words)
        found += [
            Pair(first, second, words[first], words[second])
            for first in codes[:1]
            for second in codes[1:]
        ]
        if len(found) > MOST_PAIRS:
            raise NotXliff("too_many")
    return found


def write_tbx(concepts: Iterable[Concept]) -> bytes:
    """A glossary: each concept with its names in each language, and those to be avoided."""
    root = ElementTree.Element("martif", type="TBX")
    root.set(f"{{{XML}}}lang", "en")
    head = ElementTree.SubElement(root, "martifHeader")
    described = ElementTree.SubElement(ElementTree.SubElement(head, "fileDesc"), "sourceDesc")
    ElementTree.SubElement(described, "p").text = "Cochair"
    body = ElementTree.SubElement(ElementTree.SubElement(root, "text"), "body")
    for number, concept in enumerate(concepts, start=1):
        entry = ElementTree.SubElement(body, "termEntry", id=f"c{number}")
        if concept.source:
            _typed(entry, "admin", "source", concept.source)
        for language in dict.fromkeys([*concept.words, *concept.avoid]):
            _write_language(entry, language, concept)
    return _octets(root)


def read_tbx(octets: bytes, languages: Iterable[str]) -> list[Concept]:
    """The concepts that have a name in two of the languages named at least; raises as `read_tmx`.

    A category of data may be an element of its own (style DCT) or a type of one (style DCA).
    """
    known = set(languages)
    found = []
    for entry in _entries(_root(octets, "martif", "tbx")):
        concept = _concept(entry, known)
        if len(concept.words) > 1:
            found.append(concept)
        if len(found) > MOST_CONCEPTS:
            raise NotXliff("too_many")
    return found


def _write_language(entry: ElementTree.Element, language: str, concept: Concept) -> None:
    group = ElementTree.SubElement(entry, "langSet")
    group.set(f"{{{XML}}}lang", language)
    if concept.definition.get(language):
        _typed(group, "descrip", "definition", concept.definition[language])
    names = [(name, PREFERRED) for name in concept.words.get(language, ())]
    for name, status in [*names, *((one, DEPRECATED) for one in concept.avoid.get(language, ()))]:
        term = ElementTree.SubElement(group, "tig")
        ElementTree.SubElement(term, "term").text = _printed(name)
        _typed(term, "termNote", "administrativeStatus", status)
        if concept.confidence and status == PREFERRED:
            _typed(term, "descrip", "reliabilityCode", str(concept.confidence))


def _typed(into: ElementTree.Element, tag: str, kind: str, words: str) -> None:
    ElementTree.SubElement(into, tag, type=kind).text = _printed(words)


def _concept(entry: ElementTree.Element, known: set[str]) -> Concept:
    words: dict[str, list[str]] = {}
    avoid: dict[str, list[str]] = {}
    definition: dict[str, str] = {}
    source = subject = ""
    for one in entry.iter():
        if _category(one) == "source":
            source = source or _words(one)[:LONGEST_SOURCE]
        elif _category(one) == "subjectField":
            subject = subject or _words(one)
    for group in entry.iter():
        code = _language(group)
        if _local(group) not in {"langSet", "langSec"} or code not in known:
            continue
        for term in group.iter():
            if _local(term) in {"tig", "ntig", "termSec", "termGrp"}:
                _read_term(term, words.setdefault(code, []), avoid.setdefault(code, []))
            elif _category(term) == "definition":
                definition.setdefault(code, _words(term)[:LONGEST_DEFINITION])
    return Concept(
        {code: names[:MOST_NAMES] for code, names in words.items() if names},
        {code: names[:MOST_NAMES] for code, names in avoid.items() if names},
        {code: said for code, said in definition.items() if said},
        source,
        subject=subject,
    )


def _read_term(group: ElementTree.Element, words: list[str], avoid: list[str]) -> None:
    """The name in a group, among those that are used or those that are not."""
    name = next((_words(one) for one in group.iter() if _local(one) == "term"), "")
    status = {_words(one) for one in group.iter() if _category(one) == "administrativeStatus"}
    into = words if status.isdisjoint(AVOIDED) else avoid
    if name and len(name) <= LONGEST_NAME and name not in (*words, *avoid):
        into.append(name)


def _category(element: ElementTree.Element) -> str:
    """The category of data of an element: its type, or its own name where it has none."""
    return element.get("type") or _local(element)


def _entries(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return (one for one in root.iter() if _local(one) in {"termEntry", "conceptEntry"})


def _variants(unit: ElementTree.Element, known: set[str]) -> Iterator[tuple[str, str]]:
    for variant in unit.iter("tuv"):
        code, segment = _language(variant), variant.find("seg")
        if code in known and segment is not None:
            words = _words(segment)
            if words and len(words) <= LONGEST_SEGMENT:
                yield code, words


def _words(element: ElementTree.Element) -> str:
    """What a reader finds in an element: without the codes that a tool left there."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if _local(child) not in CODES:
            yield from _pieces(child)
        if child.tail:
            yield child.tail


def _language(element: ElementTree.Element) -> str:
    said = element.get(f"{{{XML}}}lang") or element.get("lang") or ""
    return said.replace("_", "-").split("-")[0].lower()


def _root(octets: bytes, *names: str) -> ElementTree.Element:
    if len(octets) > LARGEST:
        raise NotXliff("too_large")
    try:
        xml.scan(octets, xml.Scan())
        root = ElementTree.fromstring(octets)
    except Problem as problem:
        raise NotXliff("doctype" if problem.code is Code.DOCTYPE else "damaged") from None
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        raise NotXliff("damaged") from None
    if _local(root) not in names:
        raise NotXliff("unknown")
    return root


def _local(element: ElementTree.Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _printed(text: str) -> str:
    return UNPRINTED.sub("", text)


def _octets(root: ElementTree.Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
