"""Our icons: 20 px drawings of 1.75 px strokes, recoloured by whoever paints them."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

#: Where the drawings are; the folder stands beside the packages, in the sources and in the frozen program.
ICONS = Path(__file__).resolve().parents[3] / "resources" / "icons"
#: The colour and the stroke in the files, which every painting replaces.
DRAWN_IN = b"#000000"
STROKE = 1.75
#: The size, px, for which the stroke is drawn; a larger one takes a finer pen, so that it does not shout.
DRAWN_AT = 20
#: Recoloured drawings kept; a drawing is some kilobytes.
RENDERERS_KEPT = 512
PIXMAPS_KEPT = 512


@cache
def drawings() -> dict[str, bytes]:
    """Every drawing by its name, read once: before the window is shown, since painting opens no file."""
    return {path.stem: path.read_bytes() for path in ICONS.glob("*.svg")}


def _stroke(size: int) -> float:
    return STROKE * min(1.0, math.sqrt(DRAWN_AT / size))


@lru_cache(maxsize=RENDERERS_KEPT)
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    drawing = drawings()[name].replace(DRAWN_IN, colour.encode())
    pen = f'stroke-width="{stroke:.3f}"'.encode()
    return QSvgRenderer(QByteArray(drawing.replace(f'stroke-width="{STROKE}"'.encode(), pen)))


@lru_cache(maxsize=PIXMAPS_KEPT)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _renderer(name, colour, _stroke(size)).render(painter, QRectF(pixmap.rect()))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(name: str, colour: QColor, size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of ``size`` px for a screen of the given device pixel ratio."""
    return _pixmap(name, colour.name(), size, ratio)


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Paint the icon into a square rectangle."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    pixmap = icon_pixmap(name, colour, round(rect.width()), ratio)
    painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))


def icon(name: str, colour: QColor) -> QIcon:
    """The icon for Qt's own widgets and menus."""
    return QIcon(icon_pixmap(name, colour, 20, 2.0))
