"""``python -m tests.desktop.screens.look_at_scales WORLD SCALE...``: every state on screens scaled like this.

Qt takes its scale when its application is made, so each scale has a process of its own; where the system can,
they fork from one that has imported everything, which takes longer than the looking.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

import desktop.labels.pdf  # noqa: F401 - before the processes part
from desktop.preferences import SCALE_VARIABLE
from desktop.shell.theme import theme
from tests.desktop.screens.look_checks import room_problems, settle
from tests.desktop.screens.look_room import room_on, speaking
from tests.desktop.screens.look_states import PAGES, STATES
from tests.support.window_leftovers import windows_as_found

SMALLEST = (1024, 768)
LANGUAGE = "fr"
"""The longer one: where it has room, English has."""


def main() -> int:
    """How many scales have something cut off; what it is, is printed."""
    world, scales = Path(sys.argv[1]), sys.argv[2:]
    if len(scales) == 1:
        return look(world, scales[0])
    return sum(_apart(world, scale) != 0 for scale in scales)


def _apart(world: Path, scale: str) -> int:
    if not hasattr(os, "fork"):
        return subprocess.run(
            [sys.executable, "-m", __spec__.name, str(world), scale], check=False
        ).returncode
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = look(world, scale)
        finally:
            sys.stdout.flush()
            # Past what the process that was forked would tidy up.
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def look(world: Path, scale: str) -> int:
    """Look at every state and page at this scale; returns how many problems were found."""
    os.environ[SCALE_VARIABLE] = scale
    qapp = QApplication([])
    assert qapp.devicePixelRatio() == float(scale)
    theme.apply(qapp, "light")
    problems = []
    with tempfile.TemporaryDirectory() as folder, speaking(LANGUAGE):
        with room_on(world, Path(folder) / "replica") as room:
            for name, bring in STATES.items():
                bring(room)
                settle(qapp)
                problems += [f"{name} {one}" for one in room_problems(qapp, room.window, name, [SMALLEST])]
        for name, make in PAGES.items():
            with windows_as_found():
                page = make()
                page.show()
                problems += [f"{name} {one}" for one in room_problems(qapp, page, name, [SMALLEST])]
                page.close()
    for problem in problems:
        print(f"{scale}: {problem}")
    print(f"{scale}: {len(STATES) + len(PAGES)} looked at")
    return len(problems)


if __name__ == "__main__":
    sys.exit(main())
