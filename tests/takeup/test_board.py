"""The board of a cycle and home lead first to what their reader does for the list of what was before
Cochair."""

import re
from datetime import datetime

from django.test import Client
from django.urls import reverse

import people
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup import kind
from cochair.site.desk import turns
from cochair.web.clock import clock
from signing import both_sign
from taking_up import held, prepared, sent
from world import NOW

FIRST_DAY = datetime.fromisoformat("2026-11-28T09:00+00:00")


def first_of(client: Client, forum: Forum) -> tuple[str, str]:
    """The first button of the board: where it leads, and its words."""
    with clock.at(NOW):
        page = client.get(reverse("desk:cycle", args=[forum.slug, 1])).text
    found = re.search(r'<div class="acts">\s*<a[^>]*href="([^"]+)"[^>]*>([^<]+)<', page)
    assert found is not None
    return found[1], found[2].strip()


def test_it_leads_to_the_list_then_to_the_act_then_to_the_rest_of_the_cycle(
    small_forum: Forum,
) -> None:
    where = reverse("takeup:take-up", args=[small_forum.slug])
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    take_up = prepared(small_forum, league_concert_experts_1=held(small_forum))
    assert first_of(client, small_forum) == (where, "Finish the list")

    act = sent(take_up)
    there = reverse("acts:act", args=[small_forum.slug, act.number])
    assert first_of(client, small_forum) == (there, "Open the act")

    both_sign(small_forum, act)
    rest = reverse("meetings:plan", args=[small_forum.slug, 1])
    assert first_of(client, small_forum) == (rest, "Plan the rest of cycle 2: places and dates")


def test_on_home_the_list_stands_first_among_what_has_no_deadline(db: None) -> None:
    forum = people.real_forum(FIRST_DAY)
    for party in ("EU", "CLASI"):
        account = people.person(forum, Role.SECRETARIAT, party, start=FIRST_DAY)
        hat = parties.hats(forum, account, FIRST_DAY)[0]
        asked = [one.turn for one in turns.own(forum, hat, FIRST_DAY)]
        undated = [one for one in asked if one.until is None]

        assert len(undated) > 1
        assert undated[0].says == kind.BEGIN
        # What has a deadline stands before it, as anywhere.
        assert asked[: len(asked) - len(undated)] == [one for one in asked if one.until]
