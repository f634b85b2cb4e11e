"""No state that nobody can leave in what follows a meeting, and in who is invited to one.

Every course of the real acts in the small forum, each undone: action points, actions, commitments,
the stock-taking, invitations.  Source: domain.md C.4 (Commitment, Action), C.2.
"""

from collections.abc import Callable, Mapping
from datetime import date

import dead_ends
import inviting_story
import pledges
import rooms
import signing
import takings
from cochair.features.action_points import actions as points
from cochair.features.action_points.states import CARRIED, DONE, DROPPED, OPEN
from cochair.features.commitments.models import Action, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up import actions as following
from cochair.features.invitations import actions as inviting
from cochair.features.measures import actions as measures
from cochair.features.measures import codes
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.records.models import ActionPoint
from cochair.features.stocktaking import actions as stocktaking
from cochair.features.stocktaking.states import State as Report
from cochair.features.stocktaking.states import state_of
from dead_ends import Search
from inviting_story import AGENCIES, invitation
from rooms import AT
from signing import both_sign, secretariat
from takings import AFTER, UNTIL
from world import NOW

type Acts = Mapping[str, Callable[[], object]]


def held(found: Search, states: set[object], ends: set[object], *, told: str) -> None:
    """Every state was reached, all that are no end are left by somebody, and no end is left."""
    print(f"{told}: {len(found.states)} states, {len(found.moves)} moves")
    assert found.states == states
    assert found.stuck(lambda one: one in ends) == set()
    assert found.left(lambda one: one in ends) == set()


def test_an_action_point_is_always_somebody_s_until_it_is_done_or_dropped(
    small_forum: Forum,
) -> None:
    council = rooms.council(small_forum)
    targets = [
        Meeting.objects.create(
            forum=small_forum,
            slug=f"league-concert-experts-{number}",
            configuration="experts",
            number=number,
            cycle=Cycle.objects.get(forum=small_forum, number=2),
            known_at=AT,
        )
        for number in (2, 3)
    ]
    by, why = secretariat(small_forum, AT), "The list is not needed any more."
    noted = points.Noted({"en": "Send the list of ports"}, "en", "XN", date(2031, 6, 1))
    point = points.note(council, noted, by=by, at=AT)

    def row() -> ActionPoint:
        return ActionPoint.objects.select_related("meeting__forum").get(pk=point.pk)

    def settled(how: str, target: str = "") -> Callable[[], object]:
        return lambda: both_sign(
            small_forum,
            points.propose_settlement(row(), how=how, target=target, reason=why, by=by, at=AT),
            AT,
        )

    acts: Acts = {
        "done": lambda: points.report_done(
            row(), evidence="Note 4 of 8 April, sent to all", by=rooms.head(small_forum), at=AT
        ),
        "drop": settled("dropped"),
        "put off": settled("deferred", targets[0].slug),
        "carry": lambda: points.carry(row(), targets[0], by=by, at=AT),
        "carry on": lambda: points.carry(row(), targets[1], by=by, at=AT),
    }

    found = Search(acts, lambda: row().state).run(3)

    held(found, {OPEN, CARRIED, DONE, DROPPED}, {DONE, DROPPED}, told="action point")


def test_a_point_that_was_carried_to_a_meeting_that_is_cancelled_can_still_be_left(
    small_forum: Forum,
) -> None:
    council, by = rooms.council(small_forum), secretariat(small_forum, AT)
    noted = points.Noted({"en": "Send the list of ports"}, "en", "XN", date(2031, 6, 1))
    point = points.note(council, noted, by=by, at=AT)
    target = Meeting.objects.create(
        forum=small_forum, slug="experts-x", configuration="experts", number=9, known_at=AT
    )
    points.carry(point, target, by=by, at=AT)
    signing.stepped(target, "meeting.cancel", AT)

    point.refresh_from_db()
    head = rooms.head(small_forum)
    assert dead_ends.tried(
        lambda: points.report_done(point, evidence="Note 4 of 8 April, sent to all", by=head, at=AT)
    )


def test_an_action_is_left_by_both_or_by_its_lead_until_it_ended(small_forum: Forum) -> None:
    by = secretariat(small_forum)
    action = pledges.entered(small_forum, by)

    def row() -> Action:
        return Action.objects.select_related("forum").get(pk=action.pk)

    acts: Acts = {
        "endorse": lambda: both_sign(
            small_forum, measures.propose_endorsement(row(), by=by, at=NOW)
        ),
        **{
            step: lambda step=step: measures.move(row(), step, by=by, at=NOW)
            for step in codes.STEPS
        },
    }

    found = Search(acts, lambda: row().state).run(4)

    held(found, set(codes.STATES), {codes.COMPLETED, codes.DISCONTINUED}, told="action")


def test_a_commitment_is_left_by_both_and_nothing_is_reported_of_one_that_ended(
    small_forum: Forum,
) -> None:
    by = secretariat(small_forum)
    other = pledges.queries.commitment(small_forum, "S30-02")
    assert other is not None

    def settled(state: str) -> Callable[[], object]:
        return lambda: both_sign(
            small_forum,
            following.propose_settlement(
                pledges.ships(small_forum),
                state=state,
                replaced_by=other.slug if state == "replaced" else "",
                reason="The ships are searched.",
                by=by,
                at=NOW,
            ),
        )

    ends: set[object] = {"completed", "replaced", "closed"}
    acts: Acts = {
        **{str(state): settled(str(state)) for state in ends},
        "report": lambda: pledges.reported(small_forum),
    }

    found = Search(acts, lambda: pledges.ships(small_forum).state).run(2)

    held(found, {"in_force", *ends}, ends, told="commitment")
    assert {before for before, name, _after in found.moves if name == "report"} == {"in_force"}


def test_a_stocktaking_goes_on_until_both_closed_it(small_forum: Forum) -> None:
    report = takings.opened(small_forum)
    by = signing.league(small_forum, AFTER)

    def row() -> StocktakingReport:
        return takings.fresh(report)

    acts: Acts = {
        "ask": lambda: stocktaking.ask_for_comments(
            row(), until=UNTIL, by=secretariat(small_forum), at=NOW
        ),
        "close": lambda: both_sign(
            small_forum, stocktaking.propose_closing(row(), by=by, at=AFTER), AFTER
        ),
    }

    found = Search(acts, lambda: state_of(row())).run(3)

    held(found, set(Report), {Report.FINAL}, told="stock-taking")


def test_an_invitation_is_answered_otherwise_excused_or_withdrawn_until_the_meeting_opens(
    small_forum: Forum,
) -> None:
    meeting, by = inviting_story.noticed(small_forum), secretariat(small_forum)
    why = {"reason": inviting_story.REASON, "reference": "Letter 7"}

    def state() -> tuple[object, ...]:
        row = invitation(meeting, AGENCIES[0])
        return row.answer, row.excused_at is not None, row.withdrawn_at is not None

    def answered(answer: str) -> Callable[[], object]:
        return lambda: inviting.answer(
            invitation(meeting, AGENCIES[0]), answer=answer, **why, by=by, at=NOW
        )

    acts: Acts = {
        **{answer: answered(answer) for answer in ("accepted", "declined", "excused")},
        "excuse": lambda: both_sign(
            small_forum,
            inviting.propose_excuse(
                invitation(meeting, AGENCIES[0]), reason=inviting_story.REASON, by=by, at=NOW
            ),
        ),
        "withdraw": lambda: inviting_story.withdrawn(invitation(meeting, AGENCIES[0])),
    }

    found = Search(acts, state).run(3)

    print(f"invitation: {len(found.states)} states, {len(found.moves)} moves")
    assert {answer for answer, _excused, _gone in found.states} >= {
        "accepted",
        "declined",
        "excused",
    }
    assert found.stuck(lambda one: one[2]) == set()  # type: ignore[index]
    assert found.left(lambda one: one[2]) == set()  # type: ignore[index]
