"""A store credit or gift card: what is left, until when, and what happened to it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.returns import card_words as words
from desktop.screens.returns.state import ReturnsState
from desktop.shell.amounts import money_words
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole, Tone
from desktop.shell.widgets import Card, Column, Pill, PrimaryButton, RowList, Scroll, Text
from desktop.shell.widgets.note import Note
from desktop.shell.widgets.page import COLUMN_GAP

COLUMNS = (Column(width=28), Column(stretch=1), Column(align_right=True))
LEFT_WIDTH = 380


class CardPart(QWidget):
    """The credit."""

    def __init__(self, go: Action) -> None:
        super().__init__()
        self._title = Text("", TextRole.TITLE, name="returns_card_title")
        self.rows = RowList(COLUMNS, name="returns_card_rows", meaning="", grows=True)
        self._nothing = Text("", TextRole.BODY, "ink2", name="returns_card_nothing", wrap=True)
        self._left = Text("", TextRole.BODY_STRONG, name="returns_card_left")
        self._amount = Text("", TextRole.NUMBER, name="returns_card_amount")
        self._pill = Pill(name="returns_card_pill")
        self._notice = Note(name="returns_card_notice")
        following = PrimaryButton("", name="returns_card_next")
        go.drive(following)
        left = Scroll(spacing=GRID)
        for part in (self._title, self.rows, self._nothing):
            left.body.addWidget(part)
        left.body.addStretch()
        card = Card(name="returns_card", padding=20, spacing=GRID)
        pill = QHBoxLayout()
        pill.addWidget(self._pill)
        pill.addStretch()
        for text in (self._left, self._amount):
            card.body.addWidget(text)
        card.body.addLayout(pill)
        card.body.addWidget(self._notice)
        card.body.addSpacing(GRID)
        card.body.addWidget(following)
        right = Scroll(spacing=0)
        right.body.addWidget(card)
        right.body.addStretch()
        right.setFixedWidth(LEFT_WIDTH)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(COLUMN_GAP)
        line.addWidget(left, 1)
        line.addWidget(right)

    def show_state(self, state: ReturnsState) -> None:
        """Show it."""
        card = state.card
        if card is None:
            return
        is_known = card.is_fresh or bool(card.expires_at)
        self._title.setText(words.card_title(card))
        self.rows.show_groups(words.card_groups(card, state.now, state.timezone))
        self.rows.setVisible(bool(card.entries))
        self._nothing.setText(translate("Returns", "Its history is at headquarters."))
        self._nothing.setVisible(not card.entries)
        self._left.setText(translate("Returns", "Left on it"))
        self._amount.setText(money_words(card.balance_cents, card.currency) if is_known else "…")
        self._pill.setVisible(is_known)
        if is_known:
            self._pill.show_look(words.card_look(card, state.now, state.timezone))
        self._notice.say(words.card_notice(card), Tone.INFO if card.is_asking else Tone.WARN)

    def speak(self) -> None:
        """Name the list."""
        self.rows.setAccessibleName(translate("Returns", "What happened to it"))
