"""Watch the ledgers of all forums and the clock, but for stories, which have a clock of their own."""

from collections.abc import Callable, Iterator
from datetime import datetime

from cochair.features.parties import queries
from cochair.journal import watch, witnesses


def begin(now: Callable[[], datetime]) -> None:
    """Before a process serves or tells: read every ledger anew, and compare it with all that is kept.

    `now` tells the instant: to read a long ledger takes a while, and other hosts go on meanwhile.
    """
    for slug in _slugs():
        watch.whole(slug, now())
        witnesses.compare(slug, now())
    look(now)


def look(now: Callable[[], datetime]) -> None:
    """Compare clock and ledgers with what was known last; for each turn of a worker or a pulse."""
    watch.look(_slugs(), now)


def look_at_clock(now: Callable[[], datetime]) -> None:
    """Only the clock, before somebody does something; `now` tells what it says, and no stamp."""
    watch.look_at_clock(_slugs(), now)


def _slugs() -> Iterator[str]:
    # One by one: where nothing was noticed, the database is not asked.
    yield from (forum.slug for forum in queries.forums() if forum.clock_at is None)
