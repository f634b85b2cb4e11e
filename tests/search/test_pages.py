"""The page of search as its readers see it, at a fixed number of queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import papers
import people
import signing
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.search import queries
from papers import words

# PostgreSQL is told for each search how to go about it.
QUERIES = 25


@pytest.fixture
def client(small_forum: Forum) -> Client:
    return people.signed_in(people.person(small_forum, Role.CO_PRESIDENCY, "CONCERT", "XP"))


def asked(client: Client, q: str, language: str = "en", **more: str) -> str:
    """What is found, its tags in one line each."""
    answer = client.get(f"/{language}/league-concert/search/", {"q": q, **more})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split()).replace(" >", ">")


def test_the_page_shows_the_document_its_paragraph_and_the_words_marked(
    client: Client, declaration: Document
) -> None:
    page = asked(client, "trata de personas", "es")

    assert "la <mark>trata de personas</mark>." in page
    assert f"/es/league-concert/documents/{declaration.slug}/init/es/#par-p-1" in page
    assert f"{declaration.series}/2031/{declaration.number}" in page


def test_markup_in_a_text_is_text(client: Client, small_forum: Forum) -> None:
    text = "<script>alert(1)</script> & <b>harbour</b>"
    papers.circulated(small_forum, {"en": words(text)}, title={"en": "<i>Harbour</i>"})

    page = asked(client, "harbour")

    assert "&lt;b&gt;<mark>harbour</mark>&lt;/b&gt;" in page
    assert "&lt;i&gt;<mark>Harbour</mark>&lt;/i&gt;" in page
    assert "<script>alert" not in page


def test_the_page_says_what_can_be_asked_when_nothing_was_or_nothing_is_found(
    client: Client,
) -> None:
    assert "What are you looking for?" in asked(client, "")
    assert "What are you looking for?" in asked(client, "-only -without")
    assert "No results" in asked(client, "zanzibar")
    assert "Clear all filters" in asked(client, "zanzibar", kind="note")
    assert "its first 24 words" in asked(client, "word " * 30)


def hits(page: str) -> int:
    """How many results a page shows; its help has headings of its own."""
    return page.partition('class="drawer"')[0].count("<h3>")


def test_results_are_paged_and_the_question_stays_in_the_address(
    client: Client, small_forum: Forum
) -> None:
    for number in range(21):
        papers.circulated(small_forum, {"en": words(f"Lighthouse {number}.")})

    first, second = asked(client, "lighthouse"), asked(client, "lighthouse", page="2")

    assert hits(first) == 20 and hits(second) == 1
    assert "q=lighthouse" in first.split('rel="next"')[1].split(">")[0]
    assert "21 paragraphs in 21 documents" in first


def test_a_number_beyond_a_thousand_is_not_told(
    client: Client, small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        papers.circulated(small_forum, {"en": words(f"Lighthouse {number}.")})
    monkeypatch.setattr(queries, "RANKED", 2)

    page = asked(client, "lighthouse")

    assert "More than 1,000 paragraphs; only the newest are ranked" in page and hits(page) == 2


def test_a_page_of_many_costs_the_queries_of_a_page_of_one(
    client: Client, small_forum: Forum
) -> None:
    def cost(q: str) -> int:
        asked(client, q)
        with CaptureQueriesContext(connection) as captured:
            asked(client, q)
        return len(captured)

    council = signing.planned(small_forum)
    papers.circulated(small_forum, {"en": words("Harbour.")})
    one = cost("harbour")
    for _number in range(6):
        papers.circulated(
            small_forum,
            {"en": words("Harbour.", "Harbour."), "es": words("Puerto.", "Harbour.")},
            meeting=council.slug,
        )

    assert cost("harbour") == one <= QUERIES


def test_every_signed_in_page_has_the_box_and_so_has_the_public_one(client: Client) -> None:
    for one in (client, Client()):
        page = one.get("/pt/league-concert/").content.decode()
        assert 'action="/pt/league-concert/search/"' in page


def test_an_administrator_finds_what_anyone_finds(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.ADMINISTRATOR)
    papers.circulated(small_forum, {"en": words("Zanzibar.")}, marking="public")

    assert "No results" in asked(people.signed_in(account), "zanzibar")
