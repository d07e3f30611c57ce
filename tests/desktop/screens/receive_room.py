"""Receive on a screen, for its tests: opened, scanned at, read."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from core.model import Parcel
from desktop.devices.scanner import parse
from desktop.screens.receive import ReceiveScreen
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now


def shown(opened: OpenDoors, desk: SessionDesk, qtbot: QtBot) -> ReceiveScreen:
    """The screen with what its desk has to receive."""
    made = ReceiveScreen(opened.doors, desk.station.world.ids)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.view.activateWindow()
    now(made.refresh(None))
    return made


def scan(screen: ReceiveScreen, *texts: str) -> str:
    """What is said after the last of some scans."""
    for text in texts:
        assert screen.scanned(parse(text))
    return screen.view.feedback.sentence()


def rows(screen: ReceiveScreen) -> list[str]:
    """What each row says."""
    return [row.words() for row in screen.view.rows.rows()]


def numbers(desk: SessionDesk) -> list[str]:
    """The numbers of the parcels that another store has sent here."""
    return sorted(row.number for row in desk.rows(Parcel) if row.fulfilment_id == "f20")
