"""One language of a revision as an Akoma Ntoso file: meta, the head of the register, the text."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from cochair.features.documents.models import Document, Expression, Publication
from cochair.features.languages.states import Origin
from cochair.features.printing import heading
from cochair.features.printing.akoma import identifiers
from cochair.features.printing.akoma.body import body, said
from cochair.features.printing.heading import Head
from cochair.formats.paragraphs import from_json
from cochair.procedure.symbol import ADDENDUM

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


# What an Akoma Ntoso document says of itself: its names, dates, authors, life and references.
#
# Source: Akoma Ntoso 3.0, part 1 (identification, publication, lifecycle, references).
# Ids of what stands around a text: they begin as none of its paragraphs does.
AROUND = "meta__"
HERE, FORUM, AUTHOR = (f"#{AROUND}{name}" for name in ("cochair", "forum", "author"))
FORMAT = "application/akn+xml"


def meta(one: Expression, head: Head, published: Publication | None) -> Element:
    """The `meta` of an edition; `published` where it is given to anybody, who learns no more of
    the revisions before it than their symbols say."""
    made = Element("meta")
    identification = SubElement(made, "identification", source=HERE)
    _work(SubElement(identification, "FRBRWork"), one.revision.document, head)
    _expression(SubElement(identification, "FRBRExpression"), one)
    _manifestation(SubElement(identification, "FRBRManifestation"), one)
    if published is not None:
        SubElement(
            made,
            "publication",
            date=published.at.astimezone(UTC).date().isoformat(),
            name="register",
            showAs=said(head.forum),
            number=said(head.symbol),
        )
    events = _events(one, is_public=published is not None)
    lifecycle = SubElement(made, "lifecycle", source=HERE)
    for number, (at, kind, _name) in enumerate(events, start=1):
        SubElement(
            lifecycle, "eventRef", date=_instant(at), source=f"#{AROUND}event_{number}", type=kind
        )
    _references(SubElement(made, "references", source=HERE), one, head, events)
    return made


def _work(made: Element, document: Document, head: Head) -> None:
    name = identifiers.work(document)
    _valued(made, {"FRBRthis": f"{name}{identifiers.MAIN}", "FRBRuri": name})
    for symbol in head.aliases:
        SubElement(made, "FRBRalias", name="symbol", value=said(symbol))
    SubElement(made, "FRBRdate", date=identifiers.day_of(document).isoformat(), name="registration")
    SubElement(made, "FRBRauthor", {"href": AUTHOR})
    _valued(
        made,
        {
            "FRBRcountry": document.forum.slug,
            "FRBRsubtype": document.kind,
            "FRBRnumber": said(head.symbol),
            "FRBRname": document.slug,
        },
    )


def _expression(made: Element, one: Expression) -> None:
    name = identifiers.expression(one)
    _valued(made, {"FRBRthis": f"{name}{identifiers.MAIN}", "FRBRuri": name})
    SubElement(made, "FRBRalias", name="sha-256", value=one.digest)
    SubElement(made, "FRBRdate", date=_instant(one.made_at), name="edition")
    SubElement(made, "FRBRauthor", {"href": AUTHOR})
    authoritative = "false" if one.courtesy else "true"
    _valued(
        made,
        {
            "FRBRversionNumber": identifiers.version(one.revision, one.edition),
            "FRBRauthoritative": authoritative,
        },
    )
    SubElement(made, "FRBRlanguage", language=identifiers.three_letters(one.language))
    if one.origin != Origin.ORIGINAL:
        source = one.revision.source
        SubElement(
            made,
            "FRBRtranslation",
            href=identifiers.of_revision(one.revision, source),
            fromLanguage=identifiers.three_letters(source),
            authoritative=authoritative,
            by=AUTHOR,
        )


def _manifestation(made: Element, one: Expression) -> None:
    name = identifiers.expression(one)
    _valued(
        made,
        {
            "FRBRthis": f"{name}{identifiers.MAIN}{identifiers.FORMAT}",
            "FRBRuri": f"{name}{identifiers.FORMAT}",
        },
    )
    SubElement(
        made, "FRBRdate", date=_instant(one.released_at or one.made_at), name="manifestation"
    )
    SubElement(made, "FRBRauthor", {"href": HERE})
    _valued(made, {"FRBRformat": FORMAT})


def _events(one: Expression, *, is_public: bool) -> list[tuple[datetime, str, str]]:
    """When the revision and those before it went out, what that made of the text, and its name."""
    revision = one.revision
    rows = [] if is_public else list(revision.document.revisions.filter(number__lt=revision.number))
    found = []
    for row in (*rows, revision):
        at = row.circulated_at or row.made_at
        row.document = revision.document
        kind = "amendment" if row.number else "generation"
        found.append((at, kind, identifiers.of_revision(row, one.language)))
    return found


def _references(
    made: Element, one: Expression, head: Head, events: Iterable[tuple[datetime, str, str]]
) -> None:
    document = one.revision.document
    for number, (_at, _kind, name) in enumerate(events, start=1):
        SubElement(
            made, "original", eId=f"{AROUND}event_{number}", href=name, showAs=said(head.symbol)
        )
    for number, cited in enumerate(head.cited, start=1):
        if cited.to is not None:
            cited.to.forum = document.forum
            SubElement(
                made,
                "activeRef",
                eId=f"{AROUND}cited_{number}",
                href=identifiers.work(cited.to),
                showAs=said(cited.symbol),
            )
        else:
            path = f"symbol/{_slug(cited.symbol)}"
            _concept(
                made, "TLCReference", f"{AROUND}cited_{number}", path, cited.symbol, name="symbol"
            )
    if document.of is not None and head.main:
        document.of.forum = document.forum
        tag = "attachmentOf" if document.suffix == ADDENDUM else "activeRef"
        more = {"type": document.suffix} if document.suffix == ADDENDUM else {}
        href = identifiers.work(document.of)
        SubElement(
            made, tag, {"eId": f"{AROUND}main", "href": href, "showAs": said(head.main), **more}
        )
    author = document.member or document.organisation
    for id, code, words in (
        (HERE, "cochair", "Cochair"),
        (FORUM, document.forum.slug, head.forum),
        (AUTHOR, author.code if author else document.originator, head.originator),
    ):
        _concept(made, "TLCOrganization", id[1:], f"organization/{_slug(code)}", words)


def _concept(made: Element, tag: str, id: str, path: str, words: str, **more: str) -> None:
    href = f"/akn/ontology/{path}"
    SubElement(made, tag, {"eId": id, "href": href, "showAs": said(words), **more})


def _slug(words: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in words.lower()).split())


def _valued(made: Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        SubElement(made, name, value=value)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
