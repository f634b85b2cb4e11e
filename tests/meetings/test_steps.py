"""The steps of a meeting, who prepared and who chairs it, and what the clauses make of that.

domain.md C.4 (Meeting) and C.11 (INV-10).
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

import signing
from cochair.features.compliance import queries
from cochair.features.meetings import chairs, facts
from cochair.features.meetings.facts import own
from cochair.features.meetings.models import JointNote, Meeting, Preparation
from cochair.features.meetings.states import State, state_of
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.preparations import actions as preparing
from cochair.journal.models import Entry
from cochair.procedure.facts import JointFact
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from signing import COUNCIL, concert, day, league, step, stepped
from world import NOW

OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=9)
BOTH = ("LEAGUE", "CONCERT")
VALUES = {"meeting.format": "hybrid"}


@pytest.fixture
def planned(small_forum: Forum) -> Meeting:
    """The Council without a day."""
    return signing.planned(small_forum)


@pytest.fixture
def confirmed(small_forum: Forum) -> Meeting:
    """The Council with its day."""
    return signing.fixed(small_forum)


def opened(meeting: Meeting) -> Meeting:
    return stepped(meeting, "meeting.open", OPENS)


def closed(meeting: Meeting) -> Meeting:
    return stepped(opened(meeting), "meeting.close", CLOSES)


def cancelled(meeting: Meeting) -> Meeting:
    return stepped(meeting, "meeting.cancel", OPENS)


STATES: dict[State, Callable[[Meeting], Meeting]] = {
    State.CONFIRMED: lambda meeting: meeting,
    State.OPEN: opened,
    State.HELD: closed,
    State.CANCELLED: cancelled,
}
OPEN_TO = {
    "meeting.open": {State.CONFIRMED},
    "meeting.close": {State.OPEN},
    "meeting.cancel": {State.PLANNED, State.CONFIRMED},
    "meeting.format": {State.PLANNED, State.CONFIRMED},
    "meeting.extraordinary": {State.PLANNED, State.CONFIRMED},
    "meeting.not_appropriate": {State.PLANNED, State.CONFIRMED},
    "meeting.publish": {State.PLANNED, State.CONFIRMED, State.OPEN, State.HELD},
}


def test_a_meeting_goes_from_planned_to_held(small_forum: Forum, planned: Meeting) -> None:
    meeting = closed(signing.fixed(small_forum))

    assert [
        state_of(meeting, at)
        for at in (NOW - timedelta(days=1), NOW, OPENS, CLOSES - timedelta(seconds=1), CLOSES)
    ] == [State.PLANNED, State.CONFIRMED, State.OPEN, State.OPEN, State.HELD]


def test_what_happens_to_a_meeting_is_written_down_in_its_order(
    small_forum: Forum, confirmed: Meeting
) -> None:
    closed(confirmed)

    done = [verb for verb in signing.verbs(small_forum) if verb.startswith("meeting.")]
    assert done == ["meeting.scheduled", "meeting.opened", "meeting.closed"]


@pytest.mark.parametrize("kind", sorted(OPEN_TO))
@pytest.mark.parametrize("state", sorted(STATES))
def test_a_state_allows_its_own_steps_and_no_other(
    confirmed: Meeting, state: State, kind: str
) -> None:
    meeting = STATES[state](confirmed)
    at = CLOSES + timedelta(hours=1)
    assert state_of(meeting, at) is state

    if state in OPEN_TO[kind]:
        assert step(meeting, kind, at, value=VALUES.get(kind, "")).state == "draft"
        return
    with pytest.raises(Refused) as refused:
        step(meeting, kind, at, value=VALUES.get(kind, ""))
    assert "This step is not possible for a meeting with this status:" in str(refused.value)


@pytest.mark.parametrize("kind", sorted(OPEN_TO))
def test_a_meeting_without_a_day_neither_opens_nor_closes(planned: Meeting, kind: str) -> None:
    if State.PLANNED in OPEN_TO[kind]:
        assert step(planned, kind, value=VALUES.get(kind, "")).state == "draft"
        return
    with pytest.raises(Refused):
        step(planned, kind)


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("meeting.cancel", True),
        ("meeting.extraordinary", True),
        ("meeting.not_appropriate", True),
        ("meeting.format", False),
    ],
)
@pytest.mark.parametrize("reason", ["", "Too short.", " " * 40])
def test_what_is_signed_with_a_reason_has_one(
    confirmed: Meeting, kind: str, needed: bool, reason: str
) -> None:
    if not needed:
        assert step(confirmed, kind, value=VALUES.get(kind, ""), reason=reason).reason == (
            reason.strip()
        )
        return
    with pytest.raises(Refused) as refused:
        step(confirmed, kind, reason=reason)
    assert "at least 20 characters" in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("meeting.format", ""),
        ("meeting.format", "consensus"),
        ("meeting.format", "telepathy"),
        ("meeting.not_appropriate", "hybrid"),
        ("meeting.not_appropriate", "weather"),
    ],
)
def test_a_step_has_a_value_of_its_own_kind(confirmed: Meeting, kind: str, value: str) -> None:
    with pytest.raises(Refused):
        step(confirmed, kind, value=value)


def test_what_a_step_has_no_use_for_is_left_aside(confirmed: Meeting) -> None:
    assert step(confirmed, "meeting.cancel", OPENS, value="hybrid").body == {"value": ""}


def test_inv10_opening_freezes_the_version_of_the_procedures(confirmed: Meeting) -> None:
    assert confirmed.procedure_version == ""

    meeting = opened(confirmed)

    assert (meeting.opened_at, meeting.procedure_version) == (OPENS, "1.0")


def test_inv10_an_open_meeting_keeps_the_options_it_opened_with(
    small_forum: Forum, confirmed: Meeting
) -> None:
    """Two preparatory meetings are looked for from the afternoon on: not in this meeting."""
    prepare(confirmed)
    opened(confirmed)
    later = OPENS + timedelta(hours=2)

    signing.both_sign(small_forum, signing.option(small_forum, "prep.min", 2, later), later)

    assert signing.result(small_forum, "B.5", COUNCIL, later).outcome is Outcome.MET


def test_an_option_changed_before_the_opening_holds_for_the_meeting(
    small_forum: Forum, confirmed: Meeting
) -> None:
    prepare(confirmed)
    signing.both_sign(small_forum, signing.option(small_forum, "prep.min", 2))

    opened(confirmed)

    later = OPENS + timedelta(hours=2)
    assert signing.result(small_forum, "B.5", COUNCIL, later).outcome is Outcome.NOT_MET


def test_who_is_named_is_not_thereby_there_and_checked_in_by_name_is(
    small_forum: Forum, confirmed: Meeting
) -> None:
    """B.4, corrections.md section 2: co-chair or deputy checked in, not merely appointed."""
    named = [
        chairs.appoint_chair(confirmed, member=hat.member, deputy=deputy, by=hat, at=NOW)
        for hat, deputy in ((league(small_forum), False), (concert(small_forum), True))
    ]
    assert signing.result(small_forum, "B.4", COUNCIL, NOW).outcome is Outcome.NOT_YET_DUE
    opened(confirmed)
    later = OPENS + timedelta(hours=1)
    assert signing.result(small_forum, "B.4", COUNCIL, later).outcome is Outcome.NOT_MET

    for chair in named:
        chairs.check_in(confirmed, chair.pk, by=league(small_forum), at=later)

    assert signing.result(small_forum, "B.4", COUNCIL, later).outcome is Outcome.MET


def test_without_co_chairs_the_clause_says_so_and_the_meeting_opens(
    small_forum: Forum, confirmed: Meeting
) -> None:
    opened(confirmed)

    later = OPENS + timedelta(hours=1)
    assert signing.result(small_forum, "B.4", COUNCIL, later).outcome is Outcome.NOT_MET


def test_a_party_names_a_co_chair_of_its_own_and_whoever_was_named_makes_way(
    small_forum: Forum, planned: Meeting
) -> None:
    by = league(small_forum)
    chairs.appoint_chair(planned, member="XE", deputy=False, by=by, at=NOW)
    chairs.appoint_chair(planned, member="XN", deputy=False, by=by, at=OPENS)
    chairs.appoint_chair(planned, member="XB", deputy=True, by=by, at=OPENS)

    named = [(row.member.code, row.deputy, row.ended_at) for row in planned.chairs.order_by("pk")]
    assert named == [("XE", False, OPENS), ("XN", False, None), ("XB", True, None)]


@pytest.mark.parametrize("member", ["XP", "XX", "", "xe"])
def test_a_party_names_nobody_of_the_other_party(
    small_forum: Forum, planned: Meeting, member: str
) -> None:
    with pytest.raises(Refused) as refused:
        chairs.appoint_chair(planned, member=member, deputy=False, by=league(small_forum), at=NOW)

    assert "is not a member of LEAGUE" in str(refused.value)
    assert not planned.chairs.exists()


def test_a_party_leaves_the_co_chair_of_the_other_as_it_is(
    small_forum: Forum, planned: Meeting
) -> None:
    for hat in (concert(small_forum), league(small_forum)):
        chairs.appoint_chair(planned, member=hat.member, deputy=False, by=hat, at=NOW)

    assert planned.chairs.filter(ended_at=None).count() == 2


@pytest.mark.parametrize("end", [closed, cancelled])
def test_once_a_meeting_is_over_its_co_chairs_are_what_they_were(
    small_forum: Forum, confirmed: Meeting, end: Callable[[Meeting], Meeting]
) -> None:
    meeting = end(confirmed)

    with pytest.raises(Refused):
        chairs.appoint_chair(meeting, member="XE", deputy=False, by=league(small_forum), at=CLOSES)


def prepare(
    meeting: Meeting,
    *,
    held_at: datetime = NOW - timedelta(days=3),
    present: tuple[str, ...] = BOTH,
    topics: tuple[str, ...] = ("working_agenda",),
    format: str = "virtual",
    at: datetime = NOW,
    by: ActingOffice | None = None,
) -> Preparation:
    return preparing.record_preparation(
        meeting,
        held_at=held_at,
        format=format,
        present=present,
        topics=topics,
        note=" The order of the items. ",
        by=by or league(meeting.forum),
        at=at,
    )


def test_a_preparatory_meeting_counts_for_the_clause_on_preparation(
    small_forum: Forum, confirmed: Meeting
) -> None:
    assert prepare(confirmed).note == "The order of the items."

    opened(confirmed)

    assert signing.result(small_forum, "B.5", COUNCIL, OPENS).outcome is Outcome.MET
    entry = Entry.objects.get(verb="preparation.recorded")
    assert entry.facts["present"] == ["CONCERT", "LEAGUE"]


@pytest.mark.parametrize(
    "lacking", [{"present": ("LEAGUE",)}, {"topics": ("consensus",)}, {"held_at": OPENS}]
)
def test_a_meeting_of_one_side_on_another_topic_or_too_late_does_not_count(
    small_forum: Forum, confirmed: Meeting, lacking: dict[str, object]
) -> None:
    prepare(confirmed, at=CLOSES, **lacking)  # type: ignore[arg-type]
    opened(confirmed)

    later = OPENS + timedelta(hours=1)
    assert signing.result(small_forum, "B.5", COUNCIL, later).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"held_at": NOW + timedelta(minutes=1)}, "only after it has been held"),
        ({"held_at": datetime(1850, 1, 1, tzinfo=UTC)}, "calendar"),
        ({"present": ()}, "Enter who was present."),
        ({"topics": ()}, "Choose the topics that were discussed."),
        ({"topics": ("weather",)}, "Choose the topics that were discussed."),
        ({"format": "telepathy"}, "in person"),
    ],
)
def test_a_preparatory_meeting_that_makes_no_sense_is_not_recorded(
    planned: Meeting, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        prepare(planned, **wrong)  # type: ignore[arg-type]

    assert said in str(refused.value)
    assert not Preparation.objects.exists()


@pytest.mark.parametrize("value", ["", "working_agenda"])
def test_what_both_say_needed_no_preparation_is_not_asked_for(
    small_forum: Forum, confirmed: Meeting, value: str
) -> None:
    stepped(confirmed, "meeting.not_appropriate", value=value)
    opened(confirmed)

    later = OPENS + timedelta(hours=1)
    assert signing.result(small_forum, "B.5", COUNCIL, later).outcome is Outcome.NOT_APPLICABLE


def test_a_note_on_another_topic_leaves_the_clause_as_it_is(
    small_forum: Forum, confirmed: Meeting
) -> None:
    stepped(confirmed, "meeting.not_appropriate", value="consensus")
    opened(confirmed)

    later = OPENS + timedelta(hours=1)
    assert signing.result(small_forum, "B.5", COUNCIL, later).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("declared", "outcome"), [(True, Outcome.DEPARTED), (False, Outcome.NOT_MET)]
)
def test_extraordinary_circumstances_declared_by_both_excuse_a_virtual_meeting(
    small_forum: Forum, declared: bool, outcome: Outcome
) -> None:
    meeting = signing.fixed(small_forum, day("2031-04-08", format="virtual"))
    if declared:
        stepped(meeting, "meeting.extraordinary")
    opened(meeting)

    later = OPENS + timedelta(hours=1)
    assert signing.result(small_forum, "B.1", COUNCIL, later).outcome is outcome


def test_the_format_that_both_agreed_is_kept_with_its_act(confirmed: Meeting) -> None:
    stepped(confirmed, "meeting.format", value="hybrid")

    note = JointNote.objects.get()
    assert (note.kind, note.value, note.at) == ("format", "hybrid", NOW)
    assert note.act.state == "effective"


def test_the_last_agreement_on_the_format_counts(small_forum: Forum, confirmed: Meeting) -> None:
    for value in ("hybrid", "in_person"):
        stepped(confirmed, "meeting.format", value=value)

    (told,) = [one for one in facts.meetings(small_forum) if one.id == COUNCIL]
    assert told.format_decision is not None
    assert told.format_decision.value == "in_person"


def test_a_day_that_both_signed_with_its_format_is_an_agreement_on_the_format_II_3_meetings_a_3(
    small_forum: Forum, confirmed: Meeting
) -> None:
    (told,) = [one for one in facts.meetings(small_forum) if one.id == COUNCIL]

    assert told.schedule is not None and told.schedule.format == "in_person"
    agreed = told.format_decision
    assert agreed is not None
    assert (agreed.at, agreed.value) == (told.schedule.at, "in_person")
    never = [one for one in facts.meetings(small_forum) if not one.confirmed_at]
    assert never and all(one.format_decision is None for one in never)


def test_what_is_agreed_after_the_notice_does_not_undo_what_was_agreed_before_it() -> None:
    before, again, late = (
        JointFact(f"format-{n}", NOW + timedelta(days=n), value="hybrid") for n in (1, 2, 4)
    )
    sent = NOW + timedelta(days=3)

    assert own.format_decision((late, before, again), sent) is again
    assert own.format_decision((late, before), None) is late
    assert own.format_decision((late,), sent) is late
    assert own.format_decision((), sent) is None


def test_a_meeting_that_was_cancelled_is_judged_no_more(
    small_forum: Forum, confirmed: Meeting
) -> None:
    assert signing.result(small_forum, "B.5", COUNCIL, NOW).outcome is Outcome.NOT_YET_DUE

    cancelled(confirmed)

    judged = queries.results(small_forum, CLOSES)
    assert not [one for one in judged if (one.rule, one.target.id) == ("B.5", COUNCIL)]
    assert Meeting.objects.get(slug=COUNCIL).cancelled_at == OPENS
