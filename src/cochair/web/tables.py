"""Which tables are read and written, noticed where the statements pass.

What is kept of a page names the tables that it was read from, and an entry of the journal those
that its transaction wrote, or the columns of them (`web.columns`): `table`, or `table.column`.  Both
are noticed here, statement by statement, so that nobody writes down a list that somebody else
forgets.  Source: docs/decisions/0065 and 0070.
"""

import itertools
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import Lock, local
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from cochair.web import columns, statements

# Stands for all tables: of what hangs on every entry, or was read in a way that nobody understands.
ANY: Final = "*"
ENTRIES = "journal_entry"
# What says how far a ledger has come is itself no part of what is kept.
BOOKS = frozenset({"journal_ledger", "journal_stamp"})
WORD = re.compile(r"[a-z][a-z0-9_]*")
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b", re.IGNORECASE)
# PostgreSQL is asked for a union in brackets.
READS = re.compile(r"[\s(]*(?:SELECT|WITH)\b", re.IGNORECASE)
UNDONE = "ROLLBACK"

_READ: ContextVar[tuple[set[Hashable], ...]] = ContextVar("tables_read", default=())
# What this process wrote last of each table, by column: so nothing of its own is ever overlooked.
type Writes = Mapping[str, Mapping[str, int]]
_WRITTEN: dict[str, Mapping[str, int]] = {}
_NUMBERS = itertools.count(1)
_GATE = Lock()
# Of a row all that it has was written: it is there, or not, since then.
WHOLE: Final = ""


class _Writing(local):
    """What the connection of this thread has written and no entry has named yet.

    `pending` has not been named in any ledger; `open` was written in the transaction that runs, which
    `block` stands for and `number` counts; `named` is what the entries of the transaction have named,
    and `carried` what among it was written before it: where it is undone, nothing names that.
    """

    def __init__(self) -> None:
        self.pending: set[str] = set()
        self.open: set[str] = set()
        self.named: set[str] = set()
        self.carried: set[str] = set()
        self.block: object = None
        self.number = 0
        self.late: Callable[[Iterable[str]], None] | None = None
        self.is_quiet = False


_WRITING = _Writing()


NEVER: Final[Mapping[str, object]] = {}
# Whether the next statement is asked for rows.
_OF_ROWS: ContextVar[bool] = ContextVar("tables_of_rows", default=False)


class _Last:
    """The number of what this process wrote last; no two writes have the same."""

    number = 0


_LAST = _Last()


@contextmanager
def noticed() -> Iterator[set[Hashable]]:
    """The tables that are read in here, as far as they have been, and what else is noted."""
    found: set[Hashable] = set()
    token = _READ.set((*_READ.get(), found))
    try:
        yield found
    finally:
        _READ.reset(token)


@contextmanager
def unnoticed() -> Iterator[None]:
    """What is read in here is no part of what is being made."""
    token = _READ.set(())
    try:
        yield
    finally:
        _READ.reset(token)


@contextmanager
def beside() -> Iterator[None]:
    """What is written in here is shown on no page that is kept, such as what somebody has seen."""
    before, _WRITING.is_quiet = _WRITING.is_quiet, True
    try:
        yield
    finally:
        _WRITING.is_quiet = before


def note(read: Iterable[Hashable]) -> None:
    """What is given was made of these tables, or of something else that knows its own."""
    for found in _READ.get():
        found.update(read)


def asked(column: str) -> None:
    """What is being made hangs on a column of a row (`table.column`)."""
    for found in _READ.get():
        found.add(column)


@contextmanager
def of_rows() -> Iterator[None]:
    """The next statement is asked for rows, whose columns are read where somebody asks for them."""
    token = _OF_ROWS.set(True)
    try:
        yield
    finally:
        _OF_ROWS.reset(token)


def table_of(name: str) -> str:
    """The table of a name, which may be that of a column."""
    return name.partition(".")[0]


def split(name: str) -> tuple[str, str]:
    """The table and the column of a name; `WHOLE` where it is that of a table."""
    table, _dot, column = name.partition(".")
    return table, column


def written(tables: Iterable[str], counts: Writes | None = None) -> Mapping[str, object]:
    """For each of some tables what is another thing after anything that this process writes to it, now
    or by `counts`."""
    found = _WRITTEN if counts is None else counts
    undone = found.get(UNDONE)
    return {table: (undone, found.get(table)) for table in tables}


def writes() -> int:
    """A number that grows with everything that this process writes to any table."""
    return _LAST.number


def counts() -> Writes:
    """What this process wrote last of each table until now."""
    return dict(_WRITTEN)


def written_since(before: Writes, tables: Iterable[str]) -> set[str]:
    """The tables and columns that this process has written since, of some tables."""
    if before.get(UNDONE) != _WRITTEN.get(UNDONE):
        return set(tables)
    return differing(before, _WRITTEN, tables)


def differing(
    before: Mapping[str, Mapping[str, object]],
    now: Mapping[str, Mapping[str, object]],
    tables: Iterable[str],
) -> set[str]:
    """The names of the tables and columns that stand otherwise, of some tables."""
    found = set()
    for table in tables:
        was, is_now = before.get(table, NEVER), now.get(table, NEVER)
        if was is not is_now:
            for column in was.keys() | is_now.keys():
                if was.get(column) != is_now.get(column):
                    found.add(f"{table}.{column}" if column != WHOLE else table)
    return found


def transaction_number() -> int:
    """A number of the transaction that runs on this thread, and another after a part of it was undone."""
    _block()
    return _WRITING.number


def unsettled() -> set[str]:
    """The tables that were written in the transaction that runs: what it reads of them may never be."""
    return set(map(table_of, _WRITING.open)) if _block() is not None else set()


def take_pending() -> set[str]:
    """The tables and columns that were written and that no entry has named; an entry names them now."""
    _block()
    taken, _WRITING.pending = _WRITING.pending, set()
    _WRITING.carried |= taken - _WRITING.open
    _WRITING.named |= taken
    return taken


def forget() -> None:
    """Whatever was read of any table before, by this process, may be otherwise now."""
    _WRITING.number += 1
    _count((UNDONE,))


def name_later(late: Callable[[Iterable[str]], None]) -> None:
    """Call this for what is written for the first time after the entry of a transaction."""
    _WRITING.late = late


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Notice what passes over a connection; once for each, when it is opened."""
    if _passing in connection.execute_wrappers:
        return
    connection.execute_wrappers.append(_passing)
    begin = connection.set_autocommit

    def counted(autocommit: bool, *more: Any, **named: Any) -> None:
        # A transaction begins or has ended: the same block of a function stands for many.
        _WRITING.block = None
        begin(autocommit, *more, **named)

    undo = connection.rollback

    def undone() -> None:
        _was_undone()
        undo()

    connection.set_autocommit = counted  # type: ignore[method-assign]
    connection.rollback = undone  # type: ignore[method-assign]


def _passing(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    is_rows = _OF_ROWS.get()
    if is_rows:
        _OF_ROWS.set(False)
    verb, tables = _tables(sql) if isinstance(sql, str) else ("", frozenset({ANY}))
    if verb == "read" and not many and ANY not in tables and _block() is None:
        told = statements.Told(tables, columns.named(sql, tables, is_rows=is_rows))
        answer, given = statements.answered(
            execute, sql, params, context, told, is_noticed=bool(_READ.get())
        )
        note(tables if given is None else (given,))
        return answer
    statements.restore(context)
    if verb == "read":
        note(tables)
        return execute(sql, params, many, context)
    statements.forget()
    try:
        return execute(sql, params, many, context)
    finally:
        if verb == "write" and not _WRITING.is_quiet:
            _was_written(tables)
        elif verb == "undone":
            _was_undone()


@lru_cache(maxsize=8192)
def _tables(sql: str) -> tuple[str, frozenset[str]]:
    """Whether a statement reads or writes, and which of our tables: of one that writes the first, or its
    columns."""
    if READS.match(sql):
        found = set(WORD.findall(sql)) & _known()
        if ENTRIES in found:
            found.add(ANY)
        return "read", frozenset(found - BOOKS) if found else frozenset({ANY})
    if WRITES.match(sql):
        known = _known()
        first = next((word for word in WORD.findall(sql) if word in known), "")
        if not first or first in BOOKS:
            return "", frozenset()
        return "write", columns.assigned(sql, first) or frozenset({first})
    return ("undone" if sql.startswith(UNDONE) else ""), frozenset()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def _was_written(names: frozenset[str]) -> None:
    _count(names)
    state = _WRITING
    if _block() is None:
        state.pending |= names
        return
    fresh = names - state.open
    state.open |= names
    if state.late is None:
        state.pending |= names
    elif late := {one for one in names - state.named if table_of(one) not in state.named}:
        state.named |= late
        state.late(late)
    if fresh:
        # Whoever read in between read what was there before.
        transaction.on_commit(lambda: _count(fresh))


def _count(names: Iterable[str]) -> None:
    """Something was written; whoever sees the number of the last write finds it counted."""
    with _GATE:
        number = next(_NUMBERS)
        for table, column in map(split, names):
            # Whoever has the one before compares it with this.
            _WRITTEN[table] = {**_WRITTEN.get(table, {}), column: number}
        _LAST.number = number


def _was_undone() -> None:
    """The transaction, or a part of it, was never written; what it took over is still to be named."""
    _WRITING.named.clear()
    _WRITING.pending |= _WRITING.carried
    forget()


def _block() -> object:
    """What stands for the transaction that runs, or None; those around a test are none."""
    blocks = connection.atomic_blocks
    outer = next((one for one in blocks if not getattr(one, "_from_testcase", False)), None)
    state = _WRITING
    if outer is None or outer is not state.block:
        state.block, state.late, state.number = outer, None, state.number + 1
        state.open, state.named, state.carried = set(), set(), set()
    return outer
