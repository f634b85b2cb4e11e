"""Publication with two keys, and what anyone may then read (CB-59; INV-13; two keys, law 3)."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

import filed
import papers
import people
import signing
import silences
from cochair.features.accounts.models import Account
from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Instrument
from cochair.features.documents import queries
from cochair.features.documents.models import Document, Publication
from cochair.features.files import actions as files
from cochair.features.follow_up import queries as following
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.printing import akoma, official
from cochair.features.publications import actions
from cochair.features.register import actions as register
from cochair.features.register import entry
from cochair.features.register.kind import PUBLISH, turns
from cochair.features.silence import closure
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from papers import words
from world import NOW

MOST_QUERIES = 15
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


def test_a_published_paper_that_was_withdrawn_says_when_and_stays_readable(paper: Document) -> None:
    address = f"/en/{paper.forum.slug}/register/{paper.slug}"
    client = Client()
    with clock.at(NOW + timedelta(days=2)):
        signing.turn(
            signing.turn(proposed(paper), signing.league(paper.forum)), signing.concert(paper.forum)
        )
        assert "was withdrawn" not in client.get(f"{address}/").text
        assert client.get(f"{address}.json").json()["withdrawn"] is None
        row = papers.fresh(paper)
        by = signing.secretariat(paper.forum)

        register.withdraw(
            row, reason="Replaced.", seen=row.version, by=by, at=NOW + timedelta(days=1)
        )

        page = client.get(f"{address}/").text
        assert "This document was withdrawn" in page and "One en." in page
        said = client.get(f"{address}.json").json()["withdrawn"]
        assert said == (NOW + timedelta(days=1)).isoformat()


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


def test_words_that_were_published_before_others_were_adopted_are_not_called_adopted(
    small_forum: Forum,
) -> None:
    """Both published a first text; another revision is adopted by silence, and published later."""
    by, at = signing.secretariat(small_forum), silences.LATER
    paper = silences.line(small_forum, marking="public")
    signing.both_sign(small_forum, proposed(paper))
    seen = papers.fresh(paper).version
    register.revise(paper, source="en", summary="", seen=seen, by=by, at=NOW)
    for code in ("en", "es", "pt"):
        papers.written(paper, code, words(f"Two {code}."))
    signing.both_sign(small_forum, silences.proposed(papers.sent(paper)))
    closure.close_due(small_forum, at)
    by = signing.secretariat(small_forum, at)
    register.finish(paper, seen=papers.fresh(paper).version, by=by, at=at)
    agreed = Instrument.objects.get(slug="statement-2030")
    agreed.commitments.filter(slug="S30-01").update(areas=["a"])
    Instrument.objects.filter(pk=agreed.pk).update(imported=False, document=paper)
    address = f"/en/{small_forum.slug}/register/{paper.slug}/"
    with clock.at(at):
        before, front = Client().get(address).text, Client().get(f"/en/{small_forum.slug}/").text
    counted_before = following.in_force_by_area(small_forum)
    row = papers.fresh(paper)
    asked = {one.says for one in turns(row, at)}
    act = actions.propose_publication(row, reason="", seen=row.version, by=by, at=at)
    signing.both_sign(small_forum, act, at)
    with clock.at(at):
        after, home = Client().get(address).text, Client().get(f"/en/{small_forum.slug}/").text

    assert "One en." in before and "Adopted by consensus" not in before
    assert paper.slug not in front
    assert asked == {PUBLISH} and not list(turns(papers.fresh(paper), at))
    assert "Two en." in after and "Adopted by consensus" in after
    assert paper.slug in home
    assert (counted_before, following.in_force_by_area(small_forum)) == ({}, {"a": 1})


def test_a_public_text_says_that_another_took_its_place_and_names_it_once_it_is_public(
    paper: Document,
) -> None:
    forum, by = paper.forum, signing.secretariat(paper.forum)
    later = papers.circulated(forum, {"en": words("Anew.")}, marking="public")
    address = f"/en/{forum.slug}/register/{paper.slug}/"

    def shown() -> str:
        with clock.at(NOW):
            return Client().get(address).text

    signing.both_sign(forum, proposed(paper))
    before = shown()
    seen = papers.fresh(paper).version
    register.supersede(paper, successor=later, seen=seen, by=by, at=NOW)
    replaced = shown()
    signing.both_sign(forum, proposed(later, REASON))
    named = shown()

    assert "replaced by" not in before
    assert "replaced by another document" in replaced and later.slug not in replaced
    assert "was replaced by:" in named and f"/register/{later.slug}/" in named


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


def test_what_was_published_is_taken_away_in_every_official_form_and_language(
    paper: Document,
) -> None:
    signing.both_sign(paper.forum, proposed(paper), NOW)
    client, at = Client(), f"/en/{paper.forum.slug}/register/{paper.slug}"
    starts = {"pdf": b"%PDF", "docx": b"PK", "xml": b"<?xml"}
    with clock.at(NOW):
        for language in ("en", "es", "pt"):
            for ending, start in starts.items():
                answer = client.get(f"{at}/{language}.{ending}")
                assert answer.content.startswith(start)
                assert answer["Content-Disposition"].startswith("attachment")
                again = client.get(
                    f"{at}/{language}.{ending}", headers={"If-None-Match": answer["ETag"]}
                )
                assert again.status_code == 304
        told = client.get(f"{at}.json")
        again = client.get(f"{at}.json", headers={"If-None-Match": told["ETag"]})
        assert (told.status_code, again.status_code) == (200, 304)
        page = client.get(f"{at}/es/").content.decode()
        said = client.get(f"{at}.json").json()["languages"]["es"]["alternates"]
        assert client.get(f"{at}/fr.pdf").status_code == 404
    for media, href in said.items():
        assert f'type="{media}"' in page and href in page


def test_a_form_that_anyone_asks_for_is_made_once_and_costs_few_queries(
    paper: Document, django_assert_max_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing.both_sign(paper.forum, proposed(paper), NOW)
    address = f"/en/{paper.forum.slug}/register/{paper.slug}/pt.pdf"
    with clock.at(NOW):
        first = Client().get(address)
        monkeypatch.setattr(official, "FORMS", {"pdf": official.Form("application/pdf", _never)})
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            again = Client().get(address)

    assert again.status_code == 200 and again.content == first.content


def _never(*_told: object) -> bytes:
    raise AssertionError("It is made once.")


def test_the_public_forms_name_nothing_that_was_not_published(small_forum: Forum) -> None:
    """INV-13: neither documents cited, nor titles and numbers that only the Parties know."""
    secret = papers.circulated(small_forum)
    symbol = queries.name_of(secret)
    paper = entry.register(
        small_forum,
        papers.entry(small_forum, marking="public", public_title={"en": "A paper"}),
        previous=(symbol, "CM 77/24"),
        by=signing.secretariat(small_forum),
        at=NOW,
    )
    papers.written(paper, "en", words("One."))
    paper = papers.sent(paper)
    inside = akoma.akoma(papers.last(paper).expressions.get()).decode()
    assert symbol in inside and "CM 77/24" in inside and "Safe harbours" in inside
    signing.both_sign(small_forum, proposed(paper, REASON), NOW)
    row = papers.fresh(paper)
    by, later = signing.secretariat(small_forum), NOW + timedelta(minutes=1)
    register.add_alias(row, party="", symbol="ST 99/24", seen=row.version, by=by, at=later)

    with clock.at(later):
        address = f"/en/{small_forum.slug}/register/{paper.slug}"
        answers = [Client().get(f"{address}{end}").text for end in ("/en.xml", "/", ".json")]

    for outside in answers:
        assert "A paper" in outside and "One." in outside
        for hidden in (symbol, secret.slug, "CM 77/24", "ST 99/24", "Safe harbours"):
            assert hidden not in outside


def test_the_public_forms_name_a_meeting_only_where_public_sources_do(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)
    texts = {code: words(f"One {code}.") for code in ("en", "es", "pt")}
    paper = papers.circulated(small_forum, texts, marking="public", meeting=meeting.slug)
    signing.both_sign(small_forum, proposed(paper), NOW)
    name = "Council II"
    assert name in akoma.akoma(papers.last(paper).expressions.first()).decode()

    with clock.at(NOW):
        address = f"/en/{small_forum.slug}/register/{paper.slug}/en.xml"
        assert name not in Client().get(address).content.decode()
        Meeting.objects.filter(pk=meeting.pk).update(imported=True)
        assert name in Client().get(address).content.decode()


def test_a_file_that_is_released_meanwhile_leaves_the_keys_on_other_languages_as_they_are(
    small_forum: Forum,
) -> None:
    league = signing.secretariat(small_forum)
    file = filed.kept(small_forum, league, "LIMITE")
    paper = papers.entered(small_forum, by=league, marking="public", title={"en": "A paper"})
    papers.written(paper, "en", words("One."))
    papers.written(paper, "es", words("Uno."), title="Un documento", file=file)
    act = signing.turn(proposed(papers.sent(paper), REASON), signing.league(small_forum))

    files.release_file(file, basis=REASON, by=signing.league(small_forum), at=NOW)

    assert acts.digest(act) == act.digest
    signing.turn(act, signing.concert(small_forum))
    assert Publication.objects.get().title == {"en": "A paper"}


def test_an_act_from_before_titles_were_bound_is_still_shown(paper: Document) -> None:
    act = proposed(paper)
    body = {name: said for name, said in act.body.items() if name != "title"}
    JointAct.objects.filter(pk=act.pk).update(body=body)
    with clock.at(NOW):
        somebody = people.signed_in(Account.objects.get(pk=signing.league(paper.forum).account))
        page = somebody.get(f"/en/{paper.forum.slug}/acts/{act.number}/")

    assert page.status_code == 200 and "Safe harbours" in page.content.decode()


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


def publicly(paper: Document) -> str:
    """Everything that anyone reads of a document: page, lists, feeds and search in each language."""
    client, forum = Client(), paper.forum.slug
    with clock.at(NOW):
        answers = [
            client.get(f"/{code}/{forum}/{path}")
            for code in ("en", "es", "pt")
            for path in (
                f"register/{paper.slug}/",
                f"register/{paper.slug}.json",
                "register/",
                "register.json",
                "register.atom",
                "search/?q=title",
            )
        ]
    return "\n".join(answer.content.decode() for answer in answers)


def test_the_title_of_a_text_that_is_being_drafted_is_read_by_nobody(small_forum: Forum) -> None:
    """INV-13: what a document is called in the next revision is not published with the last."""
    paper = papers.circulated(
        small_forum, {"en": words("One.")}, marking="public", title={"en": "Plain title"}
    )
    signing.both_sign(small_forum, proposed(paper, REASON), NOW)
    by = signing.secretariat(small_forum)
    row = papers.fresh(paper)
    register.revise(row, source="pt", summary="", seen=row.version, by=by, at=NOW)
    papers.written(paper, "pt", words("Um."), title="Secret title")

    shown = publicly(paper)
    assert "Plain title" in shown and "Secret title" not in shown
    assert "pt" not in papers.fresh(paper).title

    papers.sent(paper)
    assert papers.fresh(paper).title["pt"] == "Secret title"
    assert "Secret title" not in publicly(paper)


def test_a_public_title_takes_the_place_of_the_title_in_every_language(small_forum: Forum) -> None:
    paper = papers.circulated(
        small_forum,
        {"en": words("One."), "es": words("Uno."), "pt": words("Um.")},
        marking="public",
        title={"en": "Secret title", "es": "Secret title es"},
        public_title={"en": "Plain title"},
    )
    papers.written(paper, "pt", words("Um."), title="Secret title pt")
    signing.both_sign(small_forum, proposed(paper), NOW)

    shown = publicly(paper)

    assert "Plain title" in shown and "Secret title" not in shown


def test_another_title_of_a_language_voids_the_keys_too(paper: Document) -> None:
    act = signing.turn(proposed(paper), signing.league(paper.forum))

    papers.written(paper, "es", words("One es."), title="Otro título")

    act.refresh_from_db()
    assert act.state == "void"


def test_the_public_list_does_not_say_for_which_meeting_a_paper_was(paper: Document) -> None:
    """INV-13: the meeting is public when both publish it, not with a paper."""
    signing.both_sign(paper.forum, proposed(paper), NOW)

    assert (
        "meeting"
        not in Client().get(f"/en/{paper.forum.slug}/register.json").json()["documents"][0]
    )
