"""A workstation that follows a real publisher, in this process."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import httpx
from pair_transport import problem
from sqlalchemy import select
from sync_world import CORE_KEY, Pair

from core.feed.private_hashes import private_hashes
from core.feed.publisher import Publisher
from core.feed.streams import store_stream
from core.model import Article, Location, row_sums
from core.model.network_file import network_tables
from core.orchestration import UnitOfWork
from core.rules.errors import CoulisseError, Refused
from core.rules.stock import MovementKind
from core.wire import PROOF, encode_delta, encode_hashes
from sync import divergence, network_copy, shards
from sync.bootstrap import NetworkPuller
from sync.client import CoreClient
from sync.schema import AuditRow
from tests.core.builders import move
from tests.support.bodies import Body

T = TypeVar("T")


class Served(httpx.AsyncBaseTransport):
    """A publisher as a core answers for it.

    Attributes:
        asked: paths, in order.
        before_shard: called before a shard is told.
    """

    def __init__(self, publisher: Publisher, pair: Pair) -> None:
        self.publisher = publisher
        self.pair = pair
        self.asked: list[str] = []
        self.before_shard: Callable[[], object] = lambda: None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/v1/feed/")
        self.asked.append(path)
        if path == "manifest":
            params = request.url.params
            known = params.get("epoch", ""), int(params.get("have", 0))
            content = self.publisher.manifest(*known)
            told = {PROOF: self.publisher.prove(params["mark"], content)}
            return httpx.Response(200, headers=told, stream=Body(content))
        if path == "hashes":
            stream = store_stream(self.pair.names.store)
            hashes = self.pair.core.read(lambda session: private_hashes(session, stream))
            return httpx.Response(200, stream=Body(encode_hashes(hashes)))
        if path.startswith("shards/"):
            self.before_shard()
            _, table, number = path.split("/")
            try:
                content = encode_delta(self.publisher.shard(table, int(number)))
            except Refused as refusal:
                return problem(429 if refusal.code == "busy" else 422, refusal.code)
            return httpx.Response(200, stream=Body(content))
        return httpx.Response(
            200, stream=Body(self.publisher.files.path(path.removeprefix("pieces/")).read_bytes())
        )


class Following:
    """A workstation that follows a publisher."""

    def __init__(self, pair: Pair, folder: Path) -> None:
        self.pair = pair
        self.publisher = Publisher(pair.core, folder, pair.clock, CORE_KEY)
        self.publisher.publish_snapshot()
        self.served = Served(self.publisher, pair)
        self.client = CoreClient("http://core.invalid", "token", self.served)
        self.puller = NetworkPuller(pair.workstation, self.client, self._do, lambda _progress: None)
        pair.workstation.replica.distrust_network(pair.workstation.replica.network_path)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(None, work)

    async def follow(self, turns: int = 1) -> CoulisseError | None:
        """Some cycles, each past the time at which the next shard is looked at; the last one's fault."""
        fault: CoulisseError | None = None
        for _ in range(turns):
            self.pair.clock.advance(divergence.EXAMINE_EVERY_MS)
            fault = None
            try:
                key = self.publisher.public_key
                await self.puller.follow(await self.client.manifest(key, self.puller.have))
            except CoulisseError as error:
                fault = error
            if self.puller._download is not None:
                await asyncio.wait([self.puller._download])
        return fault

    @property
    def copy(self) -> Path:
        return self.pair.workstation.replica.network_path

    def rows(self) -> dict[str, list[Any]]:
        """All rows of the workstation's copy."""
        with network_copy.opened(self.copy, "ro") as file:
            return _rows(file)

    def core_rows(self) -> dict[str, list[Any]]:
        with closing(sqlite3.connect(self.publisher.files.folder / "mirror.db")) as file:
            return _rows(file)

    def damage(self, sql: str) -> None:
        """Change rows as another program would, without a word to anybody."""
        with network_copy.opened(self.copy, "rw") as file:
            file.execute(sql)

    def journal(self) -> list[tuple[str, int]]:
        rows = select(AuditRow.kind, AuditRow.data).order_by(AuditRow.no)
        found = self.pair.workstation.read(lambda reader: reader.session.execute(rows).all())
        return [(kind, data["shards"]) for kind, data in found if kind.startswith("network_")]

    def examine_all(self) -> None:
        """Come round to every shard; those whose rows are what the copy says of them are passed over."""
        differing = shards.kept(self.copy).differing(shards.as_they_are(self.copy).sums)
        for number in sorted({shard.number for shard in differing}):
            assert shards.examine(self.copy, number)
        self.puller._divergence._equal = None

    def sell(self) -> None:
        def work(unit: UnitOfWork) -> None:
            names = self.pair.names
            article, store = (
                unit.session.get_one(Article, names.scarf),
                unit.session.get_one(Location, names.store),
            )
            move(unit, MovementKind.SOLD, article, store, 1)

        self.pair.at_core(work)
        self.publisher.publish_delta_if_needed()


def _rows(file: Any) -> dict[str, list[Any]]:
    return {
        table.name: sorted(file.execute(f"SELECT {row_sums.names_of(table)} FROM {table.name}").fetchall())
        for table in network_tables()
    }
