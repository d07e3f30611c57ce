"""Under the parcels: what comes after packing."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Divider, Text


class PackedNext(QWidget):
    """The bin, and the label. Not seen where there is little height."""

    def __init__(self) -> None:
        super().__init__()
        self._label = Text("", TextRole.LABEL, "ink3")
        self._then = Text("", TextRole.TITLE, "ink2", name="pack_then", wrap=True)
        self._what = Text("", TextRole.BODY, "ink2", name="pack_then_what", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(0)
        column.addWidget(Divider())
        column.addSpacing(GRID)
        for part in (self._label, self._then, self._what):
            column.addWidget(part)

    def show_count(self, parcels: int) -> None:
        """Show what so many parcels wait for."""
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
