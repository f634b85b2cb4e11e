"""T23: kill -9 of what takes in, of what closes and tells, and of the database, during both.

Nothing that was acknowledged is lost, nothing is half adopted, and nobody is told twice.  On SQLite the
worker lives in the process that serves, and the database dies with it; on PostgreSQL they are three, on
a server of their own.  What is checked is a `Subject`: whatever else is decided can be killed likewise.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from django.db import OperationalError, connection, connections

import signing
from at_once import a_database_for_threads, in_threads
from closing_races import moved_clock, prepared
from cochair.features.compliance import queries as results
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.mail import models as mail
from cochair.features.mail import worker
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import closure, queries, submissions
from cochair.journal.models import Entry
from cochair.procedure import silence as core
from cochair.web.clock import clock
from cochair.web.inflight import arrived
from killing import Server, a_server_of_its_own, born, chance, ended, heard, killed
from kills_in_room import InTheRoom
from ports import free_port
from silences import EXPIRY, again

# A server that is killed takes a second to come back: it is chosen less often.
RUNS, MANY, EACH = 30, 1000, 4
VICTIMS = ("web", "web", "worker", "worker", "database")
# So many seconds the killer waits to hear something before it strikes.
LISTENS = 8.0
MILLISECOND = timedelta(milliseconds=1)


class Subject(Protocol):
    """Something that is decided, and that a kill must not spoil."""

    def begin(self, luck: random.Random) -> None:
        """Put what is to be decided in this run."""

    def take_in(self, say: Callable[[str], None]) -> None:
        """What a web process does: take in objections and acknowledge each when it is kept."""

    def work_off(self, say: Callable[[str], None]) -> None:
        """What a worker does, until nothing is left: close, and tell."""

    def judge(self, acknowledged: list[str]) -> None:
        """Everything is as it must be, once all has been worked off."""


class Silences:
    """Silences that end within half a second, with objections around their ends."""

    def __init__(self, hats: tuple[ActingOffice, ...], grace: int) -> None:
        self.hats, self.grace = hats, grace
        self.first: SilenceProcedure = SilenceProcedure.objects.order_by("pk")[0]
        self.rows: list[SilenceProcedure] = []
        self.plan: list[tuple[datetime, int, int]] = []

    def begin(self, luck: random.Random) -> None:
        now = clock.now()
        ends = sorted(now + luck.uniform(80, 400) * MILLISECOND for _one in range(EACH))
        self.rows = [again(self.first, end, self.grace, end.isoformat()) for end in ends]
        # Half of them are objected to, most shortly before their end.
        self.plan = sorted(
            (end + luck.uniform(-30, 5) * MILLISECOND, which, who)
            for which, end in enumerate(ends)
            for who in luck.sample(range(len(self.hats)), luck.choice((0, 1, 2)))
        )

    def take_in(self, say: Callable[[str], None]) -> None:
        for at, which, who in self.plan:
            row = self.rows[which]
            time.sleep(max(0.0, (at - clock.now()).total_seconds()))
            with arrived() as stamp:
                made, counts = submissions.receive(
                    row,
                    form="objection",
                    words=f"No {row.pk}.",
                    language="en",
                    by=self.hats[who],
                    received_at=stamp,
                )
            say(f"{made.pk} {row.pk} {counts} {stamp.isoformat()}")

    def work_off(self, say: Callable[[str], None]) -> None:
        mine = [one.pk for one in self.rows]
        while SilenceProcedure.objects.filter(pk__in=mine, settled_at=None).exists():
            closure.close_due(self.first.forum, clock.now())
            worker.tick(clock.now())
            time.sleep(0.01)
        worker.tick(clock.now())

    def judge(self, acknowledged: list[str]) -> None:
        kept = {one.pk: one for one in Message.objects.filter(procedure__in=self.rows)}
        for line in acknowledged:
            number, _row, counts, stamp = line.split()
            assert kept[int(number)].received_at.isoformat() == stamp, "an objection was lost"
            assert (counts == "True") == (
                kept[int(number)].received_at < kept[int(number)].procedure.expires_at
            )
        for row in self.rows:
            _judge_one(queries.fresh(row))


def _judge_one(row: SilenceProcedure) -> None:
    """By the stamps alone; row and ledger say the same, and each reader was told once."""
    at = clock.now()
    stamps = [one.received_at for one in row.messages.all()]
    in_time = [one for one in stamps if one < row.expires_at]
    entries = Entry.objects.filter(about_kind="silence", about_id=str(row.number))
    verbs = Counter(entries.values_list("verb", flat=True))
    stands = core.stage(queries.silence(row, at), at)
    assert stands is (core.Stage.BROKEN if in_time else core.Stage.PASSED)
    assert verbs["silence.passed"] == (row.closed_at is not None) == (not in_time)
    assert verbs["silence.broken"] == len(in_time)
    assert verbs["silence.commented"] == len(stamps) - len(in_time)
    letters = mail.Message.objects.filter(about_kind="silence", about_id=str(row.number))
    told = Counter(
        (one.key, one.recipient) for one in letters if ":broken:" in one.key or "passed" in one.key
    )
    assert told and set(told.values()) == {1}
    events = {key for key, _recipient in told}
    assert len(events) == (len(in_time) or 1)


@contextmanager
def a_database(folder: Path) -> Iterator[Server | None]:
    """SQLite in a file, or a PostgreSQL of one's own with the tables of the tests' database."""
    if connection.vendor == "sqlite":
        with a_database_for_threads(folder):
            yield None
        return
    with a_server_of_its_own(free_port()) as server:
        if server is None:
            # Without its programs nobody kills a server: the process that serves alone is.
            yield None
            return
        told = connection.settings_dict
        tables = server.tables_of(told)
        before = {name: told[name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD")}
        connections.close_all()
        told.update(HOST="127.0.0.1", PORT=str(server.port), NAME="cochair", USER="postgres")
        told["PASSWORD"] = ""
        server.prepare(tables)
        try:
            yield server
        finally:
            connections.close_all()
            told.update(before)


type Scene = tuple[tuple[Subject, ...], Server | None]


def _subjects(hats: tuple[ActingOffice, ...], server: Server | None) -> tuple[Subject, ...]:
    """Silences, and texts in the room, in one forum."""
    quiet, at = Silences(hats, grace=1 if server else 0), clock.now()
    forum = quiet.first.forum
    keys = signing.league(forum, at), signing.concert(forum, at)
    return quiet, InTheRoom(forum, keys, signing.secretariat(forum, at), at)


@pytest.fixture
def scene(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    """What is decided, and the server under it, on the day of the end."""
    with a_database(tmp_path) as server:
        hats = in_threads(1, lambda _number: prepared())[0]
        with moved_clock(monkeypatch, EXPIRY.replace(hour=6)):
            yield in_threads(1, lambda _n: _subjects(hats, server))[0], server
    results.forget()


def run(subject: Subject, server: Server | None, seed: int) -> tuple[str, int]:
    """Begin, kill somebody, let new ones finish, and judge; who was killed, and what he had said.

    Mostly it strikes when something has been acknowledged, else at any moment.
    """
    luck = chance(seed)
    in_threads(1, lambda _n: subject.begin(luck))
    if server is None:
        lives = {"the server": born(lambda say: _both(subject, say))}
    else:
        lives = {"web": born(subject.take_in), "worker": born(subject.work_off)}
    victim = luck.choice(VICTIMS) if server else "the server"
    takes_in = lives["web" if server else "the server"]
    heard(takes_in, luck.choice((0, 1, 1, 1, 2, 2, 3, 3)), LISTENS)
    time.sleep(luck.uniform(0, luck.choice((0.01, 0.3))))
    if server and victim == "database":
        server.kill()
    acknowledged: list[str] = []
    if victim in lives:
        acknowledged += killed(lives.pop(victim))
    for name, life in lives.items():
        # What serves goes on when a worker dies, and the other way round; without a database nobody.
        dead = victim == "database"
        acknowledged += killed(life) if dead or name == "worker" else ended(life)
    if server and victim == "database":
        server.start()
    in_threads(1, lambda _n: _patiently(subject.work_off))
    in_threads(1, lambda _n: subject.judge(acknowledged))
    return victim, len(acknowledged)


def _both(subject: Subject, say: Callable[[str], None]) -> None:
    """One process that serves and, in a thread, works off."""
    beside = threading.Thread(target=subject.work_off, args=(lambda _word: None,), daemon=True)
    beside.start()
    subject.take_in(say)
    beside.join()


def _patiently(work: Callable[[Callable[[str], None]], None]) -> None:
    """A database that was killed takes a moment to come back."""
    for moment in range(50):
        try:
            work(lambda _word: None)
            return
        except OperationalError:
            connections.close_all()
            if moment == 49:
                raise
            time.sleep(0.1)


def runs(scene: Scene, many: int) -> Counter[str]:
    """So many runs from one seed, of each subject in turn; who was killed how often.

    Counted too is in how many runs of each something had been acknowledged: else nothing is shown.
    """
    subjects, server = scene
    seed, seen = random.randrange(2**32), Counter[str]()
    for number in range(many):
        subject = subjects[number % len(subjects)]
        try:
            victim, said = run(subject, server, seed + number)
        except BaseException:
            print(f"seed {seed + number}, {type(subject).__name__}")
            raise
        seen[victim] += 1
        seen[f"{type(subject).__name__} acknowledged"] += said > 0
    print(f"seed {seed}: {dict(seen)}")
    for one in subjects:
        assert seen[f"{type(one).__name__} acknowledged"] * 2 * len(subjects) > many, seen
    return seen


def test_whoever_is_killed_nothing_acknowledged_is_lost_and_nothing_half_adopted(
    scene: Scene,
) -> None:
    runs(scene, RUNS)


@pytest.mark.soak
def test_a_thousand_kills(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    seen = runs(scene, int(os.environ.get("COCHAIR_SOAK_KILLS", MANY)))
    with capsys.disabled():
        print(f"\n{connection.vendor}: {dict(seen)}")
