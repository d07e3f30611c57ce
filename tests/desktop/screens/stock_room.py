"""Stock for its tests: its presenter without a window, and its screen, opened, its keys pressed, read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.stock.presenter import StockPresenter
from desktop.screens.stock.screen import StockScreen
from desktop.screens.stock.state import ArticlePage, StockState
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.doubles import HeardFace


@pytest.fixture
def face() -> HeardFace[StockState]:
    return HeardFace()


@pytest.fixture
def presenter(desk: SessionDesk, face: HeardFace[StockState]) -> StockPresenter:
    return StockPresenter(desk, face, desk.station.world.ids)


def page_of(presenter: StockPresenter) -> ArticlePage:
    """The page of the article that is opened."""
    assert presenter.state.page is not None
    return presenter.state.page


@pytest.fixture
def screen(opened: OpenDoors, desk: SessionDesk, qtbot: QtBot) -> StockScreen:
    """The screen, in front and with the keyboard."""
    made = StockScreen(opened.doors, desk.station.world.ids)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    now(made.refresh(None))
    made.view.show()
    made.view.activateWindow()
    made.view.setFocus()
    return made


def press(qtbot: QtBot, screen: StockScreen, *keys: Qt.Key) -> None:
    """Press keys, each where the keyboard is then."""
    for key in keys:
        qtbot.keyClick(screen.view.focusWidget() or screen.view, key)


def shown(screen: StockScreen, name: str) -> str:
    """What a part of it says."""
    widget = screen.view.findChild(QWidget, name)
    return str(widget.text())
