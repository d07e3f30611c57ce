"""What the machine gives: time, identifiers and chance, as ports that a simulated world can replace.

Nothing in the rules, the commands, the wire or the sync reaches for the machine's own; each composition root
passes the system's, and tests pass a seeded world.
"""

from __future__ import annotations

import os
import random
import time
from typing import Protocol

from core.rules.ids import uuid7
from core.rules.time import Instant


class Clock(Protocol):
    """Tells the time. `monotonic_ms` never goes back and is only good for differences."""

    def now(self) -> Instant: ...

    def monotonic_ms(self) -> int: ...


class Randomness(Protocol):
    """Chance. `secret` is fit for keys and codes; `uniform` is for jitter."""

    def secret(self, size_bytes: int) -> bytes: ...

    def uniform(self, low: float, high: float) -> float: ...


class Ids(Protocol):
    """Makes new identifiers (UUIDv7 text), ordered by time within one source."""

    def new(self) -> str: ...


CLOCK_SHIFT = "COULISSE_CLOCK_SHIFT_MS"
"""The variable by which a process and its children live at another time than the machine's. The tour sets it:
its pictures show a working hour whenever they are taken."""


class SystemClock:
    """The machine's clock, moved by what `CLOCK_SHIFT` says."""

    def __init__(self) -> None:
        self._shift_ms = int(os.environ.get(CLOCK_SHIFT) or 0)

    def now(self) -> Instant:
        return Instant(time.time_ns() // 1_000_000 + self._shift_ms)

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


class SystemRandomness:
    """The operating system's randomness."""

    def secret(self, size_bytes: int) -> bytes:
        return os.urandom(size_bytes)

    def uniform(self, low: float, high: float) -> float:
        return random.uniform(low, high)


class SimulatedClock:
    """A clock that moves only when it is told to.

    Attributes:
        at: the present instant.
    """

    def __init__(self, at: Instant) -> None:
        self.at = at

    def now(self) -> Instant:
        return self.at

    def monotonic_ms(self) -> int:
        return self.at

    def advance(self, duration_ms: int) -> None:
        """Move the present forward."""
        self.at = Instant(self.at + duration_ms)


class SeededRandomness:
    """Chance that can be had again from its seed. Not for real keys."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def secret(self, size_bytes: int) -> bytes:
        return self._random.randbytes(size_bytes)

    def uniform(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)


class TimeOrderedIds:
    """UUIDv7 from a clock and a source of chance; strictly growing within one source."""

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        self._clock = clock
        self._randomness = randomness
        self._last_ms = 0
        self._count = 0

    def new(self) -> str:
        now = self._clock.now()
        if now > self._last_ms:
            self._last_ms, self._count = now, 0
        else:
            self._count += 1
        # RFC 9562 method 1: a counter in the 12 bits after the version keeps the order within a millisecond.
        if self._count > 0xFFF:
            self._last_ms, self._count = self._last_ms + 1, 0
        return uuid7(self._last_ms, self._count.to_bytes(2, "big") + self._randomness.secret(8))
