"""The load of the next hours against what the store can do in an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, font, theme
from desktop.shell.widgets.painting import draw_text, rounded

BARS_HEIGHT = 56
LABEL_HEIGHT = 20
BAR_GAP = 12


@dataclass(frozen=True)
class HourLoad:
    """One hour: how it is named ("10:00") and how many orders fall due in it."""

    hour: str
    orders: int


class LoadBars(QWidget):
    """One bar an hour and a dashed line at the capacity; an hour above it is told by word and by colour."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hours: tuple[HourLoad, ...] = ()
        self._capacity = 0

    def show_load(self, hours: Sequence[HourLoad], capacity: int) -> None:
        """Show the hours against a capacity in orders an hour."""
        self._hours, self._capacity = tuple(hours), capacity
        said = [self.tr("{hour}: {orders} of {capacity}") for _ in hours]
        self.setAccessibleName(
            ", ".join(
                words.format(hour=hour.hour, orders=hour.orders, capacity=capacity)
                for words, hour in zip(said, hours, strict=True)
            )
        )
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, BARS_HEIGHT + 2 * LABEL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._hours:
            return
        palette = theme.palette
        with QPainter(self) as painter:
            count = len(self._hours)
            width = (self.width() - BAR_GAP * (count - 1)) / count
            scale = BARS_HEIGHT / max(self._capacity * 1.15, *(hour.orders for hour in self._hours), 1)
            for number, hour in enumerate(self._hours):
                left = number * (width + BAR_GAP)
                is_over = hour.orders > self._capacity
                tall = max(hour.orders * scale, 2.0)
                bar = QRectF(left, BARS_HEIGHT - tall, width, tall)
                ink = palette.warn if is_over else palette.accent if hour.orders else palette.line
                rounded(painter, bar, ink, radius=min(3.0, tall / 2))
                label = self.tr("{hour}, over").format(hour=hour.hour) if is_over else hour.hour
                place = QRectF(left, BARS_HEIGHT + 2, width + BAR_GAP, LABEL_HEIGHT - 2)
                draw_text(
                    painter, place, label, font(TextRole.LABEL), palette.warn if is_over else palette.ink3
                )
                told = self.tr("{orders} of {capacity}").format(orders=hour.orders, capacity=self._capacity)
                quiet = palette.ink if hour.orders else palette.ink3
                place.translate(0, LABEL_HEIGHT - 2)
                draw_text(painter, place, told, font(TextRole.LABEL), palette.warn if is_over else quiet)
            self._paint_capacity(painter, BARS_HEIGHT - self._capacity * scale)

    def _paint_capacity(self, painter: QPainter, top: float) -> None:
        pen = QPen(theme.palette.ink3, 1.6, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1.6, 2.2])
        painter.setPen(pen)
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
