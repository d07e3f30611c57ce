"""Where the keyboard goes on Returns as its state changes, and what is brought into sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from core.rules.errors import Refused
from desktop.screens.returns.deed_card import DeedCard
from desktop.screens.returns.exchange_part import ExchangePart
from desktop.screens.returns.opened_part import OpenedPart
from desktop.screens.returns.state import ReturnsState, Sight
from desktop.screens.returns.taking_part import TakingPart
from desktop.screens.returns.view_keys import OPEN, asks_anew, brings_more, leads_anew, wants_other_room
from desktop.screens.wired import ScreenPage
from desktop.shell.widgets import SearchField


class Leads(QObject):
    """Leads whoever works on the page from one state to the next."""

    def __init__(self, page: ScreenPage, search: SearchField, taking: TakingPart, opened: OpenedPart) -> None:
        super().__init__(page)
        self._page, self._search, self._taking, self._opened = page, search, taking, opened
        self._state = ReturnsState()

    def follow(self, before: ReturnsState, state: ReturnsState) -> None:
        """The parts show the state; what was shown before says what is new of it."""
        self._state = state
        self._place_keyboard(before, state)
        if asks_anew(before, state):
            # Once it is laid out: a question is shorter or longer than the one before.
            QTimer.singleShot(0, self._show_next_of_goods)
        why = state.said
        if why is not None and why is not before.said:
            QTimer.singleShot(0, lambda: self._lead_into_missing(why))

    def _deed_card(self, state: ReturnsState) -> DeedCard:
        return self._opened.card if state.sight is Sight.OPENED else self._taking.money

    def _give_room(self) -> None:
        self._taking.give_room(is_choosing=self._state.is_choosing)
        self._opened.give_room(is_choosing=self._state.is_choosing)

    def _lead_into_missing(self, said: Refused) -> None:
        if self._state.said is said:
            self._deed_card(self._state).lead_into_missing(said.code)

    def _lead_into_grid(self, part: ExchangePart, taken: int) -> None:
        if len(self._state.instead) == taken:
            part.take_keyboard()

    def _show_next_of_goods(self) -> None:
        if self._state.taken is not None:
            self._taking.show_goods(self._taking.goods.next_part(self._state.taken))

    def _place_keyboard(self, before: ReturnsState, state: ReturnsState) -> None:
        if wants_other_room(before, state):
            # Once the grid is laid out: it takes the room that its sizes need.
            QTimer.singleShot(0, self._give_room)
        if state.is_choosing and not before.is_choosing:
            part = self._taking.money.instead if state.sight is Sight.TAKING else self._opened.instead
            QTimer.singleShot(0, lambda: self._lead_into_grid(part, len(state.instead)))
        elif state.is_choosing and len(state.instead) > len(before.instead):
            # Enter is what comes next, and no second press on what was just taken.
            self._page.give_keys_to(None)
        if self._taking.sale.customer.line.hasFocus() and brings_more(before, state):
            self._page.give_keys_to(None)
        if not leads_anew(before, state):
            return
        wanted = self._search.line if state.sight not in OPEN else None
        if state.asks_means:
            wanted = self._opened.parts.field.line
        elif state.gesture is not None:
            wanted = self._opened.amount.line
        if state.beside is not None:
            # Once its new parts are laid out: the last key is at the foot of the column.
            QTimer.singleShot(0, self._deed_card(state).show_foot)
        else:
            self._page.lead_to(wanted)
            if self._page.isVisible():
                (wanted or self._page).setFocus(Qt.FocusReason.OtherFocusReason)
