"""An empty screen that speaks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.theme import GRID, TextRole, Tone, paint_icon, theme
from desktop.shell.widgets.buttons import SecondaryButton
from desktop.shell.widgets.painting import rounded
from desktop.shell.widgets.text import Text

LOW = 220
"""Px: a little more than the drawing and two lines take, below which it could not be laid out with them."""
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class _Mark(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self.icon, self.tone = icon, Tone.ACCENT
        self.setFixedSize(64, 64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            palette = theme.palette
            rounded(painter, QRectF(self.rect()), palette.soft(self.tone), radius=32)
            paint_icon(painter, QRectF(18, 18, 28, 28), self.icon, palette.strong(self.tone))


class EmptyState(QWidget):
    """What there is nothing of, when there will be, and what to do instead. Where it is low, its drawing
    gives its room to the words.

    Signals:
        acted: the button was pressed.

    Attributes:
        button: what is to be done about it.
    """

    acted = Signal()

    def __init__(
        self,
        icon: str,
        sentence: str = "",
        hint: str = "",
        action: str = "",
        *,
        name: str,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`key`: what does the same as its button, which names it."""
        super().__init__(parent)
        self.setObjectName(name)
        self._mark = _Mark(icon)
        self._sentence = Text("", TextRole.TITLE, "ink", wrap=True, align=_CENTRE)
        self._hint = Text("", TextRole.BODY, "ink2", wrap=True, align=_CENTRE)
        self.button = SecondaryButton("", name=f"{name}_action", key=key)
        self.button.clicked.connect(self.acted)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(GRID)
        column.addStretch(2)
        column.addWidget(self._mark, 0, _CENTRE)
        column.addSpacing(GRID)
        column.addWidget(self._sentence)
        column.addWidget(self._hint)
        column.addSpacing(GRID)
        column.addWidget(self.button, 0, _CENTRE)
        column.addStretch(3)
        self.say(sentence, hint, action)

    def say(
        self, sentence: str, hint: str = "", action: str = "", icon: str = "", tone: Tone = Tone.ACCENT
    ) -> None:
        """Say something else; its drawing has the colour of what is done where the `tone` says so."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.button.set_text(action)
        self.button.setVisible(bool(action))
        self._mark.icon, self._mark.tone = icon or self._mark.icon, tone
        self._mark.update()
        self.setAccessibleName(f"{sentence} {hint}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = event.size().height() < LOW
        self._mark.setVisible(not is_low)
        around = GRID if is_low else 32
        self._column.setContentsMargins(24, around, 24, around)

    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def hint(self) -> str:
        """What it proposes."""
        return self._hint.text()
