"""Whatever people do, in any order and at any hour: an act stands on two rightful keys.

domain.md C.11: INV-2 (two keys of different people, one of each Party, each entitled at its
instant), INV-6 (the right exists exactly while the term lasts), INV-9 (the journal has no gap).
Told through the database, with people who try what they may not.
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
from cochair.features.acts import actions, queries
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions as compliance
from cochair.features.compliance import queries as results
from cochair.features.compliance.models import Departure, OptionChange
from cochair.features.parties import actions as offices
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal import merkle
from cochair.journal import queries as journal
from cochair.journal.models import Entry, Ledger
from cochair.procedure.clause import Severity
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import Refused
from world import NOW

OPEN = {"draft", "half_signed"}
# The presidencies of the small forum, and one person who was given one of each Party.
SEATS = (("LEAGUE", "XB"), ("LEAGUE", "XE"), ("LEAGUE", "XN"), ("CONCERT", "XP"), ("CONCERT", "XL"))
HANDOVER = datetime.fromisoformat("2031-07-01T00:00+03:00")
STEPS = (timedelta(seconds=1), timedelta(hours=7), timedelta(days=9), timedelta(days=50))


class TwoKeys(RuleBasedStateMachine):
    """Proposals, keys, refusals, handovers and disputes, as chance has them."""

    forum: Forum

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = NOW
        self.hats = _everybody(self.forum)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @rule(step=st.sampled_from(STEPS))
    def time_passes(self, step: timedelta) -> None:
        self.now += step

    @precondition(lambda self: self.now < HANDOVER)
    @rule(step=st.sampled_from((timedelta(microseconds=-1), timedelta(0))))
    def the_hour_of_the_handover_comes(self, step: timedelta) -> None:
        self.now = max(self.now, HANDOVER + step)

    @rule(number=st.integers(0, 5), by=st.integers(0, 6))
    def somebody_proposes_a_departure(self, number: int, by: int) -> None:
        rule_, target = self._judged()[number]
        self._attempt(
            lambda: compliance.propose_departure(
                self.forum,
                rule=rule_,
                target=target,
                reason="The two calendars could not be brought together.",
                by=self.hats[by],
                at=self.now,
            )
        )

    @rule(by=st.integers(0, 6), value=st.integers(0, 3))
    def somebody_proposes_an_option(self, by: int, value: int) -> None:
        self._attempt(
            lambda: compliance.propose_option(
                self.forum,
                key="prep.min",
                value=value,
                by=self.hats[by],
                at=self.now,
            )
        )

    @precondition(lambda self: JointAct.objects.exists())
    @rule(data=st.data(), by=st.integers(0, 6), saw_it=st.sampled_from((True, True, True, False)))
    def somebody_turns_a_key(self, data: st.DataObject, by: int, saw_it: bool) -> None:
        self._turn(self._some_act(data), self.hats[by], saw_it=saw_it)

    @precondition(lambda self: JointAct.objects.exists())
    @rule(data=st.data())
    def one_person_tries_both_keys(self, data: st.DataObject) -> None:
        act = self._some_act(data)
        for hat in self.hats[-2:]:
            self._turn(JointAct.objects.get(pk=act.pk), hat, saw_it=True)

    @precondition(lambda self: JointAct.objects.exists())
    @rule(data=st.data(), by=st.integers(0, 6))
    def somebody_declines(self, data: st.DataObject, by: int) -> None:
        act = self._some_act(data)
        self._attempt(
            lambda: actions.decline(act, reason="Not now.", by=self.hats[by], at=self.now)
        )

    @precondition(lambda self: JointAct.objects.exists())
    @rule(data=st.data(), by=st.integers(0, 6))
    def somebody_withdraws(self, data: st.DataObject, by: int) -> None:
        act = self._some_act(data)
        self._attempt(lambda: actions.withdraw(act, by=self.hats[by], at=self.now))

    @rule(by=st.integers(0, 6), member=st.sampled_from(("XS", "XL", "XN")), days=st.integers(0, 90))
    def somebody_designates(self, by: int, member: str, days: int) -> None:
        self._attempt(
            lambda: offices.designate(
                self.forum,
                party=self.hats[by].party,
                member=member,
                start=self.now + timedelta(days=days),
                end=None,
                zone="UTC",
                document=f"Letter {PresidencyTerm.objects.count()}",
                by=self.hats[by],
                at=self.now,
            )
        )

    @precondition(lambda self: PresidencyTerm.objects.filter(status="disputed").exists())
    @rule(by=st.integers(0, 6), data=st.data())
    def somebody_settles(self, by: int, data: st.DataObject) -> None:
        rows = PresidencyTerm.objects.filter(status="disputed", superseded_at=None)
        found = data.draw(st.sampled_from(list(rows.order_by("pk")) or [None]))
        if found is not None:
            self._attempt(
                lambda: offices.settle(found, document="A decision", by=self.hats[by], at=self.now)
            )

    @invariant()
    def an_act_in_effect_stands_on_two_rightful_keys(self) -> None:
        """INV-2."""
        for act in JointAct.objects.exclude(effective_at=None):
            keys = list(act.keys.select_related("party", "member"))
            assert {key.party.code for key in keys} == {"LEAGUE", "CONCERT"}
            assert len({key.account_id for key in keys}) == len(keys) == 2
            assert {key.digest for key in keys} == {act.digest}
            assert act.effective_at == max(key.at for key in keys)
            assert act.state == "effective"

    @invariant()
    def nothing_takes_effect_without_an_act_in_effect(self) -> None:
        """Law 3."""
        for model in (Departure, OptionChange):
            for row in model.objects.select_related("act"):
                assert row.act.effective_at == row.at
        unfinished = JointAct.objects.filter(effective_at=None)
        assert all(act.keys.count() < 2 for act in unfinished)

    @invariant()
    def the_journal_has_no_gap_and_its_tree_is_that_of_its_entries(self) -> None:
        """INV-9."""
        rows = list(Entry.objects.filter(forum=self.forum.slug).order_by("seq"))
        ledger = Ledger.objects.get(forum=self.forum.slug)
        assert [row.seq for row in rows] == list(range(1, ledger.size + 1))
        assert merkle.root([bytes.fromhex(row.leaf) for row in rows]) == ledger.tree.root

    def _turn(self, act: JointAct, hat: ActingOffice, *, saw_it: bool) -> None:
        """A key turns exactly for whom it should; to the instant, and once."""
        seen = act.digest if saw_it else "0" * 64
        entitled = (
            saw_it
            and act.state in OPEN
            and queries.digest(act) == act.digest
            and holder(parties.roster(self.forum).terms, hat.party, self.now).holder == hat.member
            and not act.keys.filter(party__code=hat.party).exists()
            and not act.keys.filter(account=hat.account).exists()
        )

        turned = self._attempt(lambda: actions.turn_key(act, seen=seen, by=hat, at=self.now))

        assert turned == entitled

    def _attempt(self, deed: Callable[[], object]) -> bool:
        """Whether it could be done; what is refused leaves no trace."""
        before = self._everything()
        try:
            deed()
        except Refused:
            assert self._everything() == before
            return False
        assert journal.version(self.forum.slug) != before[0]
        return True

    def _everything(self) -> tuple[object, ...]:
        return (
            journal.version(self.forum.slug),
            tuple(JointAct.objects.order_by("pk").values_list("pk", "state", "digest")),
            tuple(PresidencyTerm.objects.order_by("pk").values_list("pk", "status")),
        )

    def _some_act(self, data: st.DataObject) -> JointAct:
        return data.draw(st.sampled_from(list(JointAct.objects.order_by("pk"))))

    def _judged(self) -> list[tuple[str, tuple[str, str]]]:
        """Clauses that can be departed from, with what they are judged on."""
        book = parties.book(self.forum, self.now)
        firm = {Severity.HARD, Severity.INFORMATIVE, Severity.PERMISSION}
        return [
            (found.rule, (found.target.kind, found.target.id))
            for found in results.results(self.forum, self.now)
            if book.by_id[found.rule].severity not in firm
        ]


def _everybody(forum: Forum) -> list[ActingOffice]:
    """Everyone who holds, held or will hold a presidency, and one person with two of them."""
    accounts = [people.person(forum, Role.CO_PRESIDENCY, *seat) for seat in SEATS]
    both = people.person(forum, Role.CO_PRESIDENCY, "LEAGUE", "XE", email="both@example.org")
    people.person(forum, Role.CO_PRESIDENCY, "CONCERT", "XP", email="both@example.org")
    found = [people.hat(forum, account) for account in accounts]
    return [*found, *parties.hats(forum, both, NOW)]


@pytest.fixture
def machine(small_forum: Forum) -> type[TwoKeys]:
    TwoKeys.forum = small_forum
    return TwoKeys


QUICK = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_whatever_people_do_an_act_stands_on_two_rightful_keys(machine: type[TwoKeys]) -> None:
    run_state_machine_as_test(machine, settings=QUICK)


@pytest.mark.soak
def test_for_a_long_time_an_act_stands_on_two_rightful_keys(machine: type[TwoKeys]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(QUICK, max_examples=300, stateful_step_count=60, derandomize=False),
    )
