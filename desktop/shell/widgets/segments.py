"""A few choices side by side, one of which holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.shell.theme import TOUCH, TextRole, font, mix, paint_icon, theme
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.painting import CENTRE, draw_text, focus_ring, rounded, text_width

TICK = 20
GAP = 8


class Segment(PressArea):
    """One of the choices; the one that holds carries a tick, so that colour is not the only sign."""

    def __init__(self, text: str, name: str, parent: QWidget) -> None:
        super().__init__(text, name, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = text_width(self.text(), font(TextRole.BODY_STRONG)) + TICK + GAP + 28
        return QSize(round(max(TOUCH, width)), TOUCH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            stir = 0.14 if self.isDown() else 0.06 if self.is_hot else 0.0
            ground = palette.accent_soft if self.isChecked() else mix(palette.surface, palette.accent, stir)
            rounded(painter, rect, ground, palette.accent if self.isChecked() else palette.edge)
            if self.shows_focus:
                focus_ring(painter, rect)
            ink = palette.accent if self.isChecked() else palette.ink
            if self.isChecked():
                paint_icon(painter, QRectF(14, rect.center().y() - TICK / 2, TICK, TICK), "check", ink)
                rect = rect.adjusted(TICK + GAP, 0, 0, 0)
            draw_text(painter, rect, self.text(), font(TextRole.BODY_STRONG), ink, CENTRE)


class Segments(QWidget):
    """The choices.

    Signals:
        chosen: key of the one that was pressed.
    """

    chosen = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP)
        self._segments: dict[str, Segment] = {}

    def show_segments(self, words: Mapping[str, str], selected: str) -> None:
        """Offer these keys in these words; each is named after the widget and its key."""
        for key in [key for key in self._segments if key not in words]:
            gone = self._segments.pop(key)
            gone.hide()
            gone.deleteLater()
        for key, said in words.items():
            segment = self._segments.get(key) or self._add(key)
            segment.setText(said)
            segment.setAccessibleName(said)
            segment.setChecked(key == selected)
            segment.updateGeometry()

    def selected(self) -> str:
        """The key of the one that holds."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def _add(self, key: str) -> Segment:
        made = self._segments[key] = Segment("", f"{self.objectName()}_{key}", self)
        made.clicked.connect(lambda: self._press(key))
        self._line.addWidget(made)
        return made

    def _press(self, key: str) -> None:
        for other, segment in self._segments.items():
            segment.setChecked(other == key)
        self.chosen.emit(key)
