"""A bug as a person meets it: its sentence, the strip, the card with Copy and Delete; both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.shell.messages import MessageBar
from desktop.shell.strip import StripArea
from desktop.shell.tasks import Tasks
from desktop.shell.widgets import Button, Text
from desktop.support.bugs import Bugs
from desktop.support.fault_notice import CONDITION, FaultCard, FaultNotice
from tests.desktop.screens.at_once import AtOnce
from tests.desktop.screens.look_room import speaking
from tests.desktop.shell.doubles import HeardMessages

WORDS = {
    "en": ("The program had a fault", "Copied. Paste it into the mail to support."),
    "fr": ("Le programme a eu un incident", "Copié. Collez-le dans le message à l’assistance."),
}


class Bench:
    """Strip, card and messages over a folder of reports."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.bugs, self.messages = Bugs(folder), HeardMessages()
        self.strips, self.card, self.bar = StripArea(), FaultCard(), MessageBar(self.messages)
        for widget in (self.strips, self.card, self.bar):
            qtbot.addWidget(widget)
        self.notice = FaultNotice(self.bugs, self.strips, self.messages, cast(Tasks, AtOnce()))
        self.notice.show_on(self.card)
        self.qtbot = qtbot

    def press(self, name: str) -> None:
        button = self.card.findChild(Button, name)
        assert button.isVisible()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture(params=WORDS)
def code(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    with speaking(request.param):
        yield request.param


def test_a_bug_is_told_copied_and_deleted(tmp_path: Path, qtbot: QtBot, code: str) -> None:
    bench = Bench(tmp_path, qtbot)
    fault, copied = WORDS[code]
    number = bench.bugs.report(ZeroDivisionError("Claire Martin"))

    [said] = bench.messages.sentences()
    assert said.startswith(fault)
    assert number in said
    assert [condition.key for condition in bench.strips.conditions()] == [CONDITION]
    assert number in bench.card.findChild(Text, "fault_text").text()

    bench.press("fault_copy")
    [report] = bench.bugs.crashes.reports()
    assert QGuiApplication.clipboard().text() == report.path.read_text(encoding="utf-8")
    assert "Claire" not in QGuiApplication.clipboard().text()
    assert bench.messages.sentences()[-1] == copied

    bench.press("fault_delete")
    assert bench.bugs.crashes.reports() == []
    assert bench.strips.conditions() == []
    assert not bench.card.isVisible()
