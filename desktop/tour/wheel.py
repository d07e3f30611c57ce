"""The mouse's wheel over lists and pages, and what of them can be seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from desktop.shell.widgets import RowList

WHEEL_CLICK = 120
"""Eighths of a degree: what a mouse's wheel turns by in one click."""


def out_of_sight(rows: RowList, key: str) -> int:
    """1 for a row whose middle is below what is seen of its list, -1 above; 0 in sight."""
    shown, middle = shown_of(rows), rows.row_rect(key).center().y()
    return (middle > shown.bottom()) - (middle < shown.top())


def shown_of(rows: RowList) -> QRect:
    """What is seen of a list, also where it lies in a page that scrolls."""
    return rows.viewport().visibleRegion().boundingRect()


def page_of(widget: QWidget) -> QAbstractScrollArea | None:
    """The innermost page that it lies on and that scrolls down."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea) and parent.verticalScrollBar().maximum() > 0:
            return parent
        parent = parent.parentWidget()
    return None


def turn_wheel(over: QAbstractScrollArea, turn: int) -> None:
    """One click of the wheel over a list or a page, away from oneself for 1 and towards for -1.

    What does not scroll hands it on to what it lies in: Qt does that by itself for a real wheel alone.
    """
    area: QWidget | None = over
    while area is not None and not (
        isinstance(area, QAbstractScrollArea) and area.verticalScrollBar().maximum() > 0
    ):
        area = area.parentWidget()
    if not isinstance(area, QAbstractScrollArea):
        return
    ground = area.viewport()
    at = QPointF(ground.rect().center())
    event = QWheelEvent(
        at,
        ground.mapToGlobal(at),
        QPoint(),
        QPoint(0, turn * WHEEL_CLICK),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(ground, event)
