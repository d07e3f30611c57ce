"""What is said again as time passes is said of what is seen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.rules.time import HOUR_MS
from desktop.screens.making import screen_makers
from desktop.screens.screen import Section, story_key
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import ARTICLES, a_full_day

FIRST = {Section.STOCK: str(ARTICLES["shirt"]["id"]), Section.STORY: story_key(Section.TODAY, "C-20418")}
"""What is opened where nothing by itself would show anything."""


@pytest.fixture
def timed(desk: SessionDesk, opened: OpenDoors, qtbot: QtBot) -> dict[Section, tuple[Any, QTimer]]:
    """Every screen of the window that says something again and again, with its one timer."""
    a_full_day(desk, with_network=False)
    found: dict[Section, tuple[Any, QTimer]] = {}
    for make in screen_makers(opened.doors, desk.station, lambda _preferences: None):
        screen = make()
        qtbot.addWidget(screen.view)
        timers = [timer for timer in screen.view.findChildren(QTimer) if not timer.isSingleShot()]
        if timers:
            [timer] = timers
            found[screen.key] = screen, timer
    assert found
    return found


def test_a_page_out_of_sight_says_nothing_again(timed: dict[Section, tuple[Any, QTimer]]) -> None:
    """A queue of hundreds takes the window's time, and nobody looks at it."""
    for section, (screen, timer) in timed.items():
        told: list[Section] = []
        screen.view._passed.connect(lambda told=told, section=section: told.append(section))
        assert timer.isActive()
        timer.timeout.emit()
        assert told == []
        screen.view.show()
        timer.timeout.emit()
        assert told == [section]


def test_each_of_them_reads_all_when_it_is_opened(
    timed: dict[Section, tuple[Any, QTimer]], desk: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, reads = desk.read, []

    async def seen(query: Any) -> Any:
        reads.append(query)
        return await read(query)

    monkeypatch.setattr(desk, "read", seen)
    for section, (screen, timer) in timed.items():
        now(screen.open(FIRST.get(section, "")))
        before = desk.clock.now()
        assert screen.presenter.state.now == before, section
        desk.clock.advance(HOUR_MS)
        timer.timeout.emit()
        assert screen.presenter.state.now == before, section
        reads.clear()
        now(screen.open(FIRST.get(section, "") if section is Section.STORY else ""))
        assert reads, section
        assert screen.presenter.state.now == desk.clock.now(), section
