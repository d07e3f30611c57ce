"""The order at the counter: where its parcels stand, what is in them, and the check beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QWidget

from core.rules.fulfilment import FulfilmentKind
from desktop.actions import Action
from desktop.screens.handover import part_words, words
from desktop.screens.handover.bin_board import BinBoard, BinTile
from desktop.screens.handover.check import CheckCard
from desktop.screens.handover.opened import Opened
from desktop.screens.handover.part_bar import PartBar
from desktop.screens.handover.room import Room
from desktop.screens.handover.state import HandOverState
from desktop.screens.handover.unheard import unheard_customer
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Card,
    Column,
    EdgeLine,
    KeyValueRows,
    Pill,
    QuietButton,
    RowList,
    Scroll,
    SectionTitle,
    Text,
)
from desktop.shell.wording import state_look

CHECK_WIDTH = 392
PADDING = {Room.AMPLE: 24, Room.LOW: 16, Room.LOWEST: 12}
"""Px round what is in the card of the parcels."""
SPACE = {Room.AMPLE: 20, Room.LOW: 8, Room.LOWEST: 4}
"""Px above and below its bins."""
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
CONTENT_COLUMNS = (Column(stretch=1, wraps=True), Column(width=96, align_right=True))


class OrderView(QWidget):
    """The parcels at the left, the check at the right.

    Attributes:
        check: the card at the right.
        contents: what is in the parcels, line by line; parts: what of it leaves.
    """

    def __init__(self, actions: dict[str, Action]) -> None:
        super().__init__()
        self.setObjectName("hand_over_order")
        self._number = Text("", TextRole.BODY, "ink2", name="hand_over_number", elide=True)
        self._customer = Text("", TextRole.HEADLINE, name="hand_over_customer", wrap=True)
        self._pill = Pill(name="hand_over_state")
        self._bins = BinBoard(name="hand_over_bins")
        self._facts = KeyValueRows(name="hand_over_facts")
        self._story = QuietButton("", name="hand_over_story_button")
        actions["story"].drive(self._story)
        self._title = SectionTitle("")
        self.contents = RowList(CONTENT_COLUMNS, name="hand_over_contents", meaning="", grows=True)
        self.contents.installEventFilter(self)
        self._go = actions["go"]
        self._room, self._is_part, self._has_story = Room.AMPLE, False, True
        self.parts = PartBar(actions)
        self.check = CheckCard(actions)
        self.check.setFixedWidth(CHECK_WIDTH)
        self.check.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self._lay_out()

    def show_order(self, opened: Opened, state: HandOverState) -> None:
        """Show an order."""
        head = opened.head
        self._number.setText(words.headline(opened))
        self._customer.setText(unheard_customer() if opened.is_unheard else head.customer)
        self._pill.show_look(state_look(head.state))
        self._bins.show_bins(
            [
                BinTile(*words.shelf_words(shelf), shelf.in_hand == shelf.parcels, bool(shelf.bin))
                for shelf in opened.shelves
            ]
        )
        self._facts.show_facts(words.facts(opened, state))
        self._has_story = not opened.is_unheard and opened.head.kind is not FulfilmentKind.TRANSFER
        self._is_part = opened.is_part
        self._show_foot()
        self.contents.setAccessibleName(translate("HandOver", "In the parcels"))
        self.contents.show_rows(part_words.rows(opened))
        left = sum(line.left_here for line in opened.lines)
        self._title.set_text(translate("HandOver", "In the parcels"), counts.articles(left))
        for part in (self.contents, self._title):
            part.setVisible(not opened.is_unheard)
        self.parts.show_order(opened)
        self.check.show_order(opened, state)

    def set_room(self, room: Room) -> None:
        """Have so much height."""
        padding = PADDING[room]
        self._card.body.setContentsMargins(padding, padding, padding, padding)
        for space in self._spaces:
            space.changeSize(0, SPACE[room])
        self._card.body.invalidate()
        self._bins.set_low(room is not Room.AMPLE)
        self._room = room
        self._show_foot()
        self.check.set_room(room)

    def _show_foot(self) -> None:
        """Where there is little room, whoever takes only a part sees all the lines instead."""
        is_shown = not self._is_part or self._room is Room.AMPLE
        self._facts.setVisible(is_shown)
        self._story.setVisible(is_shown and self._has_story)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_ours = watched is self.contents and isinstance(event, QKeyEvent) and event.key() in _KEYS
        if not is_ours or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        if not event.isAutoRepeat():
            self._press(Qt.Key(event.key()))
        return True

    def _press(self, key: Qt.Key) -> None:
        """Space does what the row's button does; Enter lets the order go, as anywhere on this page."""
        if key != Qt.Key.Key_Space:
            self._go.trigger()
        elif self.contents.current_key():
            self.contents.acted.emit(self.contents.current_key())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._number, 1)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        card = self._card = Card(name="hand_over_parcels", padding=PADDING[Room.AMPLE], spacing=0)
        self._spaces = (QSpacerItem(0, SPACE[Room.AMPLE]), QSpacerItem(0, SPACE[Room.AMPLE]))
        card.body.addLayout(head)
        card.body.addWidget(self._customer)
        card.body.addSpacerItem(self._spaces[0])
        card.body.addWidget(self._bins)
        card.body.addSpacerItem(self._spaces[1])
        foot = EdgeLine()
        foot.setSpacing(16)
        foot.addWidget(self._facts, 1)
        foot.addWidget(self._story, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(foot)
        left = Scroll(name="hand_over_left", spacing=8)
        left.body.addWidget(card)
        left.body.addSpacing(12)
        left.body.addWidget(self._title)
        left.body.addWidget(self.contents)
        left.body.addWidget(self.parts)
        left.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(left, 1)
        row.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
