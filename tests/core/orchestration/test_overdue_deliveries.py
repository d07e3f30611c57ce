"""What does not come: called off, or not here long after it was due; and what is done about it."""

from __future__ import annotations

from typing import Any

import pytest

from core.commands import FinishDelivery, ReceiveCarton, Resolution, SettleException
from core.model import Arrival, Delivery, DeliveryLine, ExceptionCase
from core.orchestration import Core
from core.orchestration.deliveries import take_back
from core.orchestration.ledger_check import disagreements
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import Conflict, Refused
from core.rules.time import DAY_MS, Instant
from tests.core.orchestration.order_world import do, stock, take_in
from tests.core.orchestration.test_deliveries import head_of, network, say, sent_by_paris, told

__all__ = ["network"]
pytestmark = pytest.mark.parametrize("core_database", ["sqlite"], indirect=True)


def delivery_of(core: Core) -> Delivery:
    return core.read(lambda s: s.query(Delivery).one())


def call_off(core: Core) -> str:
    key = delivery_of(core).id
    return core.transact(lambda unit: take_back(unit, key).state)


def cases(core: Core) -> list[ExceptionCase]:
    return core.read(lambda s: s.query(ExceptionCase).order_by(ExceptionCase.kind).all())


def announced(core: Core, due_at: int) -> Any:
    assert say(core, told(("SCARF", 5), due_at=Instant(due_at)))
    return head_of(core, "LYON")


def test_what_is_called_off_is_awaited_no_more_and_can_be_announced_again(
    network: Core, clock: SimulatedClock
) -> None:
    announced(network, clock.now() + DAY_MS)
    assert [call_off(network), call_off(network)] == ["withdrawn", "withdrawn"]
    assert stock(network, "SCARF", "LYON").transit_in == 0
    assert network.read(lambda s: s.query(Arrival).count()) == 0
    assert say(network, told(("SCARF", 5), due_at=Instant(clock.now() + DAY_MS)))
    assert (delivery_of(network).state, stock(network, "SCARF", "LYON").transit_in) == ("announced", 5)
    assert network.read(disagreements) == 0


def test_what_comes_though_it_was_called_off_is_here_and_told(network: Core, clock: SimulatedClock) -> None:
    here = announced(network, clock.now() + DAY_MS)
    key = delivery_of(network).id
    call_off(network)
    _, outcome = take_in(network, here, ReceiveCarton(delivery_id=key, number="CARTON-1"))
    assert (outcome.status, outcome.code) == ("recorded", "received_after_withdrawal")
    assert (stock(network, "SCARF", "LYON").sellable, stock(network, "SCARF", "LYON").transit_in) == (6, 0)
    do(network, here, FinishDelivery(delivery_id=key))
    assert [case.kind for case in cases(network)] == ["received_after_withdrawal"]
    assert network.read(disagreements) == 0


def test_what_has_begun_to_come_is_not_called_off(network: Core, clock: SimulatedClock) -> None:
    here = announced(network, clock.now() + DAY_MS)
    do(network, here, ReceiveCarton(delivery_id=delivery_of(network).id, number="CARTON-1"))
    with pytest.raises(Conflict, match="delivery_begun"):
        call_off(network)
    with pytest.raises(Refused, match="unknown_delivery"):
        network.transact(lambda unit: take_back(unit, "none"))


@pytest.mark.parametrize("choice", [Resolution.GIVE_UP, Resolution.CLOSE])
def test_what_is_long_overdue_is_told_once_and_given_up_or_still_awaited(
    network: Core, clock: SimulatedClock, choice: Resolution
) -> None:
    here = announced(network, clock.now())
    clock.advance(2 * DAY_MS)
    assert Timers(network).turn()["overdue_delivery"] == 0
    clock.advance(DAY_MS)
    assert [Timers(network).turn()["overdue_delivery"] for _ in range(2)] == [1, 0]
    [case] = cases(network)
    assert (case.kind, case.location_id, case.data["delivery"]) == (
        "delivery_overdue",
        here.location_id,
        "ASN-7",
    )
    settle = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=choice
    )
    do(network, here, settle)
    is_given_up = choice is Resolution.GIVE_UP
    assert delivery_of(network).state == ("withdrawn" if is_given_up else "announced")
    assert stock(network, "SCARF", "LYON").transit_in == (0 if is_given_up else 5)
    assert network.read(lambda s: s.query(DeliveryLine).one().missing) == (5 if is_given_up else 0)
    assert network.read(disagreements) == 0
    clock.advance(31 * DAY_MS)
    assert Timers(network).turn()["close_delivery"] == is_given_up


def test_a_customers_parcel_that_never_arrives_is_told_to_the_store_that_awaits_it(
    network: Core, clock: SimulatedClock
) -> None:
    sent_by_paris(network)
    clock.advance(3 * DAY_MS)
    assert [Timers(network).turn()["overdue_parcel"] for _ in range(2)] == [1, 0]
    [case] = [one for one in cases(network) if one.kind == "parcel_overdue"]
    assert (case.location_id, case.data["origin"]) == (head_of(network, "LYON").location_id, "Paris")
