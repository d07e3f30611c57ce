"""Settings for its tests: opened, its buttons pressed, read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.preferences import Preferences
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.screen import SettingsScreen
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now


@pytest.fixture
def dressed() -> list[Preferences]:
    return []


@pytest.fixture
def screen(desk: SessionDesk, dressed: list[Preferences], qtbot: QtBot) -> Iterator[SettingsScreen]:
    made = SettingsScreen(OpenDoors(desk).doors, Keeper(desk.station), dressed.append)
    qtbot.addWidget(made.view)
    made.view.resize(1100, 700)
    made.view.show()
    now(made.open(""))
    yield made


def see(screen: SettingsScreen, name: str) -> QWidget:
    widget = screen.view.findChild(QWidget, name)
    assert widget is not None, name
    return widget


def press(screen: SettingsScreen, qtbot: QtBot, name: str) -> None:
    button = see(screen, name)
    assert isinstance(button, QAbstractButton)
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def said(screen: SettingsScreen, name: str) -> str:
    return str(see(screen, name).text())  # type: ignore[attr-defined]
