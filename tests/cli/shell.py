"""A command line typed in a process of its own, and what any command line answers."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from served import COCHAIR, PROJECT, around


@dataclass(frozen=True)
class Said:
    """The exit status, what was printed, and what was said on standard error."""

    status: int
    out: str
    err: str

    @property
    def refused(self) -> str:
        """The one message of a command that could not do it, and that printed nothing else."""
        assert (self.status, self.out) == (2, ""), self
        assert "Traceback" not in self.err
        return self.err.strip()


type Say = Callable[..., Said]


def type_in(home: Path, *words: str, **environment: str) -> Said:
    """Type a command in a process of its own, with a home of its own, on SQLite."""
    done = subprocess.run(
        [sys.executable, *COCHAIR, *words],
        cwd=PROJECT.parent,
        env=around(home, **environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Said(done.returncode, done.stdout, done.stderr)
