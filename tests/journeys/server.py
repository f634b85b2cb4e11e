"""A server of its own for a journey: one home, one process, one clock that can be set."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile, copytree, rmtree

import served
import tables
from served import COCHAIR, PROJECT

__all__ = ["COCHAIR", "PROJECT", "House", "prepared", "run", "serving"]


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
    return served.done(environment(home), *words)


def prepared(home: Path, program: Path, *words: str) -> None:
    """A home as a program prepares it with these words: it does so once in a run, whoever asks first,
    and what it made is copied."""
    from django.conf import settings

    made = Path(settings.COCHAIR_HOME, "-".join((f"home-of-{program.stem}", *words)))
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = made.with_suffix(".new")
            # What a run before this one did not finish.
            rmtree(making, ignore_errors=True)
            making.mkdir()
            run(making, str(program), str(making), *words)
            making.rename(made)
    copytree(made, home, dirs_exist_ok=True)


def environment(home: Path) -> dict[str, str]:
    """What a process of the demo finds around it."""
    return served.around(home, COCHAIR_DEMO="yes", DJANGO_SETTINGS_MODULE="cochair.settings")


@contextmanager
def serving(home: Path) -> Iterator[House]:
    """A server on a free port, for as long as the journey lasts."""
    with served.serving(environment(home)) as found:
        yield House(found.address, home)
