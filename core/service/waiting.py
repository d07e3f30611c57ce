"""What waits after a restore is tried again: each second in which something was committed while devices come
back, else with the chores; and for a tenth of the time at most, where the chores are not to come and nobody's
time is over. Those whose time is over are decided with all the rest, which they may rest on: one after
another they would have all tried without an end, so they wait for one another a little. And people are asked
about what has gone back without a refund here."""

from __future__ import annotations

from typing import Final

from core.orchestration import Core
from core.orchestration.restore_wait import is_settling
from core.orchestration.untold_refunds import look_at_words
from core.orchestration.waiting_envelopes import Waiting, decide_waiting, what_waits
from core.rules.time import MINUTE_MS
from core.service.turns import AFTER_THE_START_S, KeepGoing, TurnLoop

WHILE_SETTLING_S: Final = 1.0
"""Soon after what it rests on has come: before a person decides otherwise of what they see without it."""
RESTS_TIMES: Final = 9
"""So many times as long as it took to try all that waits, it is left alone. Each commit may let any of it
through, and with many devices coming back there is one each second: to try a thousand takes longer."""
DUE_RESTS_TIMES: Final = 3
MOST_LATE_MS: Final = MINUTE_MS
"""The same where somebody's time is over: a quarter of the time at most goes to it, as long as that makes
nobody later than this. A thousand take 3 s to be tried on SQLite, and three of them a second may be due."""


class WaitingTurns:
    """The turns in which what waits is tried again."""

    def __init__(self, core: Core, interval_s: float) -> None:
        self._core = core
        self._interval_s = interval_s
        self._pause_s = interval_s
        self._tried: Waiting | None = None
        self._next_at_ms = 0
        self._ended_ms = self._took_ms = 0
        # However long it took: what has come by none of the streams has come by the next chores.
        self._most_rest_ms = int(interval_s * 1_000)

    def loop(self) -> TurnLoop:
        """They come round."""
        return TurnLoop("waiting", self.turn, lambda: self._pause_s, AFTER_THE_START_S)

    def turn(self, keep_going: KeepGoing = lambda: True) -> None:
        """Try what waits, and look at what has gone back, once each."""
        self._decide(keep_going)
        look_at_words(self._core, keep_going)
        settles = self._core.read(lambda session: is_settling(session, self._core.clock.now()))
        self._pause_s = min(WHILE_SETTLING_S, self._interval_s) if settles else self._interval_s

    def _decide(self, keep_going: KeepGoing) -> None:
        """Unless nothing has come since, of what is numbered; all the rest has come by the next chores."""
        now_ms = self._core.clock.monotonic_ms()
        waiting = self._core.read(what_waits)
        is_due = waiting.is_due(self._core.clock.now())
        is_anew = is_due or waiting != self._tried or now_ms >= self._next_at_ms
        if now_ms < self._ended_ms + self._rest_ms(is_due=is_due) or not is_anew:
            return
        decide_waiting(self._core, keep_going)
        self._tried, self._next_at_ms = waiting, now_ms + self._most_rest_ms
        self._ended_ms = self._core.clock.monotonic_ms()
        self._took_ms = self._ended_ms - now_ms

    def _rest_ms(self, *, is_due: bool) -> int:
        rest_ms = min(RESTS_TIMES * self._took_ms, self._most_rest_ms)
        return min(rest_ms, DUE_RESTS_TIMES * self._took_ms, MOST_LATE_MS) if is_due else rest_ms
