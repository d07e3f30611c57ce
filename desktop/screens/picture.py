"""A picture of goods that came back, where it is looked at."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel

from desktop.shell.theme import RADIUS

SHOWN_PX = 200
"""How high it is where somebody decides by it."""


class Picture(QLabel):
    """One picture, as high as there is room for, its corners as round as a card's."""

    def __init__(self, height_px: int, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._height_px = height_px
        self._shown = b""

    def show_jpeg(self, jpeg: bytes, meaning: str) -> None:
        """Show it; nothing hides it."""
        self.setVisible(bool(jpeg))
        self.setAccessibleName(meaning)
        self.setToolTip(meaning)
        if jpeg == self._shown:
            return
        self._shown = jpeg
        picture = QPixmap()
        if jpeg and picture.loadFromData(jpeg):
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToHeight(self._height_px, smooth)
        self.setPixmap(with_round_corners(picture))


def with_round_corners(picture: QPixmap) -> QPixmap:
    """The picture without its corners; none stays none."""
    if picture.isNull():
        return picture
    made = QPixmap(picture.size())
    made.fill(Qt.GlobalColor.transparent)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(made.rect()), RADIUS, RADIUS)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(shape)
        painter.drawPixmap(0, 0, picture)
    return made
