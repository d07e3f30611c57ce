"""Screens that nobody sees hear of changes together, once things are quiet."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop import out_of_sight
from desktop.out_of_sight import OutOfSight


def test_what_changes_in_quick_succession_is_told_once_and_whole(qtbot: QtBot) -> None:
    owner, told = QObject(), []
    others = OutOfSight(owner)
    others.due.connect(told.append)
    with qtbot.waitSignal(others.due):
        others.hear(frozenset({"movement"}), ["today", "stock"])
        others.hear(frozenset({"fulfilment"}), ["today"])

    assert told == [{"today": frozenset({"movement", "fulfilment"}), "stock": frozenset({"movement"})}]


def test_however_busy_it_is_the_wait_is_bounded(qtbot: QtBot, monkeypatch) -> None:
    monkeypatch.setattr(out_of_sight, "MOST_MS", 0)
    owner = QObject()
    others = OutOfSight(owner)
    others.hear(frozenset({"movement"}), ["today"])
    quiet = others._quiet
    qtbot.waitUntil(lambda: quiet.remainingTime() < out_of_sight.QUIET_MS)
    before = quiet.remainingTime()
    others.hear(frozenset({"fulfilment"}), ["today"])

    assert quiet.remainingTime() <= before


def test_nothing_is_told_after_the_end(qtbot: QtBot) -> None:
    owner = QObject()
    others = OutOfSight(owner)
    others.hear(frozenset({"movement"}), ["today"])
    others.stop()

    assert not others._quiet.isActive()
