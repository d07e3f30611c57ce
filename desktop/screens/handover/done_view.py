"""It is gone: what, when, to whom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.handover.done_words import done_facts, done_words
from desktop.screens.handover.state import Done, HandOverState
from desktop.screens.handover.unheard import unheard_customer
from desktop.shell.theme import TextRole, paint_icon, theme
from desktop.shell.widgets import Card, KeyValueRows, PrimaryButton, SecondaryButton, Text
from desktop.shell.widgets.painting import rounded

CARD_WIDTH = 480
MARK = 64


class _Tick(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(MARK, MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rounded(painter, QRectF(self.rect()), theme.palette.ok_soft, radius=MARK / 2)
            paint_icon(painter, QRectF(16, 16, 32, 32), "check", theme.palette.ok)


class DoneView(QWidget):
    """The receipt of a hand-over, in the middle, with the way to the next customer."""

    def __init__(self, go: Action, again: Action) -> None:
        super().__init__()
        self.setObjectName("hand_over_done")
        self._title = Text("", TextRole.HEADLINE, "ok", name="hand_over_done_title")
        self._customer = Text("", TextRole.TITLE, name="hand_over_done_customer", wrap=True)
        self._facts = KeyValueRows(name="hand_over_done_facts")
        self._next = PrimaryButton("", name="hand_over_next")
        go.drive(self._next)
        self._again = SecondaryButton("", name="hand_over_manifest_button")
        again.drive(self._again)
        card = Card(name="hand_over_done_card", padding=32, spacing=0)
        card.setFixedWidth(CARD_WIDTH)
        card.body.addWidget(_Tick(), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addSpacing(16)
        card.body.addWidget(self._title)
        card.body.addSpacing(4)
        card.body.addWidget(self._customer)
        card.body.addSpacing(20)
        card.body.addWidget(self._facts)
        card.body.addSpacing(28)
        card.body.addWidget(self._next)
        card.body.addSpacing(8)
        card.body.addWidget(self._again)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    def show_done(self, done: Done, state: HandOverState) -> None:
        """Show what has left."""
        self._title.setText(done_words(done))
        self._customer.setText(done.carrier or done.head.customer or unheard_customer())
        self._facts.show_facts(done_facts(done, state))
        self._again.setVisible(done.has_paper)
        self.setAccessibleName(f"{self._title.text()}: {done.head.number}, {done.head.customer}")
