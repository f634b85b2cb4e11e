"""What the public reads of results: nothing before two keys, and then one outcome per clause."""

import html
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

import signing
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions, queries
from cochair.features.compliance.models import Publication
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.web.templatetags.parts import outcome as chip
from matrix import Scene
from signing import REASON, league
from world import NOW

LATER = NOW + timedelta(hours=3)


def proposed(scene: Scene, cycle: int = 1) -> JointAct:
    """The publication of a cycle, as the secretariat proposes it on the page of the statement."""
    address = reverse("compliance:publish", args=[scene.forum.slug, cycle])
    assert scene.client("secretariat").post(address).status_code == 302
    return JointAct.objects.get(kind="publication")


def public(scene: Scene, rule: str = "") -> str:
    """What somebody reads who has not signed in."""
    name = "compliance:clause" if rule else "compliance:version"
    more = [rule] if rule else []
    page = Client().get(reverse(name, args=[scene.forum.slug, "1.0", *more]))
    assert page.status_code == 200
    return html.unescape(page.content.decode())


def sign(scene: Scene, act: JointAct, *hats: str) -> None:
    for hat in hats:
        answer = scene.client(hat).post(
            reverse("acts:key", args=[scene.forum.slug, act.number]),
            {"seen": act.digest},
        )
        assert answer.status_code == 302


def test_nothing_is_public_before_both_keys_are_turned(at_work: Scene) -> None:
    before = public(at_work)
    act = proposed(at_work)
    assert public(at_work) == before

    sign(at_work, act, "co_presidency")

    assert public(at_work) == before
    assert not Publication.objects.exists()
    assert queries.published(at_work.forum) == {}


def test_with_both_keys_the_public_reads_one_outcome_for_each_clause(at_work: Scene) -> None:
    act = proposed(at_work)
    before, told = public(at_work), queries.of_cycle(queries.results(at_work.forum, NOW), 1)

    sign(at_work, act, "co_presidency", "other_presidency")

    assert queries.published(at_work.forum) == {r: o.value for r, o in told.outcomes.items()}
    assert public(at_work) != before
    for rule, outcome in told.outcomes.items():
        assert html.unescape(chip(outcome.value)) in public(at_work, rule)


def test_the_public_reads_no_reason_no_evidence_and_no_act(at_work: Scene) -> None:
    found = next(
        one
        for one in queries.of_cycle(queries.results(at_work.forum, NOW), 1)
        if one.rule == "A.3.experts"
    )
    departure = signing.departure(
        at_work.forum, rule=found.rule, target=(found.target.kind, found.target.id)
    )
    sign(at_work, departure, "co_presidency", "other_presidency")
    sign(at_work, proposed(at_work), "co_presidency", "other_presidency")

    for page in (public(at_work), public(at_work, found.rule)):
        assert REASON not in page
        assert f"/acts/{departure.number}/" not in page
        assert "gazette" not in page


def test_what_happens_afterwards_is_public_only_when_both_publish_again(at_work: Scene) -> None:
    act = proposed(at_work)
    sign(at_work, act, "co_presidency", "other_presidency")
    published = queries.published(at_work.forum)
    found = next(
        one
        for one in queries.of_cycle(queries.results(at_work.forum, NOW), 1)
        if one.rule == "A.3.experts"
    )

    departure = signing.departure(
        at_work.forum, rule=found.rule, target=(found.target.kind, found.target.id)
    )
    sign(at_work, departure, "co_presidency", "other_presidency")

    assert queries.published(at_work.forum) == published


def test_a_publication_holds_outcomes_and_nothing_else(at_work: Scene) -> None:
    assert set(proposed(at_work).body) == {"kind", "cycle", "outcomes", "computed_at"}


def test_without_outcomes_there_is_nothing_to_publish(small_forum: Forum) -> None:
    for body in ({}, {"outcomes": {}}):
        with pytest.raises(Refused):
            actions.propose_publication(
                small_forum, cycle=9, body=body, by=league(small_forum), at=LATER
            )


def test_a_cycle_that_does_not_exist_is_not_published(at_work: Scene) -> None:
    address = reverse("compliance:publish", args=[at_work.forum.slug, 9])

    assert at_work.client("secretariat").post(address).status_code == 404
