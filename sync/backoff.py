"""Pauses between tries: they grow within a bound, and chance keeps a thousand stores from trying at once."""

from __future__ import annotations

from core.ports import Randomness

GROWTH = 2.0
SPREAD = 0.5
"""Share of a pause that was asked for over which those who were asked come back."""


class Backoff:
    """The pauses of one thing that is tried again and again."""

    def __init__(self, randomness: Randomness, first_s: float, longest_s: float) -> None:
        self._randomness = randomness
        self._first_s = first_s
        self._longest_s = longest_s
        self._last_s = first_s

    def next_s(self, at_least_s: float = 0.0) -> float:
        """How long to wait now: longer than the last time, and longer than was asked for: a core that tells
        everybody the same pause must not have everybody back at the same moment."""
        self._last_s = min(self._longest_s, self._last_s * GROWTH)
        own_s = self._randomness.uniform(self._last_s / 2, self._last_s)
        return max(own_s, at_least_s + self._randomness.uniform(0.0, at_least_s * SPREAD))

    def reset(self) -> None:
        """It went well: the next pause is a short one."""
        self._last_s = self._first_s


def around(randomness: Randomness, pause_s: float) -> float:
    """About this pause: what is done again and again by many must not fall into step."""
    return randomness.uniform(pause_s * (1 - SPREAD / 2), pause_s * (1 + SPREAD / 2))
