"""What pages say once a forum is taken up in the middle of a cycle: true, and not as if it were open."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

import people
from cochair.features.compliance import queries as results
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.forms import Slot
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.planner import warnings
from cochair.features.takeup import world
from cochair.web.clock import clock
from signing import turn
from taking_up import EXPERTS_1, as_it_stands, attested, held, not_held
from world import NOW

SAYS_NOTHING = "that says nothing about the meeting"
AT = datetime.fromisoformat("2026-11-28T09:00+00:00")
MINISTERS = {
    "precision": "day",
    "start": "2026-12-15",
    "end": "2026-12-15",
    "place": "la-paz",
    "virtual": False,
}
PAGES = (
    "meetings:preparations",
    "meetings:invitations",
    "meetings:delegations",
    "meetings:observers",
    "meetings:sessions",
    "meetings:agenda",
)


@pytest.fixture
def client(small_forum: Forum) -> Client:
    """A secretariat at work."""
    return people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))


def shown(client: Client, name: str, *where: object, at: datetime = NOW) -> str:
    """The text of a page, without its markup."""
    with clock.at(at):
        page = client.get(reverse(name, args=where)).text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_meeting_of_before_says_that_what_is_empty_is_no_fact(
    small_forum: Forum, client: Client, name: str
) -> None:
    """*To be invited*, *not yet discussed*: nobody asked for that of a meeting that was held."""
    where = (small_forum.slug, EXPERTS_1)
    assert SAYS_NOTHING not in shown(client, name, *where)

    attested(small_forum, league_concert_experts_1=held(small_forum))

    assert SAYS_NOTHING in shown(client, name, *where)


def test_of_a_meeting_that_did_not_take_place_no_page_says_that_it_was_held(
    small_forum: Forum, client: Client
) -> None:
    attested(small_forum, league_concert_experts_1=not_held(small_forum))

    assert SAYS_NOTHING not in shown(client, "meetings:preparations", small_forum.slug, EXPERTS_1)


def test_a_cycle_that_both_planned_is_not_said_to_rest_on_no_decision(real_forum: Forum) -> None:
    """Its days were only inferred when the forum was loaded; its meetings both planned here."""
    ireland, bolivia = (
        people.presidency(real_forum, party, member, AT)
        for party, member in (("EU", "IE"), ("CLASI", "BO"))
    )
    client = people.signed_in(people.person(real_forum, Role.SECRETARIAT, "EU", start=AT))
    act = meetings.propose_plan(
        real_forum, made_in=2, slots={"ministerial": MINISTERS}, by=ireland, at=AT
    )
    before = shown(client, "desk:cycle", real_forum.slug, 3, at=AT)
    publicly = shown(Client(), "public:home", real_forum.slug, at=AT)

    turn(turn(act, ireland, AT), bolivia, AT)

    after = shown(client, "desk:cycle", real_forum.slug, 3, at=AT)
    assert "no decision opening the cycle was found" in before
    assert "no decision opening the cycle was found" not in after
    assert "Both Parties agreed on this cycle and on its meetings" in after
    assert "no decision opening" in shown(client, "desk:cycle", real_forum.slug, 2, at=AT)
    assert "derived from other facts" in publicly
    assert "derived from other facts" not in shown(Client(), "public:home", real_forum.slug, at=AT)


def test_no_fact_is_made_of_what_no_source_says_of_observers(real_forum: Forum) -> None:
    said = [
        sentence.message
        for one in results.results(real_forum, AT)
        if one.rule == "II.1.composition.c"
        for sentence in one.says
    ]

    assert said and "No observer was invited." not in said


def test_a_fact_that_both_attested_is_not_offered_as_left_open(
    small_forum: Forum, client: Client
) -> None:
    name = world.offers(small_forum, NOW)[0].name
    attested(small_forum, NOW, **{name.replace("-", "_"): as_it_stands(small_forum, name)})

    with clock.at(NOW):
        page = client.get(reverse("takeup:take-up", args=[small_forum.slug])).text

    line = page.split(f'id="{name}">')[1].split("</li>")[0]
    assert "As attested" in line and "Leave open" not in line


def test_a_date_that_is_confirmed_is_not_shown_as_not_yet_planned() -> None:
    form = Slot({"place": "x", "precision": "", "start": "2027-05-19", "format": "in_person"})
    assert form.is_valid()
    assert form.certainty == "day"
    assert Slot({}).certainty == ""
    assert Slot(initial={"precision": "month"}).certainty == "month"


def test_a_place_in_the_country_that_presides_is_not_said_to_be_of_an_unknown_holder(
    real_forum: Forum,
) -> None:
    """Bolivia presides, and no source says until when."""
    found = warnings.of_plan(
        real_forum,
        3,
        {"ministerial": MINISTERS},
        AT,
    )

    said = next(one.says for one in found if one.code == "place_not_known")
    assert said.facts == {"place": "la-paz", "member": "BO", "party": "CLASI"}
    assert "the end of its term is not recorded" in said.message


def test_the_public_list_does_not_ascribe_to_sources_what_both_attested(
    small_forum: Forum,
) -> None:
    attested(small_forum, league_concert_experts_1=held(small_forum))

    calendar = shown(Client(), "public:calendar", small_forum.slug)

    assert "that both Parties published or attest" in calendar


def test_of_a_day_long_past_the_calendar_does_not_say_that_it_is_still_to_be_fixed(
    real_forum: Forum,
) -> None:
    with clock.at(AT):
        feed = Client().get(reverse("public:feed", args=[real_forum.slug])).text

    event = next(one for one in feed.split("BEGIN:VEVENT") if f"UID:{real_forum.slug}-im-2@" in one)
    assert "Public sources do not give the day." in event
    assert "The date has not been fixed yet." not in event
