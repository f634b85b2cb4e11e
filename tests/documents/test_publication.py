"""Publication with two keys, and what anyone may then read (CB-59; INV-13; two keys, law 3)."""

from xml.etree import ElementTree

import pytest
from django.test import Client

import papers
import signing
from cochair.acts.models import JointAct
from cochair.documents.models import Document, Publication
from cochair.documents.publishing import actions
from cochair.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from papers import words
from world import NOW

REASON = "The press meets today and cannot wait for a language."


def proposed(document: Document, reason: str = "") -> JointAct:
    """A proposal by the League's secretariat."""
    row = papers.fresh(document)
    return actions.propose_publication(
        row, reason=reason, seen=row.version, by=signing.secretariat(row.forum), at=NOW
    )


@pytest.fixture
def paper(small_forum: Forum) -> Document:
    """A public paper that went out in all languages."""
    texts = {code: words(f"One {code}.") for code in ("en", "es", "pt")}
    return papers.circulated(small_forum, texts, marking="public")


def test_nobody_reads_it_until_both_keys_are_turned_and_then_anyone(paper: Document) -> None:
    address = f"/es/{paper.forum.slug}/register/{paper.slug}/"
    client = Client()
    with clock.at(NOW):
        act = signing.turn(proposed(paper), signing.league(paper.forum))
        assert client.get(address).status_code == 404
        assert paper.slug not in client.get(f"/en/{paper.forum.slug}/register/").content.decode()

        signing.turn(act, signing.concert(paper.forum))

        page = client.get(address).content.decode()
        assert "One es." in page and "One en." not in page
        said = client.get(f"/en/{paper.forum.slug}/register/{paper.slug}.json").json()
        assert set(said["languages"]) == {"en", "es", "pt"}
        feed = client.get(f"/pt/{paper.forum.slug}/register.atom").content
        assert len(ElementTree.fromstring(feed).findall("{http://www.w3.org/2005/Atom}entry")) == 1
        urls = ElementTree.fromstring(client.get(f"/en/{paper.forum.slug}/sitemap.xml").content)
        assert len(urls) == 3


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_any_change_of_any_language_voids_the_keys(paper: Document, language: str) -> None:
    act = signing.turn(proposed(paper), signing.league(paper.forum))

    papers.written(paper, language, words(f"One, {language}."), editorial=True)

    act.refresh_from_db()
    assert act.state == "void"
    assert not Publication.objects.exists()


def test_what_was_published_stays_when_the_document_goes_on(paper: Document) -> None:
    signing.both_sign(paper.forum, proposed(paper), NOW)
    papers.written(paper, "en", words("Quite another text."))

    with clock.at(NOW):
        page = Client().get(f"/en/{paper.forum.slug}/register/{paper.slug}/en/").content.decode()

    assert "One en." in page and "another text" not in page


def test_a_missing_or_stale_language_asks_for_a_reason_that_both_sign(paper: Document) -> None:
    papers.written(paper, "en", words("Two en."))
    with pytest.raises(Refused):
        proposed(paper)

    act = proposed(paper, REASON)

    assert act.body["missing"] == ["es", "pt"] and act.reason == REASON


def test_only_a_circulated_paper_marked_public_is_published(small_forum: Forum) -> None:
    draft = papers.entered(small_forum, marking="public")
    papers.written(draft, "en", words("One."))
    for paper in (draft, papers.circulated(small_forum)):
        with pytest.raises(Refused):
            proposed(paper, REASON)


def test_a_paper_goes_to_more_people_and_never_to_fewer(small_forum: Forum) -> None:
    internal = papers.circulated(small_forum, marking="internal")
    theirs, by = signing.concert(small_forum), signing.secretariat(small_forum)
    assert not papers.sees(internal, theirs)

    actions.widen(internal, marking="forum", seen=internal.version, by=by, at=NOW)

    assert papers.sees(internal, theirs)
    row = papers.fresh(internal)
    with pytest.raises(Refused):
        actions.widen(row, marking="internal", seen=row.version, by=by, at=NOW)


def test_nothing_of_an_unpublished_paper_is_in_any_public_answer(paper: Document) -> None:
    client, slug = Client(), paper.forum.slug
    with clock.at(NOW):
        for path in ("register/", "register.json", "register.atom", "sitemap.xml", "", "calendar/"):
            said = client.get(f"/en/{slug}/{path}").content.decode()
            assert paper.slug not in said and "Safe harbours" not in said
        absent = client.get(f"/en/{slug}/register/{paper.slug}/")
        nothing = client.get(f"/en/{slug}/register/no-such-1/")
    # Byte for byte the same but for the address that was asked for, to which signing in leads back.
    assert absent.status_code == 404
    assert absent.content.replace(paper.slug.encode(), b"x") == nothing.content.replace(
        b"no-such-1", b"x"
    )
