"""The carrier is there: its parcels at the left; who takes them, and the key for it, at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.actions import Action
from desktop.screens.handover import loading_words
from desktop.screens.handover.loading import Loading
from desktop.screens.handover.state import HandOverState
from desktop.screens.handover.troubles import trouble_words
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Card, Column, FeedbackBar, Field, PrimaryButton, RowList, Text

COLUMNS = (
    Column(width=28),
    Column(stretch=1, wraps=True),
    Column(width=96, align_right=True, hide_below=560),
    Column(width=132, align_right=True),
)
CARD_WIDTH = 392


class LoadingView(QWidget):
    """A carrier's parcels.

    Signals:
        ticked: id of an order whose parcels are all in hand, or none any more.
        driver_named: the driver's name was typed.
    """

    ticked = Signal(str)
    driver_named = Signal(str)

    def __init__(self, go: Action) -> None:
        super().__init__()
        self.setObjectName("loading")
        self.rows = RowList(COLUMNS, name="loading_rows", meaning="")
        self.rows.acted.connect(self.ticked)
        self._carrier = Text("", TextRole.HEADLINE, name="loading_carrier", wrap=True)
        self._closing = Text("", TextRole.BODY, "ink2", name="loading_closing", wrap=True)
        self._count = Text("", TextRole.NUMBER, name="loading_count")
        self._in_hand = Text("", TextRole.BODY, "ink2")
        self.driver = Field("", name="loading_driver")
        self.driver.line.textEdited.connect(self.driver_named)
        self.feedback = FeedbackBar(name="loading_feedback")
        self._missing = Text("", TextRole.LABEL, "ink2", name="loading_missing", wrap=True)
        self._go = PrimaryButton("", name="loading_button")
        go.drive(self._go)
        self._lay_out()

    def show_loading(self, loading: Loading, state: HandOverState) -> None:
        """Show what waits, and what is in hand."""
        self.rows.setAccessibleName(translate("HandOver", "Parcels for the carrier"))
        self.rows.show_rows(loading_words.rows(loading))
        if loading.chosen and self.rows.current_key() != loading.chosen:
            self.rows.choose(loading.chosen)
        self._carrier.setText(loading_words.carrier_name(loading))
        self._closing.setText(loading_words.closing_words(loading, state.now, state.timezone))
        self._count.setText(loading_words.count_words(loading))
        self._in_hand.setText(translate("HandOver", "parcels in hand"))
        self.driver.set_label(translate("HandOver", "Name of the driver who takes them"))
        if self.driver.text() != loading.driver:
            self.driver.line.setText(loading.driver)
        if state.said is not None:
            self.feedback.bad(trouble_words(state.said, state))
        else:
            self.feedback.clear()
        self.feedback.setVisible(state.said is not None)
        missing = loading_words.missing_words(loading)
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))

    def _lay_out(self) -> None:
        number = QHBoxLayout()
        number.setSpacing(12)
        number.addWidget(self._count)
        number.addWidget(self._in_hand, 1)
        card = Card(name="loading_card", padding=20, spacing=8)
        card.setFixedWidth(CARD_WIDTH)
        card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        card.body.addWidget(self._carrier)
        card.body.addWidget(self._closing)
        card.body.addSpacing(12)
        card.body.addLayout(number)
        card.body.addSpacing(12)
        card.body.addWidget(self.driver)
        card.body.addWidget(self.feedback)
        card.body.addSpacing(12)
        card.body.addWidget(self._missing)
        card.body.addWidget(self._go)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.rows, 1)
        row.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
