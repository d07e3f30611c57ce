"""The line under an article's places from which another store is asked for some."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.actions import STOCK_ASK, STOCK_ASK_MORE, STOCK_ASK_SEND, Action
from desktop.screens.stock.state import Part, StockState
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import PrimaryButton, QuietButton, Text


class AskBar(QWidget):
    """What is being asked for, and of whom; offered beside the places, where one sees who has some."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stock_ask_bar")
        self.ask = Action(STOCK_ASK, self)
        self.more = Action(STOCK_ASK_MORE, self)
        self.send = Action(STOCK_ASK_SEND, self)
        self._said = Text("", TextRole.BODY_STRONG, "ink", name="stock_asking", wrap=True)
        self._ask, self._more = QuietButton("", name="stock_ask"), QuietButton("", name="stock_ask_more")
        self._send = PrimaryButton("", name="stock_ask_send")
        for action, button in ((self.ask, self._ask), (self.more, self._more), (self.send, self._send)):
            action.drive(button)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(8)
        line.addWidget(self._ask)
        line.addWidget(self._more)
        line.addStretch()
        line.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._said)
        column.addLayout(line)

    def actions_here(self) -> list[Action]:
        """What can be done here."""
        return [self.ask, self.more, self.send]

    def show_state(self, state: StockState) -> None:
        """Show what is being asked for."""
        asking = state.asking if state.page is not None else None
        is_asked = asking is not None and asking.location_id > 0
        self.ask.setEnabled(state.page is not None and state.may_ask)
        is_here = asking is not None or state.side.part is Part.PLACES
        self.setVisible(self.ask.isEnabled() and is_here)
        self.ask.say(translate("Stock", "Another store") if is_asked else "")
        for action, button in ((self.more, self._more), (self.send, self._send)):
            action.setEnabled(is_asked)
            button.setVisible(is_asked)
        self._said.setVisible(asking is not None)
        if asking is None:
            return
        if not is_asked:
            self._said.setText(translate("Stock", "No other store has any to send."))
            return
        words = translate("Stock", "Ask {place} for {count}? It has {available}, and a manager approves it.")
        self._said.setText(words.format(place=asking.name, count=asking.quantity, available=asking.available))
