"""The bins to take from, to be read from two metres away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import RADIUS, TextRole, font, paint_icon, theme
from desktop.shell.widgets.painting import draw_text, line_height, rounded, text_width

SIZES_PX = (72, 56, 44, 36, 28)
"""The words are set in the largest of these that fits every tile."""
LOW_PX = 44
"""The largest where there is little height."""
GAP = 16
PADDING = 20
MARK = 28
LEAST_WIDTH = 200


@dataclass(frozen=True)
class BinTile:
    """One bin: its name, what to take from it, whether that was scanned, whether it is a bin at all."""

    name: str
    hint: str
    is_done: bool = False
    is_known: bool = True


class BinBoard(QWidget):
    """Tiles side by side, as many in a line as there is room for."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tiles: tuple[BinTile, ...] = ()
        self._largest_px = SIZES_PX[0]
        # Layouts ask for it hundreds of times for each bin that is shown.
        self._heights: dict[int, int] = {}

    def show_bins(self, tiles: Sequence[BinTile]) -> None:
        """Show other bins."""
        self._tiles = tuple(tiles)
        self._heights.clear()
        self.setAccessibleName(". ".join(f"{tile.name}: {tile.hint}" for tile in tiles))
        self.updateGeometry()
        self.update()

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough."""
        self._largest_px = LOW_PX if is_low else SIZES_PX[0]
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def tiles(self) -> tuple[BinTile, ...]:
        """What is shown."""
        return self._tiles

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._tiles:
            return 0
        if width not in self._heights:
            lines = -(-len(self._tiles) // self._columns(width))
            self._heights[width] = round(lines * self._tile_height(width) + (lines - 1) * GAP)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, self.heightForWidth(max(LEAST_WIDTH, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Another width, other lines of tiles: what is around it scrolled by those of before.
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._heights.clear()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            columns, height = self._columns(self.width()), self._tile_height(self.width())
            wide = self._tile_width(self.width())
            face = self._face(self.width())
            for place, tile in enumerate(self._tiles):
                line, column = divmod(place, columns)
                area = QRectF(column * (wide + GAP), line * (height + GAP), wide, height)
                self._paint_tile(painter, area, tile, face)

    def _paint_tile(self, painter: QPainter, area: QRectF, tile: BinTile, face: QFont) -> None:
        palette = theme.palette
        ground, ink = (palette.ok_soft, palette.ok) if tile.is_done else (palette.accent_soft, palette.accent)
        if not tile.is_known:
            ground, ink = palette.canvas, palette.ink2
        rounded(painter, area, ground, None if tile.is_known else palette.line, radius=RADIUS)
        inner = area.adjusted(PADDING, 0, -PADDING, 0)
        name = QRectF(inner.left(), inner.top() + PADDING / 2, inner.width(), line_height(face))
        draw_text(painter, name, tile.name, face, ink)
        small = font(TextRole.BODY)
        hint = QRectF(inner.left(), name.bottom(), inner.width(), line_height(small))
        left = 0.0
        if tile.is_done:
            paint_icon(painter, QRectF(hint.left(), hint.center().y() - 10, 20, 20), "check", ink)
            left = MARK
        draw_text(painter, hint.adjusted(left, 0, 0, 0), tile.hint, small, palette.ink2)

    def _columns(self, width: int) -> int:
        fitting = max(1, (width + GAP) // (LEAST_WIDTH + GAP))
        return min(fitting, max(1, len(self._tiles)))

    def _tile_width(self, width: int) -> float:
        columns = self._columns(width)
        return (width - (columns - 1) * GAP) / columns

    def _tile_height(self, width: int) -> float:
        return PADDING * 1.5 + line_height(self._face(width)) + line_height(font(TextRole.BODY))

    def _face(self, width: int) -> QFont:
        room = self._tile_width(width) - 2 * PADDING
        made = QFont(font(TextRole.NUMBER))
        for size_px in (size_px for size_px in SIZES_PX if size_px <= self._largest_px):
            made.setPixelSize(size_px)
            if all(text_width(tile.name, made) <= room for tile in self._tiles):
                break
        return made
