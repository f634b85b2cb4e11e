"""What has reached this server and is not answered yet, by the instant at which it arrived.

Whoever closes or declares something at an instant asks this first.  The front knows what has reached
this machine, whichever process answers it; without a front (another server, a test) this process
knows its own.  What other machines have under way they tell in the database (`decisions.heartbeat`).
Source: corrections.md section 4 ("Closing race on SQLite"); security.md section 7, rules 4 and 6.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Lock

from cochair.front import arrival, status_socket
from cochair.web.clock import clock, true_now

# Where the front tells what it has under way, in the folder that the environment names.
ASKED_AT, FOLDER = "front.sock", "COCHAIR_FRONT_FOLDER"

_GATE = Lock()
_NUMBERS = count()
_ON_THE_WAY: dict[int, tuple[datetime, str]] = {}


@contextmanager
def arrived(where: str = "", since: timedelta = timedelta(0)) -> Iterator[datetime]:
    """The stamp of a request to an address, which is on the way until the block is left.

    `since` is how long ago it reached the machine.
    """
    # Stamped and entered in one step: nobody can ask between the two.
    with _GATE:
        number, at = next(_NUMBERS), clock.now() - since
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


def on_the_way(ending: str = "", *, is_whole: bool = False) -> tuple[datetime, ...]:
    """The stamps of everything that has arrived and is not answered yet, or of what went to
    addresses with this ending; `is_whole` leaves out what is still being sent.

    What has been sent for longer than a request may take does not count from its first byte any
    more, and is left out as well.
    """
    with _GATE:
        found = [(at, where) for at, where in _ON_THE_WAY.values()]
    own = tuple(at for at, where in found if where.endswith(ending))
    return (*own, *(_stamp(one) for one in _at_the_front(is_whole) if one.path.endswith(ending)))


def front_is_in(folder: Path) -> None:
    """From now on a front runs for this process, and for those that it starts."""
    os.environ[FOLDER] = str(folder)


def _at_the_front(is_whole: bool) -> list[status_socket.UnderWay]:
    """What the front has under way, where one runs; while it does not answer that may be anything."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return []
    try:
        found = status_socket.under_way(Path(folder, ASKED_AT))
    except OSError:
        return [status_socket.UnderWay("", 0.0, is_whole=True)]
    now = true_now().timestamp()
    return [
        one
        for one in found
        if one.is_whole or (not is_whole and now - one.first <= arrival.WHOLE_WITHIN)
    ]


def _stamp(one: status_socket.UnderWay) -> datetime:
    """The instant at which a request arrived, by the clock of this installation."""
    return clock.now() - (true_now() - datetime.fromtimestamp(one.first, UTC))
