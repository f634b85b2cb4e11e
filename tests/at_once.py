"""Several people who act at the same moment: threads, and a database that stands that."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from threading import Barrier

from django.conf import settings
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
    file = folder / "cochair.sqlite3"
    copyfile(_empty_database(apps), file)
    with _new_threads_find(file):
        yield


def _empty_database(apps: tuple[str, ...]) -> Path:
    """The tables with nothing in them, made once for all tests of this process."""
    file = Path(settings.COCHAIR_HOME, f"empty-{os.getpid()}-{'-'.join(apps)}.sqlite3")
    if not file.exists():
        with _new_threads_find(file):
            in_threads(1, lambda _number: call_command("migrate", *apps, verbosity=0))
    return file


@contextmanager
def _new_threads_find(file: Path) -> Iterator[None]:
    told = connections.settings["default"]
    before, told["NAME"] = told["NAME"], str(file)
    try:
        yield
    finally:
        told["NAME"] = before
