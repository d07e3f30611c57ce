"""Notices what ends connections without a word: the machine has slept, or is on another network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from core.ports import Clock
from core.rules.errors import CoulisseError

LOOK_S = 2.0
"""How often to look."""
LEAST_SLEEP_MS = 10_000
"""Less than that is a busy machine."""


class Woke(CoulisseError):
    """The machine has slept, or is on another network: whatever was connected is not any more."""


class SleepWatch:
    """Compares two looks at the clock.

    Where the monotonic clock stands still in sleep (Linux), the wall's runs ahead of it; where it does not
    (Windows), both have gone on for longer than between two looks. A wall clock that is set forward looks the
    same, and costs one connection.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall_ms, self._monotonic_ms = clock.now(), clock.monotonic_ms()

    def has_slept(self) -> bool:
        """Whether it has, since the last look."""
        wall_ms, monotonic_ms = self._clock.now(), self._clock.monotonic_ms()
        ahead_ms = (wall_ms - self._wall_ms) - (monotonic_ms - self._monotonic_ms)
        gone_ms = monotonic_ms - self._monotonic_ms
        self._wall_ms, self._monotonic_ms = wall_ms, monotonic_ms
        return ahead_ms >= LEAST_SLEEP_MS or gone_ms >= LOOK_S * 1_000 + LEAST_SLEEP_MS


class NetworkWatch:
    """Compares two looks at the addresses that the machine has."""

    def __init__(self, addresses: Callable[[], frozenset[str]]) -> None:
        self._look = addresses
        self._addresses = addresses()

    def has_changed(self) -> bool:
        """Whether they are others since the last look."""
        before, self._addresses = self._addresses, self._look()
        return self._addresses != before


async def wait_for_change(clock: Clock, addresses: Callable[[], frozenset[str]]) -> None:
    """Look now and then, until the machine has slept or is on another network."""
    sleep, network = SleepWatch(clock), NetworkWatch(addresses)
    while not sleep.has_slept() and not network.has_changed():
        await asyncio.sleep(LOOK_S)
