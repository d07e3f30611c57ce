"""What a scan would do now."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, font, paint_icon, theme
from desktop.shell.widgets.painting import draw_text, text_width

HEIGHT = 24
ICON = 20
GAP = 8
NOTE_STAYS_MS = 4_000


class ScanLine(QWidget):
    """A quiet sentence with the drawing of a scan before it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sentence = self._note = ""
        self._noted = QTimer(self, singleShot=True, interval=NOTE_STAYS_MS)
        self._noted.timeout.connect(lambda: self.note(""))

    def say(self, sentence: str) -> None:
        """Say what a scan would do now."""
        self._sentence = sentence
        self.setAccessibleName(sentence)
        self.updateGeometry()
        self.update()

    def note(self, words: str) -> None:
        """Say what is worth knowing of the last scan, in the same place for a moment: nothing moves."""
        self._note = words
        self.setAccessibleDescription(words)
        if words:
            self._noted.start()
        self.update()

    def sentence(self) -> str:
        """What it says."""
        return self._note or self._sentence

    def sizeHint(self) -> QSize:
        return QSize(round(ICON + GAP + text_width(self._sentence, font(TextRole.BODY))) + 1, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            middle = self.height() / 2
            palette = theme.palette
            icon, ink = ("info", palette.info) if self._note else ("scan", palette.ink3)
            paint_icon(painter, QRectF(0, middle - ICON / 2, ICON, ICON), icon, ink)
            words = QRectF(ICON + GAP, 0, self.width() - ICON - GAP, self.height())
            draw_text(painter, words, self.sentence(), font(TextRole.BODY), palette.ink2)
