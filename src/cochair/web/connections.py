"""Connections to the database end with the threads that made them.

The server ends threads that were idle for a while, and starts others.  A connection belongs to its
thread; that of an ended one would stay open for nobody, until the database takes in no other (P1).
"""

import threading
from collections.abc import Callable
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

type Next = Callable[[HttpRequest], HttpResponse]

# The threads of this process, by the numbers that the system gives them (Linux; elsewhere nothing is
# closed but by age).
THREADS = Path("/proc/self/task")
_GATE = threading.Lock()
_KEPT: dict[int, BaseDatabaseWrapper] = {}


def kept(get_response: Next) -> Next:
    """Note whose connection each is, and close those of threads that have ended."""

    def answer(request: HttpRequest) -> HttpResponse:
        own = connections[DEFAULT_DB_ALIAS]
        # Only a thread that is new can have come in the place of one that has ended.
        if _KEPT.get(threading.get_native_id()) is not own:
            close_left(own)
        return get_response(request)

    return answer


def close_left(own: BaseDatabaseWrapper) -> None:
    """Close the connections of all threads that have ended; this thread has its `own`."""
    number = threading.get_native_id()
    with _GATE:
        ended = [one for one in _KEPT if THREADS.exists() and not (THREADS / str(one)).exists()]
        left = [_KEPT.pop(one) for one in ended]
        # The system gives the number of a thread that has ended to another.
        before, _KEPT[number] = _KEPT.get(number), own
    if before is not None and before is not own:
        left.append(before)
    for one in left:
        # Nobody else uses it any more.
        one.inc_thread_sharing()
        one.close()
