"""The day in a window, and what is read of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.day.screen import DayScreen
from desktop.screens.day.state import Ask, How, Turn
from desktop.shell.widgets import KeyValueRows, Text
from sync.schema import ReplicaState
from tests.desktop.desk_double import MARC, NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now


@pytest.fixture
def opened(desk: SessionDesk) -> OpenDoors:
    desk.me = MARC
    return OpenDoors(desk)


@pytest.fixture
def screen(opened: OpenDoors, qtbot: QtBot) -> DayScreen:
    made = DayScreen(opened.doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.view.activateWindow()
    made.view.setFocus()
    return made


def looked_at(screen: DayScreen, turn: Turn) -> dict[Ask, tuple[How, int]]:
    now(screen.open(turn))
    return {check.ask: (check.how, check.count) for check in screen.presenter.state.checks}


def text(screen: DayScreen, name: str) -> str:
    found = screen.view.findChild(Text, name)
    assert isinstance(found, Text)
    return found.text()


def facts(screen: DayScreen) -> dict[str, str]:
    found = screen.view.findChild(KeyValueRows, "day_facts")
    assert isinstance(found, KeyValueRows)
    return dict(found.facts())


def button(screen: DayScreen, name: str) -> QWidget:
    found = screen.view.findChild(QWidget, name)
    assert found is not None
    return found


def hear(desk: SessionDesk, age_ms: int) -> None:
    with desk.writing() as session:
        session.get_one(ReplicaState, 1).heard_at = NOW - age_ms
