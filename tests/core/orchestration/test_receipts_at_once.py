"""Two of a store receive the same parcel at the same moment, each from a truck of its own: it comes once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select

from core.commands import Actor, OpenDelivery, ReceiveCarton, run
from core.model import ExceptionCase, Fulfilment, Location, Parcel
from core.orchestration import Core, UnitOfWork, reactions
from core.orchestration.ledger_check import disagreements
from core.orchestration.truck_locks import lock_truck
from core.rules.permissions import Role
from tests.core.orchestration.order_world import do, stock
from tests.core.orchestration.test_parcels_back_with_truck import sent_to_another_store
from tests.core.orchestration.test_parcels_told import ONE, TWO
from tests.support.lock_waits import until_held_up

Pause = Callable[[], None]


def nothing() -> None:
    """Goes on at once."""


def received(core: Core, location_id: int, truck: str, number: str, pause: Pause = nothing) -> None:
    """A carton as the intake takes it in; `pause` is called before the commit."""
    command, command_id = ReceiveCarton(delivery_id=truck, number=number), core.ids.new()
    actor = Actor("staff-1", Role.MANAGER, location_id, "device-1")

    def work(unit: UnitOfWork) -> None:
        unit.ledger.lock(lock_truck(unit, [command]))
        context = unit.context(actor, command_id, f"delivery:{truck}")
        outcome = run(context, command, unit.capture)
        reactions.after(unit, command, command_id, outcome)
        unit.session.flush()
        pause()

    core.transact(work)


def at_once(core: Core, location_id: int, first: str, second: str) -> None:
    """The second one is received while the first is not committed yet."""
    somebody = Fulfilment(id="", location_id=location_id)
    for truck in ("truck-1", "truck-2"):
        do(core, somebody, OpenDelivery(delivery_id=truck, location_id=location_id))
    late = threading.Thread(target=received, args=(core, location_id, "truck-2", second))

    def while_the_other_receives() -> None:
        late.start()
        until_held_up(core, late)

    received(core, location_id, "truck-1", first, while_the_other_receives)
    late.join()


def cases(core: Core) -> list[str]:
    kinds = core.read(lambda s: s.scalars(select(ExceptionCase.kind)).all())
    return [kind for kind in kinds if kind != "parcel_number_not_leased"]


@pytest.mark.parametrize(("place", "told"), [("LYON", []), ("PARIS", ["parcel_back"])])
def test_a_parcel_comes_once(core: Core, place: str, told: list[str]) -> None:
    head = sent_to_another_store(core, ONE)
    where = core.read(lambda s: s.scalars(select(Location.id).where(Location.code == place)).one())
    at_once(core, where, ONE, ONE)
    row = core.read(lambda s: s.get_one(Fulfilment, head.id))
    assert (row.state, row.location_id, cases(core)) == ("arrived", where, told)
    assert core.read(disagreements) == 0
    [sent, here] = [stock(core, "COAT", code).on_hand for code in ("PARIS", "LYON")]
    assert (sent, here) == ((2, 1) if place == "LYON" else (3, 0))


def test_two_parcels_of_one_order_both_come(core: Core) -> None:
    head = sent_to_another_store(core, ONE, TWO)
    lyon = core.read(lambda s: s.scalars(select(Location.id).where(Location.code == "LYON")).one())
    at_once(core, lyon, ONE, TWO)
    parcels = core.read(lambda s: s.scalars(select(Parcel).where(Parcel.fulfilment_id == head.id)).all())
    assert all(parcel.arrived_at is not None for parcel in parcels)
    assert (cases(core), stock(core, "COAT", "LYON").on_hand) == ([], 2)
