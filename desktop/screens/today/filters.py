"""What of the board is shown: a field to search in it, and a button for each way to narrow it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.rules.fulfilment import FulfilmentKind
from desktop.actions import TODAY_FIND, TODAY_KIND, TODAY_LATE, TODAY_MINE, TODAY_ZONE, Action
from desktop.screens.today import filter_words
from desktop.screens.today.state import PAGE, Filter, TodayState
from desktop.shell.saying import translate
from desktop.shell.widgets import QuietButton, SearchField

TYPING_PAUSE_MS = 120
"""So long after the last letter the board is read: each letter would be read in vain."""


class FilterBar(QWidget):
    """The field and the buttons; each button says what it lets through now, and the next press the next.

    Signals:
        wanted: another filter.
    """

    wanted = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._state = TodayState()
        self.look = Action(TODAY_FIND, page)
        self.kind = Action(TODAY_KIND, page)
        self.mine = Action(TODAY_MINE, page)
        self.late = Action(TODAY_LATE, page)
        self.zone = Action(TODAY_ZONE, page)
        self.search = SearchField("", name="today_search")
        self.look.triggered.connect(self.search.focus_all)
        self.kind.triggered.connect(self._next_kind)
        self.mine.triggered.connect(self._turn_mine)
        self.late.triggered.connect(self._turn_late)
        self.zone.triggered.connect(self._next_zone)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._typed)
        self.search.edited.connect(lambda _text: self._pause.start())
        self.search.entered.connect(lambda _text: self._typed())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.search, 1)
        for action in (self.kind, self.mine, self.late, self.zone):
            row.addWidget(_button_of(action))

    def actions_here(self) -> list[Action]:
        """What can be done with it."""
        return [self.look, self.kind, self.mine, self.late, self.zone]

    def show_state(self, state: TodayState) -> None:
        """Say what is let through."""
        self._state = state
        self.search.set_hint(translate("Today", "Order, customer, article, code"))
        if not self._pause.isActive() and self.search.text() != state.filter.words:
            self.search.set_text(state.filter.words)
        self.look.say()
        self.kind.say(filter_words.kind_filter_words(state.filter))
        self.mine.say(filter_words.mine_filter_words(state.filter))
        self.late.say(filter_words.late_filter_words(state.filter))
        self.zone.say(filter_words.zone_filter_words(state.filter))
        self.zone.setEnabled(bool(state.zones or state.filter.zone))

    def clear(self) -> None:
        """Let everything through."""
        self._pause.stop()
        self.search.clear()
        self.wanted.emit(Filter())

    def _typed(self) -> None:
        self._pause.stop()
        if self.search.text() != self._state.filter.words:
            self._want(replace(self._state.filter, words=self.search.text()))

    def _next_kind(self) -> None:
        kinds = [kind.value for kind in FulfilmentKind]
        self._want(replace(self._state.filter, kind=_after(self._state.filter.kind, kinds)))

    def _turn_mine(self) -> None:
        self._want(replace(self._state.filter, is_mine=not self._state.filter.is_mine))

    def _turn_late(self) -> None:
        self._want(replace(self._state.filter, is_late=not self._state.filter.is_late))

    def _next_zone(self) -> None:
        self._want(replace(self._state.filter, zone=_after(self._state.filter.zone, self._state.zones)))

    def _want(self, wanted: Filter) -> None:
        self.wanted.emit(replace(wanted, most=PAGE))


def _button_of(action: Action) -> QuietButton:
    """Without its key, for which there is no room: the tip and the palette tell it."""
    button = QuietButton("", name=f"{action.declared.name}_button")

    def refresh() -> None:
        button.set_text(action.text())
        button.setToolTip(f"{translate('Actions', action.declared.words)}  {action.key}")
        button.setEnabled(action.isEnabled())

    action.changed.connect(refresh)
    button.clicked.connect(action.trigger)
    refresh()
    return button


def _after(now: str, every: Sequence[str]) -> str:
    """The next of a ring that begins with none."""
    ring = ["", *every]
    return ring[(ring.index(now) + 1) % len(ring)] if now in ring else ""
