"""A camera end to end: films of our own labels, read by the real window, lead to the right screens."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.model import Parcel
from desktop.devices.scanner import Article, camera, camera_pictures, sightings
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.devices.scanner.camera import SETTING
from desktop.devices.scanner.camera_pictures import Camera, cameras
from desktop.labels import LabelData, ParcelCode
from desktop.screens import Section
from desktop.shell.widgets import IconButton
from tests.desktop.desk_double import SessionDesk
from tests.desktop.devices.scanner.camera_film import film, held_up, label_picture, nothing
from tests.desktop.screens.store_world import ARTICLES, add_order
from tests.desktop.screens.whole_window import whole_window


async def test_labels_before_the_camera_lead_to_the_article_and_to_the_order(
    desk: SessionDesk, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with whole_window(desk) as room:
        monkeypatch.setattr(camera, "PICTURE_S", 0.02)
        monkeypatch.setattr(sightings, "GONE_MS", 300)
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
        shown = [
            *(held_up(price, (0.29, 0.66), angle, 1.1) for angle in (9, 10, 11)),
            *[nothing()] * 16,
            *(held_up(price, (0.29, 0.66), angle, 1.1) for angle in (-8, -7, -6)),
            *[nothing()] * 16,
            *(held_up(pickup, (0.5, 0.62), angle, 1.4) for angle in (-31, -30, -29)),
            *[nothing()] * 40,
        ]
        desk.station.set_setting(SETTING, str(film(tmp_path / "back-room.avi", shown)))
        button = room.see(IconButton, "camera")
        await room.until(button.isVisible)
        assert not room.preview.isVisible()

        room.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        await room.until(lambda: room.preview.picture is not None)
        assert room.said("camera_words").startswith("Hold one barcode inside the frame")
        await room.until(lambda: len(room.frame._scans.history.scans) >= 1)
        await room.until(lambda: room.page == Section.STOCK)
        await room.until(lambda: "Veste Mistral" in room.said("stock_name"))
        # The clock of this world stands still: the second time is within a second.
        await room.until(lambda: room.said("message_sentence").startswith("The same barcode twice"))
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
    desk: SessionDesk, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with whole_window(desk) as room:
        monkeypatch.setattr(camera, "RETRY_S", 0.01)
        assert not room.see(IconButton, "camera").isVisible()
        room.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        assert room.said("camera_words").startswith("No camera is chosen")
        room.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)

        desk.station.set_setting(SETTING, str(tmp_path / "video9"))
        await room.until(lambda: room.camera.device != "")
        room.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
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
