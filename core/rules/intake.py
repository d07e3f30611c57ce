"""How much new work a store takes: all of it, none for a while, or no more than so many orders at a time.

A limit ends by itself at its hour. While it lasts, sourcing sends nothing beyond it (`sourcing_case.bar_of`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from core.rules.errors import Refused
from core.rules.fulfilment import FulfilmentState
from core.rules.time import HOUR_MS, Instant

MAX_LASTS_MS: Final = 24 * HOUR_MS
"""A store that takes nothing for longer is shut, which is headquarters' to say."""
MAX_CAP: Final = 999
WAITING: Final = frozenset({FulfilmentState.PROPOSED, FulfilmentState.CLAIMED, FulfilmentState.PICKING})
"""What a cap counts: orders that are not picked yet."""


class IntakeMode(StrEnum):
    """What is taken."""

    OPEN = "open"
    PAUSED = "paused"
    CAPPED = "capped"


class Intake(msgspec.Struct, frozen=True):
    """A limit: `cap` is the most orders that wait at a time, for `CAPPED` alone; it ends at `until`."""

    mode: IntakeMode = IntakeMode.OPEN
    cap: int = 0
    until: Instant = Instant(0)

    def is_live(self, now: Instant) -> bool:
        """Whether it holds now."""
        return self.mode is not IntakeMode.OPEN and now < self.until

    def room(self, waiting: int) -> int | None:
        """How many more orders it lets in while it holds, with so many waiting; None for any number."""
        if self.mode is IntakeMode.OPEN:
            return None
        return max(0, self.cap - waiting) if self.mode is IntakeMode.CAPPED else 0


ALL: Final = Intake()
"""No limit."""


def check_limit(asked: Intake, reason: str, at: Instant) -> None:
    """Whether a manager may limit the intake so.

    Raises:
        Refused: `intake_end_out_of_bounds` (hours), `intake_cap_out_of_bounds`, `intake_without_reason`.
    """
    if asked.mode is IntakeMode.OPEN:
        return
    if not at < asked.until <= at + MAX_LASTS_MS:
        raise Refused("intake_end_out_of_bounds", hours=MAX_LASTS_MS // HOUR_MS)
    if asked.mode is IntakeMode.CAPPED and not 1 <= asked.cap <= MAX_CAP:
        raise Refused("intake_cap_out_of_bounds", most=MAX_CAP)
    if not reason.strip():
        raise Refused("intake_without_reason")
