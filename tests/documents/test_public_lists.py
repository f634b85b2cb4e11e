"""The lists of what was published are read page by page, and made anew only where they say more."""

from collections.abc import Iterator
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import forgotten
import papers
import signing
from cochair.features.parties.models import Forum
from cochair.features.publications import actions as publishing
from cochair.site.public import documents, machine
from cochair.web.clock import clock
from papers import words
from world import NOW

AN_HOUR = timedelta(hours=1)
LATER = NOW + timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LISTS = ("register.json", "register.atom", "sitemap.xml")


@pytest.fixture
def register(small_forum: Forum, monkeypatch: pytest.MonkeyPatch) -> Iterator[Forum]:
    """Three documents, published one after the other, of which two stand on a page."""
    for size in ("ON_A_PAGE", "IN_A_FEED", "IN_A_SITEMAP"):
        monkeypatch.setattr(documents, size, 2)
    for number in range(3):
        published(small_forum, number)
    with clock.at(LATER):
        yield small_forum


def published(forum: Forum, number: int) -> None:
    at = NOW + number * AN_HOUR
    title = {"en": f"Paper {number}"}
    row = papers.circulated(forum, {"en": words("One.")}, marking="public", title=title)
    act = publishing.propose_publication(
        row,
        reason="Everybody reads English here.",
        seen=row.version,
        by=signing.secretariat(forum),
        at=at,
    )
    signing.both_sign(forum, act, at)


def asked(forum: Forum, path: str, **headers: str) -> tuple[int, bytes, str]:
    answer = Client().get(f"/en/{forum.slug}/{path}", headers=headers)
    return answer.status_code, answer.content, answer.get("ETag", "")


def pages(forum: Forum, first: str) -> Iterator[ElementTree.Element]:
    """Each page of a feed, from one to the next."""
    address: str | None = f"/en/{forum.slug}/{first}"
    while address is not None:
        feed = ElementTree.fromstring(Client().get(address).content)
        yield feed
        links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
        address = links.get("next")


def test_whoever_follows_the_pages_reads_every_document_once_the_newest_first(
    register: Forum,
) -> None:
    address: str | None = f"/en/{register.slug}/register.json"
    told, sizes = [], []
    while address is not None:
        said = Client().get(address).json()
        told += [row["title"]["en"] for row in said["documents"]]
        sizes.append(len(said["documents"]))
        address = said["next"]
    assert (told, sizes) == (["Paper 2", "Paper 1", "Paper 0"], [2, 1])

    feeds = [
        [entry.findtext(f"{ATOM}title", "")[-7:] for entry in feed.findall(f"{ATOM}entry")]
        for feed in pages(register, "register.atom")
    ]
    assert feeds == [["Paper 2", "Paper 1"], ["Paper 0"]]

    first, second = (asked(register, f"register/?page={number}")[1].decode() for number in (1, 2))
    assert all(f"Paper {number}" in first for number in (1, 2)) and "Paper 0" not in first
    assert "Paper 0" in second and "Paper 1" not in second
    assert 'rel="next"' in first and 'rel="prev"' in second


def test_a_long_sitemap_names_its_parts_the_oldest_first_and_a_short_one_has_none(
    register: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = ElementTree.fromstring(asked(register, "sitemap.xml")[1])
    parts = [one.text or "" for one in index.iter(f"{SITEMAP}loc")]
    sizes = [
        len(ElementTree.fromstring(Client().get(part).content).findall(f"{SITEMAP}url"))
        for part in parts
    ]
    assert index.tag == f"{SITEMAP}sitemapindex" and sizes == [2, 1]

    # What is published later goes into the last part, and leaves the others as they are.
    before = Client().get(parts[0]).content
    published(register, 3)
    assert Client().get(parts[0]).content == before

    monkeypatch.setattr(documents, "IN_A_SITEMAP", 9)
    published(register, 2)
    assert ElementTree.fromstring(asked(register, "sitemap.xml")[1]).tag != index.tag


@pytest.mark.parametrize("page", ["0", "3", "x", "", "-1", "1" * 9, "\u0661"])
@pytest.mark.parametrize("path", LISTS)
def test_a_page_that_is_not_there_is_not_found(register: Forum, path: str, page: str) -> None:
    assert asked(register, f"{path}?page=2")[0] == 200
    assert asked(register, f"{path}?page={page}")[0] == 404


@pytest.mark.parametrize("path", [*LISTS, "register/"])
def test_a_page_costs_the_same_however_many_documents_there_are(register: Forum, path: str) -> None:
    costs = []
    for number in (3, 4):
        forgotten.everything()
        with CaptureQueriesContext(connection) as captured:
            assert asked(register, f"{path}?page=1")[0] == 200
        costs.append((len(captured), largest(register, path)))
        published(register, number)
    assert costs[0] == costs[1]


def largest(forum: Forum, path: str) -> int:
    """How many documents a page names."""
    return asked(forum, f"{path}?page=1")[1].count(b"Paper ")


@pytest.mark.parametrize("path", LISTS)
def test_what_others_write_makes_no_list_anew(
    register: Forum, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, before, tag = asked(register, path)
    papers.entered(register, at=LATER)
    for name in ("entry", "atom", "sitemap", "sitemaps"):
        monkeypatch.setattr(machine, name, None)

    with CaptureQueriesContext(connection) as captured:
        status, nothing, _tag = asked(register, path, **{"If-None-Match": tag})
    assert (status, nothing) == (304, b"")
    assert len(captured) <= 9, [one["sql"] for one in captured]
    assert asked(register, path)[1] == before

    # What is published is in it at once: it would have to be made, which it cannot here.
    published(register, 4)
    with pytest.raises(TypeError):
        asked(register, path)
