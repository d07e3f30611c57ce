"""Sync as it is seen: what needs somebody, what waits; the line and the copies beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions import SYNC_ACT, Action
from desktop.screens.sync_status import words
from desktop.screens.sync_status.cards import Cards, SelectedCard
from desktop.screens.sync_status.state import SyncState
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.widgets import Column, EmptyState, MasterDetail, RowList

COLUMNS = (Column(), Column(stretch=1, wraps=True), Column(hide_below=600))
CARDS_WIDTH = 324
FOLD_BELOW = 860
TICK_MS = 1_000
"""Ages of seconds are counted in seconds."""


class SyncView(ScreenPage):
    """The page.

    Signals:
        act_wanted: key of a row.
        second_passed: the ages are to be said again.
    """

    act_wanted = Signal(str)
    second_passed = Signal()

    def __init__(self) -> None:
        super().__init__(name="sync")
        self._state = SyncState()
        self.act = Action(SYNC_ACT, self)
        self.act.triggered.connect(self._act_on_selected)
        self.rows = RowList(COLUMNS, name="sync_rows", meaning="")
        self.rows.chosen.connect(self._show_selected)
        self.rows.acted.connect(self._act)
        self.selected = SelectedCard(self.act)
        self.nothing = EmptyState("check", name="sync_nothing")
        self.cards = Cards()
        self._lay_out()
        self.lead_to(self.rows)
        self.tell_while_seen(TICK_MS, self.second_passed)
        self.speak()

    def show_state(self, state: SyncState) -> None:
        """Show a state; what was selected stays selected."""
        before, self._state = self._state, state
        if _listed(state) != _listed(before) or not self.rows.rows():
            self.rows.show_groups(words.groups(state))
        is_empty = not self.rows.rows()
        if is_empty is not self.rows.isHidden():
            self.rows.setVisible(True)
            self.give_keys_to(None if is_empty else self.rows)
        self.rows.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        self._say_nothing()
        self.cards.line.show_state(state)
        self.cards.copies.show_state(state)
        self._fit_cards()
        self._show_selected(self.rows.current_key())

    def speak(self) -> None:
        self.rows.setAccessibleName(translate("Sync", "What waits and what was answered"))
        self.rows.show_groups(words.groups(self._state))
        self.show_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cards()

    def _fit_cards(self) -> None:
        margins = self.body.contentsMargins()
        self.cards.fit(self.height() - margins.top() - margins.bottom())

    def _lay_out(self) -> None:
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.selected)
        parts = MasterDetail(
            master, self.cards, name="sync_parts", detail_width=CARDS_WIDTH, fold_below=FOLD_BELOW
        )
        self.body.addWidget(parts, 1)

    def _say_nothing(self) -> None:
        connection = self._state.connection
        if connection is not None and connection.is_answered:
            hint = translate("Sync", "What is done here shows here until headquarters has answered.")
        else:
            hint = translate("Sync", "What you do now waits here and goes by itself when the line is back.")
        self.nothing.say(translate("Sync", "Nothing waits, nothing was refused"), hint)

    def _show_selected(self, key: str) -> None:
        self.selected.show_selected(key if not self.rows.isHidden() else "", self._state)

    def _act_on_selected(self) -> None:
        self._act(self.rows.current_key())

    def _act(self, key: str) -> None:
        if key != self.rows.current_key():
            self.rows.choose(key)
        if self.act.isEnabled():
            self.act_wanted.emit(key)


def _listed(state: SyncState) -> tuple[object, ...]:
    """What the rows are made of: the ages beside them pass without touching them."""
    return state.done, state.to_settle, state.prints, state.waiting, state.may_settle, state.timezone
