"""The head of a paper: nobody is named who is none, and no title stands there twice (issue 18)."""

import io
import zipfile

import pytest

import papers
from cochair.features.documents import queries
from cochair.features.documents.models import Document
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.printing import heading, official
from cochair.formats.paragraphs import HEADING, from_json, plain
from cochair.formats.word.reader import read_docx

TEXT = {code: papers.words("Safe harbours.") for code in ("en", "es", "pt")}
NOBODY = ("No originator named", "Sin autor indicado", "Sem autor indicado")


def whose(paper: Document) -> dict[str, list[str]]:
    """What stands behind "From" in each language."""
    editions = queries.released(papers.last(papers.fresh(paper)))
    return {
        code: [line.words for line in heading.of(one).lines if line.name == "from"]
        for code, one in editions.items()
    }


def test_a_paper_without_an_originator_says_nothing_of_where_it_comes_from(
    small_forum: Forum,
) -> None:
    paper = papers.circulated(small_forum, TEXT)
    assert paper.originator == "NONE"

    assert whose(paper) == {"en": [], "es": [], "pt": []}


@pytest.mark.parametrize("kind", ["agenda", "record"])
def test_the_agenda_and_the_record_of_a_meeting_are_of_both_presidencies_whoever_enters_them(
    small_forum: Forum, kind: str
) -> None:
    paper = papers.circulated(small_forum, TEXT)
    Document.objects.filter(pk=paper.pk).update(kind=kind)

    said = whose(paper)

    titles = [party.presidency_title for party in parties.roster(small_forum).parties]
    for code, lines in said.items():
        (line,) = lines
        assert all(str(title[code]) in line for title in titles)
        assert line not in NOBODY


def test_a_first_heading_that_repeats_the_title_is_printed_once(small_forum: Forum) -> None:
    named = plain("p-0", papers.TITLE["es"], HEADING, level=1)
    other = plain("p-0", "Contexto", HEADING, level=1)
    paper = papers.circulated(small_forum, {**TEXT, "es": (named, *TEXT["es"])})
    edition = queries.released(papers.last(papers.fresh(paper)))["es"]
    text = from_json(edition.text)
    head = heading.above(heading.of(edition), text, "es")

    assert [one.text for one in heading.below(head, text)] == ["Safe harbours."]
    assert heading.below(head, (other, *TEXT["es"])) == (other, *TEXT["es"])


def test_a_word_file_prints_a_title_that_its_first_heading_repeats_once(small_forum: Forum) -> None:
    named = plain("p-0", papers.TITLE["es"], HEADING, level=1)
    paper = papers.circulated(small_forum, {**TEXT, "es": (named, *TEXT["es"])})
    edition = queries.released(papers.last(papers.fresh(paper)))["es"]

    made = official.docx(edition)

    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        said = [parts.read(f"word/{one}.xml").decode() for one in ("header2", "document")]
    assert "".join(said).count(papers.TITLE["es"]) == 1
    assert [one.text for one in read_docx(made).text] == [papers.TITLE["es"], "Safe harbours."]
