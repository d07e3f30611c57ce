"""How far this machine's clock is from the core's: data, and never an order. A person is to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.rules.time import MINUTE_MS, Instant
from core.wire import CORE_TIME

CLOCK_OFF_MS: Final = 5 * MINUTE_MS
"""From so much on it is told: less is what lines and machines have."""


def clock_offset_ms(headers: Mapping[str, str], now: Instant) -> int | None:
    """How far ahead of the core's this clock is; None where an answer does not tell its time."""
    told = headers.get(CORE_TIME, "")
    return now - int(told) if told.isascii() and told.isdigit() else None


def is_off(offset_ms: int) -> bool:
    """Whether somebody should set it right."""
    return abs(offset_ms) >= CLOCK_OFF_MS
