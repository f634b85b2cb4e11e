"""H16: an observer whose admission ends keeps a page open, an address and a link (T13)."""

from datetime import timedelta

import pytest
from django.test import Client

import agendas
import delegations
import people
import rooms
import signing
from cochair.features.accounts.models import Account
from cochair.features.conduct import actions
from cochair.features.meetings.models import Invitation, Meeting, ObserverAnswer, ObserverRequest
from cochair.features.observers import actions as observers
from cochair.features.observers.states import Answer
from cochair.features.parties import actions as parties
from cochair.features.parties.models import Forum, Office
from cochair.site.desk.room import views
from cochair.web.clock import clock
from desk.test_room import AT, address, admitted, poll

SPEAKS = "Review of the year"


@pytest.fixture
def watching(small_forum: Forum) -> tuple[Meeting, Client, Account]:
    """An open meeting with an item that is open to an observer, whose page asks for news."""
    views.forget()
    meeting = delegations.council(small_forum)
    agendas.provisional(meeting)
    _hat, account = admitted(meeting)
    meeting = delegations.opened_meeting(meeting)
    rooms.opened(meeting)
    by = rooms.chair(small_forum)
    actions.hear_observers(meeting, "i2", seen=rooms.last(meeting), by=by, at=AT)
    yield meeting, people.signed_in(account), account
    views.forget()


def withdrawn(meeting: Meeting) -> None:
    """One Party takes its word back, and both ways in are gone."""
    request = ObserverRequest.objects.get(meeting=meeting)
    office = Office.objects.filter(party__code="LEAGUE", role="co_presidency").first()
    ObserverAnswer.objects.create(
        request=request,
        party=office.party,
        answer="withdrawn",
        at=AT + timedelta(minutes=1),
        account=office.account,
        office=office,
    )
    Invitation.objects.filter(meeting=meeting, basis="observer").update(
        withdrawn_at=AT + timedelta(minutes=1)
    )


def test_an_open_page_of_the_room_tells_nothing_more_once_a_party_took_its_word_back(
    watching: tuple[Meeting, Client, Account],
) -> None:
    meeting, client, _account = watching
    with clock.at(AT):
        first = poll(client, meeting)
        assert SPEAKS in first.content.decode()
        assert poll(client, meeting, first["ETag"]).status_code == 304

    withdrawn(meeting)
    later = AT + timedelta(minutes=2)
    with clock.at(later):
        # What browsers were told to be unchanged a moment ago is looked up anew.
        views.forget()
        after, page = poll(client, meeting, first["ETag"]), client.get(address(meeting))

    absent = client.get(address(meeting).replace(meeting.slug, "no-such-meeting"))
    for answer in (after, page):
        assert SPEAKS not in answer.content.decode()
        assert answer.status_code == absent.status_code == 404


def test_an_office_that_ended_is_told_nothing_by_the_page_that_it_left_open(
    watching: tuple[Meeting, Client, Account],
) -> None:
    meeting, client, account = watching
    with clock.at(AT):
        etag = poll(client, meeting)["ETag"]
    Office.objects.filter(account=account).update(end=AT + timedelta(minutes=1))

    views.forget()
    with clock.at(AT + timedelta(minutes=2)):
        answer = poll(client, meeting, etag)

    assert answer.status_code == 404 and SPEAKS not in answer.content.decode()


def test_what_is_kept_for_an_open_page_ends_with_the_office_that_was_ended_in_the_ledger(
    watching: tuple[Meeting, Client, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, client, account = watching
    monkeypatch.setattr(views, "FRESH", 0.0)
    with clock.at(AT):
        etag = poll(client, meeting)["ETag"]
        assert poll(client, meeting, etag).status_code == 304

    office = Office.objects.get(account=account)
    parties.end_office(office, by=signing.secretariat(meeting.forum, AT), at=AT)

    with clock.at(AT + timedelta(seconds=1)):
        answer = poll(client, meeting, etag)
    assert answer.status_code == 404 and SPEAKS not in answer.content.decode()


def test_what_is_kept_for_an_open_page_ends_with_the_word_that_a_party_took_back_in_the_ledger(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the opening: an answer is not taken back after it."""
    meeting = delegations.council(small_forum)
    agendas.provisional(meeting)
    _hat, account = admitted(meeting)
    client, before = people.signed_in(account), AT - timedelta(days=1)
    monkeypatch.setattr(views, "FRESH", 0.0)
    with clock.at(before):
        etag = poll(client, meeting)["ETag"]
        assert poll(client, meeting, etag).status_code == 304

    row = ObserverRequest.objects.get(meeting=meeting)
    league = signing.league(small_forum, before)
    observers.answer_request(row, answer=Answer.WITHDRAWN, by=league, at=before)

    with clock.at(before + timedelta(seconds=1)):
        assert poll(client, meeting, etag).status_code == 404
