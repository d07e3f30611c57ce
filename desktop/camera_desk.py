"""The camera's side of the window: the preview comes and goes with a key, and the camera with the preview."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.devices.scanner.camera import CameraScanner
from desktop.shell.camera_preview import CameraPreview
from desktop.shell.sentences import code_sentence
from desktop.shell.tasks import Tasks
from desktop.shell.window import Window

KEY = "Ctrl+G"


class CameraDesk(QObject):
    """Shows what the camera sees, over whatever screen is in front.

    Attributes:
        preview: the small picture.
    """

    def __init__(self, window: Window, camera: CameraScanner, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._camera = camera
        self._tasks = tasks
        self.preview = CameraPreview(window)
        self.preview.close_wanted.connect(self.put_away)
        turn = QShortcut(QKeySequence(KEY), window)
        turn.setAutoRepeat(False)
        turn.activated.connect(self.turn)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.activated.connect(self.put_away)
        self._escape.setEnabled(False)
        window.top_bar.camera_wanted.connect(self.turn)
        window.closed.connect(self.put_away)
        window.installEventFilter(self)
        camera.changed.connect(self._on_changed)
        camera.pictured.connect(self._on_picture)
        camera.scanned.connect(lambda _scan: self.preview.flash())

    def turn(self) -> None:
        """Show the preview, or put it away."""
        if self.preview.isVisible():
            self.put_away()
            return
        self._escape.setEnabled(True)
        self.preview.place()
        self._camera.start()
        self._say()
        self.preview.show()
        self.preview.raise_()

    def put_away(self) -> None:
        """The camera goes off with its preview; off the window's thread, since it may take its time."""
        if not self._escape.isEnabled():
            return
        self._escape.setEnabled(False)
        self.preview.hide()
        self.preview.forget()
        self._tasks.start(self._end())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.preview.place()
        elif event.type() == QEvent.Type.LanguageChange:
            self._say()
        return super().eventFilter(watched, event)

    async def _end(self) -> None:
        await self._tasks.run(self._camera.stop)
        self._keep_on()

    def _on_changed(self) -> None:
        self._window.top_bar.offer_camera(bool(self._camera.device))
        self._keep_on()
        self._say()

    def _keep_on(self) -> None:
        """Start what was wanted while the camera before was still letting go: a preview without a camera
        would show a picture of the past."""
        if self.preview.isVisible() and not self._camera.is_on:
            self.preview.forget()
            self._camera.start()

    def _say(self) -> None:
        fault = self._camera.fault
        if fault:
            self.preview.forget()
        self.preview.say(code_sentence(fault) if fault else "")

    def _on_picture(self) -> None:
        picture = self._camera.take_picture()
        if picture is not None and self.preview.isVisible():
            self.preview.show_picture(picture)
