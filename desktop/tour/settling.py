"""When a window has come to rest: nothing is laid out, moves, or is being done."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.shell.tasks import BusyLine

STIRRING: Final = frozenset(
    {QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show}
)
LOOK_AGAIN_S: Final = 0.01
QUIET_LOOKS: Final = 3
SETTLES_WITHIN_S: Final = 2.0
"""What moves for longer is pictured as it moves."""


async def settled(window: Callable[[], QWidget], is_at_work: bool = False) -> None:
    """Wait until a window's layout, its motions and its work have come to rest; a while at most.

    Args:
        window: the one that is there now: another takes the place of that of the first start meanwhile.
        is_at_work: whether the window is to be seen at its work, which is not waited for then.
    """
    stirs = Stirs()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(stirs)
    try:
        end = time.monotonic() + SETTLES_WITHIN_S
        quiet = 0
        while quiet < QUIET_LOOKS and time.monotonic() < end:
            stirs.seen = False
            await asyncio.sleep(LOOK_AGAIN_S)
            # On a busy machine a look may come before what has been posted.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            quiet = 0 if stirs.seen or (not is_at_work and _is_moving(window())) else quiet + 1
    finally:
        application.removeEventFilter(stirs)


def _is_moving(window: QWidget) -> bool:
    motions = window.findChildren(QAbstractAnimation)
    is_busy = any(line.isVisible() for line in window.findChildren(BusyLine))
    return is_busy or any(one.state() == QAbstractAnimation.State.Running for one in motions)


class Stirs(QObject):
    """Sees whether anything is laid out.

    Attributes:
        seen: whether something was, since it was set to False.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in STIRRING:
            self.seen = True
        return False
