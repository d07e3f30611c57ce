"""Paints one cell of a row."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from desktop.shell.theme import TextRole, font, paint_icon, theme
from desktop.shell.widgets.broken_lines import broken
from desktop.shell.widgets.category import category_icon
from desktop.shell.widgets.marked_text import draw_marked_text
from desktop.shell.widgets.painting import LEFT, RIGHT, role_height
from desktop.shell.widgets.pill import paint_pill
from desktop.shell.widgets.row_columns import ICON, ICON_GAP, SWATCH, first_role
from desktop.shell.widgets.row_data import Cell, Marking
from desktop.shell.widgets.swatch import paint_small_swatch


def paint_cell(
    painter: QPainter,
    area: QRectF,
    cell: Cell,
    *,
    is_right: bool,
    wraps: bool,
    is_muted: bool,
    is_selected: bool,
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
    first, second = first_role(cell), TextRole.LABEL
    ink = _ink(cell.colour, is_muted, is_selected)
    hint_ink = _ink(cell.hint_colour, False, is_selected)
    width = int(area.width())
    texts = broken(cell.text, first, width) if wraps else ((0, cell.text),)
    hints = broken(cell.hint, second, width) if wraps else ((0, cell.hint),) if cell.hint else ()
    above, below = role_height(first), role_height(second)
    top = middle - (len(texts) * above + len(hints) * below) / 2
    for lines, marks, role, colour, height in (
        (texts, cell.marks, first, ink, above),
        (hints, cell.hint_marks, second, hint_ink, below),
    ):
        for start, text in lines:
            line = QRectF(area.left(), top, area.width(), height)
            draw_marked_text(painter, line, text, _moved(marks, start, len(text)), font(role), colour, align)
            top += height


def _moved(marks: tuple[Marking, ...], start: int, chars: int) -> tuple[Marking, ...]:
    """The marks of a text, as they fall into the line of it that begins at `start`."""
    if not marks:
        return ()
    within = ((max(one.start - start, 0), min(one.end - start, chars), one.is_guess) for one in marks)
    return tuple(Marking(*one) for one in within if one[0] < one[1])


def _ink(name: str, is_muted: bool, is_selected: bool) -> QColor:
    """Quiet rows take the ink of hints; upon the selection's ground hints take a stronger one, to be read."""
    if is_muted and name in ("ink", "ink2"):
        name = "ink3"
    if is_selected and name == "ink3":
        name = "ink2"
    ink: QColor = getattr(theme.palette, name)
    return ink
