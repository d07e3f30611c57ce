"""Pauses between tries: they grow within a bound, and chance keeps a thousand stores from trying at once."""

from __future__ import annotations

from core.ports import Randomness

GROWTH = 2.0


class Backoff:
    """The pauses of one thing that is tried again and again."""

    def __init__(self, randomness: Randomness, first_s: float, longest_s: float) -> None:
        self._randomness = randomness
        self._first_s = first_s
        self._longest_s = longest_s
        self._last_s = first_s

    def next_s(self, at_least_s: float = 0.0) -> float:
        """How long to wait now: as long as was asked for, and some more by chance, longer each time."""
        self._last_s = min(self._longest_s, self._last_s * GROWTH)
        return at_least_s + self._randomness.uniform(self._last_s / 2, self._last_s)

    def reset(self) -> None:
        """It went well: the next pause is a short one."""
        self._last_s = self._first_s
