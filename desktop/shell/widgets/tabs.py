"""A word to press among others of which one is shown, with its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.shell.theme import theme
from desktop.shell.widgets.buttons import QUIET_PADDING, Button, ButtonKind
from desktop.shell.widgets.painting import focus_ring, rounded

LINE = 2


class Tab(Button):
    """One of several views of the same thing; the one that is shown is underlined.

    Attributes:
        is_shown: whether this one is.
    """

    def __init__(self, text: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, name=name, kind=ButtonKind.QUIET, parent=parent)
        self.is_shown = False

    def set_shown(self, is_shown: bool) -> None:
        """Be the one that is shown, or not."""
        self.is_shown = is_shown
        said = self.tr("{0}, shown").format(self.text()) if is_shown else self.text()
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        width = self._content_width(with_key=True) + 2 * QUIET_PADDING
        return QSize(round(width), super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            if self.is_hot and self.isEnabled():
                rounded(painter, rect.adjusted(0, 4, 0, -6), palette.accent_soft)
            if self.shows_focus:
                focus_ring(painter, rect.adjusted(1, 3, -1, -5))
            ink = palette.accent if self.is_shown else palette.ink2 if self.isEnabled() else palette.ink3
            self._paint_content(painter, rect, ink)
            if self.is_shown:
                painter.fillRect(QRectF(0, rect.bottom() - LINE, rect.width(), LINE), palette.accent)
