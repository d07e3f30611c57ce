"""Short worlds whose core is on PostgreSQL. Their histories are not compared: rows have no order there."""

from __future__ import annotations

import gc

import pytest
from plan import AT_THE_COUNTER, CARDS_FAIL, SMALL, plan_of
from world import happen

TROUBLES = ("answer_lost", "late", "kill", "core_killed", "slow_transaction", "disk_copied")
SEEDS = range(6)

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.mark.parametrize("seed", SEEDS)
def test_on_postgresql_what_must_be_true_is_true(seed: int) -> None:
    troubles = ("slow_transaction", TROUBLES[seed])

    assert happen(plan_of(seed, troubles, SMALL), "postgresql").struck
    if "core_killed" in troubles:
        # A connection that was left open is told of here, and not in whichever test comes to collect it.
        gc.collect()


def test_on_postgresql_a_payment_service_that_fails_pays_nothing_twice() -> None:
    struck = happen(
        plan_of(6, (CARDS_FAIL, CARDS_FAIL, "slow_transaction"), AT_THE_COUNTER), "postgresql"
    ).struck

    assert any(fault.startswith("card_") for fault in struck), struck
