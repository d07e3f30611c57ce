"""A puller of the network on a pair, and what tests of it do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from pair_transport import PairTransport
from sqlalchemy import select
from sync_world import Pair

from core.model import Article
from core.orchestration import UnitOfWork
from core.rules.errors import CoulisseError, Damaged, Offline, StorageFull
from core.wire import Manifest
from sync.bootstrap import LONGEST_PAUSE_MS, NetworkPuller
from sync.client import CoreClient
from sync.progress import Download

T = TypeVar("T")


class Pulling:
    """A puller on a pair, with its transport.

    Attributes:
        progress: what was told of downloads.
    """

    def __init__(self, pair: Pair, transport: PairTransport) -> None:
        self.pair = pair
        self.transport = transport
        self.progress: list[Download | None] = []
        self.client = CoreClient("http://core.invalid", "token", transport)
        self.make()

    def make(self) -> None:
        """A puller as after a start of the program."""
        self.puller = NetworkPuller(self.pair.workstation, self.client, self._do, self.progress.append)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(None, work)

    async def follow(self, manifest: Manifest | None = None) -> bool:
        return await self.puller.follow(manifest or self.transport.manifest())

    async def follow_to_the_end(self, patience: int = 60) -> None:
        """Follow until the copy is what the manifest names."""
        for _ in range(patience):
            try:
                if await self.follow():
                    return
            except (Damaged, Offline, StorageFull):
                self.pair.clock.advance(LONGEST_PAUSE_MS)
            await self.download_ended()
        raise AssertionError("the copy never came")

    async def download_ended(self) -> CoulisseError | None:
        task = self.puller._download
        if task is None:
            return None
        await asyncio.wait([task])
        return task.exception()  # type: ignore[return-value]

    def version(self) -> int:
        return self.pair.workstation.read(lambda reader: reader.network_version)

    def articles(self) -> list[str]:
        names = select(Article.name).order_by(Article.name)
        return self.pair.workstation.read(lambda reader: list(reader.session.scalars(names)))


def rename(pair: Pair, name: str) -> None:
    """The core changes an article's name: the network moves."""

    def work(unit: UnitOfWork) -> None:
        unit.session.get_one(Article, pair.names.scarf).name = name

    pair.at_core(work)


def without_copy(pair: Pair) -> None:
    """As on the first day."""
    pair.workstation.replica.distrust_network(pair.workstation.replica.network_path)
