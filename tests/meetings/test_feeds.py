"""Calendars: what each office finds in its own, and that nobody else finds anything."""

import random
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.test.utils import override_settings

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.calendars import actions, personal_calendar, queries
from cochair.features.meetings.models import (
    BlockedDays,
    Feed,
    Invitation,
    Meeting,
    ObserverAnswer,
    ObserverRequest,
    Preparation,
    Schedule,
    Session,
)
from cochair.features.parties import actions as offices
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member, Office
from cochair.features.parties.offices import Role
from cochair.features.sessions import actions as sessions
from cochair.features.sessions.queries import version_of
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from composing import PRESIDENCIES, composed
from mail.test_calendar import hostile, independent, names, unfolded
from matrix import Scene
from signing import day
from world import NOW

LATER = NOW + timedelta(hours=3)
COUNCIL = "league-concert-council-9"
MOVED = "The hall is flooded until the summer."
PLENARY, LUNCH, RESTRICTED, CHAIRS = 1, 2, 3, 4
UID = f"{COUNCIL}@league-concert.cochair"


@pytest.fixture
def planned(at_work: Scene) -> Iterator[Scene]:
    """The Council on 8 and 9 April with four sessions; an agency is invited to it."""
    forum, meeting = at_work.forum, signing.planned(at_work.forum, COUNCIL)
    signing.both_sign(forum, signing.schedule(meeting, day("2031-04-08", "2031-04-09")))
    morning = datetime(2031, 4, 8, 7, tzinfo=UTC)
    for number, kind in enumerate(("plenary", "working_lunch", "restricted", "co_chairs"), start=1):
        Session.objects.create(
            meeting=meeting,
            number=number,
            kind=kind,
            title={"en": f"Session {kind}"},
            starts=morning + timedelta(hours=number),
            ends=morning + timedelta(hours=number + 1),
            remote_link="https://example.org/room",
            observers_admitted=kind == "plenary",
        )
    Preparation.objects.create(
        meeting=meeting, held_at=NOW, format="virtual", recorded_at=NOW, topics=["discussions"]
    )
    party = parties.roster(forum).party("CONCERT")
    BlockedDays.objects.create(
        party=party, start="2031-04-10", end="2031-04-12", reason="BLOCKED", at=NOW
    )
    with clock.at(LATER):
        yield at_work


def account_of(scene: Scene, hat: str) -> Account:
    """Who wears a hat of the scene."""
    client = scene.clients[hat]
    return Account.objects.get(pk=client.session["_auth_user_id"])


def address(scene: Scene, hat: str) -> str:
    """The path of a new feed of a hat of the scene."""
    account = account_of(scene, hat)
    worn = people.hat(scene.forum, account)
    _feed, secret = actions.make_feed(scene.forum, by=worn, at=NOW)
    return f"/en/league-concert/calendar/feed/{secret}.ics"


def uids(octets: bytes) -> set[str]:
    """The names of the events, without the forum; every line is as RFC 5545 wants it."""
    lines = unfolded(octets)
    return {
        line.removeprefix("UID:").removesuffix("@league-concert.cochair").removeprefix(COUNCIL)
        for line in lines
        if line.startswith("UID:")
    }


def found_by(scene: Scene, hat: str) -> set[str]:
    # Rows that a test writes leave no entry in the ledger.
    queries.forget()
    answer = Client().get(address(scene, hat))
    assert answer.status_code == 200
    assert b"BLOCKED" not in answer.content
    assert b"example.org/room" not in answer.content
    # What the turns of an office add is in test_turns_in_calendars.
    return {name for name in uids(answer.content) if not name.startswith(("league-", "turn-"))}


def invite(scene: Scene, **more: object) -> Invitation:
    """The agency of the scene, invited."""
    agency = Office.objects.get(account=account_of(scene, "institution")).organisation
    meeting = Meeting.objects.get(slug=COUNCIL)
    given = {"meeting": meeting, "organisation": agency, "sent_at": NOW, "group": "GUARD"}
    return Invitation.objects.create(**{**given, **more})


def observed(scene: Scene, *agreed: str) -> ObserverRequest:
    """The agency, invited as an observer to the plenary alone, with the word of these Parties."""
    office = Office.objects.get(account=account_of(scene, "observer"))
    request = ObserverRequest.objects.create(
        meeting=Meeting.objects.get(slug=COUNCIL),
        organisation=office.organisation,
        reason="We watch the harbours.",
        submitted_at=NOW,
        submitted_by=office,
        invited_at=NOW,
        granted_sessions=[PLENARY, CHAIRS],
    )
    Invitation.objects.create(
        meeting=request.meeting, organisation=office.organisation, basis="observer", sent_at=NOW
    )
    for party in agreed:
        answered(request, party, "agreed", NOW)
    return request


def answered(request: ObserverRequest, party: str, answer: str, at: datetime) -> None:
    office = Office.objects.filter(party__code=party, role="co_presidency").first()
    assert office is not None
    ObserverAnswer.objects.create(
        request=request,
        party=office.party,
        answer=answer,
        at=at,
        account=office.account,
        office=office,
    )


SHARED = {"", "-session-1", "-session-2"}
MEMBERS = SHARED | {"-session-3"}
ALL = MEMBERS | {"-session-4"}


@pytest.mark.parametrize(
    ("hat", "expected"),
    [
        ("co_presidency", ALL),
        ("out_of_term", SHARED),
        ("other_presidency", ALL),
        ("secretariat", ALL),
        ("delegation", MEMBERS),
        ("incoming", SHARED),
        ("auditor", SHARED),
    ],
)
def test_each_office_finds_the_meeting_and_its_sessions(
    planned: Scene, hat: str, expected: set[str]
) -> None:
    found = found_by(planned, hat)
    prepared = {name for name in found if name.startswith("-preparation-")}
    assert found - prepared == expected
    assert bool(prepared) == (expected >= ALL)


@pytest.mark.parametrize("is_invited", [True, False])
def test_an_office_outside_the_composition_finds_the_meeting_and_no_session_of_it(
    planned: Scene, is_invited: bool
) -> None:
    """G16: that it takes place everybody of the shared space may know, and no more."""
    forum, meeting = planned.forum, Meeting.objects.get(slug=COUNCIL)
    norland = Member.objects.get(party__forum=forum, code="XN")
    with composed(forum, meeting.configuration, PRESIDENCIES):
        if is_invited:
            Invitation.objects.create(
                meeting=meeting, member=norland, group="LEAGUE_PRES", sent_at=NOW
            )
        else:
            Invitation.objects.filter(meeting=meeting, member=norland).delete()
        found = found_by(planned, "delegation")

    assert found == (MEMBERS if is_invited else {""})


def test_an_institution_finds_the_meetings_to_which_it_is_invited_and_no_closed_door(
    planned: Scene,
) -> None:
    assert found_by(planned, "institution") == set()
    invitation = invite(planned)
    assert found_by(planned, "institution") == SHARED
    told = event(Client().get(address(planned, "institution")).content)
    # It leads to the page of those who come, and not to one that is closed to them.
    assert told["URL"].endswith(f"/en/league-concert/my-meetings/{COUNCIL}/")
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=LATER)
    assert found_by(planned, "institution") == set()


def test_an_observer_finds_the_sessions_granted_while_every_party_agrees(planned: Scene) -> None:
    assert found_by(planned, "observer") == set()
    request = observed(planned, "LEAGUE")
    assert found_by(planned, "observer") == set()
    answered(request, "CONCERT", "agreed", NOW)
    # The session of the co-chairs was granted by a slip: it is not shown all the same.
    assert found_by(planned, "observer") == {"-session-1"}
    path = address(planned, "observer")
    assert b"Session plenary" in Client().get(path).content
    answered(request, "CONCERT", "withdrawn", LATER)
    # Rows that a test writes leave no entry in the ledger.
    queries.forget()
    assert b"Session plenary" not in Client().get(path).content
    ObserverRequest.objects.filter(pk=request.pk).update(withdrawn_at=LATER)
    assert found_by(planned, "observer") == set()


def test_nobody_without_an_office_that_has_meetings_makes_an_address(planned: Scene) -> None:
    for hat in ("anonymous", "administrator"):
        answer = planned.client(hat).post("/en/league-concert/calendar/feeds/")
        assert answer.status_code == 404


def test_whoever_subscribes_finds_the_way_back_home_and_to_the_calendar(planned: Scene) -> None:
    page = planned.client("institution").get("/en/league-concert/calendar/feeds/").content.decode()
    way = page.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    links = re.findall(r'href="([^"]+)"', way)

    assert [planned.client("institution").get(link).status_code for link in links] == [200, 200]
    assert links == ["/en/league-concert/home/", "/en/league-concert/calendar/"]


# The secret.


def test_an_address_is_shown_once_and_kept_as_a_digest_alone(planned: Scene) -> None:
    client = planned.client("delegation")
    answer = client.post("/en/league-concert/calendar/feeds/")
    (secret,) = re.findall(r"/calendar/feed/([\w-]+)\.ics", answer.content.decode())
    assert len(secret) == 43
    assert answer["Cache-Control"] == "private, no-store"
    # A form on a page without a referrer comes from nowhere, and is refused.
    assert answer["Referrer-Policy"] == "same-origin"
    row = Feed.objects.get(account=account_of(planned, "delegation"))
    assert secret not in str(list(Feed.objects.values()))
    assert row.digest == queries.digest_of(secret)

    assert secret not in client.get("/en/league-concert/calendar/feeds/").content.decode()
    told = Client().get(f"/pt/league-concert/calendar/feed/{secret}.ics")
    assert told.status_code == 200
    assert told["Cache-Control"] == "private, no-store"
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["Content-Type"] == "text/calendar; charset=utf-8"
    assert not told.cookies


def test_one_who_has_five_addresses_ends_one_before_the_next(planned: Scene) -> None:
    worn = people.hat(planned.forum, account_of(planned, "delegation"))
    made = [actions.make_feed(planned.forum, by=worn, at=NOW)[0] for _number in range(5)]
    with pytest.raises(Refused):
        actions.make_feed(planned.forum, by=worn, at=NOW)
    assert planned.client("delegation").post(FEEDS).status_code == 422
    actions.revoke_feed(made[0], by=worn, at=NOW)
    assert planned.client("delegation").post(FEEDS).status_code == 200


FEEDS = "/en/league-concert/calendar/feeds/"


def test_a_revoked_an_unknown_and_a_foreign_address_are_one_and_the_same_absence(
    planned: Scene,
) -> None:
    path = address(planned, "delegation")
    row = Feed.objects.get(account=account_of(planned, "delegation"))
    other = Forum.objects.create(slug="other-forum", title={}, short_title={}, about={}, zone="UTC")
    # Another person's number is none of mine; the own one ends, and ends once.
    assert planned.client("secretariat").post(f"{FEEDS}{row.pk}/revoke/").status_code == 404
    assert Client().get(path).status_code == 200
    for _twice in range(2):
        assert planned.client("delegation").post(f"{FEEDS}{row.pk}/revoke/").status_code == 302
    assert signing.verbs(planned.forum).count("feed.revoked") == 1
    gone = Client().get(path)
    nothing = Client().get(f"/en/league-concert/calendar/feed/{'x' * 43}.ics")
    assert (gone.status_code, nothing.status_code) == (404, 404)

    fresh = address(planned, "delegation").replace("league-concert", other.slug)
    assert Client().get(fresh).status_code == 404


def test_the_calendar_ends_with_the_last_office(planned: Scene) -> None:
    path = address(planned, "delegation")
    office = Office.objects.get(account=account_of(planned, "delegation"))
    offices.end_office(office, by=signing.league(planned.forum), at=LATER)
    with clock.at(LATER - timedelta(seconds=1)):
        assert Client().get(path).status_code == 200
    assert Client().get(path).status_code == 404


# The events.


def event(octets: bytes, uid: str = UID) -> dict[str, str]:
    """The properties of one event."""
    lines = unfolded(octets)
    at = lines.index(f"UID:{uid}")
    start = max(n for n in range(at) if lines[n] == "BEGIN:VEVENT")
    end = lines.index("END:VEVENT", at)
    return {
        re.split("[;:]", line, maxsplit=1)[0]: line.partition(":")[2]
        for line in lines[start + 1 : end]
    }


def test_a_moved_meeting_keeps_its_name_and_counts_its_versions_up(planned: Scene) -> None:
    path = address(planned, "co_presidency")
    before = event(Client().get(path).content)
    assert (before["DTSTART"], before["DTEND"]) == ("20310408", "20310410")
    assert (before["SEQUENCE"], before["STATUS"]) == ("0", "CONFIRMED")

    meeting = Meeting.objects.get(slug=COUNCIL)
    act = signing.schedule(meeting, day("2031-04-17", "2031-04-18"), reason=MOVED, at=LATER)
    signing.both_sign(planned.forum, act, LATER)

    after = event(Client().get(path).content)
    assert (after["UID"], after["DTSTART"], after["SEQUENCE"]) == (UID, "20310417", "1")
    # 30 days before 17 April is 18 March, a Tuesday.
    page = planned.client("co_presidency").get(f"/en/league-concert/meetings/{COUNCIL}/dates/")
    assert "end of Tue 18 Mar 2031" in page.content.decode()

    signing.stepped(meeting, "meeting.cancel", LATER)
    told = Client().get(path).content
    gone = event(told)
    assert (gone["UID"], gone["STATUS"], gone["SEQUENCE"]) == (UID, "CANCELLED", "2")
    assert "-session-1" not in uids(told)


def test_the_version_of_a_session_rises_with_its_own_changes_and_with_the_day(
    planned: Scene,
) -> None:
    path, forum = address(planned, "co_presidency"), planned.forum
    meeting, uid = Meeting.objects.get(slug=COUNCIL), f"{COUNCIL}-session-1@league-concert.cochair"
    row = Session.objects.get(meeting=meeting, number=1)
    plan = sessions.Plan(
        kind=row.kind,
        starts=row.starts + timedelta(hours=2),
        ends=row.ends + timedelta(hours=2),
        spoken=("en",),
        interpreted=(),
        title=row.title,
    )

    def told() -> int:
        return int(event(Client().get(path).content, uid)["SEQUENCE"])

    def change(to: sessions.Plan) -> None:
        seen = version_of(Session.objects.get(pk=row.pk))
        by = signing.secretariat(forum)
        sessions.change_session(meeting, 1, plan=to, seen=seen, by=by, at=LATER)

    assert told() == 0
    change(plan)
    assert told() == 1
    change(plan)
    assert told() == 1

    act = signing.schedule(meeting, day("2031-04-17", "2031-04-18"), reason=MOVED, at=LATER)
    signing.both_sign(forum, act, LATER)
    before = told()
    change(replace(plan, ends=plan.ends + timedelta(minutes=30)))

    assert 2 <= before < told()


def test_a_calendar_is_stamped_with_the_last_change_that_its_reader_may_see(planned: Scene) -> None:
    invite(planned)
    chair, agency = address(planned, "co_presidency"), address(planned, "institution")
    meeting = Meeting.objects.get(slug=COUNCIL)
    moved = {PLENARY: LATER + timedelta(hours=1), CHAIRS: LATER + timedelta(hours=2)}

    def stamps() -> tuple[str, str]:
        chairs, guests = (event(Client().get(path).content)["DTSTAMP"] for path in (chair, agency))
        return chairs, guests

    def move(number: int) -> None:
        row = Session.objects.get(meeting=meeting, number=number)
        plan = sessions.Plan(
            kind=row.kind,
            starts=row.starts + timedelta(minutes=30),
            ends=row.ends + timedelta(minutes=30),
            spoken=("en",),
            interpreted=(),
            title=row.title,
        )
        by = signing.secretariat(planned.forum)
        sessions.change_session(
            meeting, number, plan=plan, seen=version_of(row), by=by, at=moved[number]
        )

    before = stamps()
    move(PLENARY)
    plenary = stamps()
    move(CHAIRS)

    assert before[0] < plenary[0] == plenary[1] == f"{moved[PLENARY]:%Y%m%dT%H%M%SZ}"
    assert stamps() == (f"{moved[CHAIRS]:%Y%m%dT%H%M%SZ}", plenary[1])


@pytest.mark.parametrize("hat", ["co_presidency", "anonymous"])
def test_rfc_5546_a_published_event_has_an_organizer_a_version_and_no_attendee(
    planned: Scene, hat: str
) -> None:
    public = "/en/league-concert/calendar.ics"
    path = public if hat == "anonymous" else address(planned, hat)

    with override_settings(DEFAULT_FROM_EMAIL="Cochair <house@example.org>"):
        lines = unfolded(Client().get(path).content)

    assert "METHOD:PUBLISH" in lines
    told = names(lines)
    events = told.count("BEGIN:VEVENT")
    assert events > 0
    for name in ("ORGANIZER", "UID", "DTSTAMP", "SUMMARY", "SEQUENCE"):
        assert told.count(name) == events
    assert not {"ATTENDEE", "REQUEST-STATUS"} & set(told)
    assert "ORGANIZER;CN=Cochair:mailto:house@example.org" in lines


def test_hours_are_told_in_the_zone_of_the_place_and_a_month_as_a_provisional_span(
    planned: Scene,
) -> None:
    path = address(planned, "secretariat")
    session = event(Client().get(path).content, f"{COUNCIL}-session-1@league-concert.cochair")
    assert session["DTSTART"] == "20310408T110000"
    assert b"DTSTART;TZID=Europe/Helsinki:20310408T110000" in Client().get(path).content

    Schedule.objects.create(
        meeting=Meeting.objects.get(slug=COUNCIL),
        at=LATER,
        starts=datetime(2031, 5, 1, tzinfo=UTC),
        ends=datetime(2031, 5, 31, 20, tzinfo=UTC),
        precision="month",
        zone="Europe/Helsinki",
    )
    # Rows that a test writes leave no entry in the ledger.
    queries.forget()
    found = event(Client().get(path).content)
    assert (found["DTSTART"], found["DTEND"]) == ("20310501", "20310601")
    assert found["STATUS"] == "TENTATIVE"
    assert "(provisional)" in found["SUMMARY"]


def test_the_calendar_speaks_the_language_of_its_owner_and_no_alarm_rings(planned: Scene) -> None:
    path = address(planned, "delegation")
    account = account_of(planned, "delegation")
    Account.objects.filter(pk=account.pk).update(language="es")
    octets = Client().get(path).content
    forum = planned.forum
    assert f"X-WR-CALNAME:{forum.short_title['es']}" in octets.decode()
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in octets
    assert b"VALARM" not in octets
    assert len(independent(octets).events) == names(unfolded(octets)).count("BEGIN:VEVENT")


def test_an_unchanged_calendar_is_not_sent_again_and_a_head_has_no_body(planned: Scene) -> None:
    path = address(planned, "delegation")
    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-store"
    head = Client().head(path)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert Client().post(path).status_code == 404
    signing.stepped(Meeting.objects.get(slug=COUNCIL), "meeting.cancel", LATER)
    changed = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_hostile_titles_make_no_line_of_their_own(planned: Scene) -> None:
    chance, path = random.Random(7), address(planned, "secretariat")
    expected = names(unfolded(Client().get(path).content)).count("BEGIN:VEVENT")
    for _number in range(60):
        # What a database takes at all: no NUL and no half characters.
        said = re.sub("[\x00\ud800-\udfff]", "", hostile(chance))
        Session.objects.filter(number=1).update(title={"en": said})
        lines = names(unfolded(Client().get(path).content))
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == expected
        assert not {"X-EVIL", "ATTENDEE", "BCC"} & {line.upper() for line in lines}


def test_five_hundred_events_are_made_quickly_in_the_same_number_of_queries(
    planned: Scene, django_assert_max_num_queries: object
) -> None:
    forum, path = planned.forum, address(planned, "delegation")
    meetings = Meeting.objects.bulk_create(
        Meeting(
            forum=forum,
            slug=f"league-concert-council-{number}",
            configuration="council",
            number=number,
            known_at=NOW,
            confirmed_at=NOW,
        )
        for number in range(10, 510)
    )
    first = datetime(2031, 5, 1, 7, tzinfo=UTC)
    Schedule.objects.bulk_create(
        Schedule(
            meeting=meeting,
            at=NOW,
            starts=first + timedelta(days=index),
            ends=first + timedelta(days=index, hours=3),
            zone="Europe/Helsinki",
        )
        for index, meeting in enumerate(meetings)
    )
    # Rows that a test writes leave no entry in the ledger.
    queries.forget()
    Client().get(path)
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        begun = time.process_time()
        octets = Client().get(path).content
        taken = time.process_time() - begun
    assert names(unfolded(octets)).count("BEGIN:VEVENT") > 500
    assert taken < 2


def test_the_public_calendar_holds_history_and_nothing_that_was_entered(planned: Scene) -> None:
    answer = Client().get("/en/league-concert/calendar.ics")
    lines = unfolded(answer.content)
    assert answer["Cache-Control"].startswith("public")
    found = {line for line in lines if line.startswith("UID:")}
    assert "UID:league-concert-council-1@league-concert.cochair" in found
    assert f"UID:{UID}" not in found
    assert not [line for line in lines if "-session-" in line or "UID:turn-" in line]
    assert len(independent(answer.content).events) == len(found)
    same = Client().get(
        "/es/league-concert/calendar.ics", headers={"If-None-Match": answer["ETag"]}
    )
    assert same.status_code == 200
    same = Client().get(
        "/en/league-concert/calendar.ics", headers={"If-None-Match": answer["ETag"]}
    )
    assert same.status_code == 304


def test_what_is_done_here_to_a_meeting_of_history_does_not_show_in_the_public_calendar(
    planned: Scene,
) -> None:
    before = Client().get("/en/league-concert/calendar.ics").content
    meeting = Meeting.objects.get(slug="league-concert-council-1")
    Meeting.objects.filter(pk=meeting.pk).update(
        confirmed_at=LATER, closed_at=LATER, cancelled_at=LATER
    )
    Schedule.objects.create(
        meeting=meeting,
        at=LATER,
        starts=LATER,
        ends=LATER + timedelta(hours=1),
        zone="Europe/Helsinki",
    )
    assert Client().get("/en/league-concert/calendar.ics").content == before


def test_an_address_names_the_language_of_its_owner(small_forum: Forum) -> None:
    assert "/es/league-concert/calendar/feed/abc.ics" in personal_calendar.address(
        small_forum, "abc", "es"
    )
    assert "/en/league-concert/" in personal_calendar.address(small_forum, "abc", "xx")


def test_who_has_two_offices_has_one_calendar_with_both(planned: Scene) -> None:
    path = address(planned, "delegation")
    account = account_of(planned, "delegation")
    assert "-session-4" not in uids(Client().get(path).content)
    people.person(planned.forum, Role.SECRETARIAT, "LEAGUE", email=account.email)
    both = Client().get(path).content
    assert {"", "-session-4"} <= uids(both)
    assert names(unfolded(both)).count("BEGIN:VEVENT") == len(independent(both).events)
