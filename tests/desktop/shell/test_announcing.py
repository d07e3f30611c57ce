"""A screen reader hears what a scan did, though the keyboard is elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import FeedbackBar

Politeness = QAccessible.AnnouncementPoliteness


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Politeness]]:
    heard: list[tuple[str, Politeness]] = []

    def tell(event: QAccessibleAnnouncementEvent) -> None:
        heard.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    return heard


def test_a_scan_is_told_and_a_wrong_one_at_once(
    qtbot: QtBot, told: list[tuple[str, Politeness]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    bar = FeedbackBar(name="bar")
    qtbot.addWidget(bar)
    bar.good("Picked.")
    bar.bad("Another article.")
    bar.clear()
    bar.good("")
    assert told == [("Picked.", Politeness.Polite), ("Another article.", Politeness.Assertive)]


def test_nothing_is_told_where_nobody_listens(
    qtbot: QtBot, told: list[tuple[str, Politeness]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    bar = FeedbackBar(name="bar")
    qtbot.addWidget(bar)
    bar.bad("Another article.")
    assert told == []
