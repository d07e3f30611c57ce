"""Answers side by side that go on to the next line where there is no room: reasons, conditions, means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, font, mix, paint_icon, theme
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.painting import CENTRE, draw_text, focus_ring, rounded, text_width

HEIGHT = 44
GAP = 8
TICK = 16


@dataclass(frozen=True)
class Chip:
    """An answer: a key carried by the signal, its words, and the digit that gives it."""

    key: str
    words: str
    digit: str = ""


class _ChipButton(PressArea):
    def __init__(self, chip: Chip, name: str, parent: QWidget) -> None:
        super().__init__(chip.words, name, parent)
        self.chip = chip
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        digit = text_width(self.chip.digit, font(TextRole.KEY)) + 8 if self.chip.digit else 0
        tick = TICK + 6 if self.isChecked() else 0
        return QSize(
            round(text_width(self.chip.words, font(TextRole.LABEL_STRONG)) + digit + tick + 30), HEIGHT
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect()).adjusted(0, 3, 0, -3)
            stir = 0.14 if self.isDown() else 0.06 if self.is_hot else 0.0
            ground = palette.accent if self.isChecked() else mix(palette.canvas, palette.accent, stir)
            rounded(
                painter, rect, ground, None if self.isChecked() else palette.edge, radius=rect.height() / 2
            )
            if self.shows_focus:
                focus_ring(painter, rect, rect.height() / 2)
            ink = palette.on_accent if self.isChecked() else palette.ink
            inside = rect.adjusted(14, 0, -14, 0)
            if self.isChecked():
                mark = QRectF(inside.left(), rect.center().y() - TICK / 2, TICK, TICK)
                paint_icon(painter, mark, "check", ink)
                inside.setLeft(inside.left() + TICK + 6)
            if self.chip.digit:
                quiet = palette.on_accent if self.isChecked() else palette.ink3
                width = text_width(self.chip.digit, font(TextRole.KEY))
                draw_text(
                    painter,
                    QRectF(inside.left(), rect.top(), width + 2, rect.height()),
                    self.chip.digit,
                    font(TextRole.KEY),
                    quiet,
                    CENTRE,
                )
                inside.setLeft(inside.left() + width + 8)
            draw_text(painter, inside, self.chip.words, font(TextRole.LABEL_STRONG), ink, CENTRE)


class Chips(QWidget):
    """The answers, of which at most one holds.

    Signals:
        chosen: key of the one that was pressed.
    """

    chosen = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown: tuple[Chip, ...] = ()
        self._buttons: list[_ChipButton] = []

    def show_chips(self, chips: Sequence[Chip], selected: str = "") -> None:
        """Offer these answers; each is named after the widget and its key."""
        if tuple(chips) != self._shown:
            self._shown = tuple(chips)
            for gone in self._buttons:
                gone.hide()
                gone.deleteLater()
            self._buttons = [self._add(chip) for chip in chips]
        for button in self._buttons:
            button.setChecked(button.chip.key == selected)
        self._place(self.width())
        self.updateGeometry()

    def keys(self) -> list[str]:
        """The answers' keys, in order."""
        return [chip.key for chip in self._shown]

    def selected(self) -> str:
        """The key of the one that holds, or nothing."""
        return next((button.chip.key for button in self._buttons if button.isChecked()), "")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, moves=False)

    def sizeHint(self) -> QSize:
        return QSize(240, self._place(max(240, self.width()), moves=False))

    def minimumSizeHint(self) -> QSize:
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        return QSize(widest, self._place(max(widest, self.width()), moves=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _add(self, chip: Chip) -> _ChipButton:
        button = _ChipButton(chip, f"{self.objectName()}_{chip.key}", self)
        button.setAccessibleName(chip.words)
        button.clicked.connect(lambda _checked=False, key=chip.key: self._press(key))
        button.show()
        return button

    def _press(self, key: str) -> None:
        for button in self._buttons:
            button.setChecked(button.chip.key == key)
        self._place(self.width())
        self.chosen.emit(key)

    def _place(self, width: int, *, moves: bool = True) -> int:
        """Lay the chips out in lines of this width; returns the height that they take."""
        left = top = 0
        for button in self._buttons:
            size = button.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + HEIGHT
            if moves:
                button.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + GAP
        return top + HEIGHT if self._buttons else 0
