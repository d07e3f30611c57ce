"""A person at the real window of a full-size replica, and the pulse of the GUI's thread meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Desktop
from desktop.core_process import DemoPerson, desktop_command
from desktop.options import Options
from desktop.shell.widgets import RowList
from desktop.tour.hand import Hand
from sync import system_world
from sync.network_copy import copy_state

PULSE_MS = 1
WORDS = ("robe lin 40", "chemise bl", "mistral", "montre", "sac cuir", "veste m", "pull 38", "ceinture")
SIZE = (1440, 900)
ARRIVES_WITHIN_S = 300.0
SETTLES_S = 0.3
IDLE_S = 3.0


class Gap(msgspec.Struct, frozen=True):
    """From one beat to the next, beyond the beat itself: by the wall's clock, and of the processor's time
    that the thread itself has used, which says the same on a machine that has other work."""

    wall_ms: float
    work_ms: float


class Pulse(QObject):
    """How long the thread of Qt's loop took at most from one beat to the next."""

    def __init__(self) -> None:
        super().__init__()
        self._gaps: list[Gap] = []
        self._at_s, self._worked_s = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=PULSE_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    async def longest(self, work: Awaitable[object]) -> Gap:
        """The longest gap while this is done, of either time."""
        self._gaps = []
        self._at_s, self._worked_s = time.perf_counter(), time.thread_time()
        self._timer.start()
        try:
            await work
        finally:
            self._timer.stop()
        return Gap(max(gap.wall_ms for gap in self._gaps), max(gap.work_ms for gap in self._gaps))

    def _beat(self) -> None:
        now_s, worked_s = time.perf_counter(), time.thread_time()
        wall_ms, work_ms = (now_s - self._at_s) * 1_000, (worked_s - self._worked_s) * 1_000
        self._gaps.append(Gap(wall_ms - PULSE_MS, work_ms))
        self._at_s, self._worked_s = now_s, worked_s


class Person:
    """Does what is done all day: types into the search, opens articles, goes from screen to screen."""

    def __init__(self, application: QApplication, profile: Path, core_url: str) -> None:
        # As the program does: large deltas are applied by a process of their own.
        world = system_world(program=desktop_command())
        self._desktop = Desktop(application, Options(profile, core_url, lock_after_s=0), world)
        self.hand = Hand(self._window)

    async def open(self) -> None:
        """Open the program."""
        await self._desktop.open()
        self._window().resize(*SIZE)

    async def close(self) -> None:
        """End it."""
        await self._desktop.close()

    async def sign_in(self, who: DemoPerson) -> None:
        """By name and PIN."""
        await self.hand.until_sees(f"person_{who.id}")
        await self.hand.click(f"person_{who.id}")
        await self.hand.type(who.pin)
        await self.hand.key(Qt.Key.Key_Return)
        await self.hand.until_sees("today")

    async def a_round(self) -> None:
        """Each screen, each search letter by letter, the first article of each."""
        for place in ("prepare", "hand_over", "sync", "today", "stock"):
            await self.hand.click(f"rail_{place}")
            await asyncio.sleep(SETTLES_S)
        for words in WORDS:
            await self.search(words)
            await self.hand.key(Qt.Key.Key_Return)
            await asyncio.sleep(SETTLES_S)
            await self.hand.key(Qt.Key.Key_Escape)

    async def search(self, words: str) -> None:
        """Type letter by letter, each answered before the next at the pace of a quick hand."""
        await self.hand.click("stock_search")
        await self.hand.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for letter in words:
            await self.hand.type(letter)
        await self.hand.until(lambda: self.hand.sees("stock_results"), f"answers to {words!r}")
        assert self.hand.see("stock_results", RowList).rows(), words

    async def search_until(self, has_come: Callable[[], bool]) -> None:
        """Type one search after another until then."""
        end = time.monotonic() + ARRIVES_WITHIN_S
        while not await asyncio.to_thread(has_come):
            assert time.monotonic() < end, "the changes did not come"
            for words in WORDS:
                await self.search(words)

    def network_version(self) -> int:
        """The version of the copy that the screens read."""
        assert self._desktop.workstation is not None
        return copy_state(self._desktop.workstation.replica.network_path)[0]

    def _window(self) -> QWidget:
        assert self._desktop.window is not None
        return self._desktop.window


async def idle() -> None:
    """Nothing at all: what the machine itself does to the pulse."""
    await asyncio.sleep(IDLE_S)
