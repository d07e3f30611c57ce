"""Returns as it is seen: one field, what it finds, and the three steps side by side."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.handover.scan_line import ScanLine
from desktop.screens.returns import words
from desktop.screens.returns.card_part import CardPart
from desktop.screens.returns.ends import AskingPart, DonePart
from desktop.screens.returns.found_part import FoundPart
from desktop.screens.returns.goods_part import GoodsPart
from desktop.screens.returns.money_part import MoneyPart
from desktop.screens.returns.opened_part import OpenedPart
from desktop.screens.returns.sale_part import SalePart
from desktop.screens.returns.state import Proof, ReturnsState, Sight
from desktop.screens.returns.taking_part import TakingPart
from desktop.screens.returns.view_actions import ReturnsActions
from desktop.screens.returns.view_keys import OPEN, is_list_key, is_text
from desktop.screens.returns.view_leads import Leads
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from desktop.shell.widgets import EdgeLine, FeedbackBar, QuietButton, SearchField, Stack


class ReturnsView(ScreenPage):
    """The page.

    Signals:
        search_wanted: what is typed; chosen: id of the row that is selected; open_wanted: open it;
            ask_wanted: ask headquarters for what is not found here.
        known_wanted: id of a return that waits.
        without_wanted: go on without the sale, as this `Proof`.
        digit_typed: a reason by its digit, or a means of an open return; answered: yes or no.
        step_wanted: a unit more or less of the line in hand; toggle_wanted: the selected line is brought
            back, or is not.
        go_wanted, credit_wanted, later_wanted, goodwill_wanted, exchange_wanted, drop_wanted, print_wanted,
            back_wanted: the actions; next_wanted: what is due of what is done, or open.

    Attributes:
        can: the actions.
    """

    search_wanted = Signal(str)
    chosen = Signal(str)
    open_wanted = Signal()
    ask_wanted = Signal()
    known_wanted = Signal(str)
    without_wanted = Signal(object)
    digit_typed = Signal(int)
    answered = Signal(bool)
    step_wanted = Signal(int)
    toggle_wanted = Signal()
    go_wanted = Signal()
    credit_wanted = Signal()
    later_wanted = Signal()
    goodwill_wanted = Signal()
    exchange_wanted = Signal()
    drop_wanted = Signal()
    print_wanted = Signal()
    next_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="returns")
        self._state = ReturnsState()
        self.can = can = ReturnsActions(self)
        for action, wanted in (
            (can.back, self.back_wanted),
            (can.ask, self.ask_wanted),
            (can.credit, self.credit_wanted),
            (can.later, self.later_wanted),
            (can.goodwill, self.goodwill_wanted),
            (can.exchange, self.exchange_wanted),
            (can.drop, self.drop_wanted),
            (can.print_again, self.print_wanted),
        ):
            action.triggered.connect(wanted)
        can.go.triggered.connect(self._go)
        for action, proof in ((can.slip, Proof.SLIP), (can.no_proof, Proof.NONE)):
            action.triggered.connect(lambda _checked=False, proof=proof: self.without_wanted.emit(proof))
        for action, is_yes in ((can.yes, True), (can.no, False)):
            action.triggered.connect(lambda _checked=False, is_yes=is_yes: self.answered.emit(is_yes))
        self.search = SearchField("", name="returns_search", is_large=True)
        self.search.edited.connect(self.search_wanted)
        self.search.line.installEventFilter(self)
        self._another = QuietButton("", name="returns_another")
        can.back.drive(self._another)
        self.scan_line = ScanLine(name="returns_scan")
        self.feedback = FeedbackBar(name="returns_feedback")
        self.asking = AskingPart(can.go, can.slip, can.no_proof)
        self.asking.known.acted.connect(self.known_wanted)
        self._found = FoundPart(can.ask, can.slip, can.no_proof)
        self.results = self._found.results
        self.results.chosen.connect(self.chosen)
        self.results.acted.connect(self._open_row)
        self.sale, self.goods = SalePart(), GoodsPart(can.photo)
        self.sale.customer_told.connect(lambda: self.give_keys_to(None))
        can.photo.triggered.connect(self.goods.photo.choose)
        self.money = MoneyPart(can.go, can.credit, can.later, can.exchange)
        self.done = DonePart(can.go)
        self.opened = OpenedPart(
            can.go, can.goodwill, can.drop, can.exchange, can.later, can.give_back, can.print_again,
            (can.means, can.unmeans),
        )  # fmt: skip
        self.card = CardPart(can.go)
        self._lay_out()
        self.speak()

    def show_state(self, state: ReturnsState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        has_closed = (before.is_choosing and not state.is_choosing) or (before.gesture and not state.gesture)
        if has_closed:
            self.give_keys_to(None)
        is_open = state.sight in OPEN
        if self.search.text() != state.wanted:
            self.search.set_text(state.wanted)
        self._head.setVisible(not is_open)
        self.scan_line.setVisible(is_open)
        self._another.setVisible(is_open)
        said = sentence(state.said) if state.said is not None and not is_open else ""
        if said:
            self.feedback.bad(said)
        else:
            self.feedback.clear()
        self.feedback.setVisible(bool(said))
        self.scan_line.say(words.scan_words(state))
        self.can.show_state(state)
        self._show_part(state)
        self._leads.follow(before, state)

    def speak(self) -> None:
        self.search.set_hint(
            translate("Returns", "Receipt, order, serial number, article, name, card’s last 4 digits, day")
        )
        self.can.say()
        self.opened.speak()
        self.card.speak()
        self.sale.speak()
        self.goods.speak()
        self.show_state(self._state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_for_list = watched is self.search.line and is_list_key(event)
        if is_for_list and self._state.sight is Sight.FOUND:
            QCoreApplication.sendEvent(self.results, event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if self._state.sight is Sight.OPENED and self._state.gesture is None and text.isdecimal():
            self.digit_typed.emit(int(text))
            return
        is_taking = self._state.sight is Sight.TAKING and self._state.beside is None
        if is_taking and event.matches(QKeySequence.StandardKey.Paste) and self.goods.photo.paste():
            return
        if is_taking and text:
            if text.isdecimal():
                self.digit_typed.emit(int(text))
                return
            if text == " ":
                self.toggle_wanted.emit()
                return
            if text in "+-":
                self.step_wanted.emit(1 if text == "+" else -1)
                return
        if not self._typed(event):
            super().keyPressEvent(event)

    def _go(self) -> None:
        state = self._state
        if state.sight is Sight.FOUND:
            self.open_wanted.emit()
        elif state.may_ask:
            self.ask_wanted.emit()
        elif state.sight is Sight.OPENED and state.beside is not None:
            self.opened.beside.submit()
        elif state.sight in (Sight.DONE, Sight.OPENED, Sight.CARD):
            self.next_wanted.emit()
        elif state.beside is not None:
            self.money.beside.submit()
        elif state.sight is Sight.TAKING:
            self.go_wanted.emit()

    def _typed(self, event: QKeyEvent) -> bool:
        """Take a letter or digit that nobody else wanted into the field; False for any other key."""
        is_searching = self._state.sight not in OPEN and not self.search.line.hasFocus()
        if not is_text(event) or not is_searching:
            return False
        self.search.line.setFocus()
        self.search.line.setText(event.text())
        self.search_wanted.emit(event.text())
        return True

    def _open_row(self, key: str) -> None:
        self.chosen.emit(key)
        self.open_wanted.emit()

    def _show_part(self, state: ReturnsState) -> None:
        self._found.show_state(state)
        self.asking.show_state(state)
        if state.sight is Sight.TAKING:
            self.sale.show_state(state)
            self.goods.show_state(state)
            self.money.show_state(state)
        self.opened.show_state(state)
        self.card.show_state(state)
        if state.done is not None:
            self.done.show_done(state.done)
        shown = {
            Sight.ASKING: self.asking,
            Sight.FOUND: self._found,
            Sight.TAKING: self._taking,
            Sight.DONE: self.done,
            Sight.OPENED: self.opened,
            Sight.CARD: self.card,
        }
        self._parts.setCurrentWidget(shown[state.sight])

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.search)
        bar = EdgeLine()
        bar.addWidget(self.scan_line, 1)
        bar.addWidget(self._another)
        self._parts = Stack()
        self._taking = TakingPart(self.sale, self.goods, self.money)
        for part in (self.asking, self._found, self._taking, self.done, self.opened, self.card):
            self._parts.addWidget(part)
        self.body.setSpacing(16)
        self.body.addWidget(self._head)
        self.body.addLayout(bar)
        self.body.addWidget(self.feedback)
        self.body.addWidget(self._parts, 1)
        self.lead_to(self.search.line)
        self._leads = Leads(self, self.search, self._taking, self.opened)
