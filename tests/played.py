"""A scene that many tests begin with is played once for each state in which it is asked for.

To decide, sign and publish takes a second or more; the rows that it wrote are put back in a moment.
A scene hangs on the tables, on what it is told and on the clock alone; where a test sets anything
else, or another database than SQLite is asked, every scene is played.
"""

import hashlib
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import wraps

import pytest
from django.conf import UserSettingsHolder, settings
from django.db import connection, models, transaction

import forgotten

type Rows = dict[int, tuple[object, ...]]
type Change = tuple[str, list[tuple[object, ...]]]

PLAIN = (str, bytes, int, float, date, timedelta, Enum, type(None))
# What may change what a scene does, and is not in the tables.
OTHERWISE = frozenset({"monkeypatch", "settings"})
# Words that the search knows cannot be read from its table.
SEARCHED = ' "search_'
# Of every test, whatever it asks for.
BY_THE_PLUGIN = "pytest_django."


@dataclass
class _State:
    is_asked: bool = True


_STATE = _State()
# What a scene gave and wrote; None for one that cannot be put back.
_KNOWN: dict[tuple[object, ...], tuple[bytes, list[Change]] | None] = {}


def begins(item: pytest.Item) -> None:
    """A test is about to be set up: whether its scenes may be put back."""
    known = getattr(item, "_fixtureinfo", None)
    asked = set(known.argnames) if known else set()
    for found in known.name2fixturedefs.values() if known else ():
        ours = [one for one in found if not one.func.__module__.startswith(BY_THE_PLUGIN)]
        asked.update(*(one.argnames for one in ours))
    _STATE.is_asked = not OTHERWISE & asked


def played[**P, T](scene: Callable[P, T]) -> Callable[P, T]:
    """A scene that is played once and then put back; what it gives is another object each time."""

    @wraps(scene)
    def again(*told: P.args, **more: P.kwargs) -> T:
        key = _key(scene, told, more)
        if key is None:
            return scene(*told, **more)
        if key not in _KNOWN:
            before, point = dict(_tables()), transaction.savepoint_create()
            value = scene(*told, **more)
            changes = list(_changes(before, dict(_tables())))
            if any(SEARCHED in statement for statement, _rows in changes):
                _KNOWN[key] = None
                return value
            _KNOWN[key] = pickle.dumps(value), changes
            # From the first time on the same rows lie in the same places: what follows is known too.
            transaction.savepoint_rollback(point)
        known = _KNOWN[key]
        if known is None:
            return scene(*told, **more)
        _put_back(known[1])
        return pickle.loads(known[0])  # type: ignore[no-any-return]

    return again


def _key(
    scene: Callable[..., object], told: tuple[object, ...], more: dict[str, object]
) -> tuple[object, ...] | None:
    """What a scene hangs on; None where that cannot be said."""
    from cochair.web.clock import clock

    if (
        not _STATE.is_asked
        or connection.vendor != "sqlite"
        or not connection.in_atomic_block
        or isinstance(settings._wrapped, UserSettingsHolder)
    ):
        return None
    try:
        said = repr(_plain((told, sorted(more.items()))))
    except TypeError:
        return None
    tables = hashlib.sha1(connection.connection.serialize()).digest()
    return scene.__module__, scene.__qualname__, said, repr(clock._fixed), tables


def _plain(value: object) -> object:
    """A value without what only a process knows; TypeError where that is all of it."""
    if isinstance(value, models.Model):
        columns = (one.attname for one in value._meta.concrete_fields)
        return value._meta.label, [_plain(value.__dict__.get(name)) for name in columns]
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__qualname__, [_plain(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, map(_plain, value)))
    if isinstance(value, dict):
        return [(key, _plain(one)) for key, one in value.items()]
    if isinstance(value, PLAIN):
        return value
    raise TypeError(type(value))


def _tables() -> Iterator[tuple[tuple[str, tuple[str, ...]], Rows]]:
    """Every row of every table, by table and columns, then by its number in the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        found = cursor.fetchall()
        # What the search knows is written through one table, and lies in others.
        beside = tuple(f"{name}_" for name, sql in found if str(sql).startswith("CREATE VIRTUAL"))
        for table in [name for name, _sql in found if not name.startswith(beside)]:
            cursor.execute(f'SELECT rowid, * FROM "{table}"')
            rows = {row[0]: row[1:] for row in cursor.fetchall()}
            columns = tuple(one[0] for one in cursor.description[1:])
            yield (table, columns), rows


def _changes(
    before: dict[tuple[str, tuple[str, ...]], Rows], after: dict[tuple[str, tuple[str, ...]], Rows]
) -> Iterator[Change]:
    """What makes of some tables the others: statements, each with the rows that it is told."""
    for (table, columns), rows in after.items():
        was = before[table, columns]
        if gone := [(number,) for number in was if number not in rows]:
            yield f'DELETE FROM "{table}" WHERE rowid = %s', gone
        changed = [
            (*row, number)
            for number, row in rows.items()
            if number in was and repr(was[number]) != repr(row)
        ]
        if changed and table == "journal_ledger":
            yield from _grown(changed, was, columns)
        if changed:
            sets = ", ".join(f'"{name}" = %s' for name in columns)
            yield f'UPDATE "{table}" SET {sets} WHERE rowid = %s', changed
        if new := [(number, *row) for number, row in rows.items() if number not in was]:
            names = ", ".join(f'"{name}"' for name in ("rowid", *columns))
            places = ", ".join(["%s"] * (len(columns) + 1))
            yield f'INSERT INTO "{table}" ({names}) VALUES ({places})', new


def _grown(
    changed: list[tuple[object, ...]], was: Rows, columns: tuple[str, ...]
) -> Iterator[Change]:
    """A ledger grows by one entry at a time: up to one before the last, which the row itself says."""
    place = columns.index("size")
    for *row, number in changed:
        steps = row[place] - was[number][place] - 1  # type: ignore[operator,index]
        grow = 'UPDATE "journal_ledger" SET size = size + 1 WHERE rowid = %s'
        yield grow, [(number,)] * steps


def _put_back(changes: list[Change]) -> None:
    with connection.cursor() as cursor:
        for statement, rows in changes:
            cursor.executemany(statement, rows)
    forgotten.everything()
