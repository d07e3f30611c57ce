"""Where the parcel goes: the bin in very large type, the label that comes out of the printer beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.fulfilments import Head
from desktop.screens.preparation.state import PreparationState
from desktop.shell.amounts import bin_words
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole, font
from desktop.shell.widgets import Cell, Column, LabelPreview, Row, RowList, SearchField, Text

BIN_PX = 128
"""As large as across a back room; the middle of the step is its."""
BIN_PX_LOW = 56
PAPER = 1.5
"""Height of the label by its width."""
_COLUMNS = (Column(width=20), Column(stretch=1, wraps=True), Column(align_right=True))


class BinSign(QWidget):
    """A bin in very large type: "Bin" above its number."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._word = Text("", TextRole.LEAD, "ink2")
        self._number = Text("", TextRole.NUMBER, "ink")
        self.set_size(BIN_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._word)
        column.addWidget(self._number)

    def set_size(self, size_px: int) -> None:
        """Write larger or smaller."""
        large = QFont(font(TextRole.NUMBER))
        large.setPixelSize(size_px)
        self._number.setFont(large)

    def show_bin(self, word: str, code: str) -> None:
        """Show another bin; "–" for none."""
        self._word.setText(word)
        self._number.setText(bin_words(code) or "–")
        self.setAccessibleName(f"{word} {bin_words(code)}")


class StagePart(QWidget):
    """The parcel in hand and its bin.

    Signals:
        bin_typed: the number of another bin, with Enter.

    Attributes:
        field: where it is typed.
    """

    bin_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", TextRole.HEADLINE, name="stage_title", wrap=True)
        self._sign = BinSign(name="stage_bin")
        self.field = SearchField("", name="stage_other_bin", icon="place")
        self._rows = RowList(_COLUMNS, name="stage_parcels", meaning="", grows=True)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._label = LabelPreview(name="stage_label")
        self._label_words = Text("", TextRole.LABEL, "ink3", elide=True)
        self._shown = b""
        self._has_more = self._is_low = False
        self._lay_out()

    def show_state(self, state: PreparationState) -> None:
        """Show the parcel in hand."""
        head = state.head
        if head is None:
            return
        self._title.setText(self._asked(head, state))
        self._sign.show_bin(translate("Prepare", "Bin"), state.proposed_bin)
        self.field.set_hint(translate("Prepare", "Another bin: its number"))
        self._rows.setAccessibleName(translate("Prepare", "Parcels"))
        self._has_more = len(head.parcels) > 1
        self._rows.setVisible(self._has_more and not self._is_low)
        self._rows.show_rows(_row(place, number, state) for place, number in _numbers(head))
        self._rows.choose(state.in_hand)
        self._label_words.setText(translate("Prepare", "The label from the printer"))
        if state.label and state.label != self._shown:
            self._shown = state.label
            self._label.show_pdf(state.label, words=translate("Prepare", "Label of the parcel"))

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough."""
        self._is_low = is_low
        self._title.set_role(TextRole.TITLE if is_low else TextRole.HEADLINE)
        self._sign.set_size(BIN_PX_LOW if is_low else BIN_PX)
        self._rows.setVisible(self._has_more and not is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label.setMaximumHeight(round(self._label.width() * PAPER) + 2)

    def _asked(self, head: Head, state: PreparationState) -> str:
        if len(head.parcels) <= 1:
            return translate("Prepare", "Put the parcel in its bin")
        place = next((place for place, number in _numbers(head) if number == state.in_hand), 1)
        words = translate("Prepare", "Put parcel {place} of {count} in its bin")
        return words.format(place=place, count=len(head.parcels))

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(12)
        said.addWidget(self._title)
        said.addWidget(self._sign)
        said.addWidget(self._rows)
        said.addStretch()
        said.addWidget(self.field)
        paper = QVBoxLayout()
        paper.setSpacing(8)
        paper.addWidget(self._label_words)
        paper.addWidget(self._label, 1)
        paper.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(32)
        line.addLayout(said, 1)
        line.addLayout(paper, 1)


def _numbers(head: Head) -> list[tuple[int, str]]:
    return [(place, parcel.number) for place, parcel in enumerate(head.parcels, 1)]


def _row(place: int, number: str, state: PreparationState) -> Row:
    code = state.bins.get(number, "")
    lead = Cell(icon="check", icon_colour="ok") if code else Cell(icon="parcel")
    title = translate("Prepare", "Parcel {place}").format(place=place)
    where = translate("Prepare", "Bin {bin}").format(bin=bin_words(code)) if code else ""
    return Row(number, (lead, Cell(title, strong=number == state.in_hand), Cell(where)), is_muted=bool(code))
