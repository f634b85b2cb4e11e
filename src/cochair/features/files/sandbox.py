"""Start the child process for one file, give it the bytes, take what it says; or None.

None is every way in which a child can fail: it crashed, ran out of memory or time, was killed, or
said something that is no JSON.  Nothing of the file is written anywhere on the way.
"""

import contextlib
import json
import logging
from collections.abc import Mapping
from threading import Timer

from cochair.web import child_processes

logger = logging.getLogger(__name__)

MODULE = "cochair.features.files.child"
# Of real time a child gets several times what it may compute: the machine has other things to do.
PATIENCE = 5
# The most that a child may say.
MOST_SAID = 64 * 1024 * 1024


def run(
    task: Mapping[str, object], octets: bytes, *, seconds: int, megabytes: int
) -> Mapping[str, object] | None:
    """What the child says of some bytes; None where it fails, within five times `seconds`."""
    head = json.dumps({**task, "seconds": seconds, "memory": megabytes * 1024 * 1024})
    try:
        status, said = _spoken(head.encode() + b"\n" + octets, PATIENCE * seconds)
    except OSError:
        logger.exception("no child process could be started, or spoken to")
        return None
    return _told(said) if status == 0 else None


def _spoken(told: bytes, patience: int) -> tuple[int, bytes]:
    """How a child ended that was told something, and what it said; it is dead afterwards."""
    with child_processes.start(MODULE) as child:
        assert child.stdin is not None and child.stdout is not None
        end = Timer(patience, child.kill)
        end.start()
        try:
            # A child that ends early does not listen to the rest.
            with contextlib.suppress(BrokenPipeError):
                child.stdin.write(told)
            with contextlib.suppress(BrokenPipeError):
                child.stdin.close()
            said = child.stdout.read(MOST_SAID + 1)
            if len(said) > MOST_SAID:
                child.kill()
            return child.wait(), said
        finally:
            end.cancel()
            child.kill()


def _told(said: bytes) -> Mapping[str, object] | None:
    try:
        told = json.loads(said)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
