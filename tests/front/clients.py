"""Clients with clocks of their own that object to a silence, and a real installation that they reach.

What counts is when their last byte was sent, and not what the server says of it.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from cochair.web.clock import true_now
from served import PATIENCE, PROJECT, Running, around, running, serving

TOKEN = "a" * 32
GRACE, MARGIN = 2, 0.05
FORM = "application/x-www-form-urlencoded"
MOVED = (str(PROJECT / "tests/front/moved.py"),)
# The morning of the last day of the silences in the small forum.
MORNING = datetime(2031, 2, 6, 6, tzinfo=UTC)


@dataclass
class Tally:
    """What was seen over all rounds; waits in seconds."""

    in_time: int = 0
    too_late: int = 0
    between: int = 0
    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        waits = sorted(self.waits)
        p99 = waits[int(len(waits) * 0.99)] if waits else 0
        return (
            f"{self.in_time} sent in time, {self.too_late} after the end, {self.between} at it;"
            f" acknowledged in {waits[len(waits) // 2]:.2f} s (median), {p99:.2f} s (p99),"
            f" {waits[-1]:.2f} s (slowest); load {os.getloadavg()[0]:.0f}; {len(self.wrong)} wrong"
        )


class Installation:
    """A program that prepares a database and keeps it, and the hosts that serve it."""

    def __init__(self, env: dict[str, str]) -> None:
        self.hosts: list[Running] = []
        # The port of the proxy before the hosts, where there is one.
        self.proxy = 0
        self.keeper = subprocess.Popen(
            [sys.executable, str(PROJECT / "tests/front/installation.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        self.cookies: Sequence[str] = self._told()
        self._turns = cycle(self.hosts)

    def next_port(self) -> int:
        """Where the next client goes: to the proxy, or to one host after another."""
        return self.proxy or next(self._turns).port

    def asked(self, what: str, **words: object) -> Any:
        """What the program answers."""
        assert self.keeper.stdin is not None
        self.keeper.stdin.write(json.dumps({"asked": what, **words}) + "\n")
        self.keeper.stdin.flush()
        return self._told()

    def _told(self) -> Any:
        assert self.keeper.stdout is not None
        return json.loads(self.keeper.stdout.readline())

    def end(self) -> None:
        """End the program."""
        assert self.keeper.stdin is not None
        self.keeper.stdin.close()
        self.keeper.wait(PATIENCE)


@contextmanager
def installed(
    folder: Path, url: str = "", *, hosts: int = 1, processes: int = 1, **environment: str
) -> Iterator[Installation]:
    """An installation, served by so many hosts with a home each; on PostgreSQL each has a worker."""
    moved_by = str((MORNING - true_now()).total_seconds())
    envs = []
    for number in range(hosts):
        (folder / f"host-{number}").mkdir()
        envs.append(
            around(
                folder / f"host-{number}",
                COCHAIR_SECRET_KEY="k" * 50,
                COCHAIR_RECEIPT_KEY="ab" * 32,
                DATABASE_URL=url,
                MOVED_BY=moved_by,
                **environment,
            )
        )
    found = Installation(envs[0])
    with ExitStack() as stack:
        stack.callback(found.end)
        for env in envs:
            words = ("--processes", str(processes))
            found.hosts.append(stack.enter_context(serving(env, *words, program=MOVED)))
            if url:
                worker = stack.enter_context(running(("worker",), env, program=MOVED))
                # Told to end it would first finish its turn: ninety objections to tell of.
                stack.callback(worker.kill)
        yield found


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """So many processes that do nothing but compute."""
    running = [
        subprocess.Popen([sys.executable, "-c", "while True: sum(range(1000))"])
        for _one in range(processes)
    ]
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


def on_a_machine_of_its_own() -> None:
    """No client waits for what computes beside the server."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), -15)


def object_to(
    there: Installation, number: int, words: str, cookie: str
) -> tuple[float, float, float]:
    """Send an objection: when it was begun and sent, by this client's clock, and the wait for its
    acknowledgement."""
    client = http.client.HTTPConnection("127.0.0.1", there.next_port(), timeout=PATIENCE)
    client.connect()
    began = true_now().timestamp()
    client.request(
        "POST",
        f"/en/league-concert/decisions/{number}/messages/",
        f"form=objection&words={words}",
        {"Cookie": cookie, "X-CSRFToken": TOKEN, "Content-Type": FORM},
    )
    sent = true_now().timestamp()
    answer = client.getresponse()
    page = answer.read().decode()
    assert answer.status == 302, page[page.find("<main") :][:3000]
    client.close()
    return began, sent, true_now().timestamp() - sent


def round_of(there: Installation, tally: Tally, luck: random.Random, notice: float) -> None:
    """One silence, to which every client objects once: most shortly before its end, some after it."""
    one = there.asked("silence", seconds=notice, grace=GRACE)
    seen: dict[str, tuple[float, float]] = {}

    def client(which: int, cookie: str) -> None:
        on_a_machine_of_its_own()
        words = f"No.{which}"
        late = which % 9 == 0
        at = one["end"] + (luck.uniform(0.1, 1) + GRACE if late else -luck.uniform(0.06, 1))
        time.sleep(max(0.0, at - true_now().timestamp()))
        began, sent, waited = object_to(there, one["number"], words, cookie)
        seen[words] = began, sent
        tally.waits.append(waited)

    clients = [threading.Thread(target=client, args=words) for words in enumerate(there.cookies)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    if len(seen) < len(there.cookies):
        tally.wrong.append(f"{one['number']}: {len(there.cookies) - len(seen)} unacknowledged")
    judge(there, one, seen, tally)


def judge(
    there: Installation, one: dict, seen: dict[str, tuple[float, float]], tally: Tally
) -> None:
    """By the clocks of the clients: nothing in time is late or lost, and nothing late counts."""
    end, found = one["end"], there.asked("became", number=one["number"])
    in_time = tally.in_time
    for words, (began, sent) in seen.items():
        stamp = found["stamps"].get(words)
        if sent <= end - MARGIN:
            tally.in_time += 1
            if stamp is None or stamp >= end:
                tally.wrong.append(f"{words}: sent {end - sent:.3f} s before the end, {stamp}")
        elif began >= end + GRACE + MARGIN:
            tally.too_late += 1
            if stamp is None or stamp < end:
                tally.wrong.append(f"{words}: sent {began - end:.3f} s after the end, {stamp}")
        else:
            tally.between += 1
    # Where the machine let every client start after the end, nobody objected in time.
    if tally.in_time > in_time and found["stage"] != "broken":
        tally.wrong.append(f"{one['number']} is {found['stage']}")
