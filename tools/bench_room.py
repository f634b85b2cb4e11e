"""Two hundred screens that follow one meeting: how soon an act is on all of them.

Each screen is a browser with a session of its own that asks once a second, as `room.js` does, over
a connection that stays open.  A co-chair acts through the page's own form; what counts is the time
from sending it until the last screen has what changed.  As a program it measures the database of
DATABASE_URL; `bench.py` runs it once for each.
"""

import asyncio
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import bench_meetings
import bench_sitting

SCREENS, ACTS, EVERY, QUIET = 200, 12, 1.0, 5
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/cochair_bench_room"
SECRET = re.compile(r"csrftoken=[^;]+")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def both() -> None:
    """Measure in processes of their own: SQLite, and PostgreSQL where it answers."""
    for url in ("", os.environ.get("COCHAIR_BENCH_ROOM", POSTGRESQL)):
        subprocess.run([sys.executable, str(Path(__file__)), url], check=False, env={**os.environ})


def main(url: str) -> int:
    """Fill a database and measure; prints figures, and nothing where no server answers."""
    import bench_search

    if url and not bench_search._fresh(url):
        print("the room on PostgreSQL: no server answers, not measured")
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COCHAIR_HOME": home, "COCHAIR_DEMO": "yes", "DATABASE_URL": url}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
        import django

        django.setup()
        from cochair.cli.main import main as cochair

        cochair(["demo", "--no-serve"])
        where = "PostgreSQL" if url else "SQLite"
        measure(
            url,
            lambda what, figure, target: bench_meetings._say(f"{what}, {where}", figure, target),
        )
    return 0


def measure(url: str, say: bench_meetings.Say) -> None:
    """Two hundred screens that only ask, then the same while a co-chair acts every few seconds."""
    from django.db import connection

    room = bench_sitting.room(SCREENS)
    connection.close()
    with bench_meetings._served(url) as (port, process):
        found = asyncio.run(_followed(port, room, lambda: _served_with(process, url)))
    say(f"{SCREENS} room screens: an act is on all, median", f"{found.median:.2f} s", "<= 2 s")
    say(
        f"{SCREENS} room screens: an act is on all, slowest of {ACTS}",
        f"{found.slowest:.2f} s",
        "<= 2 s",
    )
    say(f"{SCREENS} room screens: an answer “nothing changed”, p95", f"{found.quiet:.1f} ms", "")
    say(
        f"{SCREENS} room screens: answers a second",
        f"{found.rate:.0f}/s",
        f">= {SCREENS * 0.9:.0f}/s",
    )
    say(
        f"{SCREENS} room screens: the server's processor, a quiet second",
        f"{found.rest:.0f} ms",
        "<= 300 ms",
    )
    say(
        f"{SCREENS} room screens: the server's processor, for one act",
        f"{found.work:.0f} ms",
        "<= 1500 ms",
    )


@dataclass(frozen=True)
class Found:
    """What was measured: seconds, and milliseconds for a quiet answer."""

    median: float
    slowest: float
    quiet: float
    rate: float
    rest: float
    work: float


@dataclass
class Screen:
    """One browser: what it shows, and since when."""

    path: str
    cookie: str
    etag: str = ""
    changed: float = 0.0
    quiet: list[float] = field(default_factory=list)
    answers: int = 0


def _served_with(process: int, url: str) -> float:
    """Seconds of the processor that the server and its database have used, without this client."""
    return bench_meetings._spent(process, url) - time.process_time()


async def _followed(port: int, room: bench_sitting.Room, used: Callable[[], float]) -> Found:
    screens = [Screen(path, cookie) for path, cookie in room.screens]
    over = asyncio.Event()
    following = [asyncio.create_task(_follow(port, one, over)) for one in screens]
    await _until_up(screens, following)
    for one in screens:
        one.quiet.clear()
        one.answers = 0
    before = used()
    await asyncio.sleep(QUIET)
    rest = (used() - before) / QUIET
    began, took, before = time.perf_counter(), [], used()
    for number in range(ACTS):
        await asyncio.sleep(2 + random.random())
        sent = time.perf_counter()
        await _act(port, room, number)
        while any(one.changed < sent for one in screens):
            assert time.perf_counter() - sent < 30, "An act did not reach all screens."
            await asyncio.sleep(0.01)
        took.append(max(one.changed for one in screens) - sent)
    taken, spent = time.perf_counter() - began, used() - before
    over.set()
    await asyncio.gather(*following)
    quiet = [1000 * each for one in screens for each in one.quiet]
    return Found(
        statistics.median(took),
        max(took),
        statistics.quantiles(quiet, n=20)[18],
        sum(one.answers for one in screens) / (taken + QUIET),
        1000 * rest,
        1000 * max(0.0, spent - rest * taken) / ACTS,
    )


async def _until_up(screens: list[Screen], following: list[asyncio.Task[None]]) -> None:
    """Every screen has loaded, and a few quiet seconds have passed."""
    for _turn in range(60):
        for task in following:
            if task.done():
                task.result()
        if all(one.etag for one in screens):
            return await asyncio.sleep(3)
        await asyncio.sleep(0.5)
    raise TimeoutError("The screens did not come up within half a minute.")


async def _follow(port: int, screen: Screen, over: asyncio.Event) -> None:
    await asyncio.sleep(random.random() * EVERY)
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    while not over.is_set():
        asked = time.perf_counter()
        status, headers, _body = await _asked(reader, writer, port, screen)
        took = time.perf_counter() - asked
        screen.answers += 1
        if status == 304:
            screen.quiet.append(took)
        else:
            assert status == 200, status
            screen.etag, screen.changed = headers["etag"], time.perf_counter()
        await asyncio.sleep(EVERY)
    writer.close()


async def _asked(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, screen: Screen
) -> tuple[int, dict[str, str], bytes]:
    known = f"If-None-Match: {screen.etag}\r\n" if screen.etag else ""
    writer.write(
        f"GET {screen.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {screen.cookie}\r\n"
        f"{known}\r\n".encode()
    )
    return await _read(reader)


async def _read(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    headers: dict[str, str] = {}
    for one in lines:
        name, _colon, value = one.partition(":")
        known = headers.get(name.lower(), "")
        headers[name.lower()] = f"{known}; {value.strip()}" if known else value.strip()
    status = int(first.split()[1])
    if status == 304:
        return status, headers, b""
    return status, headers, await reader.readexactly(int(headers["content-length"]))


async def _act(port: int, room: bench_sitting.Room, number: int) -> None:
    """Put the next item on the floor by the form of the page, as a co-chair does."""
    status, headers, page = await _once(port, "GET", room.page, room.chair, "")
    assert status == 200, status
    token = TOKEN.search(page.decode())
    assert token is not None
    cookie = SECRET.search(headers["set-cookie"])
    assert cookie is not None
    secret = cookie[0]
    body = urlencode({"csrfmiddlewaretoken": token[1], "seen": number})
    path = f"{room.page}items/{room.items[number]}/opening/"
    status, _headers, _page = await _once(port, "POST", path, f"{room.chair}; {secret}", body)
    assert status == 302, (status, path)


async def _once(
    port: int, method: str, path: str, cookie: str, body: str
) -> tuple[int, dict[str, str], bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    writer.write(
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
    )
    found = await _read(reader)
    writer.close()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DATABASE_URL", "")))
