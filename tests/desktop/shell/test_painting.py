from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.shell.widgets.painting import rounded

GROUND, FILL, EDGE = QColor("#ffffff"), QColor("#2a5020"), QColor("#b3261e")
WIDTH, HEIGHT = 60, 40


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("px", [1, 2])
@pytest.mark.parametrize("fill", [FILL, None])
def test_a_border_lies_crisp_inside_its_rectangle(fill: QColor | None, px: int) -> None:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    rounded(painter, QRectF(0, 0, WIDTH, HEIGHT), fill, EDGE, px)
    painter.end()

    inside = (fill or GROUND).name()
    along = [image.pixelColor(x, HEIGHT // 2).name() for x in range(WIDTH)]
    assert along == [EDGE.name()] * px + [inside] * (WIDTH - 2 * px) + [EDGE.name()] * px
    down = [image.pixelColor(WIDTH // 2, y).name() for y in range(HEIGHT)]
    assert down == [EDGE.name()] * px + [inside] * (HEIGHT - 2 * px) + [EDGE.name()] * px
    assert image.pixelColor(0, 0).name() == GROUND.name(), "its corner is round"


def test_a_border_is_filled_and_not_stroked(qtbot: QtBot) -> None:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    rounded(painter, QRectF(0, 0, WIDTH, HEIGHT), FILL, EDGE)
    pen = painter.pen().style()
    painter.end()

    assert pen is Qt.PenStyle.NoPen
