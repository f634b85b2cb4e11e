"""P1, O2: a real server keeps no connection and no file that nobody uses, and answers again as soon as
its database does.  With `make soak`."""

import http.client
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from served import COCHAIR, PATIENCE, around, database, done, serving

pytestmark = pytest.mark.soak

# The server ends threads that were idle for thirty seconds.
BURSTS, AT_ONCE, BETWEEN = 5, 8, 35
# The first burst comes before every thread of the server has answered once.
MORE = AT_ONCE


@contextmanager
def served(home: Path, url: str) -> Iterator[int]:
    """A server on an empty database, at a port."""
    env = around(home, COCHAIR_SECRET_KEY="k" * 50, DATABASE_URL=url)
    done(env, *COCHAIR, "django", "migrate", "--verbosity", "0")
    with serving(env) as found:
        yield found.port


def answered(port: int, path: str = "/en/", method: str = "GET") -> int:
    """The status of a page, or of what is sent to it."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        client.request(method, path)
        answer = client.getresponse()
        answer.read()
        return answer.status
    finally:
        client.close()


def burst(port: int) -> None:
    """So many pages at once, and as much that is sent: the front treats it otherwise."""
    many = [
        threading.Thread(target=answered, args=(port, "/en/", method))
        for _one in range(AT_ONCE)
        for method in ("GET", "POST")
    ]
    for one in many:
        one.start()
    for one in many:
        one.join()


def files_of(home: Path) -> int:
    """How many files all processes of an installation have open."""
    mine, found = f"COCHAIR_HOME={home}".encode(), 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mine in (process / "environ").read_bytes().split(b"\0"):
                found += len(list((process / "fd").iterdir()))
        except OSError:
            continue
    return found


def connections_to(url: str) -> int:
    """How many connections are open to a database, besides the one that asks."""
    with psycopg.connect(url) as asking:
        row = asking.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    return int(row[0]) - 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_neither_connections_nor_files_grow_over_bursts_with_pauses(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    with database(kind) as url, served(tmp_path, url) as port:
        for _again in range(BURSTS):
            burst(port)
            found.append((files_of(tmp_path), connections_to(url) if url else 0))
            time.sleep(BETWEEN)
    with capsys.disabled():
        print(f"\n{kind}: files and connections after each burst: {found}")
    assert found[-1][0] <= found[0][0] + MORE
    assert found[-1][1] <= found[0][1] + MORE


class Cable:
    """Passes everything on to a database until it is cut, and again when it is mended."""

    def __init__(self, to: tuple[str, int]) -> None:
        self.to, self.open = to, list[socket.socket]()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self._listen()

    def _listen(self) -> None:
        threading.Thread(target=self._take_in, args=(self.door,), daemon=True).start()

    def _take_in(self, door: socket.socket) -> None:
        while True:
            try:
                near, _peer = door.accept()
            except OSError:
                return
            far = socket.create_connection(self.to)
            self.open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while found := one.recv(65536):
                other.sendall(found)
        except OSError:
            pass
        for each in (one, other):
            each.close()

    def cut(self) -> None:
        """Every connection ends, and no other is taken in."""
        # A thread that waits in accept() keeps a closed door open.
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        for one in self.open:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.open.clear()

    def mend(self) -> None:
        """Connections are taken in again, at the same port."""
        self.door = socket.create_server(("127.0.0.1", self.port))
        self._listen()


@contextmanager
def behind_a_cable(url: str) -> Iterator[tuple[str, Cable]]:
    """The address of a database whose connections can be cut."""
    parts = urlsplit(url)
    cable = Cable((parts.hostname or "127.0.0.1", parts.port or 5432))
    user = parts.netloc.rpartition("@")[0]
    yield parts._replace(netloc=f"{user}@127.0.0.1:{cable.port}").geturl(), cable
    cable.cut()


@pytest.mark.parametrize("seconds", [1, 20])
def test_once_the_database_is_back_no_request_fails(
    seconds: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        database("postgresql") as direct,
        behind_a_cable(direct) as (url, cable),
        served(tmp_path, url) as port,
    ):
        burst(port)
        assert answered(port) == 200
        cable.cut()
        began = time.monotonic()
        away = []
        while not away or time.monotonic() - began < seconds:
            away.append(answered(port, "/ready/"))
            time.sleep(0.2)
        cable.mend()
        back = [(answered(port), answered(port, "/ready/")) for _again in range(5)]
    with capsys.disabled():
        print(f"\naway for {seconds} s: {away[:5]} ...; back: {back}; {os.getloadavg()[0]:.0f}")
    assert set(away) == {503}
    # The mail of this server has a worker of its own: it is told as missing, and pages answer.
    assert {page for page, _ready in back} == {200}
