"""What was found for what was typed; and, beside a customer's returns, the way to a sale of elsewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.returns import words
from desktop.screens.returns.state import ReturnsState
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Column, EdgeLine, QuietButton, RowList, SecondaryButton, Text

COLUMNS = (Column(stretch=11), Column(stretch=11, hide_below=620), Column(align_right=True))


class FoundPart(QWidget):
    """The list, and below it what is not on it.

    Attributes:
        results: sales, and a customer's returns.
    """

    def __init__(self, ask: Action, slip: Action, no_proof: Action) -> None:
        super().__init__()
        self.results = RowList(COLUMNS, name="returns_results", meaning="", opens=True)
        self._elsewhere = QWidget()
        self._said = Text("", TextRole.BODY, "ink2", name="returns_elsewhere", wrap=True)
        self._ask = SecondaryButton("", name="returns_ask_beside")
        ask.drive(self._ask)
        line = EdgeLine()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._said, 1)
        # What the refusal of a sale that nobody knows sends people to.
        for without, name in ((slip, "returns_slip_beside"), (no_proof, "returns_no_proof_beside")):
            button = QuietButton("", name=name)
            without.drive(button)
            line.addWidget(button)
        line.addWidget(self._ask)
        self._elsewhere.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.results, 1)
        column.addWidget(self._elsewhere)

    def show_state(self, state: ReturnsState) -> None:
        """Show what was found."""
        self.results.setAccessibleName(translate("Returns", "Sales and returns found"))
        self.results.show_rows(words.found_rows(state))
        if state.chosen and self.results.current_key() != state.chosen:
            self.results.choose(state.chosen)
        self._elsewhere.setVisible(state.is_looked_for)
        self._ask.setVisible(state.may_ask or state.is_asking)
        said = (
            translate("Returns", "Headquarters has found it")
            if state.coming
            else translate("Returns", "Only returns are found, not the sale")
        )
        self._said.setText(said)
