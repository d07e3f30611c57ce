"""One number that matters, with its words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, Tone, font, mix, theme
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.painting import draw_text, focus_ring, rounded

TILE_HEIGHT = 92


class NumberTile(PressArea):
    """A number of 32 px above its words; pressing it leads to what it counts.

    A zero is drawn quietly: nothing there asks for anything. What is not counted yet has a dash for a number.
    """

    def __init__(
        self,
        words: str,
        number: int | None = 0,
        tone: Tone = Tone.NEUTRAL,
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.number = number
        self._words = words
        self._tone = tone
        self.show_number(number, words)

    def show_number(self, number: int | None, words: str | None = None) -> None:
        """Show another number, None while it is not counted yet, and other words where its plural asks."""
        self.number = number
        self._words = self._words if words is None else words
        self.setText(self._words)
        self.setAccessibleName(self._words if number is None else f"{number} {self._words}")
        self.setToolTip(self._words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, TILE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, TILE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            stir = 0.06 if self.is_hot or self.isDown() else 0.0
            rounded(painter, rect, mix(palette.surface, palette.accent, stir), palette.line)
            if self.shows_focus:
                focus_ring(painter, rect)
            ink = palette.ink if self._tone is Tone.NEUTRAL else palette.strong(self._tone)
            if not self.number:
                ink = palette.ink3
            said = "–" if self.number is None else str(self.number)
            left, width = 20.0, rect.width() - 32
            draw_text(painter, QRectF(left, 14, width, 42), said, font(TextRole.NUMBER), ink)
            draw_text(painter, QRectF(left, 56, width, 20), self._words, font(TextRole.LABEL), palette.ink2)
