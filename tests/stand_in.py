"""A provider of machine translations on this machine: the documented interface of eTranslation, REST v2.

It takes what `askTranslate` takes, refuses what it refuses, and answers to the address in the call
when told to.  It translates by writing every word backwards.
"""

import base64
import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

APPLICATION, PASSWORD = "cochair-tests", "a password"
ERROR, QUOTA = -20001, -11200


class StandIn:
    """What was asked, and the answers to it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[dict[str, object]] = []
        self.status, self.says = 200, None

    def take(self, told: dict[str, object], authorization: str) -> tuple[int, object]:
        """The answer to a call, and its status."""
        expected = base64.b64encode(f"{APPLICATION}:{PASSWORD}".encode()).decode()
        if authorization != f"Basic {expected}":
            return 401, {"errorCode": -10003, "errorMessage": "Unauthorized"}
        if self.says is not None:
            return self.status, self.says
        document = told["documentToTranslate"]["document"]  # type: ignore[index]
        assert document["format"] == "html" and told["domain"] == "GEN"
        assert re.fullmatch("[A-Z]{2}", str(told["sourceLanguage"]))
        assert told["deliveries"] and set(told["notifications"]) == {"success", "failure"}  # type: ignore[call-overload]
        self.asked.append(told)
        return 200, {"requestId": 1000 + len(self.asked)}

    @property
    def answer_to(self) -> str:
        """The address that the last call named."""
        return self.asked[-1]["deliveries"]["http"]  # type: ignore[index, no-any-return]

    def delivers(self, html: str | None = None, **more: object) -> int:
        """Send the translation of the last call, or other HTML; the status that came back."""
        told = self.asked[-1]
        content = told["documentToTranslate"]["document"]["content"]  # type: ignore[index]
        made = backwards(base64.b64decode(content).decode()) if html is None else html
        return self.posts(
            {
                "requestId": 1000 + len(self.asked),
                "sourceLanguage": told["sourceLanguage"],
                "targetLanguage": told["targetLanguages"][0],  # type: ignore[index]
                "outputFormat": "html",
                "result": base64.b64encode(made.encode()).decode(),
                **more,
            }
        )

    def posts(self, said: object, to: str = "") -> int:
        """Send anything to the address of the last call, or another."""
        octets = said if isinstance(said, bytes) else json.dumps(said).encode()
        request = urllib.request.Request(
            to or self.answer_to, octets, {"Content-Type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                assert answer.read() == b""
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return answer.code


def backwards(html: str) -> str:
    """HTML with every word outside of tags written backwards."""
    pieces = re.split(r"(<[^>]*>|&\w+;|&#\w+;)", html)
    return "".join(
        one if one.startswith(("<", "&")) else re.sub(r"\w+", lambda w: w[0][::-1], one)
        for one in pieces
    )


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """A provider that listens on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            told = json.loads(self.rfile.read(size))
            status, said = found.take(told, self.headers.get("Authorization", ""))
            octets = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status if self.path == "/api/askTranslate" else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(octets)))
            if status in {301, 302, 307}:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, *_said: object) -> None:
            """Nothing is said of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = StandIn(f"http://127.0.0.1:{server.server_port}/api")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
