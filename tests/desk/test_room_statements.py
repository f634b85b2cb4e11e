"""A delegation makes its statement on the page of the room, by the verb of the decision's page.

Source: domain.md C.4 (statements), C.7 (P6); interaction.md section 4.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

import decided
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.decisions.models import Objection, RoomDecision, RoomStatement
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.consensus import Claim
from cochair.site.desk.room import views
from cochair.web import cache as keeping
from cochair.web.clock import clock

NORLAND, OTHER = "XN", "XL"
WORDS = "We read paragraph 2 in the light of our constitution."
STATEMENT = {
    "kind": "interpretative",
    "printed": "footnote_named",
    "words_en": WORDS,
    "paragraphs": "p-2",
    "in_room": "1",
}


@pytest.fixture
def table(small_forum: Forum) -> Iterator[RoomDecision]:
    views.forget()
    row = decided.on_the_table(small_forum)
    with clock.at(decided.LATER):
        yield row
    views.forget()


def client(hat: ActingOffice) -> Client:
    return people.signed_in(Account.objects.get(pk=hat.account))


def room(row: RoomDecision) -> str:
    return f"/en/{row.meeting.forum.slug}/meetings/{row.meeting.slug}/room/"


def verb(row: RoomDecision, name: str) -> str:
    return f"/en/{row.meeting.forum.slug}/meetings/{row.meeting.slug}/decisions/1/{name}"


def test_a_delegation_states_where_it_sits_and_stays_there(table: RoomDecision) -> None:
    norland = client(decided.head(table.meeting.forum, NORLAND))
    assert 'id="stating"' in norland.get(room(table)).content.decode()

    sent = norland.post(verb(table, "statements/"), STATEMENT, follow=True)

    assert sent.redirect_chain == [(room(table), 302)]
    assert "Your statement has been recorded." in sent.content.decode()
    made = RoomStatement.objects.get()
    assert (made.voice, made.words["en"], made.paragraphs) == (NORLAND, WORDS, ["p-2"])
    norland.post(verb(table, "statements/"), STATEMENT)
    assert RoomStatement.objects.count() == 1
    chair = client(signing.league(table.meeting.forum, decided.LATER))
    shown = chair.get(room(table)).content.decode()
    assert WORDS in shown and "Norland" in shown


def test_a_statement_without_words_is_refused_and_keeps_what_was_chosen(
    table: RoomDecision,
) -> None:
    norland = client(decided.head(table.meeting.forum, NORLAND))

    empty = norland.post(verb(table, "statements/"), {**STATEMENT, "words_en": ""})
    stranger = norland.post(verb(table, "statements/"), {**STATEMENT, "paragraphs": "p-99"})

    assert (empty.status_code, stranger.status_code) == (422, 422)
    assert 'value="p-2"' in empty.content.decode() and not RoomStatement.objects.exists()


def test_who_takes_no_part_in_the_decision_has_no_form_and_is_refused(table: RoomDecision) -> None:
    chair = client(signing.league(table.meeting.forum, decided.LATER))

    assert 'id="stating"' not in chair.get(room(table)).content.decode()
    assert chair.post(verb(table, "statements/"), STATEMENT).status_code == 403
    assert not RoomStatement.objects.exists()


def test_the_verb_of_a_paragraph_opens_the_form_with_it_chosen_without_a_script(
    table: RoomDecision,
) -> None:
    norland = client(decided.head(table.meeting.forum, NORLAND))
    page = norland.get(room(table)).content.decode()
    assert 'href="?on=p-2&amp;say=statement#state"' in page

    opened = norland.get(room(table) + "?on=p-2&say=statement").content.decode()

    start = opened.index('id="stating"')
    assert " open" in opened[start - 40 : start]
    assert "checked" in opened[opened.index('id="say-p-2"') :][:60]
    assert "checked" not in opened[opened.index('id="object-p-2"') :][:60]
    # And the other verb the other form.
    opposed = norland.get(room(table) + "?on=p-2").content.decode()
    assert "checked" in opposed[opposed.index('id="object-p-2"') :][:60]
    assert "checked" not in opposed[opposed.index('id="say-p-2"') :][:60]


def test_an_objection_is_replaced_by_a_statement_in_the_room_and_only_by_its_author(
    table: RoomDecision,
) -> None:
    forum = table.meeting.forum
    decided.objected(table, decided.head(forum, NORLAND), decided.minutes(14))
    objection = Objection.objects.get()
    norland, other = (client(decided.head(forum, code)) for code in (NORLAND, OTHER))
    with clock.at(decided.minutes(16)):
        page = norland.get(room(table)).content.decode()
        assert 'id="converting"' in page and 'id="stating"' not in page
        # One delegation's objection is no objection of another: that one may still say both.
        theirs = other.get(room(table)).content.decode()
        assert 'id="converting"' not in theirs and "data-object" in theirs
        assert "data-object" not in page

        to = verb(table, f"objections/{objection.pk}/statement/")
        assert other.post(to, STATEMENT).status_code == 422
        sent = norland.post(to, STATEMENT, follow=True)

    assert sent.redirect_chain == [(room(table), 302)]
    objection.refresh_from_db()
    assert objection.converted_at is not None and RoomStatement.objects.count() == 1


def test_after_the_declaration_the_form_says_that_it_is_late_until_statements_end(
    table: RoomDecision,
) -> None:
    decided.declared(table, Claim.CONSENSUS, decided.minutes(16))
    norland = client(decided.head(table.meeting.forum, NORLAND))

    with clock.at(decided.minutes(17)):
        page = norland.get(room(table)).content.decode()
        assert "This statement is late and does not change the outcome." in page
        assert 'id="objecting"' not in page
        assert norland.post(verb(table, "statements/"), STATEMENT).status_code == 302

    assert RoomStatement.objects.count() == 1


@pytest.mark.parametrize(("hours", "taken"), [(47, True), (49, False)])
def test_after_the_closing_a_statement_is_taken_for_48_hours(
    table: RoomDecision, hours: int, taken: bool
) -> None:
    decided.declared(table, Claim.CONSENSUS, decided.minutes(16))
    closed = decided.minutes(30)
    Meeting.objects.filter(pk=table.meeting.pk).update(closed_at=closed)
    views.forget()
    keeping.forget()
    norland = client(decided.head(table.meeting.forum, NORLAND))

    with clock.at(closed + timedelta(hours=hours)):
        page = norland.get(room(table)).content.decode()
        answer = norland.post(verb(table, "statements/"), STATEMENT)

    assert ('id="stating"' in page, answer.status_code) == (taken, 302 if taken else 422)
    assert RoomStatement.objects.exists() is taken
