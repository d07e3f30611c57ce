"""What is to be done, and the keys that do it: the keys stay where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.theme import GRID
from desktop.shell.widgets import Card, Scroll

PADDING = 20
SCROLL_ROOM = 12
TALLEST = 900
"""Px: on a very high screen the buttons would be far from what they are about."""


class DeedCard(Card):
    """As tall as its column. What is said scrolls where a small screen has less height; what is promised, why
    it cannot be done and the buttons stay, the primary one at the foot: it does not wander under a finger.
    """

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name, padding=PADDING, spacing=GRID)
        self.setMaximumHeight(TALLEST)
        self._scroll = Scroll(name=f"{name}_scroll", spacing=GRID)
        self._missing: Callable[[str], QWidget | None] = lambda _code: None

    def held_up(self) -> QVBoxLayout:
        """Its column: what the card does not take of its height is left below."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self, 1)
        column.addStretch()
        return column

    def hold(
        self,
        parts: Sequence[QWidget],
        kept: Sequence[QWidget],
        buttons: Sequence[QWidget],
        missing: Callable[[str], QWidget | None],
    ) -> None:
        """Put all of it in; once.

        Args:
            kept: what stays in sight above the buttons. buttons: the primary one last. missing: the field
                that a refusal asks for.
        """
        self._missing = missing
        for part in parts:
            self._scroll.body.addWidget(part)
        self._scroll.body.addStretch()
        self.body.addWidget(self._scroll, 1)
        for widget in (*kept, *buttons):
            self.body.addWidget(widget)

    def needed_width(self) -> int:
        """As wide as all that is in it needs."""
        inside = self._scroll.body.parentWidget()
        assert inside is not None
        return inside.minimumSizeHint().width() + 2 * PADDING + SCROLL_ROOM

    def show_foot(self) -> None:
        """Scroll to the end: the last key of a PIN is there."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def lead_into_missing(self, code: str) -> None:
        """Give the field that this refusal asks for the keyboard, and show it."""
        field = self._missing(code)
        if field is not None:
            field.setFocus()
            self._scroll.ensureWidgetVisible(field)
