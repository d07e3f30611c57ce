"""What a running core does by itself: its timers every half minute, its upkeep every hour."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import structlog

from core.orchestration import Core
from core.orchestration.cool_down import cool_down
from core.orchestration.timers import Timers
from core.rules.time import HOUR_MS
from core.service.turns import AFTER_THE_START_S, KeepGoing, TurnLoop
from core.service.upkeep import keep_up, published_of

UPKEEP_EVERY_MS: Final = HOUR_MS
PAUSE_S: Final = 0.1
"""Between two pages of timers that have more to do: requests go in between."""

log = structlog.get_logger(__name__)


class Chores:
    """The timers, the cool-down and the upkeep, one piece at a time."""

    def __init__(self, core: Core, interval_s: float) -> None:
        self._core = core
        self._interval_s = interval_s
        self._timers = Timers(core)
        self._upkeep_at_ms: int | None = None

    def loop(self) -> TurnLoop:
        """They come round."""
        return TurnLoop(
            "chores",
            self._turn,
            lambda: PAUSE_S if self._timers.has_more else self._interval_s,
            AFTER_THE_START_S,
        )

    def _turn(self, keep_going: KeepGoing) -> None:
        self._timers.turn(keep_going)
        cool_down(self._core, keep_going)
        self._keep_up_if_due(keep_going)

    def _keep_up_if_due(self, keep_going: KeepGoing) -> None:
        now_ms = self._core.clock.monotonic_ms()
        if self._upkeep_at_ms is not None and now_ms - self._upkeep_at_ms < UPKEEP_EVERY_MS:
            return
        kept: Any = keep_up(self._core, partial(published_of, self._core), keep_going)
        # One that failed is tried again at the next turn.
        self._upkeep_at_ms = now_ms
        log.info("upkeep.done", streams=kept.streams, days=kept.days)
