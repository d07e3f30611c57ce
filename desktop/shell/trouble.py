"""The page for a replica that cannot be opened: what is the matter, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.rules.errors import CoulisseError
from desktop.shell.counts import counts
from desktop.shell.sentences import sentence
from desktop.shell.theme import GRID, TextRole, theme
from desktop.shell.widgets import EmptyState, SecondaryButton, Text
from sync.faults import BEYOND_READING

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class TroublePage(QWidget):
    """Stands in the window's place. Nothing on the disk has been touched.

    Signals:
        closed: the person closed it.
        retry_wanted: try to open the replica again.
        anew_wanted: set the file aside and enrol this machine again.
    """

    closed = Signal()
    retry_wanted = Signal()
    anew_wanted = Signal()

    def __init__(self, error: CoulisseError, waiting: int = 0) -> None:
        """`waiting`: actions in the file that headquarters has not answered, as far as that is known."""
        super().__init__()
        self.setObjectName("trouble")
        self.setWindowTitle("Coulisse")
        self.error = error
        said = EmptyState("alert", name="trouble_state")
        said.say(sentence(error), self._what_is_safe(error), self.tr("Try again"))
        said.acted.connect(self.retry_wanted)
        column = QVBoxLayout(self)
        column.addWidget(said, 1)
        if error.code in BEYOND_READING:
            self._offer_anew(column, waiting)

    def _offer_anew(self, column: QVBoxLayout, waiting: int) -> None:
        words = self.tr(
            "Or go on with a new code: the file is set aside, not deleted. What was not sent from it comes "
            "back with its key, or with a backup."
        )
        if waiting:
            words = f"{words} {counts.actions_in_file(waiting)}"
        column.setContentsMargins(24, 0, 24, 48)
        column.addWidget(
            Text(words, TextRole.BODY, "ink2", name="trouble_anew_words", wrap=True, align=_MIDDLE)
        )
        column.addSpacing(GRID)
        button = SecondaryButton(self.tr("Set aside and enrol again"), name="trouble_anew")
        button.clicked.connect(self.anew_wanted)
        column.addWidget(button, 0, _MIDDLE)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _what_is_safe(self, error: CoulisseError) -> str:
        if error.code == "already_running":
            return self.tr("Its window does not answer: it may still be starting. Look for it, or close it.")
        if error.code == "disk_full":
            return self.tr("Nothing was lost. Free some room on this disk, then try again.")
        if error.code == "disk_read_only":
            return self.tr("Nothing was lost. Make it writable, then try again.")
        return self.tr("Nothing was changed on this disk. Call support before anything is deleted.")

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.canvas)
