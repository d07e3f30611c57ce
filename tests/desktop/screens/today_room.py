"""The morning board on a screen, for its tests: opened, and what is read on it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.today.screen import TodayScreen
from desktop.shell.widgets import Text
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import a_full_day


@pytest.fixture
def screen(opened: OpenDoors, qtbot: QtBot) -> TodayScreen:
    """The board, in front and with the keyboard; nothing is read yet."""
    made = TodayScreen(opened.doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.view.activateWindow()
    made.view.setFocus()
    return made


@pytest.fixture
def busy(desk: SessionDesk, screen: TodayScreen) -> TodayScreen:
    """The board of a full day, read."""
    a_full_day(desk, with_network=False)
    now(screen.refresh(None))
    return screen


def part(screen: TodayScreen, kind: type[QWidget], name: str) -> QWidget:
    found = screen.view.findChild(kind, name)
    assert found is not None, name
    return found


def text(screen: TodayScreen, name: str) -> str:
    found = part(screen, Text, name)
    assert isinstance(found, Text)
    return found.text()
