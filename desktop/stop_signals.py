"""Ctrl-C, and the system's word to end, while Qt's loop runs.

Python runs a signal's handler between two of its own instructions, and Qt's loop has none while it waits: the
handler would run inside whatever slot comes next, where an exception is swallowed. So its number goes
through a socket that wakes the loop (`signal.set_wakeup_fd`, on Windows too), and what is to be done is done
there. (asyncio's `add_signal_handler` is not on Windows.)
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

from PySide6.QtCore import QSocketNotifier

from desktop.options import INTERRUPTED

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP") if hasattr(signal, name)
)


class StopSignals:
    """Hears signals from `__enter__` to `__exit__`, on the main thread with Qt's loop.

    The first one asks to end in order; the next finds the system's own handling again and ends the process at
    once, for whoever does not want to wait.

    Attributes:
        exit_code: what the process should end with: 130 after Ctrl-C, else 0.
    """

    def __init__(self, on_stop: Callable[[], object]) -> None:
        self._on_stop = on_stop
        self._before: dict[int, Any] = {}
        self.exit_code = 0

    def __enter__(self) -> StopSignals:
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)
        self._wakeup_before = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._hear)
        self._before = {number: signal.signal(number, _noted) for number in SIGNALS}
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()

    def _hear(self) -> None:
        numbers = b""
        with suppress(BlockingIOError):
            numbers = self._near.recv(64)
        told = [number for number in numbers if number in SIGNALS]
        if not told:
            return
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        if told[0] in (signal.SIGINT, getattr(signal, "SIGBREAK", signal.SIGINT)):
            self.exit_code = INTERRUPTED
        self._on_stop()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """The number is in the socket already."""
