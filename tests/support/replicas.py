"""Replicas of the network stream that are nothing but what they fetch, and what the core gives for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Litestar
from sqlalchemy import insert

from core.feed.streams import NETWORK
from core.model import Article
from core.orchestration import UnitOfWork
from core.ports import SeededRandomness
from core.wire import FileRef, NeedsSnapshot, cover, open_manifest
from tests.support.raw_http import RawClient, raw_client


def fill_catalogue(unit: UnitOfWork, articles: int) -> None:
    """Articles that compress badly, loaded past the log: a snapshot of some 100 bytes an article and more."""
    randomness = SeededRandomness(1)
    rows = [
        {
            "sku": f"FILL-{number}",
            "gtin": f"{number:014d}",
            "style": f"F-{number}",
            "name": " ".join(randomness.secret(8).hex() for _ in range(3)),
            "brand": randomness.secret(24).hex(),
            "category": "filler",
            "size": "",
            "colour": "",
        }
        for number in range(articles)
    ]
    unit.session.execute(insert(Article), rows)
    unit.raise_floor(NETWORK)


class CountingApp:
    """An application, and how many bytes of bodies it has given for which paths."""

    def __init__(self, app: Litestar) -> None:
        self._app = app
        self.state = app.state
        self.given: dict[str, int] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def counted(message: Any) -> None:
            path = scope.get("path", "")
            self.given[path] = self.given.get(path, 0) + len(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, counted)


async def catch_up(url: str, token: str, core_key: bytes, have: int = 0) -> int:
    """One replica's way from what it has to the newest; returns how many bytes it has taken.

    A shard comes in two parts, as after a cut. Everything is checked against the manifest.
    """
    async with raw_client(url, token) as client:
        manifest = await client.get("/v1/feed/manifest")
        assert manifest.status == 200, manifest
        stream = open_manifest(manifest.body, core_key).streams[NETWORK]
        way = cover(stream, have)
        pieces: list[FileRef] = (
            [*(way.snapshot.shards if way.snapshot else []), *way.deltas]
            if isinstance(way, NeedsSnapshot)
            else [*way]
        )
        return len(manifest.body) + sum([len(await _piece(client, piece)) for piece in pieces])


async def _piece(client: RawClient, piece: FileRef) -> bytes:
    path = f"/v1/feed/pieces/{piece.name}"
    if not piece.name.endswith(".shard"):
        whole = await client.get(path)
        assert whole.status == 200
        piece.check(whole.body)
        return whole.body
    middle = piece.size_bytes // 2
    first = await client.get(path, range=f"bytes=0-{middle - 1}")
    rest = await client.get(path, range=f"bytes={middle}-", if_range=first.headers["etag"])
    assert (first.status, rest.status) == (206, 206)
    assert rest.headers["content-range"] == f"bytes {middle}-{piece.size_bytes - 1}/{piece.size_bytes}"
    piece.check(first.body + rest.body)
    return first.body + rest.body


async def all_catch_up(url: str, tokens: Sequence[str], core_key: bytes, at_once: int, have: int = 0) -> int:
    """So many replicas, some at a time; how many bytes they have taken in all."""
    room = asyncio.Semaphore(at_once)

    async def one(token: str) -> int:
        async with room:
            return await catch_up(url, token, core_key, have)

    return sum(await asyncio.gather(*(one(token) for token in tokens)))
