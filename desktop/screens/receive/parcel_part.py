"""A customer's parcel that has just arrived: its bin in very large type."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.handover.bin_board import BinBoard, BinTile
from desktop.screens.receive.state import InHand
from desktop.shell.amounts import bin_words
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Card, PrimaryButton, SearchField, SecondaryButton, Text

CARD_WIDTH = 640


class ParcelPart(QWidget):
    """The parcel in hand.

    Signals:
        bin_typed: the number of another bin, with Enter.

    Attributes:
        field: where it is typed; board: the bin.
    """

    bin_typed = Signal(str)

    def __init__(self, go: Action, back: Action) -> None:
        super().__init__()
        self.setObjectName("receive_parcel")
        self._number = Text("", TextRole.LEAD, "ink2", name="receive_parcel_number", wrap=True)
        self._customer = Text("", TextRole.HEADLINE, name="receive_parcel_customer", wrap=True)
        self.board = BinBoard(name="receive_parcel_bin")
        self._more = Text("", TextRole.BODY, "ink2", name="receive_parcel_more", wrap=True)
        self.field = SearchField("", name="receive_other_bin", icon="place")
        self.field.line.returnPressed.connect(self._typed)
        self._go = PrimaryButton("", name="receive_parcel_go")
        go.drive(self._go)
        self._back = SecondaryButton("", name="receive_parcel_back")
        back.drive(self._back)
        card = Card(name="receive_parcel_card", padding=32, spacing=0)
        card.setMaximumWidth(CARD_WIDTH)
        for part, gap in (
            (self._number, 4),
            (self._customer, 20),
            (self.board, 16),
            (self._more, 20),
            (self.field, 20),
            (self._go, 8),
            (self._back, 0),
        ):
            card.body.addWidget(part)
            card.body.addSpacing(gap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.setAlignment(card, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def show_parcel(self, hand: InHand) -> None:
        """Show the parcel in hand and where it goes."""
        head = hand.head
        number = head.number
        if len(head.parcels) > 1:
            words = translate("Receive", "{number} · parcel {place} of {count}")
            number = words.format(number=number, place=hand.place, count=len(head.parcels))
        self._number.setText(number)
        self._customer.setText(head.customer)
        code = bin_words(hand.proposed_bin)
        if code:
            name = translate("Receive", "Bin {bin}").format(bin=code)
            self.board.show_bins([BinTile(name, translate("Receive", "Put it there now"))])
        else:
            none = translate("Receive", "No bin is free")
            hint = translate("Receive", "Scan the one that you use")
            self.board.show_bins([BinTile(none, hint, is_known=False)])
        awaited = translate("Receive", "Another parcel of this order is still on its way.")
        self._more.setText(awaited if hand.awaited else "")
        self._more.setVisible(bool(hand.awaited))
        self.field.set_hint(translate("Receive", "Another bin: its number"))

    def _typed(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.set_text("")
            self.bin_typed.emit(text)
