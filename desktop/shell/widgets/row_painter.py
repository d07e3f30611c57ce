"""Paints the rows of a list; nothing is a widget there, so that hundreds of rows cost what is in sight."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from desktop.shell.theme import GRID, RADIUS, TextRole, font, mix, theme
from desktop.shell.widgets.buttons import ButtonKind, button_colours
from desktop.shell.widgets.cell_painter import paint_cell
from desktop.shell.widgets.painting import CENTRE, LEFT, RIGHT, draw_text, focus_ring, rounded
from desktop.shell.widgets.row_columns import EDGE, RowColumns
from desktop.shell.widgets.row_data import Item, Row, RowModel

TITLE_HEIGHT = 32
TITLE_GAP = 24
ACTION_HEIGHT = 36


class RowPainter(QStyledItemDelegate):
    """Draws titles and rows from a :class:`RowModel`, and tells Qt how high they are.

    Attributes:
        columns: where cells go.
        is_flush: the rows fill a card that has its own border.
        hot_action: key of the row whose button is under the pointer.
        heads: names of the columns, beside the first group's title; the first one stands for the title.
        width: of the list, px; where columns wrap, the height of a row depends on it.
    """

    def __init__(self, model: RowModel, columns: RowColumns, is_flush: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.columns = columns
        self.is_flush = is_flush
        self.hot_action = ""
        self.heads: tuple[str, ...] = ()
        self.width = 0

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self.height_in(self.width, self._model.item(index)))

    def height_in(self, width: int, item: Item) -> int:
        """What a line takes in a list of this width, px."""
        if item.row:
            return self.columns.row_height(item.row, width)
        above = 0 if item.leads_list else TITLE_GAP
        return above + (TITLE_HEIGHT if item.group.title else 0)

    def action_rect(self, row_rect: QRect) -> QRect:
        """Where the button of a row is drawn."""
        width = self.columns.action_width()
        top = row_rect.top() + (row_rect.height() - ACTION_HEIGHT) // 2
        return QRect(row_rect.right() + 1 - EDGE - width, top, width, ACTION_HEIGHT)

    def paint_line(
        self,
        painter: QPainter,
        rect: QRect,
        item: Item,
        *,
        is_selected: bool,
        is_hot: bool,
        has_focus: bool,
    ) -> None:
        """Draw one line; `is_hot` while the pointer is over it."""
        painter.save()
        painter.setClipRect(rect)
        if item.row is None:
            self.paint_title(painter, QRectF(rect), item)
        else:
            self._paint_ground(painter, QRectF(rect), item, is_selected, is_hot)
            self._paint_cells(painter, rect, item.row, is_selected)
            if item.row.action:
                self._paint_action(painter, rect, item.row, is_selected)
            if has_focus:
                focus_ring(painter, QRectF(rect).adjusted(0, 0, 0, 0 if item.is_last else -1))
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        row = self._model.item(index).row if index.isValid() else None
        if row is not None and self.columns.is_cut(row, view.viewport().width()):
            QToolTip.showText(event.globalPos(), row.words(), view)
            return True
        return super().helpEvent(event, view, option, index)

    def paint_title(self, painter: QPainter, rect: QRectF, item: Item) -> None:
        """Draw a group's title, and with the first one the names of the columns."""
        palette = theme.palette
        line = QRectF(rect.left(), rect.bottom() - TITLE_HEIGHT, rect.width(), TITLE_HEIGHT - GRID)
        strong, plain = font(TextRole.LABEL_STRONG), font(TextRole.LABEL)
        draw_text(painter, line, item.group.title, strong, palette.ink2)
        used = painter.fontMetrics().horizontalAdvance(item.group.title) + GRID
        draw_text(painter, line.adjusted(used, 0, 0, 0), item.group.hint, plain, palette.ink3)
        if item.leads_list:
            self._paint_heads(painter, line)

    def _paint_heads(self, painter: QPainter, line: QRectF) -> None:
        spans = self.columns.spans(round(line.width()))
        for words, span, column in zip(self.heads, spans, self.columns.columns, strict=False):
            if words and span is not None:
                area = QRectF(span[0], line.top(), span[1], line.height())
                align = RIGHT if column.align_right else LEFT
                draw_text(painter, area, words, font(TextRole.LABEL), theme.palette.ink3, align)

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, item: Item, is_selected: bool, is_hot: bool
    ) -> None:
        palette = theme.palette
        ground = palette.surface
        if is_selected:
            ground = palette.accent_soft
        elif is_hot:
            ground = mix(palette.surface, palette.canvas, 0.7)
        if not (item.is_first or item.is_last):
            # Without a corner: one that is drawn beyond what is seen takes Qt five times as long.
            self._fill_between(painter, rect, ground)
            return
        reach = 2 * RADIUS
        if self.is_flush:
            shape = rect.adjusted(0, -reach, 0, 0 if item.is_last else reach)
            rounded(painter, shape, ground, None, radius=RADIUS - 1)
            if item.is_first:
                painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), palette.line)
        else:
            shape = rect.adjusted(0, 0 if item.is_first else -reach, 0, 0 if item.is_last else reach)
            rounded(painter, shape, ground, palette.line)
        if not item.is_last:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), palette.line)

    def _fill_between(self, painter: QPainter, rect: QRectF, ground: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.palette.line
        if not self.is_flush:
            painter.fillRect(rect, line)
            painter.fillRect(rect.adjusted(1, 0, -1, 0), ground)
        else:
            painter.fillRect(rect, ground)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), line)

    def _paint_cells(self, painter: QPainter, rect: QRect, row: Row, is_selected: bool) -> None:
        spans = self.columns.spans_of(row, rect.width())
        for cell, span, column in zip(row.cells, spans, self.columns.columns, strict=False):
            if span is not None:
                area = QRectF(rect.left() + span[0], rect.top(), span[1], rect.height())
                paint_cell(
                    painter,
                    area,
                    cell,
                    is_right=column.align_right,
                    wraps=column.wraps,
                    is_muted=row.is_muted,
                    is_selected=is_selected,
                )

    def _paint_action(self, painter: QPainter, rect: QRect, row: Row, is_selected: bool) -> None:
        area = QRectF(self.action_rect(rect))
        is_hot = self.hot_action == row.key
        is_filled = is_selected and not row.is_aside
        kind = ButtonKind.PRIMARY if is_filled else ButtonKind.SECONDARY
        ground, border, ink = button_colours(kind, True, is_hot, False)
        rounded(painter, area, ground, border)
        ink = ink if is_filled else theme.palette.ink2
        draw_text(painter, area, row.action, font(TextRole.LABEL_STRONG), ink, CENTRE)
