"""What pages cost in a large world: 200 cycles, a thousand meetings, ten thousand documents.

Each page warm, after an entry of somebody else, and after a meeting or a document was changed:
queries and the processor's time, in the small world and again in the large one.  As a program it
measures in the database of DATABASE_URL; `bench.py` runs it on PostgreSQL where that answers.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import bench_world

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 5
FEW, CYCLES, DOCUMENTS = 5, 200, 10_000
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/cochair_bench_large"
TARGET = {"cycles": "<= 1.5", "documents": "<= 2"}

type Figures = Mapping[tuple[str, str], float]


def both() -> None:
    """Measure in a process of its own, on PostgreSQL where it answers."""
    url = os.environ.get("COCHAIR_BENCH_LARGE", POSTGRESQL)
    subprocess.run([sys.executable, str(Path(__file__)), url], check=False)


def main(url: str) -> int:
    """Measure the small world, let it grow twice, and measure it again."""
    import bench_search

    if url and not bench_search._fresh(url):
        print("the large world on PostgreSQL: no server answers, not measured")
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COCHAIR_HOME": home, "COCHAIR_DEMO": "yes", "DATABASE_URL": url}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
        import django

        django.setup()
        from cochair.cli.main import main as cochair

        cochair(["demo", "--no-serve"])
        from django.conf import settings

        from cochair.web import garbage

        settings.ALLOWED_HOSTS = ["*"]
        garbage.rarely()
        bench_world.documents(FEW, series="FEW")
        small = _pages("small")
        bench_world.cycles(CYCLES)
        _told(small, _pages("cycles"), "cycles")
        bench_world.documents(DOCUMENTS)
        _touched()
        _told(small, _pages("documents"), "documents")
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory of this process, client included: {held:.0f} MB", flush=True)
    return 0


def _pages(world: str) -> Figures:
    """The processor's milliseconds of each page at each time, printed with its queries."""
    found: dict[tuple[str, str], float] = {}
    for name, address, client in _asked():
        client.get(address)
        for when, before in WHEN.items():
            times, asked = [], 0
            for _round in range(ROUNDS):
                before()
                asked, spent = _once(client, address)
                times.append(spent)
            found[name, when] = statistics.median(times)
            figure = f"{asked} q {found[name, when]:.1f} ms"
            print(f"{f'{name}, {when}, {world}':64} {figure:>18}", flush=True)
    return found


def _told(small: Figures, large: Figures, world: str) -> None:
    for (name, when), spent in large.items():
        ratio = f"{spent / small[name, when]:.2f}"
        print(f"{f'ratio {name}, {when}, {world}':64} {ratio:>18} {TARGET[world]:>8}", flush=True)


def _asked() -> "list[tuple[str, str, Client]]":
    from django.test import Client

    from cochair.features.meetings.models import Meeting

    forum = bench_world.fullest()
    account, _hat = bench_world.office("presidency.")
    signed = Client(headers={"cookie": bench_world.cookie(account)})
    meeting = Meeting.objects.filter(forum=forum, opened_at=None).order_by("pk").last()
    assert meeting is not None
    begin, anyone = f"/en/{forum.slug}/", Client()
    return [
        ("home", f"{begin}home/", signed),
        ("meeting", f"{begin}meetings/{meeting.slug}/", signed),
        ("cycle", f"{begin}cycles/3/", signed),
        ("meetings", f"{begin}meetings/", signed),
        ("documents", f"{begin}documents/", signed),
        ("public page", begin, anyone),
        ("public register", f"{begin}register/", anyone),
        ("register.json", f"{begin}register.json", anyone),
        ("calendar.ics", f"{begin}calendar.ics", anyone),
    ]


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


def _nothing() -> None:
    """Nobody wrote anything."""


def _touched(about: str = "look") -> None:
    from django.db import transaction

    from cochair.journal.actions import record
    from cochair.web.clock import clock

    with transaction.atomic():
        slug = bench_world.fullest().slug
        record(slug, verb="somebody.looked", about=(about, "1"), by=None, at=clock.now())


def _meeting() -> None:
    from django.db import transaction

    from cochair.features.meetings.models import Meeting

    with transaction.atomic():
        forum = bench_world.fullest()
        row = Meeting.objects.filter(forum=forum, opened_at=None).order_by("pk").last()
        assert row is not None and row.known_at is not None
        row.known_at -= timedelta(seconds=1)
        row.save()
        _touched("meeting")


def _document() -> None:
    from django.db import transaction

    from cochair.features.documents.models import Document

    with transaction.atomic():
        row = Document.objects.filter(forum=bench_world.fullest()).order_by("pk")[0]
        row.title = {**row.title, "en": f"Title at {time.monotonic_ns()}"}
        row.save()
        _touched("document")


WHEN: Mapping[str, Callable[[], None]] = {
    "warm": _nothing,
    "after another's write": _touched,
    "after a meeting was changed": _meeting,
    "after a document was changed": _document,
}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
