"""One of many, chosen from a list that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.shell.theme import TOUCH, TextRole, font, theme

_ARROW = 5
_FROM_RIGHT = 22
_MOST_SHOWN = 14


class Dropdown(QComboBox):
    """Qt's own list, as wide as its place, with an arrow that says that it opens."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFont(font(TextRole.BODY))
        self.setMinimumHeight(TOUCH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def show_choices(self, choices: Sequence[tuple[str, object]], chosen: object) -> None:
        """Offer these words, each with what it stands for; no signal is given."""
        present = [(self.itemText(place), self.itemData(place)) for place in range(self.count())]
        if list(choices) != present:
            self.clear()
            for words, meant in choices:
                self.addItem(words, meant)
        self.setCurrentIndex(self.findData(chosen))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page under the pointer and chooses nothing; the open list has a wheel of its
        own."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme.palette.ink2, 1.75)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            middle = QPointF(self.width() - _FROM_RIGHT, self.height() / 2)
            tip = middle + QPointF(0, _ARROW / 2)
            painter.drawPolyline([tip + QPointF(-_ARROW, -_ARROW), tip, tip + QPointF(_ARROW, -_ARROW)])
