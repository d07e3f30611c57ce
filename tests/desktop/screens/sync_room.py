"""Sync for its tests: a manager before it, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.rules.time import MINUTE_MS, Instant
from desktop.screens.sync_status.screen import SyncStatusScreen
from sync.connection import ConnectionKind, ConnectionState
from tests.desktop.desk_double import MARC, NOW, SessionDesk, copied_desk
from tests.desktop.screens.at_once import OpenDoors
from tests.desktop.screens.store_world import add_order

CONNECTED = ConnectionState(ConnectionKind.CONNECTED, Instant(NOW - 60 * MINUTE_MS), Instant(NOW - 4_000))


@pytest.fixture
def desk(furnished_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    made = copied_desk(furnished_replica, tmp_path / "replica", MARC)
    add_order(made, "f1", "C-20418", "Claire Martin", {"shirt": 2})
    yield made
    made.close()


@pytest.fixture
def screen(opened: OpenDoors, desk: SessionDesk, qtbot: QtBot) -> SyncStatusScreen:
    made = SyncStatusScreen(opened.doors, desk.station)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.show_connection(CONNECTED)
    return made


def said(screen: SyncStatusScreen, name: str) -> str:
    widget = screen.view.findChild(QWidget, name)
    return str(widget.text())
