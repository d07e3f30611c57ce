"""Two people of a store tell of one box at the same moment, as a carton and as a parcel: it counts once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import event

from core.commands import (
    Actor,
    ApproveTransfer,
    ArriveFulfilment,
    Command,
    DispatchFulfilment,
    FinishDelivery,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReceiveCarton,
    RequestTransfer,
    Resolution,
    SettleException,
    run,
)
from core.model import ExceptionCase, Fulfilment, FulfilmentLine
from core.orchestration import Core, UnitOfWork, reactions
from core.orchestration.ledger_check import disagreements
from core.orchestration.settlements import lock_for
from core.orchestration.truck_locks import lock_truck
from core.rules.permissions import Role
from core.rules.transfer import delivery_of_transfer
from tests.core.orchestration.order_world import do
from tests.core.orchestration.test_boxes_told_twice import announced
from tests.core.orchestration.test_parcels_back_with_truck import sent_to_another_store
from tests.core.orchestration.test_parcels_on_a_truck import at, on_hand
from tests.core.orchestration.test_parcels_told import ONE
from tests.core.orchestration.test_transfers import ask, network, send
from tests.core.orchestration.test_transfers_back import OTHER, figures
from tests.core.orchestration.transfer_world import NUMBER, place, scarf
from tests.core.orchestration.transfer_world import do as tells
from tests.support.lock_waits import until_held_up

__all__ = ["network"]


def told(core: Core, command: Command, pause: Callable[[], None] = lambda: None, code: str = "LYON") -> None:
    """It is told there, as the intake takes it in; `pause` is called before the commit."""
    actor = Actor("staff-1", Role.MANAGER, at(core, code).location_id, "device-1")
    command_id = core.ids.new()

    def work(unit: UnitOfWork) -> None:
        if isinstance(command, SettleException):
            lock_for(unit, command)
        elif isinstance(command, ArriveFulfilment):
            unit.lock(Fulfilment, command.fulfilment_id)
        else:
            unit.ledger.lock(lock_truck(unit, [command]))
        context = unit.context(actor, command_id, command.aggregate)
        reactions.after(unit, command, command_id, run(context, command, unit.capture))
        unit.session.flush()
        pause()

    core.transact(work)


@pytest.mark.by_turns
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


def test_cartons_of_two_transfers_that_come_back_at_once_never_wait_in_a_ring(network: Core) -> None:
    """Each came back with the truck that was to bring the other."""
    ask(network)
    send(network)
    there, here = place(network, "PARIS").id, place(network, "LYON").id
    request = RequestTransfer(
        transfer_id="t-other", location_id=there, from_location_id=here, units={scarf(network): 1}
    )
    tells(network, "PARIS", request, ApproveTransfer(transfer_id="t-other"))
    head = network.read(lambda s: s.query(Fulfilment).filter_by(order_id="t-other").one())
    line = network.read(lambda s: s.query(FulfilmentLine).filter_by(fulfilment_id=head.id).one())
    tells(
        network,
        "LYON",
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(OTHER, {line.id: 1})]),
        DispatchFulfilment(fulfilment_id=head.id),
    )
    to_lyon, to_paris = delivery_of_transfer("t-abcdef"), delivery_of_transfer("t-other")
    back_there = ReceiveCarton(delivery_id=to_paris, number=NUMBER)
    back_here = ReceiveCarton(delivery_id=to_lyon, number=OTHER)
    late = threading.Thread(target=told, args=(network, back_here))
    faults: list[BaseException | None] = []

    def has_locked(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        is_delivery = "FROM delivery " in " ".join(words.split()) and "FOR UPDATE" in words
        if is_delivery and not late.ident and threading.current_thread() is threading.main_thread():
            late.start()
            until_held_up(network, late)

    event.listen(network.engine, "after_cursor_execute", has_locked)
    event.listen(network.engine, "handle_error", lambda about: faults.append(about.original_exception))
    told(network, back_there, code="PARIS")
    if not late.ident:
        late.start()
    late.join()
    assert (figures(network), faults) == ((6, 0, 1, 0), [])
