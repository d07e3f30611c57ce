"""Step 3, the money: how much, to which means, why, who signs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.actions import Action
from desktop.screens.beside_part import BesidePart
from desktop.screens.returns import money_said
from desktop.screens.returns.deed_card import DeedCard
from desktop.screens.returns.exchange_part import ExchangePart
from desktop.screens.returns.state import Proof, ReturnsState
from desktop.shell.amounts import money_words
from desktop.shell.lacking import show_lacks
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Field, PrimaryButton, SecondaryButton, StepHeader, StepState, Text
from desktop.shell.widgets.facts import empty
from desktop.shell.widgets.note import Note

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class MoneyPart(DeedCard):
    """The amount and the way to it.

    Signals:
        reason_typed: why it is taken back all the same.
    """

    reason_typed = Signal(str)

    def __init__(self, go: Action, credit: Action, later: Action, exchange: Action) -> None:
        super().__init__(name="returns_money")
        self.header = StepHeader(3, "", StepState.WAITING, name="returns_step_money")
        self._amount = Text("", TextRole.NUMBER, name="returns_amount")
        self._means = Text("", TextRole.BODY, "ink2", name="returns_means", wrap=True)
        self._sums = QWidget()
        self._grid = QGridLayout(self._sums)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[str, str]] = []
        self.notice = Note(name="returns_notice")
        self.reason = Field("", name="returns_override")
        self.reason.line.textEdited.connect(self.reason_typed)
        self._trouble = Text("", TextRole.BODY_STRONG, "bad", name="returns_trouble", wrap=True)
        self._lacks = Text("", TextRole.LABEL, "ink2", name="returns_lacks", wrap=True)
        self.beside = BesidePart(name="returns_beside")
        self.instead = ExchangePart(exchange)
        self._go, self._credit, self._later = (
            PrimaryButton("", name="returns_go"),
            SecondaryButton("", name="returns_credit"),
            SecondaryButton("", name="returns_later"),
        )
        self._exchange = SecondaryButton("", name="returns_exchange_button")
        exchange.drive(self._exchange)
        for action, button in ((go, self._go), (credit, self._credit), (later, self._later)):
            action.drive(button)
        self.hold(
            (
                self.header, self._amount, self._means, self._sums, self.notice, self.reason, self.instead,
                self.beside,
            ),
            (self.instead.sending.promise, self._trouble, self._lacks),
            (self._exchange, self._later, self._credit, self._go),
            lambda code: (
                self.reason.line if code == "override_without_reason" else self.instead.sending.missing(code)
            ),
        )  # fmt: skip

    def show_state(self, state: ReturnsState) -> None:
        """Show what it comes to."""
        self.header.set_title(translate("Returns", "The money"))
        self.header.set_state(StepState.CURRENT if state.is_complete else StepState.WAITING)
        money, currency = state.money, state.currency
        self._amount.setText(money_words(money.to_pay_cents or money.total_cents, currency))
        self._amount.set_colour("ink" if state.has_money else "ink3")
        self._means.setText(money_said.money_means(state))
        # Somebody who types a PIN needs the room, and nothing else.
        is_asking = state.beside is not None
        self._means.setVisible(state.has_money and not is_asking)
        self._show_rows(money_said.money_rows(state) if state.has_money and not is_asking else [])
        self.instead.show_state(state)
        self._exchange.setVisible(state.proof is not Proof.SLIP and not is_asking and not state.is_choosing)
        self._sums.setVisible(bool(self._rows))
        self.notice.say("" if is_asking else money_said.notice_words(state))
        self._show_reason(state)
        said = state.said or (money.trouble if state.is_complete else None)
        self._trouble.setText(sentence(said) if said is not None else "")
        self._trouble.setVisible(said is not None)
        show_lacks(self._lacks, money_said.lack_words(state), self._go, self._later)
        self.beside.setVisible(is_asking)
        if state.beside is not None:
            self.beside.show_beside(state.beside)
        else:
            self.beside.forget()
        # While something is chosen, where the rest goes back is still to be said.
        is_asked = not state.is_choosing or bool(state.money.total_cents and state.instead)
        self._credit.setVisible(state.sale is not None and not is_asking and is_asked)
        self._later.setVisible(state.may_wait and not is_asking)

    def _show_reason(self, state: ReturnsState) -> None:
        is_asked = bool(state.uncovered) and state.proof is not Proof.SLIP and state.beside is None
        self.reason.set_label(translate("Returns", "Why is it taken back all the same?"))
        self.reason.setVisible(is_asked)
        if not state.override_reason and not self.reason.line.hasFocus():
            self.reason.line.clear()

    def _show_rows(self, rows: list[tuple[str, str]]) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        empty(self._grid)
        for place, (name, value) in enumerate(rows):
            self._grid.addWidget(Text(name, TextRole.LABEL, "ink2", wrap=True), place, 0)
            self._grid.addWidget(Text(value, TextRole.LABEL, "ink", align=_RIGHT), place, 1)
