"""Step 2, the goods: how many, why, what they are like, where they go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.returns import goods_words
from desktop.screens.returns.goods_state import Lack, Taken
from desktop.screens.returns.photo_part import PhotoPart
from desktop.screens.returns.state import ReturnsState
from desktop.shell.amounts import article_words
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import (
    Card,
    EdgeLine,
    Field,
    IconButton,
    QuietButton,
    StepHeader,
    StepState,
    Text,
    stand,
)
from desktop.shell.widgets.chips import Chips

UNDER_THE_NAME_BELOW = 340
"""Width, px, below which the quantity would leave a name one word a line."""


class GoodsPart(QWidget):
    """Quantity, reason, condition, picture, destination of the line in hand.

    Signals:
        reason_given, answer_given, disposition_given: a key; again_wanted: ask about the condition anew.
        step_wanted: a unit more or less; serial_given: what was typed.
    """

    reason_given = Signal(str)
    answer_given = Signal(str)
    disposition_given = Signal(str)
    again_wanted = Signal()
    step_wanted = Signal(int)
    serial_given = Signal(str)

    def __init__(self, photo: Action) -> None:
        super().__init__()
        self.photo = PhotoPart(photo)
        self.header = StepHeader(2, "", StepState.WAITING, name="returns_step_goods")
        self._name = Text("", TextRole.BODY_STRONG, name="returns_goods_name", wrap=True)
        self._count = Text("", TextRole.BODY_STRONG, name="returns_goods_count")
        self._less = IconButton("minus", "", name="returns_less")
        self._less.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._more = IconButton("plus", "", name="returns_more")
        self._more.clicked.connect(lambda: self.step_wanted.emit(1))
        self.serial = Field("", name="returns_serial")
        self.serial.line.textEdited.connect(self.serial_given)
        self._labels = [Text("", TextRole.LABEL, "ink2") for _ in range(3)]
        self.reasons = Chips(name="returns_reason")
        self.reasons.chosen.connect(self.reason_given)
        self._condition = Text("", TextRole.BODY_STRONG, name="returns_condition", wrap=True)
        self.answers = Chips(name="returns_answer")
        self.answers.chosen.connect(self.answer_given)
        self._again = QuietButton("", name="returns_again")
        self._again.clicked.connect(self.again_wanted)
        self.dispositions = Chips(name="returns_disposition")
        self.dispositions.chosen.connect(self.disposition_given)
        self._nothing = Text("", TextRole.BODY, "ink2", name="returns_goods_nothing", wrap=True)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stand(self._head, is_across=self.width() >= UNDER_THE_NAME_BELOW)

    def show_state(self, state: ReturnsState) -> None:
        """Show what is said of the line in hand."""
        self.header.set_title(translate("Returns", "The goods"))
        taken = state.taken
        current = StepState.CURRENT if taken is not None else StepState.WAITING
        self.header.set_state(StepState.DONE if state.is_complete else current)
        self._card.setVisible(taken is not None)
        self._nothing.setVisible(taken is None)
        self._nothing.setText(
            translate("Returns", "Choose what is brought back, or scan it.")
            if state.sale is not None
            else translate("Returns", "Scan what is brought back.")
        )
        if taken is not None:
            self._show_taken(taken, state)

    def next_part(self, taken: Taken) -> QWidget:
        """Where the next thing is said of it: on a small screen that may be out of sight."""
        lacks = taken.lacks
        if not lacks:
            return self.dispositions
        return self.answers if lacks == (Lack.CONDITION,) else self.header

    def speak(self) -> None:
        """Name the buttons."""
        self._less.set_meaning(translate("Returns", "One less"))
        self._more.set_meaning(translate("Returns", "One more"))

    def _show_taken(self, taken: Taken, state: ReturnsState) -> None:
        line, units = taken.line, len(taken.places)
        self._name.setText(article_words(line.name, line.size, line.colour))
        self._count.setText(translate("Returns", "{units} of {all}").format(units=units, all=line.quantity))
        has_many = line.quantity > 1 and state.sale is not None
        for part in (self._count, self._less, self._more):
            part.setVisible(has_many)
        self._more.setEnabled(units < len(line.free))
        self._less.setEnabled(units > 1)
        self.serial.setVisible(line.is_serialised)
        self.serial.set_label(translate("Returns", "Serial number of the piece"))
        if self.serial.text() != taken.serial:
            self.serial.line.setText(taken.serial)
        said = (
            translate("Returns", "Reason"),
            translate("Returns", "Condition"),
            translate("Returns", "Goes to"),
        )
        for label, text in zip(self._labels, said, strict=True):
            label.setText(text)
        self.reasons.show_chips(
            goods_words.reason_chips(has_keys=not state.is_choosing),
            taken.reason.value if taken.reason else "",
        )
        self._condition.setText(goods_words.condition_title(taken))
        self.answers.show_chips(goods_words.answer_chips())
        self.answers.setVisible(taken.condition is None)
        self._again.set_text(translate("Returns", "Grade again"))
        self._again.setVisible(bool(taken.answers))
        self.photo.show_photo(taken.photo)
        chips = goods_words.disposition_chips(taken)
        self.dispositions.show_chips(chips, taken.disposition.value if taken.disposition else "")
        self._labels[2].setVisible(bool(chips))
        self.dispositions.setVisible(bool(chips))

    def _lay_out(self) -> None:
        self._card = Card(name="returns_goods", padding=16, spacing=GRID)
        count = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        count.setSpacing(GRID)
        count.addWidget(self._name, 1)
        units = QHBoxLayout()
        for part in (self._less, self._count, self._more):
            units.addWidget(part)
        units.addStretch()
        count.addLayout(units)
        body = self._card.body
        body.addLayout(count)
        body.addWidget(self.serial)
        body.addSpacing(GRID)
        body.addWidget(self._labels[0])
        body.addWidget(self.reasons)
        body.addSpacing(GRID)
        body.addWidget(self._labels[1])
        line = EdgeLine()
        line.addWidget(self._condition, 1)
        line.addWidget(self._again)
        body.addLayout(line)
        body.addWidget(self.answers)
        body.addWidget(self.photo)
        body.addSpacing(GRID)
        body.addWidget(self._labels[2])
        body.addWidget(self.dispositions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.header)
        column.addWidget(self._card)
        column.addWidget(self._nothing)
        column.addStretch()
