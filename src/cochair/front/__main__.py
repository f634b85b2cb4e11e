"""Run the front: `python -m cochair.front`, started by `cochair web` with its rules on standard input."""

import asyncio
import contextlib
import json
import logging
import resource
import signal
import socket
import sys
from pathlib import Path

from cochair.front import priority
from cochair.front.arrival import Trust
from cochair.front.backend import Backend
from cochair.front.relay import Relay, Rules

# So many connections at most, and so many files for everything else.
MOST, KEPT_FREE = 2000, 64


async def serve(sock: socket.socket, backend: Backend, asked_at: Path, rules: Rules) -> None:
    """Serve at a listening socket until told to stop, or until whoever started this is gone."""
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    relay = Relay(backend, rules)
    telling = asyncio.create_task(relay.tell(asked_at))
    task = asyncio.create_task(relay.listen(sock))
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, task.cancel)
    # The other end is held by whoever started this: it closes when that process ends, however.
    loop.add_reader(sys.stdin, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task
    telling.cancel()


def most_connections() -> int:
    """How many connections this process can have open: each needs three files at most."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return (hard - KEPT_FREE) // 3


def main() -> None:
    """Read the rules, one line of JSON, and serve."""
    priority.go_first()
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.WARNING)
    said = json.loads(sys.stdin.readline())
    rules = Rules(
        secret=said["secret"],
        together=said["together"],
        first=said["first"],
        largest=said["largest"],
        room=said["room"],
        most=min(MOST, most_connections()),
        at_once=said["at_once"],
        trust=Trust(said["proxies"], said["is_timed"]),
    )
    sock = socket.socket(fileno=said["socket"])
    backend = Backend(Path(said["backend"]), said["starts"])
    asyncio.run(serve(sock, backend, Path(said["asked_at"]), rules))


main()
