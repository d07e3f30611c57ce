"""At most one execution for each unit: two workstations, a core killed, a payment service that fails."""

from __future__ import annotations

import os
import random
from pathlib import Path

import httpx
import pytest
from refund_checks import check
from refund_ports import Mortal, WebhookDoor
from refund_world import RefundWorld

from core.orchestration import Core, initialise, make_engine
from core.ports import SeededRandomness, SimulatedClock
from core.rules.refund import Means
from core.rules.time import Instant
from core.service.payouts import CardService, Payer
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


class OnceAnswered(random.Random):
    """A core is killed between the answer of the payment service and its own note of it."""

    def __init__(self) -> None:
        super().__init__()
        self._draws = iter([1.0, 0.0])

    def random(self) -> float:
        return next(self._draws)


class Told(httpx.HTTPTransport):
    """The connections of one client, which tells when they are ended."""

    is_closed = False

    def close(self) -> None:
        super().close()
        self.is_closed = True


def test_the_connections_of_a_core_that_is_killed_end_with_it(
    core: Core, clock: SimulatedClock, provider: Provider, door: WebhookDoor
) -> None:
    """One that was left open failed whichever world the collector of garbage found it in, dozens later."""
    world = RefundWorld(core, clock, provider, door, seed=WORLDS)
    provider.control(chance_of_fault=0.0)
    world.want()
    for desk in world.desks:
        desk.send(20, is_heard=True)
    transport = Told()
    world._mortal = Mortal(CardService(provider.config, transport), OnceAnswered(), 0.5)
    world.payer = Payer(core, {Means.CARD: world._mortal})

    asked_before = provider.control()["requests"]
    world.pay()

    # What it owes for that is of no world that comes after this.
    assert provider.control(loses_webhooks=True)["requests"] > asked_before
    assert transport.is_closed
