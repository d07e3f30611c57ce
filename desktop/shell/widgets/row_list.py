"""A list of rows in groups, quick with hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from desktop.shell.theme import theme
from desktop.shell.widgets.overlay_bar import OverlayBar
from desktop.shell.widgets.row_columns import RowColumns
from desktop.shell.widgets.row_data import Column, Group, Row, RowModel
from desktop.shell.widgets.row_painter import RowPainter
from desktop.shell.widgets.row_pointer import RowPointer
from desktop.shell.widgets.standing_title import StandingTitle


class RowList(QListView):
    """Rows of 56 px in bordered groups, taller where a column wraps; arrows move, Enter acts, the button at
    the right acts too.

    With ``grows`` the list is as tall as its rows and the page around it scrolls; without, it scrolls itself.
    With ``is_flush`` it has no border of its own and fills a card. With ``selects`` off it is only read. With
    ``opens`` a press on a row acts on it: there is nothing else to be done with it, and nothing beside it.

    Attributes:
        opens: whether a press on a row acts on it.

    Signals:
        chosen: key of the row that is selected now.
        acted: key of the row to act on (Enter, its button, or a double click on a row that has one or more to
            be seen).
        end_neared: less than a page of rows is left below; there may be more to bring.
    """

    chosen = Signal(str)
    acted = Signal(str)
    end_neared = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        meaning: str,
        grows: bool = False,
        is_flush: bool = False,
        selects: bool = True,
        opens: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(meaning)
        self._grows = grows
        self.opens = opens
        self._columns = RowColumns(columns)
        self._rows = RowModel(self)
        self._painter = RowPainter(self._rows, self._columns, is_flush, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._painter)
        self._heights: dict[int, int] = {}
        self._standing: StandingTitle | None = None
        if not (is_flush or grows):
            self._standing = StandingTitle(self, self._rows, self._painter.paint_title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self._selects = selects
        if selects:
            self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        else:
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._pointer = RowPointer(self, self._rows, self._painter, opens=opens)
        # In the margin that every row has: with room of its own rows would end before what stands over them.
        OverlayBar(self)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._tell)
        theme.changed.connect(self.viewport().update)

    # what it shows

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show rows without a title."""
        self.show_groups([Group(tuple(rows))])

    def show_groups(self, groups: Iterable[Group]) -> None:
        """Show groups; what was selected stays selected, or else the row that took its place. The same again
        costs a comparison: what a screen reads again has mostly not changed."""
        shown = tuple(group for group in groups if group.rows)
        if shown == self._rows.groups:
            return
        before, place = self.current_key(), max(0, self.currentIndex().row())
        self._columns.fit(row for group in shown for row in group.rows)
        self._heights.clear()
        if self._rows.show(shown):
            self._select_again(before, place)
            self.updateGeometry()
        elif self._columns.wraps:
            # The same rows with other words may take more lines.
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
        if self._standing is not None:
            self._standing.place()
        self.viewport().update()

    def set_heads(self, words: Sequence[str]) -> None:
        """Name the columns, in the line of the first group's title."""
        self._painter.heads = self._columns.heads = tuple(words)
        self._columns.fit(self._rows.rows())
        if self._columns.wraps:
            # A column that is wider now leaves others less: their words take other lines.
            self._heights.clear()
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
        self.viewport().update()

    def rows(self) -> list[Row]:
        """The rows shown, in order."""
        return self._rows.rows()

    def current_key(self) -> str:
        """Key of the selected row, or nothing."""
        index = self.currentIndex()
        row = self._rows.item(index).row if index.isValid() else None
        return row.key if row else ""

    def choose(self, key: str) -> None:
        """Select a row and bring it into sight."""
        index = self._rows.index_of(key)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.scrollTo(index)

    def row_rect(self, key: str) -> QRect:
        """Where a row is, in the viewport's coordinates."""
        return self.visualRect(self._rows.index_of(key))

    def action_rect(self, key: str) -> QRect:
        """Where a row's button is, in the viewport's coordinates."""
        return self._painter.action_rect(self.row_rect(key))

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        covered = self._standing.room_above(index.row()) if self._standing is not None else 0
        hidden = covered - self.visualRect(index).top()
        if hidden > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """All in one go: Qt by itself enters Python eight times for each row, and waits each time until a
        thread that is busy there gives way (`desktop.loop.SWITCH_S`)."""
        area = event.rect()
        first = self.indexAt(area.topLeft())
        if not first.isValid():
            return
        selected = {index.row() for index in self.selectedIndexes()}
        current = self.currentIndex().row() if self.hasFocus() else -1
        rect = self.visualRect(first)
        with QPainter(self.viewport()) as painter:
            for line, item in self._rows.lines_from(first.row()):
                if rect.top() > area.bottom():
                    break
                rect.setHeight(self._painter.height_in(self._painter.width, item))
                self._painter.paint_line(
                    painter,
                    rect,
                    item,
                    is_selected=line in selected,
                    is_hot=self._pointer.is_over(rect),
                    has_focus=line == current,
                )
                rect.translate(0, rect.height())

    # size

    def sizeHint(self) -> QSize:
        if not self._grows:
            return QSize(480, 240)
        return QSize(480, self.content_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.content_height() if self._grows else 120)

    def content_height(self, width: int = 0) -> int:
        """What all rows and titles take, px, in this width or else in the list's own; worked out once for
        them: each layout of a page asks often."""
        width = width or self.viewport().width()
        if width not in self._heights:
            lines = self._rows.lines_from(0)
            self._heights[width] = sum(self._painter.height_in(width, item) for _, item in lines)
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is selected stays in sight."""
        width = self.viewport().width()
        if self._columns.wraps and width != self._painter.width:
            self._painter.width = width
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
        super().resizeEvent(event)
        if self._selects and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    # keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            # What the scanner's filter lets through comes as ignored: the page would take it a second time.
            event.accept()
            # A key that is held down was meant for one row: the next has taken its place by then.
            if not event.isAutoRepeat():
                self.acted.emit(self.current_key())
        elif event.text().isprintable() and event.text():
            # Letters and digits belong to the screen: its search, its answers by number.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._pointer.move(event.position().toPoint())

    def viewportEvent(self, event: QEvent) -> bool:
        """The viewport is left for the bar that lies over it too; the list itself is not left then."""
        is_done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Leave:
            self._pointer.leave()
        return is_done

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)
        super().mousePressEvent(event)
        if key := self._pointer.opened(event):
            self.acted.emit(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A press like any other: which one it is of several quick ones the pointer knows."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if key := self._pointer.let_go(event):
            self.acted.emit(key)

    # selection

    def _look_ahead(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.minimum() and bar.maximum() - value < bar.pageStep():
            self.end_neared.emit()

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self._rows.item(current).row if current.isValid() else None
        if row is not None and self._selects:
            self.chosen.emit(row.key)

    def _select_again(self, key: str, place: int) -> None:
        rows = self._rows.rows()
        if not rows or not self._selects:
            return
        if self._rows.index_of(key).isValid():
            self.choose(key)
            return
        after = [row for row in rows if self._rows.index_of(row.key).row() >= place]
        self.choose((after or rows[-1:])[0].key if key else rows[0].key)
