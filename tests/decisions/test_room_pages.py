"""A decision in the room on its pages: who sees it, who may press what, and what is printed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

import decided
import papers
from cochair.features.decisions.models import Objection, RoomDecision, RoomStatement
from cochair.features.room import queries
from cochair.journal.models import Entry
from cochair.procedure.consensus import Claim
from cochair.web.clock import clock, true_now
from matrix import Scene
from world import NOW

LIST = "/en/league-concert/meetings/league-concert-council-in-session/decisions/"
ONE, TWO = f"{LIST}1/", f"{LIST}2/"
MOST_QUERIES = 34


def text(client: Client, path: str) -> str:
    """A page, in one line."""
    return " ".join(client.get(path).content.decode().split())


def row(scene: Scene, number: int) -> RoomDecision:
    return queries.decisions(scene.forum).get(number=number)


def declare(scene: Scene, who: str, number: int, claim: Claim, seen: str = "") -> object:
    """One co-chair presses the button of a claim."""
    shown = seen or decided.seen(row(scene, number), claim)
    sent = {"claim": claim.value, "seen": shown}
    return scene.client(who).post(f"{LIST}{number}/declaration/", sent)


def test_both_sides_read_the_same_and_guests_find_nothing(at_work: Scene) -> None:
    for who in ("delegation", "other_presidency", "auditor"):
        page = text(at_work.client(who), ONE)
        assert "an objection stands" in page and "Norland" in page and decided.WHY in page
        assert "On paragraph 2" in page and "p-2" not in page.partition("<form")[0]
        assert "Open waters" in text(at_work.client(who), LIST)
        assert "Open waters" in text(at_work.client(who), "/en/league-concert/decisions/")
    for who in ("anonymous", "observer", "institution", "administrator"):
        client = at_work.client(who)
        answers = [client.get(f"{LIST}{number}/") for number in (1, 99)]
        # A stranger is led to where one signs in, from a decision that is there or not.
        expected = 302 if who == "anonymous" else 404
        assert [one.status_code for one in answers] == [expected, expected]


def test_the_page_of_a_meetings_decisions_shows_the_presidencies_in_office(
    at_work: Scene,
) -> None:
    """As every page does: whoever may put a text goes by another name in the template."""
    for who in ("co_presidency", "delegation"):
        page = text(at_work.client(who), LIST)
        bar = page[page.index('<aside class="chairs"') : page.index("</aside>")]
        assert "Estmark" in bar and "Palmera" in bar


def test_a_document_that_a_reader_may_not_read_has_no_decision_for_it(at_work: Scene) -> None:
    papers.Document.objects.filter(pk=row(at_work, 1).document_id).update(marking="internal")
    theirs = at_work.client("other_presidency")

    assert theirs.get(ONE).status_code == theirs.get(f"{ONE}printed/").status_code == 404
    assert f"{ONE}" not in text(theirs, LIST) and f"{TWO}" in text(theirs, LIST)
    assert at_work.client("co_presidency").get(ONE).status_code == 200


def test_a_delegation_objects_with_its_sign_in_alone_and_gets_a_receipt(at_work: Scene) -> None:
    client = at_work.client("delegation")
    sent = {"words": "Not so.", "paragraphs": ["p-2"], "understood": "on"}

    page = client.post(f"{TWO}objections/", sent, follow=True).content.decode()

    made = Objection.objects.get(decision__number=2)
    assert made.received_at == NOW and made.paragraphs == ["p-2"]
    assert (
        "Your objection has been recorded. It stands until you withdraw it." in page
        and made.receipt in page
    )
    assert f"<code>{NOW.isoformat()}" not in page
    assert re.search(rf'<time datetime="{re.escape(NOW.isoformat())}">[^<]*:\d\d:\d\d ', page)
    taken = client.get(f"{TWO}objections/{made.pk}/receipt.json")
    assert taken.json()["digest"] == made.receipt and "attachment" in taken["Content-Disposition"]


def test_whoever_objects_names_paragraphs_by_the_number_that_the_text_gives_them(
    at_work: Scene,
) -> None:
    found = row(at_work, 2)
    recital = {"id": "p-0", "kind": "preambular", "words": {"en": "Recalling the first day,"}}
    found.paragraphs = [recital, *found.paragraphs]
    found.save(update_fields=["paragraphs"])

    page = text(at_work.client("delegation"), TWO)

    assert "<b>i</b> Recalling the first day," in page
    assert "<b>2</b> Two en." in page


@pytest.mark.parametrize("in_json", [False, True], ids=["a page", "a program"])
def test_half_an_objection_undoes_no_declaration_and_a_whole_one_that_waited_does(
    at_work: Scene, settings: Any, in_json: bool
) -> None:
    """G15: whoever sent its head before had 15 seconds after the declaration to send the rest."""
    settings.FRONT_SECRET = "ours"
    client, at = at_work.client("delegation"), NOW + timedelta(seconds=10)
    with clock.at(at):
        for who in ("co_presidency", "other_presidency"):
            assert declare(at_work, who, 2, Claim.CONSENSUS).status_code == 302  # type: ignore[attr-defined]

    def objects(sent_for: float) -> int:
        first = true_now().timestamp() - 8
        told = {
            "X-Cochair-Front": "ours",
            "X-Cochair-First": f"{first:.6f}",
            "X-Cochair-Last": f"{first + sent_for:.6f}",
        }
        if in_json:
            path = f"/api/v1{LIST.removeprefix('/en')}2/objections/"
            said = {"words": "Not so."}
            return client.post(
                path, said, content_type="application/json", headers=told
            ).status_code
        sent = {"words": "Not so.", "understood": "on"}
        return client.post(f"{TWO}objections/", sent, headers=told).status_code

    with clock.at(at + timedelta(seconds=3)):
        assert objects(sent_for=8) == 422
        assert decided.stage(row(at_work, 2)) == "adopted_by_consensus"

        assert objects(sent_for=0) == (201 if in_json else 302)
        assert decided.stage(row(at_work, 2)) == "objected"


@pytest.mark.parametrize("wrong", [{"understood": ""}, {"paragraphs": ["p-99"]}])
def test_an_objection_that_is_not_meant_is_not_taken(at_work: Scene, wrong: object) -> None:
    sent = {"words": "Not so.", "understood": "on", **wrong}  # type: ignore[dict-item]

    assert at_work.client("delegation").post(f"{TWO}objections/", sent).status_code == 422
    assert not Objection.objects.filter(decision__number=2).exists()


def test_whoever_has_a_say_may_object_once_while_the_text_is_on_the_table(
    at_work: Scene,
) -> None:
    form, sent = (
        f'method="post" action="{TWO}objections/"',
        {"words": "Not so.", "understood": "on"},
    )
    client = at_work.client("delegation")
    assert form in text(client, TWO)
    assert form not in text(at_work.client("auditor"), TWO)

    client.post(f"{TWO}objections/", sent)
    assert form not in text(client, TWO)

    client.post(f"{TWO}objections/{Objection.objects.get(decision__number=2).pk}/withdrawal/")
    assert form in text(client, TWO)
    declare(at_work, "co_presidency", 2, Claim.CONSENSUS)
    declare(at_work, "other_presidency", 2, Claim.CONSENSUS)
    assert form not in text(client, TWO)


def test_who_has_no_say_reads_why_with_the_clause(at_work: Scene) -> None:
    answer = at_work.client("co_presidency").post(f"{TWO}objections/", {"understood": "on"})

    assert answer.status_code == 403
    assert (
        "Only the delegation of a member may take part in this decision." in answer.content.decode()
    )


def test_variant_c_the_button_that_is_not_there_pressed_all_the_same(at_work: Scene) -> None:
    """domain.md US-06: refused (409), a journal entry, no state change."""
    assert "Sign: Declare consensus" not in text(at_work.client("co_presidency"), ONE)

    answer = declare(at_work, "co_presidency", 1, Claim.CONSENSUS)

    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert decided.WHY in answer.content.decode()  # type: ignore[attr-defined]
    assert decided.stage(row(at_work, 1)) == "objected"
    assert Entry.objects.filter(verb="room.declaration_refused").count() == 1


def test_two_co_chairs_press_once_each_and_the_text_is_adopted(at_work: Scene) -> None:
    declare(at_work, "co_presidency", 2, Claim.CONSENSUS)
    assert decided.stage(row(at_work, 2)) == "put"

    declare(at_work, "other_presidency", 2, Claim.CONSENSUS)

    assert "Adopted by consensus" in text(at_work.client("delegation"), TWO)


def test_the_panel_offers_what_is_open_and_says_why_not_the_rest(at_work: Scene) -> None:
    chair = text(at_work.client("co_presidency"), ONE)

    for word in ("Declare that there is no agreement", "Issue a summary"):
        assert f"Sign: {word}" in chair
    assert "Go to the room" in chair
    assert "Standing objections: 1. Objections may not be overridden." in chair
    assert "Sign: " not in text(at_work.client("delegation"), ONE)
    assert "Sign: " not in text(at_work.client("secretariat"), ONE)
    assert "Not possible now: Declare consensus" in chair
    assert "Not possible now: Issue a summary" not in chair
    # Where consensus is open, it is declared in the room and not among the other ends.
    free = text(at_work.client("co_presidency"), TWO)
    assert "Sign: Issue a summary" in free and "Sign: Declare consensus" not in free


def test_beside_each_end_stands_who_has_signed_that_one(at_work: Scene) -> None:
    declare(at_work, "co_presidency", 2, Claim.SUMMARY)

    signed = text(at_work.client("co_presidency"), TWO).partition('id="panel"')[2]
    other = text(at_work.client("other_presidency"), TWO)

    assert "Sign: Issue a summary" not in signed and "You have signed." in signed
    assert signed.count('data-key="agreed"') == 1 and "</b> signed" in signed
    assert "Sign: Withdraw it for a revised text" in signed
    assert "Sign: Issue a summary" in other and "You have signed." not in other


def test_a_conversion_is_printed_with_the_name_in_every_language(at_work: Scene) -> None:
    """US-06: the footnote names whoever stated, in three languages."""
    made = Objection.objects.get(decision__number=1)
    sent = {
        "kind": "dissociation_from_paragraph",
        "words_en": "Norland stands apart.",
        "words_pt": "A Norlândia dissocia-se.",
        "paragraphs": ["p-2"],
        "printed": "footnote_named",
    }
    client = at_work.client("delegation")
    assert client.post(f"{ONE}objections/{made.pk}/statement/", sent).status_code == 302
    for who in ("co_presidency", "other_presidency"):
        declare(at_work, who, 1, Claim.CONSENSUS)

    for language in ("en", "es", "pt"):
        page = text(client, ONE.replace("/en/", f"/{language}/") + "printed/")
        for name in ("Norland", "Norlandia", "Norlândia", "Two en.", "Two es.", "Two pt."):
            assert name in page
        assert page.count('href="#note-') == 3
        assert page.count("<sup>1</sup>") == 3


def test_an_unnamed_footnote_names_nobody_and_the_record_alone_is_not_printed(
    at_work: Scene,
) -> None:
    client, address = at_work.client("delegation"), f"{TWO}statements/"
    for printed, said in (("footnote_unnamed", "With care."), ("record_only", "For the file.")):
        sent = {"kind": "explanation_of_position", "words_en": said, "printed": printed}
        assert client.post(address, sent).status_code == 302

    page = text(at_work.client("auditor"), f"{TWO}printed/")

    assert "A delegation, Explanation of position: With care." in page
    main = page[page.index("<h1") :]
    assert "Norland" not in main and "For the file." not in page
    assert RoomStatement.objects.count() == 2


def test_a_summary_prints_the_objections_that_stood(at_work: Scene) -> None:
    """CB-12."""
    for who in ("co_presidency", "other_presidency"):
        declare(at_work, who, 1, Claim.SUMMARY)

    page = text(at_work.client("delegation"), f"{ONE}printed/")

    assert "this text was not agreed" in page and decided.WHY in page


def test_a_co_chair_puts_a_text_on_the_page_and_the_other_the_same(at_work: Scene) -> None:
    paper = decided.paper(at_work.forum)
    sent = {"document": paper.slug, "kind": "other", "reason_clearance": "Both were asked."}
    refused = at_work.client("co_presidency").post(LIST, {**sent, "reason_clearance": ""})
    assert refused.status_code == 422 and "has not given clearance" in refused.content.decode()

    for who in ("co_presidency", "other_presidency"):
        assert at_work.client(who).post(LIST, sent).status_code == 302

    assert decided.stage(row(at_work, 3)) == "put"
    page = text(at_work.client("delegation"), f"/en/league-concert/documents/{paper.slug}/")
    assert f"{LIST}3/" in page


def test_pages_cost_few_queries_however_many_there_are(
    at_work: Scene, django_assert_max_num_queries: object
) -> None:
    client = at_work.client("co_presidency")
    for path in (LIST, ONE, f"{ONE}printed/"):
        client.get(path)
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            client.get(path)


def test_no_word_of_an_objection_is_lost_when_something_is_missing(at_work: Scene) -> None:
    sent = {"words": "Paragraph 2 binds us to nothing.", "paragraphs": ["p-2"]}

    answer = at_work.client("delegation").post(f"{TWO}objections/", sent)

    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422 and sent["words"] in page
    assert 'value="p-2" id="object-p-2" checked' in page


def test_no_reason_of_a_co_chair_is_lost_when_a_text_is_not_put(at_work: Scene) -> None:
    there = row(at_work, 1)
    papers.Document.objects.filter(pk=there.document_id).update(meeting=there.meeting)
    sent = {
        "document": there.document.slug,
        "kind": "other",
        "reason_clearance": "Both capitals were asked.",
    }

    answer = at_work.client("co_presidency").post(LIST, sent)

    assert answer.status_code == 422 and sent["reason_clearance"] in answer.content.decode()
