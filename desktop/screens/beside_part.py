"""Who signs beside whoever works here: the names, and the PIN of the one who was chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.beside import Beside
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import PinDots, PinPad, Text
from desktop.shell.widgets.chips import Chip, Chips


class BesidePart(QWidget):
    """Asks for somebody's PIN within the page; the session of who works here stays.

    Signals:
        signer_chosen: staff id.
        pin_given: what was typed, at Enter.
    """

    signer_chosen = Signal(str)
    pin_given = Signal(str)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = Text("", TextRole.BODY_STRONG, wrap=True)
        self.signers = Chips(name=f"{name}_signer")
        self.signers.chosen.connect(self.signer_chosen)
        self.dots = PinDots(name=f"{name}_pin")
        self.dots.entered.connect(self._enter)
        self.pad = PinPad(name=f"{name}_pad")
        self.pad.drive(self.dots)
        self._trouble = Text("", TextRole.BODY, "bad", name=f"{name}_trouble", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._title, self.signers, self.dots, self._trouble, self.pad):
            column.addWidget(part)
        self._shown: Beside | None = None

    def show_beside(self, beside: Beside) -> None:
        """Ask."""
        before, self._shown = self._shown, beside
        if not beside.signers and beside.may_wait:
            self._title.setText(translate("Beside", "Nobody else here may sign. It can wait under Approve."))
        elif not beside.signers:
            self._title.setText(
                translate("Beside", "Nobody else here may allow it. Come back to it when a manager is here.")
            )
        elif beside.chosen:
            self._title.setText(translate("Beside", "{name}, your PIN:").format(name=beside.name))
        else:
            self._title.setText(translate("Beside", "Who signs?"))
        chips = [Chip(one.id, one.name) for one in beside.signers]
        self.signers.show_chips(chips, beside.chosen)
        for part in (self.dots, self.pad):
            part.setVisible(bool(beside.chosen))
            part.setEnabled(not beside.is_checking)
        self._trouble.setText(sentence(beside.trouble) if beside.trouble is not None else "")
        self._trouble.setVisible(beside.trouble is not None)
        is_anew = before is None or before.chosen != beside.chosen
        if is_anew or (beside.trouble is not None and not beside.is_checking):
            self.dots.clear()
            self.dots.is_wrong = beside.trouble is not None
        if beside.chosen and not beside.is_checking and self.isVisible():
            self.dots.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nobody is asked any more."""
        self._shown = None
        self.dots.clear()

    def submit(self) -> None:
        """As Enter on the dots."""
        self.dots.submit()

    def _enter(self, pin: str) -> None:
        self.pin_given.emit(pin)
