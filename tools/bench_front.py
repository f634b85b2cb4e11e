"""What the defences cost an ordinary page: the front before the server, and the steps around a view.

The same page of one running server is asked through its front and at the socket of those who answer, in
turns; the steps are those of MIDDLEWARE that defend, each around nothing.
"""

import http.client
import os
import socket
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import bench_meetings
import bench_world

if TYPE_CHECKING:
    from cochair.features.accounts.models import Account

ASKED, STEPS, TARGET = 60, 2000, "<= 2 ms"
DEFENCES = (
    "cochair.web.connections.kept",
    "cochair.web.security_log.numbered",
    "cochair.web.access_log.written",
    "cochair.features.accounts.middleware.slowed",
    "cochair.features.accounts.sessions.used",
    "cochair.web.middleware.strangers",
    "cochair.web.middleware.unkept",
)

type Say = Callable[[str, str, str], None]


class AtTheSocket(http.client.HTTPConnection):
    """A connection to those who answer behind the front."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self.path = path

    def connect(self) -> None:
        """To the socket in the file system."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))


def measure(say: Say) -> None:
    """Print the figures of the desk of the fullest forum for a co-presidency."""
    account, _hat = bench_world.office("presidency.")
    forum = bench_world.fullest()
    page, cookie = f"/en/{forum.slug}/home/", bench_world.cookie(account)
    _through_the_front(page, cookie, say)
    _steps(page, account, say)
    _before_an_act(forum.slug, say)


def _through_the_front(page: str, cookie: str, say: Say) -> None:
    from django.db import connection

    connection.close()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = folder
        try:
            with bench_meetings._served("") as (port, process):
                (path,) = Path(folder).glob("cochair-*/web.sock")
                ways = {
                    "front": lambda: http.client.HTTPConnection("127.0.0.1", port),
                    "alone": lambda: AtTheSocket(path),
                }
                for name, address in (("/alive/", "/alive/"), ("desk/", page)):
                    took = _in_turns(
                        {way: _asks(made, address, cookie) for way, made in ways.items()}
                    )
                    say(f"{name} without the front, median", f"{took['alone']:.2f} ms", "")
                    added = took["front"] - took["alone"]
                    say(f"{name}, what the front adds", f"{added:.2f} ms", TARGET)
                    # That does not depend on what else the machine does.
                    before = _spent_by_the_front(process)
                    for _turn in range(ASKED * 2):
                        _asks(ways["front"], address, cookie)()
                    spent = 1000 * (_spent_by_the_front(process) - before) / (ASKED * 2)
                    say(f"{name}, the processor's time of the front", f"{spent:.2f} ms", TARGET)
        finally:
            del os.environ["TMPDIR"]


def _spent_by_the_front(process: int) -> float:
    """Seconds of the processor that the front of a server has used."""
    (front,) = (
        one
        for one in bench_meetings._tree(process)
        if b"cochair.front" in Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
    )
    return bench_meetings._used(front)


def _asks(
    made: Callable[[], http.client.HTTPConnection], address: str, cookie: str
) -> Callable[[], object]:
    def ask() -> None:
        client = made()
        client.request("GET", address, headers={"Cookie": cookie, "Connection": "close"})
        answer = client.getresponse()
        answer.read()
        assert answer.status == 200, (address, answer.status)
        client.close()

    return ask


def _in_turns(
    works: dict[str, Callable[[], object]], clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """The median of each in milliseconds, one after another, so that noise meets all of them."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(ASKED):
        for name, work in works.items():
            began = clock()
            work()
            # The first few wait for what is read once.
            if turn > ASKED // 10:
                took[name].append(1000 * (clock() - began))
    return {name: statistics.median(times) for name, times in took.items()}


def _steps(page: str, account: "Account", say: Say) -> None:
    """The steps that defend, each around nothing: of two pages of 20 ms the difference is noise."""
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import Client
    from django.utils.module_loading import import_string

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request, answer = client.get(page).wsgi_request, HttpResponse("answered")
    added = 0.0
    for name in DEFENCES:
        step = import_string(name)(lambda _request: answer)
        step(request)
        began = time.process_time()
        for _turn in range(STEPS):
            step(request)
        added += 1000 * (time.process_time() - began) / STEPS
    say("what the steps that defend add, of the processor", f"{added:.3f} ms", TARGET)


def _before_an_act(forum: str, say: Say) -> None:
    """The look at clock, mark and doubts before everything that is sent."""
    from cochair.features.parties import ledger_watch
    from cochair.journal import doubts, watch
    from cochair.web.clock import clock

    kept, watch.is_watched = watch.is_watched, lambda: True
    try:
        ledger_watch.look(clock.now)

        def look() -> None:
            ledger_watch.look_at_clock(clock.now)
            doubts.refusals(forum)

        took = _in_turns({"look": look}, time.process_time)
    finally:
        watch.is_watched = kept
    say("the look at the clock and at doubts before an act", f"{took['look']:.2f} ms", TARGET)


def main() -> None:
    """Prepare the demonstration and measure."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COCHAIR_HOME": home, "COCHAIR_DEMO": "yes", "DATABASE_URL": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
        import django

        django.setup()
        from cochair.cli.main import main as cochair

        cochair(["demo", "--no-serve"])
        measure(bench_meetings._say)


if __name__ == "__main__":
    main()
