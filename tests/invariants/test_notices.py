"""Whatever people do: a notice, a list and an excuse stand on two rightful keys.

domain.md C.11: INV-2 and INV-6, for the acts of the notice; corrections.md section 3 (US-09).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import people
import signing
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.invitations import actions, notice_text, queries
from cochair.features.meetings.models import (
    Invitation,
    Meeting,
    Notice,
    NoticeConfirmation,
    RelevanceList,
)
from cochair.features.parties import actions as offices
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import ActingOffice
from cochair.journal.models import Entry
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import Refused
from inviting_story import AGENCIES, REASON, fresh
from world import NOW

SEATS = (("LEAGUE", "XB"), ("LEAGUE", "XE"), ("LEAGUE", "XN"), ("CONCERT", "XP"), ("CONCERT", "XL"))
OPEN = ("draft", "half_signed")
HANDOVER = datetime.fromisoformat("2031-07-01T00:00+03:00")
STEPS = (timedelta(seconds=1), timedelta(hours=7), timedelta(days=40))
SOMEBODY = st.integers(0, len(SEATS) - 1)


class Notices(RuleBasedStateMachine):
    """Lists, notices, excuses, additions, handovers and disputes, as chance has them."""

    forum: Forum

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = NOW
        self.meeting = signing.fixed(self.forum, signing.day("2031-09-09"))
        seats = [people.presidency(self.forum, *seat, NOW, start=NOW) for seat in SEATS]
        self.accounts = [hat.account for hat in seats]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @rule(step=st.sampled_from(STEPS))
    def time_passes(self, step: timedelta) -> None:
        self.now += step

    @precondition(lambda self: self.now < HANDOVER)
    @rule()
    def the_hour_of_the_handover_comes(self) -> None:
        self.now = HANDOVER

    @rule(by=SOMEBODY, entries=st.sets(st.sampled_from(AGENCIES)))
    def somebody_proposes_a_list(self, by: int, entries: set[str]) -> None:
        self._attempt(
            lambda: actions.propose_relevance_list(
                self._meeting(),
                group="SERVICES",
                entries=entries,
                empty_reason=REASON,
                by=self._hat(by),
                at=self.now,
            )
        )

    @rule(by=SOMEBODY, reason=st.sampled_from(("", REASON)), left=st.integers(0, 2))
    def somebody_proposes_a_notice(self, by: int, reason: str, left: int) -> None:
        meeting = self._meeting()
        everybody = [one.key for one in queries.composition(meeting, self.now).invitees]
        self._attempt(
            lambda: actions.propose_notice(
                meeting,
                text=notice_text.draft(meeting, self.now),
                recipients=everybody[left:],
                reason=reason,
                by=self._hat(by),
                at=self.now,
            )
        )

    @precondition(lambda self: Invitation.objects.exclude(group="").exists())
    @rule(by=SOMEBODY)
    def somebody_proposes_an_excuse(self, by: int) -> None:
        row = Invitation.objects.exclude(group="").select_related("meeting__forum").first()
        assert row is not None
        self._attempt(
            lambda: actions.propose_excuse(row, reason=REASON, by=self._hat(by), at=self.now)
        )

    @precondition(lambda self: JointAct.objects.exclude(kind="meeting.schedule").exists())
    @rule(data=st.data(), by=SOMEBODY)
    def somebody_turns_a_key(self, data: st.DataObject, by: int) -> None:
        rows = JointAct.objects.exclude(kind="meeting.schedule").order_by("pk")
        act = data.draw(st.sampled_from(list(rows)))
        self._attempt(lambda: acts.turn_key(act, seen=act.digest, by=self._hat(by), at=self.now))

    @precondition(lambda self: JointAct.objects.filter(state__in=OPEN).exists())
    @rule(data=st.data())
    def whoever_is_in_office_signs(self, data: st.DataObject) -> None:
        act = data.draw(st.sampled_from(list(JointAct.objects.filter(state__in=OPEN))))
        for number, (party, member) in enumerate(SEATS):
            if parties.holds(self.forum, party, member, self.now):
                self._attempt(
                    lambda number=number: acts.turn_key(
                        act, seen=act.digest, by=self._hat(number), at=self.now
                    )
                )

    @rule(by=SOMEBODY)
    def somebody_confirms(self, by: int) -> None:
        self._attempt(
            lambda: actions.confirm_notice(self._meeting(), by=self._hat(by), at=self.now)
        )

    @rule(by=SOMEBODY, key=st.sampled_from(("member:XN:", "member:XB:", "member:XX:")))
    def somebody_adds_an_invitation(self, by: int, key: str) -> None:
        self._attempt(
            lambda: actions.invite_also(self._meeting(), key=key, by=self._hat(by), at=self.now)
        )

    @rule(by=SOMEBODY, member=st.sampled_from(("XB", "XS")))
    def somebody_designates(self, by: int, member: str) -> None:
        hat = self._hat(by)
        self._attempt(
            lambda: offices.designate(
                self.forum,
                party=hat.party,
                member=member,
                start=HANDOVER,
                end=None,
                zone="UTC",
                document=f"Letter {PresidencyTerm.objects.count()}",
                by=hat,
                at=self.now,
            )
        )

    @invariant()
    def what_is_in_effect_stands_on_the_keys_of_both_in_office_then(self) -> None:
        """INV-2 and INV-6."""
        excused = [r.excuse_act for r in Invitation.objects.exclude(excused_at=None)]
        rows = [*Notice.objects.all(), *RelevanceList.objects.all()]
        for act in [*(row.act for row in rows), *(act for act in excused if act is not None)]:
            keys = list(act.keys.select_related("party", "member"))
            assert act.state == "effective"
            assert {key.party.code for key in keys} == {"LEAGUE", "CONCERT"}
            assert len({key.account_id for key in keys}) == 2
            assert {key.digest for key in keys} == {act.digest}

    @invariant()
    def a_notice_goes_to_those_whom_its_act_names_at_its_instant(self) -> None:
        added = Entry.objects.filter(forum=self.forum.slug, verb="invitation.sent").count()
        sent = Invitation.objects.filter(meeting=self.meeting)
        for notice in Notice.objects.select_related("act"):
            assert notice.issued_at == notice.act.effective_at
            reached = {queries.key_of(row) for row in sent.filter(sent_at__lte=notice.issued_at)}
            assert reached >= set(notice.act.body["recipients"])
        named = {key for notice in Notice.objects.all() for key in notice.act.body["recipients"]}
        assert len(named) <= sent.count() <= len(named) + added

    @invariant()
    def whoever_confirms_held_the_office_and_had_not_signed(self) -> None:
        """I.2.3."""
        for word in NoticeConfirmation.objects.select_related("notice__act", "party", "member"):
            terms = parties.roster(self.forum).terms
            held = holder(terms, word.party.code, word.at)
            assert word.member.code in held.holders
            signed = {key.member.code for key in word.notice.act.keys.select_related("member")}
            assert word.member.code not in signed

    @invariant()
    def nobody_is_invited_twice(self) -> None:
        rows = Invitation.objects.filter(meeting=self.meeting, withdrawn_at=None)
        found = [queries.key_of(row) for row in rows.select_related("member", "organisation")]
        assert len(found) == len(set(found))

    def _meeting(self) -> Meeting:
        return fresh(self.meeting)

    def _hat(self, number: int) -> ActingOffice:
        hats = parties.hats(
            self.forum, people.Account.objects.get(pk=self.accounts[number]), self.now
        )
        return hats[0]

    def _attempt(self, deed: Callable[[], object]) -> None:
        before = (Entry.objects.count(), Invitation.objects.count(), Notice.objects.count())
        try:
            with transaction.atomic():
                deed()
        except Refused:
            pass
        else:
            assert Entry.objects.count() > before[0]


@pytest.fixture
def machine(small_forum: Forum) -> type[Notices]:
    Notices.forum = small_forum
    return Notices


def test_whatever_people_do_a_notice_stands_on_two_rightful_keys(machine: type[Notices]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
