"""Several people who act at the same moment: threads, and a database that stands that."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from threading import Barrier

from django.db import connection, connections

import tables


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


class Kept:
    """Threads that stay, each with its connection: a race of hundreds of rounds opens them once."""

    def __init__(self, count: int) -> None:
        self.count, self.together = count, Barrier(count)
        self.threads = ThreadPoolExecutor(count)

    def __enter__(self) -> "Kept":
        return self

    def __exit__(self, *_failure: object) -> None:
        self(self.count, lambda _number: connections.close_all())
        self.threads.shutdown()

    def __call__[T](self, count: int, job: Callable[[int], T]) -> list[T]:
        """Run a job in so many of them: in all at once, or in one alone."""

        def run(number: int) -> T:
            if count > 1:
                self.together.wait()
            return job(number)

        assert count in (1, self.count)
        return list(self.threads.map(run, range(count)))


@contextmanager
def a_database_for_threads(folder: Path, *apps: str) -> Iterator[None]:
    """A database that several threads write to; with `apps` only their tables are in it.

    A database in memory cannot stand that; there, new threads find a file in its place, with
    the settings of a real installation, but that nobody waits for the disk.
    """
    # Else the threads would wait for this one, and this one for them.
    assert not connection.in_atomic_block, "A forum is kept for this file: use a file of its own."
    if connection.vendor != "sqlite" or "memory" not in str(connection.settings_dict["NAME"]):
        yield
        return
    told = connections.settings["default"]
    before = {name: told[name] for name in ("NAME", "OPTIONS")}
    told["NAME"] = str(folder / tables.DATABASE)
    told["OPTIONS"] = tables.waits_for_no_disk(told["OPTIONS"])
    copyfile(tables.empty(*apps), told["NAME"])
    try:
        yield
    finally:
        told.update(before)
