"""The name of the house."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, font, theme
from desktop.shell.widgets.painting import draw_text, line_height, text_width

NAME = "coulisse"


class Wordmark(QWidget):
    """The name in small letters with its dot in the accent; its first letter alone where room is short."""

    def __init__(self, role: TextRole, *, margin: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._margin = role, margin
        self._is_short = False
        self.setAccessibleName("Coulisse")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_short(self, is_short: bool) -> None:
        """Show the first letter alone, in the middle."""
        self._is_short = is_short
        self.update()

    def sizeHint(self) -> QSize:
        face = font(self._role)
        return QSize(round(text_width(f"{NAME}.", face)) + 2 + 2 * self._margin, round(line_height(face)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            face = font(self._role)
            word = NAME[0] if self._is_short else NAME
            width = text_width(word, face)
            left = (
                (self.width() - text_width(f"{word}.", face)) / 2 if self._is_short else float(self._margin)
            )
            draw_text(painter, QRectF(left, 0, width + 2, self.height()), word, face, theme.palette.ink)
            draw_text(painter, QRectF(left + width, 0, 12, self.height()), ".", face, theme.palette.accent)
