"""One core process with a thousand workstations: pokes, manifests, deltas, and all of them coming back.

``python -m benchmarks.scale [LISTENERS]``. The core serves in a process of its own, on SQLite; workstations
are sockets in this one (`tests.support.raw_http`). `network_fresh_p99_s` is the time from before a request
that commits on the core until a listener was poked, has the manifest, and has the delta that leads to that
commit, hash checked; applying it is not in it. `core_cpu_ratio` is the share of one processor that the core
took meanwhile; what one commit costs it, and all the listeners together, stands beside it in milliseconds.
`load_ratio` is the machine's load for each processor: far above 1 the seconds say more of the neighbours than
of the core.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import httpx
import msgspec

from benchmarks.processor import peak_mib, used_s
from benchmarks.reporting import Figures, report, say
from benchmarks.workstations import serving_core
from core.feed.streams import NETWORK
from core.orchestration import UnitOfWork
from core.ports import SystemRandomness
from core.rules.ids import derive
from core.service.auth import Scope, issue_token, token_digest
from core.service.folder import CoreFolder
from core.service.serving import room_for
from core.service.settings import signing_key
from core.wire import NeedsSnapshot, SigningKey, cover, open_manifest
from sync.backoff import Backoff
from sync.engine import FIRST_RETRY_S, LONGEST_RETRY_S
from tests.core.builders import make_article, make_device, make_location, make_position
from tests.support.raw_http import RawClient, raw_client

LISTENERS: Final = 1_000
STORES: Final = 100
COMMITS: Final = 10
EVERY_S: Final = 1.5
"""Between two commits: each is published by itself."""
ARRIVES_WITHIN_S: Final = 60.0
AT_ONCE: Final = 50
"""Of those that begin to listen, so that the beginning is not measured."""


class Workstation:
    """One listener: it hears, asks, and downloads."""

    def __init__(self, ears: RawClient, mouth: RawClient, core_key: bytes) -> None:
        self._ears = ears
        self._mouth = mouth
        self._core_key = core_key
        self.version = 0
        self.arrived: dict[int, float] = {}
        self.told_to_wait = 0

    async def begin(self) -> None:
        """Listen, and be where the core is."""
        await self._ears.ask("/v1/feed/pokes")
        status, _ = await self._ears.head()
        assert status == 200, status
        self.version = _network(await self._ears.event())

    async def follow(self) -> None:
        """Go on until cancelled."""
        pauses = Backoff(SystemRandomness(), FIRST_RETRY_S, LONGEST_RETRY_S)
        while True:
            told = _network(await self._ears.event())
            while told > self.version:
                wait_s = await self._catch_up()
                if wait_s:
                    self.told_to_wait += 1
                    await asyncio.sleep(pauses.next_s(wait_s))

    async def _catch_up(self) -> float:
        answer = await self._mouth.get("/v1/feed/manifest")
        if answer.status == 429:
            return float(answer.headers["retry-after"])
        stream = open_manifest(answer.body, self._core_key).streams[NETWORK]
        way = cover(stream, self.version)
        assert not isinstance(way, NeedsSnapshot)
        for piece in way:
            answer = await self._mouth.get(f"/v1/feed/pieces/{piece.name}")
            if answer.status == 429:
                return float(answer.headers["retry-after"])
            piece.check(answer.body)
            self.arrived.setdefault(piece.to_version, time.monotonic())
            self.version = piece.to_version
        return 0.0


def _network(event: bytes) -> int:
    return int(msgspec.json.decode(event)["streams"].get(NETWORK, 0))


async def listening(
    url: str, admin: str, tokens: list[str], key: SigningKey, figures: Figures, pid: int
) -> None:
    """Everybody listens; the core commits again and again; how soon has everybody downloaded it?"""
    async with AsyncExitStack() as stack:
        stations = []
        for token in tokens:
            ears = await stack.enter_async_context(raw_client(url, token))
            mouth = await stack.enter_async_context(raw_client(url, token))
            stations.append(Workstation(ears, mouth, key.public))
        for start in range(0, len(stations), AT_ONCE):
            await asyncio.gather(*(one.begin() for one in stations[start : start + AT_ONCE]))
        say(f"{len(stations)} listen; the core holds {peak_mib(pid):.0f} MiB")
        following = [asyncio.create_task(one.follow()) for one in stations]
        began, used, own = time.monotonic(), used_s([pid]), time.process_time()
        async with httpx.AsyncClient(
            headers={"Authorization": f"Bearer {admin}"}, timeout=ARRIVES_WITHIN_S
        ) as shop:
            commits = [await _commit(url, shop, number) for number in range(COMMITS)]
        await _until_there(stations, commits[-1][0])
        figures["core_cpu_ratio"] = (used_s([pid]) - used) / (time.monotonic() - began)
        figures["core_cpu_ms_a_commit"] = (used_s([pid]) - used) * 1000 / COMMITS
        figures["listeners_cpu_ms_a_commit"] = (time.process_time() - own) * 1000 / COMMITS
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
    waits = sorted(
        min(at for version, at in one.arrived.items() if version >= made) - committed_s
        for made, committed_s in commits
        for one in stations
    )
    figures["listeners"] = len(stations)
    figures["network_fresh_median_s"] = statistics.median(waits)
    figures["network_fresh_p99_s"] = waits[int(len(waits) * 0.99)]
    figures["told_to_wait"] = sum(one.told_to_wait for one in stations)
    figures["core_peak_mib"] = peak_mib(pid)


async def _commit(url: str, shop: httpx.AsyncClient, number: int) -> tuple[int, float]:
    await asyncio.sleep(EVERY_S)
    movement = {
        "id": f"arrival-{number}",
        "at": round(time.time() * 1000),
        "kind": "received",
        "sku": "SKU-1",
        "location": f"S{number % STORES}",
        "quantity": 1,
    }
    began = time.monotonic()
    told = await shop.post(f"{url}/v1/stock/movements", json=[movement])
    assert told.raise_for_status().json()["accepted"] == 1, told.text
    health = await shop.get(f"{url}/v1/health")
    return int(health.json()["network_version"]), began


async def _until_there(stations: list[Workstation], version: int) -> None:
    async with asyncio.timeout(ARRIVES_WITHIN_S):
        while any(one.version < version for one in stations):
            await asyncio.sleep(0.05)


async def coming_back(url: str, tokens: list[str], figures: Figures) -> None:
    """All at once, each on a new connection: manifest, then the private tail."""
    answers, longest_no_s = Counter[int](), 0.0
    began = time.monotonic()

    async def one(token: str) -> float:
        nonlocal longest_no_s
        pauses = Backoff(SystemRandomness(), FIRST_RETRY_S, LONGEST_RETRY_S)
        async with raw_client(url, token) as client:
            for path in ("/v1/feed/manifest", "/v1/feed/tail?store_from=0&device_from=0"):
                while True:
                    asked = time.monotonic()
                    answer = await client.get(path)
                    answers[answer.status] += 1
                    if answer.status == 200:
                        break
                    assert answer.status == 429, answer
                    longest_no_s = max(longest_no_s, time.monotonic() - asked)
                    await asyncio.sleep(pauses.next_s(float(answer.headers["retry-after"])))
        return time.monotonic() - began

    waits = sorted(await asyncio.gather(*(one(token) for token in tokens)))
    figures["comeback_median_s"] = statistics.median(waits)
    figures["comeback_last_s"] = waits[-1]
    figures["comeback_refused"] = answers[429]
    figures["comeback_longest_no_s"] = longest_no_s


def _arrange(unit: UnitOfWork, stations: int) -> list[str]:
    article = make_article(unit)
    tokens = []
    stores = [make_location(unit, f"S{number}") for number in range(STORES)]
    for store in stores:
        make_position(unit, article, store, 10)
    for number in range(stations):
        token = derive("token", number)
        key = SigningKey(number.to_bytes(32, "big"))
        device = make_device(unit, stores[number % STORES], key, id=f"device-{number}")
        device.token_digest = token_digest(token)
        tokens.append(token)
    return tokens


def main() -> None:
    """Measure and tell."""
    stations = int(sys.argv[1]) if len(sys.argv) > 1 else LISTENERS
    figures: Figures = {"file_descriptors": room_for(2 * stations)}
    with tempfile.TemporaryDirectory(prefix="coulisse-scale-") as name:
        folder = CoreFolder(Path(name))
        folder.make()
        with folder.core() as core:
            tokens = core.transact(lambda unit: _arrange(unit, stations))
            admin = core.transact(lambda unit: issue_token(unit, "Bench", Scope.ADMIN))
            folder.publisher(core).publish_snapshot()
            key = signing_key(folder.path, SystemRandomness())
            with serving_core(folder) as (url, pid):
                asyncio.run(listening(url, admin, tokens, key, figures, pid))
                asyncio.run(coming_back(url, tokens, figures))
    figures["load_ratio"] = os.getloadavg()[0] / (os.cpu_count() or 1)
    report("scale", figures)


if __name__ == "__main__":
    main()
