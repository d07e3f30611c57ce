"""What is said again as time passes is said of what is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from desktop.screens.alerts.view import AlertsView
from desktop.screens.day.view import DayView
from desktop.screens.preparation.view import PreparationView
from desktop.screens.receive.view import ReceiveView
from desktop.screens.stock.view import StockView
from desktop.screens.story.view import StoryView
from desktop.screens.sync_status.view import SyncView
from desktop.screens.today.view import TodayView
from desktop.screens.wired import ScreenPage

PAGES = {
    TodayView: "minute_passed",
    PreparationView: "minute_passed",
    AlertsView: "minute_passed",
    ReceiveView: "minute_passed",
    DayView: "minute_passed",
    StoryView: "minute_passed",
    StockView: "ages_passed",
    SyncView: "second_passed",
}


@pytest.mark.parametrize(("kind", "passed"), PAGES.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_a_page_out_of_sight_says_nothing_again(kind: type[ScreenPage], passed: str, qtbot: QtBot) -> None:
    """A queue of hundreds takes the window's time, and nobody looks at it."""
    page = kind()
    qtbot.addWidget(page)
    told: list[str] = []
    getattr(page, passed).connect(lambda: told.append(passed))
    (timer,) = page.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert timer.isActive() and not timer.isSingleShot()

    timer.timeout.emit()
    assert told == []
    page.show()
    timer.timeout.emit()
    assert told == [passed]
