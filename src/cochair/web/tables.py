"""Which tables are read and written, noticed where the statements pass.

What is kept of a page names the tables that it was read from, and an entry of the journal those
that its transaction wrote.  Both are noticed here, statement by statement, so that nobody writes
down a list that somebody else forgets.  Source: docs/decisions/0065.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import local
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from cochair.web import statements

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
# How often each table was written by this process, so that nothing of its own is ever overlooked.
_WRITTEN: Counter[str] = Counter()
_NUMBERS = itertools.count(1)


class _Writing(local):
    """What the connection of this thread has written and no entry has named yet.

    `pending` has not been named in any ledger; `open` was written in the transaction that runs, which
    `block` stands for and `number` counts; `named` are the tables that the entries of the transaction
    have named, and `carried` those among them that were written before it: where it is undone, nothing
    names them.
    """

    def __init__(self) -> None:
        self.pending: set[str] = set()
        self.open: set[str] = set()
        self.named: set[str] = set()
        self.carried: set[str] = set()
        self.block: object = None
        self.number = 0
        self.late: Callable[[str], None] | None = None
        self.is_quiet = False


_WRITING = _Writing()


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


def written(tables: Iterable[str], counts: Mapping[str, int] | None = None) -> Mapping[str, int]:
    """For each of some tables a number that grows with everything that this process writes to it, now
    or by `counts`."""
    found = _WRITTEN if counts is None else counts
    undone = found.get(UNDONE, 0)
    return {table: undone + found.get(table, 0) for table in tables}


def writes() -> int:
    """A number that grows with everything that this process writes to any table."""
    return _LAST.number


def counts() -> Mapping[str, int]:
    """How often each table was written by this process until now."""
    return dict(_WRITTEN)


def transaction_number() -> int:
    """A number of the transaction that runs on this thread, and another after a part of it was undone."""
    _block()
    return _WRITING.number


def is_within() -> bool:
    """Whether a transaction runs on this thread: then nothing is taken from what a page has read."""
    return _block() is not None


def unsettled() -> set[str]:
    """The tables that were written in the transaction that runs: what it reads of them may never be."""
    return _WRITING.open if _block() is not None else set()


def take_pending() -> set[str]:
    """The tables that were written and that no entry has named; an entry names them now."""
    _block()
    taken, _WRITING.pending = _WRITING.pending, set()
    _WRITING.carried |= taken - _WRITING.open
    _WRITING.named |= taken
    return taken


def forget() -> None:
    """Whatever was read of any table before, by this process, may be otherwise now."""
    _WRITING.number += 1
    _count((UNDONE,))


def name_later(late: Callable[[str], None]) -> None:
    """Call this for each table that is written for the first time after the entry of a transaction."""
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
    verb, tables = _tables(sql) if isinstance(sql, str) else ("", frozenset({ANY}))
    if verb == "read" and not many and ANY not in tables and _block() is None:
        answer, given = statements.answered(
            execute, sql, params, context, tables, is_noticed=bool(_READ.get())
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
    """Whether a statement reads or writes, and which of our tables: of one that writes the first."""
    if READS.match(sql):
        found = set(WORD.findall(sql)) & _known()
        if ENTRIES in found:
            found.add(ANY)
        return "read", frozenset(found - BOOKS) if found else frozenset({ANY})
    if WRITES.match(sql):
        known = _known()
        first = next((word for word in WORD.findall(sql) if word in known), "")
        return ("write", frozenset({first})) if first and first not in BOOKS else ("", frozenset())
    return ("undone" if sql.startswith(UNDONE) else ""), frozenset()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def _was_written(tables: frozenset[str]) -> None:
    _count(tables)
    state = _WRITING
    if _block() is None:
        state.pending |= tables
        return
    fresh = tables - state.open
    state.open |= tables
    if state.late is None:
        state.pending |= tables
    else:
        for table in tables - state.named:
            state.named.add(table)
            state.late(table)
    if fresh:
        # Whoever read in between read what was there before.
        transaction.on_commit(lambda: _count(fresh))


def _count(tables: Iterable[str]) -> None:
    """Each of some tables was written; whoever sees the number of the last write finds it counted."""
    _WRITTEN.update(tables)
    _LAST.number = next(_NUMBERS)


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
