"""Empty the database between tests that commit, although the journal refuses to be emptied.

Django does so with DELETE (SQLite) or TRUNCATE (PostgreSQL), which the triggers of
`journal.0002_append_only` rightly refuse.  They stand aside for that moment and no longer.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """For the whole session: every flush happens with the journal's triggers aside."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def aside(operations: BaseDatabaseOperations, statements: list[str]) -> object:
        with without_triggers(operations.connection):
            return flush(operations, statements)

    BaseDatabaseOperations.execute_sql_flush = aside  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


@contextmanager
def without_triggers(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The journal's tables without their triggers: what someone who owns the database can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master"
                " WHERE type = 'trigger' AND name LIKE 'journal\\_%' ESCAPE '\\'"
            )
            found = cursor.fetchall()
            aside = [f"DROP TRIGGER {name}" for name, _sql in found]
            back = [sql for _name, sql in found]
        else:
            cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'journal\\_%'")
            tables = [name for (name,) in cursor.fetchall()]
            aside = [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in tables]
            back = [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in tables]
        for statement in aside:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in back:
                cursor.execute(statement)
