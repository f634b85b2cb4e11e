"""A scene that many tests begin with is played once for each state in which it is asked for.

To decide, sign and publish takes a second or more; the rows that it wrote are put back in a moment.
A scene hangs on the tables, on what it is told and on the clock alone; where a test sets anything
else, every scene is played.
"""

import hashlib
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import wraps
from typing import Any, NamedTuple

import pytest
from django.conf import UserSettingsHolder, settings
from django.db import connection, models, transaction

import forgotten
from cochair.web import tables

type Rows = dict[tuple[object, ...], tuple[object, ...]]
type Change = tuple[str, list[tuple[object, ...]]]

PLAIN = (str, bytes, int, float, date, timedelta, Enum, type(None))
# What may change what a scene does, and is not in the tables.
OTHERWISE = frozenset({"monkeypatch", "settings"})
# Words that the search knows cannot be read from its table.
SEARCHED = ' "search_'
# On PostgreSQL: the tables with the columns of their primary key; what gives numbers to rows.
KEYS = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY 1
"""
OF_ROWS = "_id_seq"
# On PostgreSQL, the statement by which rows are numbered on; made once.
_NUMBERING: list[str] = []
# Of every test, whatever it asks for.
BY_THE_PLUGIN = "pytest_django."


@dataclass
class _State:
    is_asked: bool = True


_STATE = _State()


class _Known(NamedTuple):
    """What a scene gave and wrote."""

    value: bytes
    changes: list[Change]


# None for a scene that cannot be put back.
_KNOWN: dict[tuple[object, ...], _Known | None] = {}


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
            if connection.vendor == "sqlite" and any(SEARCHED in one for one, _rows in changes):
                _KNOWN[key] = None
                return value
            _KNOWN[key] = _Known(pickle.dumps(value), changes)
            # From the first time on the same rows lie in the same places: what follows is known too.
            transaction.savepoint_rollback(point)
        known = _KNOWN[key]
        if known is None:
            return scene(*told, **more)
        _put_back(known)
        return pickle.loads(known.value)  # type: ignore[no-any-return]

    return again


def _key(
    scene: Callable[..., object], told: tuple[object, ...], more: dict[str, object]
) -> tuple[object, ...] | None:
    """What a scene hangs on; None where that cannot be said."""
    from cochair.web.clock import clock

    if (
        not _STATE.is_asked
        or not connection.in_atomic_block
        or not _may_be_put_back()
        or isinstance(settings._wrapped, UserSettingsHolder)
    ):
        return None
    try:
        said = repr(_plain((told, sorted(more.items()))))
    except TypeError:
        return None
    return scene.__module__, scene.__qualname__, said, repr(clock._fixed), _digest()


def _may_be_put_back() -> bool:
    """Whether the database lets a test write past its triggers: PostgreSQL only whoever owns it all."""
    if connection.vendor != "postgresql":
        return True
    return bool(connection.connection.info.parameter_status("is_superuser") == "on")


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


class _Table(NamedTuple):
    """A table: its columns, and by what a row of it is known; `beside` where that is no column."""

    name: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    beside: tuple[str, ...] = ()


def _tables() -> Iterator[tuple[_Table, Rows]]:
    """Every row of every table, by what it is known by."""
    with connection.cursor() as cursor:
        for name, keys in _known_by(cursor):
            beside = () if keys else ("rowid",)
            cursor.execute(f'SELECT {"rowid, " if beside else ""}* FROM "{name}"')
            found = cursor.fetchall()
            columns = tuple(one[0] for one in cursor.description)[len(beside) :]
            places = [columns.index(key) for key in keys]
            rows = {
                (tuple(row[place] for place in places) or row[:1]): row[len(beside) :]
                for row in found
            }
            yield _Table(name, columns, keys or beside, beside), rows


def _known_by(cursor: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The tables with the columns of their primary key; none where a row has a number beside them."""
    if connection.vendor == "postgresql":
        cursor.execute(KEYS)
        return [(name, tuple(keys)) for name, keys in cursor.fetchall()]
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    found = cursor.fetchall()
    # What the search knows is written through one table, and lies in others.
    beside = tuple(f"{name}_" for name, sql in found if str(sql).startswith("CREATE VIRTUAL"))
    return [(name, ()) for name, _sql in found if not name.startswith(beside)]


def _digest() -> bytes:
    """What is in the tables, as a digest."""
    if connection.vendor == "sqlite":
        return hashlib.sha1(connection.connection.serialize()).digest()
    with connection.cursor() as cursor:
        asked = " UNION ALL ".join(
            f"SELECT '{name}', md5(string_agg(t::text, ',' ORDER BY t::text)) FROM \"{name}\" t"
            for name, _keys in _known_by(cursor)
        )
        cursor.execute(asked)
        return hashlib.sha1(repr(sorted(cursor.fetchall())).encode()).digest()


def number_on() -> None:
    """On PostgreSQL rows get the numbers after those that are there, so that the same scene has the
    same rows again: numbers that were given are not taken back with what is undone."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if not _NUMBERING:
            cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
            names = [name for (name,) in cursor.fetchall() if name.endswith(OF_ROWS)]
            last = (
                f"setval('{name}', coalesce((SELECT max(id) FROM {table}), 1), "
                f"EXISTS (SELECT 1 FROM {table}))"
                for name in names
                for table in [f'"{name.removesuffix(OF_ROWS)}"']
            )
            _NUMBERING.append(f"SELECT {', '.join(last)}")
        cursor.execute(_NUMBERING[0])


def _changes(before: dict[_Table, Rows], after: dict[_Table, Rows]) -> Iterator[Change]:
    """What makes of some tables the others: statements, each with the rows that it is told."""
    for table, rows in after.items():
        was, name = before[table], table.name
        which = " AND ".join(
            f'"{key}" = %s' if not table.beside else f"{key} = %s" for key in table.keys
        )
        if gone := [key for key in was if key not in rows]:
            yield f'DELETE FROM "{name}" WHERE {which}', gone
        changed = [
            (*row, *key) for key, row in rows.items() if key in was and repr(was[key]) != repr(row)
        ]
        if changed and name == "journal_ledger":
            yield from _grown(changed, was, table)
        if changed:
            sets = ", ".join(f'"{column}" = %s' for column in table.columns)
            yield f'UPDATE "{name}" SET {sets} WHERE {which}', changed
        beside = len(table.beside)
        if new := [(*key[:beside], *row) for key, row in rows.items() if key not in was]:
            names = ", ".join(f'"{column}"' for column in (*table.beside, *table.columns))
            places = ", ".join(["%s"] * (len(table.columns) + beside))
            yield f'INSERT INTO "{name}" ({names}) VALUES ({places})', new


def _grown(changed: list[tuple[object, ...]], was: Rows, table: _Table) -> Iterator[Change]:
    """A ledger grows by one entry at a time: up to one before the last, which the row itself says."""
    if connection.vendor != "sqlite":
        return
    place = table.columns.index("size")
    for *row, number in changed:
        steps = row[place] - was[(number,)][place] - 1  # type: ignore[operator]
        grow = 'UPDATE "journal_ledger" SET size = size + 1 WHERE rowid = %s'
        yield grow, [(number,)] * steps


def _put_back(known: _Known) -> None:
    with connection.cursor() as cursor, _without_triggers(cursor), tables.beside():
        for statement, rows in known.changes:
            cursor.executemany(statement, rows)
    number_on()
    forgotten.everything()


@contextmanager
def _without_triggers(cursor: Any) -> Iterator[None]:
    """On PostgreSQL the rows are put back as they were written, and nothing is asked of them again."""
    if connection.vendor != "postgresql":
        yield
        return
    cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    cursor.execute("SET LOCAL session_replication_role = origin")
