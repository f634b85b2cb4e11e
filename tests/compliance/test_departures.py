"""To depart from a clause: for one target, with a reason, with two keys; never from the hard one."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

import signing
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions
from cochair.features.compliance.models import Departure
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Ground, Outcome
from matrix import Scene
from signing import CYCLE, REASON, both_sign, departure, league, result
from world import NOW

LATER = NOW + timedelta(hours=3)
COUNCIL_SLOT = "A.3.council"


def attempt(forum: Forum, rule: str, target: tuple[str, str], reason: str = REASON) -> str:
    """What is said to a departure that is refused."""
    with pytest.raises(Refused) as refused:
        actions.propose_departure(
            forum, rule=rule, target=target, reason=reason, by=league(forum), at=NOW
        )
    assert not JointAct.objects.exists()
    return str(refused.value)


def test_a_clause_is_departed_from_with_the_second_key_and_for_one_target(
    small_forum: Forum,
) -> None:
    meeting = signing.stepped(signing.fixed(small_forum, signing.day("2031-02-04")), "meeting.open")
    prepared, target = ("B.5", meeting.slug), ("meeting", meeting.slug)
    assert result(small_forum, *prepared, LATER).outcome is Outcome.NOT_MET
    act = departure(small_forum, rule="B.5", target=target, at=LATER)

    signing.turn(act, league(small_forum, LATER), LATER)
    assert result(small_forum, *prepared, LATER).outcome is Outcome.NOT_MET
    signing.turn(act, signing.concert(small_forum, LATER), LATER)

    departed = result(small_forum, *prepared, LATER)
    assert (departed.outcome, departed.ground) == (Outcome.DEPARTED, Ground.ACCEPTED_DEPARTURE)
    assert departed.departure == f"departure-{Departure.objects.get().pk}"
    other = result(small_forum, "B.5", "league-concert-council-1", LATER)
    assert other.outcome is not Outcome.DEPARTED


def test_what_is_met_stays_met_although_both_departed_from_it(small_forum: Forum) -> None:
    both_sign(small_forum, departure(small_forum))

    assert result(small_forum, "A.2", CYCLE[1], LATER).outcome is Outcome.MET


def test_from_the_hard_rule_there_is_no_departure(small_forum: Forum) -> None:
    said = attempt(small_forum, "A.5", ("meeting", "league-concert-council-1"))

    assert (
        "No exception to this clause is possible: without consensus there is no agreement." in said
    )


@pytest.mark.parametrize("rule", ["A.1", "B.6"])
def test_what_informs_or_permits_asks_for_nothing_to_depart_from(
    small_forum: Forum, rule: str
) -> None:
    said = attempt(small_forum, rule, ("meeting", "league-concert-council-1"))

    assert "This clause sets no requirement" in said


def test_a_clause_that_nobody_wrote_is_not_departed_from(small_forum: Forum) -> None:
    assert "There is no clause Z.9" in attempt(small_forum, "Z.9", CYCLE)


@pytest.mark.parametrize(
    "target",
    [
        ("cycle", "league-concert-cycle-9"),
        ("meeting", "league-concert-cycle-2"),
        ("meeting", "league-concert-experts-1"),
        ("", ""),
    ],
)
def test_a_clause_is_departed_from_where_it_is_judged(
    small_forum: Forum, target: tuple[str, str]
) -> None:
    assert "is not assessed for" in attempt(small_forum, "A.2", target)


TWENTY = "The port was closed."


@pytest.mark.parametrize("reason", ["", "Too short.", " " * 80, TWENTY[1:], "." * 20, "x" * 20])
def test_a_departure_has_a_reason_that_says_something(small_forum: Forum, reason: str) -> None:
    assert "at least 20 characters" in attempt(small_forum, "A.2", CYCLE, reason)


def test_a_reason_of_twenty_characters_is_enough_and_is_kept_without_its_edges(
    small_forum: Forum,
) -> None:
    assert departure(small_forum, reason=f"  {TWENTY}\n").reason == TWENTY


def page(scene: Scene, rule: str, **typed: str) -> tuple[int, str]:
    """What the secretariat is answered when it proposes to depart on the page of a clause."""
    answer = scene.client("secretariat").post(
        reverse("compliance:depart", args=[scene.forum.slug, "1.0", rule]),
        {"target_kind": CYCLE[0], "target_id": CYCLE[1], "reason": REASON, **typed},
    )
    return answer.status_code, html.unescape(answer.content.decode())


def test_on_the_page_a_departure_is_proposed_and_shown_where_the_clause_is(
    at_work: Scene,
) -> None:
    assert page(at_work, "A.2")[0] == 302

    clause = reverse("compliance:clause", args=[at_work.forum.slug, "1.0", "A.2"])
    act = JointAct.objects.get(kind="departure")
    shown = at_work.client("delegation").get(clause).content.decode()
    assert reverse("acts:act", args=[at_work.forum.slug, act.number]) in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": "Too short."}, "at least 20 characters"),
        ({"reason": "x" * 4001}, "at most 4000 characters"),
        ({"target_id": ""}, "required"),
        ({"target_id": "nothing"}, "is not assessed for nothing"),
    ],
)
def test_on_the_page_a_departure_that_is_refused_says_why_and_keeps_the_reason(
    at_work: Scene, typed: dict[str, str], said: str
) -> None:
    status, shown = page(at_work, "A.2", **typed)

    assert status == 422
    assert said in shown
    assert f">{typed.get('reason', REASON)}</textarea>" in shown


@pytest.mark.parametrize("rule", ["A.5", "A.1", "B.6"])
def test_on_the_page_of_what_is_never_departed_from_a_departure_is_refused(
    at_work: Scene, rule: str
) -> None:
    assert page(at_work, rule)[0] == 422


def test_on_the_page_of_a_clause_that_does_not_exist_nothing_is_proposed(at_work: Scene) -> None:
    assert page(at_work, "Z.9")[0] == 404


def test_the_reason_may_be_given_in_several_languages_and_is_kept_as_typed(at_work: Scene) -> None:
    address = reverse("compliance:depart", args=[at_work.forum.slug, "1.0", "A.2"])
    typed = {
        "target_kind": CYCLE[0],
        "target_id": CYCLE[1],
        "reason": "too short",
        "reason_es": "No hay sede disponible en toda la primavera.",
    }
    client, before = at_work.client("secretariat"), JointAct.objects.count()

    refused = client.post(address, typed)
    assert refused.status_code == 422 and typed["reason_es"] in refused.content.decode()
    assert JointAct.objects.count() == before

    client.post(address, {**typed, "reason": REASON})
    act = JointAct.objects.get(kind="departure", proposed_at__gte=NOW, body__has_key="reasons")
    assert (act.reason_in("es"), act.reason_in("pt")) == (typed["reason_es"], REASON)
