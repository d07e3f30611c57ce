"""Step 1, the sale: what was bought, when, whether it can come back, and of which lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.returns import words
from desktop.screens.returns.amounts import usual_verdict
from desktop.screens.returns.state import MAX_NAME_CHARS, Proof, ReturnsState
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Card, Column, Field, Pill, RowList, StepHeader, StepState, Text

COLUMNS = (Column(width=20), Column(stretch=1, wraps=True), Column(align_right=True))


class SalePart(QWidget):
    """The sale and its lines.

    Signals:
        line_looked_at: id of the line that is selected; line_wanted: this one is brought back.
        go_wanted: Enter on a line that is brought back already: on to the money.
        customer_typed: whose goods they are, where no sale is known; customer_told: that is all, at Enter.
    """

    customer_typed = Signal(str)
    customer_told = Signal()
    line_looked_at = Signal(str)
    line_wanted = Signal(str)
    go_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_showing = False
        self.header = StepHeader(1, "", StepState.CURRENT, name="returns_step_sale")
        self._title = Text("", TextRole.BODY_STRONG, name="returns_sale_title", wrap=True)
        self._hint = Text("", TextRole.BODY, "ink2", name="returns_sale_hint", wrap=True)
        self._pill = Pill(name="returns_verdict")
        self._why = Text("", TextRole.LABEL, "ink2", name="returns_why", wrap=True)
        card = Card(name="returns_sale", padding=16, spacing=4)
        pill = QHBoxLayout()
        pill.setContentsMargins(0, 8, 0, 4)
        pill.addWidget(self._pill)
        pill.addStretch()
        for part in (self._title, self._hint):
            card.body.addWidget(part)
        card.body.addLayout(pill)
        card.body.addWidget(self._why)
        self.customer = Field("", name="returns_customer")
        self.customer.line.setMaxLength(MAX_NAME_CHARS)
        self.customer.line.textEdited.connect(self.customer_typed)
        self.customer.line.returnPressed.connect(self.customer_told)
        self.lines = RowList(COLUMNS, name="returns_lines", meaning="", grows=True)
        self.lines.chosen.connect(self._choose)
        self.lines.acted.connect(self._act)
        self.lines.clicked.connect(lambda _index: self.line_wanted.emit(self.lines.current_key()))
        self._taken: frozenset[str] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.header)
        column.addWidget(card)
        column.addWidget(self.customer)
        column.addWidget(self.lines)
        column.addStretch()
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_state(self, state: ReturnsState) -> None:
        """Show the sale."""
        self.header.set_title(translate("Returns", "The sale"))
        self.header.set_state(StepState.DONE if state.takens else StepState.CURRENT)
        self._say_sale(state)
        self.customer.set_label(translate("Returns", "Customer’s name (optional)"))
        self.customer.setVisible(state.sale is None)
        if self.customer.text() != state.customer:
            self.customer.line.setText(state.customer)
        self._taken = frozenset(one.line.id for one in state.takens)
        self._is_showing = True
        self.lines.show_rows(words.line_rows(state))
        if state.current and self.lines.current_key() != state.current:
            self.lines.choose(state.current)
        self._is_showing = False
        self.lines.setVisible(bool(self.lines.rows()))

    def speak(self) -> None:
        """Name the list."""
        self.lines.setAccessibleName(translate("Returns", "What was bought"))

    def _say_sale(self, state: ReturnsState) -> None:
        sale = state.sale
        self._pill.setVisible(sale is not None and bool(sale.lines))
        if sale is None:
            is_slip = state.proof is Proof.SLIP
            title = (
                translate("Returns", "The sale is not found")
                if is_slip
                else translate("Returns", "No proof of purchase")
            )
            self._title.setText(title)
            self._hint.setText(translate("Returns", "Scan each article that is brought back."))
            self._why.setText(
                translate("Returns", "A slip is kept and completed once the sale is known.")
                if is_slip
                else translate("Returns", "Store credit at the lowest price of late, if a manager agrees.")
            )
            return
        self._title.setText(words.sale_title(sale))
        self._hint.setText(words.sale_hint(sale, state.now, state.timezone))
        if sale.lines:
            line = next((one for one in sale.lines if one.id == state.current), sale.lines[0])
            taken = state.taken
            verdict = taken.verdict if taken is not None else None
            verdict = verdict or usual_verdict(state.policy, sale, line, state.now, state.timezone)
            self._pill.show_look(words.verdict_look(verdict, state.now, state.timezone))
            self._why.setText(words.verdict_words(verdict, state.now, state.timezone))

    def _choose(self, key: str) -> None:
        if not self._is_showing:
            self.line_looked_at.emit(key)

    def _act(self, key: str) -> None:
        if key in self._taken:
            self.go_wanted.emit()
        else:
            self.line_wanted.emit(key)
