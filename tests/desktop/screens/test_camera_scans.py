"""A camera end to end: films of our own labels, read by the real window, lead to the right screens."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.model import Parcel
from desktop.devices.scanner import Article, camera, camera_pictures, sightings
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.devices.scanner.camera import SETTING
from desktop.devices.scanner.camera_pictures import Camera, cameras
from desktop.devices.scanner.qt_wedge import ScannerWedge
from desktop.devices.scanner.sounds import Sounds
from desktop.exchange import Exchange
from desktop.frame import Frame
from desktop.labels import LabelData, ParcelCode
from desktop.screens import Section
from desktop.shell.tasks import Tasks
from desktop.shell.widgets import IconButton, Text
from tests.desktop.desk_double import INES, SessionDesk
from tests.desktop.devices.scanner.camera_film import film, held_up, label_picture, nothing
from tests.desktop.screens.store_world import ARTICLES, add_order

WAITS_S = 60


class Room:
    """The window of a workstation with somebody signed in, and a camera."""

    def __init__(self, desk: SessionDesk, application: QApplication) -> None:
        self._application = application
        self.tasks = Tasks()
        self.exchange = Exchange(desk.station, print)
        self.frame = Frame(
            desk.station, self.tasks, self.exchange, ScannerWedge(), Sounds(players=()), 0, lambda _: None
        )
        self.preview = self.frame._camera.preview
        self.camera = self.frame._scans.camera

    async def begin(self) -> None:
        self.running = asyncio.create_task(self.frame.run())
        self.frame.window.show()
        self.frame._session.me = INES
        self.frame._welcome(INES)
        self.frame.window.show_work()
        await self.until(lambda: self.frame.window.page() == Section.TODAY)

    async def end(self) -> None:
        self.frame._camera.put_away()
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        await self.frame.close()
        await asyncio.to_thread(self.exchange.close)

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(WAITS_S):
            while not is_so():
                self._application.processEvents()
                await asyncio.sleep(0.005)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.frame.window.activateWindow()
        self._application.processEvents()
        QTest.keyClick(self.frame.window, key, modifier)

    def turn(self) -> None:
        self.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)

    def said(self, name: str) -> str:
        return self.frame.window.findChild(Text, name).text()


@pytest.fixture
async def room(desk: SessionDesk, qapp: QApplication) -> AsyncIterator[Room]:
    made = Room(desk, qapp)
    await made.begin()
    yield made
    await made.end()


async def test_labels_before_the_camera_lead_to_the_article_and_to_the_order(
    room: Room, desk: SessionDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "PICTURE_S", 0.02)
    monkeypatch.setattr(sightings, "GONE_MS", 300)
    add_order(desk, "f2", "C-202", "B", {"belt": 1}, state="ready", bins=("BIN-3",))
    [parcel] = desk.rows(Parcel)
    jacket = ARTICLES["jacket"]
    price = label_picture(
        "price_label", LabelData({"name": jacket["name"], "gtin": jacket["gtin"], "price": "129,00 €"}), 900
    )
    fields = {
        "customer_name": "Anne-Sophie Lefèvre",
        "order_number": "C-202",
        "parcel_number": "1",
        "parcel_count": "1",
        "bin": "3",
        "parcel_code": ParcelCode("f2", parcel.number, 1, 1, "BIN-3").text(),
        "sscc": parcel.number,
    }
    pickup = label_picture("pickup_parcel", LabelData(fields), 700)
    shown = [
        *(held_up(price, (0.29, 0.66), angle, 1.1) for angle in (9, 10, 11)),
        *[nothing()] * 16,
        *(held_up(price, (0.29, 0.66), angle, 1.1) for angle in (-8, -7, -6)),
        *[nothing()] * 16,
        *(held_up(pickup, (0.5, 0.62), angle, 1.4) for angle in (-31, -30, -29)),
        *[nothing()] * 40,
    ]
    desk.station.set_setting(SETTING, str(film(tmp_path / "back-room.avi", shown)))
    button = room.frame.window.findChild(IconButton, "camera")
    await room.until(button.isVisible)
    assert not room.preview.isVisible()

    room.turn()
    await room.until(lambda: room.preview.picture is not None)
    assert room.said("camera_words").startswith("Hold one barcode inside the frame")
    await room.until(lambda: len(room.frame._scans.history.scans) >= 1)
    await room.until(lambda: room.frame.window.page() == Section.STOCK)
    await room.until(lambda: "Veste Mistral" in room.said("stock_name"))
    # The clock of this world stands still: the second time is within a second.
    await room.until(lambda: room.said("message_sentence").startswith("The same barcode twice"))
    await room.until(lambda: room.frame.window.page() == Section.HAND_OVER)
    assert {past.meaning for past in room.frame._scans.history.scans} == {
        Article(jacket["gtin"]),
        ScannedParcel(parcel.number, "f2", 1, 1, "BIN-3"),
    }

    room.key(Qt.Key.Key_Escape)
    await room.until(lambda: not room.camera.is_on)
    assert not room.preview.isVisible()
    assert room.preview.picture is None


async def test_without_a_camera_or_what_reads_it_a_sentence_says_so(
    room: Room, desk: SessionDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "RETRY_S", 0.01)
    assert not room.frame.window.findChild(IconButton, "camera").isVisible()
    room.turn()
    assert room.said("camera_words").startswith("No camera is chosen")
    room.turn()

    desk.station.set_setting(SETTING, str(tmp_path / "video9"))
    await room.until(lambda: room.camera.device != "")
    room.turn()
    await room.until(lambda: room.said("camera_words").startswith("The camera does not answer"))
    known: Any = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "cv2" else known(name))
    await room.until(lambda: room.said("camera_words").startswith("This workstation lacks"))
    # It comes by itself once it is there.
    monkeypatch.setattr(importlib.util, "find_spec", known)
    film(tmp_path / "video9.avi", [nothing()] * 100).rename(tmp_path / "video9")
    await room.until(lambda: room.preview.picture is not None)


def test_cameras_are_named_and_their_other_devices_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, index, name in ((0, 0, "HD Webcam"), (1, 1, "HD Webcam"), (10, 0, "Back"), (2, 0, "USB")):
        place = tmp_path / f"video{number}"
        place.mkdir()
        (place / "index").write_text(f"{index}\n")
        (place / "name").write_text(f"{name}\n")
    assert cameras(tmp_path) == (
        Camera("/dev/video0", "HD Webcam"),
        Camera("/dev/video2", "USB"),
        Camera("/dev/video10", "Back"),
    )
    monkeypatch.setattr(camera_pictures.sys, "platform", "win32")
    assert [one.device for one in cameras(tmp_path)] == ["0", "1", "2", "3"]
