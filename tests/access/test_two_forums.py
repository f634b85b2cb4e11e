"""Two forums in one house: each has its own pages, and nothing of one is seen in the other (US-12).

No forum is named here: whatever ships is held against whatever else ships.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import papers
import people
from cochair import forums
from cochair.features.accounts.models import Account
from cochair.features.compliance import loader
from cochair.features.compliance import queries as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.glossary import actions as glossary
from cochair.features.mail import worker
from cochair.features.mail.models import Message
from cochair.features.parties import queries as parties
from cochair.features.parties.folder import Folder
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.search import indexer
from cochair.features.translation_memory import queries as memory
from cochair.journal.models import Entry
from cochair.web.clock import clock
from people import REAL_NOW

FOLDERS = sorted(file.parent for file in Path(forums.__path__[0]).glob("*/procedure.yaml"))
# A word that stands in the first forum alone.
PLANTED = "Zyxolite"
LANGUAGES = ("en", "es", "pt")
# As many pages as one crawl looks at, those nearest to the first one.
MOST = 70


@dataclass(frozen=True)
class House:
    """Two forums, a paper and a term of the first one, and a secretariat of the second."""

    first: Forum
    second: Forum
    paper: Document
    stranger: ActingOffice
    client: Client


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """Both forums as shipped; the first one has something that nobody else has."""
    loaded = [loader.load(Folder.read(folder), REAL_NOW).forum for folder in FOLDERS]
    second, first = (Forum.objects.get(slug=slug) for slug in loaded[:2])
    hats = {}
    for forum in (first, second):
        party = parties.roster(forum).parties[0].code
        email = f"secretariat@{forum.slug}.example.org"
        account = people.person(forum, "secretariat", party, start=REAL_NOW, email=email)
        hats[forum.slug] = people.hat(forum, account, REAL_NOW)
    by = hats[first.slug]
    words = {code: papers.words(f"{PLANTED} is counted in {code} today.") for code in LANGUAGES}
    title = dict.fromkeys(LANGUAGES, PLANTED)
    paper = papers.circulated(first, words, by=by, at=REAL_NOW, title=title)
    term = glossary.Entry({code: [PLANTED] for code in LANGUAGES}, {}, {}, PLANTED)
    glossary.add(first, term, by=by, at=REAL_NOW)
    indexer.catch_up(first, REAL_NOW)
    stranger = hats[second.slug]
    with clock.at(REAL_NOW):
        client = people.signed_in(Account.objects.get(pk=stranger.account))
        yield House(first, second, paper, stranger, client)


def crawled(house: House, language: str) -> Iterator[tuple[str, str]]:
    """Every page that leads from page to page inside the second forum, with what it says."""
    inside = f"/{language}/{house.second.slug}/"
    ahead, seen = deque([inside]), set[str]()
    while ahead and len(seen) < MOST:
        address = ahead.popleft()
        if address in seen:
            continue
        seen.add(address)
        answer = house.client.get(address)
        assert answer.status_code < 500, address
        body = answer.getvalue().decode(errors="replace")
        yield address, body
        ahead += [
            found
            for found in re.findall(r'href="(/[^"#?]*)', body)
            if found.startswith(inside) and not found.endswith((".zip", ".pdf", ".docx"))
        ]


def test_more_than_one_forum_ships_and_each_stands_on_the_front_page(house: House) -> None:
    for language in LANGUAGES:
        page = Client().get(f"/{language}/").text
        for forum in (house.first, house.second):
            assert f'href="/{language}/{forum.slug}/"' in page
            assert str(forum.title[language]) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_one_forum_fails_or_speaks_of_the_other(house: House, language: str) -> None:
    others = [PLANTED, house.paper.slug, documents.name_of(house.paper)]
    visited = 0

    for address, body in crawled(house, language):
        visited += 1
        for said in others:
            assert said not in body, (address, said)

    assert visited > 40


def test_search_counts_memory_glossary_feeds_and_exports_know_one_forum_alone(
    house: House,
) -> None:
    slug, hat = house.second.slug, house.stranger
    asked = {
        "search": f"/en/{slug}/search/?q={PLANTED}",
        "register": f"/en/{slug}/documents/?q={PLANTED}",
        "glossary": f"/en/{slug}/documents/glossary/?q={PLANTED}",
    }

    assert memory.counts(house.second, hat, REAL_NOW) == []
    assert not documents.visible(house.second, hat, REAL_NOW).exists()
    for address in asked.values():
        answer = house.client.get(address)
        assert house.paper.slug not in answer.text
        assert str(house.first.short_title["en"]) not in answer.text
    for name in ("register.json", "register.atom", "sitemap.xml", "calendar.ics"):
        assert house.first.slug not in house.client.get(f"/en/{slug}/{name}").getvalue().decode()
    assert not Entry.objects.filter(forum=slug, about_id=house.paper.slug).exists()


def test_an_office_in_one_forum_is_none_in_the_other(house: House) -> None:
    mine, other = house.second.slug, house.first.slug
    paper = reverse("documents:document", args=[other, house.paper.slug])

    assert house.client.get(f"/en/{mine}/documents/").status_code == 200
    assert house.client.get(f"/en/{other}/documents/").status_code == 404
    assert house.client.get(f"/en/{other}/journal/").status_code == 404
    assert house.client.get(paper).status_code == 404
    assert house.client.get(paper.replace(other, mine)).status_code == 404


def test_nobody_of_one_forum_gets_a_letter_of_the_other(house: House) -> None:
    worker.tick(REAL_NOW)

    own = set(Message.objects.filter(forum=house.first).values_list("account", flat=True))
    assert house.stranger.account not in own


def test_a_forum_without_places_in_a_cycle_has_a_board_and_no_plan(house: House) -> None:
    found = [one for one in (house.first, house.second) if not parties.book(one).has_slots]
    assert found == [house.second]
    cycle = Cycle.objects.get(forum=house.second)

    board = house.client.get(reverse("desk:cycle", args=[house.second.slug, cycle.number]))
    plan = house.client.get(reverse("meetings:plan", args=[house.second.slug, cycle.number]))

    # Its years stand where the months of a cycle in semesters do.
    assert all(str(year) in board.text for year in range(cycle.start.year, cycle.end.year))
    assert compliance.of_cycle(compliance.results(house.second, REAL_NOW), cycle.number)
    assert "Semester" not in board.text and "Plan the next cycle" not in board.text
    assert plan.status_code == 404
