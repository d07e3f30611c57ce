"""Over the parcels: what their customer wrote."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.amounts import quoted
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Text

LONG = 120
"""Signs; a longer note would take the parcels' room in large letters."""


class PackNote(QWidget):
    """The customer's note where it is acted on, as large as the title of a part, or as what is strong in its
    text where it is long or there is little height. It does not scroll: it is in sight beside any number of
    parcels."""

    def __init__(self) -> None:
        super().__init__()
        self._is_low = self._is_long = False
        self._wrote = Text("", TextRole.LABEL, "ink3")
        self._note = Text("", TextRole.TITLE, name="pack_note", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._wrote)
        column.addWidget(self._note)
        self.hide()

    def show_note(self, note: str) -> None:
        """Show it; without one nothing is seen."""
        self._wrote.setText(translate("Prepare", "The customer wrote"))
        self._note.setText(quoted(note) if note else "")
        self._is_long = len(note) > LONG
        self._dress()
        self.setVisible(bool(note))

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough."""
        self._is_low = is_low
        self._dress()

    def _dress(self) -> None:
        is_low = self._is_low or self._is_long
        self._note.set_role(TextRole.BODY_STRONG if is_low else TextRole.TITLE)
