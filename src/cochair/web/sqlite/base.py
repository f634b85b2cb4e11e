"""SQLite as Django speaks to it, with turns for those who write.

SQLite lets whoever asks at the right moment write: sixteen people who write at once leave one of
them waiting for as long as the others go on, until the database is said to be locked.  Here the
threads of a process take turns from the beginning of a transaction to its end, and of several processes
of one machine the one whose turn it is holds a lock on a file beside the database.
Django loads this by the name of its package.
"""

import fcntl
import os
import time
from collections import defaultdict, deque
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock
from typing import Any

from django.db.backends.sqlite3 import base

from cochair.front import priority


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


class TurnOfProcess:
    """A lock on a file, for one process of a machine at a time; it ends with the process that holds it.

    SQLite itself asks ever more seldom, at last ten times a second, whether the database is free:
    a process that writes one thing after the other would leave all others waiting.  Here whoever waits
    is next: nobody takes a second turn meanwhile.
    """

    def __init__(self, database: str) -> None:
        self.path = f"{database}-turn"
        self._database = database
        self._file: int | None = None

    def take(self, patience: float) -> bool:
        """Wait for it, at most so many seconds; whether it was taken."""
        try:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return False
        if os.geteuid() == 0:
            # A command by root leaves the file to whom the database belongs, as SQLite does with its own.
            with suppress(OSError):
                owner = Path(self._database).stat()
                os.fchown(file, owner.st_uid, owner.st_gid)
        until = time.monotonic() + patience
        try:
            taken = _locked(file, NEXT, until) and _locked(file, TURN, until)
            if taken:
                fcntl.lockf(file, fcntl.LOCK_UN, 1, NEXT)
        except BaseException:
            os.close(file)
            raise
        if not taken:
            os.close(file)
            return False
        self._file = file
        return True

    def give(self) -> None:
        """Leave it to whoever is next."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


# The bytes of the file: to be the next, and to have the turn.
NEXT, TURN = 0, 1


def _locked(file: int, byte: int, until: float) -> bool:
    """Wait for one byte of a file, until an instant of the monotonic clock; whether it is locked."""
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > until:
                return False
            time.sleep(ASKED_EVERY)
        else:
            return True


PATIENCE, ASKED_EVERY = 60.0, 0.002
_TURNS: defaultdict[str, Turns] = defaultdict(Turns)
_PROCESSES: dict[str, TurnOfProcess] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that writes when its turn has come, and gives it on when it has written."""

    _turns: Turns | None = None
    _process: TurnOfProcess | None = None
    _before: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        # A worker of letters that the processor leaves waiting would leave all who write waiting.
        self._before = priority.go_first_while_holding()
        try:
            if not self.is_in_memory_db():
                self._take_turns(str(self.settings_dict["NAME"]))
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_on()
            raise

    def _take_turns(self, name: str) -> None:
        """Wait until it is this thread's turn in this process, and this process's on this machine.

        Without its turn it asks SQLite all the same, which says whether it may.
        """
        turns = _TURNS[name]
        if not turns.take(PATIENCE):
            return
        self._turns = turns
        process = _PROCESSES.setdefault(name, TurnOfProcess(name))
        if process.take(PATIENCE):
            self._process = process

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
        process, self._process = self._process, None
        if process is not None:
            process.give()
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.give()
        before, self._before = self._before, None
        priority.go_as(before)
