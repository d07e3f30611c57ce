"""Strokes that several widgets and row painters share."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.shell.theme import RADIUS, TextRole, font, theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
WIDTHS_KEPT = 8_192


def rounded(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    border: QColor | None = None,
    width: float = 1.0,
    radius: float = RADIUS,
) -> None:
    """A rounded rectangle whose border lies wholly inside ``rect``, crisp at 100 %."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2 if border is not None else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def focus_ring(painter: QPainter, rect: QRectF, radius: float = RADIUS, colour: QColor | None = None) -> None:
    """The ring of 2 px that says where the keyboard is."""
    rounded(painter, rect, None, colour or theme.palette.accent, 2.0, radius)


def text_width(text: str, font: QFont) -> float:
    """Width of one line of text, px."""
    return QFontMetricsF(font).horizontalAdvance(text)


@lru_cache(maxsize=WIDTHS_KEPT)
def role_width(text: str, role: TextRole) -> float:
    """Width of one line of text in the font of a role, px; kept: long lists repeat words."""
    return text_width(text, font(role))


def line_height(font: QFont) -> float:
    """Height that one line of text takes, px."""
    return QFontMetricsF(font).height()


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text, with an ellipsis where it does not fit."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) > rect.width() + 0.5:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), text)
