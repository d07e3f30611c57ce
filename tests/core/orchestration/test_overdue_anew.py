"""A delivery that was overdue once, and is announced for a later day."""

from __future__ import annotations

from core.commands import Resolution, SettleException
from core.orchestration import Core
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.time import DAY_MS, Instant
from tests.core.orchestration.order_world import do
from tests.core.orchestration.test_deliveries import network, say, told
from tests.core.orchestration.test_overdue_deliveries import announced, cases

__all__ = ["network"]


def test_announced_anew_for_a_later_day_it_is_told_again_once(network: Core, clock: SimulatedClock) -> None:
    here = announced(network, clock.now())
    clock.advance(3 * DAY_MS)
    assert Timers(network).turn()["overdue_delivery"] == 1
    later = Instant(clock.now() + DAY_MS)
    assert say(network, told(("SCARF", 5), due_at=later))
    [case] = cases(network)
    settle = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=Resolution.CLOSE
    )
    do(network, here, settle)
    assert Timers(network).turn()["overdue_delivery"] == 0, "it is not late"
    clock.advance(4 * DAY_MS)
    assert [Timers(network).turn()["overdue_delivery"] for _ in range(2)] == [1, 0]
    assert [one.data["due_at"] for one in cases(network) if one.settled_at is None] == [later]
