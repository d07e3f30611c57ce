"""The line between the store and headquarters, as a relay on loopback that can be cut and mended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

CHUNK_BYTES = 64 * 1024


class Held:
    """What a line holds back: answers on the connections that asked for `path`, once `after_bytes` of them
    have come through. An empty path is every connection."""

    def __init__(self, path: str, after_bytes: int) -> None:
        self._path = path.encode()
        self._left_bytes = after_bytes
        self._asking: set[asyncio.StreamWriter] = set()
        self._free = asyncio.Event()

    def hear(self, chunk: bytes, answers: asyncio.StreamWriter) -> None:
        """This is asked on the connection that is answered by `answers`."""
        if self._path in chunk:
            self._asking.add(answers)

    async def pass_through(self, chunk: bytes, answers: asyncio.StreamWriter) -> None:
        """Return once this part of an answer may go on."""
        if answers in self._asking or not self._path:
            self._left_bytes -= len(chunk)
            if self._left_bytes < 0:
                await self._free.wait()

    def let_go(self) -> None:
        """Let everything through."""
        self._free.set()


class Line:
    """A TCP relay to one core. Cutting it drops every connection and refuses new ones, as a dead line does;
    held, it stays open and what is asked is not answered.

    Attributes:
        url: what the desktop takes for the core.
    """

    def __init__(self, core_url: str) -> None:
        parts = urlsplit(core_url)
        assert parts.hostname is not None and parts.port is not None
        self._core = (parts.hostname, parts.port)
        self._server: asyncio.Server | None = None
        self._port = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._relays: set[asyncio.Task[None]] = set()
        self._held: Held | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def mend(self) -> None:
        """Let connections through; on the port that it had, if it had one."""
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
            self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Drop every connection and listen no more."""
        server, self._server = self._server, None
        if server is None:
            return
        # Who was accepted a moment ago gets a transport first: one that is made for a closed server fails.
        for listening in server.sockets:
            asyncio.get_running_loop().remove_reader(listening.fileno())
        await asyncio.sleep(0)
        server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.gather(*self._relays, return_exceptions=True)

    def hold(self, path: str = "", after_bytes: int = 0) -> None:
        """From now on answer no more than so much to who asks for this path, or to anybody."""
        self._held = Held(path, after_bytes)

    def let_go(self) -> None:
        """Answer as before."""
        held, self._held = self._held, None
        if held is not None:
            held.let_go()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Relay this connection, which is known from here on: a cut may come before its task's first step."""
        if self._server is None:
            writer.transport.abort()
            return
        self._open.add(writer)
        task = asyncio.get_running_loop().create_task(self._relay(reader, writer))
        self._relays.add(task)

        def end(_: asyncio.Task[None]) -> None:
            self._relays.discard(task)
            self._open.discard(writer)
            writer.close()

        task.add_done_callback(end)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(*self._core)
            self._open.add(far_writer)
            try:
                await _until_one_ends(self._ask(reader, far_writer, writer), self._answer(far_reader, writer))
            finally:
                self._open.discard(far_writer)
                far_writer.close()

    async def carried(self, source: asyncio.StreamReader) -> AsyncIterator[bytes]:
        """What comes out of the line of what is said at one end, chunk by chunk, until it breaks off."""
        while chunk := await source.read(CHUNK_BYTES):
            yield chunk

    async def _ask(
        self, source: asyncio.StreamReader, core: asyncio.StreamWriter, answers: asyncio.StreamWriter
    ) -> None:
        """Hand on what is asked, until it ends."""
        with suppress(OSError):
            async for chunk in self.carried(source):
                if self._held is not None:
                    self._held.hear(chunk, answers)
                core.write(chunk)
                await core.drain()

    async def _answer(self, core: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Hand on what is answered, until it ends."""
        with suppress(OSError):
            async for chunk in self.carried(core):
                if self._held is not None:
                    await self._held.pass_through(chunk, sink)
                sink.write(chunk)
                await sink.drain()


async def _until_one_ends(*pumps: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.create_task(pump) for pump in pumps]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
