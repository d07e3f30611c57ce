"""The screen of exceptions, for its tests: opened by a manager, and what is read and pressed on it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.screens.alerts.screen import AlertsScreen
from desktop.shell.widgets import KeyValueRows, Text
from desktop.shell.widgets.choices import ChoiceButton
from tests.desktop.desk_double import MARC, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import a_full_day, add_case


@pytest.fixture
def opened(desk: SessionDesk) -> OpenDoors:
    """The doors of a manager's screen, on a full day."""
    desk.me = MARC
    a_full_day(desk, with_network=False)
    return OpenDoors(desk)


@pytest.fixture
def screen(opened: OpenDoors, qtbot: QtBot) -> AlertsScreen:
    """The screen, in front and with the keyboard, read."""
    made = AlertsScreen(opened.doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.view.activateWindow()
    made.view.setFocus()
    now(made.refresh(None))
    return made


def raise_one(desk: SessionDesk, screen: AlertsScreen, kind: str, fulfilment: str, **data: Any) -> None:
    add_case(desk, "x9", kind, fulfilment=fulfilment, **({"order_number": "C-9"} | data))
    now(screen.open("x9"))
    # Where another screen led to, a person chooses first.
    screen.presenter.select("x9")


def said(screen: AlertsScreen, name: str) -> str:
    found = screen.view.findChild(Text, name)
    assert isinstance(found, Text)
    return found.text()


def sides(screen: AlertsScreen) -> dict[str, str]:
    found = screen.view.findChild(KeyValueRows, "alert_sides")
    assert isinstance(found, KeyValueRows)
    return dict(found.facts())


def offered(screen: AlertsScreen) -> list[str]:
    # New buttons are shown, and old ones let go, when the loop comes round.
    QApplication.processEvents()
    buttons = screen.view.detail.choices.findChildren(ChoiceButton)
    return [button.choice.words for button in buttons if button.isVisible()]


def settle(screen: AlertsScreen, qtbot: QtBot, reason: str = "") -> None:
    field = screen.view.detail.field.line
    qtbot.keyClicks(field, reason)
    qtbot.keyClick(field, Qt.Key.Key_Return)
