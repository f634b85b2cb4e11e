"""What the pages of meetings cost in production mode, asked over HTTP as a browser asks.

As a program it measures the database of DATABASE_URL; `bench.py` runs it once for each.  The
processor's time of the server, the database and the client tells what the machine could answer
if nothing else ran on it; the wall's time does not.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import bench_world

if TYPE_CHECKING:
    from cochair.features.parties.models import Forum
    from cochair.features.parties.offices import ActingOffice

RUNS, ASKED, CLIENTS = 5, 60, 8
# So many PDFs, and seconds after which no process that set them is left.
PRINTED, PAUSE, AGENDA = 200, 8, "provisional-1"
SCRIPTS = Path(sys.executable).parent
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/cochair_bench_meetings"
TICKS = os.sysconf("SC_CLK_TCK")

type Say = Callable[[str, str, str], None]


def both() -> None:
    """Measure in processes of their own: SQLite, and PostgreSQL where it answers."""
    for url in ("", os.environ.get("COCHAIR_BENCH_MEETINGS", POSTGRESQL)):
        subprocess.run([sys.executable, str(Path(__file__)), url], check=False, env={**os.environ})


def main(url: str) -> int:
    """Fill a database and measure; prints figures, and nothing where no server answers."""
    import bench_search

    if url and not bench_search._fresh(url):
        print("meetings on PostgreSQL: no server answers, not measured")
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COCHAIR_HOME": home, "COCHAIR_DEMO": "yes", "DATABASE_URL": url}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
        import django

        django.setup()
        from cochair.cli.main import main as cochair

        cochair(["demo", "--no-serve"])
        where = "PostgreSQL" if url else "SQLite"
        measure(url, lambda what, figure, target: _say(f"{what}, {where}", figure, target))
    return 0


def measure(url: str, say: Say) -> None:
    """The page of a big meeting, then the desk, the calendar and the list over a long history."""
    from django.db import connection

    from cochair.web.clock import clock

    meeting = bench_world.meeting()
    forum = bench_world.fullest()
    account, hat = bench_world.office("presidency.")
    cookie = bench_world.cookie(account)
    secret = _feed(forum, hat)
    connection.close()
    page = f"/en/{forum.slug}/meetings/{meeting.slug}/"
    with _served(url) as (port, process):
        for name, path in (("a meeting", page), ("its documents", f"{page}documents/")):
            _page(say, name, port, process, path, cookie, url)
        _memory(say, process, url)
        _alone(say, "PDF of an agenda", port, f"{page}agenda/versions/{AGENDA}.pdf", cookie, 120)
        _printed(say, port, process, forum.slug, cookie, url)
    bench_world.documents(2000 - bench_world.DOCUMENTS, series="DESK")
    bench_world.history(1000)
    bench_world.noted(forum, clock.now())
    connection.close()
    with _served(url) as (port, _process):
        _alone(
            say, "language desk, 2,000 documents", port, f"/en/{forum.slug}/languages/", cookie, 150
        )
        _alone(say, "calendar of 1,000 meetings", port, secret, "", 40)
    bench_world.history(9000, first=1000)
    bench_world.noted(forum, clock.now())
    connection.close()
    with _served(url) as (port, _process):
        _alone(
            say, "list of 10,000 meetings, a page", port, f"/en/{forum.slug}/meetings/", cookie, 40
        )


def _printed(say: Say, port: int, process: int, forum: str, cookie: str, url: str) -> None:
    """The processor's time of a PDF, and the memory after many and a pause."""
    paths = [
        f"/en/{forum}/documents/bench-2026-{1 + n % bench_world.DOCUMENTS}/init/en.pdf"
        for n in range(PRINTED)
    ]
    before = _spent(process, url)

    async def ask() -> None:
        left = iter(paths)

        async def one() -> None:
            for path in left:
                assert (await _get(port, path, cookie))[0] == 200, path

        await asyncio.gather(*(one() for _number in range(CLIENTS)))

    asyncio.run(ask())
    spent = 1000 * (_spent(process, url) - before) / PRINTED
    say("PDF of a document, processor's time", f"{spent:.1f} ms", "")
    time.sleep(PAUSE)
    _memory(say, process, url, f", after {PRINTED} PDFs")


def _feed(forum: "Forum", hat: "ActingOffice") -> str:
    from cochair.features.calendars import actions, personal_calendar
    from cochair.web.clock import clock

    _row, secret = actions.make_feed(forum, by=hat, at=clock.now())
    return urlsplit(personal_calendar.address(forum, secret, "en")).path


def _page(say: Say, name: str, port: int, process: int, path: str, cookie: str, url: str) -> None:
    """One client and eight, five runs of each; the median run counts."""
    alone = sorted(_run(port, path, cookie, 1)[1] for _run_number in range(RUNS))
    say(f"page of {name}, one client, p95", f"{alone[RUNS // 2]:.1f} ms", "<= 40 ms")
    before = _spent(process, url)
    rates = sorted(_run(port, path, cookie, CLIENTS)[2] for _run_number in range(RUNS))
    spent = 1000 * (_spent(process, url) - before) / (RUNS * ASKED)
    target = ">= 150/s" if url else ">= 80/s"
    say(f"page of {name}, {CLIENTS} clients", f"{rates[RUNS // 2]:.0f}/s", target)
    say(f"page of {name}, processor's time for one answer", f"{spent:.1f} ms", "")


def _alone(say: Say, name: str, port: int, path: str, cookie: str, target: int) -> None:
    found = sorted(_run(port, path, cookie, 1, asked=ASKED // 3)[1] for _number in range(RUNS))
    say(f"{name}, p95", f"{found[RUNS // 2]:.1f} ms", f"<= {target} ms")


def _memory(say: Say, process: int, url: str, after: str = "") -> None:
    """What all processes of the server hold, shared pages counted once."""
    total = sum(_held(one) for one in _tree(process))
    say(
        f"memory of {2 if url else 1} web processes and their parent{after}",
        f"{total:.0f} MB",
        "<= 300 MB",
    )


@contextmanager
def _served(url: str) -> Iterator[tuple[int, int]]:
    """The server as the how-to starts it: two processes on PostgreSQL, one on SQLite."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(SCRIPTS / "cochair"), "web", "--port", str(port)]
    if url:
        command += ["--processes", "2"]
    environment = {**os.environ, "COCHAIR_DEMO": "no"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(30)


def _wait(port: int) -> None:
    for _turn in range(120):
        try:
            if asyncio.run(_get(port, "/alive/", ""))[0] == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("The server did not answer within a minute.")


def _run(
    port: int, path: str, cookie: str, clients: int, asked: int = ASKED
) -> tuple[float, float, float]:
    """Median and p95 in milliseconds, answers a second; every process is warm before."""
    return asyncio.run(_asked(port, path, cookie, clients, asked))


async def _asked(
    port: int, path: str, cookie: str, clients: int, asked: int
) -> tuple[float, float, float]:
    await asyncio.gather(*(_get(port, path, cookie) for _number in range(8)))
    left, times = [asked], []

    async def ask() -> None:
        while left[0] > 0:
            left[0] -= 1
            started = time.perf_counter()
            status, size = await _get(port, path, cookie)
            times.append(1000 * (time.perf_counter() - started))
            assert status == 200 and size > 1000, (path, status, size)

    started = time.perf_counter()
    await asyncio.gather(*(ask() for _number in range(clients)))
    taken = time.perf_counter() - started
    return statistics.median(times), statistics.quantiles(times, n=20)[18], len(times) / taken


async def _get(port: int, path: str, cookie: str) -> tuple[int, int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        "Connection: close\r\n\r\n".encode()
    )
    answer = await reader.read()
    writer.close()
    return int(answer[9:12]), len(answer)


def _spent(process: int, url: str) -> float:
    """Seconds of the processor that the server, its database and this client have used."""
    ours = time.process_time()
    return ours + sum(map(_used, (*_tree(process), *_backends(url))))


def _backends(url: str) -> list[int]:
    if not url:
        return []
    import psycopg

    name = urlsplit(url).path[1:]
    with psycopg.connect(url.replace(f"/{name}", "/postgres")) as connection:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
        return [row[0] for row in connection.execute(asked, [name])]


def _used(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    # With that of the children that have ended.
    return sum(map(int, fields[11:15])) / TICKS


def _held(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def _tree(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(one for child in children for one in _tree(int(child)))]


def _say(what: str, figure: str, target: str) -> None:
    print(f"{what:78} {figure:>12} {target:>10}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DATABASE_URL", "")))
