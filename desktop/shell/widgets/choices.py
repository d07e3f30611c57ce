"""A few answers to one question, each with its key."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.shell.theme import GRID, ROW, TextRole, font, mix, theme
from desktop.shell.widgets.broken_lines import Broken, broken, is_cut
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.facts import empty
from desktop.shell.widgets.keycap import keycap_width, paint_keycap
from desktop.shell.widgets.painting import draw_text, focus_ring, line_height, role_width, rounded

EDGE, BEFORE_KEY, LOW = 16, 12, 48
"""Px: at both sides of the words, between them and the key, the height of one line alone."""


@dataclass(frozen=True)
class Choice:
    """An answer: a key carried by the signal, its words, what follows from it, and the key that gives it."""

    key: str
    words: str
    hint: str = ""
    shortcut: str = ""


class ChoiceButton(PressArea):
    """One answer; what does not fit in its line goes on in the next."""

    def __init__(self, choice: Choice, name: str, parent: QWidget) -> None:
        super().__init__(choice.words, name, parent)
        self.choice = choice
        self.is_selected = False
        self._lines = 1, int(bool(choice.hint))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = role_width(self.choice.words, TextRole.BODY_STRONG)
        hint = role_width(self.choice.hint, TextRole.LABEL)
        above, below = (max(0, lines - 1) for lines in self._lines)
        more = above * line_height(font(TextRole.BODY_STRONG)) + below * line_height(font(TextRole.LABEL))
        tall = ROW if self.choice.hint else LOW
        return QSize(round(max(words, hint) + 72), math.ceil(tall + more))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        above, below = self._broken()
        lines = len(above), len(below)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def is_cut(self) -> bool:
        """Whether some of its words have no room."""
        return any(is_cut(lines) for lines in self._broken())

    def _broken(self) -> tuple[Broken, Broken]:
        width = self.width() - 2 * EDGE
        if self.choice.shortcut:
            width -= round(keycap_width(self.choice.shortcut)) + BEFORE_KEY
        return (
            broken(self.choice.words, TextRole.BODY_STRONG, width),
            broken(self.choice.hint, TextRole.LABEL, width),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            stir = 0.14 if self.isDown() else 0.06 if self.is_hot else 0.0
            ground = palette.accent_soft if self.is_selected else mix(palette.surface, palette.accent, stir)
            rounded(painter, rect, ground, palette.accent if self.is_selected else palette.line)
            if self.shows_focus:
                focus_ring(painter, rect)
            if self.choice.shortcut:
                cap = QPointF(rect.right() - EDGE - keycap_width(self.choice.shortcut), rect.center().y())
                paint_keycap(painter, cap, self.choice.shortcut, palette.ink2, palette.line)
            ink = palette.ink if self.isEnabled() else palette.ink3
            hint = palette.ink2 if self.is_selected else palette.ink3
            self._paint_lines(painter, ink, hint)

    def _paint_lines(self, painter: QPainter, ink: QColor, hint: QColor) -> None:
        words, hints = self._broken()
        strong, plain = font(TextRole.BODY_STRONG), font(TextRole.LABEL)
        above, below = line_height(strong), line_height(plain)
        top = (self.height() - len(words) * above - len(hints) * below) / 2
        for _, text in words:
            draw_text(painter, QRectF(EDGE, top, self.width(), above), text, strong, ink)
            top += above
        for _, text in hints:
            draw_text(painter, QRectF(EDGE, top, self.width(), below), text, plain, hint)
            top += below


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
            # A layout would show it in the loop's next round, and have no height for it until then.
            button.show()

    def choose(self, key: str) -> None:
        """Give an answer as a press would."""
        for button in self._buttons:
            button.is_selected = button.choice.key == key
            button.update()
        self.chosen.emit(key)
