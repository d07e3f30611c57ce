"""The two sounds of a scan: good, short and high; bad, low. They never block and never fail.

Qt's own player is not part of the Qt that we ship. Windows plays a file by itself; on Linux the sound
server's small player is started beside us; where there is neither, the system's beep says something.
"""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer
from PySide6.QtWidgets import QApplication

SOUNDS: Final = Path(__file__).resolve().parents[3] / "resources" / "sounds"
PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "-q"))
"""Players that may be there, the best first: PipeWire, PulseAudio, ALSA."""
MOST_PLAYING: Final = 3
"""More than this at once is noise: the next ones are left out."""

LONGEST_PLAYING_MS: Final = 3_000
"""A player that takes longer hangs."""
STOPPING_MS: Final = 500

SoundName = Literal["good", "bad"]
Beep = Callable[[], None]


class Sounds(QObject):
    """Plays the sounds of the scanner.

    Attributes:
        is_on: whether anything is heard; a setting of the workstation.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        players: tuple[tuple[str, ...], ...] = PLAYERS,
        beep: Beep = QApplication.beep,
    ) -> None:
        super().__init__(parent)
        self.is_on = True
        self._beep = beep
        self._playing: list[QProcess] = []
        self._players = [command for command in players if shutil.which(command[0])]

        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def good(self) -> None:
        """The scan fits."""
        self._play("good")

    def bad(self) -> None:
        """The scan does not fit."""
        self._play("bad")

    def stop(self) -> None:
        """Silence, before the program ends."""
        for process in self._playing:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(STOPPING_MS)
        self._playing.clear()

    def _play(self, name: SoundName) -> None:
        if not self.is_on:
            return
        path = SOUNDS / f"{name}.wav"
        if sys.platform == "win32":
            self._play_on_windows(path)
        elif self._players:
            self._start(self._players[0], path)
        else:
            self._beep()

    def _play_on_windows(self, path: Path) -> None:
        winsound = importlib.import_module("winsound")
        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        try:
            winsound.PlaySound(str(path), flags)
        except RuntimeError:
            # No sound device, or the file is in use elsewhere.
            self._beep()

    def _start(self, command: tuple[str, ...], path: Path) -> None:
        if len(self._playing) >= MOST_PLAYING:
            return
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(lambda code, status: self._on_finished(process, command, code, status))
        process.errorOccurred.connect(lambda error: self._on_error(process, command, error))
        self._playing.append(process)
        process.start(command[0], [*command[1:], str(path)])
        QTimer.singleShot(LONGEST_PLAYING_MS, process, process.kill)

    def _on_finished(
        self, process: QProcess, command: tuple[str, ...], exit_code: int, status: QProcess.ExitStatus
    ) -> None:
        self._let_go(process)
        if exit_code or status is not QProcess.ExitStatus.NormalExit:
            self._give_up(command)

    def _on_error(self, process: QProcess, command: tuple[str, ...], error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._let_go(process)
            self._give_up(command)

    def _let_go(self, process: QProcess) -> None:
        if process in self._playing:
            self._playing.remove(process)
            process.deleteLater()

    def _give_up(self, command: tuple[str, ...]) -> None:
        """A player that fails has no sound server: the next is tried from now on, and this time we beep."""
        if command in self._players:
            self._players.remove(command)
        self._beep()
