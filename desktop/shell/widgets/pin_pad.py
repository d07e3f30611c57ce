"""A PIN by finger or by key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.shell.theme import GRID, TextRole, font, mix, paint_icon, theme
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.painting import CENTRE, draw_text, focus_ring, rounded

#: A PIN has at most this many digits.
PIN_MAX = 12


class PinKey(PressArea):
    """One key of the pad."""

    def __init__(self, face: str, meaning: str, name: str, icon: str = "") -> None:
        super().__init__(meaning, name)
        self._face = face
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(80, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            stir = 0.16 if self.isDown() else 0.07 if self.is_hot else 0.0
            ink = palette.ink if self.isEnabled() else palette.ink3
            rounded(painter, rect, mix(palette.surface, palette.accent, stir), palette.line)
            if self.shows_focus:
                focus_ring(painter, rect)
            if self._icon:
                mark = QRectF(rect.center().x() - 10, rect.center().y() - 10, 20, 20)
                paint_icon(painter, mark, self._icon, ink)
            else:
                draw_text(painter, rect, self._face, font(TextRole.TITLE), ink, CENTRE)


class PinDots(QWidget):
    """The PIN typed so far as dots; takes digits, Backspace and Enter.

    Signals:
        changed: another number of digits.
        entered: Enter was pressed, with the PIN.
    """

    changed = Signal(int)
    entered = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("PIN"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._digits = ""
        self.is_wrong = False

    def pin(self) -> str:
        """What was typed."""
        return self._digits

    def push(self, digit: str) -> None:
        """One more digit."""
        self._take((self._digits + digit)[:PIN_MAX])

    def erase(self) -> None:
        """One digit less."""
        self._take(self._digits[:-1])

    def clear(self) -> None:
        """None at all."""
        self._take("")

    def submit(self) -> None:
        """Hand over what was typed, if anything was."""
        if self._digits:
            self.entered.emit(self._digits)

    def _take(self, digits: str) -> None:
        self._digits = digits
        self.is_wrong = False
        self.changed.emit(len(digits))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(256, 56)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal():
            self.push(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self.erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            edge = palette.bad if self.is_wrong else palette.accent if self.hasFocus() else palette.edge
            rounded(painter, rect, palette.canvas, edge, 2 if self.is_wrong or self.hasFocus() else 1)
            if not self._digits:
                draw_text(painter, rect, self.tr("PIN"), font(TextRole.BODY), palette.ink3, CENTRE)
                return
            pitch, size = 20, 12
            left = rect.center().x() - (len(self._digits) * pitch - (pitch - size)) / 2
            for number in range(len(self._digits)):
                dot = QRectF(left + number * pitch, rect.center().y() - size / 2, size, size)
                rounded(painter, dot, palette.ink, radius=size / 2)


class PinPad(QWidget):
    """Ten digits and erase, each 56 px high.

    Signals:
        digit: one was pressed.
        erased: the last one goes.
    """

    digit = Signal(str)
    erased = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        for place, face in enumerate("123456789"):
            grid.addWidget(self._digit_key(face), place // 3, place % 3)
        erase = PinKey("", self.tr("Erase"), f"{name}_erase", "erase")
        erase.clicked.connect(self.erased)
        grid.addWidget(self._digit_key("0"), 3, 1)
        grid.addWidget(erase, 3, 2)

    def drive(self, dots: PinDots) -> None:
        """Let the pad type into the dots."""
        self.digit.connect(dots.push)
        self.erased.connect(dots.erase)

    def _digit_key(self, face: str) -> PinKey:
        key = PinKey(face, face, f"{self.objectName()}_{face}")
        key.clicked.connect(lambda: self.digit.emit(face))
        return key
