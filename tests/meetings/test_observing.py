"""Observers: a request, an answer of each Party on its own date, an invitation by both.

domain.md B.7 (CB-29), C.4 (Observer request), A.6 (AMB-13); corrections.md sections 2 and 3.
"""

from datetime import UTC, datetime, timedelta

import pytest

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.meetings.attendance import takes_part
from cochair.features.meetings.models import (
    Delegation,
    Invitation,
    Meeting,
    ObserverRequest,
    Session,
)
from cochair.features.observers import actions, queries
from cochair.features.observers.states import Answer, State
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Ground, Outcome
from signing import COUNCIL, concert, league, secretariat
from world import NOW

HARBOURS, CUSTOMS = "world-harbours", "southern-customs"
CLAUSE = "B.6"
HOUR = timedelta(hours=1)
OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its day and two sessions, the second closed to observers."""
    found = signing.fixed(small_forum)
    for number, admits in ((1, True), (2, False)):
        Session.objects.create(
            meeting=found,
            number=number,
            starts=OPENS + number * HOUR,
            ends=OPENS + (number + 1) * HOUR,
            spoken=["en"],
            observers_admitted=admits,
        )
    return found


def observer(forum: Forum, organisation: str = HARBOURS, at: datetime = NOW) -> ActingOffice:
    """The observer's office of an organisation."""
    email = f"observer-{organisation}@example.org"
    account = Account.objects.filter(email=email).first() or people.person(
        forum, Role.OBSERVER, organisation=organisation, email=email
    )
    return people.hat(forum, account, at)


def applied(meeting: Meeting, organisation: str = HARBOURS, at: datetime = NOW) -> ObserverRequest:
    """A request that came by letter."""
    return actions.request_attendance(
        meeting,
        organisation=organisation,
        reason="We guard the same harbours.",
        by=secretariat(meeting.forum),
        at=at,
    )


def says(
    row: ObserverRequest, by: ActingOffice, answer: Answer = Answer.AGREED, at: datetime = NOW
) -> None:
    actions.answer_request(row, answer=answer, by=by, at=at)


def agreed(row: ObserverRequest, at: datetime = NOW) -> ObserverRequest:
    forum = row.meeting.forum
    says(row, league(forum, at), at=at)
    says(row, concert(forum, at), at=at)
    return row


def proposed(
    row: ObserverRequest, at: datetime = NOW, sessions: tuple[int, ...] = (1,)
) -> JointAct:
    row = ObserverRequest.objects.get(pk=row.pk)
    return actions.propose_invitation(
        row, sessions=sessions, documents="observers", by=secretariat(row.meeting.forum, at), at=at
    )


def invited(row: ObserverRequest, at: datetime = NOW) -> ObserverRequest:
    signing.both_sign(row.meeting.forum, proposed(agreed(row, at), at), at)
    return ObserverRequest.objects.get(pk=row.pk)


def state(row: ObserverRequest, at: datetime = NOW) -> State:
    found = queries.request(row.meeting, row.pk)
    assert found is not None
    return queries.asked_of(found, at).state


def refused(attempt: object) -> tuple[str, str]:
    """What was refused: the clause that says so, and its sentence."""
    with pytest.raises(Refused) as caught:
        attempt()  # type: ignore[operator]
    return caught.value.refusals[0].clause, str(caught.value.refusals[0])


def test_a_request_goes_from_submitted_to_invited_with_both_dates(meeting: Meeting) -> None:
    row = applied(meeting)
    assert state(row) is State.SUBMITTED
    says(row, league(meeting.forum), at=NOW + HOUR)
    assert state(row) is State.HALF_AGREED
    says(row, concert(meeting.forum), at=NOW + 2 * HOUR)
    assert state(row) is State.AGREED

    signing.both_sign(meeting.forum, proposed(row, NOW + 3 * HOUR), NOW + 3 * HOUR)

    row.refresh_from_db()
    assert (state(row), row.invited_at, row.granted_sessions) == (
        State.INVITED,
        NOW + 3 * HOUR,
        [1],
    )
    assert Invitation.objects.get(organisation=row.organisation).clause == CLAUSE
    assert Delegation.objects.filter(organisation=row.organisation).exists()
    found = signing.result(meeting.forum, CLAUSE, COUNCIL, NOW + 4 * HOUR)
    assert (found.outcome, found.ground) == (Outcome.MET, Ground.EVIDENCE)


def test_nobody_is_invited_before_both_have_agreed_and_the_clause_says_so(meeting: Meeting) -> None:
    row = applied(meeting)
    says(row, league(meeting.forum))

    clause, said = refused(lambda: proposed(row))

    assert clause == CLAUSE
    assert "every Party has agreed" in said
    assert not JointAct.objects.filter(kind=queries.INVITATION).exists()


def test_keys_are_void_when_a_party_takes_its_agreement_back_meanwhile(meeting: Meeting) -> None:
    row = agreed(applied(meeting))
    act = signing.turn(proposed(row), league(meeting.forum))

    says(row, concert(meeting.forum), Answer.WITHDRAWN, NOW + HOUR)

    assert JointAct.objects.get(pk=act.pk).state == "void"
    assert state(row) is State.HALF_AGREED
    row.refresh_from_db()
    assert row.invited_at is None


def test_an_agreement_that_is_taken_back_ends_the_invitation_and_the_clause_is_not_met(
    meeting: Meeting,
) -> None:
    row = invited(applied(meeting))
    guest = observer(meeting.forum)
    assert takes_part(meeting, guest, NOW)

    says(row, concert(meeting.forum), Answer.WITHDRAWN, NOW + HOUR)

    assert not takes_part(meeting, guest, NOW)
    assert state(row) is State.HALF_AGREED
    assert Invitation.objects.get(organisation=row.organisation).withdrawn_at == NOW + HOUR
    found = signing.result(meeting.forum, CLAUSE, COUNCIL, NOW + 2 * HOUR)
    assert found.outcome is not Outcome.MET


def test_an_agreement_given_anew_needs_a_new_invitation(meeting: Meeting) -> None:
    row = invited(applied(meeting))
    says(row, concert(meeting.forum), Answer.WITHDRAWN, NOW + HOUR)
    says(row, concert(meeting.forum), Answer.AGREED, NOW + 2 * HOUR)
    assert not takes_part(meeting, observer(meeting.forum), NOW)

    again = NOW + 3 * HOUR
    signing.both_sign(meeting.forum, proposed(row, again), again)

    assert takes_part(meeting, observer(meeting.forum), NOW)
    row.refresh_from_db()
    assert row.invited_at == again
    assert signing.result(meeting.forum, CLAUSE, COUNCIL, again + HOUR).outcome is Outcome.MET


def test_without_observers_the_clause_does_not_apply(meeting: Meeting) -> None:
    applied(meeting)

    found = signing.result(meeting.forum, CLAUSE, COUNCIL, NOW + HOUR)

    assert (found.outcome, found.ground) == (Outcome.NOT_APPLICABLE, Ground.CONDITION_ABSENT)


def test_an_invitation_made_elsewhere_too_early_is_recorded_and_judged(meeting: Meeting) -> None:
    row = applied(meeting)
    says(row, league(meeting.forum), at=NOW + HOUR)
    actions.register_outside_invitation(
        row, invited_at=NOW + 2 * HOUR, by=secretariat(meeting.forum), at=NOW + 3 * HOUR
    )
    assert state(row) is State.INVITED_EARLY
    assert not takes_part(meeting, observer(meeting.forum), NOW)

    says(row, concert(meeting.forum), at=NOW + 4 * HOUR)

    assert state(row) is State.INVITED_EARLY
    assert takes_part(meeting, observer(meeting.forum), NOW)
    found = signing.result(meeting.forum, CLAUSE, COUNCIL, NOW + 5 * HOUR)
    assert (found.outcome, found.ground) == (Outcome.NOT_MET, Ground.CONTRARY_EVIDENCE)


def test_granting_sessions_later_does_not_make_an_early_invitation_a_timely_one(
    meeting: Meeting,
) -> None:
    row = applied(meeting)
    early = NOW + HOUR
    actions.register_outside_invitation(
        row, invited_at=early, by=secretariat(meeting.forum), at=NOW + 2 * HOUR
    )
    later = NOW + 3 * HOUR
    signing.both_sign(meeting.forum, proposed(agreed(row, later), later), later)

    row.refresh_from_db()
    assert (row.invited_at, row.granted_sessions) == (early, [1])
    assert signing.result(meeting.forum, CLAUSE, COUNCIL, later).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (NOW + 5 * HOUR, "An invitation may be registered only after it has been made."),
        (NOW - HOUR, "The invitation cannot be earlier than the request of"),
    ],
)
def test_an_invitation_made_elsewhere_lies_between_the_request_and_now(
    meeting: Meeting, when: datetime, said: str
) -> None:
    row = applied(meeting)

    assert (
        said
        in refused(
            lambda: actions.register_outside_invitation(
                row, invited_at=when, by=secretariat(meeting.forum), at=NOW + HOUR
            )
        )[1]
    )


def test_a_refusal_needs_no_reason_and_may_be_thought_over(meeting: Meeting) -> None:
    row = applied(meeting)
    says(row, league(meeting.forum), Answer.DECLINED)
    assert state(row) is State.DECLINED

    says(row, league(meeting.forum), Answer.AGREED, NOW + HOUR)

    assert state(row) is State.HALF_AGREED
    assert [answer.answer for answer in row.answers.all()] == ["declined", "agreed"]


def test_a_party_answers_for_itself_alone_and_its_secretariat_not_at_all(meeting: Meeting) -> None:
    row = applied(meeting)
    says(row, league(meeting.forum))

    assert row.answers.get().party.code == "LEAGUE"
    clause, said = refused(lambda: says(row, secretariat(meeting.forum)))
    assert (
        clause,
        "Only the co-presidency in office may answer a request, and only for its own Party."
        in said,
    ) == (CLAUSE, True)
    assert (
        "Your Party has already given this answer, on"
        in refused(lambda: says(row, league(meeting.forum)))[1]
    )


def test_an_organisation_applies_for_itself_and_once(meeting: Meeting) -> None:
    def ask(organisation: str, by: ActingOffice) -> None:
        actions.request_attendance(
            meeting, organisation=organisation, reason="We care.", by=by, at=NOW
        )

    guest = observer(meeting.forum)
    ask(HARBOURS, guest)

    assert "This organisation has already applied, on" in refused(lambda: ask(HARBOURS, guest))[1]
    assert "An organisation may apply only for itself." in refused(lambda: ask(CUSTOMS, guest))[1]
    assert "no such organisation" in refused(lambda: ask("nobody", guest))[1]


def test_the_applicant_or_either_presidency_withdraws_and_may_apply_again(meeting: Meeting) -> None:
    row = invited(applied(meeting))
    guest = observer(meeting.forum)
    stranger = observer(meeting.forum, CUSTOMS)
    assert (
        "Only the applicant"
        in refused(lambda: actions.withdraw_request(row, by=stranger, at=NOW))[1]
    )

    actions.withdraw_request(row, by=guest, at=NOW + HOUR)

    assert state(row) is State.WITHDRAWN
    assert not takes_part(meeting, guest, NOW)
    assert (
        "This request has been withdrawn."
        in refused(lambda: actions.withdraw_request(row, by=guest, at=NOW + HOUR))[1]
    )
    second = applied(meeting, at=NOW + 2 * HOUR)
    actions.withdraw_request(second, by=concert(meeting.forum), at=NOW + 3 * HOUR)
    assert state(second) is State.WITHDRAWN


def test_once_the_meeting_is_open_it_is_settled_who_observes(meeting: Meeting) -> None:
    row = agreed(applied(meeting))
    signing.stepped(meeting, "meeting.open", OPENS)
    late = OPENS + HOUR

    undecided = "Observers are decided on before the meeting opens: this request was not decided."
    assert undecided in refused(lambda: proposed(row, late))[1]
    for attempt in (
        lambda: says(row, concert(meeting.forum, late), Answer.WITHDRAWN, late),
        lambda: actions.withdraw_request(row, by=concert(meeting.forum, late), at=late),
        lambda: applied(meeting, CUSTOMS, late),
    ):
        said = refused(attempt)[1]
        assert "Decisions on observers may be taken only until the meeting opens." in said


def test_only_sessions_that_admit_observers_are_granted(meeting: Meeting) -> None:
    row = agreed(applied(meeting))

    assert (
        "Sessions that do not admit observers: 2."
        in refused(lambda: proposed(row, sessions=(1, 2)))[1]
    )


def test_one_who_is_invited_is_granted_something_else_by_both_keys(meeting: Meeting) -> None:
    row = invited(applied(meeting))
    assert (
        "The invitation in force already grants exactly this." in refused(lambda: proposed(row))[1]
    )

    signing.both_sign(meeting.forum, proposed(row, NOW + HOUR, sessions=()), NOW + HOUR)

    row.refresh_from_db()
    assert (row.invited_at, row.granted_sessions) == (NOW, [])
    assert Invitation.objects.filter(organisation=row.organisation).count() == 1


def test_an_organisation_that_no_file_names_is_entered_in_every_language(
    small_forum: Forum,
) -> None:
    by = secretariat(small_forum)
    name = {"en": "Union of Pilots", "es": "Unión de Pilotos", "pt": "União de Pilotos"}

    made = actions.register_organisation(small_forum, code="pilots", name=name, by=by, at=NOW)

    assert (made.name["pt"], made.side) == ("União de Pilotos", "neither")
    for code, words, said in (
        ("pilots", name, "is already one of the organisations: select it from the list."),
        ("others", {**name, "pt": " "}, "'en': 'Portuguese'"),
        ("LEAGUE", name, "in use"),
    ):
        assert (
            said
            in refused(
                lambda code=code, words=words: actions.register_organisation(
                    small_forum, code=code, name=words, by=by, at=NOW
                )
            )[1]
        )
