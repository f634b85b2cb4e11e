"""US-03, through the actions: observers and prior agreement, without documents and search.

domain.md C.10 as corrected (section 3): 20 August to 6 October 2026.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from cochair.features.compliance import actions as compliance
from cochair.features.compliance import queries as results
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.attendance import takes_part
from cochair.features.meetings.models import Meeting, ObserverRequest, Session
from cochair.features.observers import actions, queries
from cochair.features.observers.states import Answer, State
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Ground, Outcome, Result
from journeys import story

CLAUSE = "II.1.composition.c"
JULY = datetime(2026, 7, 15, 9, tzinfo=UTC)
APPLIES = datetime(2026, 8, 20, 9, tzinfo=UTC)
EU_AGREES = datetime(2026, 9, 1, 9, tzinfo=UTC)
CLASI_AGREES = datetime(2026, 9, 8, 16, tzinfo=UTC)
INVITED = datetime(2026, 9, 8, 16, 5, tzinfo=UTC)
SECOND_APPLIES = datetime(2026, 9, 15, 9, tzinfo=UTC)
SECOND_EU = datetime(2026, 9, 29, 9, tzinfo=UTC)
BY_MAIL = datetime(2026, 10, 1, 10, tzinfo=UTC)
REGISTERED = datetime(2026, 10, 2, 9, tzinfo=UTC)
SECOND_CLASI = datetime(2026, 10, 5, 15, tzinfo=UTC)
DEPARTS = datetime(2026, 10, 6, 9, tzinfo=UTC)
REASON = "CLASI agreed after the letter had left; both wish to hear the ministers of justice."


@pytest.fixture
def meeting(db: None) -> Meeting:
    """The ministerial of the third cycle, fixed for 8 October in Brussels, with three sessions."""
    forum: Forum = story.load()
    story.plan(forum)
    found = Meeting.objects.get(forum=forum, configuration="ministerial", cycle__number=3)
    day = date(2026, 10, 8)
    act = meetings.propose_schedule(
        found,
        day=meetings.Day(day, day, "brussels", "in_person", "09:30", "16:00"),
        reason="",
        by=story.hat(forum, "secretariat", JULY),
        at=JULY,
    )
    story.both_sign(forum, act, JULY, "ie", "bo")
    for number, admits in ((1, True), (2, False), (3, True)):
        starts = datetime(2026, 10, 8, 6 + 2 * number, tzinfo=UTC)
        Session.objects.create(
            meeting=found,
            number=number,
            starts=starts,
            ends=starts + timedelta(hours=1),
            observers_admitted=admits,
        )
    return Meeting.objects.get(pk=found.pk)


def judged(meeting: Meeting, at: datetime) -> Result:
    found = results.result_on(meeting.forum, CLAUSE, meeting.slug, at)
    assert found is not None
    return found


def applies(meeting: Meeting, name: str, at: datetime) -> ObserverRequest:
    by = story.hat(meeting.forum, name, at)
    return actions.request_attendance(
        meeting,
        organisation=by.organisation,
        reason="Our files serve the same cases.",
        by=by,
        at=at,
    )


def agrees(row: ObserverRequest, name: str, at: datetime) -> None:
    by = story.hat(row.meeting.forum, name, at)
    actions.answer_request(row, answer=Answer.AGREED, by=by, at=at)


def invites(row: ObserverRequest, at: datetime) -> None:
    forum = row.meeting.forum
    act = actions.propose_invitation(
        ObserverRequest.objects.get(pk=row.pk),
        sessions=(1, 3),
        documents="observers",
        by=story.hat(forum, "secretariat", at),
        at=at,
    )
    story.both_sign(forum, act, at, "ie", "bo")


def stands(row: ObserverRequest, at: datetime) -> queries.Asked:
    found = queries.request(row.meeting, row.pk)
    assert found is not None
    return queries.asked_of(found, at)


@pytest.fixture
def interpol(meeting: Meeting) -> ObserverRequest:
    """Interpol, invited five minutes after the second agreement."""
    row = applies(meeting, "interpol", APPLIES)
    agrees(row, "ie", EU_AGREES)
    agrees(row, "bo", CLASI_AGREES)
    invites(row, INVITED)
    return ObserverRequest.objects.get(pk=row.pk)


def invited_by_mail(meeting: Meeting) -> ObserverRequest:
    """A second organisation: late, half agreed, invited by mail, registered the day after."""
    row = applies(meeting, "comjib", SECOND_APPLIES)
    agrees(row, "ie", SECOND_EU)
    return actions.register_outside_invitation(
        row,
        invited_at=BY_MAIL,
        by=story.hat(meeting.forum, "secretariat", REGISTERED),
        at=REGISTERED,
    )


def test_the_invitation_cannot_be_sent_until_clasi_agrees(meeting: Meeting) -> None:
    row = applies(meeting, "interpol", APPLIES)
    agrees(row, "ie", EU_AGREES)

    with pytest.raises(Refused) as caught:
        invites(row, CLASI_AGREES - timedelta(seconds=1))

    (refusal,) = caught.value.refusals
    assert (refusal.clause, refusal.facts["parties"]) == (CLAUSE, ("CLASI",))
    assert judged(meeting, CLASI_AGREES).outcome is Outcome.NOT_APPLICABLE


def test_after_interpol_alone_the_clause_is_met_and_it_sees_two_sessions(
    meeting: Meeting, interpol: ObserverRequest
) -> None:
    found = judged(meeting, INVITED)

    assert (found.outcome, found.ground) == (Outcome.MET, Ground.EVIDENCE)
    assert not stands(interpol, INVITED).late
    assert [one.number for one in queries.granted(interpol)] == [1, 3]
    hat = story.hat(meeting.forum, "interpol", INVITED)
    assert takes_part(meeting, hat, INVITED)
    assert not takes_part(meeting, story.hat(meeting.forum, "comjib", INVITED), INVITED)


def test_an_invitation_by_mail_before_clasi_agreed_makes_the_clause_not_met(
    meeting: Meeting, interpol: ObserverRequest
) -> None:
    row = invited_by_mail(meeting)
    shown = stands(row, REGISTERED)
    assert (shown.state, shown.late) == (State.INVITED_EARLY, True)

    found = judged(meeting, REGISTERED)

    assert (found.outcome, found.ground) == (Outcome.NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert found.says[0].facts["party"] == "CLASI"


def test_the_late_agreement_alone_cures_nothing_and_a_departure_of_both_says_why(
    meeting: Meeting, interpol: ObserverRequest
) -> None:
    row = invited_by_mail(meeting)
    agrees(row, "bo", SECOND_CLASI)
    assert judged(meeting, SECOND_CLASI).outcome is Outcome.NOT_MET
    act = compliance.propose_departure(
        meeting.forum,
        rule=CLAUSE,
        target=("meeting", meeting.slug),
        reason=REASON,
        by=story.hat(meeting.forum, "secretariat", DEPARTS),
        at=DEPARTS,
    )

    story.both_sign(meeting.forum, act, DEPARTS, "ie")
    assert judged(meeting, DEPARTS).outcome is Outcome.NOT_MET
    story.both_sign(meeting.forum, act, DEPARTS, "bo")

    found = judged(meeting, DEPARTS)
    assert (found.outcome, found.ground) == (Outcome.DEPARTED, Ground.ACCEPTED_DEPARTURE)


def test_if_nobody_applied_the_clause_does_not_apply_and_is_not_departed_from(
    meeting: Meeting,
) -> None:
    assert judged(meeting, DEPARTS).outcome is Outcome.NOT_APPLICABLE
    with pytest.raises(Refused, match="sets no requirement"):
        compliance.propose_departure(
            meeting.forum,
            rule=CLAUSE,
            target=("meeting", meeting.slug),
            reason=REASON,
            by=story.hat(meeting.forum, "secretariat", DEPARTS),
            at=DEPARTS,
        )


def test_what_was_known_on_a_day_before_is_what_the_clause_said_then(
    meeting: Meeting, interpol: ObserverRequest
) -> None:
    invited_by_mail(meeting)

    assert judged(meeting, CLASI_AGREES).outcome is Outcome.NOT_APPLICABLE
    assert judged(meeting, INVITED).outcome is Outcome.MET
