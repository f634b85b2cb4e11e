"""Only a day that is ahead is fixed; what was held before is attested."""

from datetime import timedelta

import pytest
from django.urls import reverse

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.meetings import actions
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import both_sign, day, league, schedule
from world import NOW

YESTERDAY, TODAY = "2031-02-02", "2031-02-03"


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """A meeting whose day is not fixed."""
    return signing.planned(small_forum)


def test_a_day_that_is_over_is_not_fixed_and_the_refusal_says_where_to_enter_what_was_held(
    council: Meeting,
) -> None:
    for first in (YESTERDAY, "2031-01-20"):
        with pytest.raises(Refused) as refused:
            schedule(council, day(first))
        assert "is over" in str(refused.value) and "Take up the forum" in str(refused.value)

    assert schedule(council, day(TODAY)).state == "draft"
    assert schedule(council, day(YESTERDAY, TODAY)).state == "draft"


def test_the_form_of_the_plan_refuses_a_day_that_is_over(council: Meeting) -> None:
    forum = council.forum
    client = people.signed_in(Account.objects.get(pk=signing.secretariat(forum).account))
    address = reverse("desk:plan-meeting", args=[forum.slug, council.slug])

    with clock.at(NOW):
        answer = client.post(address, {"first": "2031-01-20", "format": "in_person"})

    assert answer.status_code == 422 and "Only a day that is ahead is fixed" in answer.text
    assert not JointAct.objects.exists()


def test_the_act_on_a_day_lapses_when_that_day_is_over(council: Meeting) -> None:
    act = schedule(council, day(TODAY))

    acts.end_what_is_due(council.forum, NOW)
    assert JointAct.objects.get().state == "draft"
    acts.end_what_is_due(council.forum, NOW + timedelta(days=1))

    ended = JointAct.objects.get()
    assert (ended.state, ended.closed_reason) == ("lapsed", "meeting.day_passed")
    with pytest.raises(Refused):
        both_sign(council.forum, act, NOW + timedelta(days=1))


@pytest.mark.parametrize("more", [{}, {"format": "in_person"}])
def test_a_plan_fixes_no_day_that_is_over(small_forum: Forum, more: dict[str, str]) -> None:
    slot = {"place": "norhaven", "precision": "day", "start": "2032-01-20", "end": None, **more}
    later = NOW.replace(year=2032)

    with pytest.raises(Refused) as refused:
        actions.propose_plan(
            small_forum, made_in=2, slots={"council": slot}, by=league(small_forum), at=later
        )

    assert "is over" in str(refused.value)
