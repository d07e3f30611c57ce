"""A count is asked for: what of, and whether whoever counts is told how many are expected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.day import count_words
from desktop.screens.day.state import DayState
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Card,
    Column,
    Field,
    MasterDetail,
    PrimaryButton,
    RowList,
    SecondaryButton,
    Text,
)

COLUMNS = (Column(width=28), Column(stretch=1), Column(width=140, align_right=True))
CARD_WIDTH = 360
FOLD_BELOW = 760


class CountPart(QWidget):
    """The zones at the left, what was chosen at the right.

    Signals:
        wanted: a zone, a shelf or an article, as it was typed or pressed.
    """

    wanted = Signal(str)

    def __init__(self, go: Action, blind: Action) -> None:
        super().__init__()
        self.setObjectName("count")
        self.zones = RowList(COLUMNS, name="count_zones", meaning="")
        self.zones.acted.connect(self._choose)
        self._title = Text("", TextRole.TITLE, name="count_title", wrap=True)
        self.what = Field("", name="count_what")
        self.what.line.textEdited.connect(self.wanted)
        self._found = Text("", TextRole.BODY, "ink2", name="count_found", wrap=True)
        self._how = Text("", TextRole.BODY, "ink2", name="count_how", wrap=True)
        self._blind = SecondaryButton("", name="count_blind_button")
        self._go = PrimaryButton("", name="count_button")
        blind.drive(self._blind)
        go.drive(self._go)
        card = Card(name="count_card", spacing=12)
        for part in (self._title, self.what, self._found, self._how, self._blind):
            card.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._go, 1)
        card.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            MasterDetail(self.zones, card, name="count_parts", detail_width=CARD_WIDTH, fold_below=FOLD_BELOW)
        )

    def _choose(self, zone: str) -> None:
        """Its keys go on with what was chosen: Enter has it counted, what is typed is a shelf of it."""
        self.wanted.emit(zone)
        self.what.line.setFocus()

    def show_state(self, state: DayState) -> None:
        """Show what would be counted."""
        self.zones.setAccessibleName(translate("Day", "Zones of this store"))
        self.zones.show_rows(count_words.rows(state.counting))
        self._title.setText(translate("Day", "What is to be counted?"))
        self.what.set_label(translate("Day", "Zone or shelf (B-4-2), or scan it"))
        if self.what.text() != state.counting.wanted:
            self.what.line.setText(state.counting.wanted)
        self._found.setText(count_words.found_words(state.counting))
        self._how.setText(count_words.how_words(state.counting))
