"""The paper of the act counts and lists what both sign: each thing by itself, and none counted twice."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.urls import reverse

import people
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup import actions, world
from cochair.features.takeup.actions import Typed
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.lines import MEETING, Answer
from cochair.web.clock import clock
from taking_up import FILE, POINT_OF_EXPERTS, added, held, owes, prepared, sent
from world import NOW


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the small world."""
    with clock.at(NOW):
        yield


def test_every_presidency_that_has_ended_is_named_once_and_all_of_a_party_are_counted(
    db: None,
) -> None:
    """Nine presidencies stood as one with thirty-six lines."""
    at = people.REAL_NOW
    with clock.at(at):
        forum = people.real_forum(at)
        past = [one for one in world.offers(forum, at) if one.is_past and one.party == "EU"]
        account = people.person(forum, Role.SECRETARIAT, "EU", start=at)
        client, by = people.signed_in(account), people.hat(forum, account, at)
        typed = {one.name: Typed(Answer.CONFIRMED, one, FILE) for one in past}
        act = ATTESTATION.propose(actions.prepare(forum, typed, by=by, at=at), None, by=by, at=at)

        page = client.get(reverse("acts:act", args=[forum.slug, act.number])).text

    paper = page.partition('<article class="doc"')[2].partition("</article>")[0]
    assert len(past) > 3 and "Earlier presidency" not in paper
    assert f"Earlier presidencies of EU: {len(past)}" in " ".join(paper.split())
    items = re.findall(r"<li>\s*(.*?)\s*</li>", paper, re.DOTALL)
    assert len(items) == len(past)
    assert all(FILE in one for one in items)
    assert any("1 July 2025 to 31 December 2025" in one for one in items), items


def test_things_of_the_same_name_stand_apart_each_under_its_label(small_forum: Forum) -> None:
    points = {
        f"owed-{number}": owes(replace(POINT_OF_EXPERTS, text=f"Send list {number}"))
        for number in (1, 2, 3, 4)
    }
    lines = {
        "league-concert-experts-1": held(small_forum),
        "extra-1": added("2030-11-20", MEETING),
        "extra-2": added("2030-11-27", MEETING),
        **points,
    }
    act = sent(
        prepared(small_forum, **{name.replace("-", "_"): one for name, one in lines.items()})
    )
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    page = client.get(reverse("acts:act", args=[small_forum.slug, act.number])).text

    paper = page.partition('<article class="doc"')[2].partition("</article>")[0]
    labels = [" ".join(one.split()) for one in re.findall(r'class="h"[^>]*>(.*?)</p>', paper, re.S)]
    assert labels.count("Action point") == 4
    assert labels.count("Meeting of experts") == 2
    assert "<details" not in paper, "no sentence of a thing is folded away"
