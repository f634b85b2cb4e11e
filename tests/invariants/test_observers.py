"""domain.md C.11, INV-3: an observer invitation without both agreements never has a result met.

Whatever the Parties, the secretariat and the applicant do, in whatever order.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import signing
from cochair.features.compliance import queries as results
from cochair.features.meetings.attendance import takes_part
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.observers import actions
from cochair.features.observers import queries as observing
from cochair.features.observers.states import OPEN_TO, Answer, State, Step, may
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from signing import concert, league, secretariat
from world import NOW

ORGANISATION = "world-harbours"
MINUTE = timedelta(minutes=1)
DO: dict[str, Callable[[ObserverRequest, Forum, datetime], object]] = {
    **{
        f"{who.__name__} {answer.value}": lambda row, forum, at, who=who, answer=answer: (
            actions.answer_request(row, answer=answer, by=who(forum, at), at=at)
        )
        for who in (league, concert)
        for answer in Answer
    },
    "invite": lambda row, forum, at: signing.both_sign(
        forum,
        actions.propose_invitation(
            row, sessions=(), documents="public", by=secretariat(forum, at), at=at
        ),
        at,
    ),
    "invite by letter": lambda row, forum, at: actions.register_outside_invitation(
        row, invited_at=at - MINUTE, by=secretariat(forum, at), at=at
    ),
    "withdraw": lambda row, forum, at: actions.withdraw_request(row, by=league(forum, at), at=at),
}
SO_FAR = ["league agreed", "concert agreed", "invite"]
STEPS = st.builds(
    lambda begun, then: SO_FAR[:begun] + then,
    st.integers(0, len(SO_FAR)),
    st.lists(st.sampled_from(sorted(DO)), max_size=7),
)


@pytest.fixture
def asked(small_forum: Forum) -> ObserverRequest:
    """A request for the Council, whose day is fixed."""
    meeting = signing.fixed(small_forum)
    return actions.request_attendance(
        meeting, organisation=ORGANISATION, reason="We care.", by=secretariat(small_forum), at=NOW
    )


def agreed_at(row: ObserverRequest, moment: datetime) -> bool:
    """Whether the last word of both Parties at an instant was to agree."""
    last = {answer.party.code: answer.answer for answer in row.answers.all() if answer.at <= moment}
    return [*last.values()] == ["agreed", "agreed"]


@given(steps=STEPS)
@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_observer_without_both_agreements_is_ever_found_in_order(
    small_forum: Forum, asked: ObserverRequest, steps: list[str]
) -> None:
    with transaction.atomic():
        at = NOW
        for step in steps:
            at += 2 * MINUTE
            row = observing.request(asked.meeting, asked.pk)
            assert row is not None
            try:
                with transaction.atomic():
                    DO[step](row, small_forum, at)
            except Refused:
                continue
        _holds(small_forum, asked, at + MINUTE)
        transaction.set_rollback(True)


def _holds(forum: Forum, asked: ObserverRequest, at: datetime) -> None:
    results.forget()
    row = observing.request(asked.meeting, asked.pk)
    assert row is not None
    found = results.result_on(forum, "B.6", asked.meeting.slug, at)
    assert found is not None
    invited = row.invited_at
    if invited is None:
        assert found.outcome is Outcome.NOT_APPLICABLE
        return
    before, now = agreed_at(row, invited), agreed_at(row, at)
    # Both had agreed when it was invited, and both still do.
    assert (found.outcome is Outcome.MET) == (before and now and _since(row, invited))
    hat = ActingOffice(0, forum.slug, Role.OBSERVER, 0, organisation=ORGANISATION)
    if takes_part(Meeting.objects.get(pk=row.meeting_id), hat, NOW):
        assert now
        assert row.withdrawn_at is None


def _since(row: ObserverRequest, invited: datetime) -> bool:
    """Whether no Party changed its mind after the invitation."""
    return all(answer.answer == "agreed" for answer in row.answers.all() if answer.at > invited)


@pytest.mark.parametrize("state", State)
def test_a_request_is_withdrawn_until_it_is_over(state: State) -> None:
    over = state in {State.WITHDRAWN, State.NOT_DECIDED}

    assert may(state, Step.WITHDRAW) is not over


def test_of_a_request_that_is_over_only_an_invitation_made_elsewhere_is_still_entered() -> None:
    assert OPEN_TO[State.WITHDRAWN] == frozenset()
    assert OPEN_TO[State.NOT_DECIDED] == {Step.REGISTER}


def test_every_state_is_in_the_table_and_every_step_leads_somewhere() -> None:
    assert set(OPEN_TO) == set(State)
    assert set().union(*OPEN_TO.values()) == set(Step)
