"""Ledgers for the stories of this folder: forums that exist nowhere, accounts that are numbers."""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from cochair.journal.actions import checkpoint, record, witness
from cochair.journal.models import Entry
from emptying import emptied_between_tests as emptied_between_tests

MORNING = datetime(2026, 7, 1, 9, tzinfo=UTC)
NORTH, SOUTH = (
    frozenset({"public", "shared", "party:N"}),
    frozenset({"public", "shared", "party:S"}),
)


@pytest.fixture
def forum() -> str:
    """A forum of its own for each test."""
    return f"forum-{secrets.token_hex(6)}"


@pytest.fixture
def write() -> Callable[..., Entry]:
    """Write one entry in a transaction; everything but the forum has a usual value."""

    def written(forum: str, verb: str = "meeting.scheduled", **given: object) -> Entry:
        usual: dict[str, object] = {
            "about": ("meeting", "min-3"),
            "by": 7,
            "office": "secretariat N",
            "at": MORNING,
            "facts": {"venue": "São Tomé", "days": [1, 2]},
        }
        with transaction.atomic():
            return record(forum, verb=verb, **{**usual, **given})  # type: ignore[arg-type]

    return written


@pytest.fixture
def storied(db: None, forum: str, write: Callable[..., Entry]) -> str:
    """A forum with eleven entries, some in the space of a Party, and two checkpoints."""
    for number in range(3):
        write(forum, about=("meeting", f"som-{number}"))
    write(forum, "office.granted", space="party:N", on_behalf_of="N")
    first = checkpoint(forum, at=MORNING)
    witness(first, "N", by=7, office="secretariat N", at=MORNING)
    witness(first, "S", by=9, office="secretariat S", at=MORNING)
    write(forum, "office.granted", space="party:S", on_behalf_of="S")
    write(forum, "publication.made", space="public", by=None, office="")
    second = checkpoint(forum, at=MORNING)
    witness(second, "S", by=9, office="secretariat S", at=MORNING)
    write(forum, "meeting.opened")
    write(forum, "meeting.closed", clause="II.1.meetings.a.2")
    return forum


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads write to at once.

    A database in memory cannot stand that; there, new threads find a file in its place, with
    the settings of a real installation.
    """
    if connection.vendor != "sqlite" or "memory" not in str(connection.settings_dict["NAME"]):
        yield
        return
    told = connections.settings["default"]
    before, told["NAME"] = told["NAME"], str(tmp_path / "cochair.sqlite3")
    try:
        in_threads(1, lambda _number: call_command("migrate", "journal", verbosity=0))
        yield
    finally:
        told["NAME"] = before


def in_threads[T](count: int, job: Callable[[int], T]) -> list[T]:
    """Run a job in several threads that start together; what each returned, or its error."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    together = Barrier(count)

    def run(number: int) -> T:
        together.wait()
        try:
            return job(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


@pytest.fixture
def threads() -> Callable[..., list[object]]:
    """`in_threads`, as the tests of this folder get it."""
    return in_threads
