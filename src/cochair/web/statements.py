"""What statements gave: read once while a page is made, and told by its digest to whoever keeps
what was made of it.

What is kept need not be made again where the same statements give the same rows.
Source: docs/decisions/0065.
"""

import sys
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final

from django.db import connection

# A statement that gives more rows than this is told by its tables alone.
MOST: Final = 5000
LOCKS: Final = "FOR UPDATE"


@dataclass(frozen=True)
class Given:
    """The rows that a statement gave, in their order."""

    rows: tuple[Any, ...]
    description: Any

    @cached_property
    def digest(self) -> bytes:
        """What tells them from others; worked out where somebody keeps what is made of them."""
        return digest(self.rows)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that was read, the tables that it names, and the digest of what it gave."""

    sql: str
    params: tuple[Any, ...]
    tables: frozenset[str]
    digest: bytes

    @property
    def given(self) -> Given | None:
        """What it gave to the page that is read, where that has asked it."""
        found = _PAGE.get()
        return found.given.get((self.sql, self.params)) if found and found.given else None

    def gives_the_same(self, *, asks_page: bool = False) -> bool:
        """Whether it gives now what it gave; asked once for each page, which outside a transaction
        may say so itself."""
        if asks_page and (given := self.given) is not None:
            return given.digest == self.digest
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            return digest(cursor.fetchall()) == self.digest


@dataclass(slots=True)
class _Page:
    """What was read for a page since it knows how far the ledger has come; None before."""

    given: dict[Hashable, Given] | None = None


_PAGE: ContextVar[_Page | None] = ContextVar("statements_page", default=None)


@contextmanager
def page() -> Iterator[None]:
    """In here the same statement is read once; within another page, with that."""
    token = _PAGE.set(_PAGE.get() or _Page())
    try:
        yield
    finally:
        _PAGE.reset(token)


def begin() -> None:
    """The page reads how far a ledger has come: what it reads from now on is at least as new."""
    if (found := _PAGE.get()) is not None:
        found.given = {}


def forget() -> None:
    """Something was written: read everything anew."""
    found = _PAGE.get()
    if found is not None and found.given is not None:
        found.given = {}


def digest(rows: Any) -> bytes:
    """A short word that is another one for other rows."""
    return blake2b(repr(tuple(rows)).encode(errors="surrogatepass"), digest_size=16).digest()


def answered(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    context: dict[str, Any],
    tables: frozenset[str],
    *,
    is_noticed: bool,
) -> tuple[Any, Statement | None]:
    """What the database answers to a statement that only reads; where it is noticed, what is to be
    known of it."""
    key = _key(sql, params)
    holder = context["cursor"]
    _restore(holder)
    if key is None or LOCKS in sql or getattr(holder.cursor, "name", None) is not None:
        return execute(sql, params, False, context), None
    found = _PAGE.get()
    known = found.given if found is not None else None
    if known is None and not is_noticed:
        return execute(sql, params, False, context), None
    given = known.get(key) if known is not None else None
    answer = None
    if given is None:
        answer = execute(sql, params, False, context)
        given = _taken(holder)
        if given is None:
            return answer, None
        if known is not None:
            known[key] = given
    holder.cursor = _Again(holder.cursor, given.rows, given.description)
    return answer, Statement(*key, tables, given.digest) if is_noticed else None


def restore(context: dict[str, Any]) -> None:
    """Let a cursor that gave rows again ask the database itself."""
    _restore(context["cursor"])


def _restore(holder: Any) -> None:
    if isinstance(holder.cursor, _Again):
        holder.cursor = holder.cursor.own


def _key(sql: str, params: Any) -> tuple[str, tuple[Any, ...]] | None:
    try:
        # What is kept names it many times.
        found = (sys.intern(sql), tuple(params or ()))
        hash(found)
    except TypeError:
        return None
    return found


def _taken(holder: Any) -> Given | None:
    """All rows of a cursor; None where they are too many, and then it gives them all the same."""
    own = holder.cursor
    # To be told it takes as long as to read a row, whenever it is asked for.
    description = own.description
    if description is None:
        return None
    rows = own.fetchmany(MOST)
    if len(rows) == MOST:
        holder.cursor = _Again(own, tuple(rows), description, is_all=False)
        return None
    return Given(tuple(rows), description)


class _Again:
    """A cursor that gives rows that were read already, and whatever else its own one has."""

    def __init__(
        self, own: Any, rows: tuple[Any, ...], description: Any, *, is_all: bool = True
    ) -> None:
        self.own, self.description, self._rows, self._at = own, description, rows, 0
        self._is_all = is_all

    def __getattr__(self, name: str) -> Any:
        return getattr(self.own, name)

    def __iter__(self) -> Iterator[Any]:
        while (row := self.fetchone()) is not None:
            yield row

    @property
    def rowcount(self) -> int:
        """How many rows there are, where all of them were read."""
        return len(self._rows) if self._is_all else int(self.own.rowcount)

    def fetchone(self) -> Any:
        """The next row, or None."""
        return next(iter(self.fetchmany(1)), None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        """So many of the next rows."""
        found = self._rows[self._at : self._at + size]
        self._at += len(found)
        if len(found) < size and not self._is_all:
            return [*found, *self.own.fetchmany(size - len(found))]
        return list(found)

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        found = self._rows[self._at :]
        self._at = len(self._rows)
        return list(found) if self._is_all else [*found, *self.own.fetchall()]
