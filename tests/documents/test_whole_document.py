"""A document that is entered with the files of its languages and circulated at once (finding U12)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cochair.features.documents.models import Circulation, Document, Expression
from cochair.features.languages.states import Origin, State
from cochair.web.spoken import language_of
from documents.test_bringing import word, written
from documents.test_register_pages import TYPED, address, text
from matrix import Scene

ENGLISH = (
    "The ports of the two regions are the gates of trade, and they have been misused by those who "
    "would harm us all.",
    "We shall share what we know within ten days, and we will meet again to see what was done.",
)
SPANISH = (
    "Los puertos de las dos regiones son las puertas del comercio, y han sido utilizados por "
    "quienes desean hacer daño.",
    "Compartiremos lo que sabemos en un plazo de diez días, y nos reuniremos hasta ver sus frutos.",
)
PORTUGUESE = (
    "Os portos das duas regiões são as portas do comércio, e foram usados pelos que não querem o "
    "bem dos nossos cidadãos.",
    "Partilharemos o que sabemos num prazo de dez dias, e até lá não haverá uma nova reunião.",
)
TITLES = {
    "title_en": "Safe harbours",
    "title_es": "Puertos seguros",
    "title_pt": "Portos seguros",
}


def files(*texts: tuple[str, ...], names: tuple[str, ...] = ()) -> list[SimpleUploadedFile]:
    """Word files as three colleagues send them, named by nobody for their language."""
    names = names or tuple(f"paper-{n}.docx" for n in range(len(texts)))
    return [word(written(*said), name) for said, name in zip(texts, names, strict=True)]


def sent(scene: Scene, **more: object):
    """The form of a new document, posted by the League's secretariat."""
    client = scene.client("secretariat")
    typed = {**TYPED, **TITLES, "purpose": "information", **more}
    return client.post(address(scene, "new"), typed, follow=True)


def entered() -> tuple[Document, dict[str, Expression]]:
    """The document that was entered last, and its text by language."""
    paper = Document.objects.order_by("pk").last()
    assert paper is not None
    rows = Expression.objects.filter(revision__document=paper)
    return paper, {row.language: row for row in rows}


def test_u12_three_files_are_registered_released_and_circulated_with_one_button(
    at_work: Scene,
) -> None:
    answer = sent(at_work, texts=files(PORTUGUESE, ENGLISH, SPANISH), circulate="on")

    assert "and circulated to everyone who may read it" in text(answer)
    paper, rows = entered()
    assert {code: row.origin for code, row in rows.items()} == {
        "en": Origin.ORIGINAL,
        "es": Origin.TRANSLATED,
        "pt": Origin.TRANSLATED,
    }
    assert {row.state for row in rows.values()} == {State.RELEASED.value}
    # A translation has the paragraphs of its original.
    ids = {code: [one["id"] for one in row.text] for code, row in rows.items()}
    assert ids["es"] == ids["en"] == ids["pt"]
    page = at_work.client("other_presidency").get(address(at_work, "document", paper.slug))
    assert page.status_code == 200 and ENGLISH[0] in text(page)


def test_a_draft_with_its_files_is_seen_by_nobody_else(at_work: Scene) -> None:
    answer = sent(at_work, texts=files(ENGLISH, SPANISH))

    assert "Others can see it once it is circulated" in text(answer)
    paper, rows = entered()
    assert not Circulation.objects.filter(revision__document=paper).exists()
    assert {row.state for row in rows.values()} == {State.IN_REVISION.value}
    assert (
        at_work.client("other_presidency").get(address(at_work, "document", paper.slug)).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("sheets", "why"),
    [
        (files(("Puertos",)), "cannot be recognised"),
        (files(ENGLISH, ENGLISH), "a second file in the same language"),
        (files(ENGLISH, SPANISH, PORTUGUESE, ("Four",)), "at most one file per language"),
        (files(SPANISH), "None of the files is in the original language"),
        ([SimpleUploadedFile("paper.docx", b"no file of Word")], "Nothing was registered"),
    ],
)
def test_a_file_that_cannot_be_placed_refuses_the_whole_and_takes_no_number(
    at_work: Scene, sheets: list[SimpleUploadedFile], why: str
) -> None:
    for sheet in sheets:
        sheet.seek(0)
    before = Document.objects.count()

    answer = sent(at_work, texts=sheets, circulate="on")

    assert answer.status_code == 422 and why in text(answer)
    assert Document.objects.count() == before


def test_what_cannot_be_circulated_stays_registered_and_says_why(at_work: Scene) -> None:
    answer = sent(
        at_work, texts=files(ENGLISH, SPANISH), circulate="on", purpose="comment", day="2030-01-01"
    )

    assert "but not circulated" in text(answer)
    paper, rows = entered()
    assert not Circulation.objects.filter(revision__document=paper).exists()
    # All or nothing: no language was released either.
    assert {row.state for row in rows.values()} == {State.IN_REVISION.value}


def test_the_name_of_a_file_tells_a_language_that_its_text_does_not() -> None:
    known = ("en", "es", "pt")

    assert language_of(SPANISH, "paper_en.docx", known) == "es"
    assert language_of(["Puertos"], "paper_es.docx", known) == "es"
    assert language_of(["Puertos"], "paper.docx", known) == ""
    assert language_of(["Puertos"], "es_pt.docx", known) == ""
    # No language that the forum does not speak.
    assert language_of(SPANISH, "paper.docx", ("en",)) == ""
