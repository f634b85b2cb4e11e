"""Processes that are killed without warning: one that takes in objections, one that closes and tells, and
the database under both.

Django is loaded once and the processes are forks, so that a life takes a moment.  What a process
wrote into its pipe was acknowledged: that is all that the one who kills knows.
"""

import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from django.db import connections

PATIENCE = 30
SERVER = "/usr/lib/postgresql/*/bin"


@dataclass
class Life:
    """A process and what it said so far."""

    pid: int
    out: int
    said: bytes = b""

    def lines(self) -> list[str]:
        """Everything that it acknowledged, whole lines only."""
        while chunk := os.read(self.out, 65536):
            self.said += chunk
        return self.said.decode().split("\n")[:-1]


def heard(life: Life, lines: int, patience: float) -> None:
    """Wait until a life has acknowledged so much, has ended, or so many seconds have passed."""
    until = time.monotonic() + patience
    while life.said.count(b"\n") < lines and (left := until - time.monotonic()) > 0:
        if not select.select([life.out], [], [], left)[0]:
            return
        chunk = os.read(life.out, 65536)
        if not chunk:
            return
        life.said += chunk


def born(job: Callable[[Callable[[str], None]], None]) -> Life:
    """Begin a life that does a job; `say` acknowledges, in one write."""
    connections.close_all()
    read, write = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(write)
        return Life(pid, read)
    os.close(read)
    status = 1
    try:
        for number in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
        # In a thread of its own: a database in memory is not inherited there, a new one is opened.
        does = threading.Thread(target=_do, args=(job, write), daemon=True)
        does.start()
        does.join()
        status = 0
    finally:
        os._exit(status)


def _do(job: Callable[[Callable[[str], None]], None], write: int) -> None:
    def say(word: str) -> None:
        os.write(write, f"{word}\n".encode())

    job(say)
    connections.close_all()


def killed(life: Life) -> list[str]:
    """End a life as a power cut does; what it had acknowledged."""
    with suppress(ProcessLookupError):
        os.kill(life.pid, signal.SIGKILL)
    os.waitpid(life.pid, 0)
    try:
        return life.lines()
    finally:
        os.close(life.out)


def ended(life: Life) -> list[str]:
    """Wait until a life ends by itself; what it acknowledged."""
    try:
        said = life.lines()
    finally:
        os.close(life.out)
    _pid, status = os.waitpid(life.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, said
    return said


@dataclass
class Server:
    """A PostgreSQL of one's own, which may be killed."""

    folder: Path
    port: int
    programs: Path

    def start(self) -> None:
        """Start it, or start it again: what was committed comes back."""
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        # What a killed process wrote, the machine keeps: to ask the disk as well, for every file when
        # it comes back, proves nothing more, and takes most of the time.  It waits for its log.
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            " -c fsync=off -c synchronous_commit=on"
        )
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def kill(self) -> None:
        """Kill all of it at once, and it alone."""
        main = int((self.folder / "postmaster.pid").read_text().split()[0])
        for pid in [main, *_children(main)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while _is_there(main):
            time.sleep(0.01)
        time.sleep(0.05)

    def tables_of(self, told: Mapping[str, object]) -> str:
        """The tables of another database, without what is in them, as SQL."""
        around = {**os.environ, "PGPASSWORD": str(told["PASSWORD"] or "")}
        words = ["-h", told["HOST"] or "127.0.0.1", "-p", told["PORT"] or 5432, "-U", told["USER"]]
        done = subprocess.run(
            [self.programs / "pg_dump", "-s", "-O", "-x", *map(str, words), str(told["NAME"])],
            env=around,
            capture_output=True,
            text=True,
            check=True,
        )
        lines = done.stdout.splitlines()
        return "\n".join(line for line in lines if not line.startswith("\\"))

    def prepare(self, tables: str) -> None:
        """A database with these tables."""
        import psycopg

        where = f"host=127.0.0.1 port={self.port} user=postgres dbname="
        with psycopg.connect(f"{where}postgres", autocommit=True) as made:
            made.execute("CREATE DATABASE cochair")
        with psycopg.connect(f"{where}cochair", autocommit=True) as made:
            made.execute(tables)  # type: ignore[call-overload]

    def run(self, program: str, *words: str) -> None:
        """Run one of its programs, as somebody who is not root."""
        user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [str(self.programs / program), "-D", str(self.folder), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=PATIENCE * 2,
            check=False,
            cwd="/",
            **user,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, done.stderr.decode()


@contextmanager
def a_server_of_its_own(port: int) -> Iterator[Server | None]:
    """A private PostgreSQL in a folder that is thrown away; None where its programs are missing."""
    programs = server_programs()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="cochair-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres", name], check=True)
        server = Server(folder / "data", port, programs)
        server.run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            connections.close_all()
            server.kill()


def server_programs() -> Path | None:
    """The folder with the programs of a PostgreSQL server, if there is one to be used."""
    for folder in sorted(Path("/").glob(SERVER.lstrip("/")), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = which("initdb")
    return Path(found).resolve().parent if found else None


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in found.read_text().split()] if found.exists() else []


def _is_there(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def chance(seed: int) -> random.Random:
    """Chance that can be had again."""
    return random.Random(seed)
