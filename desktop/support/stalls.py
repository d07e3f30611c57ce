"""How long the GUI's thread stood still: a heartbeat on it, and a thread beside it that looks where it hangs.

Costs some twenty wake-ups a second on either side, each of some microseconds.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer

from desktop.support.traces import stack_of

BEAT_MS = 25
"""Between two heartbeats of the GUI's thread."""
LOOK_MS = 25
"""Between two looks at it."""
STALL_MS = 50
"""What lasts longer is a stall: three frames."""
ASLEEP_MS = 30_000
"""When both threads stood still for so long, the machine was asleep."""
KEPT = 10
"""The longest stalls that are kept, with where they were."""
WRITE_EVERY_MS = 60_000


class Stall(msgspec.Struct, frozen=True):
    """One stall: how long, and where the thread was when it was looked at (empty: the look came too late)."""

    stall_ms: int
    where: tuple[str, ...] = ()


class StallFigures(msgspec.Struct, frozen=True):
    """What was seen in one run.

    Attributes:
        watched_ms: how long was watched.
        count: stalls over `STALL_MS`.
        longest_ms: 0 when there was none over it.
        longest: the longest, longest first.
    """

    watched_ms: int = 0
    count: int = 0
    longest_ms: int = 0
    longest: tuple[Stall, ...] = ()


class StallRecord:
    """Judges the gaps between heartbeats. Pure: time and places are told."""

    def __init__(self, begun_ms: int) -> None:
        self._begun_ms = begun_ms
        self._count = 0
        self._longest: list[Stall] = []

    def gap(self, gap_ms: int, where: tuple[str, ...], watcher_gap_ms: int) -> None:
        """Take in the time between two heartbeats. `watcher_gap_ms` is how long the watcher itself stood."""
        stall_ms = gap_ms - BEAT_MS
        if stall_ms <= STALL_MS or min(gap_ms, watcher_gap_ms) > ASLEEP_MS:
            return
        self._count += 1
        self._longest.append(Stall(stall_ms, where))
        self._longest.sort(key=lambda stall: (stall.stall_ms, stall.where), reverse=True)
        del self._longest[KEPT:]

    def figures(self, now_ms: int) -> StallFigures:
        """What was seen until now."""
        longest_ms = self._longest[0].stall_ms if self._longest else 0
        return StallFigures(now_ms - self._begun_ms, self._count, longest_ms, tuple(self._longest))


class StallWatch(QObject):
    """Watches the thread that it is made on until it is stopped."""

    def __init__(self, path: Path | None = None) -> None:
        """The figures are kept in `path`, for `coulisse doctor`."""
        super().__init__()
        self._path = path
        self._watched = threading.get_ident()
        self._record = StallRecord(_now_ms())
        self._beat_at_ms = _now_ms()
        self._gaps: list[int] = []
        self._ended = threading.Event()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._thread = threading.Thread(target=self._watch, name="stalls", daemon=True)

    def begin(self) -> None:
        """Begin to watch."""
        self._beat_at_ms = _now_ms()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        """Stop, and write the figures down."""
        self._timer.stop()
        self._ended.set()
        self._thread.join()

    def figures(self) -> StallFigures:
        """What was seen until now."""
        return self._record.figures(_now_ms())

    def _beat(self) -> None:
        now_ms = _now_ms()
        gap_ms = now_ms - self._beat_at_ms
        self._beat_at_ms = now_ms
        if gap_ms - BEAT_MS > STALL_MS:
            self._gaps.append(gap_ms)

    def _watch(self) -> None:
        looked_at_ms = written_at_ms = _now_ms()
        where: tuple[str, ...] = ()
        while not self._ended.wait(LOOK_MS / 1_000):
            now_ms = _now_ms()
            watcher_gap_ms, looked_at_ms = now_ms - looked_at_ms, now_ms
            if now_ms - self._beat_at_ms > BEAT_MS + STALL_MS:
                where = where or self._look()
            while self._gaps:
                self._record.gap(self._gaps.pop(0), where, watcher_gap_ms)
                where = ()
            if now_ms - written_at_ms > WRITE_EVERY_MS:
                self._write()
                written_at_ms = now_ms
        self._write()

    def _look(self) -> tuple[str, ...]:
        with suppress(OSError):
            return tuple(stack_of(self._watched))
        return ()

    def _write(self) -> None:
        if self._path is None:
            return
        # Figures that cannot be kept are not worth a word.
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(msgspec.json.encode(self.figures()))


def read_figures(path: Path) -> StallFigures | None:
    """The figures of the last run; None if there are none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=StallFigures)
    except (OSError, msgspec.MsgspecError):
        return None


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000
