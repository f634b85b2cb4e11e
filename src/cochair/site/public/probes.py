"""What an operator's monitoring asks: whether the process answers, whether all it needs is there, and figures.

Answered before anything else is asked of a request: under any name of the host, without the database,
without a session.
"""

import logging
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from cochair.features.mail import queries as mail
from cochair.features.mail.models import Message
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.silence import queries as silence
from cochair.journal import doubts
from cochair.journal import queries as journal
from cochair.web import cache
from cochair.web.clock import clock

# Figures for an operator's monitoring, in the text format of Prometheus (findings.md, O1).
#
# They come from the database, so every process of an installation says the same, but for what it
# keeps itself. Whoever asks shows the token of COCHAIR_METRICS_TOKEN; without such a token there is no page.
PATH = "/metrics/"
TEXT = "text/plain; version=0.0.4; charset=utf-8"


def told(request: HttpRequest) -> HttpResponse:
    """All figures to who shows the token; not found to all others."""
    token = settings.METRICS_TOKEN
    shown = request.headers.get("Authorization", "").encode()
    if not token or not secrets.compare_digest(shown, f"Bearer {token}".encode()):
        return HttpResponseNotFound()
    registry = CollectorRegistry()
    registry.register(Figures())
    answer = HttpResponse(generate_latest(registry), content_type=TEXT)
    connection.close()
    answer.headers["Cache-Control"] = "no-store"
    return answer


class Figures(Collector):
    """What Prometheus collects each time that it asks."""

    def collect(self) -> Iterator[Metric]:
        """One group of figures after another; instants in seconds since 1970, UTC."""
        forums = tuple(parties.forums())
        yield _worker_of_figures()
        yield from _kept()
        yield _messages()
        yield _of_each(
            forums,
            "cochair_journal_entries",
            "Entries of the ledger.",
            lambda forum: journal.size(forum.slug),
        )
        yield _of_each(
            forums,
            "cochair_silences_unended",
            "Silence procedures that may still run.",
            lambda forum: silence.unended(forum).count(),
        )
        yield _of_each(
            forums,
            "cochair_doubts",
            "Doubts about ledger, keys or clock that both Parties have not confirmed.",
            lambda forum: doubts.standing(forum.slug).count(),
        )


def _of_each(
    forums: Iterable[Forum], name: str, said: str, value: Callable[[Forum], int]
) -> Metric:
    found = GaugeMetricFamily(name, said, labels=["forum"])
    for forum in forums:
        found.add_metric([forum.slug], value(forum))
    return found


def _worker_of_figures() -> Metric:
    last = mail.last_turn()
    return GaugeMetricFamily(
        "cochair_worker_last_turn_seconds",
        "When a worker looked at a forum last; 0: never.",
        value=last.timestamp() if last else 0,
    )


def _kept() -> Iterator[Metric]:
    """What the process that answers keeps in its memory; each has its own."""
    things, octets = cache.held()
    process, said = str(os.getpid()), "the process that answers keeps in its caches."
    for name, what, value in (
        ("cochair_cache_things", "Things", things),
        ("cochair_cache_octets", "Octets of text that", octets),
    ):
        found = GaugeMetricFamily(name, f"{what} {said}", labels=["process"])
        found.add_metric([process], value)
        yield found


def _messages() -> Metric:
    found = GaugeMetricFamily("cochair_messages", "Messages, by state.", labels=["state"])
    rows = Message.objects.order_by().values_list("state").annotate(n=Count("pk"))
    for state, number in rows:
        found.add_metric([str(state)], number)
    return found


logger = logging.getLogger(__name__)

ALIVE, READY = "/alive/", "/ready/"
# A worker that has looked at nothing for so long does not run.
QUIET = timedelta(minutes=5)

type Next = Callable[[HttpRequest], HttpResponse]
type Check = Callable[[], bool]


def answered(get_response: Next) -> Next:
    """Answer those who ask whether this server runs; all else goes on."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info == ALIVE and request.method in {"GET", "HEAD"}:
            return HttpResponse("alive", content_type="text/plain")
        if request.path_info == READY and request.method in {"GET", "HEAD"}:
            return ready()
        if request.path_info == PATH and request.method == "GET":
            return told(request)
        return get_response(request)

    return answer


def ready() -> HttpResponse:
    """200 when everything that pages need is there, else 503; of each part whether it is."""
    found = dict(_parts())
    connection.close()
    is_ready = all(found.values())
    answer = JsonResponse({"ready": is_ready, **found}, status=200 if is_ready else 503)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _parts() -> Iterator[tuple[str, bool]]:
    is_there = True
    for name, check in CHECKS.items():
        try:
            # Each would wait for a database that is away.
            found = (is_there or name not in OF_THE_DATABASE) and check()
        except (Error, OSError) as problem:
            logger.warning("Not ready: %s: %s", name, problem)
            found = False
        except Exception:
            # A store of files of another kind raises errors of its own.
            logger.exception("Not ready: %s", name)
            found = False
        if name == "database":
            is_there = found
        yield name, found


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations() -> bool:
    """Whether every table is there; once it was so it stays so, for the code does not change."""
    if not _PREPARED:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _PREPARED.append(True)
    return True


_PREPARED: list[bool] = []


def _storage() -> bool:
    if isinstance(default_storage, FileSystemStorage):
        folder = Path(default_storage.location)
        # Made with the first file.
        return os.access(folder if folder.exists() else folder.parent, os.W_OK)
    default_storage.exists("ready")
    return True


def _worker() -> bool:
    """Whether a worker has looked at a forum lately; where there is no forum there is no work."""
    last = mail.last_turn()
    return (last is not None and last >= clock.now() - QUIET) or not parties.forums()


OF_THE_DATABASE = frozenset({"migrations", "worker"})
# The database first.
CHECKS: dict[str, Check] = {
    "database": _database,
    "migrations": _migrations,
    "storage": _storage,
    "worker": _worker,
}
