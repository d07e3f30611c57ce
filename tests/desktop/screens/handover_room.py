"""Somebody at the counter, for the tests of Hand over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.rules.pickup import code_digest
from core.rules.time import MINUTE_MS
from desktop.screens.handover import HandOverScreen
from desktop.shell.theme import theme
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import add_order

OTHER_CODE = "731064"


class Person:
    """Somebody at the counter: keys, presses, scans, and what can be read."""

    def __init__(self, desk: SessionDesk, qtbot: QtBot) -> None:
        self.desk = desk
        self.opened = OpenDoors(desk)
        self.screen = HandOverScreen(self.opened.doors)
        self.view = self.screen.view
        self._qtbot = qtbot
        qtbot.addWidget(self.view)
        self.view.resize(1200, 800)
        now(self.screen.refresh(None))
        self.view.show()
        self.view.activateWindow()
        self.view.setFocus()

    def type(self, letters: str) -> None:
        for letter in letters:
            self._qtbot.keyClicks(self.view.focusWidget(), letter)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._qtbot.keyClick(self.view.focusWidget() or self.view, key)

    def click(self, name: str) -> None:
        self._qtbot.mouseClick(self.see(name), Qt.MouseButton.LeftButton)

    def see(self, name: str) -> QWidget:
        found = [widget for widget in self.view.findChildren(QWidget, name) if widget.isVisible()]
        assert found, f"cannot see {name}"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.view.findChildren(QWidget, name))

    def reads(self, name: str) -> str:
        widget = self.see(name)
        if isinstance(widget, QLabel | QLineEdit):
            return widget.text()
        sentence = getattr(widget, "sentence", None)
        return sentence() if sentence else widget.accessibleName()

    def rows(self) -> list[str]:
        return [row.words() for row in self.view.results.rows()]


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def person(desk: SessionDesk, qtbot: QtBot) -> Person:
    add_order(desk, "claire", "C-20377", "Claire Martin", {"dress": 1}, state="ready", bins=("BIN-14",))
    add_order(
        desk, "yvonne", "C-20365", "Yvonne Petit", {"belt": 1, "shirt": 2}, state="ready",
        bins=("BIN-3", "BIN-4"), to_pay_cents=15_300, state_at=NOW - 1_440 * MINUTE_MS,
        pickup_code_digest=code_digest("order-yvonne", OTHER_CODE),
    )  # fmt: skip
    add_order(desk, "hugo", "C-20418", "Hugo Martin", {"jacket": 1}, pickup_code_digest="")
    return Person(desk, qtbot)
