"""What has reached this process and is not answered yet, by the stamp it got at the door.

Whoever closes something at an instant asks this first: on SQLite one process serves, and what it
does not know of is not on the way.  Where several processes serve, the lock of the database and the
grace after the end stand in for it.  Source: corrections.md section 4 ("Closing race on SQLite");
security.md section 7, rules 4 and 6.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from threading import Lock

from cochair.web.clock import clock

_GATE = Lock()
_NUMBERS = count()
_ON_THE_WAY: dict[int, tuple[datetime, str]] = {}


@contextmanager
def arrived(where: str = "") -> Iterator[datetime]:
    """The stamp of a request to an address, which is on the way until the block is left."""
    # Stamped and entered in one step: nobody can ask between the two.
    with _GATE:
        number, at = next(_NUMBERS), clock.now()
        _ON_THE_WAY[number] = at, where
    try:
        yield at
    finally:
        with _GATE:
            _ON_THE_WAY.pop(number, None)


def let_go(at: datetime, where: str) -> None:
    """What got this stamp is on the way no longer, although it is not answered yet."""
    with _GATE:
        number = next((key for key, one in _ON_THE_WAY.items() if one == (at, where)), None)
        if number is not None:
            del _ON_THE_WAY[number]


def on_the_way(ending: str = "") -> tuple[datetime, ...]:
    """The stamps of everything that has arrived and is not answered yet, or of what went to
    addresses with this ending."""
    with _GATE:
        found = tuple(_ON_THE_WAY.values())
    return tuple(at for at, where in found if where.endswith(ending))
