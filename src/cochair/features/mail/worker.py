"""The worker: reads the journal, reminds, releases what waited, and sends.

Any number of workers may run on PostgreSQL; on SQLite one runs inside `cochair web`.
Source: architecture section 5; style.md 5.4.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections, connection

from cochair.features.mail import collector, delivery, notifications
from cochair.features.mail import digests as waiting
from cochair.features.parties import ledger_watch
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal import doubts
from cochair.web.clock import clock

logger = logging.getLogger(__name__)

SECONDS_BETWEEN, SENT_AT_ONCE = 2.0, 50

type Job = Callable[[Forum, datetime], object]
_JOBS: dict[str, tuple[Job, timedelta]] = {}


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn of the worker did."""

    read: int = 0
    released: int = 0
    digests: int = 0
    sent: int = 0
    not_sent: int = 0


def tick(at: datetime, now: Callable[[], datetime] | None = None) -> Turn:
    """One turn: entries and deadlines to letters, what waited to the queue, the queue to the server.

    `at` is an aware instant; `now` tells the time anew for each message, for a server may be
    slow (the same instant throughout when it is not given).
    """
    read = 0
    for forum in parties.forums():
        read += turn_in(forum, parties.instant(forum, at))
    released, digests = waiting.release(at), waiting.fold(at)
    sent, not_sent = send(now or (lambda: at))
    return Turn(read, released, digests, sent, not_sent)


def turn_in(forum: Forum, at: datetime) -> int:
    """The turn of one forum: its jobs, its entries, its reminders; how many entries were read.

    While a forum is only read (`journal.doubts`) nothing is done; what was done is told, what was
    noticed, and who signed in from a new browser.
    """
    in_doubt = doubts.standing(forum.slug).exists()
    if not in_doubt:
        _do_jobs(forum, at)
    read = collector.read_journal(forum, at)
    for code, reminder in notifications.reminders(in_doubt=in_doubt):
        collector.remind(forum, code, reminder, at)
    return read


def also(code: str, job: Job, *, every: timedelta = timedelta(0)) -> None:
    """Let each turn do a job of an app above, for every forum; in `apps.ready()`.

    One that costs more is done at most once in a time, by whichever worker comes first.
    """
    _JOBS[code] = job, every


def _do_jobs(forum: Forum, at: datetime) -> None:
    """The jobs of the apps above; one that fails is logged, and stops neither letters nor others."""
    for code, (job, every) in _JOBS.items():
        if every and not collector.takes_turn(forum, code, at, every):
            continue
        try:
            job(forum, at)
        except Exception:
            logger.exception("The job %s of %s failed", code, forum.slug)


def send(now: Callable[[], datetime]) -> tuple[int, int]:
    """Send what is due, each message in transactions of its own; how many were, and were not."""
    sent = not_sent = 0
    while sent + not_sent < SENT_AT_ONCE and delivery.due(now()).exists():
        claimed = delivery.claim(now())
        if claimed is None:
            break
        failure = delivery.deliver(claimed, now())
        delivery.settle(claimed, failure, now())
        sent, not_sent = sent + (not failure), not_sent + bool(failure)
    return sent, not_sent


def run(stop: threading.Event) -> None:
    """Turn after turn until told to stop; a turn that breaks off is logged, and the next comes."""
    while not stop.wait(SECONDS_BETWEEN):
        try:
            close_old_connections()
            ledger_watch.look(clock.now)
            tick(clock.now(), clock.now)
        except Exception:
            logger.exception("A turn of the mail worker broke off")
    connection.close()


def beside() -> threading.Event:
    """Run in a thread of this process; the event that is returned stops it."""
    stop = threading.Event()
    threading.Thread(target=run, args=(stop,), name="mail", daemon=True).start()
    return stop
