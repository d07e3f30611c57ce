"""A label as it will come out of the printer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.labels.png import PDFIUM
from desktop.shell.theme import theme
from desktop.shell.widgets.painting import rounded

_PAPER = QColor("#FFFFFF")


class LabelPreview(QWidget):
    """One page of a PDF on white paper, as large as the room allows and never distorted."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._pdf, self._number = b"", 0
        self._points: QSizeF | None = None
        self._picture: QImage | None = None

    def show_pdf(self, pdf: bytes, page: int = 0, words: str = "") -> bool:
        """Show a page; False when these bytes are not a PDF that has it."""
        self._pdf, self._number, self._picture = pdf, page, None
        self._points = _size_of(pdf, page)
        self.setAccessibleName(words)
        self.update()
        return self._points is not None

    def sizeHint(self) -> QSize:
        return QSize(280, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 160)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._points is None:
            return
        with QPainter(self) as painter:
            room = QSizeF(self.width() - 2, self.height() - 2)
            size = self._points.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            wanted = size.width() * self.devicePixelRatioF()
            if self._picture is None or abs(self._picture.width() - wanted) > 1:
                self._picture = _picture_of(self._pdf, self._number, wanted / self._points.width())
            paper = QRectF(0, 0, size.width(), size.height())
            paper.moveCenter(QRectF(self.rect()).center())
            rounded(painter, paper.adjusted(-1, -1, 1, 1), _PAPER, theme.palette.line, radius=4)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, self._picture)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A document for a moment: one that stays open is complained of when the program ends."""
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        yield document


def _size_of(pdf: bytes, number: int) -> QSizeF | None:
    try:
        with _opened(pdf) as document:
            return QSizeF(*document.get_page_size(number)) if number < len(document) else None
    except pypdfium2.PdfiumError:
        return None


def _picture_of(pdf: bytes, number: int, scale: float) -> QImage:
    with _opened(pdf) as document, closing(document[number]) as page:
        bitmap = page.render(
            scale=scale, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA
        )
        picture = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBA8888
        )
        return picture.copy()
