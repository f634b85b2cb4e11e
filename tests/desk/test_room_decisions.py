"""A decision on every screen of the room: put, objected, declared, each with what one may do.

domain.md C.7 (J6, P6), US-06; the rules of deciding are told elsewhere.
"""

import dataclasses
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

import agendas
import decided
import delegations
import negotiations
import people
import rooms
import signing
from cochair.features.accounts.models import Account
from cochair.features.decisions.models import Objection, RoomDecision
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.texts.models import NegotiatedText
from cochair.procedure.consensus import Claim
from cochair.site.desk.room import fragments, views
from cochair.web import cache as keeping
from cochair.web.clock import clock

SPEAKER, OTHER = "XN", "XL"


@pytest.fixture
def table(small_forum: Forum) -> Iterator[RoomDecision]:
    views.forget()
    row = decided.on_the_table(small_forum)
    with clock.at(decided.LATER):
        yield row
    views.forget()


def client(hat: ActingOffice) -> Client:
    return people.signed_in(Account.objects.get(pk=hat.account))


def address(meeting: Meeting, rest: str = "") -> str:
    return f"/en/{meeting.forum.slug}/meetings/{meeting.slug}/room/{rest}"


def room_of(row: RoomDecision, hat: ActingOffice) -> str:
    return client(hat).get(address(row.meeting)).content.decode()


def button(page: str) -> tuple[str, bool]:
    """What the one button of a page says, and whether it may be pressed."""
    (found,) = re.findall(r'<button[^>]*id="deck-button"([^>]*)>(.*?)</button>', page, re.S)
    return re.sub(r"<[^>]+>", "", found[1]).strip(), "aria-disabled" not in found[0]


def test_what_is_put_is_on_every_screen_with_who_has_a_say(table: RoomDecision) -> None:
    auditor = people.hat(table.meeting.forum, people.person(table.meeting.forum, Role.AUDITOR))

    page = room_of(table, auditor)

    for said in (
        "submitted for adoption",
        "No objection. 5 delegations take part in the decision.",
    ):
        assert said in page
    assert table.terms["digest"] in page
    assert 'id="object"' not in page and 'id="deck-button"' not in page


def test_a_delegation_objects_from_the_room_and_takes_it_back_there(table: RoomDecision) -> None:
    hat = decided.head(table.meeting.forum, SPEAKER)
    who = client(hat)
    page = who.get(address(table.meeting)).content.decode()
    assert 'id="object"' in page

    to = f"/en/{table.meeting.forum.slug}/meetings/{table.meeting.slug}/decisions/1/objections/"
    sent = {"words": decided.WHY, "paragraphs": "p-2", "understood": "on"}
    assert who.post(to, sent).status_code == 302
    assert who.post(to, sent).status_code == 302

    assert Objection.objects.count() == 1
    page = who.get(address(table.meeting)).content.decode()
    assert (
        "Your objection has been recorded. It stands until you withdraw it." in page
        and decided.WHY in page
    )
    other = room_of(table, decided.head(table.meeting.forum, OTHER))
    assert (
        "an objection stands" in other
        and "Your objection has been recorded. It stands until you withdraw it." not in other
    )
    assert '<a href="#p2">Norland objects to paragraph 2.</a>' in other and 'id="p2"' in other


def test_beside_the_button_a_delegation_finds_its_objection_and_nobody_else_does(
    table: RoomDecision,
) -> None:
    forum = table.meeting.forum
    link = 'href="#objecting">Object to the text</a>'

    assert link in room_of(table, decided.head(forum, SPEAKER))
    assert link not in room_of(table, signing.league(forum, decided.LATER))
    decided.objected(table, decided.head(forum, SPEAKER), decided.minutes(16))
    with clock.at(decided.minutes(17)):
        assert link not in room_of(table, decided.head(forum, SPEAKER))


def test_the_chair_sees_what_both_may_declare_and_why_not_over_an_objection(
    table: RoomDecision,
) -> None:
    league = signing.league(table.meeting.forum, decided.LATER)
    assert button(room_of(table, league)) == ("Declare consensus", True)

    decided.objected(table, decided.head(table.meeting.forum, SPEAKER), decided.minutes(16))

    with clock.at(decided.minutes(17)):
        page = room_of(table, league)
    assert button(page) == ("Declare consensus", False)
    assert "Consensus cannot be declared while an objection stands." in page
    assert "Suspend the decision" in page


def test_what_was_declared_stays_on_the_screens_until_another_text_is_put(
    table: RoomDecision,
) -> None:
    decided.declared(table, Claim.CONSENSUS, decided.minutes(16))

    with clock.at(decided.minutes(17)):
        page = room_of(table, decided.head(table.meeting.forum, SPEAKER))

    assert "adopted by consensus" in page
    assert 'id="object"' not in page


def test_an_objection_reaches_a_screen_that_polls_and_the_token_is_no_change(
    table: RoomDecision,
) -> None:
    who = client(decided.head(table.meeting.forum, OTHER))
    first, again = (who.get(address(table.meeting, "live/")) for _turn in range(2))
    assert first["ETag"] == again["ETag"]
    assert first.content != again.content
    assert fragments.TOKEN not in first.content.decode()

    decided.objected(table, decided.head(table.meeting.forum, SPEAKER), decided.minutes(16))
    views.forget()

    after = who.get(address(table.meeting, "live/"), headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200
    assert "an objection stands" in after.content.decode()


def test_a_decision_on_a_paper_that_one_may_not_read_does_not_exist_for_one(
    table: RoomDecision,
) -> None:
    hat = decided.head(table.meeting.forum, OTHER)
    assert table.terms["digest"] in room_of(table, hat)
    table.document.marking = "internal"
    table.document.save(update_fields=["marking"])
    views.forget()
    from cochair.web import cache as keeping

    keeping.forget()

    page = room_of(table, hat)

    assert table.terms["digest"] not in page
    assert 'id="pos-' not in page


def test_a_screen_of_a_decision_costs_one_query_at_most_while_nothing_changes(
    table: RoomDecision,
) -> None:
    who = client(decided.head(table.meeting.forum, SPEAKER))
    etag = who.get(address(table.meeting, "live/"))["ETag"]
    headers = {"If-None-Match": etag}
    who.get(address(table.meeting, "live/"), headers=headers)

    with CaptureQueriesContext(connection) as captured:
        answer = who.get(address(table.meeting, "live/"), headers=headers)

    assert (answer.status_code, len(captured) <= 1) == (304, True)


def test_the_second_screen_shows_the_state_who_objects_and_the_paragraph_in_each_language(
    table: RoomDecision,
) -> None:
    decided.objected(table, decided.head(table.meeting.forum, SPEAKER), decided.minutes(14))
    league = client(signing.league(table.meeting.forum, decided.LATER))

    page = league.get(address(table.meeting, "screen/")).content.decode()

    for said in ("Two en.", "Two es.", "Two pt.", "Norland", "an objection stands"):
        assert said in page
    assert decided.WHY not in page


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"marking": "participants"}, True),
        ({"marking": "participants", "meeting": None}, False),
        ({"marking": "presidencies"}, False),
        ({"marking": "internal"}, False),
    ],
)
def test_the_second_screen_shows_what_the_least_entitled_person_in_the_room_may_read(
    table: RoomDecision, change: dict[str, object], shown: bool
) -> None:
    Document.objects.filter(pk=table.document_id).update(**{"meeting": table.meeting, **change})
    chair = client(signing.league(table.meeting.forum, decided.LATER))

    page = chair.get(address(table.meeting, "screen/")).content.decode()
    live = chair.get(address(table.meeting, "screen/live/")).content.decode()

    title = str(table.document.title["en"])
    for said in ("submitted for adoption", title):
        assert (said in page, said in live) == (shown, shown)


def test_while_an_observer_is_heard_the_second_screen_shows_what_is_marked_for_observers(
    table: RoomDecision,
) -> None:
    by_all = documents.read_by_all_in(table.meeting, decided.LATER, observers=False)
    heard = documents.read_by_all_in(table.meeting, decided.LATER, observers=True)
    Document.objects.filter(pk=table.document_id).update(meeting=table.meeting)

    before = [rows.filter(pk=table.document_id).exists() for rows in (by_all, heard)]
    Document.objects.filter(pk=table.document_id).update(for_observers=True)
    after = [rows.filter(pk=table.document_id).exists() for rows in (by_all, heard)]

    assert (before, after) == ([True, False], [True, True])


def test_what_is_in_brackets_is_on_the_second_screen_without_the_names_of_its_authors(
    small_forum: Forum,
) -> None:
    """Also when a co-chair, who sees every name, puts the screen up: domain.md CB-26."""
    views.forget()
    row = negotiations.begun(small_forum)
    meeting = delegations.council(small_forum)
    paper = dataclasses.replace(agendas.STATEMENT, papers=(row.document.slug,))
    agendas.provisional(meeting, agendas.OPENING, paper)
    meeting = delegations.opened_meeting(meeting)
    norland = negotiations.norland(small_forum)
    negotiations.words_for(row, "p-3", "18", "24", by=norland)
    NegotiatedText.objects.filter(pk=row.pk).update(attribution="party")
    rooms.opened(meeting, "i2")
    league = client(rooms.chair(small_forum))

    with clock.at(rooms.AT):
        screen = league.get(address(meeting, "screen/")).content.decode()
        room = league.get(address(meeting)).content.decode()

    assert "Text under negotiation" in screen and "24" in screen
    assert "XN" not in screen and "Norland" not in screen
    assert "Overview of positions" in room
    # A paper for the participants of another meeting is not for this room, whatever its agenda says.
    Document.objects.filter(pk=row.document_id).update(marking="participants", meeting=None)
    views.forget()
    keeping.forget()
    with clock.at(rooms.AT):
        hidden = league.get(address(meeting, "screen/")).content.decode()
    assert "Text under negotiation" not in hidden
    views.forget()


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_the_button_of_an_objection_names_the_tick_by_its_own_words(language: str) -> None:
    with override(language):
        button, tick = (
            gettext("To object, first tick “I understand the effect”"),
            gettext("I understand the effect."),
        )

    assert tick.removesuffix(".") in button
