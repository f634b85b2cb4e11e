"""Run the front: `python -m cochair.front`, started by `cochair web` with its rules on standard input."""

import asyncio
import contextlib
import json
import logging
import signal
import socket
import sys
from pathlib import Path

from cochair.front.arrival import Trust
from cochair.front.backend import Backend
from cochair.front.relay import Relay, Rules


async def serve(sock: socket.socket, backend: Path, rules: Rules) -> None:
    """Serve at a listening socket until told to stop, or until whoever started this is gone."""
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(Relay(Backend(backend), rules).listen(sock))
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, task.cancel)
    # The other end is held by whoever started this: it closes when that process ends, however.
    loop.add_reader(sys.stdin, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


def main() -> None:
    """Read the rules, one line of JSON, and serve."""
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.WARNING)
    said = json.loads(sys.stdin.readline())
    rules = Rules(
        secret=said["secret"],
        together=said["together"],
        largest=said["largest"],
        at_once=said["at_once"],
        trust=Trust(said["proxies"], said["is_timed"]),
    )
    asyncio.run(serve(socket.socket(fileno=said["socket"]), Path(said["backend"]), rules))


main()
