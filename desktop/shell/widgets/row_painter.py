"""Paints the rows of a list; nothing is a widget there, so that hundreds of rows cost what is in sight."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.shell.theme import GRID, RADIUS, ROW, TextRole, font, mix, paint_icon, theme
from desktop.shell.widgets.buttons import ButtonKind, button_colours
from desktop.shell.widgets.painting import CENTRE, LEFT, RIGHT, draw_text, focus_ring, line_height, rounded
from desktop.shell.widgets.pill import paint_pill
from desktop.shell.widgets.row_columns import EDGE, ICON, ICON_GAP, RowColumns, first_role
from desktop.shell.widgets.row_data import Cell, Column, Item, Row, RowModel

TITLE_HEIGHT = 32
TITLE_GAP = 24
ACTION_HEIGHT = 36


class RowPainter(QStyledItemDelegate):
    """Draws titles and rows from a :class:`RowModel`.

    Attributes:
        columns: where cells go.
        is_flush: the rows fill a card that has its own border.
        hot_action: key of the row whose button is under the pointer.
    """

    def __init__(self, model: RowModel, columns: RowColumns, is_flush: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.columns = columns
        self.is_flush = is_flush
        self.hot_action = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item = self._model.item(index)
        if item.row:
            return QSize(200, ROW)
        above = 0 if item.leads_list else TITLE_GAP
        return QSize(200, above + (TITLE_HEIGHT if item.group.title else 0))

    def action_rect(self, row_rect: QRect) -> QRect:
        """Where the button of a row is drawn."""
        width = self.columns.action_width()
        top = row_rect.top() + (row_rect.height() - ACTION_HEIGHT) // 2
        return QRect(row_rect.right() + 1 - EDGE - width, top, width, ACTION_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = self._model.item(index)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(rect)
        if item.row is None:
            self._paint_title(painter, QRectF(rect), item)
        else:
            is_selected = bool(state & QStyle.StateFlag.State_Selected)
            is_hot = bool(state & QStyle.StateFlag.State_MouseOver)
            self._paint_ground(painter, QRectF(rect), item, is_selected, is_hot)
            self._paint_cells(painter, rect, item.row)
            if item.row.action:
                self._paint_action(painter, rect, item.row, is_selected)
            if is_selected and state & QStyle.StateFlag.State_HasFocus:
                focus_ring(painter, QRectF(rect).adjusted(0, 0, 0, 0 if item.is_last else -1))
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRectF, item: Item) -> None:
        palette = theme.palette
        line = QRectF(rect.left(), rect.bottom() - TITLE_HEIGHT, rect.width(), TITLE_HEIGHT - GRID)
        strong, plain = font(TextRole.LABEL_STRONG), font(TextRole.LABEL)
        draw_text(painter, line, item.group.title, strong, palette.ink2)
        used = painter.fontMetrics().horizontalAdvance(item.group.title) + GRID
        draw_text(painter, line.adjusted(used, 0, 0, 0), item.group.hint, plain, palette.ink3)

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, item: Item, is_selected: bool, is_hot: bool
    ) -> None:
        palette = theme.palette
        ground = palette.surface
        if is_selected:
            ground = palette.accent_soft
        elif is_hot:
            ground = mix(palette.surface, palette.canvas, 0.7)
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

    def _paint_cells(self, painter: QPainter, rect: QRect, row: Row) -> None:
        spans = self.columns.spans(rect.width())
        for cell, span, column in zip(row.cells, spans, self.columns.columns, strict=False):
            if span is not None:
                area = QRectF(rect.left() + span[0], rect.top(), span[1], rect.height())
                self._paint_cell(painter, area, cell, column, row.is_muted)

    def _paint_cell(
        self, painter: QPainter, area: QRectF, cell: Cell, column: Column, is_muted: bool
    ) -> None:
        middle = area.center().y()
        if cell.pill:
            paint_pill(painter, QPointF(area.left(), middle), cell.pill, area.width())
            return
        if cell.icon:
            ink = self._ink(cell.icon_colour, is_muted)
            paint_icon(painter, QRectF(area.left(), middle - ICON / 2, ICON, ICON), cell.icon, ink)
            area = area.adjusted(ICON + ICON_GAP, 0, 0, 0)
        align = RIGHT if column.align_right else LEFT
        first, second = font(first_role(cell)), font(TextRole.LABEL)
        ink = self._ink(cell.colour, is_muted)
        if not cell.hint:
            draw_text(painter, area, cell.text, first, ink, align)
            return
        above, below = line_height(first), line_height(second)
        top = middle - (above + below) / 2
        draw_text(painter, QRectF(area.left(), top, area.width(), above), cell.text, first, ink, align)
        hint = QRectF(area.left(), top + above, area.width(), below)
        draw_text(painter, hint, cell.hint, second, self._ink(cell.hint_colour, False), align)

    def _paint_action(self, painter: QPainter, rect: QRect, row: Row, is_selected: bool) -> None:
        area = QRectF(self.action_rect(rect))
        is_hot = self.hot_action == row.key
        kind = ButtonKind.PRIMARY if is_selected else ButtonKind.SECONDARY
        ground, border, ink = button_colours(kind, True, is_hot, False)
        rounded(painter, area, ground, border)
        ink = ink if is_selected else theme.palette.ink2
        draw_text(painter, area, row.action, font(TextRole.LABEL_STRONG), ink, CENTRE)

    def _ink(self, name: str, is_muted: bool) -> QColor:
        palette = theme.palette
        return palette.ink3 if is_muted and name in ("ink", "ink2") else QColor(getattr(palette, name))
