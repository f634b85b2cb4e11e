"""Whatever people do: nobody whose invitation has ended is let in, or stays let in.

domain.md C.4 (Observer request: any state is withdrawn before the opening), B.7 (CB-29, CB-31).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import delegations as scene
import signing
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.delegations import check_in, queries
from cochair.features.delegations.person import KEPT, Person
from cochair.features.invitations import actions as inviting
from cochair.features.meetings.attendance import takes_part
from cochair.features.meetings.models import Invitation, Meeting, ObserverRequest, Participant
from cochair.features.observers import actions as observing
from cochair.features.observers import queries as requests
from cochair.features.observers.states import Answer
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.refusal import Refused
from inviting_story import AGENCIES, REASON, fresh, invitation, noticed, proposed
from signing import concert, league, secretariat
from world import NOW

MEMBER, AGENCY, OBSERVER = "XN", AGENCIES[0], scene.HARBOURS
GUESTS = (MEMBER, AGENCY, OBSERVER)
# The Council begins at midnight at Norhaven on 8 April; people come from a day before.
BEGINS = datetime.fromisoformat("2031-04-08T00:00+03:00")
EVE = BEGINS - timedelta(hours=24)
MINUTE = timedelta(minutes=1)
OPEN = ("draft", "half_signed")


class Guests(RuleBasedStateMachine):
    """Notices, withdrawals, observers and the door, as chance has them.

    `agreed`, `asked` and `invited` say in the simplest words what the software should know.
    """

    forum: Forum

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = NOW
        self.meeting = noticed(self.forum)
        self.agreed = {"LEAGUE": False, "CONCERT": False}
        self.asked = False
        self.invited = {MEMBER: True, AGENCY: True, OBSERVER: False}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(known=st.booleans())
    def the_delegations_are_named(self, known: bool) -> None:
        """In half of all runs the observer has come as far as an invitation."""
        scene.opened(self.meeting, OBSERVER)
        for code in GUESTS:
            Participant.objects.create(
                delegation=scene.of(self.meeting, code),
                badge=GUESTS.index(code) + 1,
                added_at=NOW,
                **vars_of(Person(name=f"Somebody of {code}")),
            )
        if known:
            self.an_observer_applies()
            for who in (league, concert):
                self.a_party_answers(who, Answer.AGREED)
            self.both_invite_the_observer(True)

    @precondition(lambda self: self.now < EVE)
    @rule()
    def the_day_before_comes(self) -> None:
        self.now = EVE

    @rule(code=st.sampled_from((MEMBER, AGENCY)), both=st.booleans())
    def an_invitation_is_to_be_withdrawn(self, code: str, both: bool) -> None:
        row = invitation(self.meeting, code)
        act = self._attempt(
            lambda: inviting.propose_withdrawal(row, reason=REASON, by=self._office(), at=self.now)
        )
        if act is not None and self._signed(act, both):
            self.invited[code] = False

    @rule(both=st.booleans())
    def a_notice_is_issued_anew(self, both: bool) -> None:
        act = self._attempt(lambda: proposed(fresh(self.meeting), at=self.now))
        if act is not None and self._signed(act, both):
            self.invited |= {MEMBER: True, AGENCY: True}

    @rule(code=st.sampled_from((f"member:{MEMBER}:", f"organisation:{AGENCY}:SERVICES")))
    def one_office_tries_to_invite_alone(self, code: str) -> None:
        before = dict(self.invited)
        made = self._attempt(
            lambda: inviting.invite_also(
                fresh(self.meeting), key=code, by=self._office(), at=self.now
            )
        )
        assert made is None, before

    @rule()
    def an_observer_applies(self) -> None:
        made = self._attempt(
            lambda: observing.request_attendance(
                fresh(self.meeting),
                organisation=OBSERVER,
                reason="We care.",
                by=self._office(),
                at=self.now,
            )
        )
        if made is not None:
            self.asked = True
            self.agreed = dict.fromkeys(self.agreed, False)

    @rule(who=st.sampled_from((league, concert)), answer=st.sampled_from(tuple(Answer)))
    def a_party_answers(self, who: Callable[..., ActingOffice], answer: Answer) -> None:
        row, hat = self._request(), who(self.forum, self.now)
        if row is None:
            return
        made = self._attempt(
            lambda: observing.answer_request(row, answer=answer, by=hat, at=self.now)
        )
        if made is not None:
            self.agreed[hat.party] = answer is Answer.AGREED
            if answer is not Answer.AGREED:
                self.invited[OBSERVER] = False

    @rule(both=st.booleans())
    def both_invite_the_observer(self, both: bool) -> None:
        row = self._request()
        if row is None:
            return
        act = self._attempt(
            lambda: observing.propose_invitation(
                row, sessions=(), documents="public", by=self._office(), at=self.now
            )
        )
        if act is not None and self._signed(act, both):
            self.invited[OBSERVER] = True

    @rule()
    def an_invitation_by_letter_is_registered(self) -> None:
        row = self._request()
        if row is None:
            return
        made = self._attempt(
            lambda: observing.register_outside_invitation(
                row, invited_at=self.now - MINUTE, by=self._office(), at=self.now
            )
        )
        if made is not None:
            self.invited[OBSERVER] = True

    @rule(who=st.sampled_from((league, concert)))
    def the_request_is_ended(self, who: Callable[..., ActingOffice]) -> None:
        row = self._request()
        if row is None:
            return
        made = self._attempt(
            lambda: observing.withdraw_request(row, by=who(self.forum, self.now), at=self.now)
        )
        if made is not None:
            self.asked, self.invited[OBSERVER] = False, False

    @precondition(lambda self: JointAct.objects.filter(state__in=OPEN).exists())
    @rule(data=st.data())
    def what_waits_is_signed_late(self, data: st.DataObject) -> None:
        act = data.draw(st.sampled_from(list(JointAct.objects.filter(state__in=OPEN))))
        if not self._signed(act, True):
            return
        if act.kind == requests.INVITATION:
            self.invited[OBSERVER] = True
        elif act.kind == "meeting.invitation_withdrawal":
            self.invited[act.body["invitee"]] = False
        elif act.kind == "meeting.notice":
            self.invited |= {MEMBER: True, AGENCY: True}

    @rule(code=st.sampled_from(GUESTS), mode=st.sampled_from(queries.MODES))
    def somebody_comes_to_the_door(self, code: str, mode: str) -> None:
        badge = GUESTS.index(code) + 1
        came = self._attempt(
            lambda: check_in.check_in(
                self.meeting, badge, mode=mode, by=self._office(), at=self.now
            )
        )
        assert (came is not None) == (self._is_welcome(code) and self.now >= EVE), code

    @rule(code=st.sampled_from(GUESTS))
    def somebody_leaves(self, code: str) -> None:
        badge = GUESTS.index(code) + 1
        self._attempt(
            lambda: check_in.check_out(self.meeting, badge, by=self._office(), at=self.now)
        )

    @invariant()
    def whoever_is_here_is_invited_now(self) -> None:
        here = Participant.objects.filter(delegation__meeting=self.meeting)
        for one in here.exclude(checked_in_at=None):
            assert self._is_welcome(GUESTS[one.badge - 1]), one.name

    @invariant()
    def the_lists_name_those_who_are_invited_and_no_others(self) -> None:
        named = {one.badge for one in queries.participants(fresh(self.meeting), "en")}
        for code in GUESTS:
            struck = queries.delegation(fresh(self.meeting), code.lower())
            assert struck is not None
            assert (struck.struck is None) == (GUESTS.index(code) + 1 in named)
            if Invitation.objects.filter(meeting=self.meeting).exists() and code != OBSERVER:
                assert (struck.struck is None) == self._is_welcome(code)
        if self.asked:
            assert (GUESTS.index(OBSERVER) + 1 in named) == self._is_welcome(OBSERVER)

    @invariant()
    def the_observer_reads_the_meeting_exactly_while_it_would_be_let_in(self) -> None:
        hat = ActingOffice(0, self.forum.slug, Role.OBSERVER, 0, organisation=OBSERVER)
        meeting = Meeting.objects.select_related("forum").get(pk=self.meeting.pk)
        assert takes_part(meeting, hat, NOW) == self._is_welcome(OBSERVER)

    def _is_welcome(self, code: str) -> bool:
        agreed = code != OBSERVER or (self.asked and all(self.agreed.values()))
        return self.invited[code] and agreed

    def _request(self) -> ObserverRequest | None:
        rows = ObserverRequest.objects.filter(meeting=self.meeting).order_by("pk")
        last = rows.last()
        return requests.request(fresh(self.meeting), last.pk) if last is not None else None

    def _office(self) -> ActingOffice:
        return secretariat(self.forum, self.now)

    def _attempt[T](self, deed: Callable[[], T]) -> T | None:
        self.now += MINUTE
        try:
            with transaction.atomic():
                return deed()
        except Refused:
            return None

    def _signed(self, act: JointAct, both: bool) -> bool:
        """Whether an act took effect, after one key or both."""
        for who in (league, concert) if both else (league,):
            try:
                with transaction.atomic():
                    act = acts.turn_key(
                        act, seen=act.digest, by=who(self.forum, self.now), at=self.now
                    )
            except Refused:
                continue
        return JointAct.objects.get(pk=act.pk).effective_at is not None


def vars_of(person: Person) -> dict[str, object]:
    """What a row keeps of a person."""
    return {name: getattr(person, name) for name in KEPT}


@pytest.fixture
def machine(small_forum: Forum) -> type[Guests]:
    signing.league(small_forum), signing.concert(small_forum)
    Guests.forum = small_forum
    return Guests


def test_whatever_people_do_no_withdrawn_guest_is_ever_let_in(machine: type[Guests]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
