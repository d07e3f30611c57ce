"""One bootstrap in a process of its own, which imports what the exchange needs and nothing else.

``python -m benchmarks.bootstrapping REPLICA_FOLDER CORE_URL CODE`` is a first start: an empty folder,
enrolment, the store's own stream, the network. With a folder of deltas in their place it is the bootstrap
alone: an enrolled workstation that has no network any more takes the whole of it. Then search learns the
store's articles, and the deltas are applied to a copy, one by one (`benchmarks.sync_pieces.deltas_in_place`).
Prints seconds, those of a processor too, and the most memory held until the network served, and until each
delta was applied, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.processor import peak_mib
from core.rules.time import Instant
from core.wire import decode_delta
from sync.client import CoreClient
from sync.connection import ConnectionState
from sync.engine import SyncEngine
from sync.files import EMPTY_NETWORK_FILE, ReplicaFolder
from sync.network_copy import apply_delta, copy_state
from sync.ports import system_world
from sync.replica import Replica
from sync.workstation import Workstation

REPLICA_KEY: Final = bytes(range(32))
"""The key of every replica of the benchmarks."""
ARRIVES_WITHIN_S: Final = 600


def opened(folder: Path) -> Workstation:
    """A workstation on a replica folder of the benchmarks; close its replica."""
    world = system_world()
    return Workstation(Replica(ReplicaFolder(folder), REPLICA_KEY, world.at), world)


async def enrol(station: Workstation, url: str, code: str) -> None:
    """Make it a device of the core."""
    key = station.new_key()
    client = CoreClient(url)
    station.adopt(await client.enrol(code, "Benchmark", key), url, key.seed)
    await client.close()


async def follow(station: Workstation, until: Callable[[Workstation], bool] | None = None) -> None:
    """Follow the core until its copy of the network serves, and until what more is asked for is so too."""
    with ThreadPoolExecutor(1) as executor:
        engine = SyncEngine(station, executor)
        has_arrived = asyncio.Event()

        def look(state: ConnectionState) -> None:
            if state.download is None and _has_network(station):
                has_arrived.set()

        engine.on_state(look)
        running = asyncio.create_task(engine.run())
        arrival = asyncio.create_task(has_arrived.wait())
        async with asyncio.timeout(ARRIVES_WITHIN_S):
            await asyncio.wait({running, arrival}, return_when=asyncio.FIRST_COMPLETED)
            assert has_arrived.is_set(), "the exchange ended before the network was there"
            while until is not None and not until(station):
                await asyncio.sleep(0.05)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def has_kept_place(station: Workstation) -> bool:
    """Whether search knows the store's articles by heart: made right after the copy has begun to serve."""
    kept = "SELECT 1 FROM search_stock WHERE place = ?"
    return station.read(lambda reader: reader.raw.execute(kept, (reader.location_id,)).fetchone() is not None)


def _has_network(station: Workstation) -> bool:
    path = station.replica.network_path
    return path.name != EMPTY_NETWORK_FILE and copy_state(path)[0] > 0


Took = dict[str, float]


def _since(began: tuple[float, float]) -> Took:
    took = {"took_s": time.perf_counter() - began[0], "cpu_s": time.process_time() - began[1]}
    return took | {"peak_mib": peak_mib(os.getpid())}


async def _first_start(folder: Path, url: str, code: str) -> Took:
    began = time.perf_counter(), time.process_time()
    station = opened(folder)
    await enrol(station, url, code)
    await follow(station)
    took = _since(began)
    station.replica.close()
    return took


async def _bootstrap(folder: Path, deltas: Path) -> Took:
    station = opened(folder)
    station.replica.distrust_network(station.replica.network_path)
    for copy in folder.glob("network-*"):
        if not copy.name.startswith(EMPTY_NETWORK_FILE):
            copy.unlink()
    # Nor anything of a download: the end of the last one may not have been waited for.
    shutil.rmtree(station.replica.folder.downloads, ignore_errors=True)
    # What Python imports at the first request is no part of it.
    client = CoreClient(station.replica.state().core_url)
    await client.greet()
    await client.close()
    began = time.perf_counter(), time.process_time()
    await follow(station)
    took = _since(began)
    await follow(station, until=has_kept_place)
    here, serving = station.replica.state().location_id, station.replica.network_path
    station.replica.close()
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        # The replica itself is measured on: its copy would be ahead of all that the core has to say.
        for file in folder.glob(f"{serving.name}*"):
            shutil.copy2(file, name)
        for kind, file in zip(("delta", "large_delta", "articles"), sorted(deltas.iterdir()), strict=True):
            delta = decode_delta(file.read_bytes())
            assert apply_delta(station.world, Path(name) / serving.name, delta, Instant(0), here)
            del delta
            took[f"peak_{kind}_mib"] = peak_mib(os.getpid())
    return took


def main() -> None:
    """Measure once."""
    folder, *words = sys.argv[1:]
    is_first = len(words) > 1
    took = asyncio.run(
        _first_start(Path(folder), *words) if is_first else _bootstrap(Path(folder), Path(*words))
    )
    sys.stdout.write(json.dumps(took))


if __name__ == "__main__":
    main()
