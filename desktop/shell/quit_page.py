"""The page that stands before the end while some of the work is on this computer alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.shell.theme import GRID, TextRole, theme
from desktop.shell.widgets import Card, PrimaryButton, ProgressThin, SecondaryButton, Text

CARD_WIDTH = 620


class QuitPage(QWidget):
    """Says what waits, and what it means to quit now.

    Signals:
        stay_wanted: go on working.
        quit_wanted: quit all the same.
    """

    stay_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quit_page")
        self._waiting = 0
        self._of = 0
        self._title = Text("", TextRole.TITLE, "ink", name="quit_title", wrap=True)
        self._text = Text("", TextRole.BODY, "ink2", name="quit_text", wrap=True)
        self._progress = ProgressThin(name="quit_progress")
        self._leave = SecondaryButton("", name="quit_anyway")
        self._leave.clicked.connect(self.quit_wanted)
        self._stay = PrimaryButton("", name="quit_stay", key="Esc")
        self._stay.clicked.connect(self.stay_wanted)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.stay_wanted)
        self._lay_out()

    def ask(self, waiting: int) -> None:
        """So many actions are on this computer alone: stay, or quit all the same."""
        self._waiting, self._of = waiting, 0
        self._speak()

    def show_sending(self, waiting: int, of: int) -> None:
        """They are being sent: so many of so many still wait."""
        self._waiting, self._of = waiting, of
        self._progress.show_share((of - waiting) / of)
        self._speak()

    def take_focus(self) -> None:
        """Put the keyboard on what loses nothing; a screen reader says why."""
        self._stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def sentence(self) -> str:
        """What it says."""
        return f"{self._title.text()}. {self._text.text()}"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.canvas)

    def _speak(self) -> None:
        if self._of:
            self._title.setText(self.tr("Sending what waits"))
            self._text.setText(
                self.tr("%n action(s) are still on their way to headquarters.", "", self._waiting)
            )
        else:
            self._title.setText(self.tr("%n action(s) are only on this computer", "", self._waiting))
            self._text.setText(
                self.tr(
                    "Headquarters has not received this work yet. It is kept on this disk and goes out as"
                    " soon as Coulisse is open and connected again. Until then no other workstation sees it,"
                    " and if this disk is lost, so is this work."
                )
            )
        self._progress.setVisible(bool(self._of))
        self._stay.set_text(self.tr("Stay"))
        self._leave.set_text(self.tr("Quit anyway"))
        self.setAccessibleName(self.sentence())
        for button in (self._stay, self._leave):
            button.setAccessibleDescription(self.sentence())

    def _lay_out(self) -> None:
        card = Card(name="quit_card", padding=32, spacing=GRID)
        card.setMaximumWidth(CARD_WIDTH)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._stay)
        for part in (self._title, self._text, self._progress):
            card.body.addWidget(part)
        card.body.addSpacing(2 * GRID)
        card.body.addLayout(buttons)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(card, 8)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        column.addLayout(line)
        column.addStretch(3)
