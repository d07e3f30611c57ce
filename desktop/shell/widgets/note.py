"""A few words on a soft ground: what is to be known before one goes on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.theme import TextRole, Tone, theme
from desktop.shell.widgets.painting import rounded
from desktop.shell.widgets.text import Text


class Note(QWidget):
    """One sentence or two in a tone; gone while it says nothing."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tone = Tone.WARN
        self._words = Text("", TextRole.LABEL, "ink", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._words)
        self.say("")

    def say(self, words: str, tone: Tone = Tone.WARN) -> None:
        """Say this; nothing hides it."""
        self._tone = tone
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.update()

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rounded(painter, QRectF(self.rect()), theme.palette.soft(self._tone))
