"""Turns at something that one at a time may have: first come, first served."""

from collections import deque
from threading import Event, Lock


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
