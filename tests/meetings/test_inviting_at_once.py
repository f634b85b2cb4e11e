"""Both presidencies, and two secretariats, act on one notice at the same moment."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import delegations
import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries as results
from cochair.features.invitations import actions
from cochair.features.meetings.models import Delegation, Invitation, Meeting, Notice
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from inviting_story import AGENCIES, listed, noticed, proposed
from signing import concert, league, secretariat
from world import NOW, small_forum

LATER, INSTANT = NOW + timedelta(hours=1), timedelta(microseconds=1)


@pytest.fixture
def everybody(
    transactional_db: None, tmp_path: Path
) -> Iterator[tuple[ActingOffice, ActingOffice]]:
    """The two presidencies of the small forum, in a database that stands several threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[ActingOffice, ActingOffice]:
            forum = small_forum()
            return league(forum), concert(forum)

        yield in_threads(1, load)[0]
    results.forget()


def alone[T](look: Callable[[], T]) -> T:
    return in_threads(1, lambda _number: look())[0]


def the_forum() -> Forum:
    return Forum.objects.get(slug="league-concert")


def the_meeting() -> Meeting:
    return Meeting.objects.select_related("forum").get(slug=signing.COUNCIL)


def attempt(deed: Callable[[], object]) -> str:
    try:
        deed()
    except Refused:
        return "refused"
    return "done"


def turn(number: int, hat: ActingOffice) -> str:
    act = JointAct.objects.get(number=number)
    return attempt(lambda: acts.turn_key(act, seen=act.digest, by=hat, at=NOW))


def test_both_keys_at_once_issue_one_notice_and_one_invitation_for_each(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    def ready() -> int:
        meeting = signing.fixed(the_forum())
        listed(meeting)
        return proposed(meeting).number

    number = alone(ready)

    done = in_threads(2, lambda index: turn(number, everybody[index]))

    assert done == ["done", "done"]
    counted = alone(
        lambda: (Notice.objects.count(), Invitation.objects.count(), Delegation.objects.count())
    )
    assert counted == (1, 8, 8)


def test_a_list_approved_while_the_notice_is_signed_leaves_one_of_the_two_in_effect_first(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    def ready() -> tuple[int, int]:
        meeting = signing.fixed(the_forum())
        listed(meeting)
        notice = proposed(meeting)
        shorter = actions.propose_relevance_list(
            meeting, group="SERVICES", entries=AGENCIES[:1], by=secretariat(the_forum()), at=NOW
        )
        for act in (notice, shorter):
            signing.turn(act, league(the_forum()))
        return notice.number, shorter.number

    numbers = alone(ready)

    in_threads(2, lambda index: turn(numbers[index], everybody[1]))

    def told() -> tuple[str, int]:
        state = JointAct.objects.get(number=numbers[0]).state
        return state, Invitation.objects.count()

    assert alone(told) in {("effective", 8), ("void", 0)}


def test_two_secretariats_who_add_the_same_invitation_at_once_add_one(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    hats = alone(lambda: (noticed(the_forum(), without={"XL"}), secretariat(the_forum()))[1])

    done = in_threads(
        2,
        lambda _index: attempt(
            lambda: actions.invite_also(the_meeting(), key="member:XL:", by=hats, at=NOW)
        ),
    )

    assert sorted(done) == ["done", "refused"]
    assert alone(lambda: Invitation.objects.filter(member__code="XL").count()) == 1


def test_the_same_answer_sent_by_many_clicks_is_given_once_and_anew_for_another_day(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    def ready() -> ActingOffice:
        noticed(the_forum())
        return delegations.focal(the_forum(), "XN")

    head = alone(ready)

    def click(_number: int) -> str:
        row = Invitation.objects.get(member__code="XN")
        return actions.answer(row, answer="accepted", by=head, at=NOW).answer

    assert in_threads(4, click) == ["accepted"] * 4

    def told() -> int:
        return Entry.objects.filter(verb="invitation.answered").count()

    assert alone(told) == 1

    def moved() -> None:
        day = signing.day("2031-04-15", "2031-04-16")
        act = signing.schedule(the_meeting(), day, reason=signing.REASON, at=LATER)
        signing.both_sign(the_forum(), act, LATER)

    def click_later() -> str:
        row = Invitation.objects.get(member__code="XN")
        return actions.answer(row, answer="accepted", by=head, at=LATER + INSTANT).answer

    alone(moved)
    alone(click_later)
    assert alone(told) == 2
