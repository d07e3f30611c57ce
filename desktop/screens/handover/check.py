"""The check at the counter: the right to the parcels, the money, and the key that lets them go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from core.commands import Proof
from core.commands.definitions.base import MAX_PAYMENT_NAME
from core.rules.pickup import CODE_DIGITS
from desktop.actions import Action
from desktop.screens.handover import words
from desktop.screens.handover.opened import Opened
from desktop.screens.handover.reading import code_in
from desktop.screens.handover.room import Room
from desktop.screens.handover.signing import HEIGHT, SignaturePad
from desktop.screens.handover.state import HandOverState
from desktop.screens.handover.steps import Steps
from desktop.screens.handover.troubles import trouble_words
from desktop.screens.part_payments_view import PartsView
from desktop.shell.amounts import money_words
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TOUCH, TextRole, font
from desktop.shell.widgets import (
    Card,
    Divider,
    FeedbackBar,
    Field,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    StepHeader,
    StepState,
    Text,
)

CODE_HEIGHT = 56
CODE_SPACING_PX = 6
STEP_GAP = {Room.AMPLE: 16, Room.LOW: 8, Room.LOWEST: 6}
"""Px between the steps."""
PADDING = {Room.AMPLE: 20, Room.LOW: 16, Room.LOWEST: 12}
"""Px round them."""
GAP = {Room.AMPLE: 8, Room.LOW: 6, Room.LOWEST: 4}
"""Px between what is in one."""
GROUPED_CHARS = CODE_DIGITS + 1


class CheckCard(Card):
    """Two steps, one above the other, and the primary button under them.

    Signals:
        code_given: six digits were typed.
        proxy_named: somebody's name was typed.
        signed: the signature as it is now.
        amount_typed: what was paid for a parcel that only its label tells of.
        reference_typed: what the card slip calls the payment.
        lift_given: why it may leave unpaid was typed.
    """

    code_given = Signal(str)
    proxy_named = Signal(str)
    signed = Signal(str)
    amount_typed = Signal(str)
    reference_typed = Signal(str)
    lift_given = Signal(str)

    def __init__(self, actions: dict[str, Action]) -> None:
        super().__init__(name="hand_over_check", padding=PADDING[Room.AMPLE], spacing=8)
        self._shown = ""
        self._right = StepHeader(1, "", name="hand_over_step_right")
        self._money = StepHeader(2, "", name="hand_over_step_money")
        self._code_label = Text("", TextRole.LABEL, "ink2")
        self.code = _code_line()
        self.code.textEdited.connect(self._on_code)
        self._code_label.setBuddy(self.code)
        self.proxy = Field("", name="hand_over_proxy_name")
        self.proxy.line.textEdited.connect(self.proxy_named)
        self._pad = SignaturePad(name="hand_over_signature")
        self._pad.signed.connect(self.signed)
        self._wipe = QuietButton("", name="hand_over_wipe", icon="undo")
        self._wipe.clicked.connect(self._wipe_pad)
        self._lift = SecondaryButton("", name="hand_over_lift_button")
        self.reason = Field("", name="hand_over_lift_reason")
        self.reason.line.returnPressed.connect(lambda: self.lift_given.emit(self.reason.text()))
        self._proved = Text("", TextRole.BODY_STRONG, "ok", name="hand_over_proved", wrap=True)
        self._ways = {
            Proof.CODE: SecondaryButton("", name="hand_over_by_code"),
            Proof.IDENTITY: SecondaryButton("", name="hand_over_by_identity"),
            Proof.PROXY: SecondaryButton("", name="hand_over_by_proxy"),
        }
        self._amount = Text("", TextRole.NUMBER, name="hand_over_amount")
        self.typed_amount = Field("", name="hand_over_typed_amount")
        self.typed_amount.line.textEdited.connect(self.amount_typed)
        self.reference = Field("", name="hand_over_paid_reference")
        self.reference.line.setMaxLength(MAX_PAYMENT_NAME)
        self.reference.line.textEdited.connect(self.reference_typed)
        self._pay_hint = Text("", TextRole.BODY, "ink2", name="hand_over_pay_hint", wrap=True)
        self.parts = PartsView(actions["means"], actions["unmeans"], name="hand_over")
        self._pay = SecondaryButton("", name="hand_over_pay", icon="pay")
        self._unpay = QuietButton("", name="hand_over_unpay", icon="undo")
        self.feedback = FeedbackBar(name="hand_over_check_feedback", card=self)
        self._missing = Text("", TextRole.LABEL, "ink2", name="hand_over_missing", wrap=True)
        self.go = PrimaryButton("", name="hand_over_button")
        for proof, button in self._ways.items():
            actions[proof.value].drive(button)
        actions["paid"].drive(self._pay)
        actions["paid"].drive(self._unpay)
        actions["lift"].drive(self._lift)
        actions["go"].drive(self.go)
        self._lay_out()

    def show_order(self, opened: Opened, state: HandOverState) -> None:
        """Show how far the check has come; what was typed for another order is forgotten."""
        if self._shown != opened.head.id:
            self._shown = opened.head.id
            self.code.clear()
            self.proxy.line.clear()
            self.reason.line.clear()
            self.typed_amount.line.clear()
            self._pad.wipe()
            self.feedback.clear()
        self._show_right(opened)
        self._show_money(opened, state.timezone)
        self._show_lift(opened, state)
        self._say(state)
        missing = words.missing_words(opened)
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing) and not self.feedback.isVisibleTo(self))
        self._steps.updateGeometry()

    def set_room(self, room: Room) -> None:
        """Have so much height."""
        is_low, padding = room is not Room.AMPLE, PADDING[room]
        self.body.setContentsMargins(padding, padding, padding, padding)
        self._gap.changeSize(0, 0 if is_low else GRID)
        self._steps.body.setSpacing(STEP_GAP[room])
        for part in (self._right_part, self._money_part):
            part.setSpacing(GAP[room])
        self._pad.setFixedHeight(TOUCH if is_low else HEIGHT)

    def forget(self) -> None:
        """The order is gone: the next one begins anew."""
        self._shown = ""

    def amount_in_hand(self, opened: Opened) -> QWidget | None:
        """The field of the amount while somebody types in it: whether it may leave changes with each key."""
        line = self.typed_amount.line
        return line if opened.asks_amount and line.hasFocus() else None

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(8)
        for button in self._ways.values():
            # Narrower than it would like, if need be, so that two stand side by side in French.
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            ways.addWidget(button, 1)
        right = self._right_part = _column(
            self._right, self._code_label, self.code, self.proxy, self._proved, self.feedback
        )
        right.addLayout(ways)
        right.addWidget(self._pad)
        right.addWidget(self._wipe)
        amount = QHBoxLayout()
        amount.setSpacing(12)
        amount.addWidget(self._amount)
        amount.addWidget(self._pay_hint, 1)
        money = self._money_part = _column(self._money)
        money.addLayout(amount)
        money.addWidget(self.typed_amount)
        money.addWidget(self.reference)
        money.addWidget(self._pay)
        money.addWidget(self._unpay)
        money.addWidget(self.parts)
        money.addWidget(self._lift)
        money.addWidget(self.reason)
        steps = self._steps = Steps(STEP_GAP[Room.AMPLE])
        steps.body.addLayout(right)
        steps.body.addWidget(Divider())
        steps.body.addLayout(money)
        steps.body.addStretch(1)
        self.body.addWidget(steps)
        self._gap = QSpacerItem(0, GRID)
        self.body.addSpacerItem(self._gap)
        self.body.addWidget(self._missing)
        self.body.addWidget(self.go)

    def _show_right(self, opened: Opened) -> None:
        is_proved = opened.is_proved
        self._right.set_title(words.right_words(opened))
        self._right.set_state(StepState.DONE if is_proved else StepState.CURRENT)
        asks_code = opened.proof is Proof.CODE and not opened.code
        hint = translate("HandOver", "Pickup code, six digits")
        self._code_label.setText(hint)
        self._code_label.setVisible(asks_code)
        self.code.setAccessibleName(hint)
        self.code.setVisible(asks_code)
        self.proxy.set_label(words.proxy_label(opened))
        self.proxy.setVisible(opened.proof is Proof.PROXY)
        is_told = opened.proof is Proof.IDENTITY or (opened.proof is Proof.CODE and bool(opened.code))
        self._proved.setText(words.proved_words(opened) if is_told else "")
        self._proved.setVisible(is_told)
        for proof, button in self._ways.items():
            button.setVisible(
                opened.is_for_a_customer and proof is not opened.proof and not opened.code_is_enough
            )

    def _show_money(self, opened: Opened, timezone: str) -> None:
        due = opened.rest_cents
        # Where not even the label says what is to pay, that step is never done by itself.
        is_open = opened.asks_amount and not opened.paid_now_cents
        is_current = opened.is_proved and (is_open or not opened.is_paid)
        self._money.set_title(translate("HandOver", "Payment"))
        self._money.set_state(
            StepState.CURRENT
            if is_current
            else StepState.WAITING
            if is_open or not opened.is_paid
            else StepState.DONE
        )
        self._amount.setText(money_words(due, opened.head.currency))
        self._amount.setVisible(bool(due))
        self.typed_amount.set_label(translate("HandOver", "Paid at the till, if the label says “to pay”"))
        self.typed_amount.setVisible(opened.asks_amount)
        self.reference.set_label(translate("HandOver", "Reference on the card slip (optional)"))
        self.reference.setVisible(opened.is_by_card)
        if self.reference.text() != opened.paid_reference:
            self.reference.line.setText(opened.paid_reference)
        self._pay_hint.setText(words.pay_hint(opened))
        self._pay.setVisible(bool(due) and not opened.paid_now_cents and not opened.asks_means)
        self._unpay.setVisible(bool(opened.paid_now_cents))
        may_add = opened.may_add_means and not opened.asks_why
        self.parts.show_parts(opened.parts_now, opened.head.currency, timezone, may_add=may_add)

    def _show_lift(self, opened: Opened, state: HandOverState) -> None:
        owes = bool(opened.rest_cents) and not opened.is_paid
        self._lift.setVisible(state.may_lift and owes and not opened.asks_means)
        self.reason.set_label(translate("HandOver", "Why it may leave unpaid (Enter)"))
        self.reason.setVisible(opened.wants_why)
        # Why it may leave unpaid takes the room of what is asked before and after it.
        self._pay.setVisible(self._pay.isVisibleTo(self) and not opened.wants_why)
        signs = opened.is_for_a_customer and opened.proof is not Proof.CODE and not opened.wants_why
        self._pad.setVisible(signs)
        self._wipe.set_text(translate("HandOver", "Sign again"))
        self._wipe.setVisible(signs and bool(opened.signature))

    def _wipe_pad(self) -> None:
        self._pad.wipe()
        self.signed.emit("")

    def _say(self, state: HandOverState) -> None:
        if state.said is not None:
            self.feedback.bad(trouble_words(state.said, state))
        else:
            self.feedback.clear()
        self.feedback.setVisible(state.said is not None)

    def _on_code(self, typed: str) -> None:
        if code_in(typed):
            self.code_given.emit(typed)
            self.code.selectAll()


def _code_line() -> QLineEdit:
    line = QLineEdit()
    line.setObjectName("hand_over_code")
    made = QFont(font(TextRole.HEADLINE))
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, CODE_SPACING_PX)
    line.setFont(made)
    # The house's style sheet gives a field the height of ordinary type, whatever is set on the widget.
    high = "QLineEdit {{ min-height: {0}px; }} QLineEdit:focus {{ min-height: {1}px; }}"
    line.setStyleSheet(high.format(CODE_HEIGHT - 2, CODE_HEIGHT - 4))
    line.setMaxLength(GROUPED_CHARS)
    return line


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GAP[Room.AMPLE])
    for widget in widgets:
        column.addWidget(widget)
    return column
