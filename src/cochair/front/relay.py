"""Every request of every client: taken in whole, stamped, passed on, and its answer handed back."""

import asyncio
import contextlib
import logging
import os
import socket
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

import h11

from cochair.front import arrival, status_socket, times
from cochair.front.backend import READS, Backend, Headers, Unreachable
from cochair.front.incoming import Gone, Incoming, TooLarge

logger = logging.getLogger(__name__)

# What belongs to one connection and is not passed on.
OF_A_CONNECTION = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"upgrade", b"expect",
     b"transfer-encoding", b"content-length"}
)  # fmt: skip
# What those behind say of themselves, and nobody outside needs to know.
UNTOLD = OF_A_CONNECTION | {b"server"}
# So many seconds what is under way may take once the server is stopped.
LAST_ANSWERS = 10.0
# A body that is larger is kept in a file: however many are sent at once, memory does not grow.
IN_MEMORY = 64 * 1024
TEXTS = {
    400: b"This is no request that a web server understands.\n",
    413: b"This is larger than anything that is taken in here.\n",
    503: b"Cochair does not answer at the moment. Try again in a minute.\n",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a front is told at its start.

    `at_once` are the ends of addresses to which what is sent never waits for other requests: `first`
    of them are answered at a time, and `together` of all others.  `largest` is the bytes of a body,
    `room` those of all bodies at a time, and `most` how many connections are open at a time.
    """

    secret: str
    together: int
    first: int
    largest: int
    room: int
    most: int
    at_once: Sequence[str] = ()
    trust: arrival.Trust = field(default_factory=arrival.Trust)


class Relay:
    """Takes in what clients send and passes it on to those who answer."""

    def __init__(self, backend: Backend, rules: Rules) -> None:
        self.backend, self.rules = backend, rules
        self.turn = asyncio.Semaphore(rules.together)
        self.first = asyncio.Semaphore(rules.first)
        self._open: set[asyncio.Task[None]] = set()
        self._taken: dict[Incoming, None] = {}
        self._answering = 0
        # Bytes of the bodies of all requests under way.
        self._held = 0

    async def listen(self, sock: socket.socket) -> None:
        """Take in connections until cancelled; then what is under way is still answered."""
        loop = asyncio.get_running_loop()
        times.note_times(sock)
        try:
            while True:
                try:
                    taken, peer = await loop.sock_accept(sock)
                except OSError:
                    # Too many files are open: what waits is taken in a little later.
                    logger.exception("No connection could be taken in")
                    await asyncio.sleep(0.1)
                    continue
                if len(self._open) >= self.rules.most:
                    self._make_room()
                one = loop.create_task(self._serve(taken, peer[0] if peer else ""))
                self._open.add(one)
                one.add_done_callback(self._open.discard)
        finally:
            until = loop.time() + LAST_ANSWERS
            while self._answering and loop.time() < until:
                await asyncio.sleep(0.05)
            for one in self._open:
                one.cancel()

    def _make_room(self) -> None:
        """End one connection: the oldest on which nothing is under way, else the oldest that is still
        sending among those of the address that has most of them."""
        idle = next((one for one in self._taken if not one.first), None)
        sending = [one for one in self._taken if not one.is_whole]
        crowd = Counter(one.peer for one in sending).most_common(1)
        ended = idle or next((one for one in sending if one.peer == crowd[0][0]), None)
        if ended is not None:
            ended.end()

    def _grown(self, more: int) -> None:
        """Count what a body has more.  When all of them need more room than there is, the largest that
        is still being sent, of the address that needs most room, is ended."""
        self._held += more
        if self._held <= self.rules.room:
            return
        needs: Counter[str] = Counter()
        for one in (sending := [one for one in self._taken if not one.is_whole and one.length]):
            needs[one.peer] += one.length
        crowd = needs.most_common(1)[0][0]
        largest = max((one for one in sending if one.peer == crowd), key=lambda one: one.length)
        logger.warning("No room for what %s sends: one request is ended", crowd)
        largest.end()
        self._let_go(largest)

    def _let_go(self, ended: Incoming) -> None:
        """Count the body of a request no more."""
        self._held -= ended.length
        ended.length = 0

    async def _serve(self, sock: socket.socket, peer: str) -> None:
        with sock:
            sock.setblocking(False)
            incoming = Incoming(sock, peer)
            self._taken[incoming] = None
            try:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                while await self._one(incoming):
                    self._let_go(incoming)
            except (Gone, h11.LocalProtocolError, ConnectionError):
                pass
            except Exception:
                logger.exception("A connection broke off")
            finally:
                self._let_go(incoming)
                del self._taken[incoming]

    async def _one(self, incoming: Incoming) -> bool:
        """One request and its answer; whether another may follow."""
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                request = await incoming.request()
                if request is None:
                    return False
                await incoming.body(body, self.rules.largest, self._grown)
            except h11.RemoteProtocolError as problem:
                await _say(incoming, problem.error_status_hint or 400)
                return False
            except TooLarge:
                await _say(incoming, 413)
                return False
            self._answering += 1
            try:
                return await self._answered(incoming, request, body)
            finally:
                self._answering -= 1

    def under_way(self) -> list[status_socket.UnderWay]:
        """Every request that goes first, or of which nobody can tell yet, until it is answered."""
        return [
            status_socket.UnderWay(_path(one.head) if one.head else "", one.first, one.is_whole)
            for one in self._taken
            if one.first and (one.head is None or self._goes_first(one.head))
        ]

    async def tell(self, path: Path) -> None:
        """Tell what is under way to whoever asks at a socket in the file system, until cancelled."""

        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(OSError):
                writer.write(status_socket.said(self.under_way()))
                await writer.drain()
            writer.close()

        path.unlink(missing_ok=True)
        async with await asyncio.start_unix_server(answer, path) as server:
            path.chmod(0o600)
            await server.serve_forever()

    def _goes_first(self, request: h11.Request) -> bool:
        return request.method not in READS and _path(request).endswith(tuple(self.rules.at_once))

    async def _answered(self, incoming: Incoming, request: h11.Request, body: IO[bytes]) -> bool:
        """Pass a request on in its turn; whether another may follow on its connection."""
        async with self.first if self._goes_first(request) else self.turn:
            try:
                return await self._pass_on(incoming, request, body)
            except Unreachable:
                if incoming.protocol.our_state is h11.SEND_RESPONSE:
                    await _say(incoming, 503)
                return False

    async def _pass_on(self, incoming: Incoming, request: h11.Request, body: IO[bytes]) -> bool:
        head = h11.Request(
            method=request.method,
            target=request.target,
            headers=[*self._told(incoming, request), *_own(request, body)],
        )
        async with self.backend.answer(head, body) as (response, pieces):
            # Those behind have the body: it takes no room while the client reads the answer.
            body.seek(0)
            body.truncate()
            self._let_go(incoming)
            kept = [one for one in response.headers if one[0] not in UNTOLD]
            kept += [one for one in response.headers if one[0] == b"content-length"]
            await incoming.send(
                h11.Response(status_code=response.status_code, reason=response.reason, headers=kept)
            )
            async for piece in pieces:
                await incoming.send(h11.Data(data=piece))
            await incoming.send(h11.EndOfMessage())
        return incoming.next_cycle()

    def _told(self, incoming: Incoming, request: h11.Request) -> Headers:
        """What the front itself says of a request."""
        named: dict[bytes, bytes] = {}
        for name, value in request.headers:
            named[name] = named[name] + b"," + value if name in named else value
        found = arrival.arrival(
            named,
            first=incoming.first,
            last=incoming.last,
            peer=incoming.peer,
            trust=self.rules.trust,
        )
        if found.is_skewed:
            logger.warning(
                "The clock of the proxy differs: %s at %.3f", named[arrival.PROXY], incoming.first
            )
        return [
            (arrival.SECRET, self.rules.secret.encode()),
            (arrival.FIRST, b"%.6f" % found.first),
            (arrival.LAST, b"%.6f" % found.last),
            (arrival.CLIENT, found.client.encode("latin-1", "replace")),
        ]


def _path(request: h11.Request) -> str:
    return request.target.split(b"?")[0].decode("latin-1")


def _own(request: h11.Request, body: IO[bytes]) -> Headers:
    """What the client said, without what belongs to its connection or pretends to be the front's."""
    # Those behind read "_" in a name as "-".
    found = [
        one
        for one in request.headers
        if one[0] not in OF_A_CONNECTION and one[0].replace(b"_", b"-") not in arrival.OURS
    ]
    length = body.seek(0, os.SEEK_END)
    if length or request.method not in READS:
        found.append((b"content-length", b"%d" % length))
    return found


async def _say(incoming: Incoming, status: int) -> None:
    """Answer in the front's own words, and end the connection."""
    if incoming.protocol.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
        return
    text = TEXTS.get(status, TEXTS[400])
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(text)),
        (b"connection", b"close"),
    ]
    await incoming.send(h11.Response(status_code=status, headers=headers))
    await incoming.send(h11.Data(data=text))
    await incoming.send(h11.EndOfMessage())
    await incoming.let_go()
