"""How the customer gets what is taken instead: along, collected or sent home, and to whom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.rules.exchange_sending import Way
from desktop.screens.returns import exchange_words as words
from desktop.screens.returns.state import ReturnsState
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Field, Text
from desktop.shell.widgets.chips import Chips

_FIELDS = (
    ("name", 0, 0),
    ("phone", 0, 1),
    ("email", 1, 0),
    ("street", 1, 1),
    ("postcode", 2, 0),
    ("city", 2, 1),
)
"""By the names of `Sending`: line, column."""
_AT_HOME = ("street", "postcode", "city")


class SendingPart(QWidget):
    """The ways, what is promised of the chosen one, and the fields that it needs.

    Signals:
        way_given: key of the way; where_typed: all that is typed, by the names of `Sending`.

    Attributes:
        fields: by those names.
        promise: the sentence, for a place where it does not scroll away while they are filled in.
    """

    way_given = Signal(str)
    where_typed = Signal(dict)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.ways = Chips(name=f"{name}_ways")
        self.ways.chosen.connect(self.way_given)
        self.promise = Text("", TextRole.BODY_STRONG, name=f"{name}_promise", wrap=True)
        self._held = Text("", TextRole.LABEL, "ink2", name=f"{name}_held", wrap=True)
        self.fields = {key: Field("", name=f"{name}_{key}") for key, *_ in _FIELDS}
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for key, line, column in _FIELDS:
            grid.addWidget(self.fields[key], line, column)
            self.fields[key].line.textEdited.connect(self._tell)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(GRID)
        for part in (self.ways, self._held):
            column_of_all.addWidget(part)
        column_of_all.addLayout(grid)

    def show_state(self, state: ReturnsState) -> None:
        """Show it while there is a way to choose, and its fields while it is not along."""
        sending = state.sending
        self.setVisible(sending is not None or bool(state.offers))
        self.ways.show_chips(words.way_chips(state), words.key_of(sending.way if sending else None))
        for part in (self._held, *self.fields.values()):
            part.setVisible(sending is not None)
        self.promise.setVisible(sending is not None and state.beside is None)
        if sending is None:
            return
        self.promise.setText(words.promise_words(state))
        self._held.setText(words.terms_words(state))
        labels = {
            "name": translate("Returns", "For whom?"),
            "phone": translate("Returns", "Telephone"),
            "email": translate("Returns", "Email"),
            "street": translate("Returns", "Street"),
            "postcode": translate("Returns", "Postcode"),
            "city": translate("Returns", "Town"),
        }
        for key, field in self.fields.items():
            field.set_label(labels[key])
            field.setVisible(sending.way is Way.HOME or key not in _AT_HOME)
            if not field.line.hasFocus():
                field.line.setText(getattr(sending, key))

    def missing(self, code: str) -> QWidget | None:
        """The field that this refusal is about, where it is shown."""
        keys = {
            "exchange_without_name": ("name",),
            "exchange_without_reach": ("phone",),
            "exchange_without_address": _AT_HOME,
        }.get(code, ())
        lines = [self.fields[key].line for key in keys]
        return next((line for line in lines if line.isVisible() and not line.text().strip()), None)

    def _tell(self) -> None:
        self.where_typed.emit({key: field.text() for key, field in self.fields.items()})
