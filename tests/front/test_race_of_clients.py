"""G14: delegations that object before the end are in time, however busy the server is.

Real clients with clocks of their own against the real server: what counts is when their last byte was
sent, and not what the server says of it.
"""

import contextlib
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cochair.web.clock import true_now
from ports import free_port

PROJECT = Path(settings.PACKAGE).parent.parent
TOKEN = "a" * 32
GRACE, MARGIN, PATIENCE = 2, 0.05, 120
COCHAIR = "import sys; from cochair.cli import main; sys.exit(main())"
FORM = "application/x-www-form-urlencoded"


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
    """A program that prepares a home and keeps it, and the server of its pages."""

    def __init__(self, home: Path) -> None:
        # Without the settings of the tests: a database and a home of its own.
        paths = os.pathsep.join(str(PROJECT / one) for one in ("src", "tests"))
        self.around = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "PYTEST"))},
            "COCHAIR_HOME": str(home),
            "COCHAIR_DEMO": "yes",
            "COCHAIR_SECRET_KEY": "k" * 50,
            "PYTHONPATH": paths,
        }
        self.keeper = subprocess.Popen(
            [sys.executable, str(PROJECT / "tests/front/installation.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self.around,
        )
        self.cookies: Sequence[str] = self._told()
        self.port = free_port()
        self.server = subprocess.Popen(
            [sys.executable, "-c", COCHAIR, "web", "--port", str(self.port)],
            env=self.around,
            stdout=subprocess.DEVNULL,
        )

    def asked(self, **words: object) -> Any:
        """What the program answers."""
        assert self.keeper.stdin is not None
        self.keeper.stdin.write(json.dumps(words) + "\n")
        self.keeper.stdin.flush()
        return self._told()

    def _told(self) -> Any:
        assert self.keeper.stdout is not None
        return json.loads(self.keeper.stdout.readline())

    def until_it_answers(self) -> None:
        """Wait for the first page."""
        for _again in range(PATIENCE * 2):
            try:
                client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                client.request("GET", "/alive/")
                if client.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.5)
        raise AssertionError("the server does not answer")

    def end(self) -> None:
        """End both."""
        self.server.terminate()
        assert self.keeper.stdin is not None
        self.keeper.stdin.close()
        self.server.wait(PATIENCE)
        self.keeper.wait(PATIENCE)


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


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    found = Installation(tmp_path)
    try:
        found.until_it_answers()
        yield found
    finally:
        found.end()


def on_a_machine_of_its_own() -> None:
    """No client waits for what computes beside the server."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), -15)


def object_to(
    there: Installation, number: int, words: str, cookie: str
) -> tuple[float, float, float]:
    """Send an objection: when it was begun and sent, by this client's clock, and the wait for its
    acknowledgement."""
    client = http.client.HTTPConnection("127.0.0.1", there.port, timeout=PATIENCE)
    client.connect()
    began = true_now().timestamp()
    client.request(
        "POST",
        f"/en/league-concert/decisions/{number}/messages/",
        f"form=objection&words={words}&understood=on",
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
    one = there.asked(seconds=notice, grace=GRACE)
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
    _judge(there, one, seen, tally)


def _judge(
    there: Installation, one: dict, seen: dict[str, tuple[float, float]], tally: Tally
) -> None:
    """By the clocks of the clients: nothing in time is late or lost, and nothing late counts."""
    end, found = one["end"], there.asked(of=one["number"])
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
    if found["stage"] != "broken":
        tally.wrong.append(f"{one['number']} is {found['stage']}")


@pytest.mark.soak
def test_none_of_the_objections_sent_before_the_end_is_late(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, tally = random.randrange(2**32), Tally()
    with busy(4):
        round_of(installation, tally, random.Random(seed), notice=4)
    with capsys.disabled():
        print(f"\nseed {seed}: {tally}")
    assert not tally.wrong, f"seed {seed}: {tally}\n" + "\n".join(tally.wrong[:5])
    assert tally.in_time and tally.too_late


@pytest.mark.soak
def test_of_two_thousand_none_is_late_at_a_load_of_ten(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, tally = random.randrange(2**32), Tally()
    luck = random.Random(seed)
    with busy(12):
        while tally.in_time < 2000:
            round_of(installation, tally, luck, notice=6)
    with capsys.disabled():
        print(f"\nseed {seed}: {tally}")
    assert not tally.wrong, f"seed {seed}: {tally}\n" + "\n".join(tally.wrong[:5])
    assert sorted(tally.waits)[int(len(tally.waits) * 0.99)] < 2
