"""A label as it will come out of the printer."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import theme
from desktop.shell.widgets.painting import rounded

_PAPER = QColor("#FFFFFF")


class LabelPreview(QWidget):
    """One page of a PDF on white paper, as large as the room allows and never distorted."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._page = 0
        self._picture: QImage | None = None

    def show_pdf(self, pdf: bytes, page: int = 0, words: str = "") -> bool:
        """Show a page; False when these bytes are not a PDF that has it."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._page, self._picture = page, None
        self.setAccessibleName(words)
        self.update()
        return self._document.pageCount() > page

    def sizeHint(self) -> QSize:
        return QSize(280, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 160)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._document.pageCount() <= self._page:
            return
        points = self._document.pagePointSize(self._page)
        room = QSize(self.width() - 2, self.height() - 2)
        size = points.toSize().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._picture is None or self._picture.size() != wanted:
            self._picture = self._document.render(self._page, wanted)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        paper = QRectF(left, top, size.width(), size.height())
        rounded(painter, paper.adjusted(-1, -1, 1, 1), _PAPER, theme.palette.line, radius=4)
        painter.drawImage(paper, self._picture)
