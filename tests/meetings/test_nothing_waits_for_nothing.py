"""What waits for an answer has somebody who can still give it, or the clock ends it and says so.

domain.md C.4 (Observer request, Agenda item), C.5 (N06, N08).
"""

from datetime import timedelta

import pytest

import agendas
import delegations
import people
import signing
from cochair.features.acts import actions as acts
from cochair.features.agendas import asking
from cochair.features.agendas.asking import Wish
from cochair.features.guests import presenters as guests
from cochair.features.invitations import actions as inviting
from cochair.features.invitations import forms
from cochair.features.mail import notifications
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.observers import actions as observing
from cochair.features.observers import labels, queries
from cochair.features.observers.states import State, Step, may
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.sessions import closure
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from delegations import OPENS
from inviting_story import AGENCIES, REASON, invitation, noticed
from signing import secretariat, stepped
from world import NOW

HARBOURS = "world-harbours"
PORTS = Wish(title={"es": "Puertos seguros"}, type="discussion")
CLOSES = OPENS + timedelta(hours=8)
AFTER = CLOSES + timedelta(days=3)


def applied(meeting: Meeting) -> ObserverRequest:
    by = secretariat(meeting.forum)
    return observing.request_attendance(
        meeting, organisation=HARBOURS, reason="We care.", by=by, at=NOW
    )


def state(row: ObserverRequest) -> State:
    found = queries.request(row.meeting, row.pk)
    assert found is not None
    return queries.asked_of(found, AFTER).state


def letters(verb: str) -> list[tuple[str, str]]:
    """Who is written to about the last entry of a verb, and the first line."""
    entry = Entry.objects.filter(verb=verb).order_by("seq").last()
    assert entry is not None
    return [
        (one.to.office or "", str(one.lines[0])) for one in notifications.of_entry(entry, entry.at)
    ]


@pytest.mark.parametrize("end", ["meeting.open", "meeting.cancel"])
def test_a_request_that_nobody_decided_ends_with_the_opening_and_its_applicant_is_told(
    small_forum: Forum, end: str
) -> None:
    row = applied(signing.fixed(small_forum))
    people.person(small_forum, Role.OBSERVER, organisation=HARBOURS)
    observing.answer_request(
        row, answer=observing.Answer.AGREED, by=signing.league(small_forum), at=NOW
    )
    assert state(row) is State.HALF_AGREED

    row.meeting = stepped(row.meeting, end, OPENS)

    assert state(row) is State.NOT_DECIDED
    assert not any(may(State.NOT_DECIDED, step) for step in Step if step is not Step.REGISTER)
    (found,) = queries.asked(row.meeting, OPENS)
    assert labels.STATES[found.state].word == "not decided before the meeting"
    said = [line for office, line in letters(f"{end}ed" if end[-1] == "n" else f"{end}led") if "observer" in office]  # fmt: skip
    assert said == ["Your request was not decided before the meeting."]
    assert guests.labels.NOT_DECIDED in guests.labels.FOR_APPLICANT


def test_a_request_that_was_declined_stays_declined_when_the_meeting_opens(
    small_forum: Forum,
) -> None:
    row = applied(signing.fixed(small_forum))
    observing.answer_request(
        row, answer=observing.Answer.DECLINED, by=signing.league(small_forum), at=NOW
    )

    row.meeting = stepped(row.meeting, "meeting.open", OPENS)

    assert state(row) is State.DECLINED
    assert not [line for _office, line in letters("meeting.opened") if "not decided" in line]


def test_a_member_is_not_offered_an_excuse_that_nobody_can_grant_and_an_agency_is(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum)
    norland, agency = invitation(meeting, "XN"), invitation(meeting, AGENCIES[0])
    head, by = delegations.focal(small_forum, "XN"), secretariat(small_forum)

    offered = [code for code, _word in forms.Answer(may_ask=False).fields["answer"].choices]  # type: ignore[attr-defined]
    assert offered == ["accepted", "declined"]
    assert [code for code, _word in forms.Answer(may_ask=False).for_others] == offered
    with pytest.raises(
        Refused,
        match="The absence of a member is assessed with the level of participation and may not be excused",
    ):
        inviting.answer(norland, answer="excused", reason="Elections.", by=head, at=NOW)

    why = {"reason": "The director is ill.", "reference": "Letter 7"}
    assert inviting.answer(agency, answer="excused", **why, by=by, at=NOW).answer == "excused"


def test_both_presidencies_and_secretariats_learn_who_does_not_come_or_asks_to_be_excused(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum)
    signing.league(small_forum), signing.concert(small_forum)
    agency, by = invitation(meeting, AGENCIES[0]), secretariat(small_forum)
    why = {"reason": "The director is ill.", "reference": "Letter 7"}
    inviting.answer(agency, answer="excused", **why, by=by, at=NOW)

    told = letters("invitation.answered")
    assert {office.split()[0] for office, _line in told} == {"co_presidency", "secretariat"}
    assert all("asks to be excused" in line for _office, line in told)

    head = delegations.focal(small_forum, "XN")
    inviting.answer(invitation(meeting, "XN"), answer="accepted", by=head, at=NOW)
    assert letters("invitation.answered") == []


@pytest.mark.parametrize("answer", ["excused", "declined"])
def test_whoever_asked_to_be_excused_is_told_what_was_decided(
    small_forum: Forum, answer: str
) -> None:
    meeting = noticed(small_forum)
    league, concert = signing.league(small_forum), signing.concert(small_forum)
    agency = invitation(meeting, AGENCIES[0])
    why = {"reason": "The director is ill.", "reference": "Letter 7"}
    inviting.answer(agency, answer=answer, **why, by=secretariat(small_forum), at=NOW)

    act = inviting.propose_excuse(agency, reason=REASON, by=league, at=NOW)
    acts.decline(act, reason="The agency is needed there.", by=concert, at=NOW)
    told = letters("act.declined")
    if answer == "excused":
        assert {office.split()[0] for office, _line in told} == {"institution"}
        assert all("your request to be excused was declined" in line for _office, line in told)
    else:
        assert told == []

    act = inviting.propose_excuse(agency, reason=REASON, by=league, at=NOW)
    signing.both_sign(small_forum, act)
    told = letters("invitation.excused")
    assert {office.split()[0] for office, _line in told} == {"institution"}
    assert all("both co-presidencies excused your absence" in line for _office, line in told)


def test_a_request_for_an_item_is_asked_about_at_the_closing_and_answered_afterwards(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    head = agendas.delegation(small_forum)
    asking.request_item(meeting, wish=PORTS, by=head, at=NOW)
    stepped(meeting, "meeting.open", OPENS)
    asked = [str(one.says) for one in closure.at_closing(meeting, CLOSES)]
    assert "Requests for an item have no answer: 1." in asked
    stepped(meeting, "meeting.close", CLOSES)

    by = secretariat(small_forum, AFTER)
    with pytest.raises(Refused, match="Start the agenda first"):
        asking.place_request(meeting, 1, seen=0, by=by, at=AFTER)
    row = asking.answer_request(
        meeting, 1, answer="deferred", reason="For the next meeting.", by=by, at=AFTER
    )

    assert row.state == "deferred"
    assert asking.withdraw_request(meeting, 1, by=head, at=AFTER).state == "withdrawn"
