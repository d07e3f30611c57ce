"""Pictures of goods are brought down to what travels, upright and without a camera's words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from core.rules.errors import Refused
from core.rules.picture import LONGEST_SIDE_PX, MAX_PICTURE_BYTES, as_jpeg, as_text
from desktop.devices.pictures import small_jpeg


def noisy(width: int, height: int) -> QImage:
    """What compresses badly: each pixel another colour, the top left corner red."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    seed = 1
    for y in range(0, height, 4):
        for x in range(0, width, 4):
            seed = (seed * 1_103_515_245 + 12_345) % 2**31
            colour = QColor.fromRgb(seed & 0xFFFFFF)
            for dy in range(4):
                for dx in range(4):
                    image.setPixelColor(min(x + dx, width - 1), min(y + dy, height - 1), colour)
    return image


def test_a_large_picture_is_small_enough_for_an_envelope(tmp_path: Path) -> None:
    path = tmp_path / "dial.png"
    assert noisy(1_400, 700).save(str(path))
    jpeg = small_jpeg(path)
    assert len(jpeg) <= MAX_PICTURE_BYTES
    assert as_jpeg(as_text(jpeg)) == jpeg
    shown = QImage.fromData(jpeg)
    assert max(shown.width(), shown.height()) <= LONGEST_SIDE_PX
    assert abs(shown.width() / shown.height() - 2) < 0.02


def test_what_is_transparent_or_small_stays_as_it_looks() -> None:
    image = QImage(40, 30, QImage.Format.Format_ARGB32)
    image.fill(QColor(200, 20, 20))
    shown = QImage.fromData(small_jpeg(image))
    assert (shown.width(), shown.height()) == (40, 30)
    assert shown.pixelColor(20, 15).red() > 180


def with_camera_words(path: Path) -> None:
    """A JPEG that lies on its side, as a telephone writes it: Exif says how to turn it, and where it was."""
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPEG")  # type: ignore[call-overload]
    # One entry of TIFF: orientation (0x0112), a short, 6: turned by a quarter.
    tiff = b"II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"
    exif = b"Exif\x00\x00" + tiff + b"48.85N Paris"
    marker = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    jpeg = bytes(content.data())
    path.write_bytes(jpeg[:2] + marker + jpeg[2:])


def test_it_stands_upright_and_does_not_say_where_it_was_taken(tmp_path: Path) -> None:
    path = tmp_path / "phone.jpg"
    with_camera_words(path)
    jpeg = small_jpeg(path)
    shown = QImage.fromData(jpeg)
    assert (shown.width(), shown.height()) == (20, 60)
    assert b"Exif" not in jpeg and b"Paris" not in jpeg


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_what_is_no_picture_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.jpg"
    path.write_bytes(content)
    for source in (path, tmp_path / "nowhere.jpg"):
        with pytest.raises(Refused, match="not_a_picture"):
            small_jpeg(source)


@pytest.mark.parametrize("image", ["", "####", as_text(b"GIF89a"), as_text(b"\xff\xd8\xff" + b"0" * 50_000)])
def test_what_travels_is_a_small_jpeg_or_refused(image: str) -> None:
    with pytest.raises(Refused, match="not_a_picture"):
        as_jpeg(image)
