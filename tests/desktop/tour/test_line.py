"""The tour's line can be held: it stays open, and what is asked is not answered until it is let go."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from desktop.tour.line import Line

A_MOMENT_S = 0.05
WHOLE = b"0123456789"


@asynccontextmanager
async def line_to_a_core(kind: type[Line] = Line) -> AsyncIterator[Line]:
    """A line to a server that answers each request with the same ten bytes."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            writer.write(WHOLE[:4])
            await writer.drain()
            await asyncio.sleep(A_MOMENT_S / 2)
            writer.write(WHOLE[4:])
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    line = kind(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    await line.mend()
    try:
        yield line
    finally:
        line.let_go()
        await line.cut()
        server.close()


async def ask(line: Line, path: str) -> asyncio.Task[bytes]:
    """The ten bytes, when they come."""
    port = urlsplit(line.url).port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path}\n".encode())

    async def answered() -> bytes:
        try:
            return await reader.readexactly(len(WHOLE))
        finally:
            writer.close()

    return asyncio.create_task(answered())


async def test_what_is_held_comes_once_it_is_let_go_and_the_rest_comes_at_once() -> None:
    async with line_to_a_core() as line:
        line.hold("/pieces", after_bytes=4)
        held, free = await ask(line, "/pieces/1"), await ask(line, "/tail")
        assert await free == WHOLE
        await asyncio.sleep(A_MOMENT_S)
        assert not held.done()
        line.let_go()
        assert await held == WHOLE


async def test_a_whole_line_can_be_held() -> None:
    async with line_to_a_core() as line:
        line.hold()
        held = await ask(line, "/tail")
        await asyncio.sleep(2 * A_MOMENT_S)
        assert not held.done()
        line.let_go()
        assert await held == WHOLE


class Watched(Line):
    """A line that shows the connections that it took."""

    taken: asyncio.StreamWriter | None = None

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken = writer
        return super()._accept(reader, writer)


@pytest.mark.parametrize("moments", range(1, 8))
async def test_a_line_that_is_cut_keeps_no_connection_that_it_took_in_the_same_moment(moments: int) -> None:
    """Neither one whose relay has not begun nor one that comes in while the line is cut."""
    async with line_to_a_core(Watched) as line:
        assert isinstance(line, Watched)
        caller = socket.create_connection(("127.0.0.1", urlsplit(line.url).port or 0))
        for _ in range(moments):
            await asyncio.sleep(0)
        await line.cut()
        caller.close()
        await asyncio.sleep(0)
        assert line.taken is None or line.taken.transport.is_closing()
