"""A place that both agreed stays when a day is fixed, unless somebody asks expressly to take it away."""

import pytest
from django.test import Client
from django.urls import reverse

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.kinds import kind_of
from cochair.features.acts.models import JointAct
from cochair.features.meetings import actions, foreseen
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import both_sign, day, league
from world import NOW

EXPERTS = "league-concert-experts-2"
MONTH = {
    "experts": {
        "place": "southport",
        "precision": "month",
        "start": "2032-10-01",
        "end": "2032-10-31",
    }
}


@pytest.fixture
def experts(small_forum: Forum) -> Meeting:
    """A meeting of which both agreed the month and the place."""
    act = actions.propose_plan(
        small_forum, made_in=2, slots=MONTH, by=league(small_forum, NOW), at=NOW
    )
    both_sign(small_forum, act)
    return Meeting.objects.get(slug=EXPERTS)


@pytest.fixture
def client(experts: Meeting) -> Client:
    return people.signed_in(Account.objects.get(pk=signing.secretariat(experts.forum).account))


def send(client: Client, meeting: Meeting, page: str = "desk:plan-meeting", **typed: str) -> int:
    address = reverse(page, args=[meeting.forum.slug, meeting.slug])
    wanted = {"day": "", "first": "2032-10-12", "format": "in_person", "place": "", **typed}
    with clock.at(NOW):
        return client.post(address, wanted).status_code


def sent() -> JointAct:
    return JointAct.objects.get(kind="meeting.schedule")


def test_another_day_keeps_the_agreed_place_where_the_place_is_left_alone(
    experts: Meeting, client: Client
) -> None:
    assert send(client, experts) == 302
    act = sent()
    assert (act.body["place"], act.body["zone"]) == ("southport", "Pacific/Auckland")

    both_sign(experts.forum, act)

    latest = experts.schedules.last()
    assert latest is not None and latest.place == "southport"


@pytest.mark.parametrize("page", ["desk:plan-meeting", "meetings:schedule"])
def test_an_agreed_place_is_taken_away_when_that_is_asked_for_and_the_act_says_so(
    experts: Meeting, client: Client, page: str
) -> None:
    assert send(client, experts, page, place="-") == 302
    act = sent()

    assert act.body["place"] == ""
    cautions = {one.code: one for one in kind_of(act).cautions(act, NOW)}
    assert cautions["place_taken_away"].says.facts["place"]["en"] == "Southport"  # type: ignore[index]


def test_a_day_that_names_no_place_takes_none_away_unasked(
    experts: Meeting, client: Client
) -> None:
    with pytest.raises(Refused) as refused:
        signing.schedule(experts, day("2032-10-12", place=""))
    assert "and this names none" in str(refused.value)

    assert send(client, experts, "meetings:schedule") == 422
    assert not JointAct.objects.filter(kind="meeting.schedule").exists()


def test_a_plan_that_leaves_the_place_out_says_so_and_one_that_an_address_fills_in_keeps_it(
    experts: Meeting,
) -> None:
    forum, without = experts.forum, {"experts": {**MONTH["experts"], "place": ""}}
    act = actions.propose_plan(forum, made_in=2, slots=without, by=league(forum, NOW), at=NOW)

    assert "place_taken_away" in {one.code for one in kind_of(act).cautions(act, NOW)}
    asked = {"experts-precision": "day", "experts-start": "2032-10-12", "experts-place": ""}
    assert foreseen.taken_over(asked, "experts") == {"precision": "day", "start": "2032-10-12"}
