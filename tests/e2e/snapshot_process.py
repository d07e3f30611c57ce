"""A workstation's download of a snapshot as a process that can be killed at any byte."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec

from core.wire import SnapshotRef
from sync.arrival import Arrival
from sync.client import CoreClient
from sync.do import beside
from sync.ports import system_world
from tests.e2e.exchange_processes import say_to

DOWNLOADS = "downloads"


def fetch(url: str, folder: Path, snapshot: bytes) -> None:
    """Bring the snapshot (JSON) into one file of the folder, from wherever the last process was killed."""
    say_to(folder / "log")
    asyncio.run(_fetch(url, folder / DOWNLOADS, msgspec.json.decode(snapshot, type=SnapshotRef)))


async def _fetch(url: str, folder: Path, snapshot: SnapshotRef) -> None:
    client = CoreClient(url)
    try:
        await Arrival(system_world(), client, beside, folder, snapshot, lambda _progress: None).fetch()
    finally:
        await client.close()
