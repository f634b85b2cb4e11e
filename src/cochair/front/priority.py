"""Those who take in and answer requests go before other programs of the machine.

Whoever objects in the last second waits for the answer, and letters, archives or a neighbour can wait,
except while they hold what the answer waits for.
Only where the system allows it: `LimitNICE` of systemd, or an administrator.
Source: docs/decisions/0052, docs/how-to/install-on-a-server.md.
"""

import contextlib
import os
import threading

# As `nice` counts: from -20, first, to 19, last; 0 is everybody's.
FIRST = -10


def go_first() -> None:
    """Let this process, and what it starts from now on, go before others, if it may."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, min(FIRST, os.getpriority(os.PRIO_PROCESS, 0)))


def go_first_while_holding() -> int | None:
    """Let this thread go first while it holds what others wait for; how it went before, for `go_as`,
    and None where nothing changes."""
    thread = threading.get_native_id()
    try:
        before = os.getpriority(os.PRIO_PROCESS, thread)
        if before <= FIRST:
            return None
        os.setpriority(os.PRIO_PROCESS, thread, FIRST)
    except OSError:
        return None
    return before


def go_as(before: int | None) -> None:
    """Let this thread go as it went before it held something."""
    if before is not None:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), before)
