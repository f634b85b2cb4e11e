"""Several open acts on one and the same thing: each names the others, and one makes the others void."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

import forgotten
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.mail import worker
from cochair.features.mail.models import Message
from cochair.features.meetings import actions
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from signing import both_sign, concert, day, league, schedule, turn
from world import NOW

LATER = NOW + timedelta(hours=3)
PLAN = {"place": "norhaven", "precision": "day", "start": "2032-03-10", "end": "2032-03-11"}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forgotten.everything()


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """A meeting whose day is not fixed."""
    concert(small_forum)
    return signing.planned(small_forum)


@pytest.fixture
def two(council: Meeting) -> tuple[JointAct, JointAct]:
    """Two days for one meeting, one of each Party."""
    mine = schedule(council, day("2031-04-08"))
    theirs = actions.propose_schedule(
        council, day=day("2031-05-13"), reason="", by=concert(council.forum), at=NOW
    )
    return mine, theirs


def presidency(forum: Forum) -> Client:
    return people.signed_in(Account.objects.get(pk=league(forum).account))


def page(client: Client, forum: Forum, name: str, *more: object) -> str:
    with clock.at(NOW):
        shown = client.get(reverse(name, args=[forum.slug, *more])).text
    return " ".join(re.sub(r"<(aside|dialog)\b.*?</\1>", "", shown, flags=re.S).split())


def test_an_act_names_the_others_on_the_same_matter_with_who_sent_them_and_what_differs(
    small_forum: Forum, two: tuple[JointAct, JointAct]
) -> None:
    client = presidency(small_forum)

    for name, more in (
        ("acts:act", (two[0].number,)),
        ("acts:several", ()),
        ("acts:folder", ()),
        ("desk:home", ()),
    ):
        shown = page(client, small_forum, name, *more)
        notes = shown.split("other act on the same matter is for signature.")[1:]
        told = [one.partition("</ul>")[0] for one in notes]
        assert all("Only one of them can take effect" in one for one in told) and told, name
        (other,) = (one for one in told if f"Act {two[1].number}" in one)
        assert "Prepared by: Concert" in other, name
        assert "13 May 2031" in other and "Norhaven" not in other, name


def test_acts_on_different_matters_do_not_name_each_other(
    small_forum: Forum, council: Meeting
) -> None:
    schedule(council, day("2031-04-08"))
    other = schedule(signing.planned(small_forum, "league-concert-council-3"), day("2031-05-13"))

    assert "on the same matter" not in page(
        presidency(small_forum), small_forum, "acts:act", other.number
    )


def test_when_one_takes_effect_the_others_say_that_and_not_that_their_content_changed(
    small_forum: Forum, two: tuple[JointAct, JointAct]
) -> None:
    first, second = two
    turn(second, concert(small_forum))

    both_sign(small_forum, first, LATER)

    client = presidency(small_forum)
    shown = page(client, small_forum, "acts:act", second.number)
    assert f"void: act {first.number} on the same matter took effect" in shown
    assert "content has changed" not in shown
    folder = page(client, small_forum, "acts:folder")
    assert f"void: act {first.number} on the same matter took effect" in folder
    assert "content has changed" not in folder
    worker.turn_in(small_forum, LATER)
    told = " ".join(str(row) for row in Message.objects.values())
    assert "on the same matter took effect: this one can no longer be signed" in told
    assert "content of the act has changed" not in told


def test_three_plans_of_one_cycle_stand_one_by_one_on_home_and_their_number_is_that_of_the_folder(
    small_forum: Forum,
) -> None:
    concert(small_forum)
    for start in ("2032-03-10", "2032-03-17", "2032-03-24"):
        slots = {"council": {**PLAN, "start": start, "end": start}}
        actions.propose_plan(small_forum, made_in=2, slots=slots, by=league(small_forum), at=NOW)
    client = presidency(small_forum)

    home, folder = (page(client, small_forum, name) for name in ("desk:home", "acts:folder"))

    assert "more of the same" not in home
    assert "3 joint acts are for signature" in home and "Read and sign 3 acts" in folder
    assert home.count("2 other acts on the same matter") == 3


def test_the_number_of_acts_on_home_counts_those_that_are_folded(small_forum: Forum) -> None:
    concert(small_forum)
    for number in (3, 4, 5):
        meeting = signing.planned(small_forum, f"league-concert-council-{number}")
        schedule(meeting, day(f"2031-04-0{number}"))

    home = page(presidency(small_forum), small_forum, "desk:home")

    assert "2 more of the same" in home
    assert "3 joint acts are for signature" in home


def test_the_refusal_of_the_same_act_names_it(council: Meeting) -> None:
    act = schedule(council, day("2031-04-08"))

    with pytest.raises(acts.Refused) as refused:
        schedule(council, day("2031-04-08"))

    assert str(act.title["en"]) in str(refused.value)


@pytest.fixture
def plan_and_day(council: Meeting) -> tuple[JointAct, JointAct]:
    """The plan of a cycle that fixes the day of a meeting, and another day of it alone."""
    slots = {
        "council": {
            "place": "norhaven",
            "precision": "day",
            "start": "2031-04-08",
            "end": "2031-04-09",
            "format": "in_person",
        }
    }
    plan = actions.propose_plan(
        council.forum, made_in=1, slots=slots, by=league(council.forum), at=NOW
    )
    other = actions.propose_schedule(
        council, day=day("2031-05-13"), reason="", by=concert(council.forum), at=NOW
    )
    return plan, other


def test_a_plan_that_fixes_the_day_of_a_meeting_and_another_day_of_it_name_each_other(
    small_forum: Forum, plan_and_day: tuple[JointAct, JointAct]
) -> None:
    plan, other = plan_and_day
    client = presidency(small_forum)

    for one, rival in ((plan, other), (other, plan)):
        note = page(client, small_forum, "acts:act", one.number)
        assert f"Act {rival.number}" in note.partition("Only one of them can take effect")[2]
    both_sign(small_forum, plan)
    shown = page(client, small_forum, "acts:act", other.number)
    assert f"void: act {plan.number} on the same matter took effect" in shown


def test_the_page_of_a_meeting_leads_to_the_plan_that_is_to_fix_its_day(
    small_forum: Forum, plan_and_day: tuple[JointAct, JointAct]
) -> None:
    plan, other = plan_and_day
    acts.withdraw(other, by=concert(small_forum), at=NOW)
    client = presidency(small_forum)

    step = page(client, small_forum, "desk:meeting", "league-concert-council-2")
    step = step.partition('id="step"')[2].partition("</section>")[0]

    assert reverse("acts:act", args=[small_forum.slug, plan.number]) in step
    # It is to be signed before that day begins.
    assert "7 Apr 2031" in step
