"""Which columns are read and written: what a statement names, and what is asked of a row.

A row has all columns of its table, and most of what is made of it asks for a few: when another of
them is written, it comes out the same.  So what is asked of a row is noticed where it is asked.
Source: docs/decisions/0070.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from django.apps import apps
from django.db.models import Field, Model
from django.db.models.query import ModelIterable
from django.db.models.query_utils import DeferredAttribute

OURS: Final = "cochair."
WORD = re.compile(r"[a-z][a-z0-9_]*")
# The columns that rows are made of: those that stand first, each by itself.
ROWS = re.compile(
    r'SELECT "\w+"\."\w+"(?: AS "\w+")?(?:, "\w+"\."\w+"(?: AS "\w+")?)*(?= FROM |, )'
)
# Where the place of a column stands for it, or several questions are put as one.
ELSEWHERE = re.compile(r"\bBY (?:.*, )?\d|\b(?:UNION|INTERSECT|EXCEPT)\b")
EVERY = re.compile(r"(?:SELECT |DISTINCT |[.])[*]")
ASSIGNED = re.compile(r'(?<![.])"(\w+)" = ')
UPDATES = re.compile(r'UPDATE "')


@lru_cache(maxsize=8192)
def named(sql: str, tables: frozenset[str], *, is_rows: bool) -> frozenset[str]:
    """The columns on which hangs what a statement gives, as `table.column`; of one that is asked for
    rows (`is_rows`) without those that it only puts into them.  What is named alike in several of its
    tables is named in each."""
    if EVERY.search(sql):
        return tables
    known = _columns()
    if is_rows and tables <= _noticed():
        rows = ROWS.match(sql)
        if rows is not None and not ELSEWHERE.search(sql, rows.end()):
            sql = sql[rows.end() :]
    words = set(WORD.findall(sql))
    return frozenset(f"{table}.{one}" for table in tables for one in words & known[table])


def assigned(sql: str, table: str) -> frozenset[str]:
    """The columns of a table that a statement sets in rows that stay; none where it does more."""
    if not UPDATES.match(sql):
        return frozenset()
    return frozenset(f"{table}.{one}" for one in ASSIGNED.findall(sql))


@lru_cache(maxsize=1)
def _columns() -> dict[str, frozenset[str]]:
    return {
        model._meta.db_table: frozenset(
            one.column for one in model._meta.local_concrete_fields if one.column is not None
        )
        for model in apps.get_models(include_auto_created=True)
    }


@lru_cache(maxsize=1)
def _noticed() -> frozenset[str]:
    """The tables of whose rows it is noticed what is asked."""
    return frozenset(model._meta.db_table for model in _models())


def _models() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith(OURS):
            yield model


class Asked(DeferredAttribute):
    """A column of a row, which tells whoever makes something that it was asked for."""

    def __init__(
        self, field: "Field[Any, Any]", own: DeferredAttribute, tell: Callable[[str], None]
    ):
        super().__init__(field)
        self.own, self.tell = own, tell
        self.name, self.column = field.attname, f"{field.model._meta.db_table}.{field.column}"

    def __get__(self, row: Model | None, of: type[Model] | None = None) -> Any:
        if row is None:
            return self
        self.tell(self.column)
        held = row.__dict__
        return held[self.name] if self.name in held else self.own.__get__(row, of)

    def __set__(self, row: Model, value: object) -> None:
        row.__dict__[self.name] = value


class AskedThere(Asked):
    """The same of a column that notices itself when it is set, such as one that names another row."""

    def __get__(self, row: Model | None, of: type[Model] | None = None) -> Any:
        if row is None:
            return self
        self.tell(self.column)
        return self.own.__get__(row, of)

    def __set__(self, row: Model, value: object) -> None:
        self.own.__set__(row, value)  # type: ignore[attr-defined]


def install(tell: Callable[[str], None], of_rows: Callable[[], Any]) -> None:
    """`tell` what is asked of every row of ours, and say `of_rows` where a statement is asked for rows."""
    for model in _models():
        for field in model._meta.local_concrete_fields:
            own = model.__dict__[field.attname]
            if not isinstance(own, Asked):
                kind = AskedThere if hasattr(own, "__set__") else Asked
                setattr(model, field.attname, kind(field, own, tell))
    made = ModelIterable.__iter__

    def rows(asked: "ModelIterable[Any]") -> Iterator[Any]:
        every = made(asked)
        with of_rows():
            first = list(islice(every, 1))
        yield from first
        yield from every

    ModelIterable.__iter__ = rows  # type: ignore[method-assign]
