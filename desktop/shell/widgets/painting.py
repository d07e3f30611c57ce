"""Strokes that several widgets and row painters share."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from desktop.shell.theme import RADIUS, TextRole, font, theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
WIDTHS_KEPT = 8_192
OPAQUE = 255


@cache
def _in_one_line(align: Qt.AlignmentFlag) -> int:
    """The flags of a single line, as Qt wants them: Python joins enums slowly."""
    return int(align | Qt.TextFlag.TextSingleLine)


def rounded(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    border: QColor | None = None,
    width: float = 1.0,
    radius: float = RADIUS,
) -> None:
    """A rounded rectangle whose border lies wholly inside ``rect``, crisp at 100 %.

    The border is what a smaller shape leaves of a larger one: to stroke it costs Qt ten times as long, and a
    screen has a hundred.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    inner = rect.adjusted(width, width, -width, -width) if border is not None else rect
    inner_radius = max(0.0, radius - width) if border is not None else radius
    if border is not None and (fill is None or fill.alpha() < OPAQUE):
        ring = QPainterPath()
        ring.addRoundedRect(rect, radius, radius)
        ring.addRoundedRect(inner, inner_radius, inner_radius)
        painter.fillPath(ring, border)
    elif border is not None:
        painter.setBrush(border)
        painter.drawRoundedRect(rect, radius, radius)
    if fill is not None:
        painter.setBrush(fill)
        painter.drawRoundedRect(inner, inner_radius, inner_radius)


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


def units_of(text: str) -> int:
    """How many signs Qt counts in a text: in UTF-16 an emoji is two. Without Python's codec, which is read
    from the disk where it is first asked for."""
    return len(text) if text.isascii() else sum(1 + (sign > "\uffff") for sign in text)


@cache
def role_height(role: TextRole) -> float:
    """Height that one line of text takes in the font of a role, px."""
    return line_height(font(role))


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
    painter.drawText(rect, _in_one_line(align), text)
