"""A few answers to one question, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.shell.theme import GRID, ROW, TextRole, font, mix, theme
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.facts import empty
from desktop.shell.widgets.keycap import keycap_width, paint_keycap
from desktop.shell.widgets.painting import draw_text, focus_ring, line_height, rounded, text_width


@dataclass(frozen=True)
class Choice:
    """An answer: a key carried by the signal, its words, what follows from it, and the key that gives it."""

    key: str
    words: str
    hint: str = ""
    shortcut: str = ""


class ChoiceButton(PressArea):
    """One answer."""

    def __init__(self, choice: Choice, name: str, parent: QWidget) -> None:
        super().__init__(choice.words, name, parent)
        self.choice = choice
        self.is_selected = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = text_width(self.choice.words, font(TextRole.BODY_STRONG))
        hint = text_width(self.choice.hint, font(TextRole.LABEL))
        return QSize(round(max(words, hint) + 72), ROW if self.choice.hint else 48)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        painter = QPainter(self)
        rect = QRectF(self.rect())
        stir = 0.14 if self.isDown() else 0.06 if self.is_hot else 0.0
        ground = palette.accent_soft if self.is_selected else mix(palette.surface, palette.accent, stir)
        rounded(painter, rect, ground, palette.accent if self.is_selected else palette.line)
        if self.shows_focus:
            focus_ring(painter, rect)
        right = rect.right() - 16
        if self.choice.shortcut:
            right -= keycap_width(self.choice.shortcut)
            cap = QPointF(right, rect.center().y())
            paint_keycap(painter, cap, self.choice.shortcut, palette.ink2, palette.line)
            right -= 12
        strong, plain = font(TextRole.BODY_STRONG), font(TextRole.LABEL)
        ink = palette.ink if self.isEnabled() else palette.ink3
        hint = palette.ink2 if self.is_selected else palette.ink3
        above, below = line_height(strong), line_height(plain) if self.choice.hint else 0
        top = rect.center().y() - (above + below) / 2
        draw_text(painter, QRectF(16, top, right - 16, above), self.choice.words, strong, ink)
        draw_text(painter, QRectF(16, top + above, right - 16, below), self.choice.hint, plain, hint)


class Choices(QWidget):
    """Answers one under the other.

    Signals:
        chosen: key of the answer.
    """

    chosen = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._buttons: list[ChoiceButton] = []

    def show_choices(self, choices: Sequence[Choice], selected: str = "") -> None:
        """Ask; each button is named after the widget and the answer's key."""
        empty(self._column)
        self._buttons = [
            ChoiceButton(choice, f"{self.objectName()}_{choice.key}", self) for choice in choices
        ]
        for button in self._buttons:
            button.is_selected = button.choice.key == selected
            button.clicked.connect(lambda _checked=False, key=button.choice.key: self.choose(key))
            self._column.addWidget(button)

    def choose(self, key: str) -> None:
        """Give an answer as a press would."""
        for button in self._buttons:
            button.is_selected = button.choice.key == key
            button.update()
        self.chosen.emit(key)
