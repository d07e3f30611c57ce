"""A picture of the goods, if somebody wants one: from a file, dropped here, or pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.devices.pictures import FILE_PATTERNS
from desktop.screens.picture import Picture
from desktop.shell.saying import translate
from desktop.shell.theme import GRID
from desktop.shell.widgets import IconButton, SecondaryButton

THUMB_PX = 96


class PhotoPart(QWidget):
    """The button, and the picture once there is one.

    Signals:
        given: the path of a file, or an image; taken_off: it is not to be kept.
    """

    given = Signal(object)
    taken_off = Signal()

    def __init__(self, add: Action) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.picture = Picture(THUMB_PX, name="returns_photo_shown")
        self.add = SecondaryButton("", name="returns_photo")
        add.drive(self.add)
        self.add.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._off = IconButton("cross", "", name="returns_photo_off")
        self._off.clicked.connect(self.taken_off)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for part in (self.add, self._off):
            line.addWidget(part)
        line.addStretch()
        # One above the other: beside a picture the words have no room in a third of a page.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.picture)
        column.addLayout(line)

    def show_photo(self, jpeg: bytes) -> None:
        """Show what was taken."""
        self.picture.show_jpeg(jpeg, translate("Returns", "Photo of the article"))
        self._off.set_meaning(translate("Returns", "Without the photo"))
        self._off.setVisible(bool(jpeg))

    def choose(self) -> None:
        """Ask for a file; what lies in the clipboard is pasted by its own key."""
        dialog = QFileDialog(self, translate("Returns", "Photo of the article"))
        dialog.setObjectName("returns_photo_files")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        pictures = translate("Returns", "Pictures")
        dialog.setNameFilter(f"{pictures} ({' '.join(FILE_PATTERNS)})")
        dialog.fileSelected.connect(lambda path: self.given.emit(Path(path)))
        dialog.open()

    def paste(self) -> bool:
        """Take the picture that is in the clipboard; False where there is none."""
        return self._take(QGuiApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def _take(self, data: QMimeData) -> bool:
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if files:
            self.given.emit(Path(files[0]))
        elif data.hasImage():
            self.given.emit(data.imageData())
        return bool(files) or data.hasImage()
