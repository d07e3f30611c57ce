"""Why a label is printed again: three answers, each with its number."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.preparation.state import PreparationState, ReprintReason
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Choice, Choices, Text

_WORDS = {
    ReprintReason.UNREADABLE: QT_TRANSLATE_NOOP("Prepare", "It cannot be read"),
    ReprintReason.LOST: QT_TRANSLATE_NOOP("Prepare", "It is lost"),
    ReprintReason.NEVER_CAME: QT_TRANSLATE_NOOP("Prepare", "It never came out of the printer"),
}


class ReprintPart(QWidget):
    """Asks why.

    Signals:
        reason_chosen: a `ReprintReason`.
    """

    reason_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", TextRole.HEADLINE, name="reprint_title", wrap=True)
        self._hint = Text("", TextRole.BODY, "ink2", name="reprint_hint", wrap=True)
        self._choices = Choices(name="reprint_reasons")
        self._choices.chosen.connect(lambda key: self.reason_chosen.emit(ReprintReason(key)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self._choices)
        column.addStretch()

    def show_state(self, _state: PreparationState) -> None:
        """Ask in the language of now."""
        self._title.setText(translate("Prepare", "Why is the label printed again?"))
        self._hint.setText(
            translate("Prepare", "It comes out with the same parcel number. Throw the old one away.")
        )
        self._choices.show_choices(
            [
                Choice(reason.value, translate("Prepare", words), shortcut=str(number))
                for number, (reason, words) in enumerate(_WORDS.items(), 1)
            ]
        )

    def choose(self, number: int) -> None:
        """Give the answer of this number, from 1."""
        if 1 <= number <= len(_WORDS):
            self.reason_chosen.emit(list(_WORDS)[number - 1])
