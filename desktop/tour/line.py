"""The line between the store and headquarters, as a relay on loopback that can be cut and mended."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

CHUNK_BYTES = 64 * 1024


class Line:
    """A TCP relay to one core. Cutting it drops every connection and refuses new ones, as a dead line does.

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
        server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.gather(*self._relays, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._relays.add(task)
        self._open.add(writer)
        try:
            with suppress(OSError):
                far_reader, far_writer = await asyncio.open_connection(*self._core)
                self._open.add(far_writer)
                try:
                    await _until_one_ends(self.pump(reader, far_writer), self.pump(far_reader, writer))
                finally:
                    self._open.discard(far_writer)
                    far_writer.close()
        finally:
            self._open.discard(writer)
            self._relays.discard(task)
            writer.close()

    async def pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Hand on what comes, until it ends."""
        with suppress(OSError):
            while chunk := await source.read(CHUNK_BYTES):
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
