"""Closing the window: first what waits is sent if the line is up, then what stays behind is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject

from desktop.shell.tasks import Tasks
from desktop.shell.window import Window

SENDING_S = 8.0
"""While the line is up, quitting waits so long for the next of them to be sent."""
COUNTING_S = 3.0
"""What the window last said to wait stands in for a count that takes longer."""


class Quitting(QObject):
    """Between the window that is to be closed and what waits to be sent.

    Nothing of it is lost by quitting: it is on the disk, and goes out at the next start. But until then this
    disk has the only copy, and a person who switches the machine off should know.
    """

    def __init__(
        self,
        window: Window,
        tasks: Tasks,
        unsent: Callable[[], int],
        is_connected: Callable[[], bool],
        shown: Callable[[], int] = lambda: 0,
    ) -> None:
        """`unsent` counts on the disk; `shown` is what the window last said to wait."""
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._unsent = unsent
        self._is_connected = is_connected
        self._shown = shown
        self._is_decided = False
        self._asking: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        window.may_close = self._may_close
        window.quit_page.stay_wanted.connect(self.stay)
        window.quit_page.quit_wanted.connect(self.leave)

    def hear(self) -> None:
        """Something in the outbox has changed, or the connection."""
        self._news.set()

    def stay(self) -> None:
        """Go on working."""
        self._stop_asking()
        self._window.show_quit_page(False)

    def leave(self) -> None:
        """Close the window without asking."""
        self._is_decided = True
        self._stop_asking()
        self._window.close()

    def _stop_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None and asking is not asyncio.current_task():
            asking.cancel()

    def _may_close(self) -> bool:
        if not self._is_decided and (self._asking is None or self._asking.done()):
            self._asking = self._tasks.start(self._ask())
        return self._is_decided

    async def _ask(self) -> None:
        try:
            await self._follow(await self._count_soon())
        except Exception:
            # Who cannot be told is let go: nothing is lost by it.
            self.leave()
            raise
        self.leave()

    async def _follow(self, waiting: int) -> None:
        """Show what waits until nothing does, or the person decides."""
        clock = asyncio.get_running_loop().time
        all_of_it, was_connected, gives_up_at = waiting, False, clock()
        while waiting:
            is_connected = self._is_connected()
            if is_connected and not was_connected:
                gives_up_at = clock() + SENDING_S
            was_connected = is_connected
            is_sending = is_connected and clock() < gives_up_at
            self._show(waiting, all_of_it if is_sending else 0)
            with suppress(TimeoutError):
                async with asyncio.timeout_at(gives_up_at if is_sending else None):
                    await self._news.wait()
            self._news.clear()
            left = await self._count()
            if left < waiting:
                gives_up_at = clock() + SENDING_S
            waiting, all_of_it = left, max(left, all_of_it)

    def _show(self, waiting: int, sending_of: int) -> None:
        page = self._window.quit_page
        if sending_of:
            page.show_sending(waiting, sending_of)
        else:
            page.ask(waiting)
        self._window.show_quit_page(True)

    async def _count_soon(self) -> int:
        try:
            async with asyncio.timeout(COUNTING_S):
                return await self._count()
        except TimeoutError:
            # A disk that is busy is no bug, and no reason to say nothing of what waits.
            return self._shown()

    async def _count(self) -> int:
        return await self._tasks.run(self._unsent)
