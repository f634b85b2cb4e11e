"""Messages go side by side, and closing goes alone (security.md, section 7, rules 6 and 11)."""

from django.db import connection

from cochair.features.decisions.models import SilenceProcedure

# The first half of the lock's name; the second is the silence.
SPACE = 5012


def shared(row: SilenceProcedure) -> None:
    """Until this transaction ends, the silence is not closed or moved; other messages may come in.

    On SQLite every transaction that writes is alone from its first statement on.
    """
    _take("pg_advisory_xact_lock_shared", row)


def exclusive(row: SilenceProcedure) -> None:
    """Until this transaction ends, nothing comes in; what came in before is finished first."""
    _take("pg_advisory_xact_lock", row)


def _take(lock: str, row: SilenceProcedure) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s, %s)", [SPACE, row.pk])
