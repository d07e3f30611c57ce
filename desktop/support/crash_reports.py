"""Crash reports: one file each, in the platform's folder, bounded in number, without personal data.

A report has the versions, the places in the source (never a value, never an error's own words, which may name
a person), and the last lines of the log, which are redacted already. Its number is made of the bug itself:
the same bug has the same number wherever it happens.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from desktop.support.traces import number_of, short_path

MOST_REPORTS = 20
"""Older ones go."""
MOST_OF_A_RUN = 50
"""Different bugs written down in one run."""
_NAME = "crash-{at}-{number}.txt"
_HARD = "hard-crash-{pid}.trace"
STALE_S = 7 * 86_400
"""After so long, an empty trace file is that of a process which ended without one."""


class CrashReport(msgspec.Struct, frozen=True):
    """A report on the disk.

    Attributes:
        number: what a person reads out to support.
        at: when, by this machine's clock, such as "20261122T210500Z".
    """

    number: str
    at: str
    path: Path


class CrashFolder:
    """The reports of this machine. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: set[str] = set()
        self._lock = threading.Lock()

    def write(self, trace: str, versions: dict[str, str], log_tail: list[str]) -> tuple[str, bool]:
        """Write a report down, once a run; returns its number and whether it is new. Never raises OSError."""
        number = number_of(trace)
        with self._lock:
            if number in self._written or len(self._written) >= MOST_OF_A_RUN:
                return number, False
            self._written.add(number)
        at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        facts = [f"{name}: {value}" for name, value in {"report": number, "at": at, **versions}.items()]
        text = "\n".join([*facts, "", "where", trace, "", "log", *log_tail, ""])
        # A disk that is full must not turn one fault into two.
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / _NAME.format(at=at, number=number)).write_text(text, encoding="utf-8")
            self._forget_old()
        return number, True

    def reports(self) -> list[CrashReport]:
        """What is there, newest first."""
        found = [self._read_name(path) for path in self.folder.glob("crash-*-*.txt")]
        return sorted(found, key=lambda report: (report.at, report.number), reverse=True)

    def delete_all(self) -> None:
        """Delete every report."""
        for report in self.reports():
            with suppress(OSError):
                report.path.unlink()

    # What Python cannot catch: a fault in a library, written down by `faulthandler` while the process dies

    def hard_trace(self) -> Path:
        """The file that takes this process's hard crash."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / _HARD.format(pid=os.getpid())

    def take_in_hard_traces(self, versions: dict[str, str], log_tail: list[str]) -> None:
        """Make reports of what earlier processes left; to be called before this one has its own file."""
        for path in self.folder.glob(_HARD.format(pid="*")):
            with suppress(OSError):
                trace = path.read_text(encoding="utf-8", errors="replace").strip()
                is_stale = datetime.now(UTC).timestamp() - path.stat().st_mtime > STALE_S
                if trace:
                    self.write(_tidy(trace), versions, log_tail)
                if trace or is_stale:
                    path.unlink()

    def _forget_old(self) -> None:
        for report in self.reports()[MOST_REPORTS:]:
            report.path.unlink(missing_ok=True)

    @staticmethod
    def _read_name(path: Path) -> CrashReport:
        _crash, at, number = path.stem.split("-", 2)
        return CrashReport(number, at, path)


def _tidy(trace: str) -> str:
    """A hard trace without the folders of this machine and the addresses of its threads."""
    lines: list[str] = []
    for line in trace.splitlines():
        before, quote, rest = line.partition('"')
        path, _quote, after = rest.partition('"')
        said = f"{before}{short_path(path)}{after}" if quote else before
        lines.append(" ".join(word for word in said.split(" ") if not word.startswith("0x")))
    return "\n".join(lines)
