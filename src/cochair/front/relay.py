"""Every request of every client: taken in whole, stamped, passed on, and its answer handed back."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field

import h11

from cochair.front import arrival, times
from cochair.front.backend import READS, Backend, Headers, Unreachable
from cochair.front.connection import Gone, Incoming, TooLarge

logger = logging.getLogger(__name__)

# What belongs to one connection and is not passed on.
OF_A_CONNECTION = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"upgrade", b"expect",
     b"transfer-encoding", b"content-length"}
)  # fmt: skip
# So many seconds what is under way may take once the server is stopped.
LAST_ANSWERS = 10.0
TEXTS = {
    400: b"This is no request that a web server understands.\n",
    413: b"This is larger than anything that is taken in here.\n",
    503: b"Cochair does not answer at the moment. Try again in a minute.\n",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a front is told at its start.

    `at_once` are the ends of addresses to which what is sent never waits for other requests;
    `together` is how many others are answered at a time, `largest` the bytes of a body.
    """

    secret: str
    together: int
    largest: int
    at_once: Sequence[str] = ()
    trust: arrival.Trust = field(default_factory=arrival.Trust)


class Relay:
    """Takes in what clients send and passes it on to those who answer."""

    def __init__(self, backend: Backend, rules: Rules) -> None:
        self.backend, self.rules = backend, rules
        self.turn = asyncio.Semaphore(rules.together)
        self._open: set[asyncio.Task[None]] = set()
        self._under_way = 0

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
                one = loop.create_task(self._serve(taken, peer[0] if peer else ""))
                self._open.add(one)
                one.add_done_callback(self._open.discard)
        finally:
            until = loop.time() + LAST_ANSWERS
            while self._under_way and loop.time() < until:
                await asyncio.sleep(0.05)
            for one in self._open:
                one.cancel()

    async def _serve(self, sock: socket.socket, peer: str) -> None:
        with sock:
            try:
                sock.setblocking(False)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                incoming = Incoming(sock, peer)
                while await self._one(incoming):
                    pass
            except (Gone, h11.LocalProtocolError, ConnectionError):
                pass
            except Exception:
                logger.exception("A connection broke off")

    async def _one(self, incoming: Incoming) -> bool:
        """One request and its answer; whether another may follow."""
        try:
            request = await incoming.request()
            if request is None:
                return False
            body = await incoming.body(self.rules.largest)
        except h11.RemoteProtocolError as problem:
            await _say(incoming, problem.error_status_hint or 400)
            return False
        except TooLarge:
            await _say(incoming, 413)
            return False
        self._under_way += 1
        try:
            return await self._answered(incoming, request, body)
        finally:
            self._under_way -= 1

    async def _answered(self, incoming: Incoming, request: h11.Request, body: bytes) -> bool:
        """Pass a request on in its turn; whether another may follow on its connection."""
        path = request.target.split(b"?")[0].decode("latin-1")
        goes_first = request.method not in READS and path.endswith(tuple(self.rules.at_once))
        async with contextlib.nullcontext() if goes_first else self.turn:
            try:
                return await self._pass_on(incoming, request, body)
            except Unreachable:
                if incoming.protocol.our_state is h11.SEND_RESPONSE:
                    await _say(incoming, 503)
                return False

    async def _pass_on(self, incoming: Incoming, request: h11.Request, body: bytes) -> bool:
        head = h11.Request(
            method=request.method,
            target=request.target,
            headers=[*self._told(incoming, request), *_own(request.headers, body, request.method)],
        )
        async with self.backend.answer(head, body) as (response, pieces):
            kept = [one for one in response.headers if one[0] not in OF_A_CONNECTION]
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


def _own(headers: Headers, body: bytes, method: bytes) -> Headers:
    """What the client said, without what belongs to its connection or pretends to be the front's."""
    found = [one for one in headers if one[0] not in OF_A_CONNECTION and one[0] not in arrival.OURS]
    if body or method not in READS:
        found.append((b"content-length", b"%d" % len(body)))
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
