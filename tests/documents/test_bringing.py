"""Files and translations as people bring them: on the page, safe, kept, and made an edition."""

import html
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.documents.models import Document, Expression, StoredFile, Unit
from cochair.features.translation_memory import matches as memory
from cochair.formats import xliff
from cochair.formats.paragraphs import from_json
from cochair.formats.units import units
from cochair.formats.word.reader import read_docx
from cochair.formats.word.writer import write_docx
from documents import test_clearing as clearing
from documents.corpora import office
from matrix import Scene
from papers import words
from world import NOW

TEXT = words("We look after harbours, both of us.", "We meet again in the year 2032.")
SPANISH = words("Cuidamos los puertos, nosotros dos.", "Nos reunimos de nuevo en 2032.")


def address(scene: Scene, name: str, *more: object) -> str:
    return reverse(f"documents:{name}", args=[scene.forum.slug, *more])


def text(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def word(octets: bytes, name: str = "paper.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, octets, "application/octet-stream")


def written(*said: str) -> bytes:
    return write_docx(words(*said), language="en", title="T", at=datetime(2031, 2, 3, tzinfo=UTC))


def standing(paper: Document, language: str) -> Expression:
    rows = Expression.objects.filter(revision__document=paper, language=language)
    found = rows.order_by("edition").last()
    assert found is not None
    return found


def test_a_word_file_becomes_an_edition_and_goes_out_again_as_it_is(at_work: Scene) -> None:
    paper = papers.entered(at_work.forum)
    client = at_work.client("secretariat")

    answer = client.post(
        address(at_work, "write", paper.slug, "en"),
        {"seen": 0, "file": word(written("We look.", "We meet."))},
    )

    assert answer.status_code == 302, text(answer)
    kept = standing(paper, "en")
    assert [one.text for one in from_json(kept.text)] == ["We look.", "We meet."]
    assert kept.file is not None
    out = client.get(address(at_work, "docx", paper.slug, 0, "en")).content
    assert [one.text for one in read_docx(out).text] == ["We look.", "We meet."]


def test_words_that_stand_beside_the_text_of_a_file_are_told_and_not_lost_in_silence(
    at_work: Scene,
) -> None:
    paper = papers.entered(at_work.forum)
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    plain_one, boxed = office.docx(), office.docx(inside=box)
    for octets, told in ((plain_one, False), (boxed, True)):
        page = at_work.client("secretariat").post(
            address(at_work, "write", paper.slug, "en"),
            {"seen": papers.fresh(paper).version, "file": word(octets)},
            follow=True,
        )
        assert (
            "Text in boxes, formulas or comments is not in the text; that of comments is not in the file either."
            in text(page)
        ) is told


def test_a_file_that_is_no_document_is_refused_beside_the_form_and_nothing_is_kept(
    at_work: Scene,
) -> None:
    paper = papers.entered(at_work.forum)
    before = StoredFile.objects.count()
    for file in (word(b"GIF89a"), word(b"MZ" + b"\0" * 100), word(written("X"), "paper.pdf")):
        page = at_work.client("secretariat").post(
            address(at_work, "write", paper.slug, "en"), {"seen": 0, "file": file}
        )
        assert page.status_code == 422 and 'role="alert"' in text(page)

    assert StoredFile.objects.count() == before
    assert not Expression.objects.filter(revision__document=paper).exists()


def test_a_translation_goes_out_and_comes_back_as_xliff(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, {"en": TEXT})
    client = at_work.client("secretariat")
    out = client.get(address(at_work, "xliff", paper.slug, "es", "2")).content
    told = {unit.name: unit.runs for unit in units(SPANISH)}
    brought = xliff.read(out)
    back = xliff.write_two(
        units(TEXT), original=brought.original, source="en", target="es", known=told
    )

    answer = client.post(
        address(at_work, "xliff-in", paper.slug, "es"),
        {"seen": papers.fresh(paper).version, "file": SimpleUploadedFile("a.xlf", back)},
    )

    assert answer.status_code == 302
    assert from_json(standing(paper, "es").text) == SPANISH


def test_a_translation_of_another_document_or_language_is_refused(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, {"en": TEXT})
    client = at_work.client("secretariat")
    for original, target in (("other-2031-1/0/1/x", "es"), (f"{paper.slug}/0/1/x", "pt")):
        back = xliff.write_two(units(TEXT), original=original, source="en", target=target)
        page = client.post(
            address(at_work, "xliff-in", paper.slug, "es"),
            {"seen": papers.fresh(paper).version, "file": SimpleUploadedFile("a.xlf", back)},
        )
        assert page.status_code == 422


def test_the_second_declaration_is_filled_from_the_first_within_the_house_and_not_for_outsiders(
    at_work: Scene,
) -> None:
    """Decision 28: a file for a translator takes along only what both Parties published."""
    known = Unit.objects.count()
    first = papers.circulated(at_work.forum, {"en": TEXT, "es": SPANISH})
    assert Unit.objects.count() == known + 4
    assert memory.learn(standing(first, "es"), NOW) == 0
    second = papers.circulated(at_work.forum, {"en": TEXT[:1]})
    by = signing.secretariat(at_work.forum)

    found = memory.known(second, "en", "es", units(TEXT[:1]), by, NOW)
    out = at_work.client("secretariat").get(address(at_work, "xliff", second.slug, "es", "2"))

    assert len(found) == 1
    assert "".join(run.text for run in xliff.read(out.content).told["p-1"]) == ""


def test_what_one_party_translated_for_itself_helps_nobody_else(at_work: Scene) -> None:
    internal = papers.circulated(at_work.forum, {"en": TEXT, "es": SPANISH}, marking="internal")
    assert internal.marking == "internal"
    concert, league = signing.concert(at_work.forum), signing.secretariat(at_work.forum)
    theirs = papers.circulated(at_work.forum, {"en": TEXT}, by=concert, at=NOW)

    assert memory.known(theirs, "en", "es", units(TEXT), concert, NOW) == {}
    ours = papers.circulated(at_work.forum, {"en": TEXT})
    assert len(memory.known(ours, "en", "es", units(TEXT), league, NOW)) == 2


def test_h03_a_word_file_takes_nothing_of_the_draft_along_to_the_other_party(
    at_work: Scene,
) -> None:
    paper = papers.entered(at_work.forum)
    client = at_work.client("secretariat")
    client.post(
        address(at_work, "write", paper.slug, "en"),
        {"seen": 0, "file": word(clearing.of_word(), "Red lines of the Minister.docx")},
    )
    kept = standing(paper, "en")
    client.post(
        address(at_work, "release", paper.slug, "en"), {"seen": papers.fresh(paper).version}
    )
    papers.sent(paper)

    theirs = people.signed_in(Account.objects.get(pk=signing.concert(at_work.forum).account))
    page = theirs.get(address(at_work, "document", paper.slug))
    file = theirs.get(address(at_work, "file", paper.slug, 0, "en"))

    assert page.status_code == file.status_code == 200
    told = clearing.everything(file.content) + file["Content-Disposition"] + text(page)
    for secret in (clearing.WHO, clearing.SAID, "Red lines", "rsid"):
        assert secret not in told
    assert [one.text for one in read_docx(file.content).text] == [
        one.text for one in from_json(kept.text)
    ]


def test_h12_a_spanish_file_brought_in_as_the_portuguese_one_is_noticed_and_its_own_is_not(
    at_work: Scene,
) -> None:
    paper = papers.entered(at_work.forum)
    client = at_work.client("secretariat")
    spanish = (
        "Los ministros de las dos regiones acuerdan que los puertos del continente sean más seguros,",
        "y que la cooperación entre las autoridades se haga sin demora y con respeto al derecho.",
    )
    noticed = {}
    for language in ("pt", "es"):
        page = client.post(
            address(at_work, "write", paper.slug, language),
            {"seen": papers.fresh(paper).version, "file": word(written(*spanish))},
            follow=True,
        )
        assert page.status_code == 200
        noticed[language] = "This looks like Spanish, and stands as Portuguese" in text(page)

    assert noticed == {"pt": True, "es": False}
    assert from_json(standing(paper, "pt").text)
    papers.written(paper, "en", words("The ministers agree."))
    asked = {}
    for language in ("es", "pt"):
        page = client.post(
            address(at_work, "release", paper.slug, language),
            {"seen": papers.fresh(paper).version},
            follow=True,
        )
        assert "The language version has been released." in text(page)
        asked[language] = "were two languages swapped" in text(page)
    assert asked == {"es": False, "pt": True}
