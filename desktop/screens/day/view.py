"""The day as it is seen: what was looked at with the answer beside it, or the intake."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from core.rules.intake import IntakeMode
from desktop.actions import (
    DAY_BACK,
    DAY_BLIND,
    DAY_EVERY,
    DAY_GO,
    DAY_LATE,
    DAY_LIMIT,
    DAY_TAKE_ALL,
    DAY_TURN,
    Action,
)
from desktop.screens.day import count_words, words
from desktop.screens.day.count_part import CountPart
from desktop.screens.day.intake_part import IntakePart
from desktop.screens.day.state import DayState, Turn
from desktop.screens.detail_card import WordyDetail
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Column,
    KeyValueRows,
    MasterDetail,
    PrimaryButton,
    RowList,
    Segments,
    Stack,
    Text,
)

COLUMNS = (Column(width=120), Column(stretch=1))
TICK_MS = 30_000
_MODES = {"1": IntakeMode.PAUSED, "2": IntakeMode.CAPPED}


class AnswerCard(WordyDetail):
    """The answer, large, with who is here or what was done, and what comes next."""

    def __init__(self, go_on: Action) -> None:
        super().__init__(name="day_answer")
        self._go_on = go_on
        self._title = Text("", TextRole.NUMBER, "ink", name="day_headline", wrap=True)
        self._facts = KeyValueRows(name="day_facts")
        self._primary = PrimaryButton("", name="day_go_button")
        go_on.drive(self._primary)
        self.head.addWidget(self._title)
        self.facts.addWidget(self._facts)
        self.buttons.addWidget(self._primary)
        self.close_parts()

    def show_state(self, state: DayState, selected: str) -> None:
        """Say it, and what comes next while a row is selected."""
        self._title.setText(words.headline(state))
        self._facts.show_facts(words.facts(state))
        self._go_on.say(words.next_words(state, selected))


class DayView(ScreenPage):
    """The page.

    Signals:
        turn_wanted: another of the three; go_on_wanted: what comes next, while this row is selected.
        mode_chosen: what is taken; limit_wanted: how many at a time, and why; all_wanted: take all again.
        backlog_asked: reject what is late, or everything; backlog_confirmed: for this reason; not_now_wanted.
        count_wanted: have it counted; blind_wanted: with or without what is expected.
        minute_passed: time for it to be read again.
    """

    turn_wanted = Signal(str)
    go_on_wanted = Signal(str)
    mode_chosen = Signal(str)
    limit_wanted = Signal(str, str)
    all_wanted = Signal()
    backlog_asked = Signal(bool)
    backlog_confirmed = Signal(str)
    not_now_wanted = Signal()
    count_wanted = Signal()
    blind_wanted = Signal()
    minute_passed = Signal()

    def __init__(self) -> None:
        super().__init__(name="day")
        self._state = DayState()
        self.go_on = Action(DAY_GO, self)
        self.go_on.triggered.connect(self._enter)
        self.turn = Action(DAY_TURN, self)
        self.turn.triggered.connect(self._next_turn)
        self.limit = Action(DAY_LIMIT, self)
        self.limit.triggered.connect(self._limit)
        self.take_all = Action(DAY_TAKE_ALL, self)
        self.take_all.triggered.connect(self.all_wanted)
        self.late = Action(DAY_LATE, self)
        self.late.triggered.connect(lambda: self._reject(is_late=True))
        self.every = Action(DAY_EVERY, self)
        self.every.triggered.connect(lambda: self._reject(is_late=False))
        self.not_now = Action(DAY_BACK, self)
        self.not_now.triggered.connect(self.not_now_wanted)
        self.blind = Action(DAY_BLIND, self)
        self.blind.triggered.connect(self.blind_wanted)
        self.turns = Segments(name="day_turns")
        self.turns.chosen.connect(self.turn_wanted)
        self.rows = RowList(COLUMNS, name="day_checks", meaning="")
        self.rows.chosen.connect(self._say_next)
        self.rows.acted.connect(self.go_on_wanted)
        self.answer = AnswerCard(self.go_on)
        self.intake = IntakePart(self.limit, self.take_all, self.late, self.every, self.not_now)
        self.intake.choices.chosen.connect(self.mode_chosen)
        self._parts = Stack()
        self._parts.addWidget(MasterDetail(self.rows, self.answer, name="day_parts"))
        self.count = CountPart(self.go_on, self.blind)
        self._parts.addWidget(self.intake)
        self._parts.addWidget(self.count)
        self.body.setSpacing(16)
        self.body.addWidget(self.turns)
        self.body.addWidget(self._parts, 1)
        self.tell_while_seen(TICK_MS, self.minute_passed)
        self.speak()

    def show_state(self, state: DayState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        self.turns.show_segments(words.turns(), state.turn.value)
        is_intake = state.turn is Turn.INTAKE
        # The intake's answers are given by number: a field would take the digits.
        is_rows = state.turn in (Turn.OPENING, Turn.CLOSING)
        self.lead_to(self.rows if is_rows else None)
        is_count = state.turn is Turn.COUNT
        self._turn_parts(2 if is_count else int(is_intake))
        self.blind.setEnabled(is_count)
        self.blind.say(count_words.blind_words(state.counting))
        self.go_on.setEnabled(not is_intake or state.may_limit or state.asked is not None)
        if is_intake:
            self.intake.show_state(state)
            if state.rejects_late is not None and before.rejects_late is None and self.isVisible():
                self.intake.backlog_reason.setFocus()
            return
        for action in (self.limit, self.take_all, self.late, self.every, self.not_now):
            action.setEnabled(False)
        if is_count:
            self.go_on.say(count_words.go_words(state.counting))
            self.go_on.setEnabled(state.counting.may_begin)
            self.count.show_state(state)
            return
        self.rows.show_rows([words.row(check) for check in state.checks])
        if before.turn is not state.turn or not before.is_read:
            self.choose_first()
        self.answer.show_state(state, self.rows.current_key())

    def choose_first(self) -> None:
        """Select what is to be seen to first."""
        left = self._state.first_left()
        if left is not None:
            self.rows.choose(left.ask.value)

    def speak(self) -> None:
        self.rows.setAccessibleName(translate("Day", "What was looked at"))
        self.turn.say()
        self.show_state(self._state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        fields = (self.intake.reason, self.intake.cap, self.intake.backlog_reason)
        is_typing = any(field.line.hasFocus() for field in fields)
        if self._state.turn is Turn.INTAKE and event.text() in _MODES and not is_typing:
            self.mode_chosen.emit(_MODES[event.text()].value)
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """On the counts, what was chosen; on the intake, what is asked about, or else the limit."""
        if self._state.turn is Turn.COUNT:
            self.count_wanted.emit()
        elif self._state.turn is not Turn.INTAKE:
            self.go_on_wanted.emit(self.rows.current_key())
        elif self._state.rejects_late is not None:
            self._reject(is_late=self._state.rejects_late)
        else:
            self._limit()

    def _say_next(self, selected: str) -> None:
        self.answer.show_state(self._state, selected)

    def _turn_parts(self, index: int) -> None:
        """Qt gives the keys of what goes out of sight to the first that takes them; the page wants them."""
        if index != self._parts.currentIndex():
            self._parts.setCurrentIndex(index)
            if self._parts.isAncestorOf(QApplication.focusWidget() or self):
                self.give_keys_to(None)

    def _limit(self) -> None:
        if not self.limit.isEnabled():
            self.intake.ask_for_missing()
            return
        self.limit_wanted.emit(self.intake.cap.text(), self.intake.reason.text())

    def _reject(self, *, is_late: bool) -> None:
        if self._state.rejects_late is is_late and self.intake.lacks_reason():
            self.intake.backlog_reason.setFocus()
        elif self._state.rejects_late is is_late:
            self.backlog_confirmed.emit(self.intake.backlog_reason.text())
        else:
            self.backlog_asked.emit(is_late)

    def _next_turn(self) -> None:
        turns = list(Turn)
        self.turn_wanted.emit(turns[(turns.index(self._state.turn) + 1) % len(turns)].value)
