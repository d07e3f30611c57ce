"""What a benchmark of the window needs around it: a profile, a core that serves, what is noted."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from benchmarks.chain import opened_workstation
from benchmarks.million import demo_of
from benchmarks.reporting import Figures, say
from benchmarks.ui_day import Gap
from benchmarks.workstations import REPLICA_KEY
from core.service.folder import CoreFolder
from desktop.core_process import DemoPerson
from desktop.support.stalls import StallWatch
from sync.keys import KEYS_FOLDER, FileKeys, replica_key_name
from sync.schema import ReplicaState


def profile_of(replica: Path, folder: Path) -> Path:
    """A copy of a replica, as the desktop's own folder."""
    profile = Path(shutil.copytree(replica, folder))
    FileKeys(profile / KEYS_FOLDER).save(replica_key_name(profile), REPLICA_KEY)
    with opened_workstation(profile) as station, station.replica.writing("bench") as session:
        # Not the first start: the names are shown at once.
        session.get_one(ReplicaState, 1).heard_at = station.world.clock.now()
    return profile


def associate(core: CoreFolder) -> DemoPerson:
    """Who signs in."""
    one = next(person for person in demo_of(core).staff if person.role == "associate")
    return DemoPerson(one.id, one.name, one.role, one.pin)


@asynccontextmanager
async def serving_at(core: CoreFolder, port: int) -> AsyncIterator[None]:
    """A core in a process of its own. The window's thread waits neither for its start nor for its end."""
    words = [sys.executable, "-m", "core.service", "serve", "--data", str(core.path), "--port", str(port)]
    start = partial(subprocess.Popen, words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process = await asyncio.to_thread(start)
    try:
        yield
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait)


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def note(figures: Figures, when: str, longest: Gap) -> None:
    """The longest stall of the window's thread, and the most that it worked in one go."""
    figures[f"gui_longest_stall_{when}ms"] = longest.wall_ms
    figures[f"gui_longest_work_{when}ms"] = longest.work_ms


def tell(watch: StallWatch) -> None:
    """Where the thread stood, on the way."""
    for stall in watch.figures().longest:
        say(f"{stall.stall_ms} ms: {' < '.join(stall.where[:-8:-1])}")
