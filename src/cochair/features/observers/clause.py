"""What the clause on observers says of a meeting.

The clauses are judged by an app above this one; it registers here how, so that this app knows
none by name.
"""

from collections.abc import Callable
from datetime import datetime

from cochair.features.parties.models import Forum
from cochair.procedure.result import Result

type Judge = Callable[[Forum, str, str, datetime], Result | None]

_JUDGES: list[Judge] = []


def register(judge: Judge) -> None:
    """Say who judges: given forum, clause, meeting and instant, its result, or None."""
    _JUDGES[:] = [judge]


def result(forum: Forum, clause: str, meeting: str, at: datetime) -> Result | None:
    """The result of a clause on a meeting at an instant; None where nobody judges it."""
    return _JUDGES[0](forum, clause, meeting, at) if _JUDGES and clause else None
