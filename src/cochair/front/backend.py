"""The processes that answer, behind a socket in the file system: one request to them at a time each."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import h11

PIECE = 64 * 1024
# A page that takes longer is broken; what is typeset takes a minute at most.
LONGEST = 300.0
# How often those who answer are looked for while they start.
STEP = 0.05
# So many connections are kept to be used again; whatever changes something takes a new one each time.
KEPT = 8
READS = frozenset({b"GET", b"HEAD", b"OPTIONS"})

type Headers = Iterable[tuple[bytes, bytes]]


class Unreachable(Exception):
    """Nobody answers behind the socket, or the answer broke off before it began."""


@dataclass(slots=True)
class Wire:
    """One connection to the processes that answer."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    protocol: h11.Connection = field(default_factory=lambda: h11.Connection(h11.CLIENT))
    is_used: bool = False

    async def event(self) -> h11.Event | None:
        """The next part of the answer; None when no other comes."""
        while (event := self.protocol.next_event()) is h11.NEED_DATA:
            self.protocol.receive_data(await self.reader.read(PIECE))
        return event if isinstance(event, h11.Event) else None


class Backend:
    """Whoever answers at a socket in the file system; connections to it are kept and used again."""

    def __init__(self, path: Path, starts: float) -> None:
        # For so many seconds, at first or again, requests wait for those who answer to start.
        self.path, self.starts = path, starts
        self._idle: list[Wire] = []

    @asynccontextmanager
    async def answer(
        self, request: h11.Request, body: IO[bytes]
    ) -> AsyncIterator[tuple[h11.Response, AsyncIterator[bytes]]]:
        """The answer to a request: its head, and its body piece by piece.

        Raises Unreachable when none comes.  What may change something is never sent twice.
        """
        wire, head = await self._asked(request, body)
        is_whole = False

        async def pieces() -> AsyncIterator[bytes]:
            nonlocal is_whole
            while isinstance(event := await wire.event(), h11.Data):
                yield bytes(event.data)
            is_whole = isinstance(event, h11.EndOfMessage)
            if not is_whole:
                raise Unreachable

        try:
            yield head, pieces()
        finally:
            states = {wire.protocol.our_state, wire.protocol.their_state}
            if is_whole and states == {h11.DONE} and len(self._idle) < KEPT:
                wire.protocol.start_next_cycle()
                self._idle.append(wire)
            else:
                wire.writer.close()

    async def _asked(self, request: h11.Request, body: IO[bytes]) -> tuple[Wire, h11.Response]:
        """A request sent, and the head of its answer; a read once more when a kept one had ended."""
        wire = await self._wire(fresh=request.method not in READS)
        try:
            return wire, await self._sent(wire, request, body)
        except (OSError, h11.RemoteProtocolError, TimeoutError, Unreachable) as problem:
            wire.writer.close()
            if not wire.is_used:
                raise Unreachable from problem
        wire = await self._wire(fresh=True)
        try:
            return wire, await self._sent(wire, request, body)
        except (OSError, h11.RemoteProtocolError, TimeoutError) as problem:
            wire.writer.close()
            raise Unreachable from problem

    async def _wire(self, *, fresh: bool) -> Wire:
        if self._idle and not fresh:
            wire = self._idle.pop()
            wire.is_used = True
            return wire
        until = asyncio.get_running_loop().time() + self.starts
        while True:
            try:
                return Wire(*await asyncio.open_unix_connection(self.path))
            except OSError as problem:
                if asyncio.get_running_loop().time() > until:
                    raise Unreachable from problem
                await asyncio.sleep(STEP)

    async def _sent(self, wire: Wire, request: h11.Request, body: IO[bytes]) -> h11.Response:
        protocol, writer = wire.protocol, wire.writer
        writer.write(protocol.send(request) or b"")
        body.seek(0)
        while piece := body.read(PIECE):
            writer.write(protocol.send(h11.Data(data=piece)) or b"")
            await writer.drain()
        writer.write(protocol.send(h11.EndOfMessage()) or b"")
        await writer.drain()
        async with asyncio.timeout(LONGEST):
            while isinstance(event := await wire.event(), h11.InformationalResponse):
                pass
        if not isinstance(event, h11.Response):
            raise Unreachable
        return event
