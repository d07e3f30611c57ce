"""Work that comes round again and again beside the service's requests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Final

import structlog

log = structlog.get_logger(__name__)

KeepGoing = Callable[[], bool]
AFTER_THE_START_S: Final = 2.0
"""Before the first turn of what is not urgent: whoever has waited for the core to start is answered first."""


class TurnLoop:
    """Does a turn of work in a thread, pauses, and does the next, on the service's loop.

    Several processes on one database may each run theirs: what one has done is not due for the others.
    """

    def __init__(
        self,
        name: str,
        turn: Callable[[KeepGoing], object],
        pause_s: Callable[[], float] | float,
        begin_s: float = 0.0,
    ) -> None:
        """
        Args:
            name: what the log calls it.
            turn: one piece of the work; it asks now and then whether to keep going.
            pause_s: how long to wait after each turn, in seconds.
            begin_s: how long to wait before the first.
        """
        self._failed: Final = f"{name}.failed"
        self._turn = turn
        self._pause_s = pause_s
        self._begin_s = begin_s
        self._is_stopping = threading.Event()

    async def run(self) -> None:
        """Go on until cancelled; a turn under way then comes to its end, early if it asks."""
        if self._begin_s:
            await asyncio.sleep(self._begin_s)
        while True:
            working = asyncio.ensure_future(asyncio.to_thread(self._take))
            try:
                await asyncio.shield(working)
            except asyncio.CancelledError:
                self._is_stopping.set()
                await asyncio.gather(working, return_exceptions=True)
                raise
            await asyncio.sleep(self._pause_s() if callable(self._pause_s) else self._pause_s)

    def _take(self) -> None:
        try:
            self._turn(lambda: not self._is_stopping.is_set())
        except Exception:
            # A database that is away, a disk that is full: the next turn may find them again.
            log.exception(self._failed)
