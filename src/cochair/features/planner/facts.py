"""Where the planner takes the facts of a forum from.

They are gathered by an app above this one, which makes its reader known when it is ready.
"""

from collections.abc import Callable
from datetime import datetime

from cochair.features.parties.models import Forum
from cochair.procedure.facts import Facts

type Reader = Callable[[Forum, datetime], Facts]

_READERS: list[Reader] = []


def read_with(reader: Reader) -> None:
    """Make known what gathers the facts of a forum as they were known at an instant."""
    _READERS[:] = [reader]


def facts_at(forum: Forum, at: datetime) -> Facts:
    """What was known of a forum at an instant (UTC), options included."""
    (reader,) = _READERS
    return reader(forum, at)
