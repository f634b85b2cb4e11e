"""Whatever people do: a slot of a cycle has one meeting that counts, and no more.

domain.md C.11: INV-7; C.4 (Meeting: postpone, convert, cancel), corrections.md section 1 (Slots).
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

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

import signing
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.meetings import actions
from cochair.features.meetings.cycle_plan import meetings_of
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.sessions import changes
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from signing import concert, league
from world import NOW

REASON = "The air traffic of the whole north is closed for weeks."
CYCLES, CONFIGURATIONS = (2, 3), ("council", "experts")
OPEN = ("draft", "half_signed")
HOUR = timedelta(hours=1)
DAYS = st.dates(date(2031, 3, 1), date(2032, 12, 20))
CONFIGURATION = st.sampled_from(CONFIGURATIONS)
# More often than not what is proposed is signed at once; else it waits while others go on.
SIGNED = st.sampled_from((True, True, False))
PLANNED = st.sets(CONFIGURATION, min_size=1)


class Slots(RuleBasedStateMachine):
    """Plans, days, conversions, cancellations and meetings outside the slots, as chance has them."""

    forum: Forum

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = NOW
        signing.planned(self.forum)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @rule(made_in=st.sampled_from((1, 2)), which=PLANNED, start=DAYS, signed=SIGNED)
    def somebody_proposes_a_plan(
        self, made_in: int, which: set[str], start: date, signed: bool
    ) -> None:
        one = {"place": "norhaven", "precision": "day"}
        one |= {"start": start.isoformat(), "end": (start + timedelta(days=1)).isoformat()}
        self._attempt(
            lambda: actions.propose_plan(
                self.forum,
                made_in=made_in,
                slots={code: dict(one) for code in sorted(which)},
                by=league(self.forum, self.now),
                at=self.now,
            ),
            signed,
        )

    @precondition(lambda self: Meeting.objects.filter(imported=False).exists())
    @rule(data=st.data(), day=DAYS, signed=SIGNED)
    def somebody_fixes_a_day(self, data: st.DataObject, day: date, signed: bool) -> None:
        meeting = self._one(data)
        when = signing.day(day.isoformat())
        self._attempt(lambda: signing.schedule(meeting, when, reason=REASON, at=self.now), signed)

    @precondition(lambda self: Meeting.objects.filter(imported=False).exists())
    @rule(data=st.data(), counts=st.booleans(), signed=SIGNED)
    def somebody_proposes_a_conversion(
        self, data: st.DataObject, counts: bool, signed: bool
    ) -> None:
        meeting = self._one(data)
        self._attempt(
            lambda: changes.propose_conversion(
                meeting,
                circumstance="transport",
                counts=counts,
                reason=REASON,
                by=league(self.forum, self.now),
                at=self.now,
            ),
            signed,
        )

    @precondition(lambda self: Meeting.objects.filter(imported=False).exists())
    @rule(data=st.data(), signed=SIGNED)
    def somebody_proposes_to_cancel(self, data: st.DataObject, signed: bool) -> None:
        meeting = self._one(data)
        self._attempt(
            lambda: signing.step(meeting, "meeting.cancel", self.now, reason=REASON), signed
        )

    @precondition(lambda self: Meeting.objects.filter(imported=False).exists())
    @rule(data=st.data(), signed=SIGNED)
    def somebody_proposes_to_postpone(self, data: st.DataObject, signed: bool) -> None:
        meeting = self._one(data)
        self._attempt(
            lambda: changes.propose_postponement(
                meeting, reason=REASON, by=league(self.forum, self.now), at=self.now
            ),
            signed,
        )

    @rule(configuration=CONFIGURATION, day=DAYS, contact=st.booleans(), signed=SIGNED)
    def somebody_proposes_one_outside_the_slots(
        self, configuration: str, day: date, contact: bool, signed: bool
    ) -> None:
        by = concert(self.forum, self.now)
        common = {"configuration": configuration, "reason": REASON, "by": by, "at": self.now}
        if contact:
            when = actions.Day(day, day, "", "virtual", "15:00", "17:00")
            self._attempt(
                lambda: changes.propose_contact(
                    self.forum, day=when, circumstance="health", **common
                ),
                signed,
            )
        else:
            when = signing.day(day.isoformat())
            self._attempt(
                lambda: changes.propose_extraordinary(self.forum, day=when, **common), signed
            )

    @precondition(lambda self: JointAct.objects.filter(state__in=OPEN).exists())
    @rule(data=st.data(), both=st.booleans())
    def an_act_that_waits_gets_its_keys(self, data: st.DataObject, both: bool) -> None:
        act = data.draw(st.sampled_from(list(JointAct.objects.filter(state__in=OPEN))))
        self._turn(act, (league, concert) if both else (league,))

    @invariant()
    def each_slot_has_one_counted_meeting_at_most(self) -> None:
        """INV-7, counted here from the rows and not by the code that is to keep it."""
        rows = Meeting.objects.exclude(cycle=None).filter(cancelled_at=None)
        counted = Counter(
            (row.cycle_id, row.configuration)
            for row in rows
            if row.kind == "meeting" or (row.converted_at and row.counts_as_meeting)
        )
        assert not [slot for slot, number in counted.items() if number > 1]

    @invariant()
    def what_is_outside_the_slots_belongs_to_none(self) -> None:
        outside = Meeting.objects.exclude(kind="meeting").filter(converted_at=None, imported=False)
        assert not outside.exclude(cycle=None).exists()
        known = {row.pk for number in CYCLES for row in meetings_of(self.forum, number).values()}
        assert not known & set(outside.values_list("pk", flat=True))

    @invariant()
    def no_two_meetings_have_one_address(self) -> None:
        slugs = list(Meeting.objects.values_list("slug", flat=True))
        assert len(slugs) == len(set(slugs))

    def _one(self, data: st.DataObject) -> Meeting:
        return data.draw(st.sampled_from(list(Meeting.objects.filter(imported=False))))

    def _attempt(self, deed: Callable[[], JointAct], signed: bool) -> None:
        self.now += HOUR
        try:
            with transaction.atomic():
                act = deed()
        except Refused:
            return
        if signed:
            self._turn(act, (league, concert))

    def _turn(self, act: JointAct, whose: tuple[Callable[..., ActingOffice], ...]) -> None:
        for who in whose:
            before = Entry.objects.count()
            try:
                with transaction.atomic():
                    acts.turn_key(act, seen=act.digest, by=who(self.forum, self.now), at=self.now)
            except Refused:
                return
            assert Entry.objects.count() > before


@pytest.fixture
def machine(small_forum: Forum) -> type[Slots]:
    Slots.forum = small_forum
    return Slots


def test_inv7_whatever_people_do_a_slot_has_one_counted_meeting(machine: type[Slots]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
