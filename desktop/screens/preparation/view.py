"""Prepare as it is seen: the queue; or the pick list, the work of this phase, and the order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.preparation import words
from desktop.screens.preparation.order_card import WIDTH as ORDER_WIDTH
from desktop.screens.preparation.order_card import OrderCard
from desktop.screens.preparation.queue_part import QueuePart
from desktop.screens.preparation.round_card import RoundCard
from desktop.screens.preparation.said_words import said_sentence
from desktop.screens.preparation.state import Phase, PreparationState, Said
from desktop.screens.preparation.tote_tile import LARGE, ToteTile
from desktop.screens.preparation.work_actions import WorkActions, is_asked
from desktop.screens.preparation.work_parts import WorkParts
from desktop.screens.wired import ScreenPage
from desktop.shell.theme import TextRole, Tone
from desktop.shell.widgets import (
    Card,
    EdgeLine,
    FeedbackBar,
    MasterDetail,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Stack,
    Text,
)
from desktop.shell.widgets.buttons import Button

TICK_MS = 60_000
FOLD_BELOW, LOW, TALLEST = 1000, 700, 1160
"""Px: the width under which the order lies under the work, the height under which the parts leave things out,
and the height beyond which the buttons would be far from what they are about."""


class PreparationView(ScreenPage):
    """The page.

    Signals:
        go_wanted: do the next thing. order_wanted: take this fulfilment in hand.
        order_turned, round_wanted: take it into the round or out of it; propose a round.
        line_chosen, skip_wanted, serial_typed: picking.
        short_wanted, reason_chosen, units_wanted, others_wanted: what is short, why, how many, for whom else.
        substitute_wanted: the article that the customer is asked about.
        answered: the line that was in front, and whether its customer agrees.
        undo_wanted, give_back_wanted, back_wanted: the ways back.
        parcel_wanted, unit_moved, weighed: packing. bin_typed: staging.
        reprint_wanted, reprint_reason: the labels again, and why. list_wanted: the pick list on paper.
        minute_passed: the times left are to be counted again.
    """

    go_wanted = Signal()
    order_wanted = Signal(str)
    order_turned = Signal(str)
    round_wanted = Signal()
    line_chosen = Signal(str)
    short_wanted = Signal()
    reason_chosen = Signal(str)
    units_wanted = Signal(int)
    skip_wanted = Signal()
    others_wanted = Signal()
    serial_typed = Signal(str)
    substitute_wanted = Signal(int)
    answered = Signal(str, bool)
    undo_wanted = Signal()
    give_back_wanted = Signal()
    back_wanted = Signal()
    parcel_wanted = Signal()
    unit_moved = Signal(int, str)
    weighed = Signal(int, int)
    bin_typed = Signal(str)
    reprint_wanted = Signal()
    list_wanted = Signal()
    reprint_reason = Signal(object)
    minute_passed = Signal()

    def __init__(self) -> None:
        super().__init__(name="prepare")
        self._state = PreparationState()
        self._said: Said | None = None
        acts = self.acts = WorkActions(self)
        self.queue = QueuePart(acts.go, acts.add, acts.propose)
        self.round = RoundCard(acts.reprint)
        self.parts = WorkParts(acts.others)
        self.order = OrderCard(acts.give_back)
        self.card = Card(name="prepare_card", padding=32)
        self.card.set_current(True)
        self.feedback = FeedbackBar(name="prepare_feedback", card=self.card)
        self.prompt = Text("", TextRole.BODY, "ink2", name="prepare_prompt", wrap=True)
        self._whole = Stack()
        self._lay_out()
        self._connect()
        self.tell_while_seen(TICK_MS, self.minute_passed)
        self.speak()

    @property
    def state(self) -> PreparationState:
        """What is shown now."""
        return self._state

    def show_state(self, state: PreparationState) -> None:
        """Show a state."""
        had_keys = self._has_keys()
        is_other = _sight(state) != _sight(self._state)
        self._state = state
        if is_other and not self.card.isAncestorOf(self.window().focusWidget() or self):
            # Dressed out of sight: each part that appears on what is seen has the window laid out at once.
            self.card.hide()
        self._set_actions(state)
        self.queue.show_state(state)
        # What is left is dressed after it went, what is turned to before it comes.
        if state.phase is Phase.QUEUE:
            self._whole.setCurrentIndex(0)
        self.round.show_state(state)
        self.order.show_state(state)
        self.parts.show_state(state)
        self.prompt.setText(words.prompt(state))
        self._say(state)
        self.card.show()
        if state.phase is not Phase.QUEUE:
            self._whole.setCurrentIndex(1)
        self._give_keys(state, had_keys)

    def speak(self) -> None:
        for action in self.actions():
            if isinstance(action, Action):
                action.say()
        self._said = None
        self.show_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < LOW
        padding = 20 if is_low else 32
        self.card.body.setContentsMargins(padding, padding, padding, padding)
        self.parts.set_low(is_low)
        self.order.set_low(is_low)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_number = Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_8
        if self._state.short_units and is_number:
            self.parts.short_reasons.choose(event.key() - Qt.Key.Key_1 + 1)
            return
        if self._state.phase is Phase.QUEUE and event.key() == Qt.Key.Key_Space:
            self.acts.add.trigger()
            return
        if self._state.asks_reprint and is_number:
            self.parts.reprint_reasons.choose(event.key() - Qt.Key.Key_1 + 1)
            return
        super().keyPressEvent(event)

    # Inside

    def _connect(self) -> None:
        acts = self.acts
        acts.connect(
            {
                acts.go: self._go,
                acts.short: self.short_wanted.emit,
                acts.skip: self.skip_wanted.emit,
                acts.others: self.others_wanted.emit,
                acts.parcel: self.parcel_wanted.emit,
                acts.propose: self.round_wanted.emit,
                acts.undo: self.undo_wanted.emit,
                acts.give_back: self.give_back_wanted.emit,
                acts.agreed: lambda: self.answered.emit(self._state.current, True),
                acts.declined: lambda: self.answered.emit(self._state.current, False),
                acts.back: self.back_wanted.emit,
                acts.reprint: self._print,
                acts.add: lambda: self.order_turned.emit(self.queue.rows.current_key()),
            }
        )
        self.parts.pick.serial.line.textChanged.connect(lambda typed: acts.show_state(self._state, typed))
        self.queue.order_wanted.connect(self.order_wanted)
        self.round.line_chosen.connect(self.line_chosen)
        self.parts.reprint_reasons.reason_chosen.connect(self.reprint_reason)
        self.parts.short_reasons.reason_chosen.connect(self.reason_chosen)
        self.parts.short_reasons.offer_chosen.connect(self.substitute_wanted)
        self.parts.short_reasons.units_wanted.connect(self.units_wanted)
        self.parts.pack.unit_moved.connect(self.unit_moved)
        self.parts.pack.weighed.connect(self.weighed)

    def _print(self) -> None:
        """While it is picked the list, afterwards the labels again."""
        wanted = self.list_wanted if self._state.phase is Phase.PICK else self.reprint_wanted
        wanted.emit()

    def _lay_out(self) -> None:
        self.card.body.addWidget(self.parts, 1)
        self.card.body.addLayout(self._make_feedback())
        self.card.body.addWidget(self.prompt)
        self.card.body.addLayout(self._make_buttons())
        work = QWidget()
        line = QHBoxLayout(work)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(24)
        line.addWidget(self.round)
        line.addWidget(self.card, 1)
        page = MasterDetail(
            work, self.order, name="prepare_parts", detail_width=ORDER_WIDTH, fold_below=FOLD_BELOW
        )
        page.setMaximumHeight(TALLEST)
        self._whole.addWidget(self.queue)
        self._whole.addWidget(page)
        self.body.addWidget(self._whole, 1)

    def _make_feedback(self) -> QHBoxLayout:
        line = EdgeLine()
        line.setSpacing(8)
        self._undo = QuietButton("", name="prepare_undo_button", icon="undo")
        self._reprint = QuietButton("", name="prepare_reprint_button", icon="printer")
        self._tote = ToteTile(LARGE, name="prepare_tote_tile")
        line.addWidget(self._tote)
        line.addWidget(self.feedback, 1)
        for action, button in ((self.acts.undo, self._undo), (self.acts.reprint, self._reprint)):
            action.drive(button)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _make_buttons(self) -> QHBoxLayout:
        acts = self.acts
        self._buttons: dict[Action, Button] = {
            acts.back: SecondaryButton("", name="prepare_back_button"),
            acts.short: SecondaryButton("", name="prepare_short_button"),
            acts.skip: SecondaryButton("", name="prepare_skip_button"),
            acts.parcel: SecondaryButton("", name="prepare_parcel_button"),
            acts.declined: SecondaryButton("", name="prepare_declined_button"),
            acts.agreed: PrimaryButton("", name="prepare_agreed_button"),
            acts.go: PrimaryButton("", name="prepare_go_button"),
        }
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for action, button in self._buttons.items():
            action.drive(button)
            row.addWidget(button)
        return row

    def _set_actions(self, state: PreparationState) -> None:
        self.acts.show_state(state, self.parts.pick.serial.text())
        for action, is_shown in self.acts.shown(state).items():
            self._buttons[action].setVisible(is_shown)
        is_asking = is_asked(state)
        self._reprint.setVisible(state.phase in (Phase.STAGE, Phase.DONE) and not is_asking)
        self._undo.setVisible(self.acts.undo.isEnabled() and not is_asking)
        self.feedback.setVisible(not is_asking)
        if is_asking:
            self._tote.show_tote(0)

    def _say(self, state: PreparationState) -> None:
        if state.said is self._said:
            return
        self._said = state.said
        tote = state.said.data.get("tote", 0) if state.said else 0
        self._tote.show_tote(tote, Tone.OK if state.said and state.said.is_good else Tone.BAD)
        for bar in (self.feedback, self.queue.feedback):
            if state.said is None:
                bar.clear()
            elif state.said.is_good:
                bar.good(said_sentence(state.said, is_end=state.phase is Phase.DONE))
            else:
                bar.bad(said_sentence(state.said))

    def _has_keys(self) -> bool:
        """Whether what is typed now comes here. `focusWidget` of the view itself is only who had it last."""
        keys = self.window().focusWidget()
        return self.isVisible() and keys is not None and (keys is self or self.isAncestorOf(keys))

    def _give_keys(self, state: PreparationState, had_keys: bool) -> None:
        if not had_keys:
            return
        if state.phase is Phase.PICK and state.wants_serial and not state.is_scan_forced:
            self.parts.pick.serial.line.setFocus()
        elif state.phase is Phase.QUEUE:
            self.queue.rows.setFocus()
        elif not (state.phase is Phase.STAGE and self.parts.stage.field.line.hasFocus()):
            self.setFocus()

    def _go(self) -> None:
        state = self._state
        if state.phase is Phase.PICK and state.wants_serial:
            self.serial_typed.emit(self.parts.pick.serial.text())
        elif state.phase is Phase.STAGE and self.parts.stage.field.text().strip():
            self.bin_typed.emit(self.parts.stage.field.text())
            self.parts.stage.field.clear()
        elif state.phase is Phase.QUEUE and not state.chosen and self.queue.rows.current_key():
            self.order_wanted.emit(self.queue.rows.current_key())
        else:
            self.go_wanted.emit()


def _sight(state: PreparationState) -> tuple[object, ...]:
    """What decides which parts and buttons are there."""
    return state.phase, is_asked(state), bool(state.undoes), state.is_awaited
