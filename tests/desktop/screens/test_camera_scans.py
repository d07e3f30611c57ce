"""A camera end to end: films of our own labels, read by the real window, lead to the right screens."""

from __future__ import annotations

import importlib.util
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Parcel
from desktop.devices.scanner import Article, Scan, camera, camera_pictures
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.devices.scanner.camera_pictures import Camera, cameras
from desktop.labels import LabelData, ParcelCode
from desktop.screens import Section
from desktop.shell.widgets import IconButton
from tests.desktop.desk_double import SessionDesk
from tests.desktop.devices.scanner.camera_film import film, held_up, label_picture, nothing
from tests.desktop.screens.store_world import ARTICLES, add_order
from tests.desktop.screens.whole_window import WholeWindow, whole_window


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The times of a hand, made those of a test: each film begins again as soon as it has come to its end."""
    monkeypatch.setattr(camera, "PICTURE_S", 0.01)
    monkeypatch.setattr(camera, "RETRY_S", 0.01)


def turn(room: WholeWindow) -> None:
    """The key that shows the camera's preview, and puts it away."""
    room.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)


async def test_labels_before_the_camera_lead_to_the_article_and_to_the_order(
    desk: SessionDesk, qapp: QApplication, tmp_path: Path, patience: None
) -> None:
    async with whole_window(desk) as room:
        add_order(desk, "f2", "C-202", "B", {"belt": 1}, state="ready", bins=("BIN-3",))
        [parcel] = desk.rows(Parcel)
        jacket = ARTICLES["jacket"]
        price = label_picture(
            "price_label",
            LabelData({"name": jacket["name"], "gtin": jacket["gtin"], "price": "129,00 €"}),
            900,
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
        prices = [nothing(), *(held_up(price, (0.29, 0.66), angle, 1.1) for angle in (9, 10, -8))]
        pickups = [nothing(), *(held_up(pickup, (0.5, 0.62), angle, 1.4) for angle in (-31, -30, -29))]
        await room.settled()
        button = room.see(IconButton, "camera")
        room.choose_camera(str(film(tmp_path / "prices.avi", prices)))
        await room.until(button.isVisible)
        assert not room.preview.isVisible()

        # Today shows the orders that want an article itself.
        room.frame.go(Section.ALERTS)
        await room.until(lambda: room.page == Section.ALERTS)
        turn(room)
        await room.until(lambda: room.page == Section.STOCK)
        await room.until(lambda: "Veste Mistral" in room.said("stock_name"))
        await room.until(lambda: room.preview.picture is not None)
        # The clock of this world stands still: the second time is within a second.
        await room.until(lambda: room.said("message_sentence").startswith("The same barcode twice"))
        # Another camera is looked through at once, for the preview is open.
        room.choose_camera(str(film(tmp_path / "pickups.avi", pickups)))
        await room.until(lambda: room.page == Section.HAND_OVER)
        assert {past.meaning for past in room.frame._scans.history.scans} == {
            Article(jacket["gtin"]),
            ScannedParcel(parcel.number, "f2", 1, 1, "BIN-3"),
        }

        room.key(Qt.Key.Key_Escape)
        await room.until(lambda: not room.camera.is_on)
        assert not room.preview.isVisible()
        assert room.preview.picture is None


async def test_without_a_camera_or_what_reads_it_a_sentence_says_so(
    desk: SessionDesk, qapp: QApplication, tmp_path: Path, patience: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with whole_window(desk) as room:
        await room.settled()
        assert not room.see(IconButton, "camera").isVisible()
        turn(room)
        assert room.said("camera_words").startswith("No camera is chosen")

        room.choose_camera(str(tmp_path / "video9"))
        await room.until(lambda: room.said("camera_words").startswith("The camera does not answer"))
        known: Any = importlib.util.find_spec
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "cv2" else known(name))
        await room.until(lambda: room.said("camera_words").startswith("This workstation lacks"))
        # It comes by itself once it is there.
        monkeypatch.setattr(importlib.util, "find_spec", known)
        film(tmp_path / "video9.avi", [nothing()] * 100).rename(tmp_path / "video9")
        await room.until(lambda: room.preview.picture is not None)
        assert room.said("camera_words").startswith("Hold one barcode inside the frame")


class BlackCamera:
    """A camera under its cap, which lets go no sooner than it is told."""

    is_live = True

    def __init__(self, lets_go: threading.Event) -> None:
        self._lets_go = lets_go

    def pass_by(self) -> bool:
        return True

    def picture(self) -> Any:
        return np.zeros((54, 96, 3), np.uint8)

    def close(self) -> None:
        self._lets_go.wait(camera.STOPS_WITHIN_S)


@pytest.fixture
def lets_go(monkeypatch: pytest.MonkeyPatch, patience: None) -> threading.Event:
    """A camera is there; it keeps whoever ends it waiting while this is not set."""
    may = threading.Event()
    may.set()
    monkeypatch.setattr(camera, "open_source", lambda _device: BlackCamera(may))
    monkeypatch.setattr(camera, "aimed_text", lambda _picture: "")
    return may


async def test_a_preview_that_is_seen_has_its_camera_on_and_goes_with_the_lock(
    desk: SessionDesk, qapp: QApplication, lets_go: threading.Event
) -> None:
    async with whole_window(desk) as room:
        await room.settled()
        room.choose_camera("1")
        await room.until(lambda: room.camera.device == "1")
        turn(room)
        await room.until(lambda: room.preview.picture is not None)
        first = room.camera._thread
        # Away and back, sooner than the camera lets go.
        lets_go.clear()
        turn(room)
        turn(room)
        assert room.preview.picture is None
        lets_go.set()
        await room.until(lambda: room.camera.is_on and room.camera._thread is not first)
        await room.until(lambda: room.preview.picture is not None)

        # None is chosen meanwhile: what it saw is not shown any more.
        room.choose_camera("")
        await room.until(lambda: room.said("camera_words").startswith("No camera is chosen"))
        assert not room.camera.is_on
        assert room.preview.picture is None

        room.choose_camera("2")
        await room.until(lambda: room.preview.picture is not None)
        room.frame._session.lock()
        assert not room.preview.isVisible()
        await room.until(lambda: not room.camera.is_on)


def test_no_picture_is_kept_from_the_preview(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = camera.CameraScanner()
    heard: list[None] = []
    looks.pictured.connect(lambda: heard.append(None))
    made_small: Any = QImage.scaledToWidth

    def taken_meanwhile(image: QImage, width: int) -> QImage:
        looks.take_picture()
        small: QImage = made_small(image, width)
        return small

    looks._show(np.zeros((54, 96, 3), np.uint8))
    monkeypatch.setattr(QImage, "scaledToWidth", taken_meanwhile)
    looks._show(np.zeros((54, 96, 3), np.uint8))
    assert len(heard) == 2


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


async def test_what_a_camera_read_as_the_window_closed_leads_nowhere(
    desk: SessionDesk, qapp: QApplication
) -> None:
    """It comes from the camera's thread, perhaps when no loop runs any more."""
    async with whole_window(desk) as room:
        await room.settled()

    room.camera.scanned.emit(Scan(gtin := ARTICLES["jacket"]["gtin"], gtin))

    assert not room.frame._tasks._started
    assert room.frame._scans.history.scans == ()
