"""Who acts next on a delegation: whoever sends it until it is handed over, then the secretariat."""

from datetime import UTC, datetime, timedelta

import pytest

import delegations
import moves
from cochair.features.delegations import actions, kind
from cochair.features.delegations import check_in as attending
from cochair.features.delegations.kind import DELEGATION
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Delegation, Meeting, Participant
from cochair.features.parties.models import Forum
from cochair.kernel.kind import Turns
from delegations import GUARD, OPENS, writer
from signing import secretariat
from whose import acts, desks, said
from world import NOW

HOUR = timedelta(hours=1)

HEAD, MEMBER = ("delegation_head XN", False), ("delegation_member XN", True)


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with open delegations."""
    return delegations.council(small_forum)


def whose(
    meeting: Meeting, code: str = "XN", at: datetime = NOW
) -> tuple[set[str], list[tuple[str, bool]]]:
    """What is to be done on a delegation, and which offices do it."""
    assert isinstance(DELEGATION.turns, Turns)
    wanted = delegations.of(meeting, code)
    found = [
        turn
        for row in DELEGATION.turns.open(meeting.forum)
        if isinstance(row, Delegation) and row.pk == wanted.pk
        for turn in DELEGATION.turns.of(row, at)
    ]
    assert {(one.until is None) == (one.firm == "") for one in found} <= {True}
    says = {one.says for one in found}
    return says, [(f"{one.role} {one.of}", one.prepares) for one in found]


def test_a_delegation_names_a_head_of_the_level_and_hands_over(meeting: Meeting) -> None:
    assert whose(meeting) == ({"Name the delegation: {m}"}, [HEAD, MEMBER])

    delegations.nominated(meeting, "XN", ["Ada Berg"])
    assert whose(meeting) == ({"Name the head of delegation: {m}"}, [HEAD, MEMBER])

    delegations.named(meeting, "XN", "Eva Holm", rank="officer")
    assert whose(meeting) == ({"Declare the replacement: {m}"}, [HEAD])
    row = delegations.of(meeting, "XN")
    by = writer(meeting, "XN")
    actions.declare_replacement(row, replaces="The minister", seen=row.version, by=by, at=NOW)
    assert whose(meeting) == ({"Submit the delegation list: {m}"}, [HEAD, MEMBER])


def test_nobody_names_people_for_a_meeting_without_a_day_or_whose_day_passed_unopened(
    meeting: Meeting,
) -> None:
    assert whose(meeting) == ({"Name the delegation: {m}"}, [HEAD, MEMBER])
    assert whose(meeting, at=datetime(2031, 4, 12, tzinfo=UTC)) == (set(), [])

    moves.postponed(meeting, NOW)
    assert whose(meeting) == (set(), [])


def test_the_secretariat_of_its_party_accepts_or_returns_it(meeting: Meeting) -> None:
    delegations.named(meeting, "XN", "Ada Berg")
    by, office = writer(meeting, "XN"), secretariat(meeting.forum)

    def row() -> Delegation:
        return delegations.of(meeting, "XN")

    actions.submit(row(), seen=row().version, by=by, at=NOW)
    accept = {"Accept the delegation list of {d}: {m}"}
    assert whose(meeting) == (accept, [("secretariat LEAGUE", False)])

    actions.give_back(
        row(), reason="The title of the head lacks.", seen=row().version, by=office, at=NOW
    )
    assert whose(meeting) == ({"Complete and submit again: {m}"}, [HEAD, MEMBER])
    actions.submit(row(), seen=row().version, by=by, at=NOW)
    actions.accept(row(), seen=row().version, by=office, at=NOW)
    assert whose(meeting) == (set(), [])


def test_an_organisation_names_its_people_itself(meeting: Meeting) -> None:
    delegations.guest(meeting)
    assert whose(meeting, GUARD) == (
        {"Name the delegation: {m}"},
        [(f"institution {GUARD}", False)],
    )
    delegations.named(meeting, GUARD, "Ole Hav")
    row = delegations.of(meeting, GUARD)
    actions.submit(row, seen=row.version, by=writer(meeting, GUARD), at=NOW)
    _says, offices = whose(meeting, GUARD)
    assert offices == [("secretariat LEAGUE", False), ("secretariat CONCERT", False)]


def test_the_host_checks_in_whoever_was_accepted_until_the_last_has_come(meeting: Meeting) -> None:
    delegations.named(meeting, "XN", "Ada Berg", "Bo Lind")
    delegations.named(meeting, "XL", "Not Accepted")
    by, office = writer(meeting, "XN"), secretariat(meeting.forum)
    actions.submit(
        delegations.of(meeting, "XN"),
        seen=delegations.of(meeting, "XN").version,
        by=by,
        at=NOW,
    )
    row = delegations.of(meeting, "XN")
    actions.accept(row, seen=row.version, by=office, at=NOW)
    check_in = desks(kind.CHECK_IN, "LEAGUE")

    starts = responsibility.begins(meeting)
    assert starts is not None
    assert said(DELEGATION, meeting, starts - 2 * HOUR) == set()
    assert said(DELEGATION, meeting, starts - HOUR) == check_in
    (asked,) = acts(DELEGATION, meeting, OPENS)
    assert (asked.facts["number"], asked.facts["total"], asked.firm) == ("0", "2", "fixed")

    opened = delegations.opened_meeting(meeting)
    first, second = Participant.objects.filter(delegation=row).values_list("badge", flat=True)
    attending.check_in(opened, first, mode="physical", by=office, at=OPENS)
    assert [one.facts["number"] for one in acts(DELEGATION, opened, OPENS)] == ["1"]
    attending.check_out(opened, first, by=office, at=OPENS)
    attending.check_in(opened, second, mode="remote", by=office, at=OPENS)
    assert said(DELEGATION, opened, OPENS) == set()


def test_nobody_is_checked_in_once_the_meeting_closed(meeting: Meeting) -> None:
    delegations.named(meeting, "XN", "Ada Berg")
    Delegation.objects.filter(meeting=meeting).update(state="accepted")
    opened = delegations.opened_meeting(meeting)
    assert said(DELEGATION, opened, OPENS)

    Meeting.objects.filter(pk=meeting.pk).update(closed_at=OPENS)
    assert said(DELEGATION, opened, OPENS) == set()


def test_nobody_acts_on_a_delegation_once_the_meeting_opened(meeting: Meeting) -> None:
    assert whose(meeting)[1]
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=OPENS)

    assert whose(meeting) == (set(), [])
