"""What is wrong with a line: it breaks in the middle of a piece, or somebody else answers."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

from desktop.tour.line import Line

END_OF_HEAD = b"\r\n\r\n"
SERVER_ERROR = (
    b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n"
    b"Connection: close\r\n\r\noops"
)
PAGE = b"<!doctype html><title>Wi-Fi</title><p>Please accept our conditions.</p>"
LOGIN_PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)
)


class BreakingLine(Line):
    """A line that can break in the middle of each delta that is asked for.

    Attributes:
        breaks: whether it does now.
        broken: how often it has.
    """

    def __init__(self, core_url: str) -> None:
        super().__init__(core_url)
        self.breaks = False
        self.broken = 0

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        halved = _Halved(self, writer)
        await super()._relay(_Overheard(reader, halved), halved)  # type: ignore[arg-type]


class _Overheard:
    """What the workstation asks; a delta is remembered."""

    def __init__(self, reader: asyncio.StreamReader, halved: _Halved) -> None:
        self._reader = reader
        self._halved = halved

    async def read(self, most_bytes: int) -> bytes:
        asked = await self._reader.read(most_bytes)
        path = asked.partition(b"\r\n")[0].split(b" ")[1:2]
        self._halved.is_delta = bool(path) and path[0].endswith(b".delta")
        return asked


class _Halved:
    """What the workstation hears: half of a delta, while the line breaks."""

    def __init__(self, line: BreakingLine, writer: asyncio.StreamWriter) -> None:
        self.is_delta = False
        self._line = line
        self._writer = writer
        self._come = b""

    def write(self, chunk: bytes) -> None:
        if not (self.is_delta and self._line.breaks):
            self._writer.write(chunk)
            return
        self._come += chunk
        head, _, body = self._come.partition(END_OF_HEAD)
        if body:
            self._line.broken += 1
            self._writer.write(head + END_OF_HEAD + body[: len(body) // 2])
            self._writer.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)


class RoughLine(Line):
    """A line that cuts, delays and corrupts what goes over it, either way, as its seed says.

    Attributes:
        is_rough: whether it does now.
        faults: how often it has, by what it did.
    """

    CUT, CORRUPT, DELAY = 0.02, 0.04, 0.14
    """Of a hundred chunks two are cut in the middle, two have a byte changed, ten come late."""
    LATE_S = 0.03

    def __init__(self, core_url: str, seed: int) -> None:
        super().__init__(core_url)
        self.is_rough = True
        self.faults = Counter[str]()
        self._chance = random.Random(seed)

    async def spoiled(self, chunk: bytes) -> tuple[bytes, bool]:
        """What becomes of a chunk, and whether the line is cut after it."""
        fate = self._chance.random() if self.is_rough and chunk else 1.0
        if fate < self.CUT:
            self.faults["cut"] += 1
            return chunk[: self._chance.randrange(len(chunk))], True
        if fate < self.CORRUPT:
            self.faults["corrupted"] += 1
            at = self._chance.randrange(len(chunk))
            return chunk[:at] + bytes([chunk[at] ^ (1 << self._chance.randrange(8))]) + chunk[at + 1 :], False
        if fate < self.DELAY:
            self.faults["delayed"] += 1
            await asyncio.sleep(self.LATE_S)
        return chunk, False

    async def carried(self, source: asyncio.StreamReader) -> AsyncIterator[bytes]:
        """What is left of what is said, until the line is cut."""
        async for chunk in super().carried(source):
            left, is_cut = await self.spoiled(chunk)
            yield left
            if is_cut:
                return


class Impostor:
    """A server in headquarters' place.

    Attributes:
        answer: what it says to everything.
    """

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self._server: asyncio.Server | None = None

    async def take_over(self, port: int) -> None:
        """Answer on this port."""
        self._server = await asyncio.start_server(self._say, "127.0.0.1", port)

    async def leave(self) -> None:
        """Answer no more."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _say(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(END_OF_HEAD)
        writer.write(self.answer)
        await writer.drain()
        writer.close()
