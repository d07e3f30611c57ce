"""Too many at once: told to come back before anything is looked up, and all get through in bounded time."""

from __future__ import annotations

import asyncio
import selectors
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from litestar import get
from sqlalchemy import event

from core.orchestration.database import POOL_OVERFLOW, POOL_SIZE
from core.ports import SeededRandomness
from core.rules.errors import Refused
from core.service.admission import (
    COMMANDS,
    COMMON,
    FEED,
    FREE,
    LANE,
    MANIFESTS,
    PIECES,
    POKES,
    AdmissionMiddleware,
    Lane,
)
from core.service.app import create_app
from core.service.auth import NO_TOKEN_NEEDED
from core.service.callers import LOOK_UPS
from core.service.lane_threads import BEHIND, THREADS_BEHIND
from core.service.pokes import BEGINNINGS
from core.service.routes import ROUTES
from core.service.settings import ServiceSettings
from sync.backoff import Backoff
from sync.engine import FIRST_RETRY_S, LONGEST_RETRY_S
from tests.core.service.conftest import DEVICE_KEY, arrange_store
from tests.support.live_core import LiveCore, running_core, serving

STORES = 1_000
ANSWER_S = 0.05
"""What one request takes while others go on beside it."""


@contextmanager
def counted_checkouts(live: LiveCore) -> Iterator[Callable[[], int]]:
    """How often the database was asked for a connection by a thread that serves a request."""
    taken: list[str] = []

    def checked_out(*_arguments: object) -> None:
        name = threading.current_thread().name
        # What the service does by itself when it begins may not have ended yet.
        if not name.startswith(f"lane-{BEHIND}"):
            taken.append(name)

    event.listen(live.core.engine, "checkout", checked_out)
    yield lambda: len(taken)


def test_who_is_told_to_come_back_costs_no_session(database_kind: str, tmp_path: Path) -> None:
    paths = ("feed/manifest", "feed/tail?store_from=0&device_from=0", "feed/pokes", "orders")
    pieces = "feed/pieces/network/0/e-0-1-00000000.shard"
    # Nothing moves by itself meanwhile: whoever takes a connection is a request.
    settings = ServiceSettings(
        publish_interval_s=3600.0,
        chores_interval_s=3600.0,
        most_requests=0,
        most_manifests=0,
        most_asking=0,
        most_commands=0,
        most_pieces=0,
        most_listeners=0,
    )
    with running_core(tmp_path, arrange_store, kind=database_kind, settings=settings) as live:
        headers = {"Authorization": f"Bearer {live.device_token('S1', DEVICE_KEY)}"}
        with httpx.Client(base_url=f"{live.base_url}/v1/", headers=headers, timeout=30) as client:
            client.get("health").raise_for_status()
            with counted_checkouts(live) as count:
                answers = [client.get(path) for path in (*paths, pieces)]
                answers.append(client.post("commands", content=b"\x90"))
                seen = count()
    assert [answer.status_code for answer in answers] == [429] * len(answers)
    assert all(1 <= int(answer.headers["retry-after"]) <= 60 for answer in answers)
    assert seen == 0


def test_every_route_of_the_exchange_has_its_lane() -> None:
    lanes = {path: handler.opt.get(LANE, COMMON) for handler in ROUTES for path in handler.paths}
    assert lanes["/commands"] == COMMANDS
    assert lanes["/feed/pokes"] == POKES
    assert lanes["/feed/pieces/{name:path}"] == PIECES
    assert lanes["/feed/manifest"] == MANIFESTS
    assert lanes["/feed/tail"] == FEED
    assert lanes["/orders"] == lanes["/stock/movements"] == COMMON


def test_a_thousand_stores_that_come_back_at_once_all_get_through() -> None:
    """In virtual time, with the pauses that a workstation makes: what it was told, and some by chance."""
    settings = ServiceSettings()
    door = AdmissionMiddleware({FEED: Lane(settings.most_asking)}, SeededRandomness(1))
    through: list[float] = []
    refused = 0

    async def store(number: int) -> None:
        nonlocal refused
        pauses = Backoff(SeededRandomness(number), FIRST_RETRY_S, LONGEST_RETRY_S)
        while True:
            try:
                await door.handle(_scope(FEED), *_NO_CHANNEL, _answer)
            except Refused as busy:
                refused += 1
                await asyncio.sleep(pauses.next_s(busy.data["retry_after_s"]))
            else:
                through.append(asyncio.get_running_loop().time())
                return

    async def all_stores() -> None:
        await asyncio.gather(*(store(number) for number in range(STORES)))

    in_virtual_time(all_stores())
    assert len(through) == STORES
    print(f"{max(through):.1f} s, {refused} times told to come back")
    assert refused > STORES / 2
    # Served back to back they would take 2 s; with waits of whole seconds and no chance in them, 33.
    assert max(through) < 25


def test_commands_go_in_while_everything_else_is_full() -> None:
    lanes = {COMMANDS: Lane(1), COMMON: Lane(2), PIECES: Lane(3), POKES: Lane(4), FEED: Lane(5)}
    door = AdmissionMiddleware(lanes, SeededRandomness(1))

    async def crowd() -> None:
        never = asyncio.Event()

        async def stay(*_arguments: Any) -> None:
            await never.wait()

        for name in (COMMON, FEED, PIECES, POKES):
            staying = [
                asyncio.ensure_future(door.handle(_scope(name), *_NO_CHANNEL, stay))
                for _ in range(lanes[name].most)
            ]
            await asyncio.sleep(0)
            with pytest.raises(Refused):
                await door.handle(_scope(name), *_NO_CHANNEL, _answer)
            assert not any(task.done() for task in staying)
        await door.handle(_scope(COMMANDS), *_NO_CHANNEL, _answer)
        never.set()

    in_virtual_time(crowd())


@pytest.mark.by_turns
@pytest.mark.parametrize("flooded", [COMMON, FEED, COMMANDS])
def test_a_lane_whose_threads_all_hang_holds_up_no_other(live_core: LiveCore, flooded: str) -> None:
    inside, may_leave = threading.Semaphore(0), threading.Event()

    def route(lane: str, path: str, work: Callable[[], object]) -> Any:
        @get(path, opt={NO_TOKEN_NEEDED: True, LANE: lane}, sync_to_thread=True)
        def asked() -> str:
            work()
            return lane

        return asked

    def hang() -> None:
        inside.release()
        assert may_leave.wait(60)

    others = {COMMON, FEED, COMMANDS, FREE} - {flooded}
    routes = [route(flooded, "/hanging", hang), *(route(lane, f"/{lane}", bool) for lane in others)]
    settings = ServiceSettings(request_threads=7, asking_threads=7, command_threads=7)
    app = create_app(live_core.core, live_core.publisher, settings, routes=routes)
    with serving(app) as url, ThreadPoolExecutor(12) as crowd:
        flood = [crowd.submit(httpx.get, f"{url}/v1/hanging", timeout=60) for _ in range(12)]
        try:
            for _ in range(7):
                assert inside.acquire(timeout=60)
            for lane in others:
                assert httpx.get(f"{url}/v1/{lane}", timeout=60).text == lane
        finally:
            may_leave.set()
        assert [answer.result().status_code for answer in flood] == [200] * 12


def test_threads_of_all_lanes_find_a_connection_each() -> None:
    settings = ServiceSettings()
    in_lanes = settings.request_threads + settings.asking_threads + settings.command_threads
    beside = settings.free_threads + THREADS_BEHIND + LOOK_UPS + BEGINNINGS
    assert in_lanes + beside <= POOL_SIZE + POOL_OVERFLOW


def _scope(lane: str) -> Any:
    return {"route_handler": SimpleNamespace(opt={LANE: lane})}


_NO_CHANNEL: Any = (None, None)


async def _answer(*_arguments: Any) -> None:
    await asyncio.sleep(ANSWER_S)


class _Skipping(selectors.SelectSelector):
    """Does not wait: the time that it was to wait is over at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        self.now_s += timeout or 0.0
        return super().select(0)


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.now_s


def in_virtual_time(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end without waiting for anything."""
    loop = _VirtualLoop()
    try:
        loop.run_until_complete(work)
    finally:
        loop.close()
