"""The number of a tote, as it is written on the tote itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.screens.preparation import words
from desktop.shell.theme import TextRole, Tone, font, theme
from desktop.shell.widgets.painting import CENTRE, draw_text, rounded

SMALL, LARGE = 36, 76
"""Sides, px."""
_SHARE_OF_SIDE = 0.6


class ToteTile(QWidget):
    """A square with a number, in a tone; out of sight without a number."""

    def __init__(self, side: int = SMALL, *, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._side = side
        self._font = QFont(font(TextRole.NUMBER))
        self.tote, self.tone = 0, Tone.NEUTRAL
        self.set_side(side)
        self.show_tote(0)

    def set_side(self, side: int) -> None:
        """Be larger or smaller."""
        self._side = side
        self._font.setPixelSize(round(side * _SHARE_OF_SIDE))
        self.setFixedSize(side, side)

    def show_tote(self, tote: int, tone: Tone = Tone.NEUTRAL) -> None:
        """Show another tote; 0 for none."""
        self.tote, self.tone = tote, tone
        self.setAccessibleName(words.tote_words(tote) if tote else "")
        self.setVisible(bool(tote))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, rect = theme.palette, QRectF(self.rect())
        with QPainter(self) as painter:
            edge = palette.edge if self.tone is Tone.NEUTRAL else palette.strong(self.tone)
            rounded(painter, rect, palette.soft(self.tone), edge, 1)
            ink = palette.ink if self.tone is Tone.NEUTRAL else palette.strong(self.tone)
            draw_text(painter, rect, str(self.tote), self._font, ink, CENTRE)
