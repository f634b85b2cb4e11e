"""A server of its own for a journey: one home, one process, one clock that can be set."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import tables
from ports import free_port

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 60
COCHAIR = ("-c", "import sys; from cochair.cli import main; sys.exit(main())")


@dataclass(frozen=True)
class House:
    """A running installation of the demo: where it answers, and where it keeps its data."""

    address: str
    home: Path

    def set_clock(self, instant: datetime | str) -> None:
        """From now on it is this instant, and time goes on from there."""
        from django.test import override_settings

        from cochair.web.clock import clock

        if isinstance(instant, str):
            instant = datetime.fromisoformat(instant)
        with override_settings(DEMO=True, COCHAIR_HOME=self.home):
            clock.set(instant.astimezone(UTC))

    def cochair(self, *words: str) -> str:
        """What the command line says of this installation."""
        return run(self.home, *COCHAIR, *words)


def run(home: Path, *words: str) -> str:
    """Run a Python program with this home; what it printed."""
    database = home / tables.DATABASE
    if not database.exists():
        # To make the tables takes longer than all that a story does next.
        copyfile(tables.empty(), database)
    done = subprocess.run(
        [sys.executable, *words],
        cwd=PROJECT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(home: Path) -> dict[str, str]:
    """What a process of the demo finds around it."""
    path = os.pathsep.join([str(PROJECT / "src"), str(PROJECT / "tests")])
    return {
        **os.environ,
        "COCHAIR_HOME": str(home),
        "COCHAIR_DEMO": "yes",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "cochair.settings",
        "PYTHONPATH": path,
    }


@contextmanager
def serving(home: Path) -> Iterator[House]:
    """A server on a free port, for as long as the journey lasts."""
    port = free_port()
    house = House(f"http://127.0.0.1:{port}", home)
    log = (home / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, *COCHAIR, "web", "--port", str(port)],
        cwd=PROJECT,
        env=environment(home),
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _until_alive(house, process)
        yield house
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=PATIENCE)
        log.close()


def _until_alive(house: House, process: subprocess.Popen[bytes]) -> None:
    for _moment in range(PATIENCE * 10):
        assert process.poll() is None, (house.home / "server.log").read_text()
        try:
            with urllib.request.urlopen(f"{house.address}/alive/", timeout=5):
                assert process.poll() is None, (house.home / "server.log").read_text()
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise TimeoutError((house.home / "server.log").read_text())
