"""Child processes that do one kind of work for this one: how they are started, and limited.

The two halves of one promise: a child gets nothing of its parent but what it is told, and gives up
what it does not need before it looks at it.  No Django in here: a child starts in little time.
"""

import contextlib
import importlib
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

# Not on every platform; looked for now, since a child may give up the right to read it.
_resource: Any = None
with contextlib.suppress(ImportError):
    _resource = importlib.import_module("resource")


def start(module: str) -> subprocess.Popen[bytes]:
    """Start `python -m module` with pipes for its input and output; raises OSError.

    It has no environment, no folder of ours, no open file, and is in a session of its own.
    """
    return subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def limit(most: Mapping[str, int]) -> None:
    """Limit the process that calls this, for good, as far as the platform lets.

    `most` has the names of `resource`, such as RLIMIT_CPU, with seconds or octets.  A file that it
    could write, and a picture of its memory after a crash, are never allowed.
    """
    for name, value in {**most, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}.items():
        known = getattr(_resource, name, None)
        if known is not None:
            with contextlib.suppress(ValueError, OSError):
                _resource.setrlimit(known, (value, value))
