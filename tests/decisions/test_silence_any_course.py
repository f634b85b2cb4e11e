"""The machine of `procedure.courses` over the real service: rows, keys, locks and journal (T20).

Beside it runs the same model, in a few sets and numbers.  Some thousand steps in the suite, on whatever
database it runs on, and a hundred thousand in the soak.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import rule

import papers
import signing
import silences as scene
from any_course import NOT_TAKEN, STEPS, OnRows, run
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import acts as silence_acts
from cochair.features.silence import closure, outages, queries, submissions
from cochair.procedure import silence as quiet
from cochair.procedure.entitlement import Speaker
from cochair.web import inflight
from procedure import courses, silences

# The model's Thursday is this Thursday; the hour is one at which both seats have the same day.
OPENED = datetime(2031, 2, 6, 3, tzinfo=UTC)
SHIFT = OPENED - silences.OPENED
MORE = 100_000

WORLD: dict[str, object] = {}


class OnTheService(OnRows[quiet.Silence], courses.BySilence):
    """The same course of events, by the actions of the app; only the model is what it was."""

    def __init__(self) -> None:
        self.row: SilenceProcedure = WORLD["row"]  # type: ignore[assignment]
        super().__init__()

    def read(self) -> quiet.Silence:
        return queries.silence(queries.fresh(self.row), self.clock())

    @property
    def silence(self) -> quiet.Silence:
        """What the rows say; nothing else is kept."""
        return self.seen

    @silence.setter
    def silence(self, _said: object) -> None:
        pass

    def receive(self, form: quiet.Form, speaker: Speaker, words: str, stamp: datetime) -> bool:
        hat = WORLD["hats"][speaker.account]  # type: ignore[index]
        said = words if words == " " else f"{words} {self.name()}"
        submissions.receive(
            self.row, form=form, words=said, language="en", by=hat, received_at=stamp + SHIFT
        )
        return True

    def move(self, to: datetime, *, resumes: bool, both: bool) -> bool:
        act = silence_acts.RESUME if resumes else silence_acts.EXTEND
        by, at = WORLD["secretariat"], self.now + SHIFT
        return self.agreed(partial(act.propose, self.row, to + SHIFT, by=by, at=at), both)

    def take_back(self, *, both: bool) -> bool:
        when = {"reason": "A page is missing.", "at": self.now + SHIFT}
        by = WORLD["secretariat"]
        return self.agreed(
            partial(silence_acts.WITHDRAW.propose, self.row, None, by=by, **when), both
        )

    def agreed(self, propose: Callable[[], JointAct], both: bool) -> bool:
        act, at = propose(), self.now + SHIFT
        league, concert = WORLD["keys"]  # type: ignore[misc]
        acts.turn_key(act, seen=act.digest, by=league, at=at)
        if both:
            acts.turn_key(act, seen=act.digest, by=concert, at=at)
        act.refresh_from_db()
        if act.state != "effective":
            acts.withdraw(act, by=league, at=at)
            raise NOT_TAKEN
        return True

    def report_outage(self, start: datetime, end: datetime | None) -> bool:
        ended = end + SHIFT if end else None
        outages.report(self.row, start=start + SHIFT, end=ended, at=self.now + SHIFT)
        return True

    def close(self, stamps: list[datetime]) -> bool:
        for number, stamp in enumerate(stamps):
            inflight._ON_THE_WAY[-1 - number] = stamp + SHIFT, ""
        try:
            row = closure.close(self.row, at=self.now + SHIFT)
        finally:
            for number in range(len(stamps)):
                del inflight._ON_THE_WAY[-1 - number]
        if row.closed_at is None or self.closed:
            raise NOT_TAKEN
        return True

    @rule(order=st.just(None))
    def everything_is_read_anew(self, order: object) -> None:
        """The rows are all that there is."""
        self._read = None

    def course_at(self, at: datetime) -> quiet.Course:
        found = quiet.course(self.silence, at + SHIFT)
        return replace(found, expires_at=found.expires_at - SHIFT)

    def clock(self) -> datetime:
        return self.now + SHIFT

    def voices(self) -> frozenset[object]:
        return self.silence.terms.entitled.voices


def prepared(forum: Forum) -> None:
    """A silence that both opened on Thursday, and somebody for every speaker of the model."""
    row = scene.opened(forum)
    expires_at = silences.EXPIRY + SHIFT
    row = scene.again(row, expires_at, grace=60)
    JointAct.objects.filter(pk=row.act_id).update(proposed_at=OPENED)
    row.act.keys.update(at=OPENED)
    voices = dict(zip(courses.MEMBERS, _voices(row), strict=True))
    hats: dict[str, ActingOffice] = {
        f"delegate of {member}": papers.somebody(forum, "delegation_head", *voice)
        for member, voice in voices.items()
    }
    league, concert = signing.league(forum), signing.concert(forum)
    hats |= {"anna": league, "luis": concert}
    agency = "northern-coast-guard"
    hats["ines"] = papers.somebody(forum, "institution", "", "", agency)
    hats["oleg"] = papers.somebody(forum, "observer", "", "", "world-harbours")
    hats["sara"] = papers.somebody(forum, "delegation_member", *voices["ash"])
    hats["ivo"] = papers.somebody(forum, "incoming", *voices["elm"])
    hats["sec"] = papers.somebody(forum, "secretariat", "CONCERT")
    WORLD.update(row=row, hats=hats, keys=(league, concert), secretariat=signing.secretariat(forum))


def _voices(row: SilenceProcedure) -> list[list[str]]:
    """Ash and Elm of one side, Mar and Sol of the other."""
    found = sorted(row.terms["voices"])
    return [found[-1], found[-2], found[0], found[1]]


def test_inv_1_11_and_12_hold_on_the_service_whatever_people_do(small_forum: Forum) -> None:
    prepared(small_forum)
    assert run(OnTheService, STEPS, STEPS // 50) >= STEPS
    assert not Message.objects.filter(procedure=WORLD["row"]).exists()


@pytest.mark.soak
def test_the_same_for_many_more_steps(
    small_forum: Forum, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(small_forum)
    taken = run(OnTheService, int(os.environ.get("COCHAIR_SOAK_STEPS", MORE)), 200)
    with capsys.disabled():
        print(f"\n{connection.vendor}: {taken} steps on the service")
