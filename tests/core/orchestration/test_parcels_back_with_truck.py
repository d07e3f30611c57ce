"""What a store had sent comes back to it on a truck, as a carton that nobody had announced: it is taken in,
and the store's people are told."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import (
    ArriveFulfilment,
    DispatchFulfilment,
    OpenDelivery,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReceiveCarton,
    StageFulfilment,
)
from core.model import ExceptionCase, Fulfilment, Location, Parcel
from core.orchestration import Core, UnitOfWork
from core.orchestration.ledger_check import disagreements
from core.rules.fulfilment import FulfilmentKind
from tests.core.orchestration.order_world import (
    do,
    furnish,
    head_at,
    line_at,
    notices,
    order,
    shares,
    stock,
)
from tests.core.orchestration.test_parcels_lost import lose, sent, sold, states
from tests.core.orchestration.test_parcels_told import ONE, TWO, tell

TRUCK = "truck-abcdef"


def comes_by_truck(core: Core, head: Fulfilment, *numbers: str, truck: str = TRUCK) -> None:
    """Cartons of a truck that come to the store that has sent it."""
    do(core, head, OpenDelivery(delivery_id=truck, location_id=head.location_id))
    for number in numbers:
        do(core, head, ReceiveCarton(delivery_id=truck, number=number))


def told(core: Core, head: Fulfilment) -> list[str]:
    """The kinds of the open cases of its store, by which its people are told."""
    query = select(ExceptionCase.kind).where(
        ExceptionCase.location_id == head.location_id, ExceptionCase.settled_at.is_(None)
    )
    kinds = core.read(lambda s: s.scalars(query.order_by(ExceptionCase.kind)).all())
    return [kind for kind in kinds if kind != "parcel_number_not_leased"]


def here(core: Core) -> tuple[int, int]:
    held = stock(core, "SCARF", "LYON")
    return held.sellable, held.allocated


def test_a_parcel_for_a_home_is_taken_in_and_sent_once_more(core: Core) -> None:
    head = sent(core, here=2)
    comes_by_truck(core, head, ONE)
    assert (here(core), told(core, head)) == ((1, 0), ["parcel_came_back"])
    comes_by_truck(core, head, TWO)
    assert shares(core, head.order_id) == {"LYON": ("arrived", {"SCARF": 1})}
    assert (here(core), told(core, head)) == ((2, 1), ["parcel_back", "parcel_came_back"])
    assert (sold(core), core.read(disagreements)) == ([], 0)
    [case] = core.read(
        lambda s: s.scalars(select(ExceptionCase).where(ExceptionCase.kind == "parcel_back")).all()
    )
    assert (case.data["number"], case.aggregate) == (TWO, f"fulfilment:{head.id}")
    comes_by_truck(core, head, ONE, TWO, truck="truck-another")
    assert told(core, head) == ["parcel_back", "parcel_came_back"], "scanned once more they have come once"
    stage = StageFulfilment(fulfilment_id=head.id, bins={TWO: "B-1"})
    do(core, head, stage, DispatchFulfilment(fulfilment_id=head.id))
    assert (here(core), sold(core), core.read(disagreements)) == ((1, 0), [1], 0)


def test_one_that_was_given_up_for_lost_takes_its_place_again(core: Core) -> None:
    head = sent(core, elsewhere=2, here=2)
    lose(core, ONE, TWO)
    assert states(core, head)["VIENNE"] == "proposed"
    comes_by_truck(core, head, TWO, ONE)
    assert (states(core, head)["VIENNE"], here(core)[0]) == ("cancelled", 2)
    assert told(core, head) == ["arrived_after_loss"]
    assert core.read(disagreements) == 0


def test_what_its_customer_had_is_for_a_person_to_look_into(core: Core) -> None:
    head = sent(core, here=2)
    tell(core, (ONE, core.clock.now()), (TWO, core.clock.now()))
    comes_by_truck(core, head, ONE)
    assert (states(core, head), here(core), told(core, head)) == (
        {"LYON": "delivered"},
        (0, 0),
        ["parcel_back"],
    )


def sent_to_another_store(core: Core, *numbers: str) -> Fulfilment:
    """Coats of Paris for a customer who comes to Lyon, each in a parcel."""
    furnish(core, {"PARIS": {"COAT": 3}})
    placed = order(core, ("COAT", len(numbers)), location="LYON")
    head = head_at(core, placed.order_id, "PARIS")
    line = line_at(core, head, "COAT")
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=len(numbers)),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(one, {line.id: 1}) for one in numbers]),
        DispatchFulfilment(fulfilment_id=head.id),
    )
    return head


def test_a_parcel_for_another_store_is_here_again_until_it_is_sent_on(core: Core) -> None:
    head = sent_to_another_store(core, ONE)
    comes_by_truck(core, head, ONE)
    assert (states(core, head), told(core, head)) == ({"PARIS": "arrived"}, ["parcel_back"])
    assert stock(core, "COAT", "PARIS").on_hand == 3
    stage = StageFulfilment(fulfilment_id=head.id, bins={ONE: "B-1"})
    do(core, head, stage, DispatchFulfilment(fulfilment_id=head.id))
    assert (states(core, head), stock(core, "COAT", "PARIS").on_hand) == ({"PARIS": "dispatched"}, 2)
    lyon = core.read(lambda s: s.scalars(select(Location).where(Location.code == "LYON")).one())
    comes_by_truck(core, Fulfilment(id="", location_id=lyon.id), ONE, truck="truck-lyon")
    assert (states(core, head), notices(core)) == ({"LYON": "arrived"}, [])
    assert core.read(disagreements) == 0


def taken_in(core: Core) -> list[bool]:
    """What the cases of what a truck brought back say of it."""
    query = select(ExceptionCase).where(ExceptionCase.kind == "parcel_back")
    return [case.data["is_taken_in"] for case in core.read(lambda s: s.scalars(query).all())]


def test_the_last_of_several_for_another_store_takes_the_whole_in(core: Core) -> None:
    head = sent_to_another_store(core, ONE, TWO)
    comes_by_truck(core, head, ONE)
    assert (states(core, head), told(core, head)) == ({"PARIS": "dispatched"}, ["parcel_back"])
    assert (stock(core, "COAT", "PARIS").on_hand, taken_in(core)) == (1, [False])
    comes_by_truck(core, head, ONE, TWO, truck="truck-other")
    assert (states(core, head), told(core, head)) == ({"PARIS": "arrived"}, ["parcel_back"] * 2)
    assert (stock(core, "COAT", "PARIS").on_hand, taken_in(core)) == (3, [True, True])
    assert core.read(disagreements) == 0


@pytest.mark.by_turns
@pytest.mark.parametrize("number", [ONE, TWO])
def test_one_that_was_back_is_sent_on_and_comes(core: Core, number: str) -> None:
    head = sent_to_another_store(core, ONE, TWO)
    do(core, head, ArriveFulfilment(fulfilment_id=head.id, number=ONE))
    assert (states(core, head), stock(core, "COAT", "PARIS").on_hand) == ({"PARIS": "dispatched"}, 1)
    lyon = core.read(lambda s: s.scalars(select(Location).where(Location.code == "LYON")).one())
    there = Fulfilment(id="", location_id=lyon.id)
    comes_by_truck(core, there, number, truck="truck-lyon")
    assert (states(core, head), stock(core, "COAT", "LYON").on_hand) == ({"LYON": "arrived"}, 2)
    came = core.read(lambda s: s.scalars(select(Parcel).where(Parcel.fulfilment_id == head.id)).all())
    assert [parcel.number for parcel in came if parcel.arrived_at is not None] == [number]
    assert core.read(disagreements) == 0


def test_a_carton_of_a_transfer_that_comes_back_is_told(core: Core) -> None:
    head = sent_to_another_store(core, ONE)

    def is_transfer(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Fulfilment, head.id)
        row.kind, row.collect_location_id = FulfilmentKind.TRANSFER.value, None

    core.transact(is_transfer)
    comes_by_truck(core, head, ONE)
    assert (states(core, head), told(core, head)) == ({"PARIS": "dispatched"}, ["parcel_back"])


def test_what_has_not_left_is_nobodys_concern(core: Core) -> None:
    head = sent_to_another_store(core, ONE)

    def has_not_left(unit: UnitOfWork) -> None:
        unit.session.get_one(Fulfilment, head.id).state = "staged"

    core.transact(has_not_left)
    comes_by_truck(core, head, ONE)
    assert (states(core, head), told(core, head)) == ({"PARIS": "staged"}, [])
