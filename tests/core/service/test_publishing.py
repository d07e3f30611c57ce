"""Publication in the background goes on, whatever one turn of it meets."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from structlog.testing import capture_logs

from core.feed.publisher import Publisher
from core.feed.snapshot import SnapshotGivenUp
from core.orchestration import Core
from core.ports import SeededRandomness
from core.service.pokes import PokeHub
from core.service.publishing import PublishingLoop


class StandIn:
    """A core that never commits, and a publisher with a full disk at first."""

    def __init__(self) -> None:
        self.version = 0
        self.turns = 0
        self.snapshots = 0
        self.is_done = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def on_commit(self, _listener: Any) -> Any:
        return lambda: None

    def tidy(self) -> None:
        pass

    def publish_delta_if_needed(self) -> bool:
        self.turns += 1
        if self.turns == 1:
            raise OSError("no space left on device")
        return False

    def is_snapshot_due(self) -> bool:
        return self.snapshots < 2

    def publish_snapshot(self, keep_going: Callable[[], bool]) -> None:
        assert keep_going()
        self.snapshots += 1
        if self.snapshots == 1:
            raise OSError("no space left on device")
        self._loop.call_soon_threadsafe(self.is_done.set)


async def test_a_full_disk_is_logged_and_the_next_turn_tries_again() -> None:
    world = StandIn()
    hub = PokeHub(SeededRandomness(1))
    loop = PublishingLoop(cast(Core, world), cast(Publisher, world), None, hub, interval_s=0)
    with capture_logs() as logged:
        running = asyncio.create_task(loop.run())
        await asyncio.wait_for(world.is_done.wait(), 60)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    failures = [line["event"] for line in logged if line["log_level"] == "error"]
    assert failures == ["publishing.failed", "publishing.snapshot_failed"]
    assert world.turns >= 2


async def test_stopping_leaves_no_work_behind() -> None:
    world = Endless()
    hub = PokeHub(SeededRandomness(1))
    loop = PublishingLoop(cast(Core, world), cast(Publisher, world), None, hub, interval_s=0)
    running = asyncio.create_task(loop.run())
    await asyncio.to_thread(world.has_begun.wait, 60)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert world.has_ended.is_set()


class Endless(StandIn):
    """A snapshot that goes on until it is told to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun, self.has_ended = threading.Event(), threading.Event()

    def publish_snapshot(self, keep_going: Callable[[], bool]) -> None:
        self.has_begun.set()
        while keep_going():
            pass
        self.has_ended.set()
        raise SnapshotGivenUp("snapshot_given_up")
