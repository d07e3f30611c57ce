"""The ways to part with less than all of an order: a part, nothing, or first to try it on."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.handover import part_words
from desktop.screens.handover.opened import Opened
from desktop.shell.theme import TextRole
from desktop.shell.widgets import SecondaryButton, Text

WAYS = {"part": (0, 0), "rest": (0, 1), "try": (0, 1), "nothing": (1, 0), "line": (1, 1)}
"""Each with its place; of two in one place, one is seen at a time."""
THREE_FROM = 640
"""Width, px, from which three stand in one line."""


class PartBar(QWidget):
    """Buttons, two in a line, or three where there are no more, and what becomes of the rest."""

    def __init__(self, actions: dict[str, Action]) -> None:
        super().__init__()
        self.setObjectName("hand_over_part_bar")
        self._is_part = False
        self._buttons = {way: SecondaryButton("", name=f"hand_over_{way}_button") for way in WAYS}
        self._rest = Text("", TextRole.BODY_STRONG, "warn", name="hand_over_rest_words", wrap=True)
        grid = self._grid = QGridLayout()
        grid.setSpacing(8)
        for way, button in self._buttons.items():
            actions[way].drive(button)
            grid.addWidget(button, *WAYS[way])
        self._placed = (*WAYS["nothing"], 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._rest)
        column.addLayout(grid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def show_order(self, opened: Opened) -> None:
        """Offer what can be done with an order of this kind, as far as it has come."""
        self.setVisible(opened.is_for_a_customer and not opened.is_unheard)
        self._buttons["rest"].setVisible(opened.is_part)
        self._buttons["try"].setVisible(not opened.is_part)
        self._buttons["line"].setVisible(opened.is_part)
        self._is_part = opened.is_part
        self._place()
        words = part_words.rest_words(opened)
        self._rest.setText(words)
        self._rest.setVisible(bool(words))

    def _place(self) -> None:
        """Beside the two others, or in a line of its own, which it then takes whole."""
        is_beside = not self._is_part and self.width() >= THREE_FROM
        place = (0, 2, 1, 1) if is_beside else (*WAYS["nothing"], 1, 1 if self._is_part else 2)
        if place != self._placed:
            self._placed = place
            self._grid.addWidget(self._buttons["nothing"], *place)
