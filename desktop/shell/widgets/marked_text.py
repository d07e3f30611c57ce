"""Text with the letters that match: heavier, in the accent, with a line under them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout

from desktop.shell.theme import theme
from desktop.shell.widgets.painting import draw_text, units_of
from desktop.shell.widgets.row_data import Marking

HEAVY = 600


def draw_marked_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    marks: Sequence[Marking],
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag,
) -> None:
    """One line of text, with an ellipsis where it does not fit; what is cut off is not marked."""
    if not marks:
        draw_text(painter, rect, text, font, colour, align)
        return
    layout = _laid_out(text, marks, font)
    if layout.lineAt(0).naturalTextWidth() > rect.width() + 0.5:
        room = rect.width() - (
            layout.lineAt(0).naturalTextWidth() - QFontMetricsF(font).horizontalAdvance(text)
        )
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        layout = _laid_out(shown, _within(marks, len(shown) - 1), font)
    line = layout.lineAt(0)
    spare = rect.width() - line.naturalTextWidth() if align & Qt.AlignmentFlag.AlignRight else 0.0
    painter.setPen(colour)
    layout.draw(painter, QPointF(rect.left() + spare, rect.center().y() - line.height() / 2))


def _laid_out(text: str, marks: Sequence[Marking], font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    ranges = []
    for mark in marks:
        part = QTextLayout.FormatRange()
        part.start, part.length = units_of(text[: mark.start]), units_of(text[mark.start : mark.end])
        part.format = _format(mark)
        ranges.append(part)
    layout.setFormats(ranges)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _format(mark: Marking) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme.palette.accent)
    made.setFontWeight(HEAVY)
    style = QTextCharFormat.UnderlineStyle
    made.setUnderlineStyle(style.DotLine if mark.is_guess else style.SingleUnderline)
    made.setUnderlineColor(theme.palette.accent)
    return made


def _within(marks: Sequence[Marking], chars: int) -> list[Marking]:
    return [Marking(one.start, min(one.end, chars), one.is_guess) for one in marks if one.start < chars]
