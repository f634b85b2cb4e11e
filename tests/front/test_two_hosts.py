"""G14: the same race on PostgreSQL, with several processes, and on two hosts; and what two hosts share.

A host is a server with a home and a front of its own; database and object store are common.
"""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from accounts.browsing import PASSWORD, SECRET, TOKEN, Browser, code
from cochair.web.clock import true_now
from documents.corpora import office
from front.clients import GRACE, Installation, Tally, busy, installed, object_to, round_of
from ports import free_port
from served import PATIENCE, PROJECT, around, database

pytestmark = pytest.mark.soak

ROUNDS = 2
# A server that has told nothing for so long has ended; then the worker of a busy machine looks.
ENDED, LOOKS = 180, 90


@contextmanager
def object_store(folder: Path) -> Iterator[dict[str, str]]:
    """A store that speaks S3, as settings name it."""
    port = free_port()
    program = [sys.executable, str(PROJECT / "tests/object_store.py"), str(port), "papers"]
    process = subprocess.Popen(program, env=around(folder))
    try:
        yield {
            "COCHAIR_FILES_BUCKET": "papers",
            "COCHAIR_FILES_ENDPOINT": f"http://127.0.0.1:{port}",
            "COCHAIR_FILES_REGION": "us-east-1",
            "COCHAIR_FILES_KEY": "testing",
            "COCHAIR_FILES_SECRET": "testing",
        }
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Installation]:
    """Two hosts, each with a worker."""
    with (
        database("postgresql") as url,
        object_store(tmp_path) as settings,
        installed(tmp_path, url, hosts=2, **settings) as found,
    ):
        yield found


def until(seconds: float, is_so: Callable[[], bool]) -> bool:
    """Whether something comes to be so within so many seconds."""
    end = time.monotonic() + seconds
    while not (found := is_so()) and time.monotonic() < end:
        time.sleep(0.5)
    return found


@pytest.mark.parametrize(("hosts", "processes"), [(1, 1), (1, 2), (2, 1)])
def test_on_postgresql_none_of_the_objections_sent_before_the_end_is_late(
    hosts: int, processes: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, tally = random.randrange(2**32), Tally()
    luck = random.Random(seed)
    with (
        database("postgresql") as url,
        installed(tmp_path, url, hosts=hosts, processes=processes) as there,
        busy(4),
    ):
        for _round in range(ROUNDS):
            round_of(there, tally, luck, notice=5)
        known = there.asked("known")
    with capsys.disabled():
        print(f"\n{hosts} hosts, {processes} processes each, seed {seed}: {tally}")
    assert not tally.wrong, f"seed {seed}: {tally}\n" + "\n".join(tally.wrong[:5])
    assert tally.in_time and tally.too_late
    assert known["doubts"] == []


def test_what_one_host_was_told_the_other_knows(two: Installation) -> None:
    one, other = two.hosts
    assert until(PATIENCE, lambda: all(ready(host.address) == 200 for host in two.hosts))

    # A file that was sent in here is read there.
    paper = two.asked("paper")
    page = f"/en/league-concert/documents/{paper['slug']}/"
    headers = {"Cookie": paper["cookie"], "X-CSRFToken": TOKEN}
    sent = requests.post(
        f"{one.address}{page.removesuffix('/')}/text/en/",
        data={"seen": "0"},
        files={"file": ("paper.docx", office.docx())},
        headers=headers,
        allow_redirects=False,
        timeout=PATIENCE,
    )
    assert sent.status_code == 302, sent.text
    for host in (one, other):
        kept = f"{host.address}/en/league-concert/files/1/"
        read = requests.get(kept, headers=headers, timeout=PATIENCE)
        assert read.status_code == 200 and read.content.startswith(b"PK")

    # Who signed in here is signed in there, and a form that was shown here is sent there.
    two.asked("account", email="ana@example.org", password=PASSWORD, secret=SECRET)
    ana = Browser(one.port)
    assert ana.signs_in("ana@example.org") == 302
    ana.there = other.address
    assert ana.get(f"{ana.there}/en/accounts/2fa/", timeout=PATIENCE).url.endswith("/2fa/")
    ana.signs_out()

    # Wrong passwords are counted together, and a browser that is known here is known there.
    stranger, answers = Browser(one.port), []
    for number in range(7):
        stranger.there = two.hosts[number % 2].address
        answers.append(
            stranger.sends("/en/accounts/login/", login="ana@example.org", password="wrong")
        )
    assert [one.status_code for one in answers] == [200] * 5 + [429] * 2
    used = code()
    assert until(PATIENCE, lambda: code() != used)
    assert ana.signs_in("ana@example.org") == 302

    # Of two workers one gives the witness, and neither host doubts what the other wrote.
    two.asked("witnesses", email="register@league.example.org")
    assert until(PATIENCE, lambda: bool(two.asked("known")["witnesses"]))
    time.sleep(10)
    known = two.asked("known")
    assert len(known["witnesses"]) == 1 and known["doubts"] == []
    assert len(known["pulses"]) == 2 and max(known["pulses"]) < PATIENCE


def ready(address: str) -> int:
    """What a host says of itself."""
    return requests.get(f"{address}/ready/", timeout=PATIENCE).status_code


def test_a_host_that_is_killed_is_waited_for_three_minutes_and_nothing_acknowledged_is_lost(
    two: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = two.hosts
    assert until(PATIENCE, lambda: len(two.asked("known")["pulses"]) == 2)
    quiet = two.asked("silence", seconds=8, grace=GRACE)
    noisy = two.asked("silence", seconds=8, grace=GRACE)
    kept: list[str] = []

    def objects(which: int, cookie: str) -> None:
        words = f"No.{which}"
        try:
            object_to(two, noisy["number"], words, cookie)
        except OSError:
            return
        kept.append(words)

    clients = [threading.Thread(target=objects, args=told) for told in enumerate(two.cookies)]
    for each in clients:
        each.start()
    assert until(PATIENCE, lambda: len(kept) > 3)
    other.kill()
    killed = true_now().timestamp()
    for each in clients:
        each.join()
    found = two.asked("became", number=noisy["number"])
    assert set(kept) <= set(found["stamps"]) and found["stage"] == "broken"

    def stage() -> str:
        return str(two.asked("became", number=quiet["number"])["stage"])

    time.sleep(max(0.0, killed + 60 - true_now().timestamp()))
    assert stage() == "closing"
    assert until(ENDED + LOOKS, lambda: stage() == "passed")
    waited = true_now().timestamp() - killed
    with capsys.disabled():
        print(f"\n{len(kept)} acknowledged; passed {waited:.0f} s after a host was killed")
    assert waited < ENDED + LOOKS
    assert ready(one.address) == 200 and two.asked("known")["doubts"] == []
