"""A connection that was kept may have died without a word, or hold what nobody asked for: what comes of it is
never told of the core."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import pytest
from client_calls import cause_of

from core.rules.errors import Conflict
from core.wire import FileRef
from sync import client as client_module
from sync import piece_line
from sync.client import CoreClient
from sync.connection import Cause

PIECE = FileRef(name="network/0/e1-0-7-00000000.shard", size_bytes=4, raw_bytes=1, sha256="")
SOME = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsome"
WRONG = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"
TOO_LONG = (
    b"HTTP/1.1 408 Request Time-out\r\nContent-Length: 6\r\nContent-Type: text/html\r\n"
    b"Connection: close\r\n\r\n<html>"
)
PROBLEM = b'{"code":"stream_restarted"}'
NO = (
    b"HTTP/1.1 409 Conflict\r\nContent-Type: application/problem+json\r\n"
    b"Content-Length: %d\r\n\r\n" % len(PROBLEM)
) + PROBLEM

Said = bytes | None
"""What is said to a request; None for silence. After the last one: the end."""


class Script:
    """A server whose every connection has its own answers.

    Attributes:
        asked: how many requests have come over each connection.
    """

    def __init__(self, connections: tuple[list[Said], ...]) -> None:
        self.url = ""
        self.asked: list[int] = []
        self._left = list(connections)
        self._answering: set[asyncio.Task[None]] = set()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._answering.add(task)
        place = len(self.asked)
        self.asked.append(0)
        with suppress(OSError, asyncio.IncompleteReadError):
            for said in self._left.pop(0):
                await reader.readuntil(b"\r\n\r\n")
                self.asked[place] += 1
                if said is None:
                    await reader.read()
                else:
                    writer.write(said)
        writer.close()

    async def end(self) -> None:
        """Once every client has gone."""
        await asyncio.wait(self._answering)


@asynccontextmanager
async def script(*connections: list[Said]) -> AsyncIterator[tuple[Script, CoreClient]]:
    made = Script(connections)
    server = await asyncio.start_server(made.handle, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    client = CoreClient(made.url)
    try:
        yield made, client
    finally:
        await client.close()
        server.close()
        await made.end()


async def piece(client: CoreClient) -> bytes:
    return b"".join([chunk async for chunk in client.piece_from(PIECE, 0)])


async def test_a_connection_that_was_idle_for_too_long_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with script([SOME, SOME, SOME], [SOME]) as (core, client):
        assert await piece(client) == await piece(client) == b"some"
        monkeypatch.setattr(piece_line, "LONGEST_IDLE_S", 0.0)
        assert await piece(client) == b"some"
        assert core.asked == [2, 1]


async def test_what_came_while_nobody_asked_is_no_answer() -> None:
    async with script([SOME + WRONG, SOME], [SOME]) as (core, client):
        assert await piece(client) == await piece(client) == b"some"
        assert core.asked == [1, 1]


@pytest.mark.parametrize("said", [[TOO_LONG], [], [None]], ids=["too long", "the end", "silence"])
async def test_what_a_kept_connection_does_not_answer_is_asked_once_more_over_a_new_one(
    said: list[Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "READ_TIMEOUT_S", 0.5)
    async with script([SOME, *said], [SOME]) as (core, client):
        assert await piece(client) == await piece(client) == b"some"
        assert core.asked == [1 + len(said), 1]


async def test_whoever_is_ended_while_it_asks_leaves_no_connection_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[asyncio.StreamWriter] = []
    connect = asyncio.open_connection

    async def watched(*where: Any, **how: Any) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        ends = await connect(*where, **how)
        made.append(ends[1])
        return ends

    monkeypatch.setattr(asyncio, "open_connection", watched)
    moments, is_done, left = 0, False, list[int]()
    while not is_done:
        async with script([SOME, SOME], [SOME]) as (_core, client):
            assert await piece(client) == b"some"
            asking = asyncio.create_task(piece(client))
            for _ in range(moments):
                await asyncio.sleep(0)
            is_done = asking.done()
            asking.cancel()
            await asyncio.wait([asking])
            await client.close()
            for writer in made:
                if not writer.transport.is_closing():
                    left.append(moments)
                    writer.transport.abort()
        moments += 1
    assert moments > 3
    assert left == [], "ended after so many moments"


async def test_a_no_that_a_new_connection_says_too_is_told() -> None:
    async with script([SOME, TOO_LONG], [TOO_LONG]) as (core, client):
        assert await piece(client) == b"some"
        assert await cause_of(piece(client)) == Cause.NOT_THE_CORE
        assert core.asked == [2, 1]


async def test_what_the_core_refuses_over_a_kept_connection_is_not_asked_twice() -> None:
    async with script([SOME, NO, SOME]) as (core, client):
        assert await piece(client) == b"some"
        with pytest.raises(Conflict, match="stream_restarted"):
            await piece(client)
        assert await piece(client) == b"some"
        assert core.asked == [3]


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n0\r\n\r\n"


async def test_chunks_count_and_not_the_length_beside_them() -> None:
    async with script([CHUNKED], [CHUNKED]) as (_core, client):
        assert await piece(client) == b"some"


@pytest.mark.parametrize(
    ("status", "tell"),
    [
        ("204 No Content", lambda client: _is_empty(client)),
        ("304 Not Modified", lambda client: _is_not_the_core(client)),
    ],
)
async def test_a_status_that_has_no_body_has_none_whatever_length_it_tells(
    status: str, tell: Callable[[CoreClient], Awaitable[bool]]
) -> None:
    said = f"HTTP/1.1 {status}\r\nContent-Length: 1000\r\n\r\n".encode()
    async with script([said], [said]) as (_core, client):
        assert await tell(client)


async def _is_empty(client: CoreClient) -> bool:
    return await piece(client) == b""


async def _is_not_the_core(client: CoreClient) -> bool:
    return await cause_of(piece(client)) == Cause.NOT_THE_CORE


@contextmanager
def _swallowing() -> Iterator[tuple[str, int]]:
    """An address that answers no knock: its queue is full."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            with suppress(BlockingIOError):
                one.connect(full.getsockname())
        try:
            yield full.getsockname()
        finally:
            for one in waiting:
                one.close()


async def test_an_address_that_swallows_what_is_sent_there_does_not_hide_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with script([SOME]) as (core, _client):
        with _swallowing() as full:
            port = int(core.url.rpartition(":")[2])
            found = [
                (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", address)
                for address in (full, ("127.0.0.1", port))
            ]

            async def of_name(*_host: object, **_options: object) -> list[Any]:
                return found

            monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", of_name)
            client = CoreClient(f"http://core.invalid:{port}")
            assert await piece(client) == b"some"
            await client.close()


async def test_all_ways_of_asking_have_one_time_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than half of it passes on a line that ends without an answer, as much on the one asked then."""
    monkeypatch.setattr(client_module, "ANSWER_TIMEOUT_S", 0.6)
    answering: list[asyncio.Task[None] | None] = []

    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.append(asyncio.current_task())
        with suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(0.35)
            writer.write(NO if asked else b"")
            asked.append(True)
        writer.close()

    asked: list[bool] = []
    server = await asyncio.start_server(slowly, "127.0.0.1", 0)
    client = CoreClient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    assert await cause_of(client.tail((1, 1))) == Cause.TIMEOUT
    # On a machine that stands still meanwhile the time is over before anything is asked again.
    await asyncio.gather(*filter(None, answering))
    await client.close()
    server.close()
