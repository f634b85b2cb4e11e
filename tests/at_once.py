"""Several people who act at the same moment: threads, and a database that stands that."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

from django.core.management import call_command
from django.db import connection, connections


def in_threads[T](count: int, job: Callable[[int], T]) -> list[T]:
    """Run a job in several threads that start together; what each returned, or its error."""
    together = Barrier(count)

    def run(number: int) -> T:
        together.wait()
        try:
            return job(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


@contextmanager
def a_database_for_threads(folder: Path, *apps: str) -> Iterator[None]:
    """A database that several threads write to; with `apps` only their tables are in it.

    A database in memory cannot stand that; there, new threads find a file in its place, with
    the settings of a real installation.
    """
    if connection.vendor != "sqlite" or "memory" not in str(connection.settings_dict["NAME"]):
        yield
        return
    told = connections.settings["default"]
    before, told["NAME"] = told["NAME"], str(folder / "cochair.sqlite3")
    try:
        in_threads(1, lambda _number: call_command("migrate", *apps, verbosity=0))
        yield
    finally:
        told["NAME"] = before
