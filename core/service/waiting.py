"""What waits after a restore is tried again: each second while devices come back, else with the chores. And
people are asked about what has gone back without a refund here."""

from __future__ import annotations

from typing import Final

from core.orchestration import Core
from core.orchestration.restore_wait import is_settling
from core.orchestration.untold_refunds import look_at_words
from core.orchestration.waiting_envelopes import decide_waiting
from core.service.turns import AFTER_THE_START_S, KeepGoing, TurnLoop

WHILE_SETTLING_S: Final = 1.0
"""Soon after what it rests on has come: before a person decides otherwise of what they see without it."""


class WaitingTurns:
    """The turns in which what waits is tried again."""

    def __init__(self, core: Core, interval_s: float) -> None:
        self._core = core
        self._interval_s = interval_s
        self._pause_s = interval_s

    def loop(self) -> TurnLoop:
        """They come round."""
        return TurnLoop("waiting", self._turn, lambda: self._pause_s, AFTER_THE_START_S)

    def _turn(self, keep_going: KeepGoing) -> None:
        decide_waiting(self._core, keep_going)
        look_at_words(self._core, keep_going)
        settles = self._core.read(lambda session: is_settling(session, self._core.clock.now()))
        self._pause_s = min(WHILE_SETTLING_S, self._interval_s) if settles else self._interval_s
