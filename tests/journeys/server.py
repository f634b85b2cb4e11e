"""A server of its own for a journey: one home, one process, one clock that can be set."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import served
import tables
from served import COCHAIR, PROJECT

__all__ = ["COCHAIR", "PROJECT", "House", "run", "serving"]


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


def environment(home: Path) -> dict[str, str]:
    """What a process of the demo finds around it."""
    return served.around(home, COCHAIR_DEMO="yes", DJANGO_SETTINGS_MODULE="cochair.settings")


@contextmanager
def serving(home: Path) -> Iterator[House]:
    """A server on a free port, for as long as the journey lasts."""
    with served.serving(environment(home)) as found:
        yield House(found.address, home)
