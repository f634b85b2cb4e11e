"""O1, O2: what monitoring asks is answered under any name, and tells the truth of every part."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from cochair.mail.models import Cursor
from cochair.parties.models import Forum
from cochair.public import probes
from cochair.web.clock import clock


def asked(path: str = probes.READY, **words: str) -> tuple[int, dict[str, bool]]:
    answer = Client().get(path, **words)
    return answer.status_code, answer.json()


def worked(forum: Forum, ago: timedelta) -> None:
    """The worker looked at a forum so long ago."""
    Cursor.objects.update_or_create(
        forum=forum, source="tried", defaults={"read_at": clock.now() - ago}
    )


@pytest.mark.parametrize("name", ["localhost", "10.0.0.7", "another.example.org"])
def test_both_are_answered_under_any_name(small_forum: Forum, name: str) -> None:
    worked(small_forum, timedelta(0))
    alive = Client().get(probes.ALIVE, headers={"Host": name})

    assert (alive.status_code, alive.content) == (200, b"alive")
    assert Client().get(probes.READY, headers={"Host": name}).status_code == 200
    assert Client().get("/en/", headers={"Host": "another.example.org"}).status_code == 400


def test_with_everything_there_it_is_ready(small_forum: Forum) -> None:
    worked(small_forum, probes.QUIET - timedelta(seconds=5))

    assert asked() == (
        200,
        {"ready": True, "database": True, "migrations": True, "storage": True, "worker": True},
    )


def test_a_worker_that_has_not_run_for_five_minutes_is_missing(small_forum: Forum) -> None:
    assert asked()[1]["worker"] is False
    worked(small_forum, probes.QUIET + timedelta(seconds=1))
    status, said = asked()

    assert (status, said["ready"], said["worker"], said["database"]) == (503, False, False, True)


def broken() -> bool:
    raise OperationalError("the server is gone")


def full() -> bool:
    raise PermissionError("read-only")


def strange() -> bool:
    raise ValueError("of the store")


@pytest.mark.parametrize("fails", [broken, full, strange])
@pytest.mark.parametrize("part", ["database", "migrations", "storage", "worker"])
def test_what_fails_is_named_without_its_error(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch, part: str, fails: Callable[[], bool]
) -> None:
    worked(small_forum, timedelta(0))
    monkeypatch.setitem(probes.CHECKS, part, fails)
    answer = Client().get(probes.READY)

    assert answer.status_code == 503
    missing = {"migrations", "worker"} if part == "database" else set()
    assert {name for name, found in answer.json().items() if not found} == {"ready", part, *missing}
    assert "gone" not in answer.text


def test_a_store_that_nobody_can_write_to_is_missing(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes.os, "access", lambda *_words: False)

    assert asked()[1]["storage"] is False


def test_tables_that_are_missing_are_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "_PREPARED", [])
    assert asked()[1]["migrations"] is True
    monkeypatch.setattr(probes, "_PREPARED", [])
    monkeypatch.setattr(
        probes.MigrationExecutor, "migration_plan", lambda *_words: [("one", False)]
    )
    assert asked()[1]["migrations"] is False
