"""What an operator's monitoring asks: whether the process answers, whether all it needs is there, and figures.

Answered before anything else is asked of a request: under any name of the host, without the database,
without a session.
"""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from cochair.mail import queries as mail
from cochair.parties import queries as parties
from cochair.public import figures
from cochair.web.clock import clock

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
        if request.path_info == figures.PATH and request.method == "GET":
            return figures.told(request)
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
