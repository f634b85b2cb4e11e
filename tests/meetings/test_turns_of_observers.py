"""Who acts next on a request to attend as an observer: the Parties that have not answered, then both."""

from datetime import datetime, timedelta

import pytest

import signing
from cochair.features.acts.models import JointAct
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.observers import actions, queries
from cochair.features.observers.kind import REQUEST
from cochair.features.observers.states import Answer, State
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.kernel.kind import Turns
from signing import concert, league, secretariat
from world import NOW

HARBOURS = "world-harbours"
HOUR = timedelta(hours=1)
ANSWER, EARLY, INVITE = "Answer the request of {o}: {m}", "already invited", "Invite the observer"


def applied(meeting: Meeting, at: datetime = NOW) -> ObserverRequest:
    """A request that came by letter."""
    reason = "We guard the same harbours."
    by = secretariat(meeting.forum)
    return actions.request_attendance(meeting, organisation=HARBOURS, reason=reason, by=by, at=at)


def says(
    row: ObserverRequest, by: ActingOffice, answer: Answer = Answer.AGREED, at: datetime = NOW
) -> None:
    actions.answer_request(row, answer=answer, by=by, at=at)


def proposed(row: ObserverRequest) -> JointAct:
    row, by = ObserverRequest.objects.get(pk=row.pk), secretariat(row.meeting.forum)
    return actions.propose_invitation(row, sessions=(), documents="observers", by=by, at=NOW)


def state(row: ObserverRequest) -> State:
    found = queries.request(row.meeting, row.pk)
    assert found is not None
    return queries.asked_of(found, NOW).state


@pytest.fixture
def row(small_forum: Forum) -> ObserverRequest:
    """A request to attend the Council."""
    return applied(signing.fixed(small_forum))


def whose(forum: Forum) -> list[tuple[str, str, bool]]:
    """The offices that act now, with how their lines begin or end, and who prepares."""
    assert isinstance(REQUEST.turns, Turns)
    return [
        (f"{turn.role} {turn.of}", turn.says, turn.prepares)
        for row in REQUEST.turns.open(forum)
        for turn in REQUEST.turns.of(row, NOW)
    ]


def presiding(*members: str, says: str = ANSWER) -> list[tuple[str, str, bool]]:
    return [(f"co_presidency {party}", says, False) for party in members]


def test_each_party_answers_and_then_both_invite(row: ObserverRequest) -> None:
    forum = row.meeting.forum
    assert state(row) is State.SUBMITTED
    assert whose(forum) == presiding("LEAGUE", "CONCERT")

    says(row, league(forum))
    assert state(row) is State.HALF_AGREED
    assert whose(forum) == presiding("CONCERT")

    says(row, concert(forum))
    assert state(row) is State.AGREED
    assert [(who, prepares) for who, said, prepares in whose(forum) if INVITE in said] == [
        ("co_presidency LEAGUE", False),
        ("secretariat LEAGUE", True),
        ("co_presidency CONCERT", False),
        ("secretariat CONCERT", True),
    ]

    act = proposed(row)
    assert whose(forum) == []
    signing.both_sign(forum, act)
    assert state(row) is State.INVITED
    assert whose(forum) == []


def test_nobody_acts_on_what_was_declined_withdrawn_or_left_undecided(row: ObserverRequest) -> None:
    forum, meeting = row.meeting.forum, row.meeting
    says(row, league(forum), Answer.DECLINED)
    assert state(row) is State.DECLINED
    assert whose(forum) == []

    says(row, league(forum), Answer.WITHDRAWN, NOW + HOUR)
    assert whose(forum) == presiding("LEAGUE", "CONCERT")
    actions.withdraw_request(row, by=league(forum), at=NOW + HOUR)
    assert whose(forum) == []

    again = applied(meeting, at=NOW + 2 * HOUR)
    assert whose(forum) == presiding("LEAGUE", "CONCERT")
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOW + 3 * HOUR)
    assert state(ObserverRequest.objects.get(pk=again.pk)) is State.NOT_DECIDED
    assert whose(forum) == []


def test_who_was_invited_elsewhere_waits_for_the_agreement_that_lacks(row: ObserverRequest) -> None:
    forum = row.meeting.forum
    says(row, league(forum))
    actions.register_outside_invitation(row, invited_at=NOW, by=secretariat(forum), at=NOW)
    assert state(row) is State.INVITED_EARLY

    ((who, said, prepares),) = whose(forum)

    assert (who, prepares) == ("co_presidency CONCERT", False) and EARLY in said
    assert row.organisation.code == HARBOURS
