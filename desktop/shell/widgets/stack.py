"""Pages of which one is in front, and takes the room that the others leave it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayout, QStackedWidget


class Stack(QStackedWidget):
    """A stack that is given its room: for what fills a window or a screen.

    Where a page has texts that wrap, Qt asks every page of a stack how high it would be at a width, those
    behind too, at each change of layout.
    """

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return self._pages().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._pages().minimumSize()

    def _pages(self) -> QLayout:
        layout = self.layout()
        assert layout is not None
        return layout
