"""The sounds of a scan: good, short and high; bad, low; twice; and the one that asks a person to choose. They
never block and never fail. Players have no volume in common: the samples themselves are made softer.

Qt's own player is not part of the Qt that we ship. Windows plays a file by itself; on Linux the sound
server's small player is started beside us; where there is neither, the system's beep says something.
"""

from __future__ import annotations

import importlib
import shutil
import sys
import tempfile
import wave
from array import array
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, get_args

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

SOUNDS: Final = Path(__file__).resolve().parents[3] / "resources" / "sounds"
PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "-q"))
"""Players that may be there, the best first: PipeWire, PulseAudio, ALSA."""
MOST_PLAYING: Final = 3
"""More than this at once is noise: the next ones are left out."""

LONGEST_PLAYING_MS: Final = 3_000
"""A player that takes longer hangs."""
STOPPING_MS: Final = 500

SETTING: Final = "scanner.sound"
VOLUMES: Final = (0, 25, 50, 100)
"""In percent: off, soft, middle, loud."""

SoundName = Literal["good", "bad", "twice", "ask"]
Beep = Callable[[], None]


class _Player(QProcess):
    """One sound that is being played; a player that hangs is ended.

    Signals:
        ended: itself, and whether the sound was heard.
    """

    ended = Signal(object, bool)

    def __init__(self, command: tuple[str, ...], path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.command = command
        self._path = path
        self._patience = QTimer(self, singleShot=True, interval=LONGEST_PLAYING_MS)
        self._patience.timeout.connect(self.kill)
        self.setStandardOutputFile(QProcess.nullDevice())
        self.setStandardErrorFile(QProcess.nullDevice())
        self.finished.connect(self._on_finished)
        self.errorOccurred.connect(self._on_error)

    def begin(self) -> None:
        """Start playing."""
        self._patience.start()
        self.start(self.command[0], [*self.command[1:], str(self._path)])

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self.ended.emit(self, not exit_code and status is QProcess.ExitStatus.NormalExit)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(self, False)


class Sounds(QObject):
    """Plays the sounds of the scanner.

    Attributes:
        percent: one of `VOLUMES`; 0 is silence. A setting of the workstation, which `use` sets.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        players: tuple[tuple[str, ...], ...] = PLAYERS,
        beep: Beep = QApplication.beep,
    ) -> None:
        super().__init__(parent)
        self.percent = VOLUMES[-1]
        self._softer: dict[tuple[str, int], Path] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._beep = beep
        self._playing: list[_Player] = []
        self._players = [command for command in players if shutil.which(command[0])]

        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def use(self, percent: int) -> None:
        """Be heard so loud from now on, one of `VOLUMES`. It blocks: files are read and written."""
        if 0 < percent < VOLUMES[-1]:
            # Without room for softer ones, the loud ones are heard.
            with suppress(OSError):
                self._soften_all(percent)
        self.percent = percent

    def good(self) -> None:
        """The scan fits."""
        self._play("good")

    def bad(self) -> None:
        """The scan does not fit."""
        self._play("bad")

    def twice(self) -> None:
        """The same barcode twice in a moment."""
        self._play("twice")

    def ask(self) -> None:
        """Several are possible: a person chooses."""
        self._play("ask")

    def stop(self) -> None:
        """Silence, before the program ends."""
        for process in self._playing:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(STOPPING_MS)
        self._playing.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder, self._softer = None, {}

    def _play(self, name: SoundName) -> None:
        if not self.percent:
            return
        path = self._file(name)
        if sys.platform == "win32":
            self._play_on_windows(path)
        elif self._players:
            self._start(self._players[0], path)
        else:
            self._beep()

    def _file(self, name: SoundName) -> Path:
        """The sound's file, in this volume."""
        return self._softer.get((name, self.percent), SOUNDS / f"{name}.wav")

    def _soften_all(self, percent: int) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="coulisse-sounds-", ignore_cleanup_errors=True)
        for name in get_args(SoundName):
            if (name, percent) not in self._softer:
                softer = Path(self._folder.name) / f"{name}-{percent}.wav"
                _soften(SOUNDS / f"{name}.wav", softer, percent)
                self._softer[name, percent] = softer

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
        player = _Player(command, path, self)
        player.ended.connect(self._on_ended)
        self._playing.append(player)
        player.begin()

    @Slot(object, bool)
    def _on_ended(self, player: _Player, is_heard: bool) -> None:
        if player not in self._playing:
            return
        self._playing.remove(player)
        player.deleteLater()
        if not is_heard:
            self._give_up(player.command)

    def _give_up(self, command: tuple[str, ...]) -> None:
        """A player that fails has no sound server: the next is tried from now on, and this time we beep."""
        if command in self._players:
            self._players.remove(command)
        self._beep()


def volume_in(kept: str) -> int:
    """A volume as it was kept; the loudest where nobody has chosen."""
    return int(kept) if kept.isdecimal() and int(kept) in VOLUMES else VOLUMES[-1]


def _soften(source: Path, target: Path, percent: int) -> None:
    with wave.open(str(source)) as file:
        form, frames = file.getparams(), file.readframes(file.getnframes())
    samples = array("h", frames)
    if sys.byteorder == "big":
        samples.byteswap()
    softer = array("h", (sample * percent // 100 for sample in samples))
    if sys.byteorder == "big":
        softer.byteswap()
    with wave.open(str(target), "wb") as file:
        file.setparams(form)
        file.writeframes(softer.tobytes())
