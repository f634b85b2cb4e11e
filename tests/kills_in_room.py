"""Texts on the table of a room that are objected to and declared while somebody is killed.

Objections are sent as requests, keys are turned by the action; what was answered was acknowledged.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import decided
import people
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct, Key
from cochair.features.decisions.models import RoomDecision
from cochair.features.mail import models as mail
from cochair.features.mail import worker
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import actions, queries
from cochair.journal.models import Entry
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim
from cochair.procedure.outcome import Outcome
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import ObjectionsStand, StaleVersion

MILLISECOND = timedelta(milliseconds=1)
EACH, WITHIN = 2, 300
ADOPTED = frozenset({Outcome.ADOPTED_BY_CONSENSUS, Outcome.ADOPTED_WITH_STATEMENTS})


class InTheRoom:
    """Texts put to a sitting Council: some delegation objects, and two co-chairs declare."""

    def __init__(
        self, forum: Forum, keys: tuple[ActingOffice, ActingOffice], by: ActingOffice, at: datetime
    ) -> None:
        first, _second = decided.at_once(forum, *keys, by=by, at=at)
        meeting = first.meeting
        for badge, code in enumerate(("XE", "XP", "XL"), start=2):
            decided.came(meeting, code, badge, at)
        self.first, self.keys = queries.fresh(first), keys
        heads = [decided.head(forum, code) for code in ("XN", "XL", "XP")]
        accounts = [Account.objects.get(pk=one.account) for one in heads]
        self.clients = [people.signed_in(one) for one in accounts]
        self.voices = [one.member for one in heads]
        self.rows: list[RoomDecision] = []
        self.objecting: list[tuple[datetime, int, int]] = []
        self.turning: list[tuple[datetime, int, int, Claim]] = []
        self.over = at

    def begin(self, luck: random.Random) -> None:
        now = clock.now()
        self.rows = [self._again(now, number) for number in range(EACH)]
        self.over = now + (WITHIN + 200) * MILLISECOND
        self.objecting, self.turning = [], []
        for which in range(EACH):
            # Both keys are turned, and with luck an objection falls before, between or behind.
            declared = sorted(luck.uniform(20, WITHIN) for _key in self.keys)
            who = luck.sample(range(len(self.clients)), luck.choice((0, 1, 1, 2)))
            self.objecting += [
                (now + luck.uniform(0, WITHIN) * MILLISECOND, which, one) for one in who
            ]
            claim = luck.choice((Claim.CONSENSUS, Claim.CONSENSUS, Claim.SUMMARY))
            self.turning += [
                (now + after * MILLISECOND, which, key, claim) for key, after in enumerate(declared)
            ]
        self.objecting.sort()
        self.turning.sort()

    def take_in(self, say: Callable[[str], None]) -> None:
        beside = threading.Thread(target=self._turn, args=(say,), daemon=True)
        beside.start()
        for at, which, who in self.objecting:
            row = self.rows[which]
            _wait(at)
            answer = self.clients[who].post(
                f"/en/{row.meeting.forum.slug}/meetings/{row.meeting.slug}"
                f"/decisions/{row.number}/objections/",
                {"words": f"No {row.number}.", "understood": "on"},
            )
            # After a declaration there is nothing left to object to: that is said with a 422.
            if answer.status_code == 302:
                say(f"objected {row.pk} {self.voices[who]}")
            else:
                assert answer.status_code == 422, answer.status_code
        beside.join()

    def _turn(self, say: Callable[[str], None]) -> None:
        for at, which, key, claim in self.turning:
            row = self.rows[which]
            _wait(at)
            try:
                act = actions.declare(
                    row,
                    claim=claim,
                    seen=decided.seen(row, claim),
                    by=self.keys[key],
                    at=clock.now(),
                )
            except (Refused, ObjectionsStand, StaleVersion):
                continue
            say(f"{'declared' if act.effective_at else 'turned'} {row.pk} {act.pk}")

    def work_off(self, say: Callable[[str], None]) -> None:
        while clock.now() < self.over:
            worker.tick(clock.now())
            time.sleep(0.02)
        worker.tick(clock.now())

    def judge(self, acknowledged: list[str]) -> None:
        rows = {one.pk: queries.fresh(one) for one in self.rows}
        for line in acknowledged:
            what, number, which = line.split()
            row = rows[int(number)]
            if what == "objected":
                kept = [one for one in row.objections.all() if one.voice == which]
                assert len(kept) == 1, "an objection was lost, or is there twice"
            elif what == "turned":
                assert Key.objects.filter(act=which).exists(), "a key was lost"
            else:
                assert row.declaration_id == int(which), "a declaration was lost"
        for row in rows.values():
            _judge_one(row)

    def _again(self, at: datetime, extra: int) -> RoomDecision:
        """Another text like the first, as if both had put that: a run needs several."""
        first, forum = self.first, self.first.meeting.forum
        number = RoomDecision.objects.filter(meeting=first.meeting).count() + 1
        act = JointAct.objects.prefetch_related("keys").get(pk=first.act_id)
        keys = list(act.keys.all())
        terms = {**first.terms, "decision": f"again-{number}-{at.isoformat()}-{extra}"}
        terms["binds"] = core.putting_digest(queries.bound(terms))
        act.pk, act.number = None, JointAct.objects.filter(forum=forum).count() + 1
        act.body = terms
        act.save()
        for key in keys:
            key.pk, key.act = None, act
        Key.objects.bulk_create(keys)
        return RoomDecision.objects.create(
            meeting=first.meeting,
            number=number,
            document=first.document,
            revision=first.revision,
            text=first.text,
            paragraphs=first.paragraphs,
            kind=first.kind,
            act=act,
            terms=terms,
        )


def _wait(until: datetime) -> None:
    time.sleep(max(0.0, (until - clock.now()).total_seconds()))


def _judge_one(row: RoomDecision) -> None:
    """Rows, acts, journal and letters say the same, and each reader was told once."""
    slug, number = row.meeting.slug, row.number
    acts = [
        one
        for one in JointAct.objects.filter(kind=queries.DECLARE).prefetch_related("keys")
        if (one.body["meeting"], one.body["number"]) == (slug, number)
    ]
    effective = [one for one in acts if one.effective_at]
    assert [one.pk for one in effective] == ([row.declaration_id] if row.declaration_id else [])
    assert all(one.keys.count() == 2 for one in effective), "half a declaration"
    assert all(one.keys.count() < 2 for one in acts if one not in effective), "half a declaration"
    ended = core.outcome(queries.decision(row))
    before = [
        one for one in row.objections.all() if effective and one.received_at <= _at(effective[0])
    ]
    assert not (ended in ADOPTED and before), "adopted over an objection"
    if not effective:
        assert ended is None

    entries = Entry.objects.filter(about_kind="decision", about_id=f"{slug}/{number}")
    verbs = Counter(entries.values_list("verb", flat=True))
    assert verbs["room.objected"] == row.objections.count()
    told_of = [str(one.number) for one in acts]
    declared = Entry.objects.filter(
        verb="room.declared", about_kind="act", about_id__in=told_of, forum=row.meeting.forum.slug
    )
    assert declared.count() == len(effective)

    letters = mail.Message.objects.filter(about_kind="decision", about_id=f"{slug}/{number}")
    told = Counter((one.key, one.recipient) for one in letters)
    assert set(told.values()) <= {1}, "told twice"
    keys = " ".join(key for key, _recipient in told)
    assert all(f":objected:{one.pk}" in keys for one in row.objections.all()), "nobody was told"
    assert all(f":declared:{one.number}" in keys for one in effective), "nobody was told"


def _at(act: JointAct) -> datetime:
    assert act.effective_at is not None
    return act.effective_at
