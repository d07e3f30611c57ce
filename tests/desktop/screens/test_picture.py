"""A picture of goods, where it is looked at."""

from __future__ import annotations

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.screens.picture import Picture


def test_a_picture_has_the_round_corners_of_a_card(qtbot: QtBot) -> None:
    taken = QImage(300, 200, QImage.Format.Format_RGB32)
    taken.fill(QColor("#B3261E"))
    jpeg = QBuffer()
    taken.save(jpeg, "JPEG")
    shown = Picture(100, name="picture")
    qtbot.addWidget(shown)
    shown.show_jpeg(bytes(jpeg.data().data()), "Photo of the article")
    made = shown.pixmap().toImage()

    assert (made.width(), made.height()) == (150, 100)
    corners = [made.pixelColor(x, y).alpha() for x in (0, 149) for y in (0, 99)]
    assert corners == [0, 0, 0, 0]
    assert made.pixelColor(75, 50).alpha() == made.pixelColor(0, 50).alpha() == 255
    shown.show_jpeg(b"", "Photo of the article")
    assert shown.pixmap().isNull()
