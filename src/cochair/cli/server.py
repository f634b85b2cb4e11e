"""The web process: where it may listen, and that it is the only one on a SQLite database."""

import fcntl
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from cochair.cli import front_process, keys
from cochair.cli.status import COULD_NOT
from cochair.features.decisions import heartbeat
from cochair.features.mail import worker
from cochair.features.parties import ledger_watch
from cochair.web import inflight
from cochair.web.clock import clock

# So many clients wait to be taken in before the machine turns others away.
WAITING = 2048


def why_not_here(host: str, port: int) -> str:
    """Why nothing can listen at an address; empty when something can.

    It is tried before anything is started, so that the reason is told in one line.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        return f"Nothing can listen at {host}:{port}: {why}. Choose another with --host and --port."
    return ""


def serve(
    host: str, port: int, ready: Callable[[], None] = lambda: None, processes: int = 1
) -> int:
    """Serve the pages until stopped, on PostgreSQL by several processes at one address.

    `ready` is called when nothing stands in the way.
    """
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    problem = why_not_here(host, port) or _why_not_prepared() or keys.why_foreign()
    connection.close()
    if not problem and processes > 1 and connection.vendor == "sqlite":
        problem = "On SQLite one process serves. For several, use PostgreSQL (DATABASE_URL)."
    if not problem and not _alone():
        problem = (
            "Another web process serves this SQLite database. One is enough; for several,"
            " use PostgreSQL (DATABASE_URL)."
        )
    if problem:
        print(problem, file=sys.stderr)
        return COULD_NOT
    _refuse_careless_sqlite()
    ledger_watch.begin(clock.now)
    connection.close()
    with tempfile.TemporaryDirectory(prefix="cochair-") as folder, listening(host, port) as door:
        inflight.front_is_in(Path(folder))

        class WithMail(Server):  # type: ignore[misc,valid-type]
            """The server, and what stands beside it once the process that serves is there."""

            def startup(self, *arguments: object) -> None:
                super().startup(*arguments)
                self.end_front = front_process.beside(door, Path(folder), processes)
                if _needs_no_worker():
                    self.on_shutdown(worker.beside().set)
                self.on_shutdown(heartbeat.beside(host, port))
                print(f"Serving at http://{host}:{port}", flush=True)

            def shutdown(self, *arguments: object) -> None:
                # First: those who answer wait for the connections that the front keeps open.
                self.end_front()
                if self.interrupt_signal:
                    # Where all processes are told to stop at once, none of them has failed.
                    self.interrupt_children.clear()
                    for one in self.wrks:
                        one.interrupt_by_parent = True
                super().shutdown(*arguments)

        ready()
        WithMail(
            "cochair.wsgi:application",
            uds=Path(folder, front_process.BACKEND),
            uds_permissions=0o600,
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=front_process.TOGETHER + front_process.FIRST,
            websockets=False,
            log_access=False,
            log_level=LogLevels.error,
        ).serve()
    return 0


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket at which clients are taken in; whoever comes waits there until the pages answer."""
    family, kind, _, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(WAITING)
        yield door


def _needs_no_worker() -> bool:
    """Whether mail is worked off here: on SQLite, and in a demo; else by `cochair worker`."""
    return connection.vendor == "sqlite" or settings.DEMO


def _why_not_prepared() -> str:
    """A database that lacks a table would answer every page with an error."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "The database is not prepared for this version. Run: cochair init" if pending else ""


def _alone() -> bool:
    """Whether no other web process serves this SQLite database (corrections.md section 4).

    The lock lies in COCHAIR_HOME and ends with the process, however it ends.
    """
    if connection.vendor != "sqlite":
        return True
    _HELD.append((settings.COCHAIR_HOME / "web.lock").open("w"))
    try:
        fcntl.flock(_HELD[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _HELD.pop().close()
        return False
    return True


_HELD: list[TextIO] = []


def _refuse_careless_sqlite() -> None:
    """SQLite serves only with WAL and full synchronisation (architecture.md section 5)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        sync = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if (mode, sync) != ("wal", 2):
        raise DatabaseError(
            f"SQLite runs with {mode} and synchronous={sync}; WAL and FULL are needed."
        )
    connection.close()
