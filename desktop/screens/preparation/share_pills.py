"""Whose the next units of an article are: pills one below the other, in one widget."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import Tone
from desktop.shell.widgets import PillLook
from desktop.shell.widgets.pill import PILL_HEIGHT, PILL_LEAST, paint_pill, pill_width

GAP = 6


class SharePills(QWidget):
    """The first pill is whose the next unit is.

    One widget that is always there: of three that come and go, each has Qt lay out the whole window at once
    when it appears, in the middle of a scan.
    """

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.looks: tuple[PillLook, ...] = ()

    def show_words(self, words: Sequence[str]) -> None:
        """Show who wants it, in this order."""
        looks = tuple(
            PillLook(said, Tone.NEUTRAL if place else Tone.ACCENT, "none") for place, said in enumerate(words)
        )
        if looks == self.looks:
            return
        self.looks = looks
        self.setAccessibleName(", ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(map(pill_width, self.looks), default=0), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(PILL_LEAST, self.sizeHint().width()), self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for place, look in enumerate(self.looks):
                top = place * (PILL_HEIGHT + GAP)
                paint_pill(painter, QPointF(0, top + PILL_HEIGHT / 2), look, self.width())

    def _height(self) -> int:
        return max(0, len(self.looks) * (PILL_HEIGHT + GAP) - GAP)
