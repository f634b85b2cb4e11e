"""What an act binds has changed before it has both keys: then it is void, and says so.

Architecture section 3, law 3: any change of what an act binds voids it.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import signing
from cochair.features.acts import actions, kinds, queries
from cochair.features.acts.models import JointAct, Key
from cochair.features.compliance.models import Departure, OptionChange
from cochair.features.mail import worker
from cochair.features.meetings.models import JointNote, Meeting, Schedule
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from signing import both_sign, concert, day, league, schedule, turn, verbs
from world import NOW

LATER = NOW + timedelta(hours=3)
MOVED = "The hall is flooded until the summer."


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """A meeting whose day is not fixed."""
    return signing.planned(small_forum)


def state(act: JointAct) -> str:
    return JointAct.objects.get(pk=act.pk).state


def test_of_two_days_for_a_meeting_the_one_that_is_signed_first_voids_the_other(
    small_forum: Forum, council: Meeting
) -> None:
    first = schedule(council, day("2031-04-08"))
    second = schedule(council, day("2031-05-13"))
    turn(second, concert(small_forum))

    both_sign(small_forum, first, LATER)

    ended = JointAct.objects.get(pk=second.pk)
    assert (ended.state, ended.closed_at) == ("void", LATER)
    assert verbs(small_forum)[-2:] == ["meeting.scheduled", "act.voided"]
    with pytest.raises(Refused) as refused:
        turn(second, league(small_forum), LATER)
    assert "This act has been void since" in str(refused.value)
    assert Schedule.objects.filter(meeting=council).count() == 1


def test_an_act_about_another_meeting_waits_on(small_forum: Forum, council: Meeting) -> None:
    other = signing.planned(small_forum, "league-concert-council-3")
    elsewhere = schedule(other, day("2031-05-13"))

    both_sign(small_forum, schedule(council, day("2031-04-08")))

    assert state(elsewhere) == "draft"


def test_a_step_on_a_meeting_is_void_when_its_day_moves(
    small_forum: Forum, council: Meeting
) -> None:
    agreed = signing.step(council, "meeting.format", value="hybrid")
    turn(agreed, concert(small_forum))

    both_sign(small_forum, schedule(council, day("2031-04-08")))

    assert state(agreed) == "void"
    assert not JointNote.objects.exists()


@pytest.mark.parametrize("kind", ["meeting.open", "meeting.cancel"])
def test_what_waits_for_a_meeting_lapses_once_it_opens_or_is_cancelled(
    small_forum: Forum, kind: str
) -> None:
    council = signing.fixed(small_forum, day("2031-02-04"))
    moved = schedule(council, day("2031-05-13"), reason=MOVED)
    declared = signing.step(council, "meeting.extraordinary")
    kept = signing.departure(small_forum)

    signing.stepped(council, kind, LATER)

    assert (state(moved), state(declared), state(kept)) == ("lapsed", "lapsed", "draft")


def test_of_two_values_of_an_option_the_one_that_is_signed_first_voids_the_other(
    small_forum: Forum,
) -> None:
    two, three = (signing.option(small_forum, "prep.min", value) for value in (2, 3))
    elsewhere = signing.option(small_forum, "record.approval_days", 45)

    both_sign(small_forum, three, LATER)

    assert (state(two), state(elsewhere)) == ("void", "draft")
    assert [change.value for change in OptionChange.objects.all()] == [3]


def test_of_two_reasons_for_one_departure_the_one_that_is_signed_first_voids_the_other(
    small_forum: Forum,
) -> None:
    first = signing.departure(small_forum)
    second = signing.departure(small_forum, reason=MOVED)
    elsewhere = signing.departure(small_forum, target=("cycle", "league-concert-cycle-1"))

    both_sign(small_forum, first)

    assert (state(second), state(elsewhere)) == ("void", "draft")
    assert Departure.objects.get().reason == signing.REASON


def test_a_better_reason_can_be_signed_afterwards(small_forum: Forum) -> None:
    both_sign(small_forum, signing.departure(small_forum))

    both_sign(small_forum, signing.departure(small_forum, reason=MOVED), LATER)

    assert [made.reason for made in Departure.objects.order_by("at")] == [signing.REASON, MOVED]


def test_what_changed_without_an_act_voids_it_for_the_next_who_tries(
    small_forum: Forum, council: Meeting
) -> None:
    """A folder may be loaded anew while an act waits."""
    act = schedule(council, day("2031-04-08"))
    turn(act, league(small_forum))
    start = datetime(2031, 5, 1, tzinfo=UTC)
    Schedule.objects.create(meeting=council, at=LATER, starts=start, zone="UTC")
    assert queries.digest(act) != act.digest

    with pytest.raises(Refused) as refused:
        turn(act, concert(small_forum), LATER)

    assert "This act has been void since" in str(refused.value)
    ended = JointAct.objects.get()
    assert (ended.state, ended.closed_at, ended.effective_at) == ("void", LATER, None)
    assert verbs(small_forum)[-1] == "act.voided"
    assert Key.objects.count() == 1


def test_what_has_changed_is_void_even_for_one_who_turns_no_key(
    small_forum: Forum, council: Meeting
) -> None:
    act = schedule(council, day("2031-04-08"))
    Schedule.objects.create(meeting=council, at=LATER, zone="UTC")

    by = signing.secretariat(small_forum)

    voided = [actions.void_what_changed(small_forum, by=by, at=LATER) for _again in range(2)]

    assert voided == [1, 0]
    assert state(act) == "void"


def test_what_is_in_effect_stays_so_whatever_changes(small_forum: Forum, council: Meeting) -> None:
    first = both_sign(small_forum, schedule(council, day("2031-04-08")))

    both_sign(small_forum, schedule(council, day("2031-05-13"), reason=MOVED), LATER)

    assert (state(first), JointAct.objects.get(pk=first.pk).closed_at) == ("effective", None)


@pytest.mark.parametrize("proposal", ["statement", "publication"])
def test_what_is_computed_at_every_press_of_the_button_is_still_the_same_act(
    small_forum: Forum, proposal: str
) -> None:
    """A double click proposes one statement and one publication, not two."""
    from cochair.features.compliance import actions as compliance
    from cochair.features.cycles.models import Cycle

    cycle = Cycle.objects.get(forum=small_forum, number=1)

    def propose(at: datetime) -> JointAct:
        by = league(small_forum)
        if proposal == "statement":
            return compliance.propose_statement(small_forum, cycle=cycle, by=by, at=at)
        body = {"outcomes": {"A.2": "met"}, "computed_at": at.isoformat()}
        return compliance.propose_publication(small_forum, cycle=1, body=body, by=by, at=at)

    propose(NOW)
    with pytest.raises(Refused) as refused:
        propose(NOW + timedelta(seconds=1))

    assert "as number 1" in str(refused.value)


@pytest.mark.parametrize(("sent_by", "then"), [("older", "half_signed"), ("newer", "void")])
def test_an_act_sent_before_an_upgrade_binds_what_it_bound_then(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch, sent_by: str, then: str
) -> None:
    """A newer Cochair binds more with the same kind: nothing changed, so nothing is void.

    What a newer one sent binds everything, and is void when that changes.
    """
    bound_now = "yesterday"
    newer = replace(kinds._KINDS["departure"], bound=lambda act: {"more": bound_now})
    older = replace(newer, bound=lambda act: {})
    monkeypatch.setitem(kinds._KINDS, "departure", {"older": older, "newer": newer}[sent_by])
    act = signing.departure(small_forum)
    turn(act, concert(small_forum))

    monkeypatch.setitem(kinds._KINDS, "departure", newer)
    bound_now = "today"
    worker.turn_in(small_forum, LATER)

    assert state(act) == then
