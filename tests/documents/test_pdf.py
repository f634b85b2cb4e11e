"""A document as PDF: archival, tagged, titled, in its language, with the head of the register."""

import io

import pikepdf
import pytest

import papers
from cochair.documents.models import Document, Expression
from cochair.documents.paragraphs import HEADING, ITEM, TABLE, Paragraph, Run, Text, plain
from cochair.documents.printing import official, pdf
from cochair.meetings.sheets import printing
from cochair.parties.models import Forum

TEXT: Text = (
    Paragraph("p-1", HEADING, (Run("Harbours"),), level=1),
    plain("p-2", "Nothing here is *markup*, #let x = 1 or $math$ <b>."),
    Paragraph(
        "p-3", ITEM, (Run("We look "), Run("after", "b"), Run(" them.", "", "A note.")), 1, "1."
    ),
    Paragraph("p-4", TABLE, cells=(((Run("A"),), (Run("B"),)), ((Run("C"),), (Run("D"),)))),
)


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


def test_a_name_for_the_file_tells_number_revision_and_language(paper: Document) -> None:
    assert official.file_name(expression(paper), "pdf") == f"{paper.slug}-es.pdf"


@pytest.mark.parametrize("hostile", ["\x00", "#panic()", "\u202e", "日本", "\ud800", "x" * 30_000])
def test_whatever_stands_in_a_text_becomes_a_file(paper: Document, hostile: str) -> None:
    found = expression(paper)
    found.text = [{"id": "p-1", "kind": "plain", "runs": [{"text": hostile, "note": hostile}]}]

    assert pdf.pdf(found).startswith(b"%PDF")
    assert printing.printable(hostile) is not None
