"""The acts on decisions in JSON: the same refusals as on the pages, and nothing hostile is read."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client

import decided
from cochair.features.decisions.models import Message, Objection, RoomDecision
from cochair.features.room import queries
from cochair.journal.models import Entry
from cochair.procedure.consensus import Claim
from matrix import Scene

MEETING = "/api/v1/league-concert/meetings/league-concert-council-in-session/decisions/"
ONE, TWO = f"{MEETING}1/", f"{MEETING}2/"
SILENCE = "/api/v1/league-concert/decisions/1/"
JSON = "application/json"


def row(scene: Scene, number: int) -> RoomDecision:
    return queries.decisions(scene.forum).get(number=number)


def sent(client: Client, path: str, said: object = None, **headers: str) -> HttpResponse:
    return client.post(path, json.dumps(said or {}), content_type=JSON, headers=headers)


def declaring(scene: Scene, number: int, claim: str) -> dict[str, str]:
    return {"claim": claim, "seen": decided.seen(row(scene, number), Claim(claim))}


def test_a_program_reads_what_it_must_bind_and_declares_with_two_keys(at_work: Scene) -> None:
    chair, other = (at_work.client(who) for who in ("co_presidency", "other_presidency"))
    shown = chair.get(TWO).json()
    assert (shown["stage"], shown["outcome"], shown["entitled"]) == (
        "put",
        None,
        [["CONCERT", "XP"], ["LEAGUE", "XE"], ["LEAGUE", "XN"]],
    )
    assert shown["claims"]["consensus"]["open"] and not shown["claims"]["not_agreed"]["open"]

    said = {"claim": "consensus", "seen": shown["claims"]["consensus"]["seen"]}
    first, second = sent(chair, f"{TWO}declaration/", said), sent(other, f"{TWO}declaration/", said)

    assert (first.json()["state"], first.json()["keys"]) == ("half_signed", ["LEAGUE"])
    assert second.json()["state"] == "effective"
    assert chair.get(TWO).json()["outcome"] == "adopted_by_consensus"


def test_us06_variant_c_consensus_over_an_objection_is_409_and_changes_nothing(
    at_work: Scene,
) -> None:
    client, before = at_work.client("co_presidency"), Entry.objects.count()

    answer = sent(client, f"{ONE}declaration/", declaring(at_work, 1, "consensus"))

    assert answer.status_code == 409
    (one,) = answer.json()["objections"]
    assert one["clause"] == "A.5" and "Norland" in one["says"] and decided.WHY in one["says"]
    assert client.get(ONE).json()["stage"] == "objected"
    assert [e.verb for e in Entry.objects.order_by("-seq")[: Entry.objects.count() - before]] == [
        "room.declaration_refused"
    ]


@pytest.mark.parametrize("said", ["adopted_by_consensus", "override", "put", ""])
def test_an_outcome_cannot_be_written(at_work: Scene, said: str) -> None:
    client = at_work.client("co_presidency")
    for body in (
        {"claim": said, "seen": "x"},
        {"claim": "consensus", "seen": "x", "outcome": said},
        {"outcome": said},
    ):
        assert sent(client, f"{ONE}declaration/", body).status_code == 400
    for method in ("put", "patch", "delete"):
        answer = getattr(client, method)(ONE, json.dumps({"outcome": said}), content_type=JSON)
        assert answer.status_code == 405

    assert decided.stage(row(at_work, 1)) == "objected"


def test_a_state_that_is_no_longer_the_one_shown_is_409_with_both(at_work: Scene) -> None:
    client = at_work.client("co_presidency")
    shown = declaring(at_work, 2, "summary")
    sent(at_work.client("delegation"), f"{TWO}objections/", {"words": "Not so."})

    answer = sent(client, f"{TWO}declaration/", shown)

    assert answer.status_code == 409
    assert answer.json()["sent"] == shown["seen"] != answer.json()["now"]


def test_a_delegation_objects_twice_and_that_is_one_with_its_receipt(at_work: Scene) -> None:
    client = at_work.client("delegation")
    said = {"words": "Not so.", "paragraphs": ["p-2"]}

    answers = [sent(client, f"{TWO}objections/", said) for _again in range(2)]

    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Objection.objects.filter(decision__number=2).count() == 1
    made = answers[0].json()
    withdrawn = sent(client, f"{TWO}objections/{made['id']}/withdrawal/")
    assert withdrawn.json()["withdrawn_at"] and decided.stage(row(at_work, 2)) == "put"


def test_whoever_may_not_is_told_the_clause_and_the_procedures_say_no_with_theirs(
    at_work: Scene,
) -> None:
    refused = sent(at_work.client("co_presidency"), f"{TWO}objections/")
    assert refused.status_code == 403
    assert refused.json()["refusals"][0] == {
        "clause": "A.5",
        "says": "Only the delegation of a member may take part in this decision.",
    }
    chair = at_work.client("co_presidency")
    no = sent(chair, f"{TWO}declaration/", declaring(at_work, 2, "not_agreed"))
    assert no.status_code == 422 and no.json()["refusals"][0]["clause"] == "A.5"
    spanish = sent(at_work.client("delegation"), f"{ONE}objections/", **{"Accept-Language": "es"})
    assert spanish.status_code == 422


def test_what_is_not_for_a_reader_is_the_same_page_as_nothing_at_all(at_work: Scene) -> None:
    for who in ("anonymous", "institution", "observer", "administrator"):
        client = at_work.client(who)
        hidden, absent = client.get(ONE), client.get(f"{MEETING}1/")
        assert hidden.status_code == 404 and hidden.content == absent.content
        for path in (f"{ONE}declaration/", f"{ONE}objections/", f"{SILENCE}messages/"):
            answer = sent(client, path, {"claim": "consensus", "seen": "x"})
            assert answer.status_code == 404 and not answer["Content-Type"].startswith(JSON)


def test_nothing_is_done_without_the_token_against_forgery(at_work: Scene) -> None:
    careless = Client(enforce_csrf_checks=True)
    careless.cookies = at_work.client("delegation").cookies

    wrong = {"X-CSRFToken": "x" * 64, "Accept-Language": "es"}
    for answer in (
        sent(careless, f"{TWO}objections/"),
        sent(careless, f"{TWO}objections/", **wrong),
    ):
        assert answer.status_code == 403
        assert answer.json()["refusals"][0]["clause"] == "practice"
    assert "abra" in answer.json()["refusals"][0]["says"].lower()
    page = careless.post("/es/league-concert/meetings/league-concert-council-in-session/decisions/2/objections/")  # fmt: skip
    assert page.status_code == 403 and '<html lang="es">' in page.content.decode()
    assert not Objection.objects.filter(decision__number=2).exists()


DEEP = "[" * 50_000 + "]" * 50_000
HOSTILE = {
    "not JSON": "claim=consensus",
    "empty": "",
    "a list": "[]",
    "a number": "1",
    "NaN": '{"words": NaN}',
    "deep": DEEP,
    "deep inside": '{"paragraphs": [[[[["p-1"]]]]]}',
    "too large": json.dumps({"words": "a" * 70_000}),
    "too long": json.dumps({"words": "a" * 5_000}),
    "too many": json.dumps({"paragraphs": ["p-1"] * 300}),
    "another type": '{"words": {"en": "No"}}',
    "a number for a text": '{"words": 1}',
    "null": '{"words": null}',
    "a name twice": '{"words": "a", "words": "b"}',
    "a name that nobody asked for": '{"words": "a", "voice": "XL"}',
    "half a character": '{"words": "\\ud800"}',
    "a NUL": '{"words": "a\\u0000"}',
    "a huge number": '{"words": ' + "9" * 5_000 + "}",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_is_not_read(at_work: Scene, kind: str) -> None:
    client = at_work.client("delegation")

    answer = client.post(f"{TWO}objections/", HOSTILE[kind], content_type=JSON)

    assert (answer.status_code, answer.json()) == (400, {"error": "unreadable"})
    assert not Objection.objects.filter(decision__number=2).exists()


def test_another_kind_of_body_and_octets_that_are_no_text_are_not_read(at_work: Scene) -> None:
    client = at_work.client("delegation")
    for body, media in (('{"words": "a"}', "text/plain"), (b'{"words": "\xff"}', JSON)):
        answer = client.post(f"{TWO}objections/", body, content_type=media)
        assert answer.status_code == 400


def test_a_silence_is_read_and_broken(at_work: Scene) -> None:
    client = at_work.client("delegation")
    assert client.get(SILENCE).json()["stage"] == "running"
    assert sent(client, f"{SILENCE}messages/", {"form": "song", "words": "a"}).status_code == 400

    answer = sent(client, f"{SILENCE}messages/", {"form": "objection", "words": "Not so."})

    assert answer.status_code == 201 and answer.json()["counts"] is True
    assert answer.json()["receipt"] == Message.objects.get(form="objection").receipt
    assert client.get(SILENCE).json()["outcome"] == "not_agreed"


def test_a_text_is_put_by_two_programs_that_send_the_same(at_work: Scene) -> None:
    paper = decided.paper(at_work.forum)
    said = {"document": paper.slug, "kind": "other", "reasons": {"clearance": "Both were asked."}}
    assert (
        sent(at_work.client("co_presidency"), MEETING, {**said, "reasons": {}}).status_code == 422
    )

    answers = [
        sent(at_work.client(who), MEETING, said) for who in ("co_presidency", "other_presidency")
    ]

    assert [one.json()["state"] for one in answers] == ["half_signed", "effective"]
    assert decided.stage(row(at_work, 3)) == "put"
