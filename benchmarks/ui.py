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
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtWidgets import QApplication

from benchmarks.chain import CACHE, Chain, chain
from benchmarks.reporting import Figures, report, say
from benchmarks.ui_changes import sell_everywhere
from benchmarks.ui_day import Person, Pulse, idle
from benchmarks.ui_scene import associate, free_port, note, profile_of, serving_at, tell
from core.service.demo_core import DemoSize
from core.service.folder import CoreFolder
from desktop.loop import run
from desktop.support.stalls import StallWatch

STARTS = 5


def main() -> None:
    """Print one line of JSON, last."""
    made = chain(DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.CHAIN)
    figures: Figures = {}
    with tempfile.TemporaryDirectory(prefix="ui-", dir=CACHE) as name:
        folder = Path(name)
        profile = profile_of(made.replica, folder / "workstation")
        figures["start_s"] = statistics.median(_start_s(profile) for _ in range(STARTS))
        say(f"start: {figures['start_s']:.2f} s")
        core = CoreFolder(Path(shutil.copytree(made.core, folder / "core")))
        figures["changes_rows"] = sell_everywhere(core, folder / "sold.jsonl")
        run(lambda application: _day(application, made, core, profile, figures))
    report("ui", figures)


def _start_s(profile: Path) -> float:
    began = time.perf_counter()
    # Should it ever end otherwise than well, it says where it stood.
    words = [sys.executable, "-X", "faulthandler", "-m", "benchmarks.ui_start", str(profile)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        # On a busy machine the exchange says that nobody answers before the window stands.
        is_ready = any(line == b"ready\n" for line in process.stdout)
        took_s = time.perf_counter() - began
        process.stdout.read()
    if not is_ready or process.returncode:
        raise RuntimeError(f"a start ended with {process.returncode}, ready: {is_ready}")
    return took_s


async def _day(
    application: QApplication, made: Chain, core: CoreFolder, profile: Path, figures: Figures
) -> int:
    pulse, watch, port = Pulse(), StallWatch(), free_port()
    figures["idle_longest_stall_ms"] = (await pulse.longest(idle())).wall_ms
    person = Person(application, profile, f"http://127.0.0.1:{port}")
    await person.open()
    try:
        await person.sign_in(associate(made.core_folder))
        await person.a_round()
        watch.begin()
        note(figures, "", await pulse.longest(person.a_round()))
        before = await asyncio.to_thread(person.network_version)
        tell(watch)
        async with serving_at(core, port):
            began = time.perf_counter()
            pulled = await pulse.longest(person.search_until(lambda: person.network_version() > before))
            note(figures, "pull_", pulled)
            figures["pull_s"] = time.perf_counter() - began
        tell(watch)
    finally:
        watch.stop()
        await person.close()
    return 0


if __name__ == "__main__":
    main()
