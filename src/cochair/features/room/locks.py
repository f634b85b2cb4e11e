"""Objections go side by side; what changes the fate of one, and declarations, go alone.

Measured in security.md section 9: with the stamp at the door and these two locks no objection in
time is refused, and nothing is declared over one.  On SQLite whoever writes is alone anyway.
"""

from django.db import connection

from cochair.features.decisions.models import RoomDecision

# The first half of the lock's name; the second is the decision.
SPACE = 5013


def shared(row: RoomDecision) -> None:
    """Until this transaction ends nothing is declared; other objections may come in."""
    _take("pg_advisory_xact_lock_shared", row)


def exclusive(row: RoomDecision) -> None:
    """Until this transaction ends nothing comes in; what came in before is finished first."""
    _take("pg_advisory_xact_lock", row)


def _take(lock: str, row: RoomDecision) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s, %s)", [SPACE, row.pk])
