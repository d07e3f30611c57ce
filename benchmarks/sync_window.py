"""How long the window stands still while the exchange brings much: a delta of 100,000 rows, a whole snapshot.

``python -m benchmarks.sync_window CORE_FOLDER REPLICA_FOLDER``, both of which it changes; prints figures as
JSON. A person searches all the time. Beside each longest stall stands the most of the processor's time that
the window's thread itself used in one go, which other processes on the machine do not lengthen, and the stall
of an empty loop.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtWidgets import QApplication

from benchmarks.reporting import Figures
from benchmarks.ui_changes import begin_anew, sell_everywhere
from benchmarks.ui_day import Person, Pulse, idle
from benchmarks.ui_scene import associate, free_port, note, profile_of, serving_at, tell
from core.service.folder import CoreFolder
from desktop.loop import run
from desktop.support.stalls import StallWatch


async def _day(application: QApplication, core: CoreFolder, replica: Path, figures: Figures) -> int:
    pulse, watch, port = Pulse(), StallWatch(), free_port()
    figures["gui_idle_longest_stall_ms"] = (await pulse.longest(idle())).wall_ms
    profile = profile_of(replica, replica.with_name("window"))
    person = Person(application, profile, f"http://127.0.0.1:{port}")
    await person.open()
    try:
        await person.sign_in(associate(core))
        await person.a_round()
        watch.begin()
        figures["gui_changes_rows"] = await asyncio.to_thread(
            sell_everywhere, core, replica.with_name("sold")
        )
        await _pulled(person, pulse, core, port, figures, "delta_")
        await asyncio.to_thread(begin_anew, core)
        await _pulled(person, pulse, core, port, figures, "bootstrap_")
        tell(watch)
    finally:
        watch.stop()
        await person.close()
    return 0


async def _pulled(
    person: Person, pulse: Pulse, core: CoreFolder, port: int, figures: Figures, when: str
) -> None:
    before = await asyncio.to_thread(person.network_version)
    async with serving_at(core, port):
        longest = await pulse.longest(person.search_until(lambda: person.network_version() > before))
    note(figures, when, longest)


def main() -> None:
    """Measure once."""
    core, replica = CoreFolder(Path(sys.argv[1])), Path(sys.argv[2])
    figures: Figures = {}
    run(lambda application: _day(application, core, replica, figures))
    figures["gui_longest_stall_ms"] = max(
        float(figures[f"gui_longest_stall_{when}_ms"]) for when in ("delta", "bootstrap")
    )
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
