"""The agenda and the documents on the pages of a meeting: what each reader sees, and what it costs.

domain.md C.7 (J3, D3), C.8. That a late language says who owes it is told in US-04.
"""

import re
from dataclasses import replace
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import agendas
import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.agendas.items import Item
from cochair.features.agendas.revision import write
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.publications import actions as publishing
from cochair.journal.actions import record
from cochair.web import cache
from cochair.web.clock import clock
from papers import words
from world import NOW

ITEMS, DOCUMENTS, MOST_QUERIES = 100, 50, 16


@pytest.fixture(autouse=True)
def monday():
    """The clock stands still."""
    with clock.at(NOW):
        yield


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its day."""
    return signing.fixed(small_forum)


@pytest.fixture
def preparing(meeting: Meeting) -> Client:
    """The secretariat of the Concert."""
    return people.signed_in(people.person(meeting.forum, Role.SECRETARIAT, "CONCERT"))


@pytest.fixture
def delegation(meeting: Meeting) -> Client:
    """The head of a delegation of the Concert, who prepares nothing."""
    return people.signed_in(people.person(meeting.forum, Role.DELEGATION_HEAD, "CONCERT", "XS"))


def path(meeting: Meeting, rest: str = "", language: str = "en") -> str:
    return f"/{language}/{meeting.forum.slug}/meetings/{meeting.slug}/{rest}"


def main(client: Client, address: str) -> str:
    """The text of a page without what stands around every page."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found is not None
    return found.group()


def number(document: Document) -> str:
    return papers.queries.name_of(document)


def test_documents_stand_under_their_items_then_those_that_no_item_names(
    meeting: Meeting, delegation: Client
) -> None:
    named = papers.circulated(meeting.forum, meeting=meeting.slug)
    loose = papers.circulated(meeting.forum, meeting=meeting.slug)
    elsewhere = papers.circulated(meeting.forum)
    agendas.provisional(
        meeting, agendas.OPENING, replace(agendas.REVIEW, papers=(elsewhere.slug, named.slug))
    )

    page = main(delegation, path(meeting, "documents/"))

    places = [page.index(f">{number(one)}</a>") for one in (elsewhere, named, loose)]
    assert places == sorted(places)
    assert "2. Review of the year" in page and "1. Opening" not in page
    assert page.index("Not under an agenda item") < places[2]
    assert number(elsewhere) in main(delegation, path(meeting))


def test_no_reader_is_shown_what_was_kept_for_another(
    meeting: Meeting, preparing: Client, delegation: Client
) -> None:
    forum = meeting.forum
    every = papers.circulated(forum, meeting=meeting.slug)
    closed = papers.circulated(forum, marking="presidencies", meeting=meeting.slug)
    draft = papers.entered(forum, meeting=meeting.slug)
    internal = papers.circulated(forum, marking="internal", meeting=meeting.slug)
    agendas.provisional(meeting, replace(agendas.REVIEW, papers=(closed.slug, draft.slug)))
    theirs = people.signed_in(Account.objects.get(email="secretariat-league@example.org"))
    wanted = {
        theirs: {every, closed, draft, internal},
        preparing: {every, closed},
        delegation: {every},
    }

    for readers in (wanted, reversed(wanted)):
        cache.forget()
        for client in readers:
            page = main(client, path(meeting, "documents/"))
            shown = {one for one in (every, closed, draft, internal) if f"/{one.slug}/" in page}
            assert shown == wanted[client]
            overview = main(client, path(meeting, "?phase=prepare"))
            assert {
                one for one in (every, closed, draft, internal) if f"/{one.slug}/" in overview
            } == wanted[client]
    # Whoever signs knows the number that the other Party put on the agenda; a delegation does not.
    assert number(draft) in main(preparing, path(meeting, "agenda/"))
    assert number(draft) not in main(delegation, path(meeting))


def test_nothing_is_counted_that_is_not_shown(meeting: Meeting, delegation: Client) -> None:
    empty = main(delegation, path(meeting, "documents/"))
    assert "No documents yet" in empty
    papers.circulated(meeting.forum, marking="internal", meeting=meeting.slug)
    papers.entered(meeting.forum, meeting=meeting.slug)

    assert main(delegation, path(meeting, "documents/")) == empty


def test_what_is_released_is_on_the_next_page(meeting: Meeting, delegation: Client) -> None:
    paper = papers.circulated(meeting.forum, {"en": words("One.")}, meeting=meeting.slug)
    before = main(delegation, path(meeting))
    assert before.count('data-lang-state="missing"') == 2

    papers.written(paper, "es", words("Uno."))
    assert main(delegation, path(meeting)).count('data-lang-state="missing"') == 1
    assert "Puertos seguros" in main(delegation, path(meeting, language="es"))
    assert "Puertos seguros" not in main(delegation, path(meeting))


def test_two_keys_stand_beside_a_document_whose_publication_was_proposed(
    meeting: Meeting, delegation: Client
) -> None:
    paper = papers.circulated(meeting.forum, meeting=meeting.slug, marking="public")
    assert "not sent for signature" in main(delegation, path(meeting, "documents/"))
    act = publishing.propose_publication(
        papers.fresh(paper),
        reason="The other languages follow it within a week.",
        seen=papers.fresh(paper).version,
        by=signing.league(meeting.forum),
        at=NOW,
    )
    signing.turn(act, signing.league(meeting.forum))

    page = main(delegation, path(meeting, "documents/"))
    assert 'data-key="agreed"' in page and 'data-key="waiting"' in page
    papers.written(paper, "es", words("Uno."))
    assert 'data-key="agreed"' not in main(delegation, path(meeting, "documents/"))


def test_who_registers_is_led_to_it_and_who_reads_is_not(
    meeting: Meeting, preparing: Client
) -> None:
    auditor = people.signed_in(people.person(meeting.forum, Role.AUDITOR))
    register = f"documents/new/?meeting={meeting.slug}"

    assert register in main(preparing, path(meeting, "documents/"))
    assert register not in main(auditor, path(meeting, "documents/"))


def test_a_past_day_shows_no_documents_of_today(meeting: Meeting, delegation: Client) -> None:
    paper = papers.circulated(meeting.forum, meeting=meeting.slug)

    assert number(paper) in main(delegation, path(meeting))
    assert number(paper) not in main(delegation, path(meeting, f"?at={NOW.date()}"))


def test_the_page_of_a_hundred_items_and_fifty_documents_asks_sixteen_questions(
    meeting: Meeting, delegation: Client
) -> None:
    first = _cost(delegation, meeting)
    _fill(meeting)
    cache.forget()
    made_anew = _cost(delegation, meeting)
    kept = _cost(delegation, meeting)

    assert kept <= MOST_QUERIES
    assert made_anew <= first + 30
    assert main(delegation, path(meeting)).count('<ul class="langs">') == 2 * DOCUMENTS


def _cost(client: Client, meeting: Meeting) -> int:
    worst = 0
    for rest in ("", "documents/"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path(meeting, rest)).status_code == 200
        worst = max(worst, len(captured))
    return worst


def _fill(meeting: Meeting) -> None:
    """A published agenda of a hundred items and fifty documents, put in at once."""
    forum = meeting.forum
    made = Document.objects.bulk_create(
        Document(
            forum=forum,
            slug=f"lc-2031-{n}",
            key=f"many{n}",
            series="LC",
            year=2031,
            number=n,
            kind="note",
            title=papers.TITLE,
            originator="LEAGUE_PRES",
            marking="public",
            party=parties.roster(forum).parties[n % 2],
            meeting=meeting,
            registered_at=NOW,
            circulated_at=NOW,
        )
        for n in range(1, DOCUMENTS + 1)
    )
    revisions = Revision.objects.bulk_create(
        Revision(document=one, number=0, source="en", made_at=NOW, circulated_at=NOW)
        for one in made
    )
    Expression.objects.bulk_create(
        Expression(
            revision=row,
            language=code,
            state="released",
            origin="original",
            digest=sha256(code.encode()).hexdigest(),
            made_at=NOW,
            released_at=NOW,
        )
        for row in revisions
        for code in ("en", "es")
    )
    by = signing.secretariat(forum)
    items = tuple(
        Item(
            f"i{n}",
            papers.TITLE,
            tags=("review",),
            papers=(made[n // 2].slug,) if n % 2 else (),
        )
        for n in range(ITEMS)
    )
    version = write(meeting, stage="provisional", items=items, based_on=None, by=by, at=NOW)
    version.row.published_at = NOW
    version.row.save()
    about = ("forum", forum.slug)
    record(forum.slug, verb="forum.loaded", about=about, by=None, at=NOW)
