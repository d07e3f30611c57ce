"""The line under an article's places from which another store is asked for some."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import (
    STOCK_ASK,
    STOCK_ASK_EMPTY,
    STOCK_ASK_LIST,
    STOCK_ASK_MORE,
    STOCK_ASK_SEND,
    Action,
)
from desktop.screens.stock import ask_words as words
from desktop.screens.stock.state import Part, StockState
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import PrimaryButton, QuietButton, SecondaryButton, Text, stand

ONE_LINE_FROM = 840
"""Width, px, from which all four stand in one line."""
SPACE = 2
"""Place of what is free between the buttons of the last line."""


class AskBar(QWidget):
    """What is being asked for, and of whom; offered beside the places, where one sees who has some."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stock_ask_bar")
        self.ask = Action(STOCK_ASK, self)
        self.more = Action(STOCK_ASK_MORE, self)
        self.list = Action(STOCK_ASK_LIST, self)
        self.empty = Action(STOCK_ASK_EMPTY, self)
        self.send = Action(STOCK_ASK_SEND, self)
        self._listed = Text("", TextRole.BODY, "ink2", name="stock_asked_list", elide=True)
        self._said = Text("", TextRole.BODY_STRONG, "ink", name="stock_asking", wrap=True)
        self._ask = SecondaryButton("", name="stock_ask")
        # With frames: they end a line, and there is no margin for a quiet one's unseen edge to reach into.
        self._more, self._list = (
            SecondaryButton("", name="stock_ask_more"),
            SecondaryButton("", name="stock_ask_list"),
        )
        self._empty = QuietButton("", name="stock_ask_empty")
        self._send = PrimaryButton("", name="stock_ask_send")
        self._buttons = (
            (self.ask, self._ask),
            (self.more, self._more),
            (self.list, self._list),
            (self.empty, self._empty),
            (self.send, self._send),
        )
        for action, button in self._buttons:
            action.drive(button)
        # Two and two, each as wide as the one above it; in one line with the others they would be wider than
        # the places beside an article, and press it together.
        self._how_many = QWidget()
        how_many = QHBoxLayout(self._how_many)
        how_many.setContentsMargins(0, 0, 0, 0)
        how_many.setSpacing(GRID)
        how_many.addWidget(self._more, 1)
        how_many.addWidget(self._list, 1)
        line = self._line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._ask)
        line.addWidget(self._empty)
        line.addStretch(1)
        line.addWidget(self._send)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._listed)
        told.addWidget(self._said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(told)
        lines = self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        lines.setSpacing(GRID)
        lines.addWidget(self._how_many, 1)
        lines.addLayout(line, 1)
        column.addLayout(lines)

    def actions_here(self) -> list[Action]:
        """What can be done here."""
        return [action for action, _ in self._buttons]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under an article there is width for one line, and no height for two."""
        super().resizeEvent(event)
        stand(self._lines, is_across=self.width() >= ONE_LINE_FROM)

    def show_state(self, state: StockState) -> None:
        """Show what is being asked for, and what is asked for with it."""
        asking = state.asking if state.page is not None else None
        listed = state.listed
        is_asked = asking is not None and asking.location_id > 0
        self.ask.setEnabled(state.page is not None and state.may_ask)
        is_here = asking is not None or bool(listed.lines) or state.side.part is Part.PLACES
        self.setVisible(self.ask.isEnabled() and is_here)
        self.ask.say(words.ask_button(listed, is_asked=is_asked))
        self.list.setEnabled(asking is not None and is_asked and words.may_join(asking, listed))
        self.more.setEnabled(is_asked)
        self.empty.setEnabled(bool(listed.lines) and not is_asked)
        self.send.setEnabled(is_asked or bool(listed.lines))
        self.send.say(words.send_button(asking, listed))
        for action, button in self._buttons[1:]:
            button.setVisible(action.isEnabled())
        self._how_many.setVisible(is_asked)
        # What is on the list is of one store: there is no other to turn to.
        self._ask.setVisible(not (listed.lines and is_asked))
        for button in (self._ask, self._send):
            self._line.setStretchFactor(button, 1 if is_asked else 0)
        self._line.setStretch(SPACE, 0 if is_asked else 1)
        self._listed.setText(words.listed_words(listed))
        self._listed.setVisible(bool(listed.lines))
        self._said.setText(words.asking_words(asking, listed))
        self._said.setVisible(asking is not None)
