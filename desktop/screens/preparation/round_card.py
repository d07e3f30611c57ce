"""The pick list at the left: the lines in walking order, and how far the round has come."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.fulfilments import Line
from desktop.screens.preparation import words
from desktop.screens.preparation.state import Phase, PreparationState
from desktop.shell.amounts import variant_words
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Card,
    Cell,
    Column,
    Divider,
    EdgeColumn,
    ProgressThin,
    QuietButton,
    Row,
    RowList,
    Text,
)

WIDTH = 300
EDGE = 1
ROW_MARGIN = 16
"""Px at both sides of what stands in a row: the head and the foot begin and end with it."""
_COLUMNS = (Column(width=20), Column(stretch=1, wraps=True), Column(align_right=True))


class RoundCard(QWidget):
    """The card, as tall as its rows and no taller than the room; below them the list on paper, while it is
    picked.

    Signals:
        line_chosen: id of the line to go on with.
    """

    line_chosen = Signal(str)

    def __init__(self, on_paper: Action) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._on_paper = on_paper
        self._card = Card(name="prepare_round", padding=EDGE, spacing=0)
        self._title = Text("", TextRole.TITLE, name="prepare_round_title", elide=True)
        self._left = Text("", TextRole.LABEL, "ink3", name="prepare_round_left", elide=True)
        self._bar = ProgressThin(name="prepare_progress")
        self.rows = RowList(_COLUMNS, name="prepare_lines", meaning="", is_flush=True)
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.rows.chosen.connect(self.line_chosen)
        self._head = QWidget()
        self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(ROW_MARGIN, 16, ROW_MARGIN, 16)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._left)
        head.addSpacing(6)
        head.addWidget(self._bar)
        self._foot = self._make_foot(on_paper)
        self._card.body.addWidget(self._head)
        self._card.body.addWidget(self.rows)
        self._card.body.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card, 1)
        column.addStretch()

    def show_state(self, state: PreparationState) -> None:
        """Show the order in hand."""
        if state.head is None:
            return
        self.rows.setAccessibleName(translate("Prepare", "Pick list"))
        self._title.setText(words.round_words(state))
        self._left.setText(words.progress_words(state))
        picked, missing, wanted = words.progress(state)
        self._bar.show_share(picked / wanted if wanted else 0, missing / wanted if wanted else 0)
        self.rows.blockSignals(True)
        self.rows.show_rows(_row(number, line) for number, line in enumerate(state.lines, 1))
        self.rows.choose(state.current)
        self.rows.blockSignals(False)
        rows = self.rows.content_height(WIDTH - 2 * EDGE)
        self.rows.setMaximumHeight(rows)
        is_printed = state.phase is Phase.PICK and self._on_paper.isEnabled()
        self._foot.setVisible(is_printed)
        foot = self._foot.sizeHint().height() if is_printed else 0
        self._card.setMaximumHeight(self._head.sizeHint().height() + rows + foot + 2 * EDGE)

    def _make_foot(self, on_paper: Action) -> QWidget:
        foot = QWidget()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button = QuietButton("", name="prepare_list_button", icon="printer")
        on_paper.drive(button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(Divider())
        line = EdgeColumn()
        line.setContentsMargins(ROW_MARGIN, 0, ROW_MARGIN, 0)
        line.addWidget(button)
        column.addLayout(line)
        return foot


def _row(number: int, line: Line) -> Row:
    lead = Cell(str(number), colour="ink3")
    if not line.left_to_pick:
        lead = Cell(icon="refused", icon_colour="bad") if line.short else Cell(icon="check", icon_colour="ok")
    quantity = words.quantity_words(line)
    what = variant_words(line.size, line.colour)
    if line.is_awaited:
        lead = Cell(icon="waiting", icon_colour="warn")
        what = _with(what, translate("Prepare", "waits for an answer"))
    elif line.agreement and line.short:
        what = _with(what, translate("Prepare", "not wanted"))
    elif line.short:
        what = _with(what, words.short_words(line.short))
    elif line.is_serialised and line.left_to_pick:
        what = translate("Prepare", "{size}, serial number").format(size=line.size or line.colour)
    name = Cell(line.name, what, strong=True, hint_colour="bad" if line.short else "ink3")
    return Row(line.id, (lead, name, Cell(quantity, words.short_place(line))), is_muted=not line.left_to_pick)


def _with(variant: str, said: str) -> str:
    """What is said of a variant: the list may have another of the same name."""
    return ", ".join(part for part in (variant, said) if part)
