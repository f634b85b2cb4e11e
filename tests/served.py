"""The real server for tests: an environment, a database, and the processes of `cochair` at a free port."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ports import free_port

PROJECT = Path(__file__).resolve().parents[1]
COCHAIR = ("-c", "import sys; from cochair.cli import main; sys.exit(main())")
PATIENCE = 120
POSTGRES = os.environ.get("COCHAIR_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
# What the tests themselves, or a machine on which somebody works, have around them.
OF_THE_TESTS = ("COCHAIR_", "COV_", "DJANGO_", "PYTEST_")


def around(home: Path, **environment: str) -> dict[str, str]:
    """The environment of a machine on which nothing but the home is set, on SQLite."""
    kept = {name: one for name, one in os.environ.items() if not name.startswith(OF_THE_TESTS)}
    return kept | {
        "COCHAIR_HOME": str(home),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join(str(PROJECT / one) for one in ("src", "tests")),
        **environment,
    }


def done(env: Mapping[str, str], *words: str, given: str = "") -> str:
    """Run a Python program to its end, with what it is given to read; what it printed."""
    ended = subprocess.run(
        [sys.executable, *words],
        cwd=PROJECT,
        env=env,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@dataclass(frozen=True)
class Running:
    """A process of `cochair`, those that it started, and what they said."""

    process: subprocess.Popen[bytes]
    log: Path
    port: int = 0

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def is_alive(self) -> bool:
        """Whether its pages answer."""
        try:
            with urllib.request.urlopen(f"{self.address}/alive/", timeout=PATIENCE) as answer:
                return bool(answer.read() == b"alive")
        except urllib.error.HTTPError:
            raise
        except OSError:
            return False

    def comes_up(self) -> bool:
        """Whether its pages come to answer; False once the process has ended."""
        for _moment in range(PATIENCE * 5):
            if self.process.poll() is not None:
                return False
            if self.is_alive():
                return True
            time.sleep(0.2)
        return False

    def ends(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End all of it at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, by)
            self.process.wait(PATIENCE)
        # Whoever outlived it, where it ended by itself.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def kill(self) -> None:
        """End all of it as a power cut does."""
        self.ends(signal.SIGKILL)


@contextmanager
def running(
    words: Sequence[str], env: Mapping[str, str], *, program: Sequence[str] = COCHAIR, port: int = 0
) -> Iterator[Running]:
    """A command of `cochair` for as long as the test lasts."""
    log = Path(env["COCHAIR_HOME"], f"{words[0]}.log")
    with log.open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, *program, *words],
            cwd=PROJECT,
            env=env,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    found = Running(process, log, port)
    try:
        yield found
    finally:
        found.ends()


@contextmanager
def serving(
    env: Mapping[str, str], *words: str, command: str = "web", program: Sequence[str] = COCHAIR
) -> Iterator[Running]:
    """A server whose pages answer; `words` are further words of its command."""
    port = free_port()
    typed = (command, "--port", str(port), *words)
    with running(typed, env, program=program, port=port) as found:
        if not found.comes_up():
            raise TimeoutError(found.log.read_text())
        yield found


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a database for as long as the test lasts; empty for SQLite."""
    import psycopg

    if kind == "sqlite":
        yield ""
        return
    name = f"cochair_served_{os.getpid()}"
    everywhere = urlsplit(POSTGRES)._replace(path="/postgres").geturl()
    with psycopg.connect(everywhere, autocommit=True, connect_timeout=3) as server:
        server.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        try:
            yield urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]
