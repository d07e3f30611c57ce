"""What there is to do for the exchange: a whole cycle, the tail of the private streams alone, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sync.answers import Poke
from sync.bootstrap import NETWORK


class News:
    """Word from the core, from the people here and from the exchange's own parts, until it is acted upon.

    Attributes:
        seen: by stream, the newest version that has come here.
    """

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}
        self._wake = asyncio.Event()
        self._is_cycle_due = self._is_tail_due = False

    def cycle_begins(self) -> None:
        """What has been asked for so far is done now."""
        self._wake.clear()
        self._is_cycle_due = self._is_tail_due = False

    def ask(self) -> None:
        """A whole cycle is to be done."""
        self._is_cycle_due = True
        self._wake.set()

    def look(self) -> None:
        """There may be something to send."""
        self._wake.set()

    def hear(self, poke: Poke) -> None:
        """The core says how far its streams are. The private ones alone ask for no more than their tail."""
        moved = {name for name, version in poke.streams.items() if self.seen.get(name) != version}
        if NETWORK in moved:
            self.ask()
        elif moved:
            self._is_tail_due = True
            self._wake.set()

    async def is_cycle_due(self, until: float, has_unsent: Callable[[], Awaitable[bool]]) -> bool:
        """Wait until something is to be done: a cycle, at the latest at the loop's time `until`; False if it
        is the tail alone."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                while not self._is_cycle_due:
                    await self._wake.wait()
                    self._wake.clear()
                    if self._is_tail_due and not self._is_cycle_due:
                        self._is_tail_due = False
                        return False
                    if await has_unsent():
                        return True
        return True
