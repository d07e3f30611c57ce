"""Approvals as it is seen: what waits at the left, one of it whole beside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.rules.refund import RefundState
from desktop.actions import (
    APPROVALS_ACT,
    APPROVALS_ANSWER,
    APPROVALS_ASK,
    APPROVALS_BACK,
    APPROVALS_ESCALATE,
    APPROVALS_REFUSE,
    APPROVALS_SETTLE,
    APPROVALS_WITHDRAW,
    Action,
)
from desktop.screens.approvals import words
from desktop.screens.approvals.detail import RefundDetail
from desktop.screens.approvals.state import ApprovalsState, Deed
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.widgets import Column, EmptyState, MasterDetail, RowList

COLUMNS = (Column(), Column(stretch=1), Column(width=20), Column(align_right=True, hide_below=460))
DETAIL_WIDTH = 460


class ApprovalsView(ScreenPage):
    """The page.

    Signals:
        selected: id of the refund to look at.
        act_wanted: Enter, with what is written; deed_wanted: begin to say this `Deed`.
        reason_chosen: a common refusal by its digit.
        escalate_wanted, withdraw_wanted, back_wanted: the actions.
    """

    selected = Signal(str)
    act_wanted = Signal(str)
    deed_wanted = Signal(object)
    reason_chosen = Signal(int)
    escalate_wanted = Signal()
    withdraw_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="approvals")
        self._state = ApprovalsState()
        self._is_showing = False
        self.act = Action(APPROVALS_ACT, self)
        self.act.triggered.connect(self._act)
        self.deeds = {
            Deed.REFUSE: Action(APPROVALS_REFUSE, self),
            Deed.ASK: Action(APPROVALS_ASK, self),
            Deed.ANSWER: Action(APPROVALS_ANSWER, self),
            Deed.SETTLE: Action(APPROVALS_SETTLE, self),
        }
        for deed, action in self.deeds.items():
            action.triggered.connect(lambda _checked=False, deed=deed: self.deed_wanted.emit(deed))
        self.escalate = Action(APPROVALS_ESCALATE, self)
        self.escalate.triggered.connect(self.escalate_wanted)
        self.withdraw = Action(APPROVALS_WITHDRAW, self)
        self.withdraw.triggered.connect(self.withdraw_wanted)
        self.back = Action(APPROVALS_BACK, self)
        self.back.triggered.connect(self.back_wanted)
        self.rows = RowList(COLUMNS, name="approvals_rows", meaning="")
        self.rows.chosen.connect(self._select)
        self.rows.acted.connect(lambda _key: self._act())
        self.detail = RefundDetail(self.act, [*self.deeds.values(), self.escalate, self.withdraw], self.back)
        self.detail.refusal_chosen.connect(self.reason_chosen)
        self.detail.field.line.returnPressed.connect(self._act)
        self.detail.field.line.textChanged.connect(lambda: self._show_actions(self._state))
        self.nothing = EmptyState("check", name="approvals_nothing")
        self._lay_out()
        self.lead_to(self.rows)
        self.speak()

    def show_state(self, state: ApprovalsState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        is_empty = not state.refunds
        if is_empty is not self.rows.isHidden():
            self.rows.setVisible(True)
            self.lead_to(None if is_empty else self.rows)
            self.give_keys_to(None if is_empty else self.rows)
        self.rows.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        self.nothing.say(
            translate("Approvals", "No refund waits"),
            translate("Approvals", "What needs a manager’s word comes here, and so does what was not paid."),
        )
        self._is_showing = True
        self.rows.show_groups(words.groups(state))
        if state.selected and self.rows.current_key() != state.selected:
            self.rows.choose(state.selected)
        self._is_showing = False
        self._show_actions(state)
        refund = state.refund
        self.detail.setVisible(refund is not None)
        if refund is not None:
            self.detail.show_refund(refund, state)
        self._place_keyboard(before, state)

    def speak(self) -> None:
        self.rows.setAccessibleName(translate("Approvals", "Refunds that wait"))
        for action in (*self.deeds.values(), self.escalate, self.withdraw, self.back):
            action.say()
        self.show_state(self._state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isdecimal() and self._state.deed is Deed.REFUSE and not self.detail.field.text():
            self.reason_chosen.emit(int(text))
        else:
            super().keyPressEvent(event)

    def _show_actions(self, state: ApprovalsState) -> None:
        refund, is_asking = state.refund, state.beside is not None
        may_say = refund is not None and state.may_decide and not refund.is_mine
        is_failed = refund is not None and refund.is_failed
        is_unsigned = refund is not None and refund.is_unsigned
        can_sign = bool(state.beside and state.beside.chosen and not state.beside.is_checking)
        lacks = words.lack_words(state.deed, self.detail.field.text())
        self.detail.show_lacks(lacks)
        self.act.setEnabled(
            refund is not None
            and not lacks
            and (can_sign if is_asking else is_unsigned or not is_failed or state.may_decide)
        )
        if refund is not None:
            self.act.say(words.act_words(refund, state))
        is_open = may_say and not is_failed and not is_asking
        can_ask = is_open and refund is not None and refund.state is not RefundState.ASKED
        is_given = refund is not None and refund.is_given
        self.deeds[Deed.REFUSE].setEnabled(is_open and not is_given)
        self.deeds[Deed.ASK].setEnabled(can_ask)
        self.deeds[Deed.SETTLE].setEnabled(is_failed and state.may_decide)
        is_mine = refund is not None and refund.is_mine
        is_asked = refund is not None and refund.state is RefundState.ASKED
        self.deeds[Deed.ANSWER].setEnabled(is_mine and is_asked)
        is_above = refund is not None and refund.state is RefundState.ESCALATED
        is_elsewhere = refund is not None and bool(refund.store)
        self.escalate.setEnabled(is_open and not is_above and not is_elsewhere)
        self.withdraw.setEnabled(is_mine and not is_failed and not is_asking and not is_given)
        self.back.setEnabled(is_asking or state.deed is not Deed.NONE or state.is_armed)

    def _lay_out(self) -> None:
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing, 1)
        parts = MasterDetail(master, self.detail, name="approvals_parts", detail_width=DETAIL_WIDTH)
        self.body.addWidget(parts, 1)

    def _place_keyboard(self, before: ApprovalsState, state: ApprovalsState) -> None:
        if not self.isVisible():
            return
        if state.deed is not before.deed and state.deed not in (Deed.NONE, Deed.REFUSE):
            self.detail.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (state.deed is Deed.NONE and before.deed is not Deed.NONE) or (
            before.beside is not None and state.beside is None
        ):
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _select(self, key: str) -> None:
        if not self._is_showing:
            self.selected.emit(key)

    def _act(self) -> None:
        if not self.act.isEnabled():
            return
        if self._state.beside is not None:
            self.detail.beside.submit()
        else:
            self.act_wanted.emit(self.detail.field.text())
