"""The hour at which the tour takes place: a busy morning, whenever it is run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from core.ports import CLOCK_SHIFT, SystemClock
from core.rules.time import Instant, from_datetime

DAY_BEGINS: Final = from_datetime(datetime(2026, 3, 19, 10, 41, tzinfo=ZoneInfo("Europe/Paris")))
"""A Thursday morning: every store is open, and orders of the night wait."""
NETWORK_IS_MADE: Final = from_datetime(datetime(2026, 3, 19, 10, 38, tzinfo=ZoneInfo("Europe/Paris")))
"""Shortly before, so that nothing in it lies ahead of the day."""


@contextmanager
def living_at(at: Instant) -> Iterator[None]:
    """Processes that begin within it take `at` for now."""
    before = os.environ.pop(CLOCK_SHIFT, None)
    os.environ[CLOCK_SHIFT] = str(at - SystemClock().now())
    try:
        yield
    finally:
        del os.environ[CLOCK_SHIFT]
        if before is not None:
            os.environ[CLOCK_SHIFT] = before
