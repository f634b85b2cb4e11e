"""A front before something that answers, on sockets of its own, for as long as a test lasts."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import h11

SECRET = "told to nobody"
RULES = {
    "secret": SECRET,
    "together": 2,
    "first": 2,
    "largest": 100_000,
    "room": 1_000_000,
    "at_once": ["/objections/"],
    "proxies": 0,
    "is_timed": False,
    "starts": 0.5,
}


class Answering:
    """Behind the front: answers each request with its words, after a word of the test's own."""

    def __init__(self, path: Path) -> None:
        self.path, self.seen = path, list[tuple[h11.Request, bytes]]()
        # How many connections from the front are open.
        self.open = 0
        self.go_on = threading.Event()
        self.go_on.set()
        self.waiting = threading.Semaphore(0)
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(path))
        self.door.listen()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                taken, _peer = self.door.accept()
            except OSError:
                return
            self.open += 1
            threading.Thread(target=self._until_closed, args=(taken,), daemon=True).start()

    def _until_closed(self, sock: socket.socket) -> None:
        try:
            with suppress(OSError):
                self._serve(sock)
        finally:
            self.open -= 1

    def _serve(self, sock: socket.socket) -> None:
        protocol, body, request = h11.Connection(h11.SERVER), b"", None
        with sock:
            while True:
                event = protocol.next_event()
                if event is h11.NEED_DATA:
                    protocol.receive_data(sock.recv(65536))
                elif isinstance(event, h11.Request):
                    request, body = event, b""
                elif isinstance(event, h11.Data):
                    body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    assert request is not None
                    self.seen.append((request, body))
                    self.waiting.release()
                    if not request.target.endswith(b"/objections/"):
                        self.go_on.wait()
                    said = b"" if request.method == b"HEAD" else b"Heard: " + body
                    length = str(len(b"Heard: " + body))
                    told = [("content-length", length), ("server", "a name and its version")]
                    head = h11.Response(status_code=200, headers=told)
                    sock.sendall(protocol.send(head) or b"")
                    sock.sendall(protocol.send(h11.Data(data=said)) or b"")
                    sock.sendall(protocol.send(h11.EndOfMessage()) or b"")
                    protocol.start_next_cycle()
                else:
                    return


@contextmanager
def fronted(folder: Path, **rules: object) -> Iterator[tuple[tuple[str, int], Answering]]:
    """A front at an address, and who answers behind it."""
    path = folder / "web.sock"
    answering = Answering(path)
    with socket.create_server(("127.0.0.1", 0), backlog=100) as door:
        told = {
            **RULES,
            **rules,
            "socket": door.fileno(),
            "backend": str(path),
            "asked_at": str(folder / "front.sock"),
        }
        made = subprocess.Popen(
            [sys.executable, "-m", "cochair.front"],
            stdin=subprocess.PIPE,
            pass_fds=[door.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert made.stdin is not None
        made.stdin.write(json.dumps(told).encode() + b"\n")
        made.stdin.flush()
        # Ready once something is answered.
        with socket.create_connection(door.getsockname(), timeout=20) as first:
            first.sendall(b"hello\r\n\r\n")
            assert first.recv(100).startswith(b"HTTP/1.1 400")
        try:
            yield door.getsockname(), answering
        finally:
            made.stdin.close()
            assert made.wait(timeout=20) == 0
            answering.door.close()
