"""The sheet on which things lie, and lines between them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.theme import GRID, RADIUS, Tone, theme
from desktop.shell.widgets.painting import rounded

#: How long an edge speaks after a scan, ms.
FLASH_MS = 400


class Card(QWidget):
    """A surface with a border of 1 px.

    Attributes:
        body: the column for the content.

    ``set_current(True)`` draws the border of 2 px that marks the one card to act on; ``flash`` colours the
    edge for a moment.
    """

    def __init__(
        self, *, name: str = "", padding: int = 20, spacing: int = GRID, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.setObjectName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)
        self._is_current = False
        self._edge: Tone | None = None
        self._quiet = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._quiet.timeout.connect(self.clear_edge)

    def set_current(self, is_current: bool) -> None:
        """Mark this card as the one to act on."""
        self._is_current = is_current
        self.update()

    def edge(self) -> Tone | None:
        """The colour in which the edge speaks now, if it does."""
        return self._edge

    def flash(self, tone: Tone) -> None:
        """Colour the edge for 400 ms."""
        self.hold_edge(tone)
        self._quiet.start()

    def hold_edge(self, tone: Tone) -> None:
        """Colour the edge until it is cleared."""
        self._quiet.stop()
        self._colour_edge(tone)

    def clear_edge(self) -> None:
        """Give the edge its own colour back."""
        self._quiet.stop()
        self._colour_edge(None)

    def _colour_edge(self, tone: Tone | None) -> None:
        """Paint the edge alone: with the whole card, all that lies on it would be painted at each scan."""
        if tone is self._edge:
            return
        self._edge = tone
        rect = self.rect()
        self.update(QRegion(rect) - QRegion(rect.adjusted(RADIUS, RADIUS, -RADIUS, -RADIUS)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            if self._edge is not None:
                rounded(painter, rect, palette.surface, palette.strong(self._edge), 3)
            elif self._is_current:
                rounded(painter, rect, palette.surface, palette.accent, 2)
            else:
                rounded(painter, rect, palette.surface, palette.line)


class Divider(QWidget):
    """A line of 1 px between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.line)
