"""At most one execution for each unit, though the core is put back to an older day: several cards, gift
cards, cash and store credits, two workstations that come back in any order or late, people who change their
minds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from refund_ports import WebhookDoor
from restored_refund_world import RestoredRefundWorld, check_restored

from core.orchestration import Core, initialise, make_engine
from core.ports import SeededRandomness, SimulatedClock
from core.rules.time import Instant
from tests.support.core_databases import KINDS, fresh_database
from tests.support.provider_process import Provider

WORLDS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 6
"""Twelve worlds of a core that is not put back are in `test_at_most_once.py`."""


@pytest.mark.simulate
@pytest.mark.parametrize("seed", range(WORLDS))
def test_put_back_to_an_older_day_a_unit_is_paid_for_once_and_all_that_went_is_known(
    seed: int, provider: Provider, door: WebhookDoor, tmp_path: Path
) -> None:
    with fresh_database(KINDS[seed % 2], tmp_path) as url:
        engine = make_engine(url)
        try:
            clock = SimulatedClock(Instant(1_762_765_200_000))
            core = Core(engine, clock, SeededRandomness(seed))
            initialise(core)
            world = RestoredRefundWorld(core, clock, provider, door, seed)
            world.live()
            check_restored(world)
        finally:
            engine.dispose()
