"""A process that answers ends with the one that started it, however that one ended.

Else it would go on holding the port and the database of a server that nobody watches: no pulse is kept for
it, and none could be started in its place.
"""

import os
import threading
import time

from cochair.web.inflight import FOLDER

BETWEEN = 1.0
# The front, which ends as well, hands on what is under way for ten seconds.
LAST_ANSWERS = 12.0


def end_with_parent() -> None:
    """In a process of `cochair web`: look every second whether the one that started it is there."""
    if FOLDER in os.environ:
        threading.Thread(target=_follow, args=(os.getppid(),), name="parent", daemon=True).start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(BETWEEN)
    time.sleep(LAST_ANSWERS)
    os._exit(1)
