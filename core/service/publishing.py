"""Publishes in the background: a delta once an interval when the network moved; a snapshot when due."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

import structlog

from core.feed.lease import Lease
from core.feed.publisher import Publisher
from core.feed.routing import NETWORK
from core.orchestration import Core
from core.service.pokes import PokeHub

T = TypeVar("T")
LOOK_EVERY_S: Final = 1.0
"""How often to look whether the network moved when this process has not moved it."""

log = structlog.get_logger(__name__)


class PublishingLoop:
    """Runs on the service's loop; the work itself goes to threads.

    Where several processes serve one database, one of them publishes: the one that holds the lease. The
    others follow what it keeps.
    """

    def __init__(
        self, core: Core, publisher: Publisher, lease: Lease | None, hub: PokeHub, interval_s: float
    ) -> None:
        self._core = core
        self._publisher = publisher
        self._lease = lease
        self._is_tidy = False
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
                # Others write to the database, too: a second process, an import at the command line.
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._moved.wait(), LOOK_EVERY_S)
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
        if self._lease is not None and self._lease.is_held:
            await asyncio.to_thread(self._let_go, self._lease)

    @staticmethod
    def _let_go(lease: Lease) -> None:
        try:
            lease.release()
        except Exception:
            log.exception("publishing.lease_not_released")

    async def _in_thread(self, work: Callable[[], T]) -> T:
        # A thread cannot be cancelled: whoever waits may go, and the work is waited for at the end.
        working = asyncio.ensure_future(asyncio.to_thread(work))
        self._working.add(working)
        working.add_done_callback(self._working.discard)
        return await asyncio.shield(working)

    async def _turn(self) -> None:
        try:
            if not await self._in_thread(self._may_publish):
                if await self._in_thread(self._publisher.refresh):
                    self._hub.published(self._publisher.version)
                return
            if await self._in_thread(self._publisher.publish_delta_if_needed):
                self._hub.published(self._publisher.version)
            if self._snapshot is None and await self._in_thread(self._publisher.is_snapshot_due):
                self._snapshot = asyncio.create_task(self._take_snapshot())
        except Exception:
            # A full disk or a database that is away: the network stands still, and private streams go on.
            log.exception("publishing.failed")
            self._moved.set()

    def _may_publish(self) -> bool:
        """Whether it is this process's turn; it clears up first when that begins."""
        is_ours = self._lease is None or self._lease.hold()
        if is_ours and not self._is_tidy:
            self._publisher.tidy()
            log.info("publishing.begun")
        self._is_tidy = is_ours
        return is_ours

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
