"""A few choices side by side, under the words that say what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.shell.theme import TextRole
from desktop.shell.widgets.segments import Segments
from desktop.shell.widgets.text import Text

LABEL_GAP = 4
"""Px between a label and what it is of, as in a field."""


class Labelled(QVBoxLayout):
    """Choices with their label: seen and hidden together."""

    def __init__(self, choices: Segments) -> None:
        super().__init__()
        self._choices = choices
        self._label = Text("", TextRole.LABEL, "ink2", name=f"{choices.objectName()}_label")
        self.setSpacing(LABEL_GAP)
        self.addWidget(self._label)
        self.addWidget(choices, 0, Qt.AlignmentFlag.AlignLeft)

    def set_visible(self, is_visible: bool) -> None:
        """Show or hide both."""
        self._label.setVisible(is_visible)
        self._choices.setVisible(is_visible)

    def set_label(self, label: str) -> None:
        """Name the choices, for the eye and for a screen reader."""
        self._label.setText(label)
        self._choices.setAccessibleName(label)
