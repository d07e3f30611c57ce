"""Large pieces come over a connection of their own, one after the other; what is no plain answer is told by
httpx, as everything else is."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from small_server import SmallServer, answers, says

from core.rules.errors import Conflict, Damaged, Offline, Refused
from core.wire import FileRef, Tail, encode_tail
from sync.client import CoreClient
from tests.support.certificates import Authority

CONTENT = bytes(range(256)) * 4_000
PIECE = FileRef(name="network/0/e1-0-7-00000000.shard", size_bytes=len(CONTENT), raw_bytes=1, sha256="")
CUT_AT = 300_000


class Keeping:
    """A server that keeps its connections, as the core does.

    Attributes:
        heads: of each connection, the heads of what was asked over it.
    """

    def __init__(self) -> None:
        self.heads: list[list[str]] = []
        self.url = ""
        self._answering: set[asyncio.Task[None]] = set()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads: list[str] = []
        self.heads.append(heads)
        task = asyncio.current_task()
        assert task is not None
        self._answering.add(task)
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
                start = int(heads[-1].partition("Range: bytes=")[2].partition("-")[0] or 0)
                status = "206 Partial Content" if start else "200 OK"
                body = CONTENT[start:]
                writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        writer.close()

    async def end(self) -> None:
        """Once every client has gone."""
        await asyncio.wait(self._answering)


@asynccontextmanager
async def keeping(tls: ssl.SSLContext | None = None) -> AsyncIterator[Keeping]:
    made = Keeping()
    server = await asyncio.start_server(made.handle, "127.0.0.1", 0, ssl=tls)
    scheme = "http" if tls is None else "https"
    made.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await made.end()


async def piece(client: CoreClient, start: int = 0) -> bytes:
    return b"".join([chunk async for chunk in client.piece_from(PIECE, start)])


async def test_pieces_come_one_after_the_other_over_one_connection() -> None:
    async with keeping() as core:
        client = CoreClient(core.url, "secret")
        assert await piece(client) == await piece(client) == CONTENT
        assert await piece(client, CUT_AT) == CONTENT[CUT_AT:]
        await client.close()
    [heads] = core.heads
    assert len(heads) == 3
    asked = heads[2].lower()
    assert asked.startswith("get /v1/feed/pieces/network/0/e1-0-7-00000000.shard http/1.1\r\n")
    assert f"range: bytes={CUT_AT}-" in asked
    assert "authorization: bearer secret" in asked and "accept-encoding: identity" in asked


async def test_over_tls_they_come_likewise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = Authority()
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted_in(tmp_path)))
    async with keeping(authority.serving(tmp_path)) as core:
        client = CoreClient(core.url)
        assert await piece(client) == await piece(client) == CONTENT
        await client.close()
    assert [len(heads) for heads in core.heads] == [2]


async def test_who_gives_up_half_way_leaves_nothing_for_the_next_answer() -> None:
    async with keeping() as core:
        client = CoreClient(core.url)
        chunks = client.piece_from(PIECE, 0)
        first = await anext(chunks)
        assert 0 < len(first) < len(CONTENT)
        await chunks.aclose()
        assert await piece(client) == CONTENT
        await client.close()
    assert len(core.heads) == 2


async def test_who_is_ended_as_a_connection_comes_leaves_none_open(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    connect, made = loop.sock_connect, []

    async def connect_and_end(one: socket.socket, address: tuple[str, int]) -> None:
        await connect(one, address)
        made.append(one)
        asking.cancel()

    monkeypatch.setattr(loop, "sock_connect", connect_and_end)
    async with keeping() as core:
        client = CoreClient(core.url)
        asking = asyncio.create_task(piece(client))
        with suppress(asyncio.CancelledError):
            await asking
        await asyncio.sleep(0)
        await client.close()
        left = [one.fileno() for one in made]
        for one in made:
            one.close()
        assert left == [-1]


async def test_a_connection_that_the_core_has_closed_meanwhile_is_not_asked(server: SmallServer) -> None:
    server.behaviour = answers(200, CONTENT)
    client = CoreClient(server.url)
    for _ in range(3):
        assert await piece(client) == CONTENT
    await client.close()


async def test_what_is_no_plain_answer_is_asked_by_httpx_which_tells_what_it_is(server: SmallServer) -> None:
    client = CoreClient(server.url)
    server.behaviour = says(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nsome\r\n0\r\n\r\n"
    )
    assert await piece(client) == b"some"
    server.behaviour = answers(404, b'{"code":"unknown_piece"}', "application/problem+json")
    with pytest.raises(Refused, match="unknown_piece"):
        await piece(client)
    server.behaviour = answers(200, b"<html>", "text/html")
    with pytest.raises(Offline, match="not_the_core"):
        await piece(client)
    await client.close()


async def test_whole_files_alone_are_no_answer_to_who_has_a_part(server: SmallServer) -> None:
    server.behaviour = answers(200, CONTENT)
    client = CoreClient(server.url)
    with pytest.raises(Damaged, match="range_not_served"):
        await piece(client, CUT_AT)
    await client.close()


async def test_behind_a_proxy_it_is_httpx_that_asks(
    server: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    server.behaviour = answers(200, CONTENT)
    client = CoreClient("http://core.invalid")
    assert await piece(client) == CONTENT
    assert server.heads[0].startswith("GET http://core.invalid/v1/feed/pieces/")
    await client.close()


TAIL = Tail(
    epoch="e1",
    store_from=1,
    store_to=2,
    device_from=1,
    device_to=1,
    more=False,
    tables=[],
    outcomes=[],
)


async def test_a_tail_comes_over_a_connection_of_that_kind_and_says_who_asks(server: SmallServer) -> None:
    server.behaviour = answers(200, encode_tail(TAIL), "application/vnd.msgpack")
    client = CoreClient(server.url, "secret")
    assert await client.tail((1, 1)) == TAIL
    await client.close()
    asked = server.heads[0].lower()
    assert asked.startswith("get /v1/feed/tail?store_from=1&device_from=1&")
    assert "authorization: bearer secret" in asked and "user-agent" in asked
    assert "accept-encoding: identity" in asked


async def test_a_core_that_says_no_is_not_asked_twice(server: SmallServer) -> None:
    client = CoreClient(server.url)
    server.behaviour = answers(429, b"", "text/plain")
    with pytest.raises(Offline, match="busy"):
        await client.tail((1, 1))
    with pytest.raises(Offline, match="busy"):
        await piece(client)
    server.behaviour = answers(409, b'{"code":"stream_restarted"}', "application/problem+json")
    with pytest.raises(Conflict, match="stream_restarted"):
        await client.tail((1, 1))
    await client.close()
    assert len(server.heads) == 3


async def test_a_tail_that_something_on_the_way_has_packed_is_unpacked(server: SmallServer) -> None:
    packed = gzip.compress(encode_tail(TAIL))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n"
    server.behaviour = says(f"{head}Connection: close\r\n\r\n".encode() + packed)
    client = CoreClient(server.url)
    assert await client.tail((1, 1)) == TAIL
    await client.close()
