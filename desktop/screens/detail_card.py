"""A detail card that is as tall as its words are when they wrap."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from desktop.shell.widgets import DetailCard


class WordyDetail(DetailCard):
    """A detail whose texts wrap: its height follows from its width.

    The card's policy keeps it from growing beyond its size hint, and Qt's own hint for wrapping words is a
    guess made without the width.
    """

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._wrapped_height()))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), self._wrapped_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _wrapped_height(self) -> int:
        return self.heightForWidth(self.width()) if self.hasHeightForWidth() else 0
