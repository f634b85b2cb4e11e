"""The board of a cycle and home lead first to what their reader does for the list of what was before
Cochair."""

import re
from datetime import datetime

from django.test import Client
from django.urls import reverse

import people
from cochair.features.meetings import kind as meetings
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup import kind as takeup
from cochair.features.takeup.models import TakeUp
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


def asked_at_home(forum: Forum) -> list[tuple[str, str, datetime | None]]:
    """What homes of both sides ask on the first day about the days of meetings: of whom, what, until when."""
    asked = {takeup.BEGIN, takeup.REST, meetings.FIX}
    return [
        (one.turn.of, one.turn.says, one.turn.until)
        for one in turns.every(forum, FIRST_DAY)
        if one.turn.says in asked and one.turn.role == Role.SECRETARIAT.value
    ]


def test_one_act_asks_for_the_days_of_a_cycle_that_was_begun_elsewhere(db: None) -> None:
    """Six signatures take up the forum, plan what is left and invite; each meeting alone took more."""
    forum = people.real_forum(FIRST_DAY)
    end_of_semester = datetime.fromisoformat("2027-01-01T00:00+01:00")
    both = ("EU", "CLASI")

    assert asked_at_home(forum) == [(one, takeup.BEGIN, end_of_semester) for one in both]

    take_up = TakeUp.objects.create(
        forum=forum, number=1, begun_at=FIRST_DAY, attested_at=FIRST_DAY
    )
    assert asked_at_home(forum) == [(one, takeup.REST, end_of_semester) for one in both]

    # Without a list each meeting is asked for, as anywhere.
    TakeUp.objects.filter(pk=take_up.pk).update(attested_at=None, set_aside_at=FIRST_DAY)
    assert {says for _of, says, _until in asked_at_home(forum)} == {meetings.FIX}


def test_on_home_the_list_stands_first_of_what_has_the_same_deadline(db: None) -> None:
    forum = people.real_forum(FIRST_DAY)
    for party in ("EU", "CLASI"):
        account = people.person(forum, Role.SECRETARIAT, party, start=FIRST_DAY)
        hat = parties.hats(forum, account, FIRST_DAY)[0]
        asked = [one.turn for one in turns.own(forum, hat, FIRST_DAY)]

        (list_,) = [one for one in asked if one.says == takeup.BEGIN]
        alike = [one for one in asked if one.until == list_.until]
        assert alike[0] is list_
