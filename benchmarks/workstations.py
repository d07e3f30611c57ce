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
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.bootstrapping import REPLICA_KEY as REPLICA_KEY
from benchmarks.bootstrapping import enrol, follow, has_kept_place, opened
from core.orchestration.enrolment import make_code
from core.service.demo_core import Demo
from core.service.folder import CoreFolder
from sync.workstation import Workstation

STARTS_WITHIN_S: Final = 60


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
    """Enrol a workstation on a new replica and follow the core until its copy of the network has settled."""
    station = opened(folder)
    try:
        asyncio.run(_enrol_and_follow(station, url, code))
    finally:
        station.replica.close()


async def _enrol_and_follow(station: Workstation, url: str, code: str) -> None:
    await enrol(station, url, code)
    await follow(station, until=has_kept_place)


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
