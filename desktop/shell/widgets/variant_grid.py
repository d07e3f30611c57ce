"""An article's variants: sizes across, colours down, what can be promised in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.shell.theme import GRID, TOUCH, TextRole, Tone, font, mix, theme
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.painting import CENTRE, draw_text, focus_ring, rounded
from desktop.shell.widgets.text import Text

USUAL_SIZES = 5
"""Columns that fill a card."""
#: As few as this are told as few.
FEW = 2

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True)
class Variant:
    """One cell: a key carried by the signal, its size and colour, how many can be promised here, and, where
    that is asked, elsewhere."""

    key: str
    size: str
    colour: str
    available: int
    elsewhere: int = 0


class VariantCell(PressArea):
    """One variant's number; green for enough, amber for few, grey with a dash for none. Blue with a plus are
    those that are elsewhere only."""

    def __init__(self, variant: Variant, is_selected: bool, parent: QWidget) -> None:
        away = f"+{variant.elsewhere}" if variant.elsewhere else "–"
        shown = str(variant.available) if variant.available else away
        super().__init__(shown, f"variant_{variant.key}", parent)
        self.variant = variant
        self.is_selected = is_selected
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = self.tr("{colour}, {size}: {number}")
        if variant.elsewhere and not variant.available:
            words = self.tr("{colour}, {size}: none here, {elsewhere} elsewhere")
        said = words.format(
            colour=variant.colour,
            size=variant.size,
            number=variant.available,
            elsewhere=variant.elsewhere,
        )
        self.setAccessibleName(said)
        self.setToolTip(said)

    def sizeHint(self) -> QSize:
        return QSize(72, TOUCH)

    def minimumSizeHint(self) -> QSize:
        return QSize(TOUCH, TOUCH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A button would take the arrows for itself and go to the next one in the order of the tab key.
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            number = self.variant.available
            none = Tone.INFO if self.variant.elsewhere else Tone.NEUTRAL
            tone = none if number <= 0 else Tone.WARN if number <= FEW else Tone.OK
            ink = palette.ink3 if tone is Tone.NEUTRAL else palette.strong(tone)
            ground = mix(palette.soft(tone), ink, 0.08 if self.is_hot else 0.0)
            rounded(painter, rect, ground, palette.line if tone is Tone.NEUTRAL else None)
            if self.is_selected:
                focus_ring(painter, rect.adjusted(-1, -1, 1, 1))
            if self.shows_focus:
                # Inside, so that the one that is chosen shows it too.
                inset = 3 if self.is_selected else -1
                focus_ring(painter, rect.adjusted(inset, inset, -inset, -inset))
            draw_text(painter, rect, self.text(), font(TextRole.LABEL_STRONG), ink, CENTRE)


class VariantGrid(QWidget):
    """Size by colour. Arrows move between cells, pressing one chooses the variant.

    Signals:
        chosen: key of the variant.
    """

    chosen = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID - 2)
        self._cells: dict[tuple[int, int], VariantCell] = {}

    def show_variants(self, variants: Sequence[Variant], selected: str = "") -> None:
        """Show an article's variants; sizes and colours stand in the order in which they come."""
        self._clear()
        sizes = list(dict.fromkeys(variant.size for variant in variants))
        colours = list(dict.fromkeys(variant.colour for variant in variants))
        for column, size in enumerate(sizes, start=1):
            head = Text(size, TextRole.LABEL, "ink3", align=Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, 1)
        for line, colour in enumerate(colours, start=1):
            self._grid.addWidget(Text(colour, TextRole.BODY, "ink2", elide=True), line, 0)
        self._grid.setColumnMinimumWidth(0, 88)
        # A few sizes do not stretch over the whole card.
        self._grid.setColumnStretch(len(sizes) + 1, max(0, USUAL_SIZES - len(sizes)))
        for variant in variants:
            place = (colours.index(variant.colour) + 1, sizes.index(variant.size) + 1)
            cell = VariantCell(variant, variant.key == selected, self)
            cell.clicked.connect(lambda _checked=False, key=variant.key: self.choose(key))
            self._grid.addWidget(cell, *place)
            self._cells[place] = cell

    def choose(self, key: str) -> None:
        """Choose a variant as a press would."""
        for cell in self._cells.values():
            cell.is_selected = cell.variant.key == key
            cell.update()
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((place for place, cell in self._cells.items() if cell.hasFocus()), None)
        step = _STEPS.get(Qt.Key(event.key()))
        if here is None or step is None:
            super().keyPressEvent(event)
            return
        there = self._cells.get((here[0] + step[0], here[1] + step[1]))
        if there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._cells.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
