"""Several focal points, and several doors, at the same moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import delegations as scene
import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries as results
from cochair.features.delegations import actions, check_in
from cochair.features.delegations.person import Person
from cochair.features.invitations import actions as inviting
from cochair.features.meetings.models import Invitation, Meeting, Participant
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from delegations import OPENS, focal, of
from world import NOW, small_forum

THREADS = 8


@pytest.fixture
def council(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """The Council with its delegations, in a database that stands several threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> None:
            meeting = scene.council(small_forum())
            for member in sorted(scene.MEMBERS):
                scene.writer(meeting, member)

        in_threads(1, load)
        yield
    results.forget()


def the_council() -> Meeting:
    return Meeting.objects.get(slug=signing.COUNCIL)


def badges() -> list[int]:
    return in_threads(
        1, lambda _n: list(Participant.objects.order_by("badge").values_list("badge", flat=True))
    )[0]


def test_no_badge_is_given_twice_when_eight_people_nominate_at_once(council: None) -> None:
    codes = sorted(scene.MEMBERS)

    def nominate(number: int) -> int:
        meeting = the_council()
        code = codes[number % len(codes)]
        by, row = scene.writer(meeting, code), of(meeting, code)
        wanted = [Person(name=f"Person {number} {index} of us") for index in range(3)]
        while True:
            try:
                return len(actions.nominate(row, wanted, seen=row.version, by=by, at=NOW))
            except StaleVersion:
                row = of(meeting, code)

    made = in_threads(THREADS, nominate)

    assert sum(made) == 24
    assert badges() == list(range(1, 25))


def test_of_two_focal_points_of_one_delegation_one_is_told_of_the_other(council: None) -> None:
    def nominate(number: int) -> str:
        meeting = the_council()
        row = of(meeting, "XN")
        by = focal(meeting.forum, "XN")
        try:
            actions.nominate(row, [Person(name=f"Name {number} letters")], seen=0, by=by, at=NOW)
        except StaleVersion as stale:
            return stale.theirs
        return ""

    told = in_threads(2, nominate)

    assert sorted(bool(one) for one in told) == [False, True]
    assert badges() == [1]


def test_whoever_comes_while_the_invitation_ends_is_not_in_the_room_afterwards(
    council: None,
) -> None:
    """Both wait for the meeting: who came first is turned away, who comes later is refused."""

    def prepare(_number: int) -> None:
        meeting = the_council()
        member = of(meeting, "XN").member
        Invitation.objects.create(meeting=meeting, member=member, sent_at=NOW, clause="B.1")
        scene.named(meeting, "XN", *(f"Person {number} of us" for number in range(THREADS)))
        row = Invitation.objects.select_related("meeting__forum", "member").get()
        by = signing.secretariat(meeting.forum, OPENS)
        reason = "It was sent to the wrong capital."
        act = inviting.propose_withdrawal(row, reason=reason, by=by, at=OPENS)
        signing.turn(act, signing.league(meeting.forum, OPENS), OPENS)
        signing.concert(meeting.forum, OPENS)

    def either(number: int) -> bool:
        meeting = the_council()
        if number == THREADS // 2:
            act = JointAct.objects.get(kind="meeting.invitation_withdrawal")
            signing.turn(act, signing.concert(meeting.forum, OPENS), OPENS)
            return True
        by = signing.secretariat(meeting.forum, OPENS)
        try:
            check_in.check_in(meeting, number + 1, mode="physical", by=by, at=OPENS)
        except Refused:
            return False
        return True

    in_threads(1, prepare)
    in_threads(THREADS, either)

    here = in_threads(1, lambda _n: Participant.objects.exclude(checked_in_at=None).count())
    assert here == [0]


def test_somebody_who_is_let_in_at_eight_doors_at_once_came_once(council: None) -> None:
    def prepare(_number: int) -> None:
        scene.named(the_council(), "XN", "Ada Berg")

    def let_in(_number: int) -> None:
        meeting = the_council()
        by = signing.secretariat(meeting.forum)
        check_in.check_in(meeting, 1, mode="physical", by=by, at=OPENS)

    in_threads(1, prepare)
    in_threads(THREADS, let_in)

    count = in_threads(1, lambda _n: Entry.objects.filter(verb="participant.checked_in").count())
    assert count == [1]
