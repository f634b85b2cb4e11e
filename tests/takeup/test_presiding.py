"""Take-up, the page of a meeting and the board of its cycle say the same of who presides."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

import forgotten
import people
import signing
import taking_up
from cochair.features.meetings.models import CoChair, Schedule
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup import lines
from cochair.web.clock import clock
from taking_up import EXPERTS_1, attested, held
from world import NOW

CLAIMED = "Co-chairs: "


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the small world."""
    with clock.at(NOW):
        yield


def presides(client: Client, forum: Forum, slug: str) -> str:
    """What the page of a meeting says of its presidencies."""
    page = client.get(reverse("desk:meeting", args=[forum.slug, slug])).text
    part = re.search(r"<dt>(?:Presidencies|Co-chairs)</dt>(.*?)<dt>", page, re.DOTALL)
    assert part is not None
    return " ".join(re.sub(r"<[^>]+>", " ", part[1]).split())


def claimed(client: Client, forum: Forum, slug: str) -> str:
    """What take-up says of the co-chairs of a meeting; empty where it says nothing."""
    page = client.get(reverse("takeup:take-up", args=[forum.slug])).text
    line = page.partition(f'<li class="halves" id="{slug}"')[2].partition("</p>")[0]
    return line.partition(CLAIMED)[2].strip()


@pytest.mark.parametrize("slug", ["eu-clasi-min-4", "eu-clasi-im-1"])
def test_what_only_the_rota_says_of_a_meeting_of_no_known_day_is_claimed_by_no_page(
    db: None, slug: str
) -> None:
    at = people.REAL_NOW
    with clock.at(at):
        forum = people.real_forum(at)
        client = people.signed_in(people.person(forum, Role.SECRETARIAT, "EU", start=at))

        assert presides(client, forum, slug).startswith("not established not established")
        assert claimed(client, forum, slug) == ""
        (offer,) = [one for one in lines.offers(forum, at) if one.name == slug]
        assert offer.told.chairs == {}, "nor is it signed unseen"


def test_of_two_months_in_one_term_every_page_names_who_presided_all_the_time(db: None) -> None:
    at = people.REAL_NOW
    with clock.at(at):
        forum = people.real_forum(at)
        client = people.signed_in(people.person(forum, Role.SECRETARIAT, "EU", start=at))

        assert presides(client, forum, "eu-clasi-im-2").startswith("Cyprus not established")
        assert claimed(client, forum, "eu-clasi-im-2").startswith("Cyprus")
        (offer,) = [one for one in lines.offers(forum, at) if one.name == "eu-clasi-im-2"]
        assert offer.told.chairs == {"EU": "CY"}


def test_of_a_meeting_of_a_known_day_every_page_names_the_same(db: None) -> None:
    at = people.REAL_NOW
    with clock.at(at):
        forum = people.real_forum(at)
        client = people.signed_in(people.person(forum, Role.SECRETARIAT, "EU", start=at))
        dated = [one for one in lines.offers(forum, at) if one.told.first and one.told.chairs]
        names = {row.code: row.name["en"] for row in parties.roster(forum).members}

        assert dated
        for one in dated:
            said = presides(client, forum, one.name)
            for code in one.told.chairs.values():
                assert names[code] in said, (one.name, said)
                assert names[code] in claimed(client, forum, one.name)


def test_who_was_attested_is_named_on_the_page_of_the_meeting_and_on_the_board(
    small_forum: Forum,
) -> None:
    CoChair.objects.filter(meeting__slug=EXPERTS_1).delete()
    Schedule.objects.filter(meeting__slug=EXPERTS_1).update(precision="month")
    forgotten.everything()
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    typed = held(small_forum)
    chairs = {"LEAGUE": "XB", "CONCERT": "XP"}
    typed = taking_up.replace(typed, said=taking_up.replace(typed.said, chairs=chairs))

    attested(small_forum, league_concert_experts_1=typed)

    said = presides(client, small_forum, EXPERTS_1)
    board = client.get(reverse("desk:cycle", args=[small_forum.slug, 1])).text
    names = {row.code: row.name["en"] for row in parties.roster(small_forum).members}
    for code in chairs.values():
        assert names[code] in said and names[code] in board
        assert names[code] in claimed(client, small_forum, EXPERTS_1)


@pytest.mark.parametrize(
    ("first", "chair", "warned"),
    [
        ("2030-06-13", "XS", False),
        ("2030-06-14", "XP", False),
        ("2030-06-14", "XS", False),
        ("2030-06-15", "XP", False),
        ("2030-06-15", "XS", True),
    ],
)
def test_an_act_warns_of_a_co_chair_that_did_not_preside_on_any_day_of_the_meeting(
    small_forum: Forum, first: str, chair: str, warned: bool
) -> None:
    """The presidency of the Concert passed from Sudria to Palmera on 15 June 2030."""
    typed = held(small_forum, first=first, last="2030-06-15")
    typed = taking_up.replace(typed, said=taking_up.replace(typed.said, chairs={"CONCERT": chair}))
    act = taking_up.sent(taking_up.prepared(small_forum, league_concert_experts_1=typed))
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    page = " ".join(
        client.get(reverse("acts:act", args=[small_forum.slug, act.number])).text.split()
    )

    words = (
        "Co-chair (Concert): Sudria. According to the terms recorded here, Palmera presided then."
    )
    assert (words in page) is warned
    assert ("These points do not prevent a signature." in page) is warned
    signing.both_sign(small_forum, act)
