"""A document as PDF: archival, tagged, titled, in its language, with the head of the register."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfua import validate
from pdfua.catalog import coverage, default_registry

import papers
from cochair.features.documents.models import Document, Expression
from cochair.features.parties.models import Forum
from cochair.features.printing import official, pdf
from cochair.features.sheets import pdf as printing
from cochair.features.sheets import typesetting
from cochair.formats.paragraphs import (
    HEADING,
    ITEM,
    KINDS,
    SIGNATURE,
    STYLES,
    TABLE,
    TITLE,
    Paragraph,
    Run,
    Text,
    as_json,
    plain,
)
from cochair.formats.word.reader import read_docx
from cochair.procedure.refusal import Refused
from documents.declaration import declaration
from documents.printed import printed
from house import tree

TEXT: Text = (
    Paragraph("p-1", HEADING, (Run("Harbours"),), level=1),
    plain("p-2", "Nothing here is *markup*, #let x = 1 or $math$ <b>."),
    Paragraph(
        "p-3", ITEM, (Run("We look "), Run("after", "b"), Run(" them.", "", "A note.")), 1, "1."
    ),
    Paragraph("p-4", TABLE, cells=(((Run("A"),), (Run("B"),)), ((Run("C"),), (Run("D"),)))),
)
# A rule that this version of the checker cannot apply; it is applied below instead.
UNABLE = {"UA-14-001"}


@pytest.fixture
def paper(small_forum: Forum) -> Document:
    """A paper in Spanish with everything that a text can hold."""
    made = papers.entered(small_forum, source="es")
    papers.written(made, "es", TEXT)
    return made


def expression(paper: Document) -> Expression:
    return Expression.objects.select_related("revision__document__forum").get(
        revision__document=paper
    )


def words(said: str) -> Counter[str]:
    """How often each word stands somewhere: what a page has at its foot comes between two others."""
    return Counter(re.findall(r"\d+|[^\W\d_]+", said))


def read(octets: bytes) -> str:
    """The text of a file as another program finds it."""
    with pypdfium2.PdfDocument(octets) as made:
        return "\n".join(page.get_textpage().get_text_range() for page in made)


def read_word(octets: bytes) -> str:
    """Every word of a Word file, those of its head included."""
    with zipfile.ZipFile(io.BytesIO(octets)) as parts:
        names = ("word/header2.xml", "word/document.xml")
        return "\n".join(re.sub("<[^>]+>", "", parts.read(one).decode()) for one in names)


def tags(octets: bytes) -> Iterator[str]:
    """The tags of a file in reading order."""
    with pikepdf.open(io.BytesIO(octets)) as made:
        yield from _below(made.Root.StructTreeRoot)


def _below(element: Any) -> Iterator[str]:
    if isinstance(element, pikepdf.Array):
        for one in element:
            yield from _below(one)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S)
        yield from _below(element.get("/K"))


def test_it_is_made_to_the_archival_and_the_accessible_standard_with_title_and_language(
    paper: Document,
) -> None:
    with pikepdf.open(io.BytesIO(pdf.pdf(expression(paper)))) as made:
        with made.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "A")
            assert said["pdfuaid:part"] == "1"
            assert papers.TITLE["es"] in said["dc:title"]
        assert str(made.Root.Lang) == "es" and made.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in made.Root


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_a_declaration_of_twenty_pages_has_no_findings_and_every_word_in_each_language(
    paper: Document, language: str, tmp_path: Path
) -> None:
    found, text = expression(paper), declaration(language)
    found.language, found.text = language, as_json(text)

    octets = pdf.pdf(found)

    (tmp_path / "a.pdf").write_bytes(octets)
    report = validate(str(tmp_path / "a.pdf"))
    assert [one.message for one in report.findings] == []
    assert {one[0] if isinstance(one, tuple) else one.rule_id for one in report.skipped} <= UNABLE
    assert len(pypdfium2.PdfDocument(octets)) >= 20
    assert words("\n".join(one.full_text for one in text)) - words(read(octets)) == Counter()


def test_the_manual_says_how_many_rules_are_tried() -> None:
    manual = tree.PROJECT / "docs/reference/documents.md"
    tried = coverage(default_registry())

    said = manual.read_text(encoding="utf-8")

    assert f"{tried.covered} of {tried.total} rules of PDF/UA-1" in said


def test_lists_are_lists_in_lists_and_headings_go_down_one_step_at_a_time() -> None:
    text = (
        Paragraph("p-1", HEADING, (Run("Far down"),), level=7),
        Paragraph("p-2", ITEM, (Run("One"),), 1, "1."),
        Paragraph("p-3", ITEM, (Run("Below"),), 2, "(a)"),
        Paragraph("p-4", ITEM, (Run("Two"),), 1, "2."),
        Paragraph("p-5", HEADING, (Run("Further"),), level=9),
        Paragraph("p-6", HEADING, (Run("Up"),), level=1),
        *TEXT[3:],
    )

    found = [tag for tag in tags(printed(text)) if re.match("/(H[1-6]|L|LI|TH|TD)$", tag)]

    lists = ["/L", "/LI", "/L", "/LI", "/LI"]
    assert found == ["/H1", "/H2", *lists, "/H3", "/H2", "/TH", "/TH", "/TD", "/TD"]


def test_a_text_with_a_title_of_its_own_is_not_called_twice(paper: Document) -> None:
    found = expression(paper)
    name = papers.TITLE["es"]
    found.text = as_json((plain("p-0", name, TITLE), *TEXT))

    for octets in (pdf.pdf(found), official.docx(found)):
        said = read(octets) if octets.startswith(b"%PDF") else read_word(octets)
        assert said.count(name) == 1
        assert "Asunto" not in said
    assert "H1" in {one.removeprefix("/") for one in tags(pdf.pdf(found))}

    found.text = as_json((plain("p-0", "Otro título", TITLE), *TEXT))
    said = read(pdf.pdf(found))
    assert f"Asunto: {name}" in said and said.count("Otro título") == 1
    assert f"Asunto: {name}" in read_word(official.docx(found))


def test_whoever_signs_has_a_place_side_by_side_and_reading_the_file_gives_the_same(
    paper: Document,
) -> None:
    found = expression(paper)
    places = (
        plain(f"{SIGNATURE}league", "Liga: copresidencia", ITEM),
        plain(f"{SIGNATURE}concert", "Concierto: copresidencia", ITEM),
    )
    found.text = as_json((*TEXT, *places))

    with pypdfium2.PdfDocument(pdf.pdf(found)) as made:
        page = made[len(made) - 1]
        boxes = [page.get_textpage().search(one.text).get_next() for one in places]
        rects = [page.get_textpage().get_charbox(at) for at, _length in boxes]
    assert abs(rects[0][1] - rects[1][1]) < 1 and rects[0][0] + 100 < rects[1][0]
    again = read_docx(official.docx(found)).text
    assert [one.text for one in again][-2:] == [one.text for one in places]


def test_a_name_for_the_file_tells_number_revision_and_language(paper: Document) -> None:
    assert official.file_name(expression(paper), "pdf") == f"{paper.slug}-es.pdf"


@pytest.mark.parametrize("hostile", ["\x00", "#panic()", "\u202e", "日本", "\ud800", "x" * 30_000])
def test_whatever_stands_in_a_text_becomes_a_file(paper: Document, hostile: str) -> None:
    found = expression(paper)
    found.text = [{"id": "p-1", "kind": "plain", "runs": [{"text": hostile, "note": hostile}]}]

    assert pdf.pdf(found).startswith(b"%PDF")
    assert printing.printable(hostile) is not None


def test_arabic_is_printed_in_its_signs_from_right_to_left_and_what_has_no_sign_is_marked(
    paper: Document,
) -> None:
    said, found = "جرد التقدم المحرز في التعاون", expression(paper)
    found.language, found.title = "ar", said
    found.text = as_json((plain("p-1", said), plain("p-2", "日本")))

    with pypdfium2.PdfDocument(pdf.pdf(found)) as made:
        page = made[0].get_textpage()
        whole = page.get_text_range()
        index, length = page.search("التعاون").get_next()
        begin, end = (page.get_charbox(at)[0] for at in (index, index + length - 1))

    assert said in whole and whole.count(printing.INSTEAD) == 2
    assert begin > end, "its first letter stands to the right of its last"


def test_every_arabic_sign_that_may_be_printed_has_a_glyph(paper: Document) -> None:
    signs = [chr(one) for low, high in printing.SHOWABLE for one in range(low, high + 1)]
    arabic = "".join(one for one in signs if "\u0600" <= one <= "\u06ff")
    found = expression(paper)
    found.text = [
        {"id": "p-1", "kind": "plain", "runs": [{"text": arabic, "style": style}]}
        for style in ("", "b", "i")
    ]

    assert len(arabic) > 60 and printing.INSTEAD not in printing.printable(arabic)
    assert pdf.pdf(found).startswith(b"%PDF")


def test_a_text_that_takes_too_long_is_refused_in_words(
    paper: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "SECONDS", 0)

    with pytest.raises(Refused, match="too long for a PDF"):
        pdf.pdf(expression(paper))


said = st.one_of(
    st.text(max_size=12), st.sampled_from(["x" * 600, "long word " * 60, "\n" * 5, "1."])
)
runs = st.lists(st.builds(Run, said, st.sampled_from(STYLES), said), max_size=3).map(tuple)
pieces = st.builds(
    Paragraph,
    id=st.just("p"),
    kind=st.sampled_from(KINDS),
    runs=runs,
    level=st.integers(0, 12),
    number=said,
    cells=st.lists(st.lists(runs, max_size=3).map(tuple), max_size=3).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(pieces, max_size=8))
def test_no_text_is_such_that_it_cannot_be_printed(text: list[Paragraph]) -> None:
    assert printed(tuple(text)).startswith(b"%PDF")


def test_what_stands_above_later_pages_and_in_tables_of_several_columns_keeps_its_room() -> None:
    rows = [tuple((Run(f"{name} " * 30),) for name in ("One", "Two", "Three", "Four"))] * 20
    text = (Paragraph("p-1", TABLE, cells=tuple(rows)),)
    told = {"forum": "Cooperation of a league and a concert. " * 2, "marking": "All members " * 6}

    with pypdfium2.PdfDocument(io.BytesIO(printed(text, **told))) as made:
        page, middle = made[1].get_textpage(), made[1].get_width() / 2
        boxes = {
            one: page.get_charbox(page.search(one).get_next()[0])
            for one in ("Cooperation", "All", "One", "Two", "Three")
        }

    assert boxes["Cooperation"][0] < middle < boxes["All"][0]
    assert abs(boxes["Cooperation"][3] - boxes["All"][3]) < 2, "both begin on one line"
    wide, narrow = (boxes[b][0] - boxes[a][0] for a, b in (("One", "Two"), ("Two", "Three")))
    assert wide > 2 * narrow


@pytest.mark.parametrize("number", ["LEAGUE-CONCERT/2031/1", "LEAGUE-CONCERT-2031-7-01"])
def test_the_number_of_a_document_is_not_divided_at_its_hyphen(number: str) -> None:
    text = tuple(plain(f"p-{many}", f"{'word ' * many}{number}") for many in range(4, 16))

    lines = read(printed(text)).splitlines()

    assert sum(number in line for line in lines) == len(text)


def test_many_notes_in_one_table_stand_in_brackets_and_none_is_lost() -> None:
    cells = tuple(((Run(f"Row {n}", "", f"Remark {n}."),),) for n in range(60))

    found = read(printed((Paragraph("p-1", TABLE, cells=cells),)))

    assert all(f"[Remark {n}.]" in " ".join(found.split()) for n in range(60))
