"""What is kept is given again until something is written that it was made from, by whomever."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier, Thread
from unittest.mock import patch

import pytest
from django.db import connection, transaction

from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties.models import Forum
from cochair.journal import queries, table_cache
from cochair.journal.actions import record
from cochair.journal.queries import Standing
from cochair.journal.table_cache import TableCache, reached
from cochair.web import cache, statements, tables
from cochair.web.cache import LRUCache
from cochair.web.request_cache import while_reading
from story.otherwise import only_stamps
from world import NOW


def entered(
    forum: Forum, *writes: Callable[[], object], after: Callable[[], object] = list
) -> None:
    """An entry whose transaction writes something before it, and after it."""
    with transaction.atomic():
        for write in writes:
            write()
        record(forum.slug, verb="somebody.looked", about=("look", "1"), by=None, at=NOW)
        after()


def renamed(forum: Forum, place: str = "here") -> Callable[[], object]:
    return lambda: Schedule.objects.filter(meeting__forum=forum).update(place=place)


class Counted:
    """A maker that reads the schedules of a forum, and counts how often it is asked."""

    def __init__(self, forum: Forum, *, is_part: bool = False) -> None:
        self.forum, self.asked = forum, 0
        self.kept: TableCache[tuple[str, ...]] = TableCache(4, is_part=is_part)

    def make(self) -> tuple[str, ...]:
        self.asked += 1
        rows = Schedule.objects.filter(meeting__forum=self.forum).order_by("pk")
        return tuple(rows.values_list("place", flat=True))

    def get(self) -> tuple[str, ...]:
        return self.kept.get(self.forum.slug, "places", self.make)


class HowMany(Counted):
    """A maker of the number of schedules alone, which reads their places all the same."""

    def make(self) -> tuple[str, ...]:
        return (str(len(super().make())),)


@contextmanager
def asked() -> Iterator[list[str]]:
    """The statements that reach the database."""
    found: list[str] = []

    def noted(execute: Callable[..., object], sql: str, *more: object) -> object:
        found.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(noted):
        yield found


@contextmanager
def by_another_process() -> Iterator[None]:
    """What is written in here this page hears of from the ledger alone."""
    with patch.object(statements, "forget", lambda: None):
        yield


@pytest.fixture
def places(small_forum: Forum) -> Counted:
    """The places of all meetings, made once, by a process that hears of writes from the ledger alone."""
    meeting = Meeting.objects.create(
        forum=small_forum, slug="league-concert-council-9", configuration="council", number=9
    )
    Schedule.objects.create(meeting=meeting, starts=NOW, ends=NOW, zone="UTC", format="in_person")
    entered(small_forum, renamed(small_forum, "there"))
    found = Counted(small_forum)
    with only_stamps():
        found.get()
        yield found


def test_an_entry_about_something_else_leaves_what_is_kept_as_it_is(places: Counted) -> None:
    before = places.get()
    entered(places.forum)
    entered(places.forum, lambda: Cycle.objects.filter(forum=places.forum).update(imported=True))

    assert places.get() is before
    assert places.asked == 1


@pytest.mark.parametrize("when", ["before its entry", "after its entry", "both"])
def test_what_a_transaction_writes_before_and_after_its_entry_makes_it_anew(
    places: Counted, when: str
) -> None:
    write = renamed(places.forum)
    entered(
        places.forum,
        *([write] if when != "after its entry" else []),
        after=write if when != "before its entry" else list,
    )

    assert places.get() == ("here",) * len(places.get())
    assert places.asked == 2


def test_what_is_written_without_an_entry_is_named_by_the_next_one(places: Counted) -> None:
    renamed(places.forum)()
    entered(places.forum)

    assert set(places.get()) == {"here"}


def test_what_an_entry_named_that_was_undone_is_named_by_the_next_one(places: Counted) -> None:
    renamed(places.forum)()
    with transaction.atomic():
        record(places.forum.slug, verb="somebody.looked", about=("look", "1"), by=None, at=NOW)
        transaction.set_rollback(True)
    entered(places.forum)

    assert set(places.get()) == {"here"}


def test_the_process_that_writes_need_not_wait_for_an_entry(small_forum: Forum) -> None:
    kept = Counted(small_forum)
    kept.get()
    renamed(small_forum)()

    kept.get()
    assert kept.asked == 2


def test_whoever_writes_sees_its_own_writes_and_nobody_else_does(places: Counted) -> None:
    with transaction.atomic():
        renamed(places.forum)()
        record(places.forum.slug, verb="somebody.looked", about=("look", "1"), by=None, at=NOW)
        assert set(places.get()) == {"here"}
        # Within the transaction it is made once.
        places.get()
        assert places.asked == 2
        transaction.set_rollback(True)

    assert set(places.get()) == {"there"}


def test_a_part_of_a_transaction_that_is_undone_was_never_written(places: Counted) -> None:
    with transaction.atomic():
        record(places.forum.slug, verb="somebody.looked", about=("look", "1"), by=None, at=NOW)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            renamed(places.forum, "nowhere")()
            raise ZeroDivisionError
        assert set(places.get()) == {"there"}
        renamed(places.forum)()

    assert set(places.get()) == {"here"}


def test_a_part_that_comes_out_as_it_was_leaves_what_was_made_of_it(places: Counted) -> None:
    part, whole, made = HowMany(places.forum, is_part=True), TableCache[int](4), []

    def count() -> int:
        return whole.get(places.forum.slug, "count", lambda: made.append(part.get()) or len(made))

    assert count() == 1
    entered(places.forum, renamed(places.forum, "elsewhere"))
    assert (count(), part.asked) == (1, 2)

    entered(places.forum, Schedule.objects.filter(meeting__forum=places.forum).delete)
    assert (count(), part.asked) == (2, 3)


def test_what_is_kept_by_rows_is_not_made_again_where_its_statements_give_the_same(
    places: Counted,
) -> None:
    part = Counted(places.forum, is_part=True)
    before = part.get()
    entered(places.forum, renamed(places.forum, "there"))
    assert part.get() is before
    assert part.asked == 1

    entered(places.forum, renamed(places.forum, "elsewhere"))
    assert set(part.get()) == {"elsewhere"}
    assert part.asked == 2


def test_what_the_page_has_read_already_is_compared_before_anything_is_asked_again(
    places: Counted,
) -> None:
    part = Counted(places.forum, is_part=True)

    def make() -> tuple[str, ...]:
        found = Counted.make(part)
        for number in range(8 if "elsewhere" not in found else 0):
            Cycle.objects.filter(forum=part.forum, number=number).first()
        return found

    part.make = make  # type: ignore[method-assign]
    part.get()
    cycles = Cycle.objects.filter(forum=places.forum)
    entered(places.forum, renamed(places.forum, "elsewhere"), lambda: cycles.update(imported=True))
    with while_reading():
        queries.standing(places.forum.slug)
        Counted.make(part)
        with asked() as count:
            assert set(part.get()) == {"elsewhere"}
    assert count == []


def test_what_is_not_kept_by_rows_is_made_again_when_its_tables_are_written(
    places: Counted,
) -> None:
    entered(places.forum, renamed(places.forum, "there"))

    places.get()
    assert places.asked == 2


def test_what_a_page_read_before_it_knew_the_ledger_says_nothing_about_it(places: Counted) -> None:
    part = Counted(places.forum, is_part=True)
    part.get()
    with while_reading():
        part.make()
        # Another process writes while the page is being made, before the page looks at the ledger.
        with by_another_process():
            entered(places.forum, renamed(places.forum, "elsewhere"))
        assert set(part.get()) == {"elsewhere"}


def test_a_page_reads_the_same_statement_once_until_something_is_written(
    small_forum: Forum,
) -> None:
    entered(small_forum)
    rows = Cycle.objects.filter(forum=small_forum).order_by("number")
    with while_reading():
        queries.standing(small_forum.slug)
        first = list(rows)
        with asked() as count:
            assert [one.pk for one in rows.all()] == [one.pk for one in first]
        assert count == []

        rows.filter(number=2).update(imported=True)
        with asked() as count:
            assert any(one.imported for one in rows.all())
        assert len(count) == 1


def test_more_rows_than_are_kept_are_given_all_the_same(small_forum: Forum) -> None:
    entered(small_forum)
    rows = Cycle.objects.filter(forum=small_forum).order_by("number")
    every = [one.pk for one in rows]
    with patch.object(statements, "MOST", 1), while_reading():
        queries.standing(small_forum.slug)
        assert [one.pk for one in rows.all()] == every
        assert [one.pk for one in rows.iterator(1)] == every
        part: TableCache[int] = TableCache(4, is_part=True)
        assert part.get(small_forum.slug, "count", lambda: len(rows.all())) == len(every)


def test_what_hangs_on_the_version_of_the_ledger_is_made_anew_by_every_entry(
    small_forum: Forum,
) -> None:
    kept: TableCache[str] = TableCache(4)
    first = kept.get(small_forum.slug, "version", lambda: queries.version(small_forum.slug))
    entered(small_forum)

    assert kept.get(small_forum.slug, "version", lambda: "another") == "another" != first


def test_what_is_written_without_entries_is_trusted_for_a_minute(small_forum: Forum) -> None:
    from cochair.features.accounts.models import Account

    kept: TableCache[int] = TableCache(4)
    with patch.object(table_cache.time, "monotonic", lambda: 0.0):
        kept.get(small_forum.slug, "accounts", Account.objects.count)
        assert kept.get(small_forum.slug, "accounts", lambda: -1) != -1
    with patch.object(table_cache.time, "monotonic", lambda: table_cache.SECONDS + 1):
        assert kept.get(small_forum.slug, "accounts", lambda: -1) == -1


def test_what_fits_no_more_is_made_anew(small_forum: Forum) -> None:
    kept: TableCache[datetime] = TableCache(4)
    kept.get(small_forum.slug, "hour", lambda: NOW)

    later = NOW + timedelta(hours=1)
    again = kept.get(small_forum.slug, "hour", lambda: later, fits=lambda one: one >= later)
    assert again == later


def test_rows_that_are_kept_name_all_tables_that_they_may_still_read() -> None:
    assert {"meetings_schedule", "meetings_meeting", "cycles_cycle", "parties_forum"} <= reached(
        Schedule
    )


def test_a_forum_without_an_entry_keeps_nothing(db: None) -> None:
    kept: TableCache[int] = TableCache(4)
    made: list[int] = []
    for _time in range(2):
        kept.get("nobodys-forum", "count", lambda: made.append(1) or len(made))

    assert len(made) == 2


def test_of_several_threads_that_ask_at_once_one_makes_it() -> None:
    kept: TableCache[int] = TableCache(4)
    made, together = [], Barrier(8)
    now = Standing("1-a", "", {})

    def slowly() -> int:
        made.append(1)
        Barrier(1).wait()
        return len(made)

    def ask() -> None:
        together.wait()
        kept.get("a-forum", "count", slowly)

    with (
        patch.object(queries, "standing", lambda _forum: now),
        patch.object(tables, "unsettled", set),
    ):
        threads = [Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert made == [1]


def test_statements_are_told_by_the_tables_that_they_read_and_write() -> None:
    told = tables._tables
    assert told('SELECT 1 FROM "meetings_meeting" JOIN "cycles_cycle" ON 1') == (
        "read",
        frozenset({"meetings_meeting", "cycles_cycle"}),
    )
    assert told('UPDATE "cycles_cycle" SET a = (SELECT 1 FROM "meetings_meeting")') == (
        "write",
        frozenset({"cycles_cycle"}),
    )
    # What nobody understands hangs on everything; so do the entries themselves.
    assert told("SELECT 1 FROM search_words") == ("read", frozenset({tables.ANY}))
    assert tables.ANY in told('SELECT 1 FROM "journal_entry"')[1]
    assert told('SELECT 1 FROM "journal_ledger"')[1] == frozenset()


def test_questions_put_as_one_name_all_their_tables_in_brackets_as_without() -> None:
    """PostgreSQL is asked for a union in brackets: what it gave is kept no longer than anything else."""
    one, other = 'SELECT "id" FROM "meetings_meeting"', 'SELECT "id" FROM "cycles_cycle"'
    both = "read", frozenset({"meetings_meeting", "cycles_cycle"})
    told = tables._tables
    assert told(f"{one} UNION {other}") == both
    assert told(f"({one}) UNION ({other})") == both
    assert told(f"(({one}) UNION ({other})) LIMIT 1") == both
    assert told("SAVEPOINT one") == ("", frozenset())


@pytest.mark.parametrize("kind", [LRUCache, TableCache])
def test_a_cache_keeps_no_more_text_than_it_may(
    small_forum: Forum, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(small_forum)
    kept, made = kind(100), []
    before = cache.held()

    def get(key: str, text: object) -> None:
        forum = [small_forum.slug] if kind is TableCache else []
        kept.get(*forum, key, lambda: (made.append(key), text)[1])

    monkeypatch.setattr(cache, "MOST_OCTETS", 100)
    get("a", "x" * 40)
    get("b", (b"y" * 40, "tag"))
    get("a", "")
    assert made == ["a", "b"]
    assert cache.held() == (before[0] + 2, before[1] + 83)

    # The one that was not asked for longest goes; what is too long by itself is given, and not kept.
    get("c", {"one": "z" * 40})
    get("b", "")
    get("d", "w" * 101)
    assert made == ["a", "b", "c", "b", "d"]
    assert cache.held()[1] <= before[1] + 100
    kept.clear()
    assert cache.held() == before
