"""What could not be done is not tried at each turn: it is put off, longer each time, up to an hour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.rules.time import HOUR_MS, MINUTE_MS

FIRST_MS: Final = MINUTE_MS
LONGEST_MS: Final = HOUR_MS


class PuttingOff:
    """Until when each thing waits, in memory: a new process tries everything once.

    Times are a monotonic clock's, in milliseconds.
    """

    def __init__(self) -> None:
        self._waits: dict[str, tuple[int, int]] = {}

    def ready(self, found: Iterable[str], now_ms: int) -> list[str]:
        """Those that do not wait."""
        return [one for one in found if one not in self._waits or self._waits[one][0] <= now_ms]

    def put_off(self, one: str, now_ms: int) -> None:
        """It could not be done: twice as long as the last time."""
        wait_ms = min(2 * self._waits[one][1], LONGEST_MS) if one in self._waits else FIRST_MS
        self._waits[one] = (now_ms + wait_ms, wait_ms)

    def done(self, one: str) -> None:
        """It waits no more."""
        self._waits.pop(one, None)

    def forget_old(self, now_ms: int) -> None:
        """Forget what has not been found for long since it could be tried again."""
        self._waits = {one: wait for one, wait in self._waits.items() if wait[0] + LONGEST_MS > now_ms}
