"""Qt's loop and asyncio's as one (qasync), for the program, the tour and the tests alike."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop.places import HAS_NO_DISPLAY

COLLECT_EVERY_MS = 100
"""Between two looks for garbage. A usual one, at what a busy window has made meanwhile, takes a millisecond
or two; each eleventh, at what those have left, 9 to 12. At 500 ms they took 9 and 20, on a quick machine."""
THRESHOLDS = (700, 10, 50)
"""Python's own, but full rounds as seldom as with longer pauses: once a minute where much is done."""
FREEZES = 4
"""So often, and no more: what is frozen and dies in a cycle later is never taken away."""
OLDEST = 2
SWITCH_S = 0.001 if sys.platform == "win32" else 0.0002
"""How long a thread may keep the interpreter once another one asks for it. Windows counts whole milliseconds.

Qt calls back into Python for each widget that it paints, some thirty times for a screen, and each time the
window's thread asks anew: at Python's own 5 ms one repaint beside a busy thread stood still for 150 ms.
"""


def make_application() -> QApplication:
    """The one application object; offscreen where there is no display."""
    if HAS_NO_DISPLAY:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("coulisse")
    application.setApplicationDisplayName("Coulisse")
    # Closing the last window must not end the loop under the work that is still to be closed (qasync).
    QGuiApplication.setQuitOnLastWindowClosed(False)
    return application


def run(make: Callable[[QApplication], Coroutine[Any, Any, int]]) -> int:
    """Run a coroutine on Qt's loop until it is done; returns its exit code."""
    application = make_application()
    loop = QEventLoop(application)
    # What has been imported stays for ever. Looked through with the rest by a full round of the collector, it
    # stops every thread: for 75 ms, measured in the midst of a search.
    gc.freeze()
    gc.disable()
    collector, switch_s, thresholds = Collector(), sys.getswitchinterval(), gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    sys.setswitchinterval(SWITCH_S)
    try:
        with loop:
            return int(loop.run_until_complete(make(application)))
    finally:
        collector.stop()
        gc.unfreeze()
        gc.set_threshold(*thresholds)
        gc.enable()
        sys.setswitchinterval(switch_s)


class Collector(QObject):
    """Looks for Python's garbage on the window's thread alone.

    The collector runs in whichever thread happens to make the object that is one too many. Qt's objects in a
    cycle would die there, with timers and painters that belong to the window's thread, and take the program
    with them.

    What is there when the first full rounds are due are the window and its screens, which stay: they are put
    aside without being looked through, then or later. Else a full round would stop the window for as long as
    it takes to see that they are still there: 11 ms for 20,000 objects, 60 on a slow machine, in the midst of
    somebody's first scans. The price is what has died in a cycle until then and outlived the younger rounds.
    """

    def __init__(self) -> None:
        super().__init__()
        self._freezes_left = FREEZES
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(COLLECT_EVERY_MS)

    def look(self) -> None:
        """Collect the oldest generation whose turn it is, by the thresholds."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(len(counts)) if counts[generation] > thresholds[generation]]
        if not due:
            return
        if due[-1] == OLDEST and self._freezes_left:
            self._freezes_left -= 1
            gc.collect(OLDEST - 1)
            gc.freeze()
        else:
            gc.collect(due[-1])

    def stop(self) -> None:
        """No more."""
        self._timer.stop()
