"""Close the silences that have run out, as the worker does."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from cochair.features.decisions.models import SilenceProcedure
from cochair.features.parties.models import Forum
from cochair.features.silence import journal, locks, outages, queries
from cochair.procedure import silence as core
from cochair.web.inflight import on_the_way

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
        close(row, at=at)


@transaction.atomic
def close(row: SilenceProcedure, *, at: datetime) -> SilenceProcedure:
    """Close a silence that has run out and whose grace is over; done twice, it is done once.

    Alone, so that whatever reached any server before is finished first: what arrived before the end
    and is not answered yet is waited for, and so is an outage without an end: the pages must have
    answered once since the end.  What is still running, or was broken, is left as it is.
    Source: security.md section 7, rules 6, 11 and 12.
    """
    # Asked first: what leaves the list meanwhile has written its rows, and those are read below.
    waiting = (*on_the_way(), *outages.not_clear(at, outages.QUIET))
    locks.exclusive(row)
    row = queries.fresh(row)
    silence = queries.silence(row, at)
    stands = core.stage(silence, at)
    expires_at = core.course(silence, at).expires_at
    if row.settled_at is not None or at < expires_at:
        return row
    if stands in {core.Stage.BROKEN, core.Stage.WITHDRAWN}:
        row.settled_at = at
        row.save(update_fields=["settled_at"])
    elif outages.answered(expires_at) and not core.may_close(silence, at, on_the_way=waiting):
        closed = core.close(silence, at, on_the_way=waiting)
        row.closed_at = row.settled_at = at
        row.save(update_fields=["closed_at", "settled_at"])
        outcome = core.outcome(closed, at)
        journal.note(
            row, "silence.passed", at=at, facts={"outcome": outcome.value if outcome else ""}
        )
    return row
