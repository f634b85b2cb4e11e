"""Those who take in and answer requests go before other programs of the machine.

Whoever objects in the last second waits for the answer, and letters, archives or a neighbour can wait.
Only where the system allows it: `LimitNICE` of systemd, or an administrator.
Source: docs/decisions/0052, docs/how-to/install-on-a-server.md.
"""

import contextlib
import os

# As `nice` counts: from -20, first, to 19, last; 0 is everybody's.
FIRST = -10


def go_first() -> None:
    """Let this process, and what it starts from now on, go before others, if it may."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, min(FIRST, os.getpriority(os.PRIO_PROCESS, 0)))
