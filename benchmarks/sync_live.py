"""How soon a commit on the core is a row at a workstation, and how fast the core takes commands in.

``python -m benchmarks.sync_live REPLICA_FOLDER`` follows a core until it is ended.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.chain import opened_workstation
from benchmarks.reporting import Figures, say
from benchmarks.sync_core import commits, logging_core, writers
from benchmarks.sync_device import Device
from benchmarks.workstations import REPLICA_KEY
from core.service.folder import CoreFolder
from sync.connection import ConnectionKind, ConnectionState
from sync.engine import SyncEngine
from sync.files import STORE_FILE

LIVE_COMMANDS: Final = 60
PUSHED_COMMANDS: Final = 600
REST_S: Final = 0.05
LOOK_EVERY_S: Final = 0.0005
SETTLES_S: Final = 3.0
ARRIVES_WITHIN_S: Final = 10.0
BUSY_S: Final = 60


def live_and_push(folder: CoreFolder, replica: Path, log: Path, kind: str, figures: Figures) -> None:
    """One command after the other, watched at a workstation of the store; then the rest in full batches."""
    is_pg = kind == "postgresql"
    with logging_core(folder, log) as url:
        _point_at(replica, url)
        device = Device(folder, url)
        say(f"{device.prepare()} commands are ready")
        with _following(replica):
            if is_pg:
                with writers(folder, BUSY_S):
                    seen = _watched(device, replica)
            else:
                seen = _watched(device, replica)
        figures["live_pg_ms" if is_pg else "live_ms"] = _median_ms(log, seen)
        sent = min(PUSHED_COMMANDS, len(device.waiting))
        key = "push_pg_commands_per_s" if is_pg else "push_commands_per_s"
        figures[key] = sent / device.send(sent)
        figures[f"{key[:-6]}_sent"] = sent
        say(f"{key}: {figures[key]:.0f}")


def _point_at(replica: Path, url: str) -> None:
    with opened_workstation(replica) as station:
        station.use_core(url)


@contextmanager
def _following(replica: Path) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sync_live", str(replica)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        process.stdout.readline()
        time.sleep(SETTLES_S)
        yield
    finally:
        process.terminate()
        process.wait()


class _Watch(threading.Thread):
    """Reads how far the store's stream has come at the workstation, as another program would."""

    def __init__(self, replica: Path) -> None:
        super().__init__(daemon=True)
        self._path = replica / STORE_FILE
        self.seen: list[tuple[int, int]] = []
        self.is_over = False

    def run(self) -> None:
        connection = sqlcipher.connect(str(self._path), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{REPLICA_KEY.hex()}'\"")
        while not self.is_over:
            version = connection.execute("SELECT store_version FROM replica_state").fetchone()[0]
            if not self.seen or self.seen[-1][1] != version:
                self.seen.append((time.monotonic_ns(), version))
            time.sleep(LOOK_EVERY_S)
        connection.close()


def _watched(device: Device, replica: Path) -> list[tuple[int, int]]:
    watch = _Watch(replica)
    watch.start()
    for _ in range(LIVE_COMMANDS):
        known = len(watch.seen)
        device.send(1)
        end = time.monotonic() + ARRIVES_WITHIN_S
        while len(watch.seen) == known and time.monotonic() < end:
            time.sleep(LOOK_EVERY_S)
        time.sleep(REST_S)
    watch.is_over = True
    watch.join()
    return watch.seen


def _median_ms(log: Path, seen: list[tuple[int, int]]) -> float:
    """Of each commit to the store's stream, until a version at least as high was there."""
    own = [
        (commit.ns, version)
        for commit in commits(log)
        for stream, version in commit.versions.items()
        if stream.startswith("store:") and commit.ns >= seen[0][0]
    ]
    waits = [min(at for at, found in seen if found >= version) - ns for ns, version in own]
    say(f"live: {len(waits)} commits seen")
    return statistics.median(waits) / 1e6


async def _follow(replica: Path) -> None:
    with opened_workstation(replica) as station, ThreadPoolExecutor(1) as executor:
        engine = SyncEngine(station, executor)

        def look(state: ConnectionState) -> None:
            if state.kind is ConnectionKind.CONNECTED:
                sys.stdout.write("connected\n")
                sys.stdout.flush()

        engine.on_state(look)
        await engine.run()


def main() -> None:
    """Follow."""
    asyncio.run(_follow(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
