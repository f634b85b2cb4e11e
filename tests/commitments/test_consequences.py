"""What follows of a signed joint assessment is somebody's turn until it is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.assessments import actions
from cochair.features.assessments.kind import ASSESSMENT
from cochair.features.follow_up import actions as following
from cochair.features.measures import actions as measures
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from commitments.test_results import agreed, compared, said_by_both
from pledges import SEARCH, entered, ships
from signing import both_sign, league, secretariat
from story.following import Follower
from takings import assessed
from whose import acting
from world import NOW

LATER = NOW + timedelta(days=2)
SECRETARIATS = ["secretariat LEAGUE", "secretariat CONCERT"]
PREPARED = [
    "co_presidency LEAGUE", "secretariat LEAGUE prepares",
    "co_presidency CONCERT", "secretariat CONCERT prepares",
]  # fmt: skip
ENTER, REWORD, FINISH = (
    "Enter the new action for commitments (1)",
    "Propose the new wording of commitments (1)",
    "End commitments, as the assessment says (1)",
)


def signed(forum: Forum, follows: str) -> None:
    """An assessment that both signed, in which something follows for the commitment."""
    agreed(forum)
    row = assessed(forum)
    said_by_both(forum)
    compared(forum, row, follows=follows)
    assert due(forum) == {}, "nothing follows of what is not signed"
    at = NOW + timedelta(days=1)
    both_sign(forum, actions.propose_signing(row, by=league(forum), at=at), at)


def due(forum: Forum) -> dict[str, list[str]]:
    """Who is asked for what follows, by line."""
    found = acting(ASSESSMENT, forum, LATER)
    return {says: who for says, who in found.items() if says in (ENTER, REWORD, FINISH)}


def settling(forum: Forum, state: str, replaced_by: str = "") -> JointAct:
    """The end of the commitment, sent for signature."""
    return following.propose_settlement(
        ships(forum),
        state=state,
        replaced_by=replaced_by,
        reason="As the joint assessment says.",
        by=league(forum, LATER),
        at=LATER,
    )


def later(forum: Forum, slug: str) -> None:
    """An action that is entered after the assessment."""
    planned = measures.Planned(
        title=SEARCH,
        level="strategic",
        region="both",
        lead="XN",
        partners=["XL"],
        start=LATER.date(),
        commitments=[slug],
    )
    measures.enter(forum, planned, by=secretariat(forum, LATER), at=LATER)


def test_a_new_action_is_asked_of_both_secretariats_until_it_is_entered(small_forum) -> None:
    entered(small_forum, secretariat(small_forum))
    signed(small_forum, "new_action")
    assert due(small_forum) == {ENTER: SECRETARIATS}, "an action of before is no new one"

    later(small_forum, "S30-02")
    assert due(small_forum) == {ENTER: SECRETARIATS}, "an action for another commitment"

    later(small_forum, "S30-01")
    assert due(small_forum) == {}


@pytest.mark.parametrize(
    ("follows", "says", "state", "replaced_by"),
    [("new_wording", REWORD, "replaced", "S30-02"), ("end", FINISH, "completed", "")],
)
def test_a_new_wording_or_an_end_is_asked_of_both_until_it_is_sent_and_again_where_it_is_declined(
    small_forum, follows: str, says: str, state: str, replaced_by: str
) -> None:
    signed(small_forum, follows)
    assert due(small_forum) == {says: PREPARED}

    act = settling(small_forum, state, replaced_by)
    assert due(small_forum) == {}, "the act is now what somebody owes"
    acts.decline(act, reason="Not yet.", by=league(small_forum, LATER), at=LATER)
    assert due(small_forum) == {says: PREPARED}

    both_sign(small_forum, settling(small_forum, state, replaced_by), LATER)
    assert due(small_forum) == {}


def test_what_goes_on_as_agreed_asks_nobody(small_forum) -> None:
    signed(small_forum, "continue")

    assert due(small_forum) == {}


def test_home_shows_it_with_a_button(small_forum) -> None:
    signed(small_forum, "end")
    chair = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))

    with clock.at(LATER):
        page = chair.get(reverse("desk:home", args=[small_forum.slug])).content.decode()

    assert "End commitments, as the assessment says" in page and "End the commitment" in page
    assert "/commitments/S30-01/#settle" in page


@pytest.mark.parametrize("follows", ["new_action", "end"])
def test_the_button_leads_to_where_it_can_be_done(small_forum, follows: str) -> None:
    signed(small_forum, follows)

    faults = [one for one in Follower(small_forum).faults(LATER) if "commitments (1)" in one]

    assert [one for one in faults if one.split(": ", 1)[1].startswith(("Enter", "End"))] == []
