"""A little HTTP server on loopback that answers as it is told: garbage, late, by halves, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]


class SmallServer:
    """One behaviour for all requests.

    Attributes:
        url: where it listens.
        behaviour: what it does once a request's head has come.
        listens: whether it waits for a request before it speaks.
        heads: the heads of the requests.
    """

    def __init__(self) -> None:
        self.url = ""
        self.behaviour: Behaviour = hang_up
        self.listens = True
        self.heads: list[str] = []
        self._answering: set[asyncio.Task[None]] = set()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._answering.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                if self.listens:
                    self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
                await self.behaviour(writer)
                await writer.drain()
        finally:
            writer.close()
            self._answering.discard(task)

    async def end(self) -> None:
        """Let go of whoever is still answered."""
        while self._answering:
            for task in self._answering:
                task.cancel()
            await asyncio.wait(self._answering)


@asynccontextmanager
async def small_server() -> AsyncIterator[SmallServer]:
    """A server that hangs up until it is told something else."""
    made = SmallServer()
    server = await asyncio.start_server(made.handle, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await made.end()


async def hang_up(_writer: asyncio.StreamWriter) -> None:
    """Say nothing and close."""


def says(content: bytes) -> Behaviour:
    """These very bytes, and close."""

    async def behaviour(writer: asyncio.StreamWriter) -> None:
        writer.write(content)

    return behaviour


def answers(
    status: int, body: bytes = b"", kind: str = "application/octet-stream", **headers: str
) -> Behaviour:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return says("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body)


def stays_silent(until: asyncio.Event) -> Behaviour:
    """Nothing, for as long as the test lasts."""

    async def behaviour(_writer: asyncio.StreamWriter) -> None:
        await until.wait()

    return behaviour


def drips(until: asyncio.Event) -> Behaviour:
    """A byte now and then, without an end."""

    async def behaviour(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not until.is_set():
            writer.write(b".")
            await writer.drain()
            with suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), 0.01)

    return behaviour


def floods() -> Behaviour:
    """More than any answer holds."""

    async def behaviour(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(10_000):
            writer.write(bytes(64 * 1024))
            await writer.drain()

    return behaviour
