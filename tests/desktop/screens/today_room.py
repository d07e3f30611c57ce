"""What a test reads on the morning board."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.today.screen import TodayScreen
from desktop.shell.widgets import Text
from tests.desktop.screens.at_once import OpenDoors


def shown(opened: OpenDoors, qtbot: QtBot) -> TodayScreen:
    """The board, in front and with the keyboard; nothing is read yet."""
    made = TodayScreen(opened.doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.view.activateWindow()
    made.view.setFocus()
    return made


def part(screen: TodayScreen, kind: type[QWidget], name: str) -> QWidget:
    found = screen.view.findChild(kind, name)
    assert found is not None, name
    return found


def text(screen: TodayScreen, name: str) -> str:
    found = part(screen, Text, name)
    assert isinstance(found, Text)
    return found.text()
