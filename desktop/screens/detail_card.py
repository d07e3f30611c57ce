"""A detail card that is as tall as its words are when they wrap."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent

from desktop.shell.widgets import DetailCard


class WordyDetail(DetailCard):
    """A detail whose texts wrap: its height follows from its width. `close_parts` ends a subclass's making.

    The card's policy keeps it from growing beyond its size hint, and Qt's own hint for wrapping words is a
    guess made without the width. An aligned layout is given that guess as well, so the parts are held at the
    top by a stretch instead.
    """

    def close_parts(self) -> None:
        """Nothing more is put into the head and the facts."""
        self.head.addStretch()
        self.facts.addStretch()
        self.set_folded(False)

    def set_folded(self, is_folded: bool) -> None:
        super().set_folded(is_folded)
        for part in (self.head, self.facts):
            part.setAlignment(Qt.AlignmentFlag(0))

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
