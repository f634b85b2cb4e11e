"""Whatever is done to a meeting, in whatever order, can be told: the mail never stands still.

architecture section 4; a teller that fails stops every letter of its forum after it.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import agendas
import inviting_story
import moves
import people
import signing
from cochair.features.calendars import actions as feeds
from cochair.features.calendars import queries as calendars
from cochair.features.invitations import actions as inviting
from cochair.features.mail import collector, notifications
from cochair.features.mail.models import Cursor
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Invitation, Meeting, ObserverRequest, Session
from cochair.features.observers import actions as observing
from cochair.features.observers.states import Answer
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.sessions import actions as sessions
from cochair.procedure.refusal import Refused
from signing import concert, league, secretariat
from world import NOW

HARBOURS = "world-harbours"
STEP = timedelta(days=3)


def move(days: int) -> Callable[[Meeting, datetime], object]:
    return lambda meeting, at: moves.moved(meeting, f"{at + timedelta(days=days):%Y-%m-%d}", at)


def request(meeting: Meeting) -> ObserverRequest:
    """The last request of the observer; without one, no step about it is possible."""
    rows = ObserverRequest.objects.filter(meeting=meeting).select_related("meeting__forum")
    found = rows.select_related("organisation", "meeting__forum").last()
    if found is None:
        raise Refused
    return found


def says(who: Callable[..., object], answer: Answer) -> Callable[[Meeting, datetime], object]:
    return lambda meeting, at: observing.answer_request(
        request(meeting),
        answer=answer,
        by=who(meeting.forum, at),  # type: ignore[arg-type]
        at=at,
    )


def invite(meeting: Meeting, at: datetime) -> None:
    act = observing.propose_invitation(
        request(meeting),
        sessions=[row.number for row in Session.objects.filter(observers_admitted=True)],
        documents="public",
        by=secretariat(meeting.forum, at),
        at=at,
    )
    signing.both_sign(meeting.forum, act, at)


def notice(meeting: Meeting, at: datetime) -> None:
    if not inviting_story.queries.lists(meeting):
        inviting_story.listed(meeting, at=at)
    act = inviting_story.proposed(meeting, at=at)
    signing.both_sign(meeting.forum, act, at)


def withdraw(meeting: Meeting, at: datetime) -> None:
    row = Invitation.objects.filter(meeting=meeting, withdrawn_at=None).first()
    if row is not None:
        inviting_story.withdrawn(row, at)


def invite_again(meeting: Meeting, at: datetime) -> None:
    by = secretariat(meeting.forum, at)
    for key in inviting_story.keys(meeting, at):
        try:
            inviting.invite_also(meeting, key=key, by=by, at=at)
        except Refused:
            continue


def change_session(meeting: Meeting, at: datetime) -> None:
    row = Session.objects.filter(meeting=meeting, removed_at=None).first()
    if row is not None:
        plan = sessions.Plan(
            row.kind,
            row.starts + timedelta(hours=1),
            row.ends + timedelta(hours=1),
            tuple(row.spoken),
            tuple(row.interpreted),
            row.title,
        )
        sessions.change_session(
            meeting,
            row.number,
            plan=plan,
            seen=sessions.queries.version_of(row),
            by=secretariat(meeting.forum, at),
            at=at,
        )


def remove_session(meeting: Meeting, at: datetime) -> None:
    row = Session.objects.filter(meeting=meeting, removed_at=None).last()
    if row is not None:
        sessions.remove_session(meeting, row.number, by=secretariat(meeting.forum, at), at=at)


def answer(meeting: Meeting, at: datetime) -> None:
    row = Invitation.objects.filter(meeting=meeting, member__code="XN", withdrawn_at=None).first()
    if row is not None:
        by = people.hat(meeting.forum, _norland(meeting.forum), at)
        inviting.answer(row, answer="accepted", by=by, at=at)


def _norland(forum: Forum) -> people.Account:
    found = people.Account.objects.filter(email=moves.NORLAND).first()
    return found or people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN", email=moves.NORLAND)


def plan(meeting: Meeting, at: datetime) -> None:
    slot = {"place": "", "precision": "month", "start": "2031-11-01", "end": "2031-11-30"}
    act = meetings.propose_plan(
        meeting.forum, made_in=1, slots={"council": slot}, by=league(meeting.forum, at), at=at
    )
    signing.both_sign(meeting.forum, act, at)


DO: dict[str, Callable[[Meeting, datetime], object]] = {
    "move near": move(9),
    "move far": move(70),
    "postpone": moves.postponed,
    "postpone to a month": lambda meeting, at: moves.postponed(meeting, at, date(2031, 11, 1)),
    "convert": moves.converted,
    "cancel": lambda meeting, at: signing.stepped(meeting, "meeting.cancel", at),
    "open": lambda meeting, at: signing.stepped(meeting, "meeting.open", at),
    "plan": plan,
    "notice": notice,
    "answer": answer,
    "withdraw": withdraw,
    "invite again": invite_again,
    "remind": lambda meeting, at: feeds.remind(meeting, by=secretariat(meeting.forum, at), at=at),
    "agenda": lambda meeting, at: agendas.provisional(meeting, at=at),
    "session": lambda meeting, at: moves.session(meeting, at + STEP, at, observers=True),
    "change session": change_session,
    "remove session": remove_session,
    "observer applies": lambda meeting, at: observing.request_attendance(
        meeting, organisation=HARBOURS, reason="We care.", by=secretariat(meeting.forum, at), at=at
    ),
    "league agrees": says(league, Answer.AGREED),
    "concert agrees": says(concert, Answer.AGREED),
    "concert takes it back": says(concert, Answer.WITHDRAWN),
    "observer invited": invite,
    "observer invited elsewhere": lambda meeting, at: observing.register_outside_invitation(
        request(meeting), invited_at=at, by=secretariat(meeting.forum, at), at=at
    ),
}
BEGUN = ["session", "notice", "observer applies", "league agrees", "concert agrees"]
# What is done to the day itself comes as often as all the rest together.
DAYS = ["cancel", "convert", "move far", "move near", "notice", "postpone", "postpone to a month"]
STEPS = st.builds(
    lambda begun, then: BEGUN[:begun] + then,
    st.integers(0, len(BEGUN)),
    st.lists(st.sampled_from(DAYS) | st.sampled_from(sorted(DO)), min_size=3, max_size=8),
)


@example(steps=["notice", "postpone", "move near"])
@example(steps=["notice", "postpone", "cancel"])
@example(steps=["notice", "answer", "postpone to a month", "move far", "notice"])
@example(steps=["notice", "postpone", "convert", "plan", "move near", "notice"])
@given(steps=STEPS)
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_done_to_a_meeting_is_told_and_the_mail_never_stands_still(
    small_forum: Forum, steps: list[str]
) -> None:
    with transaction.atomic():
        meeting = signing.fixed(small_forum)
        at = NOW
        for step in steps:
            at += STEP
            try:
                with transaction.atomic():
                    DO[step](inviting_story.fresh(meeting), at)
            except Refused:
                continue
            calendars.forget()
            # Some letters are told at once, and some only after the next step.
            if len(step) % 2:
                moves.told(small_forum, at)
        moves.told(small_forum, at + STEP)
        for code, reminder in notifications.reminders():
            collector.remind(small_forum, code, reminder, at + STEP)
        assert not Cursor.objects.exclude(stuck_since=None).exists()
        transaction.set_rollback(True)
