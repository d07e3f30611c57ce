"""A carton that comes with a truck that had not announced it is told as what it is: of another delivery to
this store, of another store, or unknown."""

from __future__ import annotations

import pytest

from core.commands import Command, OpenDelivery, ReceiveCarton
from core.model import DeliveryLine
from core.orchestration import Core
from core.rules.ids import derive
from tests.core.orchestration.order_world import take_in
from tests.core.orchestration.test_boxes_told_twice import announced
from tests.core.orchestration.test_transfers import ask, in_the_chain, network, send
from tests.core.orchestration.transfer_world import NUMBER, at, do, place

__all__ = ["network"]
TRUCK = "truck-abcdef"


def told(core: Core, code: str, number: str = NUMBER, truck: str = TRUCK) -> tuple[str, dict[str, object]]:
    """How the core takes the carton, on an unannounced truck unless another is named."""
    here = at(core, code)
    commands: list[Command] = [ReceiveCarton(delivery_id=truck, number=number)]
    if truck == TRUCK:
        commands.insert(0, OpenDelivery(delivery_id=truck, location_id=here.location_id))
    for command in commands:
        _, outcome = take_in(core, here, command)
        assert outcome.has_effect
    return outcome.code, dict(outcome.data)


def test_of_a_transfer_that_is_awaited_here_with_another_truck(network: Core) -> None:
    ask(network)
    send(network)
    code, data = told(network, "LYON")
    assert (code, data["other"]) == ("carton_of_another_delivery", "T-ABCDEF")
    assert in_the_chain(network) == 7
    do(network, "LYON", ReceiveCarton(delivery_id=derive("t-abcdef", "delivery"), number=NUMBER))
    lines = network.read(lambda s: s.query(DeliveryLine).all())
    assert [line.received for line in lines] == [4], "it is received there"


def test_of_a_transfer_between_two_others(network: Core) -> None:
    ask(network)
    send(network)
    code, data = told(network, "VIENNE")
    assert (code, data["location_id"]) == ("carton_of_another_store", place(network, "LYON").id)
    assert "order_number" not in data


@pytest.mark.by_turns
@pytest.mark.parametrize(
    ("code", "kind"), [("LYON", "carton_of_another_delivery"), ("VIENNE", "carton_of_another_store")]
)
def test_of_what_a_depot_has_announced(network: Core, code: str, kind: str) -> None:
    announced(network, "LYON", "SCARF", "DEPOT-9")
    assert told(network, code, "DEPOT-9")[0] == kind


def test_what_was_received_with_its_own_truck_is_of_no_other(network: Core) -> None:
    delivery = announced(network, "LYON", "SCARF", "DEPOT-9")
    do(network, "LYON", ReceiveCarton(delivery_id=delivery, number="DEPOT-9"))
    assert told(network, "LYON", "DEPOT-9")[0] == ""


def test_what_nobody_knows_is_unknown_where_something_else_was_announced(network: Core) -> None:
    delivery = announced(network, "LYON", "SCARF", "DEPOT-9")
    assert told(network, "LYON", "X-77", delivery)[0] == "carton_unknown"
