"""What each page costs warm, after a write, and cold: queries, milliseconds, those of the processor.

In the scene of the tests.  A write is an entry about nothing that any page shows (another's), a real
change of the meeting or of the document that the pages show, or, cold, a process that has kept nothing
yet.  As arguments: the pages to measure, by their names.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
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


def main(only: Sequence[str] = ()) -> int:
    """Measure and print; exit status 0 whatever was measured."""
    with scene() as set_up:
        from cochair.web import garbage

        # As in a process that serves.
        garbage.rarely()
        print(f"{'page, reader':36}" + "".join(f"{when:>26}" for when in WHEN))
        for name, reader in PAGES:
            if not only or name in only:
                figures = "".join(f"{one:>26}" for one in _page(set_up, name, reader))
                print(f"{f'{name}, {reader}':36}{figures}", flush=True)
    return 0


def _page(set_up: "Scene", name: str, reader: str) -> Iterator[str]:
    """Queries, milliseconds and those of the processor: warm, after each kind of write, cold."""
    import matrix

    address = set_up.path(next(route for route in matrix.table()[1] if route.name == name))
    client = set_up.client(reader)
    client.get(address)
    for before in WHEN.values():
        found = []
        for _round in range(ROUNDS):
            before(set_up)
            found.append(_once(client, address))
        asked, took, spent = (statistics.median(figures) for figures in zip(*found, strict=True))
        yield f"{asked:.0f} q {took:.0f} ms ({spent:.0f})"


def _once(client: "Client", address: str) -> tuple[int, float, float]:
    from django.db import connection

    asked = 0

    def count(execute: Callable[..., object], *args: object) -> object:
        nonlocal asked
        asked += 1
        return execute(*args)

    with connection.execute_wrapper(count):
        start, begun = time.process_time(), time.perf_counter()
        answer = client.get(address)
        spent, took = time.process_time() - start, time.perf_counter() - begun
    assert answer.status_code == 200, (address, answer.status_code)
    return asked, 1000 * took, 1000 * spent


def _nothing(_set_up: "Scene") -> None:
    """Nobody wrote anything."""


def _unrelated(set_up: "Scene") -> None:
    _write(set_up, "look")


def _meeting(set_up: "Scene") -> None:
    """The meeting became known a second earlier."""
    from django.db import transaction

    from cochair.features.meetings.models import Meeting

    with transaction.atomic():
        row = Meeting.objects.get(forum=set_up.forum, slug=set_up.places["planned"])
        assert row.known_at is not None
        row.known_at -= timedelta(seconds=1)
        row.save()
        _write(set_up, "meeting")


def _document(set_up: "Scene") -> None:
    """A document has another title."""
    from django.db import transaction

    from cochair.features.documents.models import Document

    with transaction.atomic():
        row = Document.objects.filter(forum=set_up.forum).order_by("pk")[0]
        row.title = {**row.title, "en": f"Title at {time.monotonic_ns()}"}
        row.save()
        _write(set_up, "document")


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


WHEN: dict[str, Callable[["Scene"], None]] = {
    "warm": _nothing,
    "after another's write": _unrelated,
    "after one of the meeting": _meeting,
    "after one of a document": _document,
    "cold": _forgotten,
}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
