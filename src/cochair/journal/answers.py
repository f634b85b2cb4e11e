"""What is worked out at an instant, until it may be otherwise.

It is kept by the tables that it was made from (`journal.table_cache`), and for as long as the instant
is compared with nothing else (`web.moments`).  What is worked out of it at the same instant hangs on
what it says alone: it holds where this comes out the same.  Source: docs/decisions/0070.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from cochair.journal import queries
from cochair.journal.table_cache import TableCache
from cochair.web import moments, tables
from cochair.web.cache import forgotten_with

# The instant at which the page asks.
_NOW: ContextVar[datetime | None] = ContextVar("answers_now", default=None)


@dataclass(frozen=True, slots=True)
class _Answer[T]:
    """What follows, and the instant (aware UTC) at which it may be otherwise."""

    value: T
    until: datetime


class Answers[T]:
    """So many answers at most, each for one forum and key, from the instant at which it was asked on.

    Its maker hangs on the forum, the key and the instant alone.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: TableCache[_Answer[T]] = TableCache(most, is_part=True)
        # Since when each is known to hold, and how far everything had been written then.
        self._since: dict[Hashable, tuple[object, datetime]] = {}
        forgotten_with(self)

    def get(self, forum: str, key: Hashable, at: datetime, make: Callable[[datetime], T]) -> T:
        """What follows for a forum (its slug) at an instant (aware UTC)."""
        now = moments.plain(at)
        with _asked_at(now) as is_its_own:
            if not is_its_own:
                return make(at)
            found = self._kept.get(
                forum,
                key,
                lambda: self._made(forum, key, _NOW.get() or now, make),
                fits=lambda one: self._holds(forum, key, one, now),
            )
        name, here = (forum, key), _here(forum)
        if self._since.get(name, (None, now))[0] != here:
            # Written meanwhile, it was found to be the same now; whether it was before is not known.
            self._note(name, here, now)
        moments.not_after(at, found.until)
        return found.value

    def known(self, forum: str, key: Hashable, at: datetime) -> T | None:
        """What is kept under a key, where it still holds at an instant (aware UTC)."""
        found = self._kept.known(forum, key)
        return found.value if found and self._holds(forum, key, found, at) else None

    def clear(self) -> None:
        """Keep nothing."""
        self._since.clear()
        self._kept.clear()

    def _made(
        self, forum: str, key: Hashable, now: datetime, make: Callable[[datetime], T]
    ) -> _Answer[T]:
        seen, here = moments.Seen(now), _here(forum)
        value = make(seen.instant())
        self._note((forum, key), here, now)
        return _Answer(value, seen.until)

    def _holds(self, forum: str, key: Hashable, one: _Answer[T], at: datetime) -> bool:
        _here, since = self._since.get((forum, key), (None, one.until))
        return since <= at < one.until

    def _note(self, name: Hashable, here: object, now: datetime) -> None:
        if len(self._since) > 2 * self._most:
            self._since.clear()
        self._since[name] = here, now


@contextmanager
def _asked_at(now: datetime) -> Iterator[bool]:
    """Whether an instant is that of the page, as the first one is that it asks for."""
    before = _NOW.get()
    token = _NOW.set(before or now)
    try:
        yield before in {None, now}
    finally:
        _NOW.reset(token)


def _here(forum: str) -> object:
    """How far everything has been written."""
    standing = queries.standing(forum)
    return tables.writes(), standing.version if standing is not None else ""
