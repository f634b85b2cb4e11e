"""What the worker does at each turn: close the silences that have run out."""

from datetime import datetime

from cochair.decisions import actions, queries
from cochair.parties.models import Forum


def close_due(forum: Forum, at: datetime) -> None:
    """Close every silence of a forum that has run out, each in a transaction of its own."""
    for row in queries.unsettled(forum, at):
        actions.close(row, at=at)
