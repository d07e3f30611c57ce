"""Publishes in the background: a delta once an interval when the network moved; a snapshot when due."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import structlog

from core.feed.publisher import Publisher
from core.feed.routing import NETWORK
from core.orchestration import Core
from core.service.pokes import PokeHub

T = TypeVar("T")

log = structlog.get_logger(__name__)


class PublishingLoop:
    """Runs on the service's loop; the work itself goes to threads."""

    def __init__(self, core: Core, publisher: Publisher, hub: PokeHub, interval_s: float) -> None:
        self._core = core
        self._publisher = publisher
        self._hub = hub
        self._interval_s = interval_s
        self._moved = asyncio.Event()
        self._snapshot: asyncio.Task[None] | None = None
        self._working: set[asyncio.Future[Any]] = set()
        self._is_stopping = threading.Event()

    async def run(self) -> None:
        """Go on until cancelled."""
        loop = asyncio.get_running_loop()

        def on_commit(versions: dict[str, int]) -> None:
            if NETWORK in versions and not loop.is_closed():
                loop.call_soon_threadsafe(self._moved.set)

        stop_hearing = self._core.on_commit(on_commit)
        self._moved.set()
        try:
            while True:
                await self._moved.wait()
                self._moved.clear()
                await self._turn()
                await asyncio.sleep(self._interval_s)
        finally:
            stop_hearing()
            await self._stop()

    async def _stop(self) -> None:
        """Leave no thread behind that still reads the database or writes a piece."""
        self._is_stopping.set()
        if self._snapshot is not None:
            self._snapshot.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        # A thread cannot be cancelled: whoever waits may go, and the work is waited for at the end.
        working = asyncio.ensure_future(asyncio.to_thread(work))
        self._working.add(working)
        working.add_done_callback(self._working.discard)
        return await asyncio.shield(working)

    async def _turn(self) -> None:
        try:
            if await self._in_thread(self._publisher.publish_delta_if_needed):
                self._hub.published(self._publisher.version)
            if self._snapshot is None and await self._in_thread(self._publisher.is_snapshot_due):
                self._snapshot = asyncio.create_task(self._take_snapshot())
        except Exception:
            # A full disk or a database that is away: the network stands still, and private streams go on.
            log.exception("publishing.failed")
            self._moved.set()

    def _keep_going(self) -> bool:
        return not self._is_stopping.is_set()

    async def _take_snapshot(self) -> None:
        try:
            await self._in_thread(lambda: self._publisher.publish_snapshot(self._keep_going))
            self._hub.published(self._publisher.version)
        except Exception:
            log.exception("publishing.snapshot_failed")
        finally:
            self._snapshot = None
            self._moved.set()
