"""Hand over as it is seen: one field, and under it what was asked for, found, checked or done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.commands import Proof
from desktop.actions import (
    HAND_OVER_BACK,
    HAND_OVER_CODE,
    HAND_OVER_GO,
    HAND_OVER_IDENTITY,
    HAND_OVER_LIFT,
    HAND_OVER_LINE,
    HAND_OVER_MANIFEST,
    HAND_OVER_MEANS,
    HAND_OVER_NOTHING,
    HAND_OVER_PAID,
    HAND_OVER_PART,
    HAND_OVER_PROXY,
    HAND_OVER_REST,
    HAND_OVER_STORY,
    HAND_OVER_TRY,
    HAND_OVER_UNMEANS,
    Action,
)
from desktop.screens.handover import part_words, words
from desktop.screens.handover.done_view import DoneView
from desktop.screens.handover.done_words import paper_words
from desktop.screens.handover.loading_view import LoadingView
from desktop.screens.handover.opened import Opened
from desktop.screens.handover.order_view import OrderView
from desktop.screens.handover.room import Room, room_in
from desktop.screens.handover.scan_line import ScanLine
from desktop.screens.handover.state import HandOverState, Sight
from desktop.screens.handover.troubles import trouble_words
from desktop.screens.handover.ways import open_ways
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.theme import TOUCH
from desktop.shell.widgets import EdgeLine, EmptyState, FeedbackBar, QuietButton, RowList, SearchField, Stack

ABOVE_AND_BELOW = {Room.LOWEST: 12}
"""Px at the page's upper and lower edge, where they are not the house's."""
BODY_GAP = {Room.AMPLE: 16, Room.LOW: 16, Room.LOWEST: 8}
"""Px under the field and what a scan would do."""
HEAD_GAP = {Room.AMPLE: 8, Room.LOW: 8, Room.LOWEST: 4}
"""Px between these two."""
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class HandOverView(ScreenPage):
    """The page.

    Signals:
        search_wanted: what is typed; all_wanted: list all that waits.
        chosen: id of the row that is selected; open_wanted: open it.
        code_given, proof_wanted, proxy_named, paid_wanted: the check, step by step.
        hand_over_wanted: let it go; dispatch_wanted: give the carrier what is in hand.
        back_wanted: another order, or the next customer.
    """

    search_wanted = Signal(str)
    all_wanted = Signal()
    chosen = Signal(str)
    open_wanted = Signal()
    code_given = Signal(str)
    proof_wanted = Signal(object)
    proxy_named = Signal(str)
    paid_wanted = Signal()
    hand_over_wanted = Signal()
    dispatch_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="hand_over")
        self._state = HandOverState()
        self.go = Action(HAND_OVER_GO, self)
        self.go.triggered.connect(self._go)
        self.back = Action(HAND_OVER_BACK, self)
        self.back.triggered.connect(self.back_wanted)
        self.manifest = Action(HAND_OVER_MANIFEST, self)
        self.paid = Action(HAND_OVER_PAID, self)
        self.paid.triggered.connect(self.paid_wanted)
        self.proofs = {
            Proof.CODE: Action(HAND_OVER_CODE, self),
            Proof.IDENTITY: Action(HAND_OVER_IDENTITY, self),
            Proof.PROXY: Action(HAND_OVER_PROXY, self),
        }
        for proof, action in self.proofs.items():
            action.triggered.connect(lambda _checked=False, proof=proof: self.proof_wanted.emit(proof))
        self.ways = {
            "lift": Action(HAND_OVER_LIFT, self),
            "part": Action(HAND_OVER_PART, self),
            "rest": Action(HAND_OVER_REST, self),
            "try": Action(HAND_OVER_TRY, self),
            "nothing": Action(HAND_OVER_NOTHING, self),
            "line": Action(HAND_OVER_LINE, self),
            "means": Action(HAND_OVER_MEANS, self),
            "unmeans": Action(HAND_OVER_UNMEANS, self),
            "story": Action(HAND_OVER_STORY, self),
        }
        self.search = SearchField("", name="hand_over_search", is_large=True)
        self.search.edited.connect(self.search_wanted)
        self.search.line.installEventFilter(self)
        self._another = QuietButton("", name="hand_over_another")
        self.back.drive(self._another)
        self.scan_line = ScanLine(name="hand_over_scan")
        self.feedback = FeedbackBar(name="hand_over_feedback")
        self.nothing = EmptyState("hand-over", name="hand_over_nothing", key="Down")
        self.nothing.acted.connect(self.all_wanted)
        self.results = RowList(words.FOUND_COLUMNS, name="hand_over_results", meaning="")
        self.results.chosen.connect(self.chosen)
        self.results.acted.connect(self._open_row)
        self.results.installEventFilter(self)
        named = {proof.value: action for proof, action in self.proofs.items()}
        self.order = OrderView(named | self.ways | {"go": self.go, "paid": self.paid})
        self.order.contents.chosen.connect(lambda _key: self._show_actions(self._state))
        self.order.check.code_given.connect(self.code_given)
        self.order.check.proxy_named.connect(self.proxy_named)
        self.done = DoneView(self.go, self.manifest)
        self.loading = LoadingView(self.go)
        self._lay_out()
        self.speak()

    def show_state(self, state: HandOverState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        if self.search.text() != state.wanted:
            self.search.set_text(state.wanted)
        is_checking = state.sight in (Sight.CHECKING, Sight.LOADING)
        self.search.setFixedHeight(TOUCH if is_checking else self.search.sizeHint().height())
        self._another.setVisible(is_checking)
        self.scan_line.say(words.scan_words(state))
        self._show_feedback(state)
        self._show_actions(state)
        self._show_part(state)
        self._place_keyboard(before, state)

    def speak(self) -> None:
        self.search.set_hint(translate("HandOver", "Pickup code, name or order number"))
        self.results.setAccessibleName(translate("HandOver", "Orders found"))
        for action in (*self.proofs.values(), *self.ways.values()):
            action.say()
        self.manifest.say(paper_words(self._state.done))
        self.back.say()
        self.show_state(self._state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.results:
                return self._typed(event)
            if event.key() in _LIST_KEYS:
                self._move_in_list(event)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = room_in(self.height())
        if room in ABOVE_AND_BELOW:
            margins = self.body.contentsMargins()
            margins.setTop(ABOVE_AND_BELOW[room])
            margins.setBottom(ABOVE_AND_BELOW[room])
            self.body.setContentsMargins(margins)
        self.body.setSpacing(BODY_GAP[room])
        self._head.setSpacing(HEAD_GAP[room])
        self.order.set_room(room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._typed(event):
            super().keyPressEvent(event)

    def _move_in_list(self, event: QKeyEvent) -> None:
        if self._state.sight is Sight.FOUND:
            QCoreApplication.sendEvent(self.results, event)
        elif self._state.sight is Sight.ASKING and self._state.waiting:
            self.all_wanted.emit()

    def _typed(self, event: QKeyEvent) -> bool:
        """Take a letter or digit that nobody else wanted into the field; False for any other key."""
        has_command = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        is_text = event.text().isalnum() and not has_command
        if not is_text or self._state.sight in (Sight.CHECKING, Sight.LOADING) or self.search.line.hasFocus():
            return False
        self.search.line.setFocus()
        self.search.line.setText(event.text())
        self.search_wanted.emit(event.text())
        return True

    def _lay_out(self) -> None:
        self._parts = Stack()
        for part in (self.nothing, self.results, self.order, self.loading, self.done):
            self._parts.addWidget(part)
        line = EdgeLine()
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addWidget(self._another)
        head = self._head = QVBoxLayout()
        head.setSpacing(HEAD_GAP[Room.AMPLE])
        head.addLayout(line)
        head.addWidget(self.scan_line)
        self.body.setSpacing(BODY_GAP[Room.AMPLE])
        self.body.addLayout(head)
        self.body.addWidget(self.feedback)
        self.body.addWidget(self._parts, 1)
        self.lead_to(self.search.line)

    def _show_feedback(self, state: HandOverState) -> None:
        is_here = state.said is not None and state.sight not in (Sight.CHECKING, Sight.LOADING)
        if state.said is not None and is_here:
            self.feedback.bad(trouble_words(state.said, state))
        else:
            self.feedback.clear()
        self.feedback.setVisible(is_here)

    def _show_actions(self, state: HandOverState) -> None:
        opened = state.opened if state.sight is Sight.CHECKING else None
        may_go = state.sight in (Sight.FOUND, Sight.DONE)
        self.go.say(words.go_words(state))
        loads = state.sight is Sight.LOADING and state.loading is not None and state.loading.may_leave
        self.go.setEnabled(opened.may_leave and not opened.asks_means if opened else may_go or loads)
        self._show_ways(opened, state)
        self.manifest.setEnabled(state.done is not None and state.done.has_paper)
        self.manifest.say(paper_words(state.done))
        self.back.setEnabled(state.sight is not Sight.ASKING or bool(state.wanted) or state.said is not None)
        for proof, action in self.proofs.items():
            has_code = proof is not Proof.CODE or (opened is not None and opened.has_code)
            is_asked = opened is not None and opened.is_for_a_customer and not opened.code_is_enough
            action.setEnabled(is_asked and opened is not None and proof is not opened.proof and has_code)
        self.paid.setEnabled(opened is not None and bool(opened.rest_cents or opened.paid_now_cents))
        self.paid.say(words.pay_words(opened) if opened else "")

    def _show_ways(self, opened: Opened | None, state: HandOverState) -> None:
        can = open_ways(opened, may_lift=state.may_lift)
        can["story"] = bool(state.number_in_sight)
        for way, action in self.ways.items():
            action.setEnabled(can[way])
        if opened is not None:
            self.ways["part"].say(part_words.part_button(opened))
            self.ways["rest"].say(part_words.rest_button(opened))
            self.ways["line"].say(part_words.line_button(opened, self.order.contents.current_key()))

    def _show_part(self, state: HandOverState) -> None:
        if state.done is not None:
            self.done.show_done(state.done, state)
        elif state.opened is not None:
            self.order.show_order(state.opened, state)
        elif state.loading is not None:
            self.loading.show_loading(state.loading, state)
        if state.opened is None:
            self.order.check.forget()
        self.results.show_groups(words.groups(state))
        if state.chosen and self.results.current_key() != state.chosen:
            self.results.choose(state.chosen)
        self.nothing.say(*words.question_words(state))
        shown = {
            Sight.ASKING: self.nothing,
            Sight.FOUND: self.results,
            Sight.CHECKING: self.order,
            Sight.LOADING: self.loading,
            Sight.DONE: self.done,
        }
        self._parts.setCurrentWidget(shown[state.sight])

    def _place_keyboard(self, before: HandOverState, state: HandOverState) -> None:
        """Put the keyboard where the next thing is typed; left alone while nothing has moved on."""
        wanted = self._keyboard_goes_to(state)
        is_same_order = before.opened and state.opened and before.opened.head.id == state.opened.head.id
        if self._keyboard_goes_to(before) is wanted and (is_same_order or wanted is self.search.line):
            return
        was_typing = self.search.line.hasFocus()
        # Where nothing is to be typed the page keeps the keyboard itself: its keys still act.
        self.lead_to(wanted if wanted is not self else None)
        if self.isVisible():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
            if wanted is self.search.line and not was_typing:
                self.search.focus_all()

    def _keyboard_goes_to(self, state: HandOverState) -> QWidget:
        opened = state.opened
        if state.sight is Sight.LOADING:
            return self.loading.driver.line
        if state.sight is not Sight.CHECKING or opened is None:
            return self.search.line
        if opened.wants_why:
            return self.order.check.reason.line
        if opened.asks_means:
            return self.order.check.parts.field.line
        if opened.is_part:
            return self.order.contents
        if opened.proof is Proof.PROXY:
            return self.order.check.proxy.line
        if opened.proof is Proof.CODE and not opened.code:
            return self.order.check.code
        rest = self.order.check.go if opened.may_leave else self
        return self.order.check.amount_in_hand(opened) or rest

    def _go(self) -> None:
        sights = (Sight.FOUND, Sight.CHECKING, Sight.LOADING, Sight.DONE)
        deeds = (self.open_wanted, self.hand_over_wanted, self.dispatch_wanted, self.back_wanted)
        wanted = dict(zip(sights, deeds, strict=True)).get(self._state.sight)
        if wanted is not None:
            wanted.emit()

    def _open_row(self, key: str) -> None:
        self.chosen.emit(key)
        self.open_wanted.emit()
