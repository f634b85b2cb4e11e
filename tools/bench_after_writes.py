"""What each page costs warm, after an entry of somebody else, and cold: queries and the processor's time.

In the scene of the tests.  The entry is about nothing that any page shows (unrelated), or a change
of the meeting that the pages show (related); cold is a process that has kept nothing yet.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scene import scene

if TYPE_CHECKING:
    from django.test import Client

    from matrix import Scene

ROUNDS = 7
READERS = ("co_presidency", "secretariat", "delegation")
PAGES = (
    *(("desk:home", reader) for reader in READERS),
    ("desk:meeting", "secretariat"),
    ("desk:meeting", "delegation"),
    ("desk:cycle", "secretariat"),
    ("public:home", "anonymous"),
    ("public:register", "anonymous"),
    ("documents:documents", "secretariat"),
    ("documents:document", "secretariat"),
    ("meetings:agenda", "secretariat"),
    ("meetings:planner", "secretariat"),
    ("desk:room", "secretariat"),
    ("compliance:version", "secretariat"),
    ("desk:journal", "secretariat"),
    ("api:meeting", "secretariat"),
    ("api:cycle", "secretariat"),
    ("meetings:agenda-pdf", "secretariat"),
    ("meetings:timetable", "secretariat"),
)


def both() -> None:
    """Print the figures of each page, in a process of its own."""
    subprocess.run([sys.executable, str(Path(__file__))], check=False)


def main() -> int:
    """Measure and print; exit status 0 whatever was measured."""
    with scene() as set_up:
        head = ("warm", "after another's write", "after a write about it", "cold")
        print(f"{'page, reader':40}" + "".join(f"{one:>24}" for one in head))
        for name, reader in PAGES:
            print(
                f"{f'{name}, {reader}':40}"
                + "".join(f"{one:>24}" for one in _page(set_up, name, reader))
            )
    return 0


def _page(set_up: "Scene", name: str, reader: str) -> Iterator[str]:
    """Queries and milliseconds of the processor: warm, after each kind of write, cold."""
    import matrix

    address = set_up.path(next(route for route in matrix.table()[1] if route.name == name))
    client = set_up.client(reader)
    client.get(address)
    for before in (_nothing, _unrelated, _related, _forgotten):
        times, asked = [], 0
        for _round in range(ROUNDS):
            before(set_up)
            asked, spent = _once(client, address)
            times.append(spent)
        yield f"{asked} q {statistics.median(times):.1f} ms"


def _once(client: "Client", address: str) -> tuple[int, float]:
    from django.db import connection

    asked = 0

    def count(execute: Callable[..., object], *args: object) -> object:
        nonlocal asked
        asked += 1
        return execute(*args)

    with connection.execute_wrapper(count):
        start = time.process_time()
        answer = client.get(address)
        spent = 1000 * (time.process_time() - start)
    assert answer.status_code == 200, (address, answer.status_code)
    return asked, spent


def _nothing(_set_up: "Scene") -> None:
    """Nobody wrote anything."""


def _unrelated(set_up: "Scene") -> None:
    _write(set_up, "look")


def _related(set_up: "Scene") -> None:
    from django.db import transaction

    from cochair.features.meetings.models import Meeting

    with transaction.atomic():
        meeting = Meeting.objects.get(forum=set_up.forum, slug=set_up.places["planned"])
        meeting.save()
        _write(set_up, "meeting")


def _write(set_up: "Scene", about: str) -> None:
    from django.db import transaction

    from cochair.journal import actions as journal
    from world import NOW

    with transaction.atomic():
        journal.record(
            set_up.forum.slug, verb="somebody.looked", about=(about, "1"), by=None, at=NOW
        )


def _forgotten(_set_up: "Scene") -> None:
    """Everything that a process keeps is gone, as in one that has just started."""
    import forgotten

    forgotten.everything()


if __name__ == "__main__":
    raise SystemExit(main())
