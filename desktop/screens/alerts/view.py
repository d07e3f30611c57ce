"""Alerts as they are seen: the list, and the one that is selected with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions import ALERTS_ACT, ALERTS_BACK, ALERTS_LIST, ALERTS_ORDER, ALERTS_STORY, Action
from desktop.screens.alerts import words
from desktop.screens.alerts.detail import AlertDetail
from desktop.screens.alerts.state import AlertsState, Shows
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.widgets import Column, EmptyState, MasterDetail, RowList, Segments

COLUMNS = (Column(), Column(stretch=11, wraps=True), Column(stretch=9, hide_below=520, wraps=True))
DETAIL_WIDTH = 460
TICK_MS = 60_000


class AlertsView(ScreenPage):
    """The page.

    Signals:
        selected: key of the exception to ask about; chosen: what is to be done about it; place_chosen: the
            same by its number.
        settle_wanted: what was written about it, and the choice in words.
        amounts_typed: how much went to each card, as it stands.
        list_wanted: the open ones or the settled ones; order_wanted: show the order it is about.
        minute_passed: times are to be said again.
    """

    selected = Signal(str)
    chosen = Signal(str)
    place_chosen = Signal(int)
    settle_wanted = Signal(str, str)
    amounts_typed = Signal(list)
    list_wanted = Signal(str)
    order_wanted = Signal()
    story_wanted = Signal()
    minute_passed = Signal()

    def __init__(self) -> None:
        super().__init__(name="alerts")
        self._state = AlertsState()
        self._is_showing = False
        self.act = Action(ALERTS_ACT, self)
        self.act.triggered.connect(self._settle)
        self.order = Action(ALERTS_ORDER, self)
        self.order.triggered.connect(self.order_wanted)
        self.story = Action(ALERTS_STORY, self)
        self.story.triggered.connect(self.story_wanted)
        self.other_list = Action(ALERTS_LIST, self)
        self.other_list.triggered.connect(self._turn)
        self.back = Action(ALERTS_BACK, self)
        self.back.triggered.connect(self._to_rows)
        self.lists = Segments(name="alerts_lists")
        self.lists.chosen.connect(self.list_wanted)
        self.rows = RowList(COLUMNS, name="alerts_rows", meaning="")
        self.rows.chosen.connect(self._select)
        self.rows.acted.connect(lambda _key: self._settle())
        self.detail = AlertDetail(self.act, self.order, self.story)
        self.detail.choices.chosen.connect(self.chosen)
        self.detail.amounts_typed.connect(self.amounts_typed)
        self.nothing = EmptyState("check", name="alerts_nothing")
        self._lay_out()
        self.lead_to(self.rows)
        self.tell_while_seen(TICK_MS, self.minute_passed)
        self.speak()

    def show_state(self, state: AlertsState) -> None:
        """Show a state."""
        self._state = state
        self.lists.show_segments(words.segment_words(state), state.shows.value)
        is_empty = not state.alerts
        if is_empty is not self.rows.isHidden():
            self.rows.setVisible(True)
            self.give_keys_to(None if is_empty else self.rows)
        self.rows.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        self._say_nothing(state)
        # Rows that move are not chosen by anybody.
        self._is_showing = True
        self.rows.show_groups(words.groups(state))
        if state.selected and self.rows.current_key() != state.selected:
            self.rows.choose(state.selected)
        self._is_showing = False
        alert = state.alert(state.selected)
        self.detail.setVisible(alert is not None)
        if alert is None:
            self.act.setEnabled(False)
            self.order.setEnabled(False)
            self.story.setEnabled(False)
        else:
            self.detail.show_alert(alert, state)

    def speak(self) -> None:
        self.rows.setAccessibleName(translate("Alerts", "Exceptions"))
        for action in (self.other_list, self.back):
            action.say()
        self.show_state(self._state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and not self.detail.is_typing:
            self.place_chosen.emit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.detail.lacks_words:
            self.detail.field.setFocus()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.lists)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing, 1)
        parts = MasterDetail(master, self.detail, name="alerts_parts", detail_width=DETAIL_WIDTH)
        self.body.addWidget(parts, 1)

    def _say_nothing(self, state: AlertsState) -> None:
        if state.shows is Shows.SETTLED:
            self.nothing.say(
                translate("Alerts", "Nothing was settled yet"),
                translate("Alerts", "Whoever settles an exception, and how, is kept here."),
            )
        else:
            self.nothing.say(
                translate("Alerts", "Everything adds up"),
                translate("Alerts", "What two sides tell differently comes here by itself."),
            )

    def _select(self, key: str) -> None:
        if not self._is_showing:
            self.selected.emit(key)

    def _settle(self) -> None:
        """Settle it; while its words are missing, go to where they are written."""
        if self.detail.lacks_words:
            self.detail.field.setFocus()
        if not self.act.isEnabled():
            return
        self.settle_wanted.emit(self.detail.field.text(), self.act.text())

    def _turn(self) -> None:
        other = Shows.OPEN if self._state.shows is Shows.SETTLED else Shows.SETTLED
        self.list_wanted.emit(other.value)

    def _to_rows(self) -> None:
        self.rows.setFocus()
