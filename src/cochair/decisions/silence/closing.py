"""What the worker does: close the silences that have run out."""

from datetime import UTC, datetime, timedelta

from cochair.decisions.silence import actions, outages, queries
from cochair.parties.models import Forum

# Nobody waits for the second: the grace alone takes a minute.
BETWEEN = timedelta(seconds=10)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_SEEN: dict[int, datetime] = {}


def turn(forum: Forum, at: datetime) -> None:
    """Look every ten seconds whether a silence has run out; for each turn of the worker."""
    if timedelta(0) <= at - _SEEN.get(forum.pk, LONG_AGO) < BETWEEN:
        return
    close_due(forum, at)
    _SEEN[forum.pk] = at


def close_due(forum: Forum, at: datetime) -> None:
    """Close every silence of a forum that has run out, each in a transaction of its own.

    Outages are looked for first: nothing is adopted through one.
    """
    outages.look(forum, at)
    for row in queries.unsettled(forum, at):
        actions.close(row, at=at)
