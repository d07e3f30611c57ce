"""An article's colour, with what kind of thing it is."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.shell.theme import RADIUS, mix, paint_icon, theme
from desktop.shell.theme.contrast import luminance
from desktop.shell.widgets.category import category_icon

#: It is never smaller than this, px on its longer side.
LEAST = 64
#: Of those in rows; one is some kilobytes.
SMALL_ONES_KEPT = 512
#: Of those that are large on a screen; one is some hundred kilobytes.
LARGE_ONES_KEPT = 16
_WHITE, _BLACK = QColor("#FFFFFF"), QColor("#15141A")


def paint_swatch(painter: QPainter, rect: QRectF, colour: QColor, icon: str) -> None:
    """The colour, a little lighter above than below, with the drawing in what can be seen upon it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QLinearGradient(rect.topLeft(), QPointF(rect.left() + rect.width() * 0.3, rect.bottom()))
    shade.setColorAt(0, mix(colour, _WHITE, 0.06))
    shade.setColorAt(1, mix(colour, _BLACK, 0.22))
    painter.setPen(QPen(mix(colour, theme.palette.ink, 0.18), 1))
    painter.setBrush(QBrush(shade))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 0.5, RADIUS - 0.5)
    least = min(rect.width(), rect.height())
    side = round(least * (0.36 if least > 100 else 0.48))
    ink = mix(colour, _BLACK if luminance(colour) > 0.4 else _WHITE, 0.62)
    mark = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    paint_icon(painter, mark, icon, ink)


def paint_small_swatch(painter: QPainter, rect: QRectF, colour: str, icon: str) -> None:
    """The same in a row of a list, drawn once: a gradient takes as long as all else in its row."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    kept = _small(colour, icon, round(rect.width()), ratio, theme.palette.ink.name())
    painter.drawPixmap(rect, kept, QRectF(kept.rect()))


@lru_cache(maxsize=SMALL_ONES_KEPT)
def _small(colour: str, icon: str, size: int, ratio: float, _ink: str) -> QPixmap:
    return _drawn(colour, icon, (size, size), ratio)


@lru_cache(maxsize=LARGE_ONES_KEPT)
def _large(colour: str, icon: str, size: tuple[float, float], ratio: float, _ink: str) -> QPixmap:
    return _drawn(colour, icon, size, ratio)


def _drawn(colour: str, icon: str, size: tuple[float, float], ratio: float) -> QPixmap:
    kept = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
    kept.fill(Qt.GlobalColor.transparent)
    kept.setDevicePixelRatio(ratio)
    with QPainter(kept) as painter:
        paint_swatch(painter, QRectF(0, 0, *size), QColor(colour), icon)
    return kept


class Swatch(QWidget):
    """A rounded field in the article's colour, with the drawing of its category upon it.

    It stands where a picture of the article would. Where there is less room than its ``size`` it keeps its
    proportions; where there is more it stays at the top left.
    """

    def __init__(
        self,
        colour_hex: str = "#888888",
        category: str = "",
        *,
        name: str = "",
        size: QSize | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._colour = QColor(colour_hex)
        self._icon = category_icon(category)
        self._size = size or QSize(88, 88)

    def show_article(self, colour_hex: str, category: str, words: str = "") -> None:
        """Show another article; ``words`` name it for assistive technology."""
        colour, icon = QColor(colour_hex), category_icon(category)
        self.setAccessibleName(words)
        if (colour, icon) != (self._colour, self._icon):
            self._colour, self._icon = colour, icon
            self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size.scaled(LEAST, LEAST, Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, _event: QPaintEvent) -> None:
        room = QSize(min(self.width(), self._size.width()), min(self.height(), self._size.height()))
        rect = QRectF(QPointF(0, 0), self._size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).toSizeF())
        kept = _large(
            self._colour.name(),
            self._icon,
            rect.size().toTuple(),
            self.devicePixelRatioF(),
            theme.palette.ink.name(),
        )
        with QPainter(self) as painter:
            painter.drawPixmap(rect, kept, QRectF(kept.rect()))
