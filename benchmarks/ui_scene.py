"""What a benchmark of the window needs around it: a profile, a core with something new, what is noted."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.chain import opened_workstation
from benchmarks.million import demo_of
from benchmarks.reporting import Figures, say
from benchmarks.ui_day import Gap
from benchmarks.workstations import REPLICA_KEY
from core.service.folder import CoreFolder
from core.service.importing import import_file
from desktop.core_process import DemoPerson
from desktop.support.stalls import StallWatch
from sync.keys import KEYS_FOLDER, FileKeys, replica_key_name
from sync.schema import ReplicaState

CHANGES: Final = 100_000


def profile_of(replica: Path, folder: Path) -> Path:
    """A copy of a replica, as the desktop's own folder."""
    profile = Path(shutil.copytree(replica, folder))
    FileKeys(profile / KEYS_FOLDER).save(replica_key_name(profile), REPLICA_KEY)
    with opened_workstation(profile) as station, station.replica.writing("bench") as session:
        # Not the first start: the names are shown at once.
        session.get_one(ReplicaState, 1).heard_at = station.world.clock.now()
    return profile


def sell_everywhere(core: CoreFolder, path: Path) -> int:
    """Let the tills of the whole chain sell one unit at 100,000 positions, by way of the file `path`."""
    with core.core() as opened:
        places = opened.read(
            lambda session: (
                session.connection()
                .exec_driver_sql(
                    "SELECT a.sku, l.code FROM position p JOIN article a ON a.id = p.article_id"
                    " JOIN location l ON l.id = p.location_id WHERE NOT a.is_serialised"
                    f" ORDER BY p.article_id * 7919 % 100003 LIMIT {CHANGES}"
                )
                .all()
            )
        )
        at = opened.clock.now()
        lines = (
            {"id": f"ui-{n}", "at": at, "kind": "sold", "sku": sku, "location": location, "quantity": 1}
            for n, (sku, location) in enumerate(places)
        )
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return import_file(opened, "movements", path).changed


def associate(core: CoreFolder) -> DemoPerson:
    """Who signs in."""
    one = next(person for person in demo_of(core).staff if person.role == "associate")
    return DemoPerson(one.id, one.name, one.role, one.pin)


@contextmanager
def serving_at(core: CoreFolder, port: int) -> Iterator[None]:
    """A core in a process of its own."""
    words = [sys.executable, "-m", "core.service", "serve", "--data", str(core.path), "--port", str(port)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


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
