"""The pages of observers, for the Parties and for those who come.

domain.md C.7 (O1 to O3, I1, D1), C.8; corrections.md section 4, "Refusals".
"""

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import forgotten
import people
import signing
from absent import faceless
from cochair.features.accounts.models import Account
from cochair.features.invitations import actions as inviting
from cochair.features.meetings.models import (
    Invitation,
    Meeting,
    ObserverAnswer,
    ObserverRequest,
    Session,
)
from cochair.features.observers import actions
from cochair.features.observers import queries as observing
from cochair.features.observers.states import Answer
from cochair.features.parties.models import Forum, Organisation
from cochair.features.parties.offices import Role
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import COUNCIL, concert, league, secretariat
from world import NOW

HARBOURS, CUSTOMS, GUARD = "world-harbours", "southern-customs", "northern-coast-guard"
OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOTE = "Our ministry of fisheries asked for this."


@pytest.fixture
def meeting(small_forum: Forum) -> Iterator[Meeting]:
    """The Council with its day: session 1 admits observers, session 2 has a title of its own."""
    found = signing.fixed(small_forum)
    for number, title in ((1, {}), (2, {"en": "Smugglers", "es": "Smugglers", "pt": "Smugglers"})):
        Session.objects.create(
            meeting=found,
            number=number,
            title=title,
            starts=OPENS + number * HOUR,
            ends=OPENS + (number + 1) * HOUR,
            spoken=["en"],
            observers_admitted=number == 1,
            remote_link=f"https://room.example.org/{number}",
        )
    with clock.at(NOW):
        yield found


def guest(forum: Forum, organisation: str, role: Role = Role.OBSERVER) -> Client:
    email = f"{role}-{organisation}@example.org"
    account = Account.objects.filter(email=email).first() or people.person(
        forum, role, organisation=organisation, email=email
    )
    return people.signed_in(account)


READ_BY = "Note for the co-presidencies and secretariats of both Parties"


def presidency(forum: Forum) -> Client:
    league(forum)
    return people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))


def delegation(forum: Forum) -> Client:
    return people.signed_in(people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))


HOME = "/en/league-concert/home/"
HERE = f"/en/league-concert/meetings/{COUNCIL}/"


def at(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["league-concert", *args])


def text(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def applied(meeting: Meeting, organisation: str = HARBOURS) -> ObserverRequest:
    return actions.request_attendance(
        meeting,
        organisation=organisation,
        reason=f"Reason of {organisation}.",
        by=secretariat(meeting.forum),
        at=NOW,
    )


def invited(meeting: Meeting, organisation: str = HARBOURS) -> ObserverRequest:
    row = applied(meeting, organisation)
    for by in (league(meeting.forum), concert(meeting.forum)):
        actions.answer_request(row, answer=Answer.AGREED, note=NOTE, by=by, at=NOW)
    act = actions.propose_invitation(
        ObserverRequest.objects.get(pk=row.pk),
        sessions=(1,),
        documents="public",
        by=secretariat(meeting.forum),
        at=NOW,
    )
    signing.both_sign(meeting.forum, act)
    return ObserverRequest.objects.get(pk=row.pk)


def test_the_button_that_stands_out_agrees_and_never_declines(meeting: Meeting) -> None:
    row = applied(meeting)
    client, address = presidency(meeting.forum), at("observer", COUNCIL, row.pk)
    asked = text(client.get(address))
    actions.answer_request(row, answer=Answer.AGREED, note="", by=league(meeting.forum), at=NOW)
    answered = text(client.get(address))

    assert 'class="btn main" type="submit" name="answer" value="agreed"' in asked
    assert 'class="btn" type="submit" name="answer" value="declined"' in asked
    # Whoever has agreed may still decline, and does so by no button that invites to it.
    assert 'class="btn" type="submit" name="answer" value="declined"' in answered
    assert "main" not in "".join(
        re.findall(r'class="([^"]*)" type="submit" name="answer"', answered)
    )


def test_an_observer_sees_its_session_and_nothing_else(meeting: Meeting) -> None:
    invited(meeting)

    page = text(guest(meeting.forum, HARBOURS).get(HERE))

    assert "you are invited as an observer" in page
    assert "https://room.example.org/1" in page
    for hidden in ("Session 2", "Smugglers", "room.example.org/2", NOTE, "agrees"):
        assert hidden not in page


def test_an_observer_is_led_to_the_room_while_its_meeting_sits(meeting: Meeting) -> None:
    invited(meeting)
    client, room = guest(meeting.forum, HARBOURS), f"{HERE}room/"
    assert room not in text(client.get(HERE))

    signing.stepped(meeting, "meeting.open", OPENS)
    with clock.at(OPENS + HOUR):
        sits = text(client.get(HERE))

    assert f'href="{room}"' in sits and ">Go to the room</a>" in sits
    assert "Nothing waits for you" not in sits


def test_an_observer_reaches_no_other_page_of_its_meeting_but_that_of_its_own_people(
    meeting: Meeting,
) -> None:
    row = invited(meeting)
    observer = guest(meeting.forum, HARBOURS)
    invitation = Invitation.objects.get(organisation=row.organisation)

    hidden = (
        at("invitation", COUNCIL, invitation.pk),
        at("agenda", COUNCIL),
        at("sessions", COUNCIL),
        at("observers", COUNCIL),
        at("dates", COUNCIL),
        at("delegation", COUNCIL, CUSTOMS),
    )
    assert {observer.get(address).status_code for address in hidden} == {404}
    own = observer.get(at("delegation", COUNCIL, HARBOURS))
    assert own.status_code == 200
    assert NOTE not in text(own)


def test_one_secretariat_alone_ends_no_observers_invitation(meeting: Meeting) -> None:
    row = invited(meeting)
    invitation = Invitation.objects.get(organisation=row.organisation)

    with pytest.raises(
        Refused,
        match="To end the invitation of an observer, a Party withdraws its agreement on the page of the request",
    ):
        inviting.propose_withdrawal(
            invitation,
            reason="The letter names another organisation.",
            by=secretariat(meeting.forum),
            at=NOW,
        )


def test_one_observer_sees_nothing_of_another(meeting: Meeting) -> None:
    invited(meeting)
    applied(meeting, CUSTOMS)
    other = guest(meeting.forum, CUSTOMS)

    page = text(other.get(at("my_meeting", COUNCIL)))
    home = text(other.get(HOME))

    assert "under consideration" in page
    # The help of a page quotes its words, whoever reads it.
    shown = "".join(one.partition('class="drawer"')[0] for one in (page, home))
    for hidden in ("Harbours", "Session 1", "room.example.org", "Sessions granted"):
        assert hidden not in shown


def test_an_observer_that_was_not_admitted_gets_the_bytes_of_a_page_that_is_not_there(
    meeting: Meeting,
) -> None:
    row = invited(meeting)
    stranger = guest(meeting.forum, CUSTOMS)
    absent = stranger.get(at("my_meeting", "no-such-meeting"))

    for address in (
        at("my_meeting", COUNCIL),
        at("observers", COUNCIL),
        at("observer", COUNCIL, row.pk),
        at("sessions", COUNCIL),
    ):
        hidden = stranger.get(address)
        assert (hidden.status_code, faceless(hidden)) == (404, faceless(absent)), address


def test_when_a_party_takes_its_agreement_back_the_very_next_request_is_not_found(
    meeting: Meeting,
) -> None:
    row = invited(meeting)
    observer = guest(meeting.forum, HARBOURS)
    assert observer.get(at("my_meeting", COUNCIL)).headers["Location"] == HERE
    assert observer.get(HERE).status_code == 200

    answer = presidency(meeting.forum).post(
        at("observer_answer", COUNCIL, row.pk), {"answer": "withdrawn", "note": ""}
    )

    assert answer.status_code == 302
    for name in ("meetings:my_meeting", "desk:meeting"):
        gone = observer.get(reverse(name, args=["league-concert", COUNCIL]))
        absent = observer.get(reverse(name, args=["league-concert", "no-such-meeting"]))
        assert (gone.status_code, faceless(gone)) == (404, faceless(absent))
    # It may agree anew: the request is not closed.
    home = text(observer.get(HOME))
    assert "you are no longer invited" in home and "request closed" not in home


def test_an_observer_applies_and_is_told_of_no_party(meeting: Meeting) -> None:
    observer = guest(meeting.forum, HARBOURS)
    assert "Apply as an observer" in text(observer.get(HOME))

    silent = observer.post(at("my_application", COUNCIL), {"reason": " ", "documents": "public"})
    assert (silent.status_code, ObserverRequest.objects.count()) == (422, 0)
    said = {"reason": "We keep the same lights.", "documents": "observers"}
    assert observer.post(at("my_application", COUNCIL), said).status_code == 302
    again = observer.post(at("my_application", COUNCIL), said)

    assert (again.status_code, ObserverRequest.objects.count()) == (422, 1)
    row = ObserverRequest.objects.get()
    actions.answer_request(row, answer=Answer.DECLINED, by=concert(meeting.forum), at=NOW)
    page = text(observer.get(at("my_meeting", COUNCIL), follow=True))
    assert "not accepted" in page
    assert "declines" not in page


@pytest.mark.parametrize(
    ("closes", "says"),
    [
        (NOW.date(), "Last day to apply: "),
        (NOW.date() - timedelta(days=1), "Both Parties may still accept"),
    ],
)
def test_home_and_the_page_of_an_application_say_its_last_day_and_that_later_ones_may_be_accepted(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, closes: date, says: str
) -> None:
    """Seen on the real forum: the page of dates said that the day had passed, home offered to apply."""
    monkeypatch.setattr(observing, "closes_on", lambda _book, _known: closes)
    observer = guest(meeting.forum, HARBOURS)

    for page in (HOME, at("my_application", COUNCIL)):
        assert says in text(observer.get(page))


def test_a_meeting_is_open_to_applications_from_its_day_until_it_opens(
    meeting: Meeting, small_forum: Forum
) -> None:
    planned = signing.planned(small_forum, "league-concert-council-3")
    observer = guest(small_forum, HARBOURS)
    assert observer.get(at("my_application", planned.slug)).status_code == 404
    assert observer.get(at("my_application", COUNCIL)).status_code == 200

    signing.stepped(meeting, "meeting.open", OPENS)

    with clock.at(OPENS + HOUR):
        assert observer.get(at("my_application", COUNCIL)).status_code == 404
        assert "None at present" in text(observer.get(HOME))


def test_a_delegation_reads_the_answers_and_not_the_notes(meeting: Meeting) -> None:
    row = invited(meeting)

    reader = text(delegation(meeting.forum).get(at("observer", COUNCIL, row.pk)))
    chair = text(presidency(meeting.forum).get(at("observer", COUNCIL, row.pk)))
    other = people.person(meeting.forum, Role.SECRETARIAT, "CONCERT")
    beside = text(people.signed_in(other).get(at("observer", COUNCIL, row.pk)))

    assert "agrees" in reader
    # Both Parties wrote one; the page says of each who reads it.
    assert (NOTE in reader, chair.count(NOTE), beside.count(NOTE)) == (False, 2, 2)
    for page in (chair, beside):
        assert page.count(READ_BY) >= 2
    assert READ_BY not in reader
    assert "Withdraw the answer" not in reader


def test_the_table_shows_both_answers_and_the_judgement_with_its_clause(meeting: Meeting) -> None:
    invited(meeting)
    late = applied(meeting, CUSTOMS)
    actions.register_outside_invitation(late, invited_at=NOW, by=secretariat(meeting.forum), at=NOW)

    page = text(presidency(meeting.forum).get(at("observers", COUNCIL)))

    for said in (
        "World Union of Harbours",
        "no answer yet",
        "invited before all Parties had agreed",
    ):
        assert said in page
    assert "/procedures/1.0/B.6/#depart" in page


def test_an_invitation_that_is_asked_for_too_early_is_refused_with_the_clause(
    meeting: Meeting,
) -> None:
    row = applied(meeting)
    chair = presidency(meeting.forum)
    page = text(chair.get(at("observer", COUNCIL, row.pk)))
    assert 'aria-disabled="true"' in page

    answer = chair.post(at("observer_invitation", COUNCIL, row.pk), {"documents": "public"})

    assert answer.status_code == 422
    assert "only when every Party has agreed" in text(answer)
    assert "B.6" in text(answer)


def test_without_any_request_the_page_says_that_observers_are_no_duty(meeting: Meeting) -> None:
    page = text(presidency(meeting.forum).get(at("observers", COUNCIL)))

    assert "No requests to observe" in page
    assert "No observer was invited" in page


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{party}", "\x00", "x" * 5000])
def test_whatever_is_typed_is_shown_as_text_or_refused(meeting: Meeting, hostile: str) -> None:
    row = applied(meeting)
    chair = presidency(meeting.forum)
    for address, sent in (
        (at("observer_answer", COUNCIL, row.pk), {"answer": hostile, "note": hostile}),
        (at("observer_invitation", COUNCIL, row.pk), {"documents": hostile, "sessions": hostile}),
        (at("observer_outside", COUNCIL, row.pk), {"day": hostile, "hour": hostile}),
        (at("observer_entry", COUNCIL), {"organisation": hostile, "reason": hostile}),
        (at("observer_organisation", COUNCIL), {"code": hostile, "name_en": hostile}),
    ):
        answer = chair.post(address, sent)
        assert answer.status_code == 422, address
        assert "<script>alert" not in answer.content.decode()
    sent = {"answer": "agreed", "note": hostile}
    noted = chair.post(at("observer_answer", COUNCIL, row.pk), sent)
    # What can be printed is a note like any other; the rest is refused.
    assert noted.status_code == (302 if hostile.isprintable() and len(hostile) < 5000 else 422)
    assert "<script>alert" not in chair.get(at("observer", COUNCIL, row.pk)).content.decode()


def test_an_answer_that_is_sent_twice_is_one(meeting: Meeting) -> None:
    row = applied(meeting)
    chair = presidency(meeting.forum)
    address = at("observer_answer", COUNCIL, row.pk)

    codes = [chair.post(address, {"answer": "agreed", "note": ""}).status_code for _ in range(2)]

    assert codes == [302, 422]
    assert ObserverAnswer.objects.count() == 1


def test_a_request_of_another_meeting_is_not_found(meeting: Meeting, small_forum: Forum) -> None:
    row = applied(meeting)
    other = signing.planned(small_forum, "league-concert-council-3")
    chair = presidency(small_forum)

    assert chair.get(at("observer", other.slug, row.pk)).status_code == 404
    assert chair.get(at("observer", COUNCIL, 10**30)).status_code == 404


def test_whoever_reads_nothing_shared_lands_at_home_and_is_led_there_from_the_public_page(
    meeting: Meeting,
) -> None:
    for role in (Role.OBSERVER, Role.INSTITUTION):
        visitor = guest(meeting.forum, GUARD, role)
        assert visitor.get("/en/").headers["Location"].endswith("/home/")
        assert reverse("desk:home", args=["league-concert"]) in text(
            visitor.get("/en/league-concert/")
        )
    assert presidency(meeting.forum).get("/en/").headers["Location"].endswith("/home/")


def test_an_institution_finds_what_it_is_invited_to_and_what_is_left_to_do(
    meeting: Meeting,
) -> None:
    institution = guest(meeting.forum, GUARD, Role.INSTITUTION)
    assert "No invitations yet" in text(institution.get(HOME))
    assert institution.get(at("my_meeting", COUNCIL)).status_code == 404
    Invitation.objects.create(
        meeting=meeting,
        organisation=Organisation.objects.get(code=GUARD),
        basis="also_invited",
        group="NCG",
        sent_at=NOW,
    )
    forgotten.everything()

    home = text(institution.get(HOME))
    page = text(institution.get(HERE))

    assert "Read the invitation:" in home
    assert "Session 2" in page
    assert "My applications" not in home


def test_a_delegation_finds_its_meetings_too(meeting: Meeting) -> None:
    client = delegation(meeting.forum)
    xn = people.queries.roster(meeting.forum).member("XN")
    Invitation.objects.create(meeting=meeting, member=xn, sent_at=NOW)

    home = text(client.get(HOME))
    assert "Read the invitation:" in home
    assert reverse("desk:meeting", args=["league-concert", COUNCIL]) in home


def test_the_pages_cost_the_same_with_one_request_and_with_many(meeting: Meeting) -> None:
    chair, observer = presidency(meeting.forum), guest(meeting.forum, HARBOURS)

    def cost(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    invited(meeting)
    addresses = [(chair, at("observers", COUNCIL)), (observer, HOME)]
    before = [cost(*one) for one in addresses]
    for code in ("one", "two", "three", "four"):
        actions.register_organisation(
            meeting.forum,
            code=code,
            name=dict.fromkeys(("en", "es", "pt"), code),
            by=secretariat(meeting.forum),
            at=NOW,
        )
        row = applied(meeting, code)
        actions.answer_request(row, answer=Answer.AGREED, by=league(meeting.forum), at=NOW)

    assert [cost(*one) for one in addresses] == before
    assert max(before) <= 40


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.INSTITUTION])
def test_no_two_entries_of_a_guests_menu_have_one_name(meeting: Meeting, role: Role) -> None:
    who = HARBOURS if role is Role.OBSERVER else GUARD

    menu = guest(meeting.forum, who, role).get(HOME).context["menu"]

    names = [entry.name for entry in (*menu.main, *menu.more)]
    assert len(names) == len(set(names)) >= 6
