"""The first start at a machine: its language, the address of headquarters, the code; then what arrives."""

from __future__ import annotations

import re

import msgspec
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.shell.first_start_arrival import Arrival, ArrivalStep
from desktop.shell.language import LANGUAGE_NAMES, language
from desktop.shell.theme import GRID, TextRole, theme
from desktop.shell.widgets import Card, Field, PrimaryButton, Segments, Text
from desktop.shell.widgets.wordmark import Wordmark

CARD_WIDTH = 560
PADDING = 32
CODE_CHARS = 16
GROUP = 4
EXAMPLE_ADDRESS = "https://coulisse.example.com"
_MISREAD = str.maketrans("018", "OIB")
"""What people read for a letter: the alphabet of the codes (RFC 4648, base32) has none of these digits."""
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


def code_in_groups(typed: str) -> str:
    """A code as it is written on paper, "ABCD-EFGH-IJKL-MNOP", from whatever was typed or scanned."""
    plain = re.sub(r"[^A-Z0-9]", "", typed.upper()).translate(_MISREAD)[:CODE_CHARS]
    return "-".join(plain[place : place + GROUP] for place in range(0, len(plain), GROUP))


class Asked(msgspec.Struct, frozen=True):
    """What stands in the way of connecting: a sentence under the field that it is about."""

    address: str = ""
    code: str = ""
    is_checking: bool = False


class FirstStartPage(QWidget):
    """The window until this machine is a workstation. It says what was asked for, and decides nothing.

    Signals:
        language_wanted: "fr" or "en".
        connect_wanted: address and code.
        sign_in_wanted: enough has arrived to begin.
        closed: the person closed it.
    """

    language_wanted = Signal(str)
    connect_wanted = Signal(str, str)
    sign_in_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("first_start")
        self.setWindowTitle("Coulisse")
        self._is_left = False
        self._languages = Segments(name="first_start_language")
        self._languages.chosen.connect(self.language_wanted)
        self.address = Field("", name="first_start_address", hint=EXAMPLE_ADDRESS)
        self.code = Field("", name="first_start_code", hint="ABCD-EFGH-IJKL-MNOP")
        self._go = PrimaryButton("", name="first_start_go", key="Enter")
        self._is_checking = False
        self._ask = self._make_ask()
        self.arrival = ArrivalStep()
        self.arrival.go_wanted.connect(self.sign_in_wanted)
        self._steps = QStackedWidget()
        self._steps.addWidget(self._ask)
        self._steps.addWidget(self.arrival)
        card = Card(name="first_start_card", padding=PADDING)
        card.body.addWidget(self._steps)
        card.setFixedWidth(CARD_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        column.addWidget(Wordmark(TextRole.HEADLINE), 0, _MIDDLE)
        column.addSpacing(20)
        column.addWidget(card, 0, _MIDDLE)
        column.addStretch(3)
        self._show(self._ask)
        self._speak()

    # what it shows

    def ask(self, address: str, code: str = "") -> None:
        """Ask for the address and the code, with these filled in."""
        self.address.line.setText(address)
        self.code.line.setText(code_in_groups(code))
        self._show(self._ask)
        (self.code if address else self.address).line.setFocus()

    def show_asked(self, asked: Asked, note: str) -> None:
        """Say what stands in the way; nothing can be typed while headquarters is asked. The note is something
        to know about this machine."""
        sentences = (
            (self._address_sentence, asked.address),
            (self._code_sentence, asked.code),
            (self._note, note),
        )
        for sentence, words in sentences:
            sentence.setText(words)
            sentence.setVisible(bool(words))
        self._show(self._ask)
        self._is_checking = asked.is_checking
        for part in (self.address, self.code, self._go):
            part.setEnabled(not asked.is_checking)
        self._speak()
        if asked.code or asked.address:
            field = self.address if asked.address else self.code
            field.line.setFocus()
            field.line.selectAll()

    def take_code(self, scanned: str) -> None:
        """A code was scanned: it stands where it would have been typed, and is tried at once."""
        self.code.line.setText(code_in_groups(scanned))
        self._submit()

    def show_arrival(self, arrival: Arrival) -> None:
        """Show what has come so far."""
        could_go = self.arrival.go.isEnabled()
        self.arrival.show_arrival(arrival)
        self._show(self.arrival)
        if self.arrival.go.isEnabled() and not could_go:
            self.arrival.go.setFocus()

    def leave(self) -> None:
        """Make room for the window at work."""
        self._is_left = True
        self.close()

    # Qt's

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now the words have their typeface, and so their height.
        self._show(self._steps.currentWidget() or self._ask)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()
            self.arrival.speak()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self._steps.currentWidget() is self._ask:
                self._submit()
            else:
                self.arrival.go.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._is_left:
            self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.canvas)

    # how it is made

    def _make_ask(self) -> QWidget:
        self._title = Text("", TextRole.TITLE, name="first_start_title")
        self._lead = Text("", TextRole.BODY, "ink2", wrap=True)
        self._address_sentence = _sentence("first_start_address_sentence")
        self.code.line.textEdited.connect(self._group_code)
        self._code_sentence = _sentence("first_start_code_sentence")
        self._hint = Text("", TextRole.LABEL, "ink3", wrap=True)
        self._note = Text("", TextRole.LABEL, "ink2", name="first_start_note", wrap=True)
        self._go.clicked.connect(self._submit)
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._languages)
        column.addLayout(head)
        column.addWidget(self._lead)
        column.addSpacing(GRID)
        for part in (self.address, self._address_sentence, self.code, self._code_sentence, self._hint):
            column.addWidget(part)
        column.addWidget(self._note)
        column.addSpacing(GRID)
        column.addWidget(self._go, 0, Qt.AlignmentFlag.AlignRight)
        return step

    def _speak(self) -> None:
        self._languages.show_segments(LANGUAGE_NAMES, language.code)
        self._languages.setAccessibleName(self.tr("Language"))
        self._title.setText(self.tr("Connect this workstation"))
        self._lead.setText(
            self.tr("Headquarters or your manager gives a code for each new workstation. It is good once.")
        )
        self.address.set_label(self.tr("Address of headquarters"))
        self.code.set_label(self.tr("Enrolment code"))
        self._hint.setText(self.tr("Type the code, or scan it."))
        self._go.set_text(self.tr("Connecting…") if self._is_checking else self.tr("Connect"))

    def _show(self, step: QWidget) -> None:
        """Bring a step to the front; the card takes the height of that one alone."""
        self._steps.setCurrentWidget(step)
        height = step.heightForWidth(CARD_WIDTH - 2 * PADDING)
        self._steps.setFixedHeight(height if height > 0 else step.sizeHint().height())

    def _group_code(self, typed: str) -> None:
        line = self.code.line
        grouped = code_in_groups(typed)
        if grouped != typed:
            before = len(re.sub(r"[^A-Z0-9]", "", typed[: line.cursorPosition()].upper()))
            line.setText(grouped)
            line.setCursorPosition(min(len(grouped), before + max(0, before - 1) // GROUP))

    def _submit(self) -> None:
        if not self._is_checking:
            self.connect_wanted.emit(self.address.text().strip(), self.code.text())


def _sentence(name: str) -> Text:
    made = Text("", TextRole.LABEL_STRONG, "bad", name=name, wrap=True)
    made.hide()
    return made
