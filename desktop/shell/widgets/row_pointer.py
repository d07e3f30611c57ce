"""The pointer over a list of rows: which row it is over, and which one a press acts on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from desktop.shell.widgets.presses import quick_presses
from desktop.shell.widgets.row_data import Row, RowModel
from desktop.shell.widgets.row_painter import RowPainter


class RowPointer:
    """Knows what is pressed; points are in the viewport's coordinates.

    Of quick presses the first acts, unless each counts on its row. On a row's words two do what its button
    does, or open what has more: a question that is open about it is not answered by them.
    """

    def __init__(self, view: QAbstractItemView, rows: RowModel, painter: RowPainter, *, opens: bool) -> None:
        """With `opens` a press anywhere on a row acts on it."""
        self._view = view
        self._rows = rows
        self._painter = painter
        self._opens = opens
        self._at: QPoint | None = None
        self._held = ""
        """Key of the row whose button is held down, or which a press opens."""
        self._opened = ""
        """Key of the row on whose words the second of two presses is."""

    def is_over(self, rect: QRect) -> bool:
        """Whether it is in this part of the list."""
        return self._at is not None and rect.contains(self._at)

    def move(self, point: QPoint) -> None:
        """It is here now."""
        self._at = point
        self._warm(self._action_at(point))

    def leave(self) -> None:
        """It is somewhere else."""
        self._at = None
        self._warm("")

    def press(self, event: QMouseEvent) -> None:
        """A press begins, before the list takes it."""
        point = event.position().toPoint()
        row = self._row_at(point)
        key = row.key if row is not None else ""
        nth = quick_presses.hear(event, self._view, key)
        acts = bool(row) and (self._opens or bool(self._action_at(point)))
        may_act = nth == 1 or (nth > 1 and row is not None and row.repeats)
        self._held = key if acts and may_act else ""
        self._opened = key if nth == 2 and not acts else ""

    def opened(self, event: QMouseEvent) -> str:
        """Key of the row that this press, which the list has taken, does what it has a button for; or
        nothing: another may have come there."""
        row = self._row_at(event.position().toPoint())
        key, self._opened = self._opened, ""
        is_it = row is not None and row.key == key and bool(row.action or row.has_more)
        return key if is_it and event.button() == Qt.MouseButton.LeftButton else ""

    def let_go(self, event: QMouseEvent) -> str:
        """Key of the row to act on, which is the one that was pressed: another may have slid under it."""
        point = event.position().toPoint()
        key, held = self._selected_at(point) if self._opens else self._action_at(point), self._held
        self._held = ""
        return key if key == held and event.button() == Qt.MouseButton.LeftButton else ""

    def _row_at(self, point: QPoint) -> Row | None:
        index = self._view.indexAt(point)
        return self._rows.item(index).row if index.isValid() else None

    def _selected_at(self, point: QPoint) -> str:
        """The row under a press that has selected it."""
        row = self._row_at(point)
        return row.key if row is not None and self._view.indexAt(point) == self._view.currentIndex() else ""

    def _action_at(self, point: QPoint) -> str:
        row = self._row_at(point)
        if row is None or not row.action:
            return ""
        whole = self._view.visualRect(self._view.indexAt(point))
        area = self._painter.action_rect(whole)
        area.setTop(whole.top())
        area.setBottom(whole.bottom())
        return row.key if area.contains(point) else ""

    def _warm(self, key: str) -> None:
        if key != self._painter.hot_action:
            self._painter.hot_action = key
            shape = Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor
            self._view.viewport().setCursor(shape)
            self._view.viewport().update()
