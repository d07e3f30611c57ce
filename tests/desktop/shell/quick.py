"""Presses of the pointer that follow each other at once, with the times that a real one tells."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

_QUICK_MS = 100
_times_ms = count(10**9, 10**5)
"""Of the first of several presses: long after all before it."""


def press_quickly(*places: tuple[QWidget, QPoint]) -> None:
    """Press here, then there, as quickly as one does it; Qt takes every other one for the second of two."""
    began_ms, primary, none = next(_times_ms), Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for place, (on, at) in enumerate(places):
        pressed = QEvent.Type.MouseButtonDblClick if place % 2 else QEvent.Type.MouseButtonPress
        for kind, held in ((pressed, primary), (QEvent.Type.MouseButtonRelease, none)):
            anywhere = QPointF(on.mapToGlobal(at))
            event = QMouseEvent(kind, QPointF(at), anywhere, primary, held, Qt.KeyboardModifier.NoModifier)
            event.setTimestamp(began_ms + place * _QUICK_MS)
            QApplication.sendEvent(on, event)
