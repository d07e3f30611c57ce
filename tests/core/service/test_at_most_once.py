"""At most one execution for each unit: two workstations, a core killed, a payment service that fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from refund_checks import check
from refund_ports import WebhookDoor
from refund_world import RefundWorld

from core.orchestration import Core, initialise, make_engine
from core.ports import SeededRandomness, SimulatedClock
from core.rules.time import Instant
from tests.support.core_databases import KINDS, fresh_database
from tests.support.provider_process import Provider

WORLDS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 12
STEPS = 18


@pytest.mark.simulate
@pytest.mark.parametrize("seed", range(WORLDS))
def test_whoever_asks_in_whatever_order_a_unit_is_paid_for_once(
    seed: int, provider: Provider, door: WebhookDoor, tmp_path: Path
) -> None:
    with fresh_database(KINDS[seed % 2], tmp_path) as url:
        engine = make_engine(url)
        clock = SimulatedClock(Instant(1_762_765_200_000))
        core = Core(engine, clock, SeededRandomness(seed))
        initialise(core)
        world = RefundWorld(core, clock, provider, door, seed)
        world.want()
        for _ in range(STEPS):
            world.step()
        world.settle_down()
        check(world)
        assert world.taken_back(), "nothing was tried"
        engine.dispose()
