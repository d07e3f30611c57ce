"""Under the parcels: what their customer wrote, and what comes after packing."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.amounts import quoted
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Divider, Text


class PackedNext(QWidget):
    """The customer's note where it is acted on, as large as the title of a part; then the bin, and the label.

    Where there is little height only the note is left.
    """

    def __init__(self) -> None:
        super().__init__()
        self._wrote = Text("", TextRole.LABEL, "ink3")
        self._note = Text("", TextRole.TITLE, name="pack_note", wrap=True)
        # Goes with it: without a note the line stands as near to the parcels as they to one another.
        self._note.setContentsMargins(0, 0, 0, 2 * GRID)
        self._divider = Divider()
        self._label = Text("", TextRole.LABEL, "ink3")
        self._then = Text("", TextRole.TITLE, "ink2", name="pack_then", wrap=True)
        self._what = Text("", TextRole.BODY, "ink2", name="pack_then_what", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(0)
        column.addWidget(self._wrote)
        column.addWidget(self._note)
        for part in (self._divider, self._label, self._then, self._what):
            if part is self._label:
                column.addSpacing(GRID)
            column.addWidget(part)

    def show_state(self, note: str, parcels: int) -> None:
        """Show the customer's note, if there is one, and what so many parcels wait for."""
        self._wrote.setText(translate("Prepare", "The customer wrote"))
        self._note.setText(quoted(note) if note else "")
        for part in (self._wrote, self._note):
            part.setVisible(bool(note))
        self._label.setText(translate("Prepare", "Then"))
        is_one = parcels == 1
        self._then.setText(
            translate("Prepare", "Into its bin") if is_one else translate("Prepare", "Into their bins")
        )
        self._what.setText(
            translate("Prepare", "Its label prints as soon as it is packed")
            if is_one
            else translate("Prepare", "Their labels print as soon as they are packed")
        )

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough."""
        for part in (self._divider, self._label, self._then, self._what):
            part.setVisible(not is_low)
