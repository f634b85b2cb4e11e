"""The machine of `procedure.courses` for the room over the real service: rows, keys, locks and journal.

Beside it runs the same model, in a few sets and numbers.  Some thousand steps in the suite, on whatever
database it runs on, and a hundred thousand in the soak.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import rule

import decided
import papers
import signing
from any_course import NOT_TAKEN, STEPS, OnRows, run
from cochair.features.acts import actions as acts
from cochair.features.acts import queries as joint
from cochair.features.acts.models import JointAct, Key
from cochair.features.compliance import queries as results
from cochair.features.decisions.models import RoomDecision
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import actions, objections, queries
from cochair.features.room.statement_input import Said
from cochair.procedure import consensus as room
from cochair.procedure.consensus import Claim
from cochair.procedure.entitlement import Speaker
from cochair.procedure.outcome import StatementKind
from cochair.web import inflight
from cochair.web.errors import ObjectionsStand, StaleVersion
from decided import PUT_AT
from procedure import courses, deciding

SHIFT = PUT_AT - deciding.START
MORE = 100_000
CODES = {"ash": "XE", "elm": "XN", "sol": "XP", "mar": "XB"}

WORLD: dict[str, object] = {}


class OnTheService(OnRows[room.Decision], courses.InTheRoom):
    """The same course of events, by the actions of the app; only the model is what it was."""

    # One rule turns every key here, for who turns first is for the service to know.
    the_other_chair_turns_the_second_key = None

    def __init__(self) -> None:
        self.row: RoomDecision = WORLD["row"]  # type: ignore[assignment]
        super().__init__()
        self.turned: dict[Claim, set[str]] = {}
        self.as_of = 0
        self.shown: list[str] = []

    def read(self) -> room.Decision:
        return queries.decision(queries.fresh(self.row))

    @property
    def text(self) -> room.Decision:
        """What the rows say; nothing else is kept."""
        return self.seen

    @text.setter
    def text(self, _said: object) -> None:
        pass

    def put_text(self) -> room.Decision:
        return self.text

    @property
    def at(self) -> object:
        return self.now + SHIFT

    def wears(self, speaker: Speaker) -> ActingOffice:
        return WORLD["hats"][speaker.account]  # type: ignore[index, no-any-return]

    def comes(self, member: str) -> None:
        decided.came(self.row.meeting, CODES[member], 9, self.at)  # type: ignore[arg-type]

    def objects(self, speaker: Speaker) -> str:
        by, words = self.wears(speaker), f"No {self.name()}."
        return str(decided.objected(self.row, by, self.at, words).pk)  # type: ignore[arg-type]

    def comes_round(self, speaker: Speaker, objection: str, *, converts: bool) -> bool:
        made = queries.objection(queries.fresh(self.row), int(objection))
        assert made is not None
        by, at = self.wears(speaker), self.at
        if converts:
            said = self.said(StatementKind.EXPLANATION)
            actions.convert(self.row, made, said, by=by, at=at)  # type: ignore[arg-type]
        elif actions.withdraw(self.row, made, by=by, at=at).withdrawn_at != at:  # type: ignore[arg-type]
            # Withdrawn twice it is withdrawn once.
            raise NOT_TAKEN
        return True

    def states(self, speaker: Speaker) -> bool:
        said = self.said(StatementKind.INTERPRETATIVE)
        decided.stated(self.row, self.wears(speaker), self.at, said)  # type: ignore[arg-type]
        return True

    def said(self, kind: StatementKind) -> Said:
        return Said(kind, {"en": f"We read it so {self.name()}."})

    def suspends(self, *, both: bool) -> bool:
        seen, at = room.suspension_digest(self.text), self.at
        league, concert = WORLD["keys"]  # type: ignore[misc]
        act = actions.suspend(self.row, seen=seen, by=league, at=at)
        if both:
            act = actions.suspend(self.row, seen=seen, by=concert, at=at)
        if act.state != "effective":
            acts.withdraw(act, by=league, at=at)
            raise NOT_TAKEN
        return True

    @rule(
        claim=st.sampled_from((*Claim, Claim.CONSENSUS, Claim.CONSENSUS)),
        side=st.integers(0, 1),
        back=st.sampled_from((0, 0, 0, 1, 2)),
        busy=st.sampled_from((False, False, False, True)),
    )
    def a_chair_turns_the_first_key(self, claim: Claim, side: int, back: int, busy: bool) -> None:
        """Or the second one; on what is shown now, or on what was shown some time ago."""
        self.now += courses.MOMENT
        if self.as_of != self.disturbed:
            self.turned, self.as_of = {}, self.disturbed
        self.shown.append(room.declaration_digest(self.text, claim))
        seen = self.shown[max(0, len(self.shown) - 1 - back)]
        turned = self.turned.setdefault(claim, set())
        by: ActingOffice = WORLD["keys"][side]  # type: ignore[index]
        fits = seen == self.shown[-1] and by.party not in turned
        found = self.attempt(
            lambda: self.turns(claim, seen, by, busy),
            allowed=self.may_end(claim) and fits and not busy,
        )
        if found:
            turned.add(by.party)
        if len(turned) == len(WORLD["keys"]) and self.ended is None:  # type: ignore[arg-type]
            self.has_ended(claim)

    def turns(self, claim: Claim, seen: str, by: ActingOffice, busy: bool) -> JointAct:
        with self.arriving(busy):
            try:
                return actions.declare(self.row, claim=claim, seen=seen, by=by, at=self.at)  # type: ignore[arg-type]
            except (StaleVersion, ObjectionsStand) as refused:
                raise NOT_TAKEN from refused

    @contextmanager
    def arriving(self, busy: bool) -> Iterator[None]:
        """Meanwhile an objection may be on its way."""
        slug, number = self.row.meeting.slug, self.row.number
        where = f"/en/x/meetings/{slug}/decisions/{number}/objections/"
        if busy:
            inflight._ON_THE_WAY[-1] = self.at - courses.MOMENT, where  # type: ignore[operator]
        try:
            yield
        finally:
            inflight._ON_THE_WAY.pop(-1, None)

    def forged(self, at: object) -> room.Decision:
        """What somebody who may write every row would have to write: an act, both keys, the claim."""
        binds, claim = room.declaration_digest(self.text, Claim.CONSENSUS), Claim.CONSENSUS.value
        said = {"meeting": self.row.meeting.slug, "number": self.row.number, "binds": binds}
        with transaction.atomic():
            act = JointAct.objects.prefetch_related("keys").get(pk=self.row.act_id)
            keys, when = list(act.keys.all()), at + SHIFT  # type: ignore[operator]
            act.pk, act.kind, act.body = None, queries.DECLARE, {**said, "claim": claim}
            act.number += 100_000
            act.proposed_at = act.effective_at = when
            act.digest = joint.digest(act)
            act.save()
            for key in keys:
                key.pk, key.act, key.at, key.digest = None, act, when, act.digest
            Key.objects.bulk_create(keys)
            RoomDecision.objects.filter(pk=self.row.pk).update(declaration=act, claim=claim)
            found = queries.decision(queries.fresh(self.row))
            transaction.set_rollback(True)
        return found

    def voices(self) -> set[str]:
        return {WORLD["names"][one] for one in self.arrived}  # type: ignore[index]

    def against(self) -> set[str]:
        return {WORLD["names"][one] for one in self.standing}  # type: ignore[index]


def prepared(forum: Forum) -> None:
    """A text on the table of the Council, and somebody for every speaker of the model."""
    row = decided.on_the_table(forum)
    heads = {one: decided.head(forum, code) for one, code in CODES.items()}
    league, concert = signing.league(forum, PUT_AT), signing.concert(forum, PUT_AT)
    hats = {f"delegate of {member}": hat for member, hat in heads.items()}
    hats |= {"anna": league, "luis": concert}
    elm = heads["elm"]
    hats["ines"] = papers.somebody(forum, "institution", "", "", "northern-coast-guard")
    hats["oleg"] = papers.somebody(forum, "observer", "", "", "world-harbours")
    hats["sara"] = papers.somebody(forum, "delegation_member", elm.party, elm.member)
    hats["ivo"] = papers.somebody(forum, "incoming", elm.party, elm.member)
    hats["sec"] = papers.somebody(forum, "secretariat", "CONCERT")
    names = {member: hat.member for member, hat in heads.items()}
    WORLD.update(row=queries.fresh(row), hats=hats, keys=(league, concert), names=names)
    results.forget()


@pytest.fixture
def world(small_forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that was put; whoever declares waits for nobody."""
    monkeypatch.setattr(objections, "PATIENCE", 0.0)
    prepared(small_forum)


def test_inv_1_and_11_hold_on_the_service_whatever_people_do_in_the_room(world: None) -> None:
    assert run(OnTheService, STEPS, STEPS // 50) >= STEPS


@pytest.mark.soak
def test_the_same_for_many_more_steps(world: None, capsys: pytest.CaptureFixture[str]) -> None:
    taken = run(OnTheService, int(os.environ.get("COCHAIR_SOAK_STEPS", MORE)), 200)
    with capsys.disabled():
        print(f"\n{connection.vendor}: {taken} steps in the room on the service")
