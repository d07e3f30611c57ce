"""Two people of a store tell of one box at the same moment, as a carton and as a parcel: it counts once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from core.commands import (
    Actor,
    ArriveFulfilment,
    Command,
    FinishDelivery,
    ReceiveCarton,
    Resolution,
    SettleException,
    run,
)
from core.model import ExceptionCase, Fulfilment
from core.orchestration import Core, UnitOfWork, reactions
from core.orchestration.ledger_check import disagreements
from core.orchestration.settlements import lock_for
from core.rules.permissions import Role
from tests.core.orchestration.order_world import do
from tests.core.orchestration.test_boxes_told_twice import announced
from tests.core.orchestration.test_parcels_back_with_truck import sent_to_another_store
from tests.core.orchestration.test_parcels_on_a_truck import at, on_hand
from tests.core.orchestration.test_parcels_told import ONE
from tests.support.lock_waits import until_held_up


def told(core: Core, command: Command, pause: Callable[[], None] = lambda: None) -> None:
    """It is told in Lyon, as the intake takes it in; `pause` is called before the commit."""
    actor = Actor("staff-1", Role.MANAGER, at(core, "LYON").location_id, "device-1")
    command_id = core.ids.new()

    def work(unit: UnitOfWork) -> None:
        if isinstance(command, SettleException):
            lock_for(unit, command)
        elif isinstance(command, ArriveFulfilment):
            unit.lock(Fulfilment, command.fulfilment_id)
        context = unit.context(actor, command_id, command.aggregate)
        reactions.after(unit, command, command_id, run(context, command, unit.capture))
        unit.session.flush()
        pause()

    core.transact(work)


@pytest.mark.parametrize("is_found_first", [True, False])
def test_a_missing_one_is_found_while_it_arrives(core: Core, is_found_first: bool) -> None:
    head = sent_to_another_store(core, ONE)
    delivery = announced(core, "LYON", "COAT", ONE, "DEPOT-9")
    other = ReceiveCarton(delivery_id=delivery, number="DEPOT-9")
    do(core, at(core, "LYON"), other, FinishDelivery(delivery_id=delivery))
    case = core.read(lambda s: s.query(ExceptionCase).filter_by(kind="carton_missing").one())
    found = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=Resolution.FOUND
    )
    arrival = ArriveFulfilment(fulfilment_id=head.id, number=ONE)
    first, second = (found, arrival) if is_found_first else (arrival, found)
    late = threading.Thread(target=told, args=(core, second))

    def meanwhile() -> None:
        late.start()
        until_held_up(core, late)

    told(core, first, meanwhile)
    late.join()
    assert (on_hand(core, "LYON"), core.read(disagreements)) == (2, 0)
