"""Publishes in the background: a delta once an interval when the network moved; a snapshot when due."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

import structlog

from core.feed.lease import BEAT_MS, Lease
from core.feed.publisher import Publisher
from core.feed.streams import NETWORK
from core.orchestration import Core
from core.rules.time import HOUR_MS, MINUTE_MS
from core.service.pokes import PokeHub

T = TypeVar("T")
LOOK_EVERY_S: Final = 1.0
"""How often to look whether the network moved when this process has not moved it."""
LONGEST_TURN_MS: Final = 15 * MINUTE_MS
"""A turn that lasts longer hangs: another process may take over, and what this one would keep is void."""
TIDY_EVERY_MS: Final = HOUR_MS

log = structlog.get_logger(__name__)


class PublishingLoop:
    """Runs on the service's loop; the work itself goes to threads.

    Where several processes serve one database, one of them publishes: the one that holds the lease. The
    others follow what it keeps. The lease is held beside the turns: a long one does not lose it.
    """

    def __init__(
        self, core: Core, publisher: Publisher, lease: Lease | None, hub: PokeHub, interval_s: float
    ) -> None:
        self._core = core
        self._publisher = publisher
        self._lease = lease
        self._tidied_at_ms: int | None = None
        self._turn_since_ms: int | None = None
        self._hub = hub
        self._interval_s = interval_s
        self._moved = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._snapshot: asyncio.Task[None] | None = None
        self._working: set[asyncio.Future[Any]] = set()
        self._is_stopping = threading.Event()

    async def run(self) -> None:
        """Go on until cancelled."""
        self._loop = asyncio.get_running_loop()
        stop_hearing = self._core.on_commit(self.committed)
        holding = asyncio.create_task(self._go_on_holding(self._lease)) if self._lease else None
        self._moved.set()
        try:
            while True:
                # Others write to the database, too: a second process, an import at the command line.
                # Not wait_for, which on Python 3.11 loses a cancellation that comes as the event does.
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._moved.wait()
                self._moved.clear()
                await self._turn()
                await asyncio.sleep(self._interval_s)
        finally:
            stop_hearing()
            if holding is not None:
                holding.cancel()
                await asyncio.gather(holding, return_exceptions=True)
            await self._stop()

    def committed(self, versions: Mapping[str, int]) -> None:
        """Streams have moved, here or in another process. Callable from any thread."""
        if NETWORK in versions and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._moved.set)

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

    async def _go_on_holding(self, lease: Lease) -> None:
        while True:
            try:
                was_held = lease.is_held
                if not self._hangs() and await self._in_thread(lease.hold) is not was_held:
                    self._moved.set()
            except Exception:
                log.exception("publishing.lease_not_held")
            await asyncio.sleep(BEAT_MS / 1000)

    def _hangs(self) -> bool:
        since_ms = self._turn_since_ms
        return since_ms is not None and self._core.clock.monotonic_ms() - since_ms > LONGEST_TURN_MS

    async def _turn(self) -> None:
        self._turn_since_ms = self._core.clock.monotonic_ms()
        try:
            await self._publish_or_follow()
        except Exception:
            # A full disk or a database that is away: the network stands still, and private streams go on.
            log.exception("publishing.failed")
            self._moved.set()
        finally:
            self._turn_since_ms = None

    async def _publish_or_follow(self) -> None:
        if not await self._in_thread(self._may_publish):
            if await self._in_thread(self._publisher.refresh):
                self._hub.published(self._publisher.version)
            return
        if await self._in_thread(self._publisher.publish_delta_if_needed):
            self._hub.published(self._publisher.version)
        if self._snapshot is None and await self._in_thread(self._publisher.is_snapshot_due):
            self._snapshot = asyncio.create_task(self._take_snapshot())

    def _may_publish(self) -> bool:
        """Whether it is this process's turn; it clears up when that begins, and now and then."""
        if self._lease is not None and not self._lease.is_held:
            self._tidied_at_ms = None
            return False
        now_ms, tidied_at_ms = self._core.clock.monotonic_ms(), self._tidied_at_ms
        if tidied_at_ms is None or now_ms - tidied_at_ms >= TIDY_EVERY_MS:
            self._publisher.tidy()
            self._tidied_at_ms = now_ms
            if tidied_at_ms is None:
                log.info("publishing.begun")
        return True

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
