"""Paints one cell of a row."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from desktop.shell.theme import TextRole, font, paint_icon, theme
from desktop.shell.widgets.category import category_icon
from desktop.shell.widgets.marked_text import draw_marked_text
from desktop.shell.widgets.painting import LEFT, RIGHT, line_height
from desktop.shell.widgets.pill import paint_pill
from desktop.shell.widgets.row_columns import ICON, ICON_GAP, SWATCH, first_role
from desktop.shell.widgets.row_data import Cell
from desktop.shell.widgets.swatch import paint_small_swatch


def paint_cell(
    painter: QPainter, area: QRectF, cell: Cell, *, is_right: bool, is_muted: bool, is_selected: bool
) -> None:
    """Paint the cell into its column's share of the row."""
    middle = area.center().y()
    if cell.pill:
        paint_pill(painter, QPointF(area.left(), middle), cell.pill, area.width())
        return
    if cell.swatch:
        mark = QRectF(area.left(), middle - SWATCH / 2, SWATCH, SWATCH)
        paint_small_swatch(painter, mark, cell.swatch, category_icon(cell.icon))
        area = area.adjusted(SWATCH + ICON_GAP, 0, 0, 0)
    elif cell.icon:
        mark = QRectF(area.left(), middle - ICON / 2, ICON, ICON)
        paint_icon(painter, mark, cell.icon, _ink(cell.icon_colour, is_muted, is_selected))
        area = area.adjusted(ICON + ICON_GAP, 0, 0, 0)
    align = RIGHT if is_right else LEFT
    first, second = font(first_role(cell)), font(TextRole.LABEL)
    ink = _ink(cell.colour, is_muted, is_selected)
    if not cell.hint:
        draw_marked_text(painter, area, cell.text, cell.marks, first, ink, align)
        return
    above, below = line_height(first), line_height(second)
    top = middle - (above + below) / 2
    head = QRectF(area.left(), top, area.width(), above)
    draw_marked_text(painter, head, cell.text, cell.marks, first, ink, align)
    hint = QRectF(area.left(), top + above, area.width(), below)
    hint_ink = _ink(cell.hint_colour, False, is_selected)
    draw_marked_text(painter, hint, cell.hint, cell.hint_marks, second, hint_ink, align)


def _ink(name: str, is_muted: bool, is_selected: bool) -> QColor:
    """Quiet rows take the ink of hints; upon the selection's ground hints take a stronger one, to be read."""
    if is_muted and name in ("ink", "ink2"):
        name = "ink3"
    if is_selected and name == "ink3":
        name = "ink2"
    return QColor(getattr(theme.palette, name))
