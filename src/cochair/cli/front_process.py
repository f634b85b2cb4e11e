"""The front beside the processes that answer: started with its rules, and again should it end."""

import json
import logging
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

from django.conf import settings

from cochair.web import inflight

logger = logging.getLogger(__name__)

# So many requests a process answers at a time, and so many more of those that count by their hour:
# objections, amendments and statements wait for no other request.  More at a time would hinder each
# other, and all would be answered later.
TOGETHER, FIRST = 4, 2
AT_ONCE = ("/messages/", "/objections/")
MEGABYTE = 1024 * 1024
# The form beside the files.
BESIDE = 5
# What is sent may take so much of the disk at a time, but never more than half of what is free.
ROOM = 2048 * MEGABYTE
PAUSE = 0.5
# Seconds that those who answer may take to start, at first or again.
STARTS = 60
# Where those answer to whom the front passes on, in the folder of both.
BACKEND = "web.sock"


def beside(door: socket.socket, folder: Path, processes: int) -> Callable[[], None]:
    """Start the front at a listening socket, before those who answer in a folder; what is returned stops it."""
    rules = {
        "secret": settings.FRONT_SECRET,
        "together": TOGETHER * processes,
        "first": FIRST * processes,
        "largest": (settings.FILE_MEGABYTES * settings.DATA_UPLOAD_MAX_NUMBER_FILES + BESIDE)
        * MEGABYTE,
        "room": min(ROOM, shutil.disk_usage(gettempdir()).free // 2),
        "at_once": AT_ONCE,
        "proxies": settings.PROXIES,
        "is_timed": settings.PROXY_TIMES,
        "socket": door.fileno(),
        "backend": str(folder / BACKEND),
        "starts": STARTS,
        "asked_at": str(folder / inflight.ASKED_AT),
    }
    stop = threading.Event()
    running = [_started(door, rules)]
    words = (door, rules, running, stop)
    threading.Thread(target=_again_and_again, args=words, name="front", daemon=True).start()

    def end() -> None:
        stop.set()
        running[-1].terminate()
        running[-1].wait()

    return end


def _started(door: socket.socket, rules: dict[str, object]) -> subprocess.Popen[bytes]:
    made = subprocess.Popen(
        [sys.executable, "-m", "cochair.front"], stdin=subprocess.PIPE, pass_fds=[door.fileno()]
    )
    assert made.stdin is not None
    made.stdin.write(json.dumps(rules).encode() + b"\n")
    # Left open: the front ends when this end is closed, and that is when this process ends.
    made.stdin.flush()
    return made


def _again_and_again(
    door: socket.socket,
    rules: dict[str, object],
    running: list[subprocess.Popen[bytes]],
    stop: threading.Event,
) -> None:
    """Start the front again should it end by itself; clients wait at the socket meanwhile."""
    while not stop.is_set():
        running[-1].wait()
        if not stop.wait(PAUSE):
            logger.error("The front has ended with %s; it is started again", running[-1].returncode)
            running.append(_started(door, rules))
