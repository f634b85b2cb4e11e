"""The child processes that set PDFs: one waits for the next sheet, and none for long (decision 70).

Starting one takes 50 ms of the processor, so that it sets more than one sheet.  It ends after
`LASTS` of them, when it holds much, and when nobody asked for `IDLE` seconds.
"""

import contextlib
import json
import logging
import os
from collections.abc import Mapping
from threading import BoundedSemaphore, Lock, Timer

from cochair.web import child_processes

logger = logging.getLogger(__name__)

MODULE = "cochair.features.sheets.child"
# Seconds that one sheet may take, and that it waits for its turn.
SECONDS: float = 60
# So many sheets are set at once for one process that serves pages.
AT_ONCE = 2
LASTS, IDLE, MUCH = 50, 5, 160 * 1024**2


class NotMade(Exception):
    """No child made it: it took too long, took too much memory, crashed, or could not be started."""


class Faulty(RuntimeError):
    """The typesetter refuses the sheet: a fault of ours, in the sheet or in what it was told."""


class _Gone(Exception):
    """A child ended by itself before it answered."""


class _Child:
    """A process that sets one sheet at a time."""

    def __init__(self) -> None:
        self.sheets = self.held = 0
        self.is_stopped = False
        self._process = child_processes.start(MODULE)

    def made(self, line: bytes) -> bytes:
        """One PDF; raises NotMade where it takes too long, _Gone where the child ended."""
        limit = Timer(SECONDS, self._stop)
        limit.daemon = True
        limit.start()
        try:
            said, made = self._asked(line)
        except (OSError, ValueError, KeyError) as problem:
            self.end()
            raise (NotMade if self.is_stopped else _Gone) from problem
        finally:
            limit.cancel()
        self.sheets, self.held = self.sheets + 1, int(said["held"])
        if said["fault"]:
            self.end()
            raise Faulty(said["fault"])
        return made

    def _asked(self, line: bytes) -> tuple[Mapping[str, str], bytes]:
        told, answers = self._process.stdin, self._process.stdout
        assert told is not None and answers is not None
        told.write(line)
        told.flush()
        said = json.loads(answers.readline())
        made = answers.read(int(said["octets"]))
        if len(made) != int(said["octets"]):
            raise ValueError("the child ended within a file")
        return said, made

    def _stop(self) -> None:
        self.is_stopped = True
        self._process.kill()

    @property
    def is_done(self) -> bool:
        """Whether it shall set nothing more."""
        return self.is_stopped or self.sheets >= LASTS or self.held > MUCH

    def end(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.wait()

    def let_go(self) -> None:
        """Forget it after a fork: it belongs to the parent."""
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        self._process.returncode = 0


class _Waiting:
    """The child that waits for the next sheet, if one does."""

    def __init__(self) -> None:
        self.lock, self.places = Lock(), BoundedSemaphore(AT_ONCE)
        self.child: _Child | None = None
        self.timer: Timer | None = None

    def taken(self) -> _Child | None:
        """The child that waits; it waits no more."""
        with self.lock:
            child, self.child = self.child, None
            if self.timer is not None:
                self.timer.cancel()
                self.timer = None
        return child

    def put(self, child: _Child) -> None:
        """Let a child wait for the next sheet; where one waits already, or it is done, end it."""
        with self.lock:
            if self.child is None and not child.is_done:
                self.child = child
                self.timer = Timer(IDLE, self._idle, [child])
                self.timer.daemon = True
                self.timer.start()
                return
        child.end()

    def _idle(self, child: _Child) -> None:
        with self.lock:
            if self.child is not child:
                return
            self.child = self.timer = None
        child.end()


_waiting = _Waiting()


def made(asked: Mapping[str, str]) -> bytes:
    """The PDF that `child._set` makes of what is asked; raises NotMade, or Faulty."""
    line = json.dumps(asked).encode() + b"\n"
    waiting = _waiting
    if not waiting.places.acquire(timeout=SECONDS):
        raise NotMade
    try:
        if (child := waiting.taken()) is not None:
            # One that ended while it waited has lost nothing: another is asked.
            with contextlib.suppress(_Gone):
                return _by(child, line)
        try:
            return _by(_Child(), line)
        except (OSError, _Gone) as problem:
            logger.exception("A PDF could not be set in a child process.")
            raise NotMade from problem
    finally:
        waiting.places.release()


def _by(child: _Child, line: bytes) -> bytes:
    made = child.made(line)
    _waiting.put(child)
    return made


def _forked() -> None:
    """A forked process starts children of its own; it could not tell which answer is its."""
    global _waiting
    if _waiting.child is not None:
        _waiting.child.let_go()
    _waiting = _Waiting()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
