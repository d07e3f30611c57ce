"""The pad that a customer signs on with a finger, a pen or the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.rules.signature import SIDE, written
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole, font, theme
from desktop.shell.widgets.painting import CENTRE, draw_text, rounded

HEIGHT = 56
PEN_PX = 2.5


class SignaturePad(QWidget):
    """Strokes as they are drawn.

    Signals:
        signed: a stroke was ended; the whole signature as it is kept (`core.rules.signature`).
    """

    signed = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        self._strokes: list[list[tuple[int, int]]] = []

    def wipe(self) -> None:
        """Begin anew."""
        self._strokes = []
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([])
        self._draw(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes:
            self._draw(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.signed.emit(written(self._strokes))

    def _draw(self, at: QPointF) -> None:
        across, down = at.x() / max(1, self.width()), at.y() / max(1, self.height())
        self._strokes[-1].append((round(across * (SIDE - 1)), round(down * (SIDE - 1))))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rounded(painter, QRectF(self.rect()), palette.canvas, palette.edge)
            words = translate("HandOver", "Signature of who collects")
            self.setAccessibleName(words)
            if not self._strokes:
                draw_text(painter, QRectF(self.rect()), words, font(TextRole.LABEL), palette.ink3, CENTRE)
            painter.setPen(QPen(QColor(palette.ink), PEN_PX, c=Qt.PenCapStyle.RoundCap))
            for stroke in self._strokes:
                painter.drawPolyline(QPolygonF([self._place(*point) for point in stroke]))

    def _place(self, across: int, down: int) -> QPointF:
        return QPointF(across / (SIDE - 1) * self.width(), down / (SIDE - 1) * self.height())
