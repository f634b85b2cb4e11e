"""A database that is brought back, a clock that is wrong, and the mark of a process, for stories of both.

The true clock counts here, but for the instant: these installations are no demo.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection

from cochair.features.parties import ledger_watch
from cochair.features.silence import outages
from cochair.journal import doubts, entry_hashing, watch
from cochair.journal.merkle import Peaks
from cochair.journal.models import Doubt, Entry, Ledger

TABLES = ("journal_entry", "journal_ledger", "journal_checkpoint", "journal_witness")


class Machine:
    """A machine that runs since its start; its clock is what each call says."""

    def __init__(self) -> None:
        self.ran, self.boot = 1000.0, "first start"

    def goes_on(self, for_: timedelta) -> None:
        """Time passes, whatever the clock says."""
        self.ran += for_.total_seconds()

    def starts_anew(self) -> None:
        """It was switched off, and knows no more for how long."""
        self.ran, self.boot = 5.0, f"{self.boot} again"


def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """A machine without a mark from another test, on which no outage is noticed by its pulse."""
    one = Machine()
    monkeypatch.setattr(watch, "_ran", lambda: one.ran)
    monkeypatch.setattr(watch, "_boot", lambda: one.boot)
    monkeypatch.setattr(outages, "QUIET", timedelta(days=400))
    forget_the_mark()
    yield one
    forget_the_mark()


def noticed(forum: str) -> list[str]:
    """What is in doubt about a forum."""
    return list(doubts.standing(forum).values_list("cause", flat=True))


def doubt(forum: str) -> Doubt:
    """The one thing that is in doubt."""
    return doubts.standing(forum).get()


def look(at: datetime) -> None:
    """What a running process does every other second."""
    ledger_watch.look(lambda: at)


def begin(at: datetime) -> None:
    """What a process does when it starts."""
    ledger_watch.begin(lambda: at)


@contextmanager
def unguarded() -> Iterator[None]:
    """Whoever owns the database takes the triggers away, and puts them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        marks = ", ".join(f"'{table}'" for table in TABLES)
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks})"
        )
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def cut(forum: str, size: int) -> None:
    """The ledger ends after so many entries, as in a copy from then, and is sound in itself."""
    rewrite(forum, lambda entry: entry if entry.seq <= size else None)


def rewrite(forum: str, change: Callable[[Entry], Entry | None]) -> None:
    """Write the ledger anew with other entries, every hash recomputed: sound in itself."""
    with unguarded(), connection.cursor() as cursor:
        tree = Peaks()
        for entry in list(Entry.objects.filter(forum=forum).order_by("seq")):
            changed = change(entry)
            if changed is None:
                cursor.execute("DELETE FROM journal_entry WHERE id = %s", [entry.pk])
                continue
            leaf = entry_hashing.leaf(changed.body)
            cursor.execute(
                "UPDATE journal_entry SET about_id = %s, leaf = %s WHERE id = %s",
                [changed.about_id, leaf, entry.pk],
            )
            tree = tree.append(bytes.fromhex(leaf))
        ledger = Ledger.objects.get(forum=forum)
        ledger.size, ledger.peaks = tree.size, [peak.hex() for peak in tree.hashes]
        ledger.save()
        cursor.execute(
            "DELETE FROM journal_checkpoint WHERE forum = %s AND size > %s", [forum, tree.size]
        )


def forget_the_mark() -> None:
    """COCHAIR_HOME was brought back as well, or is another one."""
    watch._file().unlink(missing_ok=True)
