"""The tour takes place on a working morning, and nothing else does."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from core.ports import SystemClock
from core.rules.time import MINUTE_MS
from desktop.tour.hour import DAY_BEGINS, NETWORK_IS_MADE, living_at

SAY_NOW = "from core.ports import SystemClock; print(SystemClock().now())"


def test_a_process_of_the_tour_lives_at_its_hour() -> None:
    with living_at(DAY_BEGINS):
        told = int(subprocess.run([sys.executable, "-c", SAY_NOW], check=True, capture_output=True).stdout)

    assert DAY_BEGINS <= told < DAY_BEGINS + MINUTE_MS


def test_the_hour_ends_with_the_tour() -> None:
    before = SystemClock().now()
    with living_at(NETWORK_IS_MADE):
        assert SystemClock().now() < before

    assert SystemClock().now() >= before


def test_the_day_begins_in_the_opening_hours_of_a_weekday_after_its_network_was_made() -> None:
    begins = datetime.fromtimestamp(DAY_BEGINS / 1000, ZoneInfo("Europe/Paris"))

    assert begins.weekday() < 5 and 10 <= begins.hour < 12
    assert NETWORK_IS_MADE < DAY_BEGINS
