"""Speed, memory and queries, as figures and ratios: `make bench`.

Machines are noisy: targets are printed beside what was measured, and the ratio with 200 cycles
of history matters more than any single figure.  Figures are the wall's time, the ratio is of the
processor's time, which does not depend on what else the machine does.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

import bench_after_writes
import bench_archive
import bench_commitments
import bench_day
import bench_documents
import bench_front
import bench_large
import bench_meetings
import bench_people
import bench_queries
import bench_room
import bench_search
import bench_texts
import bench_world

ROUNDS = 60
CYCLES = 200
PLANNED = 4
PAGES = ("desk/", "cycles/3/", "procedures/1.0/")


def main() -> int:
    """Measure and print; exit status 0 whatever was measured."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COCHAIR_HOME": home, "COCHAIR_DEMO": "yes", "DATABASE_URL": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
        import django

        django.setup()
        _prepare()
        print(f"\n{'measure':58} {'figure':>12} {'target':>10}")
        _rules()
        few = _plans("real data")
        small = _pages("real data", "<= 60 ms")
        bench_people.measure(_times, _say)
        bench_world.cycles(CYCLES)
        many = _plans(f"{CYCLES} cycles")
        _say(f"ratio of the plans with {CYCLES} cycles", f"{many / few:.2f}", "<= 2")
        large = _pages(f"{CYCLES} cycles", "<= 120 ms")
        for page in PAGES:
            _say(f"ratio {page} with {CYCLES} cycles", f"{large[page] / small[page]:.2f}", "<= 2")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _say("memory of this process, client included", f"{peak:.0f} MB", "<= 200 MB")
        # After the memory was read: to set twenty pages sixty times takes more of it than all pages.
        bench_documents.measure(_times, _say)
        bench_texts.measure(_times, _say)
        bench_commitments.measure(_times, _say)
        bench_archive.measure(_say)
        bench_front.measure(_say)
    bench_queries.both()
    bench_after_writes.both()
    bench_large.both()
    bench_meetings.both()
    bench_room.both()
    bench_day.both()
    bench_search.both()
    return 0


def _prepare() -> None:
    from cochair.cli.main import main as cochair

    cochair(["demo", "--no-serve"])


def _rules() -> None:
    from cochair.features.compliance import facts
    from cochair.features.parties import queries
    from cochair.procedure.evaluate import evaluate
    from cochair.web.clock import clock

    forum = bench_world.fullest()
    book, told = queries.book(forum), facts.gather(forum)
    at = clock.now()
    times = _times(lambda: evaluate(book, told, at))
    _say("all rules over the full history, p50", f"{times[0]:.1f} ms", "<= 50 ms")


def _plans(label: str) -> float:
    """Show how long the ten best plans of the next cycle take, and return the processor's time."""
    from cochair.features.planner import queries as planner
    from cochair.web.clock import clock

    forum, at = bench_world.fullest(), clock.now()
    times = _times(lambda: planner.told(forum, PLANNED, at))
    _say(f"the ten best plans of a cycle, p95, {label}", f"{times[1]:.1f} ms", "<= 1000 ms")
    return times[2]


def _pages(label: str, target: str) -> dict[str, float]:
    """Show p95 of each page for a co-presidency, and its queries; return the processor's time."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from cochair.features.accounts.models import Account

    settings.ALLOWED_HOSTS = ["*"]
    forum = bench_world.fullest()
    client = Client()
    client.force_login(
        Account.objects.filter(is_demo=True).order_by("pk")[0],
        backend=settings.AUTHENTICATION_BACKENDS[0],
    )
    found = {}
    for page in PAGES:
        address = f"/en/{forum.slug}/{page}"
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
            asked = len(captured)
        _median, most, processor = _times(partial(client.get, address))
        found[page] = processor
        _say(f"{page} p95, {label}", f"{most:.1f} ms", target)
        _say(f"{page} queries, {label}", str(asked), "constant")
    return found


def _times(work: Callable[[], object]) -> tuple[float, float, float]:
    """Median and 95th percentile of the wall's time, median of the processor's; milliseconds."""
    work()
    walls, processors = [], []
    for _round in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(1000 * (time.perf_counter() - wall))
        processors.append(1000 * (time.process_time() - processor))
    return (
        statistics.median(walls),
        statistics.quantiles(walls, n=20)[18],
        statistics.median(processors),
    )


def _say(what: str, figure: str, target: str) -> None:
    print(f"{what:58} {figure:>12} {target:>10}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
