"""The room on a screen: what each reader sees, and that a screen that asks again costs nothing.

domain.md C.7 (J6, P6, O2), C.9; corrections.md section 4 ("Room screens").
"""

import re
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

import agendas
import delegations
import forgotten
import people
import rooms
import signing
from cochair.features.conduct import actions, speakers_list
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.actions import record
from cochair.site.desk.room import views
from cochair.web.clock import clock
from delegations import OPENS
from rooms import AT
from story.otherwise import CHANCE, only_stamps

FORUM = "league-concert"
BACK = (302, 200)


@pytest.fixture
def council(small_forum: Forum) -> Iterator[Meeting]:
    views.forget()
    meeting = rooms.council(small_forum)
    with clock.at(AT):
        yield meeting
    views.forget()


def address(meeting: Meeting, rest: str = "", language: str = "en") -> str:
    return f"/{language}/{FORUM}/meetings/{meeting.slug}/room/{rest}"


def client(forum: Forum, who: str) -> Client:
    accounts = {
        "league": lambda: people.person(forum, Role.CO_PRESIDENCY, "LEAGUE", "XE"),
        "concert": lambda: people.person(forum, Role.CO_PRESIDENCY, "CONCERT", "XP"),
        "norland": lambda: delegations.contact(forum, "XN"),
        "lagoon": lambda: delegations.contact(forum, "XL", "CONCERT"),
        "auditor": lambda: people.person(forum, Role.AUDITOR),
    }
    return people.signed_in(accounts[who]())


def poll(who: Client, meeting: Meeting, etag: str = "", rest: str = "live/") -> object:
    return who.get(address(meeting, rest), headers={"If-None-Match": etag} if etag else {})


def test_whoever_attends_sees_the_item_the_speakers_the_agenda_and_who_is_there(
    council: Meeting,
) -> None:
    rooms.opened(council)
    rooms.asked(council)

    page = client(council.forum, "lagoon").get(address(council)).content.decode()

    for said in ("Item 2 of 3", "Review of the year", "Norland", "members", "Joint statement"):
        assert said in page
    assert "Next: Norland" not in page
    league = client(council.forum, "league").get(address(council)).content.decode()
    assert "Next: Norland" in league


@pytest.mark.parametrize("sits", [True, False])
def test_an_action_point_is_noted_from_the_room_only_once_the_meeting_sits(
    council: Meeting, sits: bool
) -> None:
    if not sits:
        Meeting.objects.filter(pk=council.pk).update(opened_at=None)
        views.forget()
    page = client(council.forum, "league").get(address(council)).text

    assert ("Note an action point" in page) == sits


def test_the_controls_are_plain_forms_that_work_without_a_script(council: Meeting) -> None:
    league, norland = client(council.forum, "league"), client(council.forum, "norland")

    done = [
        league.post(address(council, "items/i2/opening/"), {"seen": "0"}),
        norland.post(address(council, "speakers/")),
        league.post(address(council, "speakers/1/floor/"), {"seen": "0"}),
        norland.post(address(council, "speakers/1/end/")),
        league.post(
            address(council, "items/i2/conclusion/"),
            {"seen": "1", "kind": "note", "words_en": "The review is welcome."},
        ),
    ]

    assert [one.status_code for one in done] == [302] * 5
    assert all(one["Location"].endswith("/room/") for one in done)
    assert "The review is welcome." in league.get(address(council)).content.decode()


def test_a_step_on_what_has_changed_meanwhile_is_shown_with_both_and_not_taken(
    council: Meeting,
) -> None:
    league, concert = client(council.forum, "league"), client(council.forum, "concert")
    league.post(address(council, "items/i2/opening/"), {"seen": "0"})

    answer = concert.post(address(council, "items/i3/opening/"), {"seen": "0"})

    assert answer.status_code == 409
    assert "Item 2 was opened." in answer.content.decode()
    assert "Item 3 was opened." in answer.content.decode()


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "\x00", "1 OR 1=1"])
def test_what_nobody_types_is_refused_in_words(council: Meeting, seen: str) -> None:
    league = client(council.forum, "league")

    answer = league.post(address(council, "items/i2/opening/"), {"seen": seen})

    assert answer.status_code == 422
    assert rooms.last(council) == 0


def test_words_that_are_written_come_back_as_words(council: Meeting) -> None:
    rooms.opened(council)
    league = client(council.forum, "league")
    bad = "<script>alert(1)</script> {{ 7 }} {x} was noted"

    league.post(address(council, "items/i2/conclusion/"), {"seen": "1", "words_en": bad})

    page = league.get(address(council)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }} {x} was noted" in page


def test_a_screen_that_asks_again_is_told_that_nothing_changed_and_then_what_did(
    council: Meeting,
) -> None:
    lagoon = client(council.forum, "lagoon")
    first = poll(lagoon, council)
    etag = first["ETag"]
    assert poll(lagoon, council, etag).status_code == 304
    # A proxy that packs the answer calls its digest weak.
    assert poll(lagoon, council, f"W/{etag}").status_code == 304
    # What is answered before the forum is known says no hour: a demonstration has its own clock.
    assert views.CLOCK in first and views.CLOCK not in poll(lagoon, council, etag)
    views.forget()
    again = poll(lagoon, council, f"W/{etag}")
    assert (again.status_code, views.CLOCK in again) == (304, True)

    rooms.opened(council)
    views.forget()

    after = poll(lagoon, council, etag)
    assert (after.status_code, after["ETag"] != etag) == (200, True)
    assert "Review of the year" in after.content.decode()


def test_an_update_is_seen_within_a_fraction_of_a_second_without_forgetting(
    council: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "FRESH", 0.0)
    lagoon = client(council.forum, "lagoon")
    etag = poll(lagoon, council)["ETag"]
    assert poll(lagoon, council, etag).status_code == 304

    rooms.opened(council)

    assert poll(lagoon, council, etag).status_code == 200


def test_to_be_told_that_nothing_changed_costs_one_query_at_most(council: Meeting) -> None:
    lagoon = client(council.forum, "lagoon")
    etag = poll(lagoon, council)["ETag"]
    poll(lagoon, council, etag)

    with CaptureQueriesContext(connection) as captured:
        answer = poll(lagoon, council, etag)

    assert answer.status_code == 304
    assert len(captured) <= 1
    assert (answer["Cache-Control"], answer["Vary"]) == ("private, no-cache", "Cookie")
    assert not answer.content


def test_a_digest_of_somebody_else_opens_nothing(council: Meeting) -> None:
    """Whoever knows the digest, and not the session, is led the full way: 404."""
    lagoon = client(council.forum, "lagoon")
    etag = poll(lagoon, council)["ETag"]
    poll(lagoon, council, etag)

    stranger = Client()
    stranger.cookies["sessionid"] = "of-nobody"

    assert poll(Client(), council, etag).status_code == 404
    assert poll(stranger, council, etag).status_code == 404
    assert poll(client(council.forum, "league"), council, etag).status_code == 200


def test_what_happens_in_the_space_of_a_party_changes_no_digest(council: Meeting) -> None:
    lagoon = client(council.forum, "lagoon")
    etag = poll(lagoon, council)["ETag"]

    record(
        FORUM,
        verb="document.registered",
        about=("document", "x"),
        by=None,
        at=AT,
        space="party:LEAGUE",
    )
    views.forget()

    assert poll(lagoon, council, etag).status_code == 304


def test_who_loses_the_office_is_shut_out_within_seconds(
    council: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    lagoon = client(council.forum, "lagoon")
    etag = poll(lagoon, council)["ETag"]
    assert poll(lagoon, council, etag).status_code == 304
    lagoon.logout()
    assert poll(lagoon, council, etag).status_code == 404

    auditor = client(council.forum, "auditor")
    etag = poll(auditor, council)["ETag"]
    from cochair.features.parties.models import Office

    Office.objects.filter(role="auditor").update(end=OPENS)
    monkeypatch.setattr(views, "TRUSTED", 0.0)
    views.forget()

    assert poll(auditor, council, etag).status_code == 404


def test_the_same_room_in_another_language_has_another_digest(council: Meeting) -> None:
    rooms.opened(council)
    lagoon = client(council.forum, "lagoon")

    answers = {code: lagoon.get(address(council, "live/", code)) for code in ("en", "es", "pt")}

    assert len({one["ETag"] for one in answers.values()}) == 3
    assert "Examen del año" in answers["es"].content.decode()


def test_an_observer_sees_an_item_and_its_speakers_only_where_it_is_granted(
    small_forum: Forum,
) -> None:
    """Not the agenda, not who came, not the titles of other items: domain.md C.7 (O2)."""
    views.forget()
    meeting = delegations.council(small_forum)
    agendas.provisional(meeting)
    hat, account = admitted(meeting)
    meeting = delegations.opened_meeting(meeting)
    rooms.opened(meeting)
    who = people.signed_in(account)
    with clock.at(AT):
        before = who.get(address(meeting)).content.decode()
        assert "Review of the year" not in before
        assert "not open to observers" in before
        assert who.post(address(meeting, "speakers/")).status_code == 422

        by = rooms.chair(small_forum)
        actions.hear_observers(meeting, "i2", seen=rooms.last(meeting), by=by, at=AT)

        after = who.get(address(meeting)).content.decode()
        assert "Review of the year" in after
        assert "Joint statement" not in after and "members" not in after
        assert who.post(address(meeting, "speakers/")).status_code == 302
        assert speakers_list.ask(meeting, by=hat, at=AT).kind == "observer"
        assert who.get(address(meeting, "screen/")).status_code == 404
    views.forget()


def admitted(meeting: Meeting) -> tuple[object, object]:
    """An organisation that both Parties admitted as an observer, with somebody checked in."""
    from cochair.features.meetings.models import Invitation, ObserverAnswer, ObserverRequest
    from cochair.features.parties import queries as parties
    from cochair.features.parties.models import Office

    forum, roster = meeting.forum, parties.roster(meeting.forum)
    code = delegations.HARBOURS
    organisation = next(row for row in roster.organisations if row.code == code)
    account = people.person(forum, Role.OBSERVER, organisation=code)
    hat = people.hat(forum, account)
    row = ObserverRequest.objects.create(
        meeting=meeting,
        organisation=organisation,
        reason="To listen.",
        submitted_at=OPENS,
        submitted_by=Office.objects.get(pk=hat.office),
        invited_at=OPENS,
    )
    for party in roster.parties:
        ObserverAnswer.objects.create(
            request=row,
            party=party,
            answer="agreed",
            at=people.NOW,
            account=account,
            office=Office.objects.get(pk=hat.office),
        )
    Invitation.objects.create(
        meeting=meeting, organisation=organisation, basis="observer", sent_at=OPENS
    )
    delegations.opened(meeting, code)
    rooms.came(meeting, code, "Mia Roth")
    return hat, account


def test_the_screen_of_the_hall_says_it_in_every_language_and_nothing_private(
    council: Meeting,
) -> None:
    rooms.opened(council)
    rooms.given(council, rooms.asked(council))
    league = client(council.forum, "league")

    page = league.get(address(council, "screen/")).content.decode()

    for said in ("Review of the year", "Examen del año", "Exame do ano"):
        assert said in page
    assert "Ada Berg" not in page
    assert "formaction" not in page and "<button" not in page
    assert poll(league, council, rest="screen/live/").status_code == 200


def test_the_room_takes_the_same_queries_however_much_was_said(council: Meeting) -> None:
    lagoon = client(council.forum, "lagoon")

    def cost() -> int:
        signing.secretariat(council.forum, AT)
        lagoon.get(address(council))
        rooms.asked(council, at=AT)
        with CaptureQueriesContext(connection) as captured:
            assert lagoon.get(address(council)).status_code == 200
        return len(captured)

    rooms.opened(council)
    before = cost()
    for _turn in range(5):
        rooms.given(council, rooms.asked(council))
        rooms.asked(council, "XL", "CONCERT")

    assert cost() <= before


def looked() -> None:
    """An entry about nothing that a room shows; it names what was written before it."""
    with transaction.atomic():
        record(FORUM, verb="somebody.looked", about=("look", "1"), by=None, at=AT)


def test_an_entry_about_something_else_costs_the_room_no_query_and_one_about_it_is_shown(
    council: Meeting,
) -> None:
    rooms.opened(council)
    lagoon = client(council.forum, "lagoon")
    looked()
    with only_stamps():
        # The second time it is known from which tables the room is made.
        lagoon.get(address(council))
        lagoon.get(address(council))
        with CaptureQueriesContext(connection) as kept:
            lagoon.get(address(council))
        looked()
        with CaptureQueriesContext(connection) as captured:
            lagoon.get(address(council))
        assert len(captured) == len(kept)

        rooms.asked(council)
        kept_page = re.sub(CHANCE, b"", lagoon.get(address(council)).content)
        forgotten.everything()
        views.forget()
        assert re.sub(CHANCE, b"", lagoon.get(address(council)).content) == kept_page
