"""Returns before and after: the question with what was begun here, and what has just been done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.returns import money_said, words
from desktop.screens.returns.state import Done, ReturnsState
from desktop.shell.saying import translate
from desktop.shell.theme import GRID
from desktop.shell.widgets import Column, EmptyState, PrimaryButton, QuietButton, RowList

SAID_MOST = 240
"""Px for what is said: its buttons belong to it, and stand below it."""
KNOWN_COLUMNS = (Column(), Column(stretch=11), Column(align_right=True, hide_below=520))


class AskingPart(QWidget):
    """What is brought back? And what was begun here and is not over.

    Attributes:
        known: returns that wait.
    """

    def __init__(self, go: Action, slip: Action, no_proof: Action) -> None:
        super().__init__()
        self._nothing = EmptyState("put-back", name="returns_nothing")
        self.known = RowList(KNOWN_COLUMNS, name="returns_known", meaning="", opens=True)
        self._above, self._room = QWidget(), QWidget()
        self._ask = PrimaryButton("", name="returns_ask")
        go.drive(self._ask)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._ask)
        for action, name in ((slip, "returns_slip_button"), (no_proof, "returns_no_proof_button")):
            button = QuietButton("", name=name)
            action.drive(button)
            buttons.addWidget(button)
        buttons.addStretch()
        self._nothing.setMaximumHeight(SAID_MOST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._above, 2)
        column.addWidget(self._nothing, 4)
        column.addLayout(buttons)
        column.addSpacing(2 * GRID)
        column.addWidget(self.known, 3)
        column.addWidget(self._room, 3)

    def show_state(self, state: ReturnsState) -> None:
        """Ask."""
        self.known.setAccessibleName(translate("Returns", "Returns begun here"))
        self.known.show_groups(words.known_groups(state))
        self.known.setVisible(bool(state.open_returns))
        for room in (self._above, self._room):
            room.setVisible(not state.open_returns)
        self._ask.setVisible(state.may_ask or state.is_asking)
        if state.coming:
            self._nothing.say(
                translate("Returns", "Headquarters has found it"),
                translate("Returns", "It comes here in a moment."),
            )
        elif state.slip is not None and not state.nothing_found:
            self._nothing.say(
                translate("Returns", "Which sale is {number} of?").format(number=state.slip.number),
                translate(
                    "Returns", "Search it; what is on the slip is found on it, and its money proposed."
                ),
            )
        elif state.nothing_found:
            self._nothing.say(
                translate("Returns", "This sale is not found"),
                translate(
                    "Returns",
                    "Take the goods with a slip that is completed later, or by policy without proof.",
                ),
            )
        else:
            self._nothing.say(
                translate("Returns", "What is brought back?"),
                translate(
                    "Returns", "Scan the receipt or the article; without either, search by name, card or day."
                ),
            )


class DonePart(QWidget):
    """What has just been taken back, and the way to the next customer."""

    def __init__(self, go: Action) -> None:
        super().__init__()
        self._done = EmptyState("check", name="returns_done")
        following = PrimaryButton("", name="returns_next")
        go.drive(following)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(following)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._done.setMaximumHeight(SAID_MOST)
        column.addStretch(2)
        column.addWidget(self._done, 4)
        column.addLayout(line)
        column.addStretch(3)

    def show_done(self, done: Done) -> None:
        """Say it."""
        icon = "waiting" if money_said.is_waiting(done) else "check"
        self._done.say(money_said.done_title(done), money_said.done_hint(done), icon=icon)
