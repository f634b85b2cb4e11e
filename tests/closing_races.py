"""Objections in the last five milliseconds of a silence, and those who close it at the same moment.

Every round is a silence of its own that ends in a few milliseconds of real time.  The machine's clock
is moved to the days of the small forum and runs on; nothing else is made up.
"""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Barrier, Event

from django.db import connections

from cochair.features.decisions.models import SilenceProcedure
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import closure, queries, submissions
from cochair.journal.models import Entry
from cochair.procedure import silence as core
from cochair.web import clock as the_clock
from cochair.web.inflight import arrived
from silences import again, opened
from world import NOW

MILLISECOND = timedelta(milliseconds=1)
LAST, THREADS = 5, 8
# How the objectors of a round differ: how many there are, and whether each clicks twice.
SHAPES = ((1, False), (2, False), (1, True), (4, False))
CLOSERS = (1, 2)
# Milliseconds from the beginning of a round to its end: longer where a busy machine comes too late.
NOTICE, LONGEST_NOTICE = 25, 400


@dataclass
class Tally:
    """What was seen over all rounds."""

    rounds: int = 0
    sent: int = 0
    in_time: int = 0
    broken: int = 0
    passed: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.rounds} rounds, {self.sent} objections, {self.in_time} of them in time;"
            f" {self.broken} broken, {self.passed} passed, {len(self.wrong)} wrong"
        )


@contextmanager
def moved_clock(monkeypatch: object, to: datetime) -> Iterator[None]:
    """The machine's clock shows an instant from now on, and runs on."""
    shift = to - datetime.now(UTC)  # noqa: TID251 - the machine is what is moved

    def now() -> datetime:
        return datetime.now(UTC) + shift  # noqa: TID251

    monkeypatch.setattr(the_clock, "true_now", now)  # type: ignore[attr-defined]
    yield


def race(
    rounds: int,
    hats: tuple[ActingOffice, ...],
    seed: int,
    send: Callable[[SilenceProcedure, int, float], None] | None = None,
    lead: float = 0,
) -> Tally:
    """Run so many rounds and say what was seen; `send` objects another way than by the action.

    `lead` is how many milliseconds earlier than it should arrive a message sets out.
    """
    chance, tally, notice = random.Random(seed), Tally(), float(NOTICE)
    with ThreadPoolExecutor(THREADS) as threads:
        first = threads.submit(_alone, lambda: SilenceProcedure.objects.order_by("pk")[0]).result()
        for number in range(rounds):
            objectors, twice = SHAPES[number % len(SHAPES)]
            closers = CLOSERS[number % len(CLOSERS)]
            ends = threads.submit(_alone, partial(_begun, first, notice + 5 * objectors)).result()
            together, over = Barrier(objectors * (1 + twice) + closers), Event()
            jobs = []
            for who in range(objectors):
                # Most arrive before the end, some at it or behind; then comes work of some length.
                at, work = chance.uniform(-LAST, 1) - lead, chance.uniform(0, 4)
                for _click in range(1 + twice):
                    jobs.append(
                        threads.submit(_object, ends, hats[who], who, at, work, together, send)
                    )
            closing = [threads.submit(_close, ends, together, over) for _one in range(closers)]
            for job in jobs:
                job.result()
            over.set()
            for job in closing:
                job.result()
            came = threads.submit(_alone, partial(_judge, ends, tally)).result()
            notice = max(NOTICE, notice * 0.9) if came else min(LONGEST_NOTICE, notice * 1.5)
        together = Barrier(THREADS)
        for leaving in [threads.submit(_leave, together) for _one in range(THREADS)]:
            leaving.result()
    return tally


def _leave(together: Barrier) -> None:
    """Each thread lets go of its connection."""
    together.wait()
    connections.close_all()


def _alone[T](job: Callable[[], T]) -> T:
    return job()


def _begun(first: SilenceProcedure, notice: float) -> SilenceProcedure:
    return again(first, the_clock.clock.now() + notice * MILLISECOND)


def _object(
    row: SilenceProcedure,
    hat: ActingOffice,
    who: int,
    at: float,
    work: float,
    together: Barrier,
    send: Callable[[SilenceProcedure, int, float], None] | None,
) -> None:
    together.wait()
    _until(row.expires_at + at * MILLISECOND)
    if send:
        send(row, who, work)
        return
    with arrived() as stamp:
        time.sleep(work / 1000)
        _made, counts = submissions.receive(
            row, form="objection", words="No.", language="en", by=hat, received_at=stamp
        )
        # The second click may find the first, which counts by its own stamp.
        if stamp < row.expires_at:
            assert counts, "an objection in time was called late"


def _close(row: SilenceProcedure, together: Barrier, over: Event) -> None:
    """Close as eagerly as can be, until nothing more is to be done."""
    together.wait()
    _until(row.expires_at)
    while True:
        done = over.is_set()
        if closure.close(row, at=the_clock.clock.now()).settled_at or done:
            return
        time.sleep(0.004)


def _until(instant: datetime) -> None:
    left = (instant - the_clock.clock.now()).total_seconds()
    if left > 0.002:
        time.sleep(left - 0.002)
    while the_clock.clock.now() < instant:
        pass


def _judge(row: SilenceProcedure, tally: Tally) -> int:
    """What became of a round: by the stamps alone, and nobody was told otherwise meanwhile.

    How many objections came in time.
    """
    at = the_clock.clock.now()
    closure.close(row, at=at)
    row = queries.fresh(row)
    stamps = [one.received_at for one in row.messages.all()]
    in_time = [one for one in stamps if one < row.expires_at]
    stands = core.stage(queries.silence(row, at), at)
    verbs = list(
        Entry.objects.filter(about_kind="silence", about_id=str(row.number)).values_list(
            "verb", flat=True
        )
    )
    expected = core.Stage.BROKEN if in_time else core.Stage.PASSED
    right = (
        stands is expected
        and (row.closed_at is None) == bool(in_time)
        and verbs.count("silence.passed") == (not in_time)
        and verbs.count("silence.broken") == len(in_time)
        and verbs.count("silence.commented") == len(stamps) - len(in_time)
    )
    tally.rounds += 1
    tally.sent += len(stamps)
    tally.in_time += len(in_time)
    tally.broken += stands is core.Stage.BROKEN
    tally.passed += stands is core.Stage.PASSED
    if not right:
        tally.wrong.append(
            f"{row.number}: {stands}, in time {len(in_time)} of {len(stamps)}, {verbs}"
        )
    return len(in_time)


def prepared() -> tuple[ActingOffice, ...]:
    """The small forum with a silence that both opened, and four delegations of both sides."""
    from papers import somebody
    from restored import forget_the_mark
    from world import small_forum

    # Another race of this home ended hours later than this one begins.
    forget_the_mark()
    forum = small_forum()
    row = opened(forum)
    voices = sorted(row.terms["voices"])
    chosen = [*voices[:2], *voices[-2:]]
    return tuple(somebody(forum, "delegation_head", *one, at=NOW) for one in chosen)
