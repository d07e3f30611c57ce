"""What stands beside an article, as it is seen: tabs, and under them the part that is turned to."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import (
    STOCK_MOVEMENTS,
    STOCK_NARROW,
    STOCK_PIECES,
    STOCK_PLACES,
    STOCK_PRICES,
    STOCK_SORT,
    Action,
)
from desktop.screens.stock import beside_words as words
from desktop.screens.stock.ask_bar import AskBar
from desktop.screens.stock.state import ArticlePage, Part, StockState
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import (
    Column,
    Divider,
    EmptyState,
    QuietButton,
    RowList,
    SectionTitle,
    Stack,
    Tab,
    Text,
)

_COLUMNS = {
    Part.PLACES: (
        Column(stretch=1),
        Column(width=68, align_right=True),
        Column(width=58, align_right=True),
        Column(width=62, align_right=True, hide_below=520),
        Column(hide_below=360),
    ),
    Part.MOVEMENTS: (Column(), Column(stretch=1), Column(), Column(width=40, align_right=True)),
    Part.PIECES: (Column(stretch=1), Column()),
    Part.PRICES: (Column(stretch=1), Column(), Column(align_right=True)),
}
MOST = 16_777_215
"""Qt's own maximum, px: no bound."""
_DECLARED = {
    Part.PLACES: STOCK_PLACES,
    Part.MOVEMENTS: STOCK_MOVEMENTS,
    Part.PIECES: STOCK_PIECES,
    Part.PRICES: STOCK_PRICES,
}


class BesideView(QWidget):
    """Network, movements, pieces, prices.

    Signals:
        part_wanted: a `Part` to turn to.
        sort_wanted, narrow_wanted: the places in the next order; more or fewer of them.
        more_wanted: the end of what is shown comes into sight.
        piece_chosen: serial number of the piece whose history is wanted.
    """

    part_wanted = Signal(object)
    sort_wanted = Signal()
    narrow_wanted = Signal()
    more_wanted = Signal()
    piece_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = StockState()
        self.turns = {part: Action(declared, self) for part, declared in _DECLARED.items()}
        self.sort, self.narrow = Action(STOCK_SORT, self), Action(STOCK_NARROW, self)
        self.tabs = {part: Tab("", name=f"stock_tab_{part.value}") for part in Part}
        for part, action in self.turns.items():
            action.triggered.connect(lambda _checked=False, part=part: self.part_wanted.emit(part))
            action.drive(self.tabs[part])
        self.sort.triggered.connect(self.sort_wanted)
        self.narrow.triggered.connect(self.narrow_wanted)
        self.lists = {part: self._list(part) for part in Part}
        self.lists[Part.PIECES].chosen.connect(self.piece_chosen)
        self.history = RowList(
            _COLUMNS[Part.MOVEMENTS], name="stock_piece_history", meaning="", selects=False
        )
        self._history_title = SectionTitle("", name="stock_history_title")
        self._no_history = Text("", TextRole.LABEL, "ink3", name="stock_no_history", wrap=True)
        self.nothing = EmptyState("stock", name="stock_beside_nothing")
        self._old = Text("", TextRole.LABEL, "warn", name="stock_old", wrap=True)
        self.ask_bar = AskBar()
        self._lay_out()

    def actions_here(self) -> list[Action]:
        """What can be done here."""
        return [*self.turns.values(), self.sort, self.narrow, *self.ask_bar.actions_here()]

    def show_page(self, page: ArticlePage, state: StockState) -> None:
        """Show the part that is turned to."""
        self._state = state
        side = state.side
        self.turns[Part.PIECES].setVisible(page.is_serialised)
        self.tabs[Part.PIECES].setVisible(page.is_serialised)
        for part, tab in self.tabs.items():
            tab.set_shown(part is side.part)
        self._filters.setVisible(side.part is Part.PLACES)
        self.sort.say(words.order_words(side.order))
        self.narrow.say(words.showing_words(side.which))
        old = words.old_words(state) if side.part is Part.PLACES else ""
        self._old.setText(old)
        self._old.setVisible(bool(old))
        self._show_rows(state)
        self.ask_bar.show_state(state)

    def speak(self) -> None:
        """Say everything again in the language of now."""
        for action in self.actions_here():
            action.say()
        self.ask_bar.show_state(self._state)
        self.lists[Part.PLACES].setAccessibleName(translate("Stock", "Every place and its stock"))
        self.lists[Part.MOVEMENTS].setAccessibleName(translate("Stock", "What happened here"))
        self.lists[Part.PIECES].setAccessibleName(translate("Stock", "Pieces by serial number"))
        self.lists[Part.PRICES].setAccessibleName(translate("Stock", "Prices with their dates"))
        self.history.setAccessibleName(translate("Stock", "What happened to the piece"))
        self.lists[Part.PLACES].set_heads(words.place_heads())
        self._no_history.setText(
            translate("Stock", "Nothing of it is known here; other stores’ movements are at headquarters.")
        )

    def turn_pages(self, pages: int) -> None:
        """Show the rows that follow, or those before."""
        bar = self.lists[self._state.side.part].verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _show_rows(self, state: StockState) -> None:
        side = state.side
        shown = self.lists[side.part]
        groups = words.groups(state)
        shown.show_groups(groups)
        if not groups[0].rows:
            sentence, hint = words.nothing_words(state)
            self.nothing.say(sentence, hint)
            self._parts.setCurrentWidget(self.nothing)
            self._parts.setMaximumHeight(MOST)
            return
        if side.part is Part.PIECES:
            self._show_history(state)
        self._parts.setCurrentWidget(self._pieces if side.part is Part.PIECES else shown)
        # What can be asked of another store stands under a short list, not at the foot of a tall screen.
        ends = side.part is Part.PLACES
        self._parts.setMaximumHeight(shown.content_height() + 2 * GRID if ends else MOST)

    def _show_history(self, state: StockState) -> None:
        side = state.side
        pieces = self.lists[Part.PIECES]
        if side.serial and pieces.current_key() != side.serial:
            # Nobody chose it now: two pieces that are chosen in one breath would wait for each other's turn
            # for ever.
            with QSignalBlocker(pieces):
                pieces.choose(side.serial)
        self._history_title.set_text(words.history_words(side))
        self.history.show_rows(words.happened_row(one, state) for one in side.history)
        self.history.setVisible(bool(side.history))
        self._no_history.setVisible(not side.history)

    def _list(self, part: Part) -> RowList:
        selects = part is Part.PIECES
        made = RowList(_COLUMNS[part], name=f"stock_{part.value}", meaning="", selects=selects)
        made.end_neared.connect(self.more_wanted)
        return made

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(4)
        for tab in self.tabs.values():
            tabs.addWidget(tab)
        tabs.addStretch()
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(8)
        for action, name in ((self.sort, "stock_sort_button"), (self.narrow, "stock_narrow_button")):
            button = QuietButton("", name=name)
            action.drive(button)
            filters.addWidget(button)
        filters.addStretch()
        self._pieces = QWidget()
        pieces = QVBoxLayout(self._pieces)
        pieces.setContentsMargins(0, 0, 0, 0)
        pieces.setSpacing(8)
        pieces.addWidget(self.lists[Part.PIECES], 3)
        pieces.addSpacing(8)
        pieces.addWidget(self._history_title)
        pieces.addWidget(self._no_history)
        pieces.addWidget(self.history, 2)
        pieces.addStretch()
        self._parts = Stack()
        for part in (Part.PLACES, Part.MOVEMENTS, Part.PRICES):
            self._parts.addWidget(self.lists[part])
        self._parts.addWidget(self._pieces)
        self._parts.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addWidget(Divider())
        column.addSpacing(8)
        column.addWidget(self._filters)
        column.addWidget(self._old)
        column.addSpacing(4)
        column.addWidget(self._parts, 1)
        column.addWidget(self.ask_bar)
        column.addStretch()
