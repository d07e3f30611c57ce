"""What goes on beside the program while it runs: the log, the reports, the stall watch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.support.bugs import Bugs
from desktop.support.folders import STALLS_FILE
from desktop.support.stalls import StallWatch

_now: list[Bugs] = []


@contextmanager
def running(folder: Path) -> Iterator[Bugs]:
    """Take every bug and keep a log in `folder`, until the end of the block."""
    bugs = Bugs(folder)
    bugs.begin()
    _now.append(bugs)
    try:
        yield bugs
    finally:
        _now.remove(bugs)
        bugs.end()


def bugs_now() -> Bugs | None:
    """Where bugs go now; None outside of `running`, such as in a test."""
    return _now[-1] if _now else None


@contextmanager
def stalls_watched(folder: Path) -> Iterator[StallWatch]:
    """Watch this thread, which must have Qt's loop, until the end of the block; figures go to `folder`."""
    watch = StallWatch(folder / STALLS_FILE)
    watch.begin()
    try:
        yield watch
    finally:
        watch.stop()
