"""How far along: dots for a few, a thin bar for many."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, font, theme
from desktop.shell.widgets.painting import draw_text, rounded, text_width

DOT = 16
DOT_GAP = 8
#: More than this many are told by words alone.
DOTS_MAX = 12
ALL = 0.999
"""Shares that add up to so much are all: thirds do not add up to one."""


class QuantityDots(QWidget):
    """ "2 of 3" as words and as dots: filled for done, barred for short, empty for what is left."""

    def __init__(
        self, done: int = 0, wanted: int = 1, short: int = 0, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.done, self.wanted, self.short = done, wanted, short
        self.show_quantity(done, wanted, short)

    def show_quantity(self, done: int, wanted: int, short: int = 0) -> None:
        """Show another state."""
        self.done, self.wanted, self.short = done, wanted, short
        self.setAccessibleName(self.words())
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """ "2 of 3", "1 of 3, 1 short"."""
        said = self.tr("{done} of {wanted}").format(done=self.done, wanted=self.wanted)
        short = self.tr("{count} short").format(count=self.short)
        return f"{said}, {short}" if self.short else said

    def sizeHint(self) -> QSize:
        words = text_width(self.words(), font(TextRole.BODY_STRONG)) + 2
        return QSize(round(self._dots_width() + words), 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            top = (self.height() - DOT) / 2
            for number in range(self.wanted if self.wanted <= DOTS_MAX else 0):
                dot = QRectF(number * (DOT + DOT_GAP), top, DOT, DOT)
                if number < self.done:
                    rounded(painter, dot, palette.ok, palette.ok, 2, DOT / 2)
                elif number >= self.wanted - self.short:
                    rounded(painter, dot, palette.bad_soft, palette.bad, 2, DOT / 2)
                    painter.drawLine(
                        dot.topLeft() + (dot.center() - dot.topLeft()) * 0.3,
                        dot.center() * 2 - (dot.topLeft() + (dot.center() - dot.topLeft()) * 0.3),
                    )
                else:
                    rounded(painter, dot, None, palette.ink3, 2, DOT / 2)
            words = QRectF(self._dots_width(), 0, self.width() - self._dots_width(), self.height())
            draw_text(painter, words, self.words(), font(TextRole.BODY_STRONG), palette.ink)

    def _dots_width(self) -> int:
        return self.wanted * (DOT + DOT_GAP) + 4 if self.wanted <= DOTS_MAX else 0


class ProgressThin(QWidget):
    """A bar of 8 px for work that goes from nothing to all.

    Attributes:
        short: what of it will not come, as a share; drawn at the end.
    """

    def __init__(self, share: float = 0.0, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(8)
        self._shown, self.short = share, 0.0
        self._motion = QVariantAnimation(self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._move)

    def show_share(self, share: float, short: float = 0.0) -> None:
        """Show ``share`` (0 to 1) as done, and ``short`` as what will not come."""
        self._motion.stop()
        self.short = short
        # At once: where nothing more is done, nothing moves.
        self.setAccessibleName(self._words())
        self.update()
        if not self.isVisible() or not theme.motion_ms():
            self._move(share)
            return
        self._motion.setDuration(theme.motion_ms())
        self._motion.setStartValue(self._shown)
        self._motion.setEndValue(share)
        self._motion.start()

    def _move(self, share: float) -> None:
        self._shown = min(1.0, max(0.0, share))
        self.setAccessibleName(self._words())
        self.update()

    def _words(self) -> str:
        """ "33% done", "33% done, 67% short"."""
        done = self.tr("{percent}% done").format(percent=round(self._shown * 100))
        short = self.tr("{done}, {percent}% short").format(done=done, percent=round(self.short * 100))
        return short if self.short else done

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            rounded(painter, rect, palette.line, radius=4)
            is_over = self._shown + self.short >= ALL
            for left, share, colour in (
                (0.0, self._shown, palette.ok if is_over else palette.accent),
                (1 - self.short, self.short, palette.bad),
            ):
                if share > 0:
                    part = QRectF(rect.width() * left, 0, rect.width() * share, rect.height())
                    painter.setClipRect(part, Qt.ClipOperation.ReplaceClip)
                    rounded(painter, rect, colour, radius=4)
