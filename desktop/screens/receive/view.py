"""Receive as it is seen: what is on the truck, the line in hand beside it, a parcel's bin over all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions import (
    RECEIVE_BACK,
    RECEIVE_DAMAGED,
    RECEIVE_GO,
    RECEIVE_MISSING,
    RECEIVE_MORE,
    RECEIVE_NEW,
    RECEIVE_REFUSE,
    RECEIVE_UNDO,
    Action,
)
from desktop.screens.handover.scan_line import ScanLine
from desktop.screens.receive import words
from desktop.screens.receive.detail import ReceiveDetail
from desktop.screens.receive.parcel_part import ParcelPart
from desktop.screens.receive.sayings import saying
from desktop.screens.receive.state import ReceiveState, Sight
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Column, EmptyState, FeedbackBar, MasterDetail, RowList, Stack, Text

COLUMNS = (Column(), Column(stretch=11, wraps=True), Column(stretch=8, hide_below=520, wraps=True))
DETAIL_WIDTH = 420
TICK_MS = 60_000


class ReceiveView(ScreenPage):
    """The page.

    Signals:
        selected: key of the row that keys are about.
        go_wanted, back_wanted, new_wanted, missing_wanted, damaged_wanted, more_wanted, refuse_wanted,
            undo_wanted: the actions.
        bin_typed: a bin for the parcel in hand.
        minute_passed: times are to be said again.
    """

    selected = Signal(str)
    go_wanted = Signal()
    back_wanted = Signal()
    new_wanted = Signal()
    missing_wanted = Signal()
    damaged_wanted = Signal()
    more_wanted = Signal()
    refuse_wanted = Signal()
    undo_wanted = Signal()
    bin_typed = Signal(str)
    minute_passed = Signal()

    def __init__(self) -> None:
        super().__init__(name="receive")
        self._state = ReceiveState()
        self._is_showing = False
        self.go = self._action(RECEIVE_GO, self.go_wanted)
        self.back = self._action(RECEIVE_BACK, self.back_wanted)
        self.new = self._action(RECEIVE_NEW, self.new_wanted)
        self.missing = self._action(RECEIVE_MISSING, self.missing_wanted)
        self.damaged = self._action(RECEIVE_DAMAGED, self.damaged_wanted)
        self.more = self._action(RECEIVE_MORE, self.more_wanted)
        self.refuse = self._action(RECEIVE_REFUSE, self.refuse_wanted)
        self.undo = self._action(RECEIVE_UNDO, self.undo_wanted)
        self._title = Text("", TextRole.TITLE, name="receive_head", elide=True)
        self._progress = Text("", TextRole.BODY, "ink2", name="receive_progress", elide=True)
        self.scan_line = ScanLine(name="receive_scan")
        self.feedback = FeedbackBar(name="receive_feedback")
        self.rows = RowList(COLUMNS, name="receive_rows", meaning="")
        self.rows.chosen.connect(self._select)
        self.rows.acted.connect(self._act)
        self.nothing = EmptyState("arrive", name="receive_nothing", key=RECEIVE_NEW.key)
        self.nothing.acted.connect(self.new_wanted)
        others = (self.missing, self.damaged, self.more, self.undo, self.refuse, self.new, self.back)
        self.detail = ReceiveDetail(self.go, others)
        self.parcel = ParcelPart(self.go, self.back)
        self.parcel.bin_typed.connect(self.bin_typed)
        self._lay_out()
        self.lead_to(self.rows)
        self.tell_while_seen(TICK_MS, self.minute_passed)
        self.speak()

    def actions_here(self) -> list[Action]:
        """What can be done here."""
        return [
            self.go,
            self.new,
            self.missing,
            self.damaged,
            self.more,
            self.refuse,
            self.undo,
            self.back,
        ]

    def show_state(self, state: ReceiveState) -> None:
        """Show a state."""
        self._state = state
        self._show_actions(state)
        title, progress = words.title_words(state)
        self._title.setText(title)
        self._progress.setText(progress)
        for part in (self._title, self._progress):
            part.setVisible(bool(title))
        self.scan_line.say(words.scan_words(state))
        self._show_feedback(state)
        if state.sight is Sight.PARCEL and state.in_hand is not None:
            self.parcel.show_parcel(state.in_hand)
            self.give_keys_to(None)
            self._parts.setCurrentWidget(self.parcel)
            return
        self._show_rows(state)
        self._parts.setCurrentWidget(self._both)
        self.detail.show_state(state)

    def speak(self) -> None:
        self.rows.setAccessibleName(translate("Receive", "What comes by truck"))
        for action in self.actions_here():
            action.say()
        self.show_state(self._state)

    def _action(self, declared: object, wanted: object) -> Action:
        action = Action(declared, self)  # type: ignore[arg-type]
        action.triggered.connect(wanted)
        return action

    def _show_actions(self, state: ReceiveState) -> None:
        is_open, in_list = state.sight is Sight.DELIVERY, state.sight is Sight.LIST
        asked = state.transfer if in_list else None
        line = state.line if is_open else None
        is_something = state.truck is not None or state.parcel is not None
        may_go = not in_list or is_something or (asked is not None and asked.is_draft and state.may_approve)
        self.go.say(words.go_words(state))
        self.go.setEnabled(state.may_receive and may_go)
        for action in (self.missing, self.damaged, self.more):
            action.setEnabled(line is not None and state.may_receive)
        self.undo.setEnabled(is_open and state.can_undo)
        self.new.setEnabled(in_list and state.may_receive)
        self.back.setEnabled(not in_list)
        self.back.say("" if is_open else translate("Receive", "Not yet"))
        may_refuse = asked is not None and asked.is_draft and state.may_approve
        self.refuse.setEnabled(asked is not None and asked.can_be_called_off and state.may_ask)
        self.refuse.say("" if may_refuse else translate("Receive", "Call it off"))

    def _show_feedback(self, state: ReceiveState) -> None:
        if state.said is None:
            self.feedback.clear()
        elif state.said.is_good:
            self.feedback.good(saying(state.said, state))
        else:
            self.feedback.bad(saying(state.said, state))
        self.feedback.setVisible(state.said is not None)

    def _show_rows(self, state: ReceiveState) -> None:
        groups = words.groups(state)
        is_empty = not any(group.rows for group in groups)
        self.rows.setVisible(True)
        self.give_keys_to(None if is_empty else self.rows)
        self.rows.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        self.detail.setVisible(not is_empty or state.sight is not Sight.LIST)
        self._say_nothing(state)
        self._is_showing = True
        self.rows.show_groups(groups)
        if state.selected and self.rows.current_key() != state.selected:
            self.rows.choose(state.selected)
        self._is_showing = False

    def _say_nothing(self, state: ReceiveState) -> None:
        if state.sight is Sight.LIST:
            self.nothing.say(
                translate("Receive", "Nothing is expected"),
                translate("Receive", "A truck is here all the same? Begin it, and scan what it brings."),
                translate("Receive", "A truck that nobody announced"),
            )
        elif state.sight is Sight.CLOSING:
            self.nothing.say(
                translate("Receive", "All of it is there"),
                translate("Receive", "What has come is what was announced."),
                icon="check",
            )
        else:
            self.nothing.say(
                translate("Receive", "Nothing scanned yet"),
                translate("Receive", "Scan a carton, or the articles one by one."),
                icon="scan",
            )

    def _lay_out(self) -> None:
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing, 1)
        self._both = MasterDetail(master, self.detail, name="receive_parts", detail_width=DETAIL_WIDTH)
        self._parts = Stack()
        self._parts.addWidget(self._both)
        self._parts.addWidget(self.parcel)
        head = QVBoxLayout()
        head.setSpacing(8)
        for part in (self._title, self._progress, self.scan_line):
            head.addWidget(part)
        self.body.setSpacing(16)
        self.body.addLayout(head)
        self.body.addWidget(self.feedback)
        self.body.addWidget(self._parts, 1)
        self._parts.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _select(self, key: str) -> None:
        if not self._is_showing and self._state.sight is not Sight.CLOSING:
            self.selected.emit(key)

    def _act(self, key: str) -> None:
        if self._state.sight is Sight.LIST:
            self.selected.emit(key)
        if self.go.isEnabled():
            self.go_wanted.emit()
