"""Facts about a thing: names with values, and the terms of a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from desktop.shell.theme import TextRole
from desktop.shell.widgets.card import Card, Divider
from desktop.shell.widgets.text import Text

_TOP = Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class KeyValueRows(QWidget):
    """Names at the left, values beside them; a long value takes more lines."""

    def __init__(
        self, *, name: str = "", names_px: int = 0, are_numbers: bool = False, parent: QWidget | None = None
    ) -> None:
        """Rows of which several stand above one another give their names the same room, `names_px`.

        `are_numbers`: the values are figures, which end on one line.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setColumnMinimumWidth(0, names_px)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._place = _TOP | Qt.AlignmentFlag.AlignRight if are_numbers else _TOP
        self._shown: list[tuple[str, str]] = []
        self._rows: list[tuple[Text, Text]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show (name, value) pairs; a pair without a value is left out."""
        wanted = [(name, value) for name, value in facts if value]
        if wanted == self._shown:
            return
        self._shown = wanted
        if len(wanted) != len(self._rows):
            self._make_rows(len(wanted))
        for (name, value), (name_text, value_text) in zip(wanted, self._rows, strict=True):
            name_text.setText(name)
            value_text.setText(value)

    def _make_rows(self, lines: int) -> None:
        empty(self._grid)
        self._rows = [
            (Text("", TextRole.LABEL, "ink3"), Text("", TextRole.LABEL, "ink", wrap=True))
            for _ in range(lines)
        ]
        for line, row in enumerate(self._rows):
            self._grid.addWidget(row[0], line, 0, _TOP)
            self._grid.addWidget(row[1], line, 1, self._place)

    def names_px(self) -> int:
        """How much room the longest name takes."""
        return max((name.sizeHint().width() for name, _value in self._rows), default=0)

    def give_names(self, room_px: int) -> None:
        """Let the names have so much room."""
        self._grid.setColumnMinimumWidth(0, room_px)

    def facts(self) -> list[tuple[str, str]]:
        """What is shown."""
        return list(self._shown)


def line_up(*tables: KeyValueRows) -> None:
    """Let the values of tables that stand above one another begin at the same place."""
    room_px = max(table.names_px() for table in tables)
    for table in tables:
        table.give_names(room_px)


@dataclass(frozen=True)
class Term:
    """One term of a sum: what it is, and its number; a ``signed`` one is added to what stands above."""

    words: str
    number: int
    signed: bool = True


def signed(number: int) -> str:
    """A number with its sign, typographically: "+ 2", "− 1"."""
    return f"{'−' if number < 0 else '+'} {abs(number)}"


class WhyCard(Card):
    """Why a number is what it is: its terms in a column, the total under a line, and how far to trust it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, padding=20, spacing=8, parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._note = Text("", TextRole.LABEL, "ink3", wrap=True)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._note)

    def show_terms(self, terms: Sequence[Term], total_words: str, total: int, note: str = "") -> None:
        """Show a sum."""
        empty(self._grid)
        line = 0
        for term in terms:
            number = signed(term.number) if term.signed else str(term.number)
            self._add(line, term.words, number, is_strong=not term.signed)
            line += 1
        self._grid.addWidget(Divider(), line, 0, 1, 2)
        self._add(line + 1, total_words, str(total), is_strong=True, name=f"{self.objectName()}_total")
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _add(self, line: int, words: str, number: str, is_strong: bool, name: str = "") -> None:
        colour = "ink" if is_strong else "ink2"
        role = TextRole.BODY_STRONG if is_strong else TextRole.BODY
        self._grid.addWidget(Text(words, TextRole.BODY, colour, wrap=True), line, 0)
        self._grid.addWidget(Text(number, role, colour, name=name, align=_RIGHT), line, 1)
