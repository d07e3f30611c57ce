"""A camera as a scanner: read on a thread of its own, while somebody aims it.

It is on for as long as its preview is seen and not a moment longer: a back room is no place for a camera that
looks on.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.rules.errors import DeviceError
from desktop.devices.scanner.camera_pictures import Source, aimed_text, open_source
from desktop.devices.scanner.sightings import Sightings
from desktop.devices.scanner.wedge import Scan

if TYPE_CHECKING:
    from desktop.devices.scanner.camera_pictures import Picture

SETTING: Final = "scanner.camera"
PICTURE_S: Final = 1 / 12
"""From one picture that is looked at to the next: each costs some 15 ms of a core."""
RETRY_S: Final = 2.0
STOPS_WITHIN_S: Final = 3.0
PREVIEW_WIDTH: Final = 480
"""Pixels; the preview is small, and what it shows is copied to the window's thread."""


class CameraScanner(QObject):
    """Reads the chosen camera while it is on, and tries it again while it is not there.

    Signals:
        scanned: a `Scan`.
        pictured: there is another picture for the preview (`take_picture`).
        changed: another camera was chosen; it answers, or does not any more.

    Attributes:
        device: the camera, as `open_source` takes it; "" for none.
        fault: `camera_not_chosen`, `camera_not_installed`, `camera_missing` or "".
    """

    scanned = Signal(object)
    pictured = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.device = ""
        self.fault = ""
        self._picture: QImage | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_on(self) -> bool:
        """Whether it is being read, or waited for."""
        return self._thread is not None

    def use(self, device: str) -> None:
        """Look through this camera the next time; it blocks for a moment while another one is on."""
        if device != self.device:
            # First: who starts it while the other one lets go starts this one.
            self.device = device
            self.stop()
            self.fault = ""
            self.changed.emit()

    def start(self) -> None:
        """Look through the camera from now on."""
        if self.is_on:
            return
        if not self.device:
            self._tell("camera_not_chosen")
            return
        self._picture, self._stop = None, threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(self.device, self._stop), name="camera", daemon=True
        )
        # It counts as on by now: who hears of the change may want it on.
        self._tell("")
        self._thread.start()

    def stop(self) -> None:
        """Look no more. It may take a moment until the camera lets go."""
        self._stop.set()
        thread = self._thread
        if thread is not None:
            thread.join(STOPS_WITHIN_S)
            if self._thread is thread:
                self._thread = None

    def take_picture(self) -> QImage | None:
        """What the preview shows next; None when it has it already."""
        picture, self._picture = self._picture, None
        return picture

    def _run(self, device: str, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                source = open_source(device)
                try:
                    self._tell("")
                    self._look(source, stop)
                finally:
                    source.close()
            except DeviceError as error:
                self._tell(error.code)
                stop.wait(RETRY_S)

    def _look(self, source: Source, stop: threading.Event) -> None:
        sightings, due = Sightings(), time.monotonic()
        while not stop.is_set():
            if not source.is_live:
                stop.wait(max(0.0, due - time.monotonic()))
            if not source.pass_by():
                raise DeviceError("camera_missing")
            now = time.monotonic()
            if now < due:
                # The camera sends more than is looked at: what is let go by is never old when it is read.
                continue
            picture = source.picture()
            if picture is None:
                raise DeviceError("camera_missing")
            due = now + PICTURE_S
            text = aimed_text(picture)
            if sightings.see(text, int(now * 1000)) and not stop.is_set():
                self.scanned.emit(Scan(text, text))
            self._show(picture)

    def _show(self, picture: Picture) -> None:
        height, width = picture.shape[:2]
        image = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_BGR888)
        self._picture = image.scaledToWidth(PREVIEW_WIDTH)
        # Each time: the window may take the one before at any moment, and would not hear of this one.
        self.pictured.emit()

    def _tell(self, fault: str) -> None:
        if fault != self.fault:
            self.fault = fault
            self.changed.emit()
