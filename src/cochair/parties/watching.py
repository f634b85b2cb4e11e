"""Watch the ledgers of all forums and the clock, but for stories, which have a clock of their own."""

from collections.abc import Iterator
from datetime import datetime

from cochair.journal import watch, witnessing
from cochair.parties import queries


def begin(at: datetime) -> None:
    """Before a process serves or tells: read every ledger anew, and compare it with all that is kept."""
    for slug in _slugs():
        watch.whole(slug, at)
        witnessing.compare(slug, at)
    look(at)


def look(at: datetime) -> None:
    """Compare clock and ledgers with what was known last; for each turn of a worker or a pulse."""
    watch.look(_slugs(), at)


def look_at_clock(at: datetime) -> None:
    """Only the clock, before somebody does something; `at` is what it says now, and not a stamp."""
    watch.look_at_clock(_slugs(), at)


def _slugs() -> Iterator[str]:
    # One by one: where nothing was noticed, the database is not asked.
    yield from (forum.slug for forum in queries.forums() if forum.clock_at is None)
