"""The words of a PDF that comes in: found paragraph by paragraph, none lost, and searched like others."""

import re
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import papers
import signing
from cochair.features.documents.models import Document, Expression
from cochair.features.languages import actions as languages
from cochair.features.machine_translation import refusals as machine_refusals
from cochair.formats.paragraphs import HEADING, ITEM, Paragraph, Run, from_json, plain
from cochair.formats.word.pdf import read_pdf
from cochair.procedure.refusal import Refused
from documents.corpora import marked, office
from documents.declaration import declaration
from documents.printed import printed
from matrix import Scene
from world import NOW


def sent(scene: Scene, paper: Document, octets: bytes, typed: str = "") -> object:
    """The answer to a PDF that the secretariat brings, with what was typed beside it."""
    file = SimpleUploadedFile("paper.pdf", octets, "application/pdf")
    return scene.client("secretariat").post(
        reverse("documents:write", args=[scene.forum.slug, paper.slug, "en"]),
        {"seen": papers.fresh(paper).version, "file": file, "text": typed},
        follow=True,
    )


def kept(paper: Document) -> list[str]:
    edition = Expression.objects.get(revision__document=paper)
    return [one.text for one in from_json(edition.text)]


def test_paragraphs_are_found_by_where_lines_stand() -> None:
    text = (
        Paragraph("p-1", HEADING, (Run("Harbours"),), 1),
        plain("p-2", "We look after harbours. " * 12),
        plain("p-3", "And after ships."),
        Paragraph("p-4", ITEM, (Run("The first point. " * 10),), 1, "1."),
        Paragraph("p-5", ITEM, (Run("The one below it."),), 2, "(a)"),
    )

    found = read_pdf(printed(text)).text

    said = [(one.kind, one.number, one.text) for one in found]
    for one in text:
        assert (one.kind, one.number, one.text.strip()) in said


def test_no_word_of_twenty_pages_is_lost_but_what_stands_at_the_edge_of_each() -> None:
    text = declaration("pt")

    found = read_pdf(printed(text)).text

    def words(said: str) -> Counter[str]:
        return Counter(re.findall(r"\d+|[^\W\d_]+", said))

    told = words("\n".join(one.full_text for one in text))
    assert told - words("\n".join(one.full_text for one in found)) == Counter()
    assert abs(len(found) - len(text)) < len(text) // 8


def test_a_pdf_alone_is_read_and_its_words_are_searched(at_work: Scene) -> None:
    paper = papers.entered(at_work.forum)

    page = sent(at_work, paper, printed((plain("p-1", "Lighthouses are painted."),)))

    assert b"read from a PDF" in page.content  # type: ignore[attr-defined]
    assert "Lighthouses are painted." in kept(paper)
    edition = Expression.objects.get(revision__document=paper)
    client = at_work.client("secretariat")
    seen = {"seen": papers.fresh(paper).version}
    client.post(reverse("documents:release", args=[at_work.forum.slug, paper.slug, "en"]), seen)
    papers.sent(paper)
    assert edition.file is not None
    address = reverse("search:search", args=[at_work.forum.slug])
    assert b"Lighthouses" in client.get(address, {"q": "lighthouse"}).content


def test_a_pdf_beside_typed_words_is_kept_and_the_words_hold(at_work: Scene) -> None:
    paper = papers.entered(at_work.forum)

    sent(at_work, paper, printed((plain("p-1", "Printed."),)), "Typed.")

    assert kept(paper) == ["Typed."]


def test_a_pdf_of_pictures_has_no_words_and_one_that_is_marked_is_held(at_work: Scene) -> None:
    paper = papers.entered(at_work.forum)

    page = sent(at_work, paper, marked.pictures_of_pages())
    assert page.status_code == 422  # type: ignore[attr-defined]
    assert b"This file contains no text" in page.content  # type: ignore[attr-defined]
    assert not Expression.objects.filter(revision__document=paper).exists()

    page = sent(at_work, paper, office.pdf(office.PROSE[:3], header="LIMITE"))

    assert b"The file is marked LIMITE." in page.content  # type: ignore[attr-defined]
    edition = Expression.objects.get(revision__document=paper)
    assert edition.file is not None and edition.file.held
    languages.release(
        edition, seen=papers.fresh(paper).version, by=signing.secretariat(at_work.forum), at=NOW
    )
    with pytest.raises(Refused):
        papers.sent(paper)
    for ending in ("/", ".pdf", ".docx", ".xml"):
        address = f"/en/{at_work.forum.slug}/documents/{paper.slug}/init/en{ending}"
        assert at_work.client("other_presidency").get(address).status_code == 404
        assert Client().get(address).status_code == (302 if ending == "/" else 404)


def test_a_file_that_is_held_says_whether_it_is_marked_or_nobody_could_look(at_work: Scene) -> None:
    paper = papers.entered(at_work.forum)

    page = sent(at_work, paper, marked.pictures_of_pages(), "What the pictures say.")

    assert Expression.objects.get(revision__document=paper).file.held  # type: ignore[union-attr]
    said = page.content.decode()  # type: ignore[attr-defined]
    assert "The file is on hold until your Party releases it." in said
    assert (
        "No text could be read in this file. Check whether it carries a classification marking."
        in said
        and "marking was found" not in said
    )
    assert "marking was found" not in " ".join(
        map(str, machine_refusals.against(papers.last(paper), "es"))
    )
