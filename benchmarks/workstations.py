"""A workstation without a window: enrolled at a core that serves, and brought up to date by the sync.

``python -m benchmarks.workstations CORE_FOLDER REPLICA_FOLDER`` serves the core, bootstraps a workstation of
the demo's store from it, and ends.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from core.orchestration.enrolment import make_code
from core.service.demo_core import Demo
from core.service.folder import CoreFolder
from sync.client import CoreClient
from sync.connection import ConnectionState
from sync.engine import SyncEngine
from sync.files import EMPTY_NETWORK_FILE, ReplicaFolder
from sync.network_copy import copy_state
from sync.ports import system_world
from sync.replica import Replica
from sync.workstation import Workstation

REPLICA_KEY: Final = bytes(range(32))
"""The key of every replica of the benchmarks."""
STARTS_WITHIN_S: Final = 60
ARRIVES_WITHIN_S: Final = 600


@contextmanager
def serving_core(folder: CoreFolder) -> Iterator[tuple[str, int]]:
    """A core in a process of its own; gives its address and the process's number."""
    folder.port_file.unlink(missing_ok=True)
    words = [sys.executable, "-m", "core.service", "serve", "--data", str(folder.path)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + STARTS_WITHIN_S
        while not folder.port_file.exists():
            assert process.poll() is None and time.monotonic() < end, "the core did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{folder.port_file.read_text()}", process.pid
    finally:
        process.terminate()
        process.wait()


def enrolment_code(folder: CoreFolder, location: str) -> str:
    """A fresh code for one workstation at a location."""
    with folder.core() as core:
        return core.transact(lambda unit: make_code(unit, location)).code


def bootstrap(url: str, code: str, folder: Path) -> None:
    """Enrol a workstation on a new replica and follow the core until its copy of the network is there."""
    world = system_world()
    replica = Replica(ReplicaFolder(folder), REPLICA_KEY, world.at)
    station = Workstation(replica, world)
    try:
        asyncio.run(_enrol_and_follow(station, url, code))
    finally:
        replica.close()


async def _enrol_and_follow(station: Workstation, url: str, code: str) -> None:
    key = station.new_key()
    client = CoreClient(url)
    station.adopt(await client.enrol(code, "Benchmark", key), url, key.seed)
    await client.close()
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
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def _has_network(station: Workstation) -> bool:
    path = station.replica.network_path
    return path.name != EMPTY_NETWORK_FILE and copy_state(path)[0] > 0


def main() -> None:
    """Bootstrap one workstation of the demo's store."""
    core, replica = CoreFolder(Path(sys.argv[1])), Path(sys.argv[2])
    location = _own_store(core)
    with serving_core(core) as (url, _):
        bootstrap(url, enrolment_code(core, location), replica)


def _own_store(core: CoreFolder) -> str:
    return msgspec.json.decode(core.demo_file.read_bytes(), type=Demo).location


if __name__ == "__main__":
    main()
