"""The register as people use it: entered, written, released, circulated; and what others see."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import papers
import signing
from cochair.features.documents.models import Document, Expression
from cochair.features.register import actions as register
from matrix import Scene
from papers import words
from world import NOW

HEAD = """187077/EU XXVII. GP
Brussels, 31 May 2031
(OR. en, es)

10583/31

COSI 104
JAI 921

NOTE

From:\tPresidency
To:\tDelegations
No. prev. doc.:\t9994/31
Subject:\tSafe harbours of
both sides

Delegations will find the text in the annex.
"""
TYPED = {
    "kind": "note",
    "originator": "NONE",
    "marking": "forum",
    "source": "en",
    "title_en": "Safe harbours",
}


def address(scene: Scene, name: str, *more: object) -> str:
    return reverse(f"documents:{name}", args=[scene.forum.slug, *more])


def text(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def registered(scene: Scene, **typed: str) -> Document:
    """A document entered on the page by the League's secretariat."""
    answer = scene.client("secretariat").post(address(scene, "new"), {**TYPED, **typed})
    assert answer.status_code == 302, text(answer)
    return Document.objects.get(slug=answer["Location"].split("/documents/")[1].split("/")[0])


def test_a_document_is_entered_written_released_and_circulated_on_its_pages(
    at_work: Scene,
) -> None:
    ours, theirs = at_work.client("secretariat"), at_work.client("other_presidency")
    paper = registered(at_work, alias="10583/31", previous="9994/31")
    page = address(at_work, "document", paper.slug)
    assert theirs.get(page).status_code == 404

    write = address(at_work, "write", paper.slug, "en")
    kept = ours.post(write, {"seen": 0, "text": "# Harbours\n\n1. We look after them."})
    assert kept.status_code == 302
    seen = Document.objects.get(pk=paper.pk).version
    assert (
        ours.post(address(at_work, "release", paper.slug, "en"), {"seen": seen}).status_code == 302
    )
    sent = ours.post(
        address(at_work, "circulate", paper.slug), {"seen": seen + 1, "purpose": "comment"}
    )
    assert sent.status_code == 302

    shown = text(theirs.get(page))
    assert "We look after them." in shown and "10583/31" in shown and "9994/31" in shown
    assert address(at_work, "write", paper.slug, "en") not in shown
    assert paper.slug in text(theirs.get(address(at_work, "documents")))


def test_a_number_of_another_register_that_is_there_already_leads_to_its_document(
    at_work: Scene,
) -> None:
    first = registered(at_work, alias="10583/31")
    again = {**TYPED, "alias": "10583/31"}

    refused = at_work.client("secretariat").post(address(at_work, "new"), again)

    assert refused.status_code == 422
    assert f"as LEAGUE-CONCERT/2031/{first.number}" in text(refused)
    # Whoever does not see that document is told nothing of it.
    assert (
        at_work.client("other_presidency").post(address(at_work, "new"), again).status_code == 302
    )


def test_an_institution_is_told_of_no_meeting_to_which_it_is_not_invited(at_work: Scene) -> None:
    """Neither by the list of the form, nor by what the form answers to a name that is tried."""
    client, page = at_work.client("institution"), address(at_work, "new")
    (there, title), *_others = at_work.client("secretariat").get(page).context["meetings"]

    offered = client.get(page).context["meetings"]
    tried = [
        client.post(page, {**TYPED, "meeting": name})
        for name in (there, "league-concert-council-99")
    ]
    entered = client.post(page, TYPED)

    assert (offered, entered.status_code) == ([], 302)
    for answer in tried:
        assert answer.status_code == 422
        assert "Choose a meeting from the list." in text(answer) and title not in text(answer)


def test_the_head_of_another_register_fills_the_form_in(at_work: Scene) -> None:
    page = text(at_work.client("secretariat").post(address(at_work, "new"), {"head": HEAD}))

    for said in ("10583/31", "9994/31", "COSI 104, JAI 921", "Safe harbours of both sides"):
        assert said in page
    assert (
        at_work.client("secretariat")
        .post(address(at_work, "new"), {"head": "Dear colleagues"})
        .status_code
        == 422
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title_en": ""}, "title in the language"),
        ({"marking": "participants"}, "needs a meeting"),
        ({"kind": ""}, "the type of document"),
        ({"meeting": "atlantis"}, "Choose a meeting from the list"),
        ({"series": "XX"}, "not a series of this register"),
        (
            {"originator": "MEMBER"},
            "Your office may not register documents on behalf of that originator.",
        ),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused_beside_what_was_typed(
    at_work: Scene, typed: dict[str, str], said: str
) -> None:
    before = Document.objects.count()

    page = at_work.client("secretariat").post(address(at_work, "new"), {**TYPED, **typed})

    assert page.status_code == 422
    assert said in text(page) and Document.objects.count() == before


def test_files_of_a_refused_entry_are_asked_for_again(at_work: Scene) -> None:
    ours, new = at_work.client("secretariat"), address(at_work, "new")
    file = SimpleUploadedFile("note.docx", b"any")

    with_file = text(ours.post(new, {**TYPED, "kind": "", "texts": file}))
    without = text(ours.post(new, {**TYPED, "kind": ""}))

    assert "Choose the files again" in with_file and "Choose the files again" not in without


def test_who_registers_nothing_is_told_so_and_an_observer_sees_nothing(at_work: Scene) -> None:
    papers.circulated(at_work.forum)

    assert at_work.client("auditor").get(address(at_work, "new")).status_code == 403
    assert at_work.client("administrator").get(address(at_work, "documents")).status_code == 404
    shown = text(at_work.client("observer").get(address(at_work, "documents")))
    assert "Safe harbours" not in shown
    # What both Parties published stands elsewhere: whoever reads only that is led there.
    public = f'href="{reverse("public:register", args=[at_work.forum.slug])}">Published documents'
    assert public in shown
    assert public not in text(at_work.client("secretariat").get(address(at_work, "documents")))


def test_a_revision_that_is_not_out_is_there_for_its_authors_alone(at_work: Scene) -> None:
    """Who registers papers as well reads what went out, and changes none of another office."""
    by = signing.secretariat(at_work.forum)
    paper = papers.circulated(at_work.forum, by=by)
    register.revise(paper, source="en", summary="", seen=paper.version, by=by, at=NOW)
    authors, others = at_work.client("secretariat"), at_work.client("other_presidency")

    first, begun, none = (address(at_work, "revision", paper.slug, n) for n in (0, 1, 2))

    assert [authors.get(one).status_code for one in (first, begun, none)] == [200, 200, 404]
    assert [others.get(one).status_code for one in (first, begun, none)] == [200, 404, 404]
    write = address(at_work, "write", paper.slug, "en")
    assert (authors.get(write).status_code, others.get(write).status_code) == (200, 403)


def test_a_page_that_is_older_than_the_document_shows_both_texts(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, by=signing.secretariat(at_work.forum))

    answer = at_work.client("secretariat").post(
        address(at_work, "write", paper.slug, "en"), {"seen": 0, "text": "Mine."}
    )

    assert answer.status_code == 409
    assert not Expression.objects.filter(text__icontains="Mine").exists()


def test_the_list_and_the_page_cost_the_same_with_many_documents(
    at_work: Scene, django_assert_max_num_queries: object
) -> None:
    for _number in range(12):
        papers.circulated(at_work.forum, {"en": words("One."), "es": words("Uno.")})
    client = at_work.client("secretariat")
    last = Document.objects.order_by("-pk")[0]
    for page in (address(at_work, "documents"), address(at_work, "document", last.slug)):
        client.get(page)

    with django_assert_max_num_queries(22):  # type: ignore[operator]
        assert client.get(address(at_work, "documents")).status_code == 200
    with django_assert_max_num_queries(34):  # type: ignore[operator]
        assert client.get(address(at_work, "document", last.slug)).status_code == 200


def test_a_symbol_leads_to_its_document_for_those_who_see_it(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, marking="internal")
    symbol = f"{paper.series}/{paper.year}/{paper.number}"
    where = f"{address(at_work, 'symbol')}?symbol={symbol}"

    assert at_work.client("delegation").get(where)["Location"].endswith(f"{paper.slug}/")
    assert at_work.client("other_presidency").get(where).status_code == 404


@pytest.mark.parametrize("name", ["withdraw", "finish", "alias", "refer", "publish", "widen"])
def test_no_button_of_a_document_passes_without_a_word(at_work: Scene, name: str) -> None:
    paper = registered(at_work)

    page = at_work.client("secretariat").post(address(at_work, name, paper.slug), {})

    assert page.status_code == 422
    assert "The data received cannot be read. Open the page again." in text(page)


def test_a_comment_that_is_too_long_is_refused_and_not_lost_without_a_word(
    at_work: Scene,
) -> None:
    paper = registered(at_work)
    written = {"title": "Safe harbours", "text": "One paragraph.", "seen": str(paper.version)}
    ours = at_work.client("secretariat")
    ours.post(address(at_work, "write", paper.slug, "en"), written)
    where = address(at_work, "comment", paper.slug, 0, "en")

    page = ours.post(where, {"text": "x" * 4001})

    assert page.status_code == 422
    assert "4000" in text(page)
