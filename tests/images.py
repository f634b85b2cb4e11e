"""What many modules begin with is set up once, and put back row by row where it is needed again.

To set the scene of `matrix` takes some seconds of reading, deciding and signing; its rows are written
in a moment.  Files that belong to it are never deleted.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

import forgotten
from cochair.features.parties.models import Forum
from cochair.web import tables

type Rows = dict[str, tuple[list[str], list[tuple[object, ...]]]]


@dataclass(frozen=True)
class Image:
    """What was built, and the rows that were written for it."""

    value: object
    rows: Rows


class Beginning:
    """What was written first in a transaction, and can be undone while nothing came after it."""

    def __init__(self) -> None:
        # Beside another forum rows would be numbered otherwise.
        self._alone = not Forum.objects.exists()
        self._point = transaction.savepoint_create()
        self._rows: Rows = {}

    def ends(self) -> None:
        """All that belongs to the beginning is written."""
        self._rows = _rows()

    def undone(self) -> bool:
        """Undo it; False, and nothing is undone, where it began beside another forum, or more was
        written since."""
        if not self._alone or _rows() != self._rows:
            return False
        transaction.savepoint_rollback(self._point)
        return True


_KEPT: dict[str, Image] = {}


def kept[T](name: str, build: Callable[[], T]) -> T:
    """What `build` gives: it is called once, and afterwards its rows are put back as they were.

    Where it is called, the tables are as the migrations leave them, in a transaction that is undone.
    """
    if name in _KEPT:
        _put_back(_KEPT[name].rows)
    else:
        before = _rows()
        value = build()
        _KEPT[name] = Image(value, _new(before, _rows()))
    return _KEPT[name].value  # type: ignore[return-value]


def _rows() -> Rows:
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if rows := cursor.fetchall():
                found[table] = [column[0] for column in cursor.description], rows
    return found


def _new(before: Rows, after: Rows) -> Rows:
    """The rows that are in one and not in the other, in the order in which they were written."""
    new = {}
    for table, (columns, rows) in after.items():
        there = set(map(repr, before.get(table, ([], []))[1]))
        if added := [row for row in rows if repr(row) not in there]:
            place = columns.index("id") if "id" in columns else 0
            new[table] = columns, sorted(added, key=lambda row: row[place])  # type: ignore[arg-type,return-value]
    return new


def _put_back(rows: Rows) -> None:
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor, tables.beside():
        for table, (columns, written) in rows.items():
            names, places = ", ".join(map(quoted, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})", written)  # type: ignore[arg-type]
    forgotten.everything()
