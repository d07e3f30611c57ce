"""A few choices side by side, under the words that say what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.theme import TextRole
from desktop.shell.widgets.segments import Segments
from desktop.shell.widgets.text import Text

LABEL_GAP = 4
"""Px between a label and what it is of, as in a field."""


class Labelled(QWidget):
    """Choices with their label: seen and hidden together."""

    def __init__(self, choices: Segments, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._label = Text("", TextRole.LABEL, "ink2", name=f"{choices.objectName()}_label")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_GAP)
        column.addWidget(self._label)
        column.addWidget(choices, 0, Qt.AlignmentFlag.AlignLeft)

    def set_label(self, label: str) -> None:
        """Name the choices, for the eye and for a screen reader."""
        self._label.setText(label)
        self._choices.setAccessibleName(label)
