"""Publication in the background goes on, whatever one turn of it meets."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from core.feed.lease import Lease
from core.feed.publisher import Publisher
from core.feed.snapshot import SnapshotGivenUp
from core.orchestration import Core
from core.ports import Clock, SeededRandomness, SimulatedClock, SystemClock
from core.rules.time import Instant
from core.service import publishing
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

        self.clock: Clock = SystemClock()

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


async def test_it_ends_though_the_network_moves_at_the_very_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "LOOK_EVERY_S", 3_600.0)
    world, hub, has_turned = StandIn(), PokeHub(SeededRandomness(1)), asyncio.Event()
    loop = PublishingLoop(cast(Core, world), cast(Publisher, world), None, hub, interval_s=0)

    async def turn() -> None:
        has_turned.set()

    monkeypatch.setattr(loop, "_turn", turn)
    running = asyncio.create_task(loop.run())
    await has_turned.wait()
    for _ in range(10):
        await asyncio.sleep(0)
    loop._moved.set()
    await asyncio.sleep(0)
    running.cancel()
    ended, _ = await asyncio.wait([running], timeout=30)
    running.cancel()
    assert ended


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


class Held:
    """A lease that nobody else wants, counting how often it was held on to."""

    def __init__(self) -> None:
        self.is_held = False
        self.times = threading.Semaphore(0)

    def hold(self) -> bool:
        self.is_held = True
        self.times.release()
        return True

    def release(self) -> None:
        self.is_held = False


class OneLongTurn(StandIn):
    """A turn that goes on until it may end."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun, self.may_end = threading.Event(), threading.Event()

    def publish_delta_if_needed(self) -> bool:
        self.has_begun.set()
        assert self.may_end.wait(60)
        return False

    def refresh(self) -> bool:
        return False


async def test_a_long_turn_does_not_lose_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "BEAT_MS", 1)
    world, lease = OneLongTurn(), Held()
    async with publishing_with(world, lease):
        await asyncio.to_thread(world.has_begun.wait, 60)
        for _ in range(20):
            assert await asyncio.to_thread(lease.times.acquire, timeout=60)
        world.may_end.set()


async def test_a_turn_that_hangs_gives_others_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "BEAT_MS", 1)
    world, lease, clock = OneLongTurn(), Held(), LookedAt(Instant(0))
    world.clock = clock
    async with publishing_with(world, lease):
        await asyncio.to_thread(world.has_begun.wait, 60)
        clock.advance(publishing.LONGEST_TURN_MS + 1)
        for _ in range(2):
            # The first look may have been from before the clock went on.
            assert await asyncio.to_thread(clock.looks.acquire, timeout=60)
        while lease.times.acquire(blocking=False):
            pass
        for _ in range(20):
            assert await asyncio.to_thread(clock.looks.acquire, timeout=60)
        assert not lease.times.acquire(blocking=False)
        world.may_end.set()
        assert await asyncio.to_thread(lease.times.acquire, timeout=60), "it takes part again"


class LookedAt(SimulatedClock):
    """Counts the looks at it after it was moved."""

    def __init__(self, at: Instant) -> None:
        super().__init__(at)
        self.looks = threading.Semaphore(0)

    def monotonic_ms(self) -> int:
        now_ms = super().monotonic_ms()
        if now_ms:
            self.looks.release()
        return now_ms


@asynccontextmanager
async def publishing_with(world: StandIn, lease: Held) -> AsyncIterator[None]:
    hub = PokeHub(SeededRandomness(1))
    loop = PublishingLoop(cast(Core, world), cast(Publisher, world), cast(Lease, lease), hub, interval_s=0)
    running = asyncio.create_task(loop.run())
    yield
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert not lease.is_held
