"""Machines are killed at each commit point that there is, and each of them has struck."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from kill_tours import ALL_POINTS, tours
from troubles import KILL_POINTS
from world import happen

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
SEEDS, POINTS = (range(20), ALL_POINTS) if IS_LONG else (range(1), KILL_POINTS)
"""A snapshot comes in its own time, and may come too late for one world: that machines are
killed while it does is seen in `test_worlds_of_stations.py` too."""

pytestmark = [pytest.mark.simulate, pytest.mark.timeout(3_000 if IS_LONG else 900)]
# A world's time is its own: a slow machine is no failure.


def test_a_machine_is_killed_at_each_point_and_what_must_be_true_is_true() -> None:
    struck: Counter[str] = Counter()
    for seed in SEEDS:
        for plan in tours(seed, POINTS):
            struck += happen(plan).struck

    assert {point for point in POINTS if not struck[f"kill at {point}"]} == set()
