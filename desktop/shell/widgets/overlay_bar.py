"""A scroll bar at the right edge of what it scrolls, while there is something to scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

BAR_WIDTH = 10
EDGE = 2
"""What is left free beside it, px: a ring round what has the keyboard is seen whole."""
ROOM = BAR_WIDTH + 4
"""What is left free for it, px."""


class OverlayBar(QScrollBar):
    """Stands at the right edge of a scroll area while there is something to scroll.

    Nothing lies under the bar: `make_room` is told how many pixels at the right its content must leave free.
    Without it the content leaves `ROOM` free at any time.
    """

    def __init__(self, area: QAbstractScrollArea, make_room: Callable[[int], None] | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        self._make_room = make_room
        self._own = area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._own.rangeChanged.connect(self._measure)
        self._own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._own.setValue)
        area.installEventFilter(self)
        self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the area alone, which is not asked for here: it still tells of its end where the collector has
        taken the bar's own attributes away already."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._measure()
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        own = self._own
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setRange(own.minimum(), own.maximum())
        self.setValue(own.value())
        self.setGeometry(self._area.width() - BAR_WIDTH - EDGE, 0, BAR_WIDTH, self._area.height())
        is_needed = own.maximum() > own.minimum()
        if is_needed is self.isHidden():
            self.setVisible(is_needed)
            if self._make_room is not None:
                self._make_room(ROOM if is_needed else 0)
        self.raise_()
