"""SQLite as Django speaks to it, with turns for those who write.

SQLite lets whoever asks at the right moment write: sixteen people who write at once leave one of
them waiting for as long as the others go on, until the database is said to be locked.  Here the
threads of a process take turns from the beginning of a transaction to its end; another process is
waited for as before.  Django loads this by the name of its package.
"""

from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base

from cochair.front import priority
from cochair.web.sqlite.turns import Turns

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
