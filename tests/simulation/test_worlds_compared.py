"""Short worlds in which workstations hold their stores' rows against the core's all the time: whatever goes
wrong, they never differ, so nothing is ever taken anew for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hearing import COMPARED
from plan import AT_THE_COUNTER, SMALL, TROUBLES, plan_of
from world import happen

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


SEEDS = range(4)


def test_a_store_s_rows_are_the_core_s_at_each_version_that_both_have() -> None:
    """A difference is a fault of the product, and ends a world."""
    compared = 0
    for seed in SEEDS:
        plan = replace(plan_of(seed, TROUBLES, SMALL if seed else AT_THE_COUNTER), is_compared=True)
        compared += happen(plan).did[COMPARED]

    assert compared > len(SEEDS)
