"""Every way a bug can show itself leads here: a report is written, and a person is told its number.

`sys.excepthook` (slots, tasks), `threading.excepthook`, `sys.unraisablehook`, asyncio's lost errors (through
`logging`), Qt's messages, and hard crashes (`faulthandler`). A bug ends neither the program nor is its trace
shown to anybody.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import structlog
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from desktop.support.crash_reports import CrashFolder
from desktop.support.folders import crash_folder
from desktop.support.logs import TAIL_LINES, Log, last_lines
from desktop.support.traces import short_path, trace_of
from desktop.support.versions import versions

log = structlog.get_logger(__name__)

_QT_LEVELS = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "error",
}


class Bugs(QObject):
    """Takes every bug while the program runs.

    Attributes:
        crashes: where the reports are.
        log: where the lines are.

    Signals:
        reported: number of a report that was just written; may come from any thread.
    """

    reported = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.crashes = CrashFolder(crash_folder(folder))
        self.log = Log(folder, self.report)
        self._versions = versions()
        self._hooks: tuple[Any, Any, Any] | None = None
        self._hard: IO[str] | None = None
        self._hard_path: Path | None = None

    def begin(self) -> None:
        """Take everything from now on; a folder that cannot be written costs the reports, not the program."""
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._take
        threading.excepthook = lambda hooked: self._take(
            hooked.exc_type, hooked.exc_value, hooked.exc_traceback
        )
        sys.unraisablehook = lambda hooked: self._take(
            hooked.exc_type, hooked.exc_value, hooked.exc_traceback
        )
        qInstallMessageHandler(self._take_qt)
        with suppress(OSError):
            self.log.begin()
            self.crashes.take_in_hard_traces(self._versions, last_lines(self.log.path, TAIL_LINES))
            self._hard_path = self.crashes.hard_trace()
            self._hard = self._hard_path.open("w", encoding="utf-8")
            faulthandler.enable(self._hard)
        known = {name: self._versions[name] for name in ("python", "qt", "sqlite", "system")}
        log.info("program.started", program=self._versions["coulisse"], **known)

    def end(self) -> None:
        """Give everything back as it was."""
        log.info("program.ended")
        if self._hard is not None and self._hard_path is not None:
            faulthandler.disable()
            self._hard.close()
            with suppress(OSError):
                self._hard_path.unlink()
        qInstallMessageHandler(None)
        if self._hooks is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        self.log.end()

    def report(self, error: BaseException) -> str:
        """Write a bug down and tell its number."""
        return self.report_trace(trace_of(error))

    def report_trace(self, trace: str) -> str:
        """Write down a bug of which the places are known."""
        number, is_new = self.crashes.write(trace, self._versions, self.log.tail())
        log.error("bug.reported" if is_new else "bug.again", report=number)
        self.reported.emit(number)
        return number

    def _take(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
        elif error is not None:
            self.report(error)

    def _take_qt(self, level: QtMsgType, context: QMessageLogContext, words: str) -> None:
        name = _QT_LEVELS.get(level)
        if name is None:
            return
        where = f"{short_path(context.file or '')}:{context.line}" if context.file else ""
        getattr(log, name)("qt.said", kind=context.category, where=where, problem=words)
        if level is QtMsgType.QtFatalMsg:
            self.report_trace(f"Qt, {context.category}\n  {where}")
