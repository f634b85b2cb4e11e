"""Every state of a meeting and every act on it: each pair is allowed, or refused with a sentence.

Made from the machine's own printed table (domain.md C.4), so that no row of it is left untried:
what the table says is what the acts do.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

import signing
from cochair.features.action_points import actions as noting
from cochair.features.agendas import actions as agendas
from cochair.features.agendas import asking, carry_over
from cochair.features.commitments import actions as coherence
from cochair.features.conduct import actions as conducting
from cochair.features.conduct import speakers_list
from cochair.features.delegations import actions as people
from cochair.features.delegations import check_in
from cochair.features.invitations import actions as inviting
from cochair.features.meetings import actions, chairs, machine
from cochair.features.meetings.models import (
    Invitation,
    ItemRequest,
    Meeting,
    ObserverRequest,
    OpenPoint,
    Preparation,
)
from cochair.features.meetings.states import UNTIL_ARCHIVED, State, state_of
from cochair.features.observers import actions as observing
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.preparations import actions as preparing
from cochair.features.sessions import actions as sessions
from cochair.features.sessions import changes
from cochair.features.sessions.forms import Session
from cochair.procedure.refusal import Refused
from signing import REASON, league, secretariat
from world import NOW

# The first hour of the meeting's day, so that nothing is refused for being early.
AT = datetime(2031, 4, 8, 8, tzinfo=UTC)
BEGUN = AT - timedelta(hours=1)

FIELDS: Mapping[State, Mapping[str, object]] = {
    State.PLANNED: {"confirmed_at": None},
    State.CONFIRMED: {},
    State.CONVENED: {"convened_at": NOW},
    State.PREPARED: {"convened_at": NOW, "prepared_at": NOW},
    State.NOT_OPENED: {"convened_at": NOW},
    State.OPEN: {"opened_at": BEGUN},
    State.SUSPENDED: {"opened_at": BEGUN, "suspensions": [[BEGUN.isoformat(), None]]},
    State.HELD: {"opened_at": BEGUN, "closed_at": BEGUN},
    State.COMPLETED: {"opened_at": BEGUN, "closed_at": BEGUN, "completed_at": BEGUN},
    State.ARCHIVED: {
        "opened_at": NOW,
        "closed_at": NOW,
        "completed_at": AT - UNTIL_ARCHIVED,
    },
    State.CANCELLED: {"cancelled_at": NOW},
}


def table() -> list[tuple[str, str, bool]]:
    """The printed table, read back: act, state, whether it is marked."""
    head, *lines = machine.printed().splitlines()
    states = head.removeprefix("act").removesuffix("leads to").split()
    return [
        (code, state, mark == "x")
        for line in lines
        for code, *marks in [line.split()]
        for state, mark in zip(states, marks, strict=False)
    ]


def step(kind: str, value: str = "") -> Callable[[Meeting, ActingOffice], object]:
    return lambda meeting, by: actions.propose_step(
        meeting, kind=kind, by=by, at=AT, value=value, reason=REASON
    )


def invited(meeting: Meeting) -> Invitation:
    member = next(row for row in parties.roster(meeting.forum).members if row.code == "XE")
    return Invitation.objects.create(
        meeting=meeting, member=member, basis="composition", group="G", sent_at=NOW
    )


def asked(meeting: Meeting) -> ObserverRequest:
    organisation = parties.roster(meeting.forum).organisations[0]
    return ObserverRequest.objects.create(
        meeting=meeting,
        organisation=organisation,
        reason="To listen.",
        submitted_at=NOW,
        submitted_by_id=league(meeting.forum).office,
    )


def wished(meeting: Meeting) -> ItemRequest:
    by = league(meeting.forum)
    return ItemRequest.objects.create(
        meeting=meeting,
        number=1,
        office_id=by.office,
        account_id=by.account,
        proposer="XE",
        title={"en": "Ports"},
        asked_at=NOW,
    )


def point(meeting: Meeting) -> OpenPoint:
    return OpenPoint.objects.create(meeting=meeting, text={"en": "Ports"}, at=NOW)


def moved(meeting: Meeting, by: ActingOffice) -> object:
    return actions.propose_schedule(
        meeting, day=signing.day("2031-05-06"), reason=REASON, by=by, at=AT
    )


ACTS: Mapping[str, Callable[[Meeting, ActingOffice], object]] = {
    "meeting.schedule": moved,
    "meeting.open": step("meeting.open"),
    "meeting.suspend": step("meeting.suspend"),
    "meeting.resume": step("meeting.resume"),
    "meeting.close": step("meeting.close"),
    "meeting.cancel": step("meeting.cancel"),
    "meeting.format": step("meeting.format", "hybrid"),
    "meeting.extraordinary": step("meeting.extraordinary"),
    "meeting.not_appropriate": step("meeting.not_appropriate"),
    "meeting.publish": step("meeting.publish"),
    "meeting.postponement": lambda meeting, by: changes.propose_postponement(
        meeting, reason=REASON, by=by, at=AT
    ),
    "meeting.conversion": lambda meeting, by: changes.propose_conversion(
        meeting, circumstance="health", counts=False, reason=REASON, by=by, at=AT
    ),
    "chair.name": lambda meeting, by: chairs.appoint_chair(
        meeting, member="XE", deputy=False, by=by, at=AT
    ),
    "person.check_in": lambda meeting, by: check_in.check_in(
        meeting, 1, mode="physical", by=by, at=AT
    ),
    "participation.judge": lambda meeting, by: check_in.propose_judgement(
        meeting, value="adequate", reason=REASON, by=by, at=AT
    ),
    "preparation.plan": lambda meeting, by: preparing.plan_preparation(
        meeting,
        planned=preparing.Planned(AT + timedelta(days=1), "UTC", 60, "virtual"),
        by=by,
        at=AT,
    ),
    "preparation.record": lambda meeting, by: preparing.record_preparation(
        meeting,
        held_at=NOW,
        format="virtual",
        present=["LEAGUE"],
        topics=["consensus"],
        note="Both went through the items one by one.",
        by=by,
        at=AT,
    ),
    "preparation.end": lambda meeting, by: preparing.cancel_preparation(
        Preparation.objects.create(
            meeting=meeting,
            planned_for=AT + timedelta(days=1),
            zone="UTC",
            minutes=60,
            format="virtual",
            recorded_at=NOW,
        ),
        reason=REASON,
        by=by,
        at=AT,
    ),
    "session.change": lambda meeting, by: sessions.set_host(
        meeting, event=None, minutes=None, by=by, at=AT
    ),
    "delegation.change": lambda meeting, by: people.open_delegation(
        meeting, code="XN", by=secretariat(meeting.forum), at=AT
    ),
    "notice.issue": lambda meeting, by: inviting.propose_notice(
        meeting, text={}, recipients=[], by=by, at=AT
    ),
    "invitation.change": lambda meeting, by: inviting.propose_withdrawal(
        invited(meeting), reason=REASON, by=by, at=AT
    ),
    "invitation.answer": lambda meeting, by: inviting.answer(
        invited(meeting), answer="accepted", by=by, at=AT
    ),
    "invitation.excuse": lambda meeting, by: inviting.propose_excuse(
        invited(meeting), reason=REASON, by=by, at=AT
    ),
    "observer.change": lambda meeting, by: observing.withdraw_request(asked(meeting), by=by, at=AT),
    "observer.register": lambda meeting, by: observing.register_outside_invitation(
        asked(meeting), invited_at=NOW, by=by, at=AT
    ),
    "agenda.prepare": lambda meeting, by: agendas.begin_stage(
        meeting, stage="working", by=by, at=AT
    ),
    "agenda.adopt": lambda meeting, by: agendas.begin_stage(meeting, stage="adopted", by=by, at=AT),
    "agenda.change": lambda meeting, by: agendas.propose_omission(
        meeting, tag="discussion", reason=REASON, by=by, at=AT
    ),
    "item.answer": lambda meeting, by: asking.answer_request(
        meeting, wished(meeting).number, answer="declined", reason=REASON, by=by, at=AT
    ),
    "item.conduct": lambda meeting, by: conducting.open_item(meeting, "i1", seen=0, by=by, at=AT),
    "floor.ask": lambda meeting, by: speakers_list.ask(meeting, by=by, at=AT),
    "item.request": lambda meeting, by: asking.request_item(
        meeting, wish=asking.Wish(title={"en": "Ports"}, type="discussion"), by=by, at=AT
    ),
    "point.carry": lambda meeting, by: carry_over.register_open_point(
        meeting, text={"en": "Ports"}, origin="", owner="", by=by, at=AT
    ),
    "point.note": lambda meeting, by: noting.note(
        meeting, noting.Noted({"en": "Write"}, "en", "XN", date(2031, 5, 1)), by=by, at=AT
    ),
    "point.defer": lambda meeting, by: carry_over.propose_deferral(
        meeting, point(meeting).pk, reason=REASON, by=by, at=AT
    ),
    "coherence.note": lambda meeting, by: coherence.write_note(
        meeting, day=date(2031, 2, 1), text="Nothing related was found.", findings=[], by=by, at=AT
    ),
}


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    return signing.fixed(small_forum)


def in_state(meeting: Meeting, state: State) -> Meeting:
    """The meeting as if it had come that far; the history of how is told elsewhere."""
    Meeting.objects.filter(pk=meeting.pk).update(**FIELDS[state])
    if state is State.NOT_OPENED:
        long_ago = AT - timedelta(days=2)
        meeting.schedules.update(starts=long_ago - timedelta(hours=8), ends=long_ago)
    found = Meeting.objects.select_related("forum", "cycle").get(pk=meeting.pk)
    assert state_of(found, AT) is state
    return found


def test_the_table_names_every_act_and_every_state_once() -> None:
    pairs = [(code, state) for code, state, _x in table()]

    assert len(pairs) == len(set(pairs)) == len(ACTS) * len(State)
    assert {code for code, _s in pairs} == set(ACTS) == set(machine.TABLE)
    assert {state for _c, state in pairs} == set(State) == set(FIELDS)


@pytest.mark.parametrize(("code", "state", "allowed"), table())
def test_what_the_table_says_is_what_the_act_does(
    council: Meeting, code: str, state: str, allowed: bool
) -> None:
    """Refused with the clause and the sentence of the table; else never for the state."""
    meeting, by = in_state(council, State(state)), league(council.forum, AT)
    expected = machine.refusal(code, meeting, AT)
    assert (expected is None) is allowed

    try:
        ACTS[code](meeting, by)
    except Refused as refused:
        said = {(one.clause, one.message) for one in refused.refusals}
    else:
        said = set()

    if expected is not None:
        assert (expected.clause, expected.message) in said
        assert expected.clause == "meeting"
        assert str(expected.message).endswith(".")
    else:
        sentences = {machine.TABLE[code].otherwise, machine.ARCHIVED}
        assert not {message for _clause, message in said} & sentences


@pytest.mark.parametrize("code", sorted(machine.TABLE))
def test_nothing_is_done_to_an_archived_meeting_and_it_says_since_when(
    council: Meeting, code: str
) -> None:
    refused = machine.refusal(code, in_state(council, State.ARCHIVED), AT)

    assert refused is not None
    assert (refused.message, refused.facts["at"]) == (machine.ARCHIVED, AT)


BEFORE = {
    "attested": {"attested_at": NOW, "opened_at": BEGUN, "closed_at": BEGUN},
    "attested as not held": {"attested_at": NOW, "cancelled_at": NOW},
    "told by sources alone": {
        "imported": True,
        "confirmed_at": None,
        "opened_at": BEGUN,
        "closed_at": BEGUN,
    },
}


@pytest.mark.parametrize("code", sorted(machine.TABLE))
@pytest.mark.parametrize("how", BEFORE)
def test_for_a_meeting_of_before_cochair_nothing_is_recorded_as_if_it_had_been_done_here(
    council: Meeting, code: str, how: str
) -> None:
    """Only what both judge today, and what was begun here before, is still possible."""
    Meeting.objects.filter(pk=council.pk).update(**BEFORE[how])
    meeting = Meeting.objects.select_related("forum", "cycle").get(pk=council.pk)

    try:
        ACTS[code](meeting, league(council.forum, AT))
    except Refused as refused:
        said = {one.message for one in refused.refusals}
    else:
        said = set()

    assert (machine.BEFORE in said) is (code not in machine.AFTERWARDS)


@pytest.mark.parametrize(
    "code", ["meeting.conversion", "meeting.cancel", "meeting.postponement", "meeting.schedule"]
)
@pytest.mark.parametrize("state", [State.OPEN, State.SUSPENDED, State.HELD, State.ARCHIVED])
def test_a_meeting_that_opened_is_not_converted_cancelled_postponed_or_moved_any_more(
    council: Meeting, code: str, state: State
) -> None:
    """Also not by an act that waited for its second key when the meeting opened."""
    waiting = ACTS[code](council, league(council.forum, AT))
    meeting = in_state(council, state)

    with pytest.raises(Refused):
        ACTS[code](meeting, league(council.forum, AT))
    with pytest.raises(Refused):
        signing.both_sign(council.forum, waiting, AT)  # type: ignore[arg-type]

    assert Meeting.objects.get(pk=council.pk).cancelled_at is None


@pytest.mark.parametrize("kind", ["contact", "extraordinary"])
def test_the_hours_of_a_session_outside_the_slots_are_those_of_its_place(
    small_forum: Forum, kind: str
) -> None:
    """09:00 typed for a meeting in Norland is 07:00 UTC in summer; a contact has the forum's zone."""
    place = "norhaven" if kind == "extraordinary" else ""
    day = actions.Day(
        date(2031, 6, 3), date(2031, 6, 3), place, "in_person" if place else "virtual"
    )
    said = {"configuration": "council", "day": day, "reason": REASON}
    propose = {
        "contact": lambda **more: changes.propose_contact(
            small_forum, circumstance="health", **more
        ),
        "extraordinary": lambda **more: changes.propose_extraordinary(small_forum, **more),
    }[kind]
    act = propose(**said, by=league(small_forum), at=NOW)
    signing.both_sign(small_forum, act)
    meeting = Meeting.objects.get(kind=kind)
    zone = meeting.schedules.last().zone
    form = Session(
        {"kind": "plenary", "day": "2031-06-03", "begins": "09:00", "finishes": "10:00"},
        languages=("en",),
    )
    assert form.is_valid()

    starts, ends = form.instants(zone)

    assert zone == (
        parties.book(small_forum, NOW).places[place].zone if place else small_forum.zone
    )
    assert (ends - starts, starts.astimezone(UTC).date()) == (timedelta(hours=1), date(2031, 6, 3))
    made = sessions.plan_session(
        meeting,
        plan=sessions.Plan("plenary", starts, ends, ("en",), (), {}),
        by=secretariat(small_forum),
        at=NOW,
    )
    assert made.starts == starts
