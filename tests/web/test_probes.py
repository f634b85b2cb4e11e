"""O1, O2: what monitoring asks is answered under any name, and tells the truth of every part."""

import io
import json
import logging
import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.test.utils import override_settings
from prometheus_client.parser import text_string_to_metric_families

from cochair.features.mail.models import Cursor, Message, State
from cochair.features.parties.models import Forum
from cochair.journal import queries as journal
from cochair.journal.models import Doubt
from cochair.site.public import probes
from cochair.web import access_log, security_log
from cochair.web.cache import LRUCache
from cochair.web.clock import clock
from silences import opened


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


def test_figures_are_told_to_who_shows_the_token_and_hidden_from_all_others(
    small_forum: Forum,
) -> None:
    worked(small_forum, timedelta(0))
    due = {"queued_at": clock.now(), "due_at": clock.now()}
    Message.objects.create(forum=small_forum, message_id="<1@x>", state=State.FAILED, **due)
    doubted = {"start": clock.now(), "end": clock.now(), "noticed_at": clock.now()}
    opened(small_forum)
    LRUCache[str](1).get("page", lambda: "a page")
    Doubt.objects.create(forum=small_forum.slug, cause="behind", **doubted)
    shown = {"Authorization": "Bearer a-token"}
    assert Client().get(probes.PATH, headers=shown).status_code == 404

    with override_settings(METRICS_TOKEN="a-token"):
        assert Client().get(probes.PATH).status_code == 404
        assert Client().get(probes.PATH, headers={"Authorization": "Bearer b"}).status_code == 404
        said = Client().get(probes.PATH, headers=shown).text

    read = {
        (one.name, *one.labels.values()): one.value
        for group in text_string_to_metric_families(said)
        for one in group.samples
    }
    slug = small_forum.slug
    assert read["cochair_messages", State.FAILED.value] == 1
    assert read["cochair_journal_entries", slug] == journal.size(slug)
    # What the process keeps itself is said with its own number.
    assert read["cochair_cache_things", str(os.getpid())] >= 1
    assert read["cochair_cache_octets", str(os.getpid())] >= len("a page")
    assert read["cochair_silences_unended", slug] == read["cochair_doubts", slug] == 1
    assert read["cochair_worker_last_turn_seconds",] == pytest.approx(
        clock.now().timestamp(), abs=60
    )


def test_each_answer_is_one_line_that_holds_no_secret_of_a_link(
    small_forum: Forum,
) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(security_log.Lines())
    path = f"/en/{small_forum.slug}/calendar/feed/{'abcdefghij' * 3}.ics"
    Client().get(path)
    access_log.logger.addHandler(handler)
    access_log.logger.setLevel(logging.INFO)
    try:
        Client().get(path)
        Client().get(f"/en/{small_forum.slug}/")
    finally:
        access_log.logger.removeHandler(handler)
        access_log.logger.setLevel(logging.WARNING)

    refused, read = map(json.loads, stream.getvalue().splitlines())
    assert (refused["status"], read["status"]) == (404, 200)
    assert (
        read["where"] == {"forum": small_forum.slug}
        and read["bytes"] > 0
        and read["account"] is None
    )
    assert read["request"] != refused["request"] and "abcdefghij" not in stream.getvalue()
