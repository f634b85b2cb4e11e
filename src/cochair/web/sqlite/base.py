"""SQLite as Django speaks to it, with turns for those who write.

SQLite lets whoever asks at the right moment write: sixteen people who write at once leave one of
them waiting for as long as the others go on, until the database is said to be locked.  Here the
threads of a process take turns from the beginning of a transaction to its end; another process is
waited for as before.  Django loads this by the name of its package.
"""

from collections import defaultdict, deque
from threading import Event, Lock
from typing import Any

from django.db.backends.sqlite3 import base

from cochair.front import priority


# Turns at something that one at a time may have: first come, first served.
class Turns:
    """A lock that is given on in the order in which it was asked for, within one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Event] = deque()
        self._is_taken = False

    def take(self, patience: float) -> bool:
        """Wait for one's turn, at most so many seconds; whether it came."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = Event()
            self._waiting.append(mine)
        try:
            if mine.wait(patience):
                return True
        except BaseException:
            # Whoever is broken off while waiting must not be given a turn that nobody ends.
            if not self._leave(mine):
                self.give()
            raise
        return not self._leave(mine)

    def _leave(self, mine: Event) -> bool:
        """Wait no more; whether one's turn had not come."""
        with self._lock:
            if mine.is_set():
                return False
            self._waiting.remove(mine)
            return True

    def give(self) -> None:
        """Give the turn on to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


PATIENCE = 60.0
_TURNS: defaultdict[str, Turns] = defaultdict(Turns)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that writes when its turn has come, and gives it on when it has written."""

    _turns: Turns | None = None
    _before: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if not self.is_in_memory_db():
            turns = _TURNS[str(self.settings_dict["NAME"])]
            # Without its turn it asks SQLite all the same, which says whether it may.
            if turns.take(PATIENCE):
                self._turns = turns
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_on()
            raise
        # A worker of letters that the processor leaves waiting would leave all who write waiting.
        self._before = priority.go_first_while_holding()

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._give_on()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._give_on()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._give_on()

    def _give_on(self) -> None:
        before, self._before = self._before, None
        priority.go_as(before)
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.give()
