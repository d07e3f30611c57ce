"""The page that stands where a screen could not be read: why, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.rules.errors import CoulisseError
from desktop.shell.sentences import sentence
from desktop.shell.theme import GRID
from desktop.shell.widgets import EmptyState, QuietButton

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class UnreadPage(QWidget):
    """Says what stood in the way of a screen. Whoever presses Enter tries again.

    Signals:
        retry_wanted: read that screen again.
        report_wanted: see what support asks of this workstation.
    """

    retry_wanted = Signal()
    report_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("unread")
        self._error: CoulisseError | None = None
        self._said = EmptyState("alert", name="unread_state", key="Enter")
        self._said.acted.connect(self.retry_wanted)
        self._report = QuietButton("", name="unread_report")
        self._report.clicked.connect(self.report_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 48)
        column.setSpacing(GRID)
        column.addWidget(self._said, 1)
        column.addWidget(self._report, 0, _MIDDLE)
        self.setFocusProxy(self._said.button)

    def show_error(self, error: CoulisseError) -> None:
        """Say this one."""
        self._error = error
        self._speak()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()

    def _speak(self) -> None:
        if self._error is None:
            return
        why = sentence(self._error)
        advice = self.tr(
            "Nothing was lost. If it stays so, support asks for what Settings says of this workstation."
        )
        self._said.say(self.tr("This screen could not be read"), f"{why} {advice}", self.tr("Try again"))
        self._report.set_text(self.tr("What support asks for"))
