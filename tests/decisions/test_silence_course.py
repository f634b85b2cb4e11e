"""What happened to a silence, on its page and in JSON: how it broke, and the letter of both (CB-23, D5)."""

import pytest
from django.test import Client

import signing
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.silence import outcome_letter, queries
from cochair.web.clock import clock
from matrix import Scene
from silences import EXPIRY, INSTANT, LATER

PAGE, DATA = "/en/league-concert/decisions/1/", "/api/v1/league-concert/decisions/1/"
SENT = {"form": "amendment", "words": "In paragraph 1, read “two”."}


@pytest.fixture
def row(at_work: Scene) -> SilenceProcedure:
    """The silence of the scene."""
    return SilenceProcedure.objects.select_related("forum").get()


def happened(client: Client) -> str:
    """The part of the page that tells what happened."""
    page = client.get(PAGE).content.decode()
    return page[page.index('id="happened"') :].split("</section>")[0]


def broken(at_work: Scene) -> None:
    """A delegation breaks it at the last moment; a second message follows."""
    for at in (EXPIRY - INSTANT, LATER):
        with clock.at(at):
            for words in (SENT["words"], "Once more."):
                at_work.client("delegation").post(f"{PAGE}messages/", {**SENT, "words": words})


def lettered(row: SilenceProcedure) -> Document:
    """The letter that both signed."""
    by = signing.secretariat(row.forum, LATER)
    signing.both_sign(row.forum, outcome_letter.propose(queries.fresh(row), by=by, at=LATER), LATER)
    return Document.objects.get(kind="letter")


def test_d5_a_broken_silence_tells_when_and_by_what_it_broke(
    at_work: Scene, row: SilenceProcedure
) -> None:
    client = at_work.client("other_presidency")
    assert "Silence broken" not in happened(client)
    broken(at_work)

    with clock.at(LATER):
        told = happened(client)

    first = Message.objects.filter(form="amendment").order_by("received_at", "pk").first()
    assert "Silence broken" in told and f"#message-{first.pk}" in told and "An amendment" in told
    assert told.count("#message-") == 1


def test_cb_23_the_letter_of_both_is_told_on_the_page_and_in_json_to_whoever_reads_it(
    at_work: Scene, row: SilenceProcedure
) -> None:
    client = at_work.client("delegation")
    before = client.get(DATA).json()
    assert (before["letter"], before["broken_at"]) == (None, None)
    broken(at_work)
    letter = lettered(row)

    with clock.at(LATER):
        told, page = client.get(DATA).json(), happened(client)
        assert told["letter"]["document"] == letter.slug
        assert set(told["letter"]["languages"]) == {"en", "es", "pt"}
        assert told["broken_at"] == (EXPIRY - INSTANT).isoformat()
        assert "Outcome letter" in page and letter.slug in page

        Document.objects.filter(pk=letter.pk).update(marking=Marking.PRESIDENCIES)
        assert client.get(DATA).json()["letter"] is None
        assert letter.slug not in happened(client)
