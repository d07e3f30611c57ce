"""What goes into which parcel: one with everything, until there are more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.rules.plausibility import MAX_PARCEL_WEIGHT_G
from desktop.screens.preparation.leaving import leaving_words
from desktop.screens.preparation.pack_note import PackNote
from desktop.screens.preparation.packed_next import PackedNext
from desktop.screens.preparation.state import Draft, PreparationState
from desktop.shell.amounts import variant_words
from desktop.shell.counts import counts
from desktop.shell.palette_words import NO_COLOUR
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Card, Cell, Column, Field, Row, RowList, Scroll, Text

_COLUMNS = (Column(stretch=1, wraps=True), Column(align_right=True))
_WEIGHT_WIDTH = 132


class DraftCard(Card):
    """One parcel: its contents, and its weight for whoever weighs it.

    Signals:
        unit_moved: line of which one unit goes to the next parcel.
        weighed: grams.
    """

    unit_moved = Signal(str)
    weighed = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__(name=f"draft_{place}", padding=1, spacing=0)
        # No higher than what is in it: it would share what is free under it, inside its head.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._place = place
        self._title = Text("", TextRole.BODY_STRONG)
        self._hint = Text("", TextRole.LABEL, "ink3")
        self._weight = Field("", name=f"draft_{place}_weight")
        self._weight.setFixedWidth(_WEIGHT_WIDTH)
        self._weight.line.setValidator(QIntValidator(0, MAX_PARCEL_WEIGHT_G, self))
        self._weight.line.editingFinished.connect(self._tell_weight)
        self._rows = RowList(_COLUMNS, name=f"draft_{place}_rows", meaning="", grows=True, is_flush=True)
        self._rows.acted.connect(self.unit_moved)
        self._empty = Text("", TextRole.LABEL, "ink3", wrap=True)
        self._empty.setContentsMargins(16, 0, 16, 16)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._title)
        said.addWidget(self._hint)
        said.addStretch()
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.addLayout(said, 1)
        head.addWidget(self._weight, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._rows)
        self.body.addWidget(self._empty)

    def show_draft(self, draft: Draft, state: PreparationState) -> None:
        """Show what is in it now."""
        count = len(state.drafts)
        title = translate("Prepare", "Parcel {place}").format(place=self._place + 1)
        self._title.setText(title)
        self._hint.setText(counts.articles(sum(draft.contents.values())))
        self._weight.set_label(translate("Prepare", "Weight in grams"))
        if not self._weight.line.hasFocus():
            self._weight.line.setText(str(draft.weight_g or ""))
        target = (self._place + 1) % count + 1
        move = translate("Prepare", "One to parcel {place}").format(place=target) if count > 1 else ""
        self._rows.setAccessibleName(title)
        self._rows.setFocusPolicy(Qt.FocusPolicy.StrongFocus if count > 1 else Qt.FocusPolicy.NoFocus)
        self._rows.show_rows(_row(key, units, state, move) for key, units in draft.contents.items())
        if not self._rows.hasFocus():
            self._rows.choose("")
        self._rows.setVisible(bool(draft.contents))
        self._empty.setText(translate("Prepare", "Empty so far. An empty parcel is not packed."))
        self._empty.setVisible(not draft.contents)

    def _tell_weight(self) -> None:
        self.weighed.emit(int(self._weight.text() or 0))


class PackPart(QWidget):
    """The parcels, one card each.

    Signals:
        unit_moved: place of the parcel (from 0) and line of which one unit goes to the next parcel.
        weighed: place and grams.
    """

    unit_moved = Signal(int, str)
    weighed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", TextRole.NUMBER, name="pack_title", wrap=True)
        self._hint = Text("", TextRole.BODY, "ink2", name="pack_hint", wrap=True)
        self._note = PackNote()
        self._scroll = Scroll(name="pack_parcels", spacing=12)
        self._next = PackedNext()
        self._scroll.body.addWidget(self._next)
        self._scroll.body.addStretch()
        self._cards: list[DraftCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self._note)
        column.addSpacing(8)
        column.addWidget(self._scroll, 1)

    def show_state(self, state: PreparationState) -> None:
        """Show the drafts."""
        head = state.head
        if head is None:
            return
        self._title.setText(translate("Prepare", "Pack {number}").format(number=head.number))
        self._hint.setText(self._said(state))
        self._note.show_note(head.note)
        self._next.show_count(len(state.drafts))
        while len(self._cards) < len(state.drafts):
            self._add_card(len(self._cards))
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(state.drafts))
            if place < len(state.drafts):
                card.show_draft(state.drafts[place], state)

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough."""
        self._title.set_role(TextRole.TITLE if is_low else TextRole.NUMBER)
        self._hint.setVisible(not is_low)
        self._note.set_low(is_low)
        self._next.setVisible(not is_low)

    def _add_card(self, place: int) -> None:
        card = DraftCard(place)
        card.unit_moved.connect(lambda key, place=place: self.unit_moved.emit(place, key))
        card.weighed.connect(lambda grams, place=place: self.weighed.emit(place, grams))
        self._cards.append(card)
        self._scroll.body.insertWidget(place, card)

    def _said(self, state: PreparationState) -> str:
        short = sum(line.short for line in state.lines)
        said = translate("Prepare", "Everything is picked. It goes in one parcel, or in more of them.")
        if short:
            words_of_it = translate(
                "Prepare", "Everything is worked: {short} short, the rest goes in a parcel."
            )
            said = words_of_it.format(short=short)
        leaving = leaving_words(state.leaving, state.now, state.timezone)
        return f"{said} {leaving}" if leaving else said


def _row(line_id: str, units: int, state: PreparationState, move: str) -> Row:
    line = state.line(line_id)
    article = Cell()
    if line is not None:
        # What lies in the hand is told by its look: it is the last time that somebody sees it open.
        article = Cell(
            line.name,
            variant_words(line.size, line.colour),
            strong=True,
            swatch=line.colour_hex or NO_COLOUR,
            icon=line.category,
        )
    return Row(line_id, (article, Cell(f"{units} ×", strong=True)), move)
