"""The title of the group at the top of a list, kept in sight while its rows scroll under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from desktop.shell.theme import theme
from desktop.shell.widgets.row_data import Item, RowModel
from desktop.shell.widgets.row_painter import TITLE_HEIGHT

PaintTitle = Callable[[QPainter, QRectF, Item], None]


class StandingTitle(QWidget):
    """Lies over the top of the list; the next group's title pushes it out.

    Attributes:
        title: the group's line, or nothing while the title itself is in sight.
    """

    def __init__(self, view: QListView, rows: RowModel, paint: PaintTitle) -> None:
        super().__init__(view)
        self.setObjectName("standing_title")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view, self._rows, self._paint = view, rows, paint
        self.title: Item | None = None
        view.verticalScrollBar().valueChanged.connect(self.place)
        rows.modelReset.connect(self.hide)
        view.viewport().installEventFilter(self)
        self.hide()

    def room_above(self, row: int) -> int:
        """How much of the top is covered when this row is brought there, px."""
        return TITLE_HEIGHT if self._rows.title_above(row) is not None else 0

    def place(self) -> None:
        """Stand where the scrolling has come to."""
        view, viewport = self._view, self._view.viewport()
        top = view.indexAt(QPoint(viewport.width() // 2, 0))
        leader = self._rows.title_above(top.row()) if top.isValid() else None
        if leader is None or self._edge(leader) - TITLE_HEIGHT >= 0:
            self.title = None
            self.hide()
            return
        self.title = self._rows.item(self._rows.index(leader))
        following = self._rows.title_below(top.row())
        push = 0
        if following is not None:
            push = min(0, view.visualRect(self._rows.index(following)).top() - TITLE_HEIGHT)
        self.setGeometry(viewport.x(), viewport.y() + push, viewport.width(), TITLE_HEIGHT)
        self.show()
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.title is None:
            return
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.canvas)
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.palette.line)
            self._paint(painter, QRectF(self.rect()), self.title)

    def _edge(self, title: int) -> int:
        return self._view.visualRect(self._rows.index(title)).bottom() + 1
