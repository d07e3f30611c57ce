"""The window at full size: how soon it is there, and how long it ever stands still.

``start_s``: from the start of the process to the sign-in page painted with the staff's names, median of five.
``gui_longest_stall_ms``: the longest time that the GUI's thread did not come back to its loop while a person
goes through the screens and searches letter by letter; ``gui_longest_stall_pull_ms``: while 100,000 changed
positions come from a real core and are applied, with the person searching all the time. Beside them
``idle_longest_stall_ms``: an empty loop in the same run, which is what the machine itself takes; and
``gui_longest_work_ms``: the most of the processor's time that the thread itself used in one go, which other
processes on the machine do not lengthen.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtWidgets import QApplication

from benchmarks.chain import CACHE, Chain, chain, opened_workstation
from benchmarks.reporting import Figures, report, say
from benchmarks.ui_day import Gap, Person, Pulse, idle
from benchmarks.workstations import REPLICA_KEY
from core.service.demo_core import DemoSize
from core.service.folder import CoreFolder
from core.service.importing import import_file
from desktop.core_process import DemoPerson
from desktop.loop import run
from desktop.support.stalls import StallWatch
from sync.keys import KEYS_FOLDER, FileKeys, replica_key_name
from sync.schema import ReplicaState

STARTS = 5
CHANGES = 100_000


def main() -> None:
    """Print one line of JSON, last."""
    made = chain(DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.CHAIN)
    figures: Figures = {}
    with tempfile.TemporaryDirectory(prefix="ui-", dir=CACHE) as name:
        folder = Path(name)
        profile = _profile(made, folder)
        figures["start_s"] = statistics.median(_start_s(profile) for _ in range(STARTS))
        say(f"start: {figures['start_s']:.2f} s")
        core = CoreFolder(Path(shutil.copytree(made.core, folder / "core")))
        figures["changes_rows"] = _change(core, folder / "sold.jsonl")
        run(lambda application: _day(application, made, core, profile, figures))
    report("ui", figures)


def _profile(made: Chain, folder: Path) -> Path:
    profile = Path(shutil.copytree(made.replica, folder / "workstation"))
    FileKeys(profile / KEYS_FOLDER).save(replica_key_name(profile), REPLICA_KEY)
    with opened_workstation(profile) as station, station.replica.writing("bench") as session:
        # Not the first start: the names are shown at once.
        session.get_one(ReplicaState, 1).heard_at = station.world.clock.now()
    return profile


def _start_s(profile: Path) -> float:
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.ui_start", str(profile)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    took_s = time.perf_counter() - began
    assert said == b"ready\n" and process.wait() == 0
    return took_s


def _change(core: CoreFolder, path: Path) -> int:
    """Let the tills of the whole chain sell one unit at so many positions."""
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


async def _day(
    application: QApplication, made: Chain, core: CoreFolder, profile: Path, figures: Figures
) -> int:
    pulse, watch, port = Pulse(), StallWatch(), _free_port()
    figures["idle_longest_stall_ms"] = (await pulse.longest(idle())).wall_ms
    person = Person(application, profile, f"http://127.0.0.1:{port}")
    await person.open()
    try:
        await person.sign_in(_associate(made))
        await person.a_round()
        watch.begin()
        _note(figures, "", await pulse.longest(person.a_round()))
        before = await asyncio.to_thread(person.network_version)
        _tell(watch)
        with _serving(core, port):
            began = time.perf_counter()
            pulled = await pulse.longest(person.search_until(lambda: person.network_version() > before))
            _note(figures, "pull_", pulled)
            figures["pull_s"] = time.perf_counter() - began
        _tell(watch)
    finally:
        watch.stop()
        await person.close()
    return 0


def _note(figures: Figures, when: str, longest: Gap) -> None:
    figures[f"gui_longest_stall_{when}ms"] = longest.wall_ms
    figures[f"gui_longest_work_{when}ms"] = longest.work_ms


def _tell(watch: StallWatch) -> None:
    """Where the thread stood, on the way."""
    for stall in watch.figures().longest:
        say(f"{stall.stall_ms} ms: {' < '.join(stall.where[:-8:-1])}")


def _associate(made: Chain) -> DemoPerson:
    one = next(person for person in made.demo.staff if person.role == "associate")
    return DemoPerson(one.id, one.name, one.role, one.pin)


@contextmanager
def _serving(core: CoreFolder, port: int) -> Iterator[None]:
    words = [sys.executable, "-m", "core.service", "serve", "--data", str(core.path), "--port", str(port)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    main()
