"""The one door for work that takes time: off the GUI thread, counted, and never lost in silence."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.own_loop import run_apart
from desktop.shell.theme import theme

P = ParamSpec("P")
T = TypeVar("T")
CrashHook = Callable[[type[BaseException], BaseException, TracebackType | None], object]

#: Work shorter than this shows nothing, ms.
PATIENCE_MS = 200
#: One step of the indicator, ms.
STEP_MS = 40


def _crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.excepthook(kind, error, trace)


class Tasks(QObject):
    """Runs work in an executor and comes back to Qt's loop.

    Attributes:
        running: how many pieces of work are under way.

    Signals:
        busy_changed: work has lasted 200 ms (True), or the last piece is done (False).
    """

    busy_changed = Signal(bool)

    def __init__(
        self,
        executor: Executor | None = None,
        *,
        expected: tuple[type[Exception], ...] = (),
        explain: Callable[[Exception], None] | None = None,
        crash: CrashHook = _crash,
    ) -> None:
        """``expected`` errors of started work go to ``explain``; any other is a bug and goes to ``crash``."""
        super().__init__()
        self._executor = executor
        self._expected = expected
        self._explain = explain
        self._crash = crash
        self._started: set[asyncio.Task[Any]] = set()
        self.running = 0
        self._is_busy = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._tell(True))

    async def run(self, op: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do ``op`` off the GUI thread and return its result; what it raises is raised here."""
        loop = asyncio.get_running_loop()
        self._count(1)
        try:
            return await loop.run_in_executor(self._executor, lambda: op(*args, **kwargs))
        finally:
            self._count(-1)

    async def apart(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run a coroutine on a loop and a thread of its own; see `run_apart`."""
        assert self._executor is not None
        self._count(1)
        try:
            return await run_apart(work, self._executor)
        finally:
            self._count(-1)

    def start(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[None]:
        """Begin a coroutine from a signal's handler; its errors are explained or reported, never lost."""
        task = asyncio.get_running_loop().create_task(self._watch(work))
        self._started.add(task)
        task.add_done_callback(self._started.discard)
        # One that is cancelled before its first step never comes to it.
        task.add_done_callback(lambda _ended: work.close())
        return task

    async def finish(self) -> None:
        """Wait for everything that was started."""
        while self._started:
            await asyncio.gather(*self._started, return_exceptions=True)

    def cancel(self) -> None:
        """Ask everything that was started to stop."""
        for task in list(self._started):
            task.cancel()

    async def _watch(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except asyncio.CancelledError:
            raise
        except Exception as error:
            if self._explain is not None and isinstance(error, self._expected):
                self._explain(error)
            else:
                self._crash(type(error), error, error.__traceback__)

    def _count(self, step: int) -> None:
        self.running += step
        if self.running == 1 and step > 0:
            self._patience.start()
        elif self.running == 0:
            self._patience.stop()
            self._tell(False)

    def _tell(self, is_busy: bool) -> None:
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy_changed.emit(is_busy)


class BusyLine(QWidget):
    """A line of 2 px that moves while work goes on; it lies over its parent and takes no room."""

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("busy_line")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._at = 0.0
        self._clock = QTimer(self, interval=STEP_MS)
        self._clock.timeout.connect(self._step)
        self.hide()
        tasks.busy_changed.connect(self.show_busy)

    def show_busy(self, is_busy: bool) -> None:
        """Appear, or go."""
        self.setVisible(is_busy)
        if is_busy and theme.motion_ms():
            self._clock.start()
        else:
            self._clock.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        width = self.width() * 0.3
        left = (self.width() + width) * self._at - width
        with QPainter(self) as painter:
            painter.fillRect(QRectF(left, 0, width, self.height()), theme.palette.accent)

    def _step(self) -> None:
        self._at = (self._at + 0.025) % 1.0
        self.update()
