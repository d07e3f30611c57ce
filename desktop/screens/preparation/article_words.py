"""An article in words, large, as each part of Prepare shows the one it is about."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.fulfilments import Line
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Text

PICTURE = QSize(200, 240)
"""The swatch beside it."""
LARGE_PICTURE, PICTURE_SHARE = QSize(320, 384), 0.4
"""The same where there is room: the largest, and how much of the width it may take."""
SPACING, BESIDE = 6, 32


class ArticleWords(QWidget):
    """Its name, and under it size and colour."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self._name = Text("", TextRole.HEADLINE, name=f"{name}_name", wrap=True)
        self._size = Text("", TextRole.TITLE, name=f"{name}_size")
        self._colour = Text("", TextRole.LEAD, name=f"{name}_colour", elide=True)
        what = QHBoxLayout()
        # A space, as behind the dot.
        what.setSpacing(self._colour.fontMetrics().horizontalAdvance(" "))
        what.addWidget(self._size)
        what.addWidget(self._colour, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self._name)
        column.addLayout(what)

    def show_line(self, line: Line) -> None:
        """Show another article."""
        self._name.setText(line.name)
        self._size.setText(line.size)
        self._size.setVisible(bool(line.size))
        self._colour.setText(f"· {line.colour}" if line.size and line.colour else line.colour)
