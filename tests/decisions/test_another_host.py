"""S2, S3: a host that starts or stands still while others serve the same database puts nothing in doubt."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

import restored
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.parties import ledger_watch
from cochair.features.silence import outages
from cochair.journal import watch
from cochair.journal.models import Entry
from restored import Machine, begin, look, noticed
from silences import norland, opened, sent, stage
from world import NOW

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """The machine of this host, without a mark from another test."""
    yield from restored.machine(monkeypatch)


@pytest.fixture
def running(small_forum, machine: Machine) -> SilenceProcedure:
    """A silence, which this host has seen."""
    row = opened(small_forum)
    look(NOW)
    return row


def test_what_others_write_while_a_host_reads_the_ledger_is_not_ahead_of_its_clock(
    running: SilenceProcedure, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    its_clock, slug = [NOW], running.forum.slug

    def reads_for_a_minute(_forum: str, _at: datetime) -> list:
        machine.goes_on(60 * SECOND)
        its_clock[0] += 60 * SECOND
        sent(running, norland(running.forum), NOW + 59 * SECOND, form="statement", said="Later.")
        # Another process of this host keeps the mark.
        look(NOW + 60 * SECOND)
        return []

    monkeypatch.setattr(watch, "whole", reads_for_a_minute)
    ledger_watch.begin(lambda: its_clock[0])
    assert not noticed(slug)

    monkeypatch.undo()
    its_clock[0] = NOW
    ledger_watch.look(lambda: its_clock[0])
    assert "clock_back" in noticed(slug)


@pytest.mark.parametrize("read_slowly", ["the entries", "the mark"])
def test_the_clock_is_read_after_what_it_is_compared_with(
    running: SilenceProcedure, machine: Machine, monkeypatch: pytest.MonkeyPatch, read_slowly: str
) -> None:
    its_clock, waited = [NOW], []

    def after_a_minute(read: Callable[..., Any], *words: Any) -> Any:
        if not waited:
            waited.append(read_slowly)
            machine.goes_on(60 * SECOND)
            its_clock[0] += 60 * SECOND
            sent(running, norland(running.forum), NOW + 59 * SECOND, form="statement", said="Now.")
            look(NOW + 60 * SECOND)
        return read(*words)

    def the_newest(execute: Callable[..., Any], sql: str, *words: Any) -> Any:
        return after_a_minute(execute, sql, *words) if "MAX(" in sql else execute(sql, *words)

    if read_slowly == "the mark":
        reads = watch.read
        monkeypatch.setattr(watch, "read", lambda: after_a_minute(reads))
        ledger_watch.look(lambda: its_clock[0])
    else:
        with connection.execute_wrapper(the_newest):
            ledger_watch.look(lambda: its_clock[0])
    assert waited and not noticed(running.forum.slug)


def test_a_host_that_stood_still_for_days_while_another_served_puts_nothing_in_doubt(
    running: SilenceProcedure, machine: Machine
) -> None:
    slug = running.forum.slug
    machine.starts_anew()
    outages.beat(NOW + 3 * DAY - SECOND, "another")
    begin(NOW + 3 * DAY)
    assert not noticed(slug)

    machine.starts_anew()
    outages.beat(NOW + 9 * DAY, "another whose clock is wrong")
    begin(NOW + 6 * DAY)
    assert noticed(slug) == ["stopped"]


def test_an_old_copy_on_a_machine_that_keeps_no_mark_is_noticed_by_its_last_pulse(
    running: SilenceProcedure, machine: Machine
) -> None:
    """The host was lost with its folder; the ledger is sound, and nothing outside contradicts it."""
    slug = running.forum.slug
    outages.beat(NOW, "lost")
    restored.forget_the_mark()
    begin(NOW + DAY)
    assert not noticed(slug)

    restored.forget_the_mark()
    begin(NOW + 3 * DAY)
    assert noticed(slug) == ["stopped"]
    found = restored.doubt(slug)
    assert (found.start, found.end) == (NOW, NOW + 3 * DAY)
    assert stage(running, NOW + 3 * DAY) == "suspended"


def test_a_ledger_that_went_on_elsewhere_grew_from_what_this_host_knew(
    running: SilenceProcedure, machine: Machine
) -> None:
    slug, known = running.forum.slug, Entry.objects.count()
    outages.beat(NOW + 3 * DAY - SECOND, "another")
    sent(running, norland(running.forum), NOW + DAY, form="statement", said="Elsewhere.")
    machine.starts_anew()
    begin(NOW + 3 * DAY)
    assert Entry.objects.count() > known and not noticed(slug)

    restored.cut(slug, known - 1)
    look(NOW + 3 * DAY)
    assert noticed(slug) == ["behind"]


def test_what_another_host_writes_while_a_starting_one_reads_is_no_change_of_what_was_written(
    running: SilenceProcedure,
) -> None:
    slug, written = running.forum.slug, list[str]()

    def another_writes_first(execute: Callable[..., Any], sql: str, *words: Any) -> Any:
        if not written and 'FROM "journal_entry"' in sql:
            written.append(sql)
            sent(running, norland(running.forum), NOW + SECOND, form="statement", said="Now.")
        return execute(sql, *words)

    with connection.execute_wrapper(another_writes_first):
        assert watch.whole(slug, NOW + SECOND) == []
    assert written and not noticed(slug)

    restored.rewrite(slug, lambda entry: entry)
    with restored.unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET office = 'x' WHERE seq = 2")
    assert [one.cause for one in watch.whole(slug, NOW + SECOND)] == ["rewritten"]


def test_what_another_host_writes_between_two_questions_of_a_look_is_no_change_either(
    running: SilenceProcedure, machine: Machine
) -> None:
    slug, written, by = running.forum.slug, list[str](), norland(running.forum)
    sent(running, by, NOW + SECOND, form="statement", said="Before.")

    def another_writes_first(execute: Callable[..., Any], sql: str, *words: Any) -> Any:
        # After how far the ledger has come was read, and before what it has more than the mark.
        if not written and sql.startswith('SELECT "journal_entry"."leaf"'):
            written.append(sql)
            sent(running, by, NOW + SECOND, form="statement", said="Now.")
        return execute(sql, *words)

    machine.goes_on(2 * SECOND)
    with connection.execute_wrapper(another_writes_first):
        look(NOW + 2 * SECOND)
    assert written and not noticed(slug)


def test_an_entry_that_the_ledger_does_not_count_is_noticed(running: SilenceProcedure) -> None:
    """Somebody put it behind the last one past the house: nothing can be written there any more."""
    slug = running.forum.slug
    assert watch.whole(slug, NOW + SECOND) == []
    one = Entry.objects.filter(forum=slug).last()
    one.pk, one.seq, one._state.adding = None, one.seq + 1, True
    one.save()
    assert [each.cause for each in watch.whole(slug, NOW + SECOND)] == ["rewritten"]
