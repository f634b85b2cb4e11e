"""The tables with nothing in them, made once for as long as no migration changes.

To make them takes longer than most tests: each worker, each home and each run copies them instead.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

DATABASE = "cochair.sqlite3"
PROJECT = Path(__file__).parents[1]
KEPT = PROJECT / ".pytest_cache" / "tables"
# What makes tables: Django, the library of accounts, SQLite, and the migrations.
MAKERS = ("Django", "django-allauth")


@cache
def empty(*labels: str) -> Path:
    """A file of SQLite with all tables, or those of some apps; to be copied and not to be changed."""
    file = KEPT / f"{'-'.join(labels) or 'all'}-{_state()}.sqlite3"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        # Another worker may be at it: then this one waits, and finds it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            with tempfile.TemporaryDirectory(dir=KEPT) as home:
                migrate(*labels, COCHAIR_HOME=home, DATABASE_URL="")
                with closing(sqlite3.connect(Path(home, DATABASE))) as made:
                    made.execute("PRAGMA journal_mode=DELETE")
                for old in KEPT.glob(f"{'-'.join(labels) or 'all'}-*.sqlite3"):
                    old.unlink()
                Path(home, DATABASE).rename(file)
    return file


def migrate(*labels: str, **around: str) -> None:
    """Make the tables where the environment says, in a process of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cochair.settings",
        "PYTHONPATH": str(PROJECT / "src"),
        **around,
    }
    command = [sys.executable, "-m", "django", "migrate", *labels, "--verbosity=0"]
    subprocess.run(command, env=environment, check=True)


def _state() -> str:
    """What the tables depend on, in a few letters: a migration needs nothing of ours but itself."""
    found = hashlib.sha256(sqlite3.sqlite_version.encode())
    for name in MAKERS:
        found.update(f"{name} {metadata.version(name)}\n".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            found.update(f"{app.label} {file.name}\n".encode() + file.read_bytes())
    return found.hexdigest()[:16]


def waits_for_no_disk(options: Mapping[str, object]) -> dict[str, object]:
    """The options of a file of SQLite, of which nothing would be left after a power cut: a process
    that is killed loses nothing by that, and each transaction takes milliseconds less."""
    full, off = "synchronous=FULL", "synchronous=OFF"
    told = str(options["init_command"])
    assert full in told
    return {**options, "init_command": told.replace(full, off)}


@contextmanager
def copied_into_memory() -> Iterator[None]:
    """Every new database in memory begins with the tables; Django finds nothing left to migrate."""

    def fill(connection: BaseDatabaseWrapper, **_said: object) -> None:
        # Only the database of SQLite knows whether it is in memory.
        if connection.vendor != "sqlite" or not connection.is_in_memory_db():  # type: ignore[attr-defined]
            return
        there = connection.connection
        if there.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            with closing(sqlite3.connect(empty())) as tables:
                tables.backup(there)

    connection_created.connect(fill)
    try:
        yield
    finally:
        connection_created.disconnect(fill)
