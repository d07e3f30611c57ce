"""The ways to part with less than all of an order: a part, nothing, or first to try it on."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.handover import part_words
from desktop.screens.handover.opened import Opened
from desktop.shell.theme import TextRole
from desktop.shell.widgets import SecondaryButton, Text

WAYS = {"part": (0, 0), "rest": (0, 1), "try": (0, 1), "nothing": (0, 2), "line": (1, 0)}
"""Each with its place; of two in one place, one is seen at a time."""


class PartBar(QWidget):
    """Buttons, two in a line, and what becomes of the rest."""

    def __init__(self, actions: dict[str, Action]) -> None:
        super().__init__()
        self.setObjectName("hand_over_part_bar")
        self._buttons = {way: SecondaryButton("", name=f"hand_over_{way}_button") for way in WAYS}
        self._rest = Text("", TextRole.BODY_STRONG, "warn", name="hand_over_rest_words", wrap=True)
        grid = self._grid = QGridLayout()
        grid.setSpacing(8)
        for way, button in self._buttons.items():
            actions[way].drive(button)
            grid.addWidget(button, *WAYS[way])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._rest)
        column.addLayout(grid)

    def show_order(self, opened: Opened) -> None:
        """Offer what can be done with an order of this kind, as far as it has come."""
        self.setVisible(opened.is_for_a_customer and not opened.is_unheard)
        self._buttons["rest"].setVisible(opened.is_part)
        self._buttons["try"].setVisible(not opened.is_part)
        self._buttons["line"].setVisible(opened.is_part)
        # Alone in its line it takes the whole of it.
        self._grid.addWidget(self._buttons["nothing"], *WAYS["nothing"], 1, 1 if opened.is_part else 2)
        words = part_words.rest_words(opened)
        self._rest.setText(words)
        self._rest.setVisible(bool(words))
