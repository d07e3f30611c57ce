"""What of the board is shown: a field to search in it, and a button for each way to narrow it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.rules.fulfilment import FulfilmentKind
from desktop.actions import TODAY_FIND, TODAY_KIND, TODAY_LATE, TODAY_MINE, TODAY_ZONE, Action
from desktop.screens.today import filter_words
from desktop.screens.today.state import PAGE, Filter, TodayState
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TOUCH, theme
from desktop.shell.widgets import Button, SearchField

FILTER_PADDING = 14
"""Of a filter, px: four of them stand beside the search on the smallest screen."""
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
        row.setSpacing(GRID)
        row.addWidget(self.search, 1)
        self._buttons = [FilterButton(one) for one in (self.kind, self.mine, self.late, self.zone)]
        for button in self._buttons:
            row.addWidget(button)

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
        wanted = state.filter
        for button, narrows in zip(
            self._buttons, (wanted.kind, wanted.is_mine, wanted.is_late, wanted.zone), strict=True
        ):
            button.set_narrows(bool(narrows))

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


class FilterButton(Button):
    """What is let through, in a frame that shines while something is kept back.

    Without its key, for which there is no room: the tip and the palette tell it.
    """

    def __init__(self, action: Action) -> None:
        super().__init__("", name=f"{action.declared.name}_button")
        self._narrows = False
        action.drive(self, names_key=False)

    def set_narrows(self, narrows: bool) -> None:
        """Say whether it keeps something back."""
        if narrows is not self._narrows:
            self._narrows = narrows
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._content_width(with_key=False) + 2 * FILTER_PADDING), TOUCH)

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        palette = theme.palette
        if self._narrows:
            return palette.accent_soft, palette.accent, palette.accent
        ground, border, ink = super().colours()
        return ground, border, palette.ink2 if self.isEnabled() else ink


def _after(now: str, every: Sequence[str]) -> str:
    """The next of a ring that begins with none."""
    ring = ["", *every]
    return ring[(ring.index(now) + 1) % len(ring)] if now in ring else ""
