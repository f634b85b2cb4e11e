"""One connection of a client, from which requests are read with the times of their arrival."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import IO

import h11

from cochair.front import times

# One connection of a client: its bytes with their times of arrival, one request after another.
# Twice this is more than any request says before its body; and so much is read at once.
HEAD, PIECE = 16 * 1024, 16 * 1024
# So long an open connection may say nothing, a request's head may take, and a small body.
IDLE, HEAD_TAKES, BODY_TAKES = 75.0, 15.0, 60.0
# A larger body has a second more for each so many bytes.
SLOWEST = 2000
# So long is read on, unheard, from whoever is refused: else the refusal itself would not reach them.
LINGERS = 2.0


class Gone(Exception):
    """The client has ended the connection, or says nothing for too long."""


class TooLarge(Exception):
    """The body of a request is larger than anything that is taken in."""


class Incoming:
    """A connection from which requests are read, each with the times of its first and last byte."""

    def __init__(self, sock: socket.socket, peer: str) -> None:
        self.sock, self.peer = sock, peer
        # Bytes of the body of the request under way that have been taken in.
        self.length = 0
        self.protocol = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD)
        # Of the request under way: its first and last byte (epoch seconds, 0 before the first).
        self.first = self.last = 0.0
        self.head: h11.Request | None = None
        self.is_whole = False
        self.is_over = False
        self.loop = asyncio.get_running_loop()

    async def request(self) -> h11.Request | None:
        """The next request without its body; None when there is no other.

        Raises h11.RemoteProtocolError for what is no HTTP/1.1, Gone when it never ends.
        """
        self.first, self.head, self.is_whole = 0.0, None, False
        if self.protocol.trailing_data[0]:
            # Sent before the answer to the one before: it was there at the time of the last byte.
            self.first = self.last
        try:
            async with asyncio.timeout(IDLE):
                while (event := self.protocol.next_event()) is h11.NEED_DATA and not self.first:
                    await self._read()
            async with asyncio.timeout(HEAD_TAKES):
                while event is h11.NEED_DATA:
                    await self._read()
                    event = self.protocol.next_event()
        except TimeoutError:
            raise Gone from None
        self.head = event if isinstance(event, h11.Request) else None
        return self.head

    async def body(self, into: IO[bytes], largest: int, grown: Callable[[int], None]) -> None:
        """Take in the whole body of the request, saying of each piece how many bytes it has.

        Raises TooLarge, and Gone when it does not come.
        """
        began = self.loop.time()
        while True:
            if self.protocol.they_are_waiting_for_100_continue:
                await self.send(h11.InformationalResponse(status_code=100, headers=[]))
            if self.is_over:
                raise Gone
            event = self.protocol.next_event()
            match event:
                case h11.Data(data=data):
                    self.length += len(data)
                    grown(len(data))
                    if self.length > largest:
                        raise TooLarge
                    into.write(data)
                case h11.EndOfMessage():
                    self.is_whole = True
                    return
                case h11.NEED_DATA:
                    try:
                        async with asyncio.timeout_at(began + BODY_TAKES + self.length / SLOWEST):
                            await self._read()
                    except TimeoutError:
                        raise Gone from None
                case _:
                    raise Gone

    async def _read(self) -> None:
        """Read what is there, or wait for it."""
        while True:
            try:
                found, at = times.read(self.sock, PIECE)
                break
            except BlockingIOError:
                await self._readable()
            except OSError:
                raise Gone from None
        self.last = max(self.last, at)
        self.first = self.first or at
        self.protocol.receive_data(found)

    async def _readable(self) -> None:
        there = asyncio.Event()
        self.loop.add_reader(self.sock, there.set)
        try:
            await there.wait()
        finally:
            self.loop.remove_reader(self.sock)

    async def send(self, event: h11.Event) -> None:
        """Send a part of the answer.  Raises Gone when nobody takes it."""
        data = self.protocol.send(event)
        if data:
            try:
                async with asyncio.timeout(BODY_TAKES):
                    await self.loop.sock_sendall(self.sock, data)
            except (OSError, TimeoutError):
                raise Gone from None

    def end(self) -> None:
        """End the connection at once: nothing more is taken in, however much has come already."""
        self.is_over = True
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    async def let_go(self) -> None:
        """End the connection once the answer has been read, however much is still being sent."""
        with contextlib.suppress(OSError, TimeoutError):
            self.sock.shutdown(socket.SHUT_WR)
            async with asyncio.timeout(LINGERS):
                while await self.loop.sock_recv(self.sock, PIECE):
                    pass

    def next_cycle(self) -> bool:
        """Make ready for another request on the same connection, where both sides want that."""
        if self.protocol.our_state is h11.DONE and self.protocol.their_state is h11.DONE:
            self.protocol.start_next_cycle()
            return True
        return False
