"""The program's log: one line of JSON a record, in the platform's folder, bounded, without personal data.

Structlog's records and those of libraries (`logging`) come to the same file. Of a library's record only the
level, the place and its unfilled words are kept. Nothing is written to the terminal.
"""

from __future__ import annotations

import logging
import queue
import sys
from collections import deque
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog

from desktop.support.folders import LOG_FILE
from desktop.support.redaction import redact
from desktop.support.traces import short_path, trace_of

LOG_BYTES = 1_000_000
"""Size at which the log begins a new file."""
LOG_FILES = 5
"""Files that are kept beside the one being written."""
TAIL_LINES = 50
"""Lines of the log that go with a crash report."""
LIBRARIES_LEVEL = logging.WARNING
OnBug = Callable[[BaseException], object]


class BoundedLog(RotatingFileHandler):
    """The file. What stands in its way (a full disk, a file that is held) never stops the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; the folder is made with the first."""
        if self.stream is None:
            with suppress(OSError):
                Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        super().emit(record)

    def doRollover(self) -> None:
        """Begin a new file; on Windows another process may hold this one: then it grows until that ends."""
        try:
            super().doRollover()
        except OSError:
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing can be said about it anywhere else."""


class LibraryRecords(logging.Handler):
    """Takes in what libraries log; an error with its trace, such as asyncio's of a lost task, is a bug."""

    def __init__(self, on_bug: OnBug) -> None:
        super().__init__(LIBRARIES_LEVEL)
        self._on_bug = on_bug
        self._log = structlog.get_logger("libraries")

    def emit(self, record: logging.LogRecord) -> None:
        """Write it down as one of ours."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and record.levelno >= logging.ERROR:
            self._on_bug(error)
            return
        where = f"{short_path(record.pathname)}:{record.lineno}"
        self._log.log(record.levelno, "library.said", logger=record.name, where=where, problem=record.msg)


class Log:
    """The log while the program runs.

    Attributes:
        path: the file that is being written.
    """

    def __init__(self, folder: Path, on_bug: OnBug) -> None:
        self.path = folder / LOG_FILE
        self._file = BoundedLog(self.path)
        # The GUI's thread writes no file: it hands its lines over.
        self._lines: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._writer = QueueListener(self._lines, self._file)
        self._tail: deque[str] = deque(maxlen=TAIL_LINES)
        self._libraries = LibraryRecords(on_bug)
        self._last_resort = logging.lastResort

    def begin(self) -> None:
        """Take everything from now on."""
        own = logging.Logger("coulisse.file")
        own.addHandler(QueueHandler(self._lines))
        self._writer.start()
        structlog.configure(
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _with_trace,
                redact,
                structlog.processors.JSONRenderer(ensure_ascii=False),
                self._remember,
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
            logger_factory=lambda *_names: own,
            cache_logger_on_first_use=False,
        )
        logging.getLogger().addHandler(self._libraries)
        # Without it, a library's warning would go to the terminal.
        logging.lastResort = None

    def end(self) -> None:
        """Let go of the file."""
        logging.getLogger().removeHandler(self._libraries)
        logging.lastResort = self._last_resort
        structlog.reset_defaults()
        self._writer.stop()
        self._file.close()

    def tail(self) -> list[str]:
        """The last lines of this run, oldest first."""
        return list(self._tail)

    def _remember(self, _logger: object, _name: str, line: Any) -> Any:
        self._tail.append(str(line))
        return line


def last_lines(path: Path, count: int) -> list[str]:
    """The last lines of a log, of what is read from its end; none if it is not there."""
    try:
        with path.open("rb") as log:
            log.seek(max(0, path.stat().st_size - LOG_BYTES // 10))
            return log.read().decode("utf-8", "replace").splitlines()[-count:]
    except OSError:
        return []


def _with_trace(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put the places of an error in the place of the error, which may tell values."""
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    elif isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["trace"] = trace_of(error)
    return line
