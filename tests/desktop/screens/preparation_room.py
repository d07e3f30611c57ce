"""The screen Prepare at work: an order in its queue, and what a test reads and does on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.devices.scanner import parse
from desktop.screens.preparation.screen import PreparationScreen
from desktop.shell.widgets import Text
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import ARTICLES, add_order


@pytest.fixture
def screen(desk: SessionDesk, opened: OpenDoors, qtbot: QtBot) -> PreparationScreen:
    """The screen, shown and with the keyboard, with one order in its queue."""
    add_order(
        desk, "f1", "C-20418", "Claire Martin", {"jacket": 1, "shirt": 2}, due_min=-8, note="A gift, please."
    )
    made = PreparationScreen(opened.doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    now(made.refresh(None))
    made.view.show()
    made.view.activateWindow()
    qtbot.waitUntil(made.view.isActiveWindow)
    made.view.setFocus()
    return made


@pytest.fixture
def picking(screen: PreparationScreen) -> PreparationScreen:
    """The screen with its order in hand."""
    now(screen.open("f1"))
    return screen


def text(screen: PreparationScreen, name: str) -> str:
    found = screen.view.findChild(Text, name)
    assert found is not None, name
    return found.text()


def button(screen: PreparationScreen, name: str) -> QAbstractButton:
    found = screen.view.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def shown_buttons(screen: PreparationScreen) -> list[str]:
    names = ("back", "short", "skip", "parcel", "go")
    return [name for name in names if button(screen, f"prepare_{name}_button").isVisible()]


def scan(screen: PreparationScreen, name: str) -> None:
    assert screen.scanned(parse(ARTICLES.get(name, {}).get("gtin", name)))


def press(qtbot: QtBot, screen: PreparationScreen, key: Qt.Key) -> None:
    qtbot.keyClick(screen.view.focusWidget() or screen.view, key)
