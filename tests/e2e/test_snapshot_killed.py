"""A process that is killed at any byte of a snapshot goes on from that byte when it is started anew."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import msgspec

from core.wire import FileRef, SnapshotRef, pack_shard
from sync.arrival import DRAFT
from tests.e2e.exchange_processes import kill
from tests.e2e.forked import forked
from tests.e2e.snapshot_process import DOWNLOADS, fetch

SEED = 3_107
SHARDS = 6
SHARD_BYTES = 300_000
"""More than what is read at once from a line, so that a kill within one leaves several parts of it."""
KILLS = 20
STEP_BYTES = 8 * 1024
WITHIN_S = 60
LOOK_S = 0.005

_processes = forked("tests.e2e.snapshot_process")


class Shards:
    """A core's pieces over HTTP, by ranges, of which so many bytes come and then no more.

    Attributes:
        sent_bytes: by piece, over all requests.
        left_bytes: how many are still to come before the line stands still.
    """

    def __init__(self, pieces: dict[str, bytes]) -> None:
        self.sent_bytes = dict.fromkeys(pieces, 0)
        self.left_bytes = 0
        self._pieces = pieces
        self._answering: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """Gives the address."""
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            for task in self._answering:
                task.cancel()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._answering.add(task)
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                await self._send(head, reader, writer)
        self._answering.discard(task)
        writer.close()

    async def until_nobody_listens(self) -> None:
        """Whoever asked is gone: nothing more is sent to them."""
        async with asyncio.timeout(WITHIN_S):
            while self._answering:
                await asyncio.sleep(LOOK_S)

    async def _send(self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = head.split()[1].removeprefix("/v1/feed/pieces/")
        _, has_range, wanted = head.partition("range: bytes=")
        content = self._pieces[name][int(wanted.partition("-")[0]) if has_range else 0 :]
        status = "206 Partial Content" if has_range else "200 OK"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\n\r\n".encode())
        while content:
            while not self.left_bytes:
                if reader.at_eof() or writer.is_closing():
                    raise ConnectionResetError
                await asyncio.sleep(LOOK_S)
            part = content[: min(STEP_BYTES, self.left_bytes)]
            content = content[len(part) :]
            self.left_bytes -= len(part)
            self.sent_bytes[name] += len(part)
            writer.write(part)
            await writer.drain()


def snapshot_of(chance: random.Random) -> tuple[SnapshotRef, dict[str, bytes], bytes]:
    """A snapshot that cannot be packed any smaller, its pieces, and the file that it is."""
    raws = [chance.randbytes(SHARD_BYTES + place) for place in range(SHARDS)]
    shards, pieces = [], {}
    for place, raw in enumerate(raws):
        data = pack_shard(raw)
        name = f"network/0/e1-{place}-7-{place:08x}.shard"
        digest = hashlib.sha256(data).hexdigest()
        shards.append(FileRef(name=name, size_bytes=len(data), raw_bytes=len(raw), sha256=digest))
        pieces[name] = data
    return SnapshotRef(to_version=7, rows=1_000, shards=shards), pieces, b"".join(raws)


def here_bytes(folder: Path) -> int:
    """What is on the disk of the shards, whole or in part."""
    found = 0
    for path in folder.glob("*"):
        # One that has come whole gets another name meanwhile.
        with suppress(FileNotFoundError):
            found += path.stat().st_size if path.name != DRAFT else 0
    return found


async def until_all_is_here(folder: Path, sent_bytes: int) -> None:
    async with asyncio.timeout(WITHIN_S):
        while here_bytes(folder) != sent_bytes:
            await asyncio.sleep(LOOK_S)


async def test_a_process_killed_at_any_byte_asks_for_no_byte_twice(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    snapshot, pieces, whole = snapshot_of(chance)
    total = sum(map(len, pieces.values()))
    ends = sorted(chance.randrange(1, total) for _ in range(KILLS))
    shards, folder = Shards(pieces), tmp_path / DOWNLOADS
    async with shards.served() as url:
        arguments = url, tmp_path, msgspec.json.encode(snapshot)
        for end in [*ends, total]:
            process = _processes.Process(target=fetch, args=arguments, daemon=True)
            shards.left_bytes = end - sum(shards.sent_bytes.values())
            process.start()
            if end == total:
                await asyncio.to_thread(process.join, WITHIN_S)
                assert process.exitcode == 0, (tmp_path / "log").read_text()
            else:
                await until_all_is_here(folder, end)
                await asyncio.to_thread(kill, process)
                await shards.until_nobody_listens()
    assert shards.sent_bytes == {name: len(data) for name, data in pieces.items()}
    assert (folder / DRAFT).read_bytes() == whole
