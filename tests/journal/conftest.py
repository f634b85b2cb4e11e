"""Ledgers for the stories of this folder: forums that exist nowhere, accounts that are numbers."""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from at_once import a_database_for_threads, in_threads
from cochair.journal import write_guards
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
def shared_database(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A database that several threads write to at once.

    It holds the tables of the journal alone, so that what apps above would refuse is not asked.
    """
    monkeypatch.setattr(write_guards, "_GATES", {})
    with a_database_for_threads(tmp_path, "journal"):
        yield


@pytest.fixture
def threads() -> Callable[..., list[object]]:
    """`in_threads`, as the tests of this folder get it."""
    return in_threads
