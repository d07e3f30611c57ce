"""``python -m tests.desktop.screens.look_at_scales WORLD TURNS SCALE...``: states on scaled screens.

With as many turns as scales, the states are dealt out to them; with one turn, each scale has all.

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
from tests.desktop.screens.look_pages import PAGES
from tests.desktop.screens.look_room import room_on, speaking
from tests.desktop.screens.look_states import STATES
from tests.support.window_leftovers import windows_as_found

SMALLEST = (1024, 768)
LANGUAGE = "fr"
"""The longer one: where it has room, English has."""


def main() -> int:
    """How many scales have something cut off; what it is, is printed."""
    world, turns, scales = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    if len(scales) == 1:
        first, _, every = turns.partition("/")
        return look(world, scales[0], slice(int(first), None, int(every)))
    return sum(
        _apart(world, scale, place % int(turns), int(turns)) != 0 for place, scale in enumerate(scales)
    )


def _apart(world: Path, scale: str, first: int, every: int) -> int:
    if not hasattr(os, "fork"):
        words = [str(world), f"{first}/{every}", scale]
        return subprocess.run([sys.executable, "-m", __spec__.name, *words], check=False).returncode
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = look(world, scale, slice(first, None, every))
        finally:
            sys.stdout.flush()
            # Past what the process that was forked would tidy up.
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def look(world: Path, scale: str, turn: slice) -> int:
    """Look at states and pages at this scale; returns how many problems were found."""
    os.environ[SCALE_VARIABLE] = scale
    qapp = QApplication([])
    assert qapp.devicePixelRatio() == float(scale)
    theme.apply(qapp, "light")
    problems = []
    states, pages = list(STATES.items())[turn], list(PAGES.items())[turn]
    with tempfile.TemporaryDirectory() as folder, speaking(LANGUAGE):
        with room_on(world, Path(folder) / "replica") as room:
            for name, bring in states:
                # Room is looked for, not paint.
                room.window.setUpdatesEnabled(False)
                bring(room)
                settle(qapp)
                problems += [f"{name} {one}" for one in room_problems(qapp, room.window, name, [SMALLEST])]
        for name, make in pages:
            with windows_as_found():
                page = make()
                page.show()
                problems += [f"{name} {one}" for one in room_problems(qapp, page, name, [SMALLEST])]
                page.close()
    for problem in problems:
        print(f"{scale}: {problem}")
    print(f"{scale}: {len(states) + len(pages)} looked at")
    return len(problems)


if __name__ == "__main__":
    sys.exit(main())
