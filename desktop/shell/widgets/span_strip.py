"""A strip of time: how something stood, from then to now, in heights and colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, font, theme
from desktop.shell.widgets.painting import CENTRE, draw_text, role_width, rounded

STRIP_HEIGHT: Final = 28
LINE_HEIGHT: Final = 20
LEAST_PX: Final = 3.0
"""Of what is told, however short it was."""
SWATCH_PX: Final = 12.0
SWATCH_GAP: Final = 6.0
WORDS_GAP: Final = 16.0


class Stood(StrEnum):
    """How high a stretch stands: what was as it should be lies low, what was not stands out."""

    WELL = "well"
    HALF = "half"
    NOT = "not"


_HEIGHTS: Final = {Stood.WELL: 0.22, Stood.HALF: 0.6, Stood.NOT: 1.0}
"""Shares of the strip's height."""


@dataclass(frozen=True)
class Stretch:
    """From `begin` to `end`, as shares of the whole strip (0 to 1)."""

    stood: Stood
    begin: float
    end: float


@dataclass(frozen=True)
class Mark:
    """A word under the strip, at a share of its width."""

    share: float
    words: str


class SpanStrip(QWidget):
    """Stretches over a base line; where there is none, nothing is known. Under it the hours and what the
    heights mean."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._stretches: tuple[Stretch, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._meanings: tuple[tuple[Stood, str], ...] = ()

    def show_stretches(
        self, stretches: Sequence[Stretch], marks: Sequence[Mark], meanings: Sequence[tuple[Stood, str]]
    ) -> None:
        """Show these; `meanings` says what each height that is shown stands for."""
        new = tuple(stretches), tuple(marks), tuple(meanings)
        if new == (self._stretches, self._marks, self._meanings):
            return
        if new[2] != self._meanings:
            self.updateGeometry()
        self._stretches, self._marks, self._meanings = new
        self.update()

    def stretches(self) -> tuple[Stretch, ...]:
        """What is shown."""
        return self._stretches

    def heightForWidth(self, width: int) -> int:
        lines = 1 + max((line for line, _left in self._places(width)), default=-1)
        return STRIP_HEIGHT + LINE_HEIGHT + lines * LINE_HEIGHT

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, STRIP_HEIGHT + LINE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(QPen(theme.palette.edge, 1.0))
            painter.drawLine(QPointF(0, STRIP_HEIGHT - 0.5), QPointF(self.width(), STRIP_HEIGHT - 0.5))
            # Over what was well: however short, the rest is seen.
            for stretch in sorted(self._stretches, key=lambda one: one.stood is not Stood.WELL):
                left = stretch.begin * self.width()
                wide = max((stretch.end - stretch.begin) * self.width(), LEAST_PX)
                place = QRectF(min(left, self.width() - wide), 0, wide, STRIP_HEIGHT)
                _paint(painter, stretch.stood, place)
            self._paint_marks(painter)
            for (stood, words), (line, left) in zip(self._meanings, self._places(self.width()), strict=True):
                top = STRIP_HEIGHT + LINE_HEIGHT * (1 + line)
                _paint(painter, stood, QRectF(left, top + 3, SWATCH_PX, LINE_HEIGHT - 7))
                beside = left + SWATCH_PX + SWATCH_GAP
                place = QRectF(beside, top, self.width() - beside, LINE_HEIGHT)
                draw_text(painter, place, words, font(TextRole.LABEL), theme.palette.ink2)

    def _paint_marks(self, painter: QPainter) -> None:
        for mark in self._marks:
            wide = role_width(mark.words, TextRole.LABEL)
            at = mark.share * self.width()
            left = min(max(0.0, at - wide / 2), self.width() - wide)
            painter.setPen(QPen(theme.palette.edge, 1.0))
            painter.drawLine(QPointF(at, STRIP_HEIGHT), QPointF(at, STRIP_HEIGHT + 3))
            place = QRectF(left, STRIP_HEIGHT + 3, wide + 1, LINE_HEIGHT - 3)
            draw_text(painter, place, mark.words, font(TextRole.LABEL), theme.palette.ink3, CENTRE)

    def _places(self, width: int) -> list[tuple[int, float]]:
        """Line and left edge of each meaning."""
        found, line, left = [], 0, 0.0
        for _stood, words in self._meanings:
            wide = SWATCH_PX + SWATCH_GAP + role_width(words, TextRole.LABEL)
            if left and left + wide > width:
                line, left = line + 1, 0.0
            found.append((line, left))
            left += wide + WORDS_GAP
        return found


def _paint(painter: QPainter, stood: Stood, place: QRectF) -> None:
    """A stretch on the lower edge of a place, as high there as on the strip."""
    palette = theme.palette
    tall = place.height() * _HEIGHTS[stood]
    area = QRectF(place.left(), place.bottom() - tall, place.width(), tall)
    if stood is Stood.WELL:
        painter.fillRect(area, palette.ok)
    elif stood is Stood.HALF:
        rounded(painter, area, palette.warn_soft, palette.warn, 1.0, 2.0)
    else:
        rounded(painter, area, palette.warn, radius=2.0)
