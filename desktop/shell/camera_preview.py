"""What the camera sees, small, with the frame to aim with."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from desktop.devices.scanner.camera_pictures import AIM_HEIGHT, AIM_WIDTH
from desktop.shell.theme import RADIUS, TextRole, Tone, theme
from desktop.shell.top_bar import BAR_HEIGHT
from desktop.shell.widgets.buttons import IconButton
from desktop.shell.widgets.card import FLASH_MS
from desktop.shell.widgets.painting import rounded
from desktop.shell.widgets.text import Text

WIDTH: Final = 360
PICTURE_HEIGHT: Final = 203
PADDING: Final = 12
MARGIN: Final = 16
_GLASS: Final = QColor("#15141A")
"""Behind the picture, in both looks: a picture is as bright as the room."""
_SHADE: Final = QColor(0, 0, 0, 110)
_AIM: Final = QColor("#FFFFFF")


class _Picture(QWidget):
    """The picture, and the frame on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(PICTURE_HEIGHT)
        self.picture: QImage | None = None
        self.is_flashing = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.rect(), _GLASS)
            shown = QRectF(self.rect())
            if self.picture is not None:
                scale = min(self.width() / self.picture.width(), self.height() / self.picture.height())
                shown.setSize(self.picture.size().toSizeF() * scale)
                shown.moveCenter(QRectF(self.rect()).center())
                painter.drawImage(shown, self.picture)
            aim = QRectF(0, 0, shown.width() * AIM_WIDTH, shown.height() * AIM_HEIGHT)
            aim.moveCenter(shown.center())
            for dim in (
                QRectF(shown.left(), shown.top(), shown.width(), aim.top() - shown.top()),
                QRectF(shown.left(), aim.bottom(), shown.width(), shown.bottom() - aim.bottom()),
                QRectF(shown.left(), aim.top(), aim.left() - shown.left(), aim.height()),
                QRectF(aim.right(), aim.top(), shown.right() - aim.right(), aim.height()),
            ):
                painter.fillRect(dim, _SHADE)
            colour = theme.palette.strong(Tone.OK) if self.is_flashing else _AIM
            rounded(painter, aim, None, colour, 4 if self.is_flashing else 2, RADIUS)


class CameraPreview(QWidget):
    """A sheet under the top bar, over whatever is in front; it leaves the keyboard where it is.

    Signals:
        close_wanted: it was put away.
    """

    close_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("camera_preview")
        self._window = parent
        self._fault = ""
        self._title = Text("", TextRole.BODY_STRONG)
        self._away = IconButton("cross", "", name="camera_away")
        self._away.clicked.connect(self.close_wanted)
        self._picture = _Picture()
        self._said = Text("", TextRole.LABEL, "ink2", name="camera_words", wrap=True)
        self._calm = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._calm.timeout.connect(lambda: self._colour(is_flashing=False))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._away)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 4, 4, PADDING)
        column.setSpacing(4)
        column.addLayout(head)
        for part in (self._picture, self._said):
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, PADDING - 4, 0)
            line.addWidget(part)
            column.addLayout(line)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 48))
        self.setGraphicsEffect(shadow)
        self._speak()
        self.hide()

    @property
    def picture(self) -> QImage | None:
        """What is seen now."""
        return self._picture.picture

    def place(self) -> None:
        """Stand at the right, under the top bar: the way on is below, and stays free."""
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        self.move(self._window.width() - WIDTH - MARGIN, BAR_HEIGHT + MARGIN)

    def show_picture(self, picture: QImage) -> None:
        """Show what the camera sees now."""
        self._picture.picture = picture
        self._picture.update()

    def forget(self) -> None:
        """Keep no picture."""
        self._picture.picture = None
        self._picture.update()

    def flash(self) -> None:
        """A barcode was read."""
        self._colour(is_flashing=True)
        self._calm.start()

    def say(self, fault: str) -> None:
        """What stands in the way; how to aim where nothing does."""
        self._fault = fault
        self._speak()
        self.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rounded(painter, QRectF(self.rect()), theme.palette.surface, theme.palette.line)

    def _colour(self, *, is_flashing: bool) -> None:
        self._picture.is_flashing = is_flashing
        self._picture.update()

    def _speak(self) -> None:
        self._title.setText(self.tr("Camera"))
        self._away.set_meaning(self.tr("Put the camera away (Esc)"))
        self._said.setText(self._fault or self.tr("Hold one barcode inside the frame until it sounds."))
        self._said.set_colour("bad" if self._fault else "ink2")
        self.setAccessibleName(f"{self._title.text()}. {self._said.text()}")
