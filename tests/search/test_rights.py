"""Nobody finds, or can count, what they may not read (C.8; INV-4, INV-13; US-03)."""

import pytest
from django.test import Client

import finding
import papers
import people
import signing
from cochair.features.documents.models import Document
from cochair.features.files import actions as files
from cochair.features.files.inspection import Inspection
from cochair.features.meetings.models import Invitation, Meeting, ObserverRequest
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.publications import actions as publishing
from cochair.features.register import actions as register
from cochair.formats.inside.media import Media
from papers import words
from world import NOW

SECRET = {"en": words("The harbour of Estmark is watched.", "Nothing more.")}


def published(document: Document) -> None:
    """The document after both published its last revision, in whatever languages it has."""
    by = signing.secretariat(document.forum)
    fresh = papers.fresh(document)
    act = publishing.propose_publication(
        fresh, reason="The other languages follow.", seen=fresh.version, by=by, at=NOW
    )
    signing.both_sign(document.forum, act)


def test_a_paper_of_one_party_is_found_and_counted_by_that_party_alone(
    small_forum: Forum,
) -> None:
    ours, theirs = signing.league(small_forum), signing.concert(small_forum)
    delegation = papers.somebody(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    before = finding.found(small_forum, "harbour", theirs)
    paper = papers.circulated(small_forum, SECRET, marking="internal", title={"en": "Harbour"})

    for hat in (ours, delegation):
        assert finding.places(small_forum, "harbour", hat) == {(paper.pk, ""), (paper.pk, "p-1")}
    assert finding.found(small_forum, "harbour", theirs) == before
    for typed in ("harbour", "harb*", '"harbour of"', paper.slug, "-nothing harbour"):
        assert not finding.places(small_forum, typed, theirs), typed
        assert not finding.places(small_forum, typed, None), typed


def test_papers_of_the_presidencies_are_found_by_them_and_their_secretariats(
    small_forum: Forum,
) -> None:
    paper = papers.circulated(small_forum, SECRET, marking="presidencies")
    delegation = papers.somebody(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")

    for hat in (signing.concert(small_forum), signing.secretariat(small_forum)):
        assert finding.places(small_forum, "watched", hat) == {(paper.pk, "p-1")}
    assert not finding.places(small_forum, "watched", delegation)


def test_a_former_holder_finds_what_its_delegation_reads_and_no_more(small_forum: Forum) -> None:
    former = people.presidency(small_forum, "LEAGUE", "XB", start=NOW)
    assert not former.in_term
    narrow = papers.circulated(small_forum, SECRET, marking="presidencies")
    wide = papers.circulated(small_forum, SECRET)

    assert finding.places(small_forum, "watched", former) == {(wide.pk, "p-1")}
    assert finding.places(small_forum, "watched", signing.league(small_forum)) == {
        (narrow.pk, "p-1"),
        (wide.pk, "p-1"),
    }


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    return signing.planned(small_forum)


def agency(forum: Forum, role: Role) -> ActingOffice:
    return papers.somebody(forum, role, "", "", parties.roster(forum).organisations[0].code)


def test_an_institution_finds_what_goes_to_all_and_papers_of_meetings_it_is_invited_to(
    small_forum: Forum, council: Meeting
) -> None:
    hat = agency(small_forum, Role.INSTITUTION)
    wide = papers.circulated(small_forum, SECRET)
    of_meeting = papers.circulated(
        small_forum, SECRET, marking="participants", meeting=council.slug
    )
    assert finding.places(small_forum, "watched", hat) == {(wide.pk, "p-1")}

    invited = parties.roster(small_forum).organisations[0]
    Invitation.objects.create(meeting=council, organisation=invited, sent_at=NOW)

    assert finding.places(small_forum, "watched", hat) == {
        (wide.pk, "p-1"),
        (of_meeting.pk, "p-1"),
    }


def test_an_observer_finds_nothing_of_the_draft_declaration_by_word_number_or_title(
    small_forum: Forum, council: Meeting
) -> None:
    hat = agency(small_forum, Role.OBSERVER)
    draft = papers.circulated(
        small_forum, SECRET, title={"en": "Draft declaration"}, meeting=council.slug
    )

    for typed in ("declaration", "draft", "watched", draft.slug, f"2031/{draft.number}", "d*"):
        assert not finding.places(small_forum, typed, hat), typed
    assert not ObserverRequest.objects.exists()


def test_a_draft_and_an_edition_that_nobody_released_are_not_found_even_by_their_authors(
    small_forum: Forum,
) -> None:
    by = signing.secretariat(small_forum)
    paper = papers.entered(small_forum, title={"en": "Unsent"})
    papers.written(paper, "en", words("Quite unsent."))
    assert not finding.places(small_forum, "unsent", by)

    papers.sent(paper)
    assert finding.places(small_forum, "unsent", by) == {(paper.pk, ""), (paper.pk, "p-1")}
    papers.written(paper, "en", words("Quite different."), released=False)

    assert finding.places(small_forum, "quite unsent", by) == {(paper.pk, "p-1")}
    assert not finding.places(small_forum, "different", by)


def test_a_text_that_is_held_for_its_marking_is_not_found(small_forum: Forum) -> None:
    hat = signing.league(small_forum)
    by = signing.secretariat(small_forum)
    found = Inspection(Media.DOCX, "a.docx", ("limite",), ())
    held = files.keep(small_forum, b"as it came", found, by=by, at=NOW)
    paper = papers.circulated(small_forum, {"en": words("One open line.")})
    papers.written(paper, "es", words("Una línea retenida."), file=held)
    assert held.held and not finding.places(small_forum, "retenida", hat)

    files.release_file(held, basis="Note of the originator", by=hat, at=NOW)

    assert finding.places(small_forum, "retenida", hat) == {(paper.pk, "p-1")}


def test_of_a_withdrawn_paper_the_title_is_found_and_no_word_of_its_text(
    small_forum: Forum,
) -> None:
    hat = signing.concert(small_forum)
    paper = papers.circulated(small_forum, SECRET, title={"en": "Harbours"})
    assert finding.places(small_forum, "watched", hat)

    by = signing.secretariat(small_forum)
    register.withdraw(
        papers.fresh(paper), reason="Wrong", seen=papers.fresh(paper).version, by=by, at=NOW
    )

    assert not finding.places(small_forum, "watched", hat)
    (result,) = finding.shown(small_forum, "harbours", hat)
    assert result.card.is_withdrawn and result.snippets == ()


def test_a_new_edition_takes_the_place_of_the_one_before_and_the_others_are_marked_stale(
    small_forum: Forum,
) -> None:
    hat = signing.concert(small_forum)
    paper = papers.circulated(
        small_forum, {"en": words("Old.", "Same."), "es": words("Viejo.", "Mismo.")}
    )
    assert finding.places(small_forum, "old", hat)

    papers.written(paper, "en", words("New.", "Same."))

    assert not finding.places(small_forum, "old", hat)
    assert finding.places(small_forum, "new", hat) == {(paper.pk, "p-1")}
    (result,) = finding.shown(small_forum, "viejo", hat, language="es")
    assert "out of date: another language has changed" in result.snippets[0].notes
    (fresh,) = finding.shown(small_forum, "mismo", hat, language="es")
    assert fresh.snippets[0].notes == ()


def test_anyone_finds_the_published_editions_and_nothing_else(small_forum: Forum) -> None:
    paper = papers.circulated(
        small_forum,
        {"en": words("Open to all.")},
        marking="public",
        title={"en": "Secret plan", "es": "Plan secreto"},
        public_title={"en": "Plan"},
    )
    other = papers.circulated(small_forum, {"en": words("Open to some.")}, marking="public")
    assert not finding.places(small_forum, "open", None)

    published(paper)
    papers.written(paper, "es", words("Abierto a todos."))

    assert finding.places(small_forum, "open", None) == {(paper.pk, "p-1")}
    assert finding.places(small_forum, "plan", None) == {(paper.pk, "")}
    for typed in ("abierto", "secret", "some", f"2031/{other.number}"):
        assert not finding.places(small_forum, typed, None), typed
    (result,) = finding.shown(small_forum, "open", None, language="es")
    assert finding.text(result) == "[Open] to all."
    assert result.card.title == {"en": "Plan"}
    assert (result.card.meeting, result.card.marking) == ("", "")


def test_anyone_goes_on_finding_the_published_edition_while_the_house_reads_the_next(
    small_forum: Forum,
) -> None:
    hat = signing.concert(small_forum)
    paper = papers.circulated(small_forum, {"en": words("First text.")}, marking="public")
    published(paper)

    papers.written(paper, "en", words("Second text."))

    assert finding.places(small_forum, "first", None) == {(paper.pk, "p-1")}
    assert not finding.places(small_forum, "second", None)
    assert finding.places(small_forum, "second", hat) == {(paper.pk, "p-1")}
    assert not finding.places(small_forum, "first", hat)


def test_what_may_not_be_read_moves_nothing_of_what_may(small_forum: Forum) -> None:
    """The order of what is found would tell how often a word stands in hidden papers."""
    theirs = signing.concert(small_forum)
    for said in ("Harbour and vessel.", "Vessel, vessel and harbour.", "Harbour harbour vessel."):
        papers.circulated(small_forum, {"en": words(said)})
    before = finding.found(small_forum, "harbour vessel", theirs)

    for _number in range(5):
        papers.circulated(small_forum, {"en": words("Vessel " * 20)}, marking="internal")

    assert finding.found(small_forum, "harbour vessel", theirs) == before


def test_the_page_of_one_who_finds_nothing_is_the_same_whether_anything_is_hidden(
    small_forum: Forum,
) -> None:
    account = people.person(small_forum, Role.CO_PRESIDENCY, "CONCERT", "XP")
    address = f"/en/{small_forum.slug}/search/?q=harbour"

    def page(client: Client) -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200
        return answer.content.split(b"<main")[1].split(b"</main>")[0]

    client = people.signed_in(account)
    before, anyone = page(client), page(Client())
    papers.circulated(
        small_forum, SECRET, marking="internal", title={"en": "Harbour"}, kind="press_line"
    )

    assert page(client) == before
    assert page(Client()) == anyone


def test_what_was_published_stays_public_and_is_marked_when_it_is_withdrawn(
    small_forum: Forum,
) -> None:
    paper = papers.circulated(small_forum, {"en": words("First text.")}, marking="public")
    published(paper)
    fresh = papers.fresh(paper)

    by = signing.secretariat(small_forum)
    register.withdraw(fresh, reason="Wrong", seen=fresh.version, by=by, at=NOW)

    (result,) = finding.shown(small_forum, "first", None)
    assert result.card.is_withdrawn and finding.text(result) == "[First] text."
    assert not finding.places(small_forum, "first", signing.concert(small_forum))


def test_a_stranger_learns_from_no_filter_to_which_meeting_a_published_text_belongs(
    council: Meeting,
) -> None:
    """INV-13: whether a meeting is public, and what it is about, is said by what both published."""
    forum = council.forum
    paper = papers.circulated(forum, SECRET, marking="public", meeting=council.slug)
    published(paper)
    reader = signing.concert(forum)

    told = {
        (who, meeting): finding.places(forum, "watched", hat, meeting=meeting)
        for who, hat in (("stranger", None), ("reader", reader))
        for meeting in (council.slug, "another-meeting")
    }

    here = {(paper.pk, "p-1")}
    assert told[("stranger", council.slug)] == told[("stranger", "another-meeting")] == here
    assert (told[("reader", council.slug)], told[("reader", "another-meeting")]) == (here, set())
