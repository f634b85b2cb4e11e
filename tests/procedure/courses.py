"""Machines that do whatever people might, to a decision in the room and to a silence.

Beside each runs a model of its own, in a few plain sets and numbers, that knows nothing of how the
core works its answers out. After every step both must say the same.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from cochair.procedure import consensus as room
from cochair.procedure import silence as quiet
from cochair.procedure.consensus import Claim
from cochair.procedure.consent import ConsentState, state, turn
from cochair.procedure.entitlement import (
    Capacity,
    Participant,
    Speaker,
    Unit,
    entitlement,
)
from cochair.procedure.obstacle import Clearance, Cleared
from cochair.procedure.outcome import Outcome, Statement, StatementKind
from cochair.procedure.refusal import Refused
from procedure import silences
from procedure.deciding import (
    ALL,
    CLAUSES,
    NORLAND,
    PARTIES,
    START,
    SUDRIA,
    TERMS,
    delegate,
    half,
    president,
    signed,
)

MOMENT = timedelta(microseconds=1)
MEMBERS = ("ash", "elm", "mar", "sol")
SPEAKERS = (
    *map(delegate, MEMBERS),
    president(NORLAND),
    president(SUDRIA),
    Speaker("ines", Capacity.INSTITUTION),
    Speaker("oleg", Capacity.OBSERVER),
    Speaker("sara", Capacity.SUPPORT, NORLAND),
    Speaker("ivo", Capacity.INCOMING, NORLAND, "elm"),
    Speaker("sec", Capacity.SECRETARIAT, SUDRIA, "mar"),
)
people = st.sampled_from(SPEAKERS)
# Most attempts come from those who may: otherwise little happens.
likely = st.one_of(st.sampled_from(SPEAKERS[:4]), people)
WORDS = {"en": "Here is how we read it."}
STEPS = {"taken": 0}


class Course(RuleBasedStateMachine):
    """What both machines share: a clock, and attempts that are refused exactly when they should."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.serial = 0

    def name(self) -> str:
        self.serial += 1
        return f"n{self.serial}"

    def attempt(self, act, *, allowed: bool):
        """What the act gives, or None; it must be refused exactly when the model says so."""
        try:
            found = act()
        except Refused as refused:
            assert not allowed, refused
            return None
        assert allowed
        return found

    @invariant()
    def a_step_was_taken(self) -> None:
        STEPS["taken"] += 1


class InTheRoom(Course):
    """A text is put; people object, come round, declare, forge, and come in late."""

    def __init__(self) -> None:
        super().__init__()
        self.text = self.put_text()
        self.arrived = {"ash": START, "elm": START, "sol": START}
        self.standing: dict[str, str] = {}
        self.disturbed = 0
        self.spoken = False
        self.paused = False
        self.ended: str | None = None
        self.waiting: list = []

    @property
    def entitled(self):
        those = [
            Participant(Capacity.DELEGATION, member, delegate(member).party, at, at)
            for member, at in self.arrived.items()
        ]
        return entitlement(Unit.MEMBER_DELEGATION, PARTIES, those, self.now)

    def may(self, speaker: Speaker) -> bool:
        return speaker.capacity is Capacity.DELEGATION and speaker.member in self.arrived

    def hat(self, speaker: Speaker) -> dict:
        return {"speaker": speaker, "entitled": self.entitled, "terms": TERMS}

    # What is tried; another machine does the same with rows and keys

    def put_text(self) -> room.Decision:
        digest = "the words"
        text = room.Decision(
            "d", "final_document", PARTIES, Unit.MEMBER_DELEGATION, digest, clauses=CLAUSES
        )
        return room.put(
            text,
            signed(room.putting_digest(text), START),
            obstacles=(),
            clearances=[Clearance(party, Cleared.GIVEN, START, digest) for party in PARTIES],
            current_digest=digest,
        )

    def comes(self, member: str) -> None:
        """A delegation arrives; the core is told by who is entitled."""

    def objects(self, speaker: Speaker) -> str:
        id = self.name()
        self.text = room.object_to(self.text, id=id, at=self.now, **self.hat(speaker))
        return id

    def comes_round(self, speaker: Speaker, objection: str, *, converts: bool) -> bool:
        said = Statement(
            self.name(),
            speaker.member,
            StatementKind.EXPLANATION,
            WORDS,
            self.now,
            instead_of=objection,
        )
        hat = self.hat(speaker)
        if converts:
            self.text = room.convert(self.text, said, **hat)
        else:
            self.text = room.withdraw(self.text, objection, at=self.now, **hat)
        return True

    def states(self, speaker: Speaker) -> bool:
        kind = StatementKind.INTERPRETATIVE
        said = Statement(self.name(), speaker.member, kind, WORDS, self.now)
        self.text = room.file_statement(self.text, said, **self.hat(speaker))
        return True

    def suspends(self, *, both: bool) -> bool:
        keys = signed if both else half
        self.text = room.suspend(self.text, keys(room.suspension_digest(self.text), self.now))
        return True

    def forged(self, at) -> room.Decision:
        consent = signed(room.declaration_digest(self.text, Claim.CONSENSUS), at)
        return replace(self.text, declaration=room.Declaration(Claim.CONSENSUS, consent))

    def voices(self) -> set[str]:
        """The delegations that have a say, as the core names them."""
        return set(self.arrived)

    def against(self) -> set[str]:
        """The delegations whose objection stands, as the core names them."""
        return set(self.standing)

    # What people do

    @rule(seconds=st.integers(1, 90))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def somebody_comes_late(self) -> None:
        if "mar" not in self.arrived:
            self.arrived["mar"] = self.now
            self.comes("mar")
        self.now += MOMENT

    @rule(speaker=likely)
    def somebody_objects(self, speaker: Speaker) -> None:
        self.now += MOMENT
        allowed = self.may(speaker) and self.ended is None and speaker.member not in self.standing
        found = self.attempt(lambda: self.objects(speaker), allowed=allowed)
        if found:
            self.standing[speaker.member] = found
            self.disturbed += 1

    @precondition(lambda self: self.text.objections)
    @rule(speaker=likely, which=st.integers(0, 5), converts=st.booleans())
    def somebody_comes_round(self, speaker: Speaker, which: int, converts: bool) -> None:
        self.now += MOMENT
        objection = self.text.objections[which % len(self.text.objections)]
        own = self.standing.get(speaker.member) == objection.id
        found = self.attempt(
            lambda: self.comes_round(speaker, objection.id, converts=converts),
            allowed=self.may(speaker) and own and self.ended is None,
        )
        if found:
            del self.standing[speaker.member]
            self.disturbed += 1
            self.spoken |= converts
            self.paused &= bool(self.standing)

    @rule(speaker=likely)
    def somebody_makes_a_statement(self, speaker: Speaker) -> None:
        self.now += MOMENT
        open_to_it = self.ended in (None, "adopted_by_consensus", "adopted_with_statements")
        found = self.attempt(lambda: self.states(speaker), allowed=self.may(speaker) and open_to_it)
        if found:
            self.spoken |= self.ended is None

    @rule(both=st.booleans())
    def the_chairs_suspend(self, both: bool) -> None:
        self.now += MOMENT
        allowed = bool(both and self.standing and not self.paused and self.ended is None)
        found = self.attempt(lambda: self.suspends(both=both), allowed=allowed)
        if found:
            self.paused = True

    @rule(claim=st.sampled_from(Claim))
    def a_chair_turns_the_first_key(self, claim: Claim) -> None:
        self.now += MOMENT
        consent = half(room.declaration_digest(self.text, claim), self.now)
        self.waiting = [*self.waiting[-3:], (claim, consent, self.disturbed)]

    @precondition(lambda self: self.waiting)
    @rule(which=st.integers(0, 3), honest=st.booleans(), busy=st.sampled_from((0, 0, 0, 1)))
    def the_other_chair_turns_the_second_key(self, which: int, honest: bool, busy: int) -> None:
        self.now += MOMENT
        claim, consent, disturbed = self.waiting[which % len(self.waiting)]
        current = room.declaration_digest(self.text, claim) if honest else consent.digest
        account, member = "luis", "sol"
        try:
            consent = turn(
                consent,
                party=SUDRIA,
                account=account,
                office="co-presidency",
                member=member,
                at=self.now,
                terms=TERMS,
                current_digest=current,
            )
        except Refused:
            assert honest and disturbed != self.disturbed
            return
        found = self.attempt(
            lambda: room.declare(self.text, claim, consent, on_the_way=[self.now] * busy),
            allowed=self.may_end(claim) and not busy and disturbed == self.disturbed,
        )
        if found:
            self.text = found
            self.has_ended(claim)

    def may_end(self, claim: Claim) -> bool:
        """Whether both may declare this as things stand."""
        if self.ended is not None:
            return False
        return {
            Claim.CONSENSUS: not self.standing,
            Claim.NOT_AGREED: bool(self.standing),
            Claim.SUMMARY: True,
            Claim.REPLACED: True,
        }[claim]

    def has_ended(self, claim: Claim) -> None:
        """Both declared this."""
        adopted = "adopted_with_statements" if self.spoken else "adopted_by_consensus"
        self.ended = {
            Claim.CONSENSUS: adopted,
            Claim.NOT_AGREED: "not_agreed",
            Claim.SUMMARY: "co_chairs_summary",
            Claim.REPLACED: "replaced",
        }[claim]

    @rule(back=st.booleans())
    def somebody_forges_an_agreement(self, back: bool) -> None:
        """Whatever is written beside an objection that stands, it reads as no agreement."""
        at = START + MOMENT if back else self.now + MOMENT
        self.holds_inv_1(self.forged(at))

    @invariant()
    def both_say_the_same(self) -> None:
        expected = self.ended or (
            "suspended" if self.paused else "objected" if self.standing else "put"
        )
        assert room.stage(self.text) == expected
        assert {one.voice.id for one in room.standing(self.text)} == self.against()

    @invariant()
    def inv_1_holds(self) -> None:
        self.holds_inv_1(self.text)

    def holds_inv_1(self, text: room.Decision) -> None:
        """An agreement has no objection standing and two keys of two Parties on this very text."""
        ended = room.outcome(text)
        if ended is None or not ended.is_agreement:
            return
        at = room.declared_at(text)
        assert at is not None and text.declaration is not None
        assert not [
            one
            for one in text.objections
            if one.at <= at and (one.over_at is None or one.over_at >= at)
        ]
        keys = text.declaration.consent.signatures
        assert {key.party for key in keys} == set(text.parties)
        assert len({key.account for key in keys}) == len(text.parties)
        assert state(text.declaration.consent) is ConsentState.EFFECTIVE

    @invariant()
    def inv_11_holds(self) -> None:
        assert {one.voice.id for one in self.text.objections} <= self.voices()
        assert {one.voice for one in self.text.statements} <= self.voices()


JUMPS = (
    MOMENT,
    timedelta(seconds=1),
    timedelta(minutes=7),
    timedelta(minutes=16),
    timedelta(hours=9),
    timedelta(days=2),
)
EDGES = (-timedelta(minutes=12), -MOMENT, timedelta(0), MOMENT, timedelta(seconds=60))
DAYS = (silences.WEDNESDAY, silences.FRIDAY, silences.FRIDAY + timedelta(days=4))


class BySilence(Course):
    """A silence runs; people write in the last moment, keys are turned, and the platform fails."""

    def __init__(self) -> None:
        super().__init__()
        self.now = silences.OPENED
        self.silence = silences.opened()
        self.expiry = silences.EXPIRY
        self.on_the_way: list[tuple[str, Speaker, object]] = []
        self.written: dict[str, object] = {}
        self.extended = False
        self.outages: dict[object, object] = {}
        self.resumed = None
        self.gone = None
        self.closed = False
        self.ends: list[quiet.Stage] = []

    @initialize(twist=st.booleans())
    def begin(self, twist: bool) -> None:
        self.now += MOMENT if twist else timedelta(0)

    # The model

    @property
    def suspended(self) -> bool:
        day_before = self.expiry - timedelta(hours=24)
        for start, end in self.outages.items():
            begun = max(start, self.resumed) if self.resumed else start
            reached = end or self.now
            if begun >= self.expiry:
                continue
            if min(reached, self.now) > max(begun + timedelta(minutes=15), day_before):
                return True
        return False

    @property
    def failing(self) -> bool:
        return any(e is None and s < self.expiry for s, e in self.outages.items())

    @property
    def broken(self) -> bool:
        in_time = [at for at in self.written.values() if self.suspended or at < self.expiry]
        return any(self.gone is None or at <= self.gone for at in in_time)

    @property
    def expected(self) -> quiet.Stage:
        if self.broken:
            return quiet.Stage.BROKEN
        if self.gone is not None:
            return quiet.Stage.WITHDRAWN
        if self.suspended:
            return quiet.Stage.SUSPENDED
        if self.now < self.expiry:
            return quiet.Stage.RUNNING
        return quiet.Stage.PASSED if self.closed else quiet.Stage.CLOSING

    # What is tried; another machine does the same with rows and keys

    def receive(self, form, speaker, words, stamp):
        return quiet.receive(
            self.silence,
            id=self.name(),
            form=form,
            speaker=speaker,
            words=words,
            terms=TERMS,
            received_at=stamp,
        ).silence

    def move(self, to, *, resumes: bool, both: bool):
        keys = signed if both else half
        consent = keys(quiet.move_digest(self.silence, to, resumes=resumes), self.now)
        return (quiet.resume if resumes else quiet.extend)(self.silence, to, consent)

    def take_back(self, *, both: bool):
        keys = signed if both else half
        return quiet.withdraw(self.silence, keys(quiet.withdrawal_digest(self.silence), self.now))

    def report_outage(self, start, end):
        return quiet.report_outage(self.silence, quiet.Outage(start, end), self.now)

    def close(self, stamps):
        return quiet.close(self.silence, self.now, on_the_way=stamps)

    def course_at(self, at):
        return quiet.course(self.silence, at)

    def clock(self):
        """The present instant as the silence knows it."""
        return self.now

    def voices(self):
        return ALL.voices

    # What people do

    @rule(step=st.sampled_from(JUMPS))
    def time_passes(self, step: timedelta) -> None:
        self.now += step

    @rule(step=st.sampled_from(EDGES))
    def the_expiry_comes_near(self, step: timedelta) -> None:
        self.now = max(self.now, self.expiry + step)

    @rule(speaker=likely, blank=st.sampled_from((False, True)), hour=st.integers(0, 7))
    def a_message_arrives(self, speaker: Speaker, blank: bool, hour: int) -> None:
        """Seldom from those who may, or every silence would be broken before anything happens."""
        self.now += MOMENT
        if hour and speaker.capacity is Capacity.DELEGATION:
            return
        self.on_the_way.append((" " if blank else "No.", speaker, self.now))

    @rule(
        speaker=st.sampled_from(SPEAKERS[:4]),
        step=st.sampled_from(EDGES[1:4]),
        at_once=st.booleans(),
    )
    def a_message_arrives_on_the_edge(
        self, speaker: Speaker, step: timedelta, at_once: bool
    ) -> None:
        """It arrives in the last moments, waits for others or is dealt with at once."""
        self.now = max(self.now + MOMENT, self.expiry + step)
        self.on_the_way.append(("No.", speaker, self.now))
        if at_once:
            self.a_message_is_dealt_with(-1, quiet.Form.OBJECTION)

    @precondition(lambda self: self.on_the_way)
    @rule(which=st.integers(0, 9), form=st.sampled_from(quiet.Form))
    def a_message_is_dealt_with(self, which: int, form: quiet.Form) -> None:
        words, speaker, stamp = self.on_the_way.pop(which % len(self.on_the_way))
        entitled = speaker.capacity is Capacity.DELEGATION
        # A silence that was broken before it was taken back is broken, and others may say so too.
        open_then = self.gone is None or stamp < self.gone or self.broken
        earlier = self.written.get(speaker.member) if entitled else None
        already = earlier is not None and earlier <= stamp and earlier < self.expiry_at(stamp)
        found = self.attempt(
            lambda: self.receive(form, speaker, words, stamp),
            allowed=entitled and words != " " and open_then and not already,
        )
        if found:
            self.silence = found
            known = self.written.get(speaker.member)
            self.written[speaker.member] = min(stamp, known) if known else stamp

    def expiry_at(self, stamp):
        """The expiry as the core saw it then; a message in a pause counts, however late."""
        now = self.course_at(stamp)
        return now.expires_at if now.suspended_at is None else stamp + MOMENT

    @rule(to=st.sampled_from(DAYS), both=st.booleans())
    def the_presidencies_extend(self, to, both: bool) -> None:
        self.now += MOMENT
        running = self.expected is quiet.Stage.RUNNING
        found = self.attempt(
            lambda: self.move(to, resumes=False, both=both),
            allowed=both and running and not self.extended and to > self.expiry,
        )
        if found:
            self.silence, self.expiry, self.extended = found, to, True

    @rule(to=st.sampled_from(DAYS), both=st.booleans())
    def the_presidencies_resume(self, to, both: bool) -> None:
        self.now += MOMENT
        paused = self.expected is quiet.Stage.SUSPENDED and not self.failing
        found = self.attempt(
            lambda: self.move(to, resumes=True, both=both),
            allowed=both and paused and to > max(self.now, self.expiry),
        )
        if found:
            self.silence, self.expiry, self.resumed = found, to, self.now

    @rule(both=st.sampled_from((False, False, False, False, True)))
    def the_presidencies_withdraw(self, both: bool) -> None:
        self.now += MOMENT
        open_to_it = self.expected in (quiet.Stage.RUNNING, quiet.Stage.SUSPENDED)
        found = self.attempt(lambda: self.take_back(both=both), allowed=both and open_to_it)
        if found:
            self.silence, self.gone = found, self.now

    @rule(ago=st.integers(0, 40), minutes=st.sampled_from((None, 3, 15, 16, 30)))
    def the_platform_fails(self, ago: int, minutes: int | None) -> None:
        self.now += MOMENT
        start = self.now - timedelta(minutes=ago)
        end = None if minutes is None else min(start + timedelta(minutes=minutes), self.now)
        self.report(start, end)

    @precondition(lambda self: None in self.outages.values())
    @rule()
    def the_platform_is_back(self) -> None:
        self.now += MOMENT
        self.report(next(start for start, end in self.outages.items() if end is None), self.now)

    def report(self, start, end) -> None:
        open_to_it = (quiet.Stage.RUNNING, quiet.Stage.SUSPENDED, quiet.Stage.CLOSING)
        found = self.attempt(
            lambda: self.report_outage(start, end),
            allowed=self.expected in open_to_it,
        )
        if found:
            self.silence = found
            self.outages[start] = end

    @rule()
    def the_clock_closes(self) -> None:
        stamps = [stamp for _words, _speaker, stamp in self.on_the_way]
        ripe = self.now >= self.expiry + timedelta(seconds=60) and not self.failing
        waits = any(stamp < self.expiry for stamp in stamps)
        found = self.attempt(
            lambda: self.close(stamps),
            allowed=self.expected is quiet.Stage.CLOSING and ripe and not waits,
        )
        if found:
            self.silence, self.closed = found, True

    @rule(order=st.randoms(use_true_random=False))
    def everything_is_read_anew(self, order) -> None:
        """A restart, a copy, another order of the rows: the same entries give the same stage."""
        messages, outages = list(self.silence.messages), list(self.silence.outages)
        order.shuffle(messages)
        order.shuffle(outages)
        self.silence = replace(self.silence, messages=tuple(messages), outages=tuple(outages))

    # What must hold

    @invariant()
    def both_say_the_same(self) -> None:
        assert quiet.stage(self.silence, self.clock()) is self.expected

    @invariant()
    def what_has_passed_or_broken_stays_so(self) -> None:
        """No end is ever left; only what had arrived before turns a withdrawal into a break."""
        found = self.expected
        if found in (quiet.Stage.BROKEN, quiet.Stage.PASSED, quiet.Stage.WITHDRAWN):
            self.ends.append(found)
        for before, after in pairwise([*self.ends, found]):
            if before is not after:
                assert (before, after) == (quiet.Stage.WITHDRAWN, quiet.Stage.BROKEN)
        self.ends = self.ends[-1:]

    @invariant()
    def inv_12_holds(self) -> None:
        """What came at the expiry or after it changes nothing, and what came before decides."""
        now = quiet.course(self.silence, self.clock())
        if now.suspended_at is not None:
            return
        before = tuple(one for one in self.silence.messages if one.received_at < now.expires_at)
        earlier = replace(self.silence, messages=before)
        found = quiet.outcome(self.silence, self.clock())
        assert quiet.outcome(earlier, self.clock()) is found
        if found is not None and found.is_agreement:
            assert not before
            assert found is Outcome.ADOPTED_BY_CONSENSUS

    @invariant()
    def inv_11_holds(self) -> None:
        assert {one.voice for one in self.silence.messages} <= self.voices()
