"""Shows how far long work has come: a bar with rate and time left at a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.table import Column
from rich.text import Text

from core.service.cli_words import in_digits, in_words

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 if it is not known)."""

LINE_EVERY_S = 5.0
"""Where lines are read later, one for each thing in this time."""
WIDE_CHARS = 120
"""A terminal from so many columns on has room for all that is told."""
NUMBERS_CHARS = 35
"""Room for the rows done and to do, and the rate, of the largest network."""
TIMED_FROM_S = 0.1
"""What took less has no rate."""


def silent(what: str, done: int, total: int) -> None:
    """No progress shown."""


@contextmanager
def shown_progress(
    console: Console | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Progress]:
    """Shows progress on the standard error as it suits who reads it."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield PlainProgress(sys.stderr).show
        return
    with Bars(*_columns(console.width), console=console, get_time=clock) as bars:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(
                    in_words(what), total=total or None, completed=done if done < total else 0
                )
            bars.update(tasks[what], completed=done, total=total or None)

        yield show


def _columns(width: int) -> Iterator[ProgressColumn]:
    """In a narrow terminal the bar and the time taken yield to the numbers, which stay on one line."""
    is_wide = width >= WIDE_CHARS
    yield SpinnerColumn()
    yield TextColumn("{task.description}", table_column=Column(no_wrap=True, overflow="ellipsis"))
    yield BarColumn(bar_width=40 if is_wide else 8)
    yield _CountColumn(table_column=Column(no_wrap=True, min_width=0 if is_wide else NUMBERS_CHARS))
    if is_wide:
        yield TimeElapsedColumn()
    yield TimeRemainingColumn()


class _CountColumn(ProgressColumn):
    """Rows done and to do, and how many a second."""

    def render(self, task: Task) -> Text:
        rate = f"  {in_digits(task.speed, ',.0f')}/s" if task.speed else ""
        return Text(_count(task.completed, task.total or 0) + rate if task.completed else "")


class PlainProgress:
    """One line now and then."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._clock = clock
        self._began: dict[str, tuple[float, int]] = {}
        self._said: dict[str, float] = {}
        self._done: set[str] = set()

    def show(self, what: str, done: int, total: int) -> None:
        """Say how far it has come, if it is time, or if it is done."""
        now = self._clock()
        # What an earlier run has done was not done at this rate.
        began, done_before = self._began.setdefault(what, (now, done if done < total else 0))
        is_due = now - self._said.get(what, began) >= LINE_EVERY_S
        if not done or not (is_due or done == total) or what in self._done:
            return
        if done == total:
            self._done.add(what)
        self._said[what] = now
        took, rate = now - began, (done - done_before) / max(now - began, 1e-3)
        # What was told once, at its end, took no time that anybody knows.
        fast = f", {in_digits(rate, ',.0f')}/s" if took >= TIMED_FROM_S else ""
        left = ""
        if total > done and rate:
            left = ", " + in_words("{seconds} s left", seconds=f"{(total - done) / rate:.0f}")
        line = in_words("{what}: {done}", what=in_words(what), done=_count(done, total))
        print(f"{line}{fast}{left}", file=self._out, flush=True)


def _count(done: float, total: float) -> str:
    digits = in_digits(done, ",.0f")
    return in_words("{done} of {total}", done=digits, total=in_digits(total, ",.0f")) if total else digits
