"""Settings, the scanner: its serial port and its sounds are chosen and kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.devices.scanner import parse
from desktop.devices.scanner.camera_pictures import Camera
from desktop.devices.scanner.history import ScanHistory
from desktop.devices.scanner.serial_port import SETTING, SerialChoice, choice_in
from desktop.screens import Section
from desktop.screens.settings import keeping
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import SERIAL_SCANNER, Part
from desktop.screens.settings.words import meaning_words, past_facts
from desktop.shell.theme import theme
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.whole_window import whole_window


@pytest.fixture
def screen(desk: SessionDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> SettingsScreen:
    monkeypatch.setattr(keeping, "serial_ports", lambda: ("/dev/ttyACM0", "/dev/ttyUSB0"))
    monkeypatch.setattr(keeping, "cameras", lambda: (Camera("/dev/video0", "HD Webcam"), Camera("1")))
    made = SettingsScreen(OpenDoors(desk).doors, Keeper(desk.station), lambda _chosen: None)
    qtbot.addWidget(made.view)
    made.view.resize(1100, 900)
    made.view.show()
    now(made.presenter.turn_to(Part.SCANNER))
    return made


def test_a_port_is_chosen_kept_and_told_when_it_does_not_open(
    screen: SettingsScreen, desk: SessionDesk
) -> None:
    card = screen.view.scanner_devices
    assert [card.port.itemData(place) for place in range(card.port.count())] == [
        "",
        "/dev/ttyACM0",
        "/dev/ttyUSB0",
    ]
    assert not card.speed.isEnabled()
    card.port.setCurrentIndex(2)
    card.port.activated.emit(2)
    card.speed.setCurrentIndex(1)
    card.speed.activated.emit(1)
    assert choice_in(desk.station.setting(SETTING)) == SerialChoice("/dev/ttyUSB0", 19_200)
    assert card._said.text() == "It is being read."

    screen.presenter.serial_fault = lambda: "scanner_port_missing"
    now(screen.refresh(frozenset({SERIAL_SCANNER})))
    assert card._said.text().startswith("The scanner’s serial port does not open.")


def test_a_port_that_is_gone_stays_in_sight(
    screen: SettingsScreen, desk: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now(screen.presenter.choose_serial(SerialChoice("COM9")))
    monkeypatch.setattr(keeping, "serial_ports", tuple)
    now(screen.presenter.refresh())
    assert screen.view.scanner_devices.port.currentData() == "COM9"


def test_the_history_says_what_each_scan_came_to_and_of_a_badge_only_that(
    screen: SettingsScreen, desk: SessionDesk
) -> None:
    history = ScanHistory()
    for text in ("BADGE-1041", "BIN-14", "???"):
        history.hear(text, parse(text), desk.clock.now())
    assert [words for _time, words in past_facts(history.scans, "Europe/Paris")] == [
        "No code that we use. ?  ?  ?",
        "The bin 14.",
        "A staff badge: the PIN was asked for.",
    ]
    # In the test above it nobody signs in, and it says so.
    assert meaning_words(parse("BADGE-1041")) == "A staff badge. Nobody is signed in by this test."


def test_a_camera_is_chosen_kept_and_told_when_it_does_not_answer(
    screen: SettingsScreen, desk: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = screen.view.camera
    names = [card.camera.itemText(place) for place in range(card.camera.count())]
    assert names == ["None", "HD Webcam (/dev/video0)", "Camera 2"]
    card.camera.setCurrentIndex(1)
    card.camera.activated.emit(1)
    assert desk.station.setting("scanner.camera") == "/dev/video0"
    assert card._said.text() == ""
    screen.presenter.camera_fault = lambda: "camera_missing"
    now(screen.refresh(frozenset({SERIAL_SCANNER})))
    assert card._said.text().startswith("The camera does not answer.")
    monkeypatch.setattr(keeping, "is_installed", lambda: False)
    monkeypatch.setattr(keeping, "cameras", tuple)
    now(screen.presenter.refresh())
    assert card._said.text().startswith("This workstation lacks what reads a camera")
    assert card.camera.currentData() == "/dev/video0"
    assert card._said.colour == "bad"
    # Who wants none is told what it would take, and that nothing is wrong.
    now(screen.presenter.choose_camera(""))
    assert (card._said.isHidden(), card._said.colour) == (False, "ink2")


async def test_a_camera_that_nobody_wants_is_no_alarm_in_the_window(
    desk: SessionDesk, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply(qapp, "light")
    monkeypatch.setattr(keeping, "is_installed", lambda: False)
    async with whole_window(desk) as room:
        await room.settled()
        room.frame.go(Section.SETTINGS)
        await room.until(lambda: room.page == Section.SETTINGS)
        settings = room.frame._screens.by_key[Section.SETTINGS]
        assert isinstance(settings, SettingsScreen)
        await settings.presenter.turn_to(Part.SCANNER)
        palette = settings.view.camera._said.palette()
        assert palette.color(QPalette.ColorRole.WindowText) == theme.palette.ink2


def test_the_volume_of_scans_is_kept(screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    button = screen.view.findChild(QAbstractButton, "scanner_volume_25")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.station.setting("scanner.sound") == "25"
    assert screen.view.scanner_devices.volume.selected() == "25"
