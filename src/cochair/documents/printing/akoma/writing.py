"""One language of a revision as an Akoma Ntoso file: meta, the head of the register, the text."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from cochair.documents.models import Expression, Publication
from cochair.documents.paragraphs import from_json
from cochair.documents.printing import heading
from cochair.documents.printing.akoma.body import body, said
from cochair.documents.printing.akoma.meta import AROUND, meta
from cochair.documents.printing.heading import Head

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def akoma(expression: Expression, published: Publication | None = None) -> bytes:
    """One language of a revision as Akoma Ntoso 3.0, in UTF-8; the same edition, the same file.

    With `published`, as anyone may have it: nothing of what was not published is named.
    """
    head = heading.of(expression, published)
    root = Element("akomaNtoso", xmlns=NAMESPACE)
    document = SubElement(root, "doc", name=expression.revision.document.kind)
    document.set("contains", "originalVersion")
    document.append(meta(expression, head, published))
    preface = _preface(head)
    preface.set(LANGUAGE, expression.language)
    document.append(preface)
    text = body(from_json(expression.text))
    text.set(LANGUAGE, expression.language)
    document.append(text)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _preface(head: Head) -> Element:
    """The head in the order in which registers print it."""
    made = Element("preface")
    _line(made, "forum", "docAuthority", head.forum)
    _line(made, "day", "docDate", head.day, date=head.date.isoformat())
    _line(made, "languages", "", head.original)
    _line(made, "number", "docNumber", head.symbol)
    _line(made, "marking", "", head.marking)
    for code in head.codes:
        _line(made, "subject-code", "", code)
    _line(made, "kind", "docType", head.kind)
    for line in head.lines:
        words = SubElement(made, "p", {"class": line.name})
        label = SubElement(words, "span")
        label.text, label.tail = said(line.label), ": "
        SubElement(words, "docProponent" if line.name == "from" else "span").text = said(line.words)
    title = SubElement(
        SubElement(SubElement(made, "longTitle", eId=f"{AROUND}title"), "p"), "docTitle"
    )
    title.text = said(head.title)
    if head.courtesy:
        _line(made, "courtesy", "", head.courtesy)
    return made


def _line(made: Element, name: str, tag: str, words: str, **more: str) -> None:
    if not words:
        return
    line = SubElement(made, "p", {"class": name})
    (SubElement(line, tag, more) if tag else line).text = said(words)
