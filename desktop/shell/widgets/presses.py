"""Quick presses of the pointer are one: those that follow the first are meant for what it was on, and for
nothing that has come there since."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.shell.theme import TOUCH

SAME_PLACE = TOUCH // 2
"""How far from the press before a quick one is on the same thing, px: a finger does not hit one point."""


class _QuickPresses:
    """The last press of the pointer, anywhere in the program, and those that it followed at once."""

    def __init__(self) -> None:
        self._on: weakref.ref[QWidget] | None = None
        self._part = ""
        self._count = 0
        self._at_ms = 0
        self._place = QPointF()

    def hear(self, press: QMouseEvent, on: QWidget, part: str = "") -> int:
        """The pointer is pressed on this, or on this part of it. Which one it is of the quick presses there,
        from 1; 0 where the first was on something else, also on what stood here under other words."""
        if self._follows(press):
            self._count += 1
        else:
            self._on, self._part, self._count = weakref.ref(on), part, 1
        self._at_ms, self._place = press.timestamp(), press.globalPosition()
        is_same = self._on is not None and self._on() is on and self._part == part
        return self._count if is_same else 0

    def _follows(self, press: QMouseEvent) -> bool:
        """Whether it is not the first: Qt tells the second by itself, and takes the third for a first one."""
        if press.type() == QEvent.Type.MouseButtonDblClick:
            return self._count > 0
        is_quick = 0 <= press.timestamp() - self._at_ms <= QApplication.doubleClickInterval()
        way = (press.globalPosition() - self._place).manhattanLength()
        return self._count > 0 and is_quick and way <= SAME_PLACE


quick_presses = _QuickPresses()
"""There is one pointer."""
