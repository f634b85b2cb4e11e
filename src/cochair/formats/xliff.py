"""XLIFF 2.0 and 1.2, out and in (OASIS): one file for one text and one language.

Looks are inline codes, marks of footnotes are placeholders; the words of a footnote are a unit of
their own.  Reading takes what tools make of it: segments that were split or joined, codes that
were dropped, marks and states that we do not know; no word of a target is ever left out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from cochair.formats.inside import xml
from cochair.formats.inside.problems import Code, Problem
from cochair.formats.match import Match
from cochair.formats.paragraphs import Run
from cochair.formats.units import Unit

TWO, ONE = "urn:oasis:names:tc:xliff:document:2.0", "urn:oasis:names:tc:xliff:document:1.2"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
XML = "http://www.w3.org/XML/1998/namespace"
ORIGINAL = "cochair"
LOOKS = {
    "b": ("fmt", "xlf:b", "bold"),
    "i": ("fmt", "xlf:i", "italic"),
    "u": ("fmt", "xlf:u", "underlined"),
}
LARGEST = 20_000_000
UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class NotXliff(ValueError):
    """What came is no XLIFF that can be read; the reason is a code."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file says: its languages, what it was made from, and the runs of each unit.

    `sources` are the words the translator had before them, by which a source that has changed
    meanwhile is found.
    """

    source: str
    target: str
    original: str
    told: Mapping[str, tuple[Run, ...]]
    sources: Mapping[str, str] = field(default_factory=dict)


def write_two(
    units: Iterable[Unit],
    *,
    original: str,
    source: str,
    target: str,
    known: Mapping[str, tuple[Run, ...]] | None = None,
    matches: Mapping[str, Match] | None = None,
) -> bytes:
    """XLIFF 2.0: `original` names what it was made from (symbol, revision, digest); `known` are
    targets that are there already, `matches` what the memory says, each with its origin."""
    ElementTree.register_namespace("", TWO)
    ElementTree.register_namespace("mtc", MATCHES)
    root = ElementTree.Element(f"{{{TWO}}}xliff", version="2.0", srcLang=source, trgLang=target)
    file = ElementTree.SubElement(root, f"{{{TWO}}}file", id="f1", original=original)
    for unit in units:
        made = ElementTree.SubElement(file, f"{{{TWO}}}unit", id=unit.name)
        made.set(f"{{{XML}}}space", "preserve")
        if matches and unit.name in matches:
            _write_match_two(made, unit, matches[unit.name])
        segment = ElementTree.SubElement(made, f"{{{TWO}}}segment", id="s1")
        _write_runs(ElementTree.SubElement(segment, f"{{{TWO}}}source"), unit.runs, two=True)
        runs = (known or {}).get(unit.name)
        if runs:
            segment.set("state", "translated")
            _write_runs(ElementTree.SubElement(segment, f"{{{TWO}}}target"), runs, two=True)
    return _octets(root)


def write_one(
    units: Iterable[Unit],
    *,
    original: str,
    source: str,
    target: str,
    known: Mapping[str, tuple[Run, ...]] | None = None,
    matches: Mapping[str, Match] | None = None,
) -> bytes:
    """XLIFF 1.2, for older tools; arguments as for 2.0."""
    ElementTree.register_namespace("", ONE)
    root = ElementTree.Element(f"{{{ONE}}}xliff", version="1.2")
    file = ElementTree.SubElement(
        root,
        f"{{{ONE}}}file",
        {
            "original": original,
            "source-language": source,
            "target-language": target,
            "datatype": "plaintext",
        },
    )
    body = ElementTree.SubElement(file, f"{{{ONE}}}body")
    for unit in units:
        made = ElementTree.SubElement(body, f"{{{ONE}}}trans-unit", id=unit.name)
        made.set(f"{{{XML}}}space", "preserve")
        _write_runs(ElementTree.SubElement(made, f"{{{ONE}}}source"), unit.runs, two=False)
        runs = (known or {}).get(unit.name)
        if runs:
            into = ElementTree.SubElement(
                made, f"{{{ONE}}}target", state="needs-review-translation"
            )
            _write_runs(into, runs, two=False)
        if matches and unit.name in matches:
            _write_match_one(made, matches[unit.name])
    return _octets(root)


def read(octets: bytes) -> Brought:
    """What an XLIFF file of either version says; raises NotXliff for everything else."""
    if len(octets) > LARGEST:
        raise NotXliff("too_large")
    try:
        xml.scan(octets, xml.Scan())
        root = ElementTree.fromstring(octets)
    except Problem as problem:
        raise NotXliff("doctype" if problem.code is Code.DOCTYPE else "damaged") from None
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        raise NotXliff("damaged") from None
    if root.tag == f"{{{TWO}}}xliff":
        return _read_two(root)
    if root.tag.endswith("}xliff") or root.tag == "xliff":
        return _read_one(root)
    raise NotXliff("unknown")


def _read_two(root: ElementTree.Element) -> Brought:
    told: dict[str, tuple[Run, ...]] = {}
    sources: dict[str, str] = {}
    original = ""
    for file in root.iter(f"{{{TWO}}}file"):
        original = original or file.get("original", "")
        for unit in file.iter(f"{{{TWO}}}unit"):
            name = unit.get("id", "")
            runs: list[Run] = []
            words: list[str] = []
            for part in unit:
                if part.tag not in {f"{{{TWO}}}segment", f"{{{TWO}}}ignorable"}:
                    continue
                target = part.find(f"{{{TWO}}}target")
                source = part.find(f"{{{TWO}}}source")
                words.append("".join(source.itertext()) if source is not None else "")
                if target is not None:
                    _name_codes(target, source)
                    runs += _read_runs(target)
                elif part.tag == f"{{{TWO}}}ignorable" and source is not None:
                    runs += _read_runs(source)
            told[name], sources[name] = _joined(runs), "".join(words)
    return Brought(root.get("srcLang", ""), root.get("trgLang", ""), original, told, sources)


def _read_one(root: ElementTree.Element) -> Brought:
    told: dict[str, tuple[Run, ...]] = {}
    sources: dict[str, str] = {}
    source = target = original = ""
    for file in (one for one in root.iter() if _local(one) == "file"):
        original = original or file.get("original", "")
        source = source or file.get("source-language", "")
        target = target or file.get("target-language", "")
        for unit in (one for one in file.iter() if _local(one) == "trans-unit"):
            name = unit.get("id", "")
            written = next((one for one in unit if _local(one) == "source"), None)
            for part in unit:
                if _local(part) == "target":
                    _name_codes(part, written)
                    told[name] = _joined(_read_runs(part))
                elif _local(part) == "source":
                    sources[name] = "".join(part.itertext())
            told.setdefault(name, ())
    return Brought(source, target, original, told, sources)


def _write_runs(into: ElementTree.Element, runs: Iterable[Run], *, two: bool) -> None:
    number = 0
    for run in runs:
        place = into
        for letter in run.style:
            number += 1
            place = ElementTree.SubElement(place, *_code(letter, number, two=two))
        _append(place, run.text)
        if run.note:
            number += 1
            tag = f"{{{TWO}}}ph" if two else f"{{{ONE}}}x"
            more = {"type": "other", "subType": "cochair:note"} if two else {"ctype": "x-note"}
            ElementTree.SubElement(into, tag, {"id": f"n{number}", **more})


def _write_match_two(unit: ElementTree.Element, said: Unit, match: Match) -> None:
    """A candidate of the translation memory, by the module of XLIFF 2.0 for these."""
    found = ElementTree.SubElement(
        ElementTree.SubElement(unit, f"{{{MATCHES}}}matches"),
        f"{{{MATCHES}}}match",
        {"ref": "#s1", "similarity": f"{match.percent}.0", "origin": match.symbol or ORIGINAL},
    )
    _append(ElementTree.SubElement(found, f"{{{TWO}}}source"), said.text)
    _append(ElementTree.SubElement(found, f"{{{TWO}}}target"), match.target)


def _write_match_one(unit: ElementTree.Element, match: Match) -> None:
    found = ElementTree.SubElement(
        unit,
        f"{{{ONE}}}alt-trans",
        {"match-quality": f"{match.percent}%", "origin": match.symbol or ORIGINAL},
    )
    _append(ElementTree.SubElement(found, f"{{{ONE}}}target"), match.target)


def _code(letter: str, number: int, *, two: bool) -> tuple[str, dict[str, str]]:
    kind, sub, old = LOOKS[letter]
    if two:
        return f"{{{TWO}}}pc", {"id": f"{number}", "type": kind, "subType": sub}
    return f"{{{ONE}}}g", {
        "id": f"{number}",
        "ctype": old if old in {"bold", "italic", "underlined"} else f"x-{old}",
    }


def _append(place: ElementTree.Element, text: str) -> None:
    text = UNPRINTED.sub("", text)
    children = list(place)
    if children:
        children[-1].tail = (children[-1].tail or "") + text
    else:
        place.text = (place.text or "") + text


def _read_runs(element: ElementTree.Element, style: str = "") -> list[Run]:
    """The runs of an element and of everything in it; a code nobody knows keeps its words."""
    found = [Run(element.text, style)] if element.text else []
    for child in element:
        look = style
        if _local(child) in {"pc", "g", "bpt"}:
            look = _with_look(style, child)
        if _is_note(child):
            found.append(Run("", "", "*"))
        else:
            found += _read_runs(child, look)
        if child.tail:
            found.append(Run(child.tail, style))
    return found


def _name_codes(target: ElementTree.Element, source: ElementTree.Element | None) -> None:
    """Give a code that a tool left without its kind the kind of its number in the source."""
    if source is None:
        return
    known = {(_local(one), one.get("id")): one for one in source.iter()}
    for one in target.iter():
        twin = known.get((_local(one), one.get("id")))
        if twin is not None and not (one.get("subType") or one.get("ctype")):
            kinds = {name: twin.get(name, "") for name in ("subType", "ctype")}
            one.attrib.update({name: said for name, said in kinds.items() if said})


def _with_look(style: str, child: ElementTree.Element) -> str:
    said = child.get("subType", "") or child.get("ctype", "")
    for letter, (_kind, sub, old) in LOOKS.items():
        if said in {sub, old, f"x-{old}"}:
            return "".join(one for one in "biu" if one in style + letter)
    return style


def _is_note(child: ElementTree.Element) -> bool:
    said = child.get("subType", "") or child.get("ctype", "")
    return said in {"cochair:note", "x-note"}


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of one look that follow each other as one."""
    found: list[Run] = []
    for run in runs:
        if found and not run.note and not found[-1].note and found[-1].style == run.style:
            found[-1] = Run(found[-1].text + run.text, run.style)
        elif run.text or run.note:
            found.append(run)
    return tuple(found)


def _local(element: ElementTree.Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _octets(root: ElementTree.Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
