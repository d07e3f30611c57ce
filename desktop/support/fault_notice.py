"""Tells a person that the program had a fault: at once with its number, and later that a report is there.

A report that is on the disk shows as a strip and as a card on the screen Sync, until it is deleted.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.shell.messages import Messages
from desktop.shell.saying import translate
from desktop.shell.strip import Condition, StripArea
from desktop.shell.tasks import Tasks
from desktop.shell.theme import TextRole, Tone
from desktop.shell.widgets import Card, QuietButton, Text
from desktop.support.bugs import Bugs
from desktop.support.crash_reports import CrashReport

CONDITION = "fault_report"


class FaultCard(Card):
    """The reports that are there, and what can be done about them.

    Signals:
        copy_wanted: the newest is to go to the clipboard.
        delete_wanted: all are to go.
    """

    copy_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="fault_card", padding=16, spacing=8, parent=parent)
        self._title = Text("", TextRole.LABEL, "ink3")
        self._text = Text("", TextRole.BODY, "ink2", name="fault_text", wrap=True)
        self._copy = QuietButton("", name="fault_copy")
        self._delete = QuietButton("", name="fault_delete")
        self._copy.clicked.connect(self.copy_wanted)
        self._delete.clicked.connect(self.delete_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._delete)
        buttons.addStretch()
        self.body.addWidget(self._title)
        self.body.addWidget(self._text)
        self.body.addLayout(buttons)
        self.hide()

    def show_reports(self, reports: list[CrashReport]) -> None:
        """Show what is there; nothing for none."""
        self.setVisible(bool(reports))
        self._title.setText(translate("Support", "Fault reports"))
        self._copy.set_text(translate("Support", "Copy"))
        self._delete.set_text(translate("Support", "Delete"))
        if reports:
            self._text.setText(_found_words(reports))


class FaultNotice(QObject):
    """Keeps strip, card and messages true to the reports."""

    def __init__(self, bugs: Bugs, strips: StripArea, messages: Messages, tasks: Tasks) -> None:
        super().__init__(strips)
        self._bugs = bugs
        self._strips = strips
        self._messages = messages
        self._tasks = tasks
        self._card: FaultCard | None = None
        self._found: list[CrashReport] = []
        bugs.reported.connect(self._tell)

    def show_on(self, card: FaultCard) -> None:
        """Let a card show the reports too."""
        self._card = card
        card.copy_wanted.connect(lambda: self._tasks.start(self._copy()))
        card.delete_wanted.connect(lambda: self._tasks.start(self._delete()))
        card.show_reports(self._found)

    async def look(self) -> None:
        """Look what is there now."""
        self._show(await self._tasks.run(self._bugs.crashes.reports))

    def _tell(self, number: str) -> None:
        said = translate(
            "Support",
            "The program had a fault. What was done before it is kept. Tell support this number: {0}.",
        )
        self._messages.bad(said.format(number))
        self._tasks.start(self.look())

    def _show(self, reports: list[CrashReport]) -> None:
        self._found = reports
        if reports:
            title = translate("Support", "Fault report {0}").format(reports[0].number)
            act = translate("Support", "Details")
            text = translate("Support", "Work goes on. Tell support this number.")
            self._strips.show_condition(Condition(CONDITION, Tone.INFO, title, text, act))
        else:
            self._strips.clear_condition(CONDITION)
        if self._card is not None:
            self._card.show_reports(reports)

    async def _copy(self) -> None:
        if self._found:
            path = self._found[0].path
            text = await self._tasks.run(lambda: path.read_text(encoding="utf-8", errors="replace"))
            QGuiApplication.clipboard().setText(text)
            self._messages.good(translate("Support", "Copied. Paste it into the mail to support."))

    async def _delete(self) -> None:
        await self._tasks.run(self._bugs.crashes.delete_all)
        await self.look()


def _found_words(reports: list[CrashReport]) -> str:
    numbers = ", ".join(sorted({report.number for report in reports}))
    said = translate(
        "Support",
        "The program had a fault: {0}. The report names nobody; give it to support, then delete it.",
    )
    return said.format(numbers)
