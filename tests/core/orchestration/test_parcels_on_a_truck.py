"""A customer's parcel comes as a carton of a truck, announced or of a cancelled order: its goods count once,
and what nobody wants any more is held for nobody."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import ArriveFulfilment, PutBack, ReceiveCarton
from core.model import DeliveryLine, Fulfilment, Location, Order
from core.orchestration import Core, UnitOfWork
from core.orchestration.cancellation import cancel
from core.orchestration.deliveries import (
    AnnouncedCarton,
    AnnouncedLine,
    Announcement,
    announce,
    delivery_id_of,
)
from core.orchestration.ledger_check import disagreements
from core.rules.time import Instant
from tests.core.orchestration.order_world import do, progress, stock
from tests.core.orchestration.test_parcels_back_with_truck import comes_by_truck, sent_to_another_store, told
from tests.core.orchestration.test_parcels_lost import sent, states
from tests.core.orchestration.test_parcels_told import ONE, TWO


def at(core: Core, place: str) -> Fulfilment:
    """Somebody of that store, as `do` knows them."""
    query = select(Location.id).where(Location.code == place)
    return Fulfilment(id="", location_id=core.read(lambda s: s.scalars(query).one()))


def comes_announced(core: Core, place: str, sku: str, *numbers: str, units: int = 1) -> None:
    """A depot has announced these cartons, each with units of one article, and they come."""
    cartons = tuple(AnnouncedCarton(number, (AnnouncedLine(sku, units),)) for number in numbers)
    announced = Announcement("DEPOT-1", place, Instant(core.clock.now()), cartons, "depot")
    core.transact(lambda unit: announce(unit, announced))
    for number in numbers:
        do(core, at(core, place), ReceiveCarton(delivery_id=delivery_id_of(announced), number=number))


def on_hand(core: Core, place: str) -> int:
    assert core.read(disagreements) == 0
    held = stock(core, "COAT", place)
    assert held.transit_in == 0
    return held.on_hand


def test_what_comes_back_announced_counts_once(core: Core) -> None:
    head = sent_to_another_store(core, ONE)
    assert on_hand(core, "PARIS") == 2
    comes_announced(core, "PARIS", "COAT", ONE)
    assert (on_hand(core, "PARIS"), states(core, head)) == (3, {"PARIS": "arrived"})
    assert (stock(core, "COAT", "PARIS").allocated, told(core, head)) == (1, ["parcel_back"])
    assert core.read(lambda s: s.scalars(select(DeliveryLine.received)).all()) == [1]


def test_several_that_come_back_announced_count_once(core: Core) -> None:
    head = sent_to_another_store(core, ONE, TWO)
    comes_announced(core, "PARIS", "COAT", ONE, TWO)
    assert (on_hand(core, "PARIS"), states(core, head)) == (3, {"PARIS": "arrived"})


@pytest.mark.by_turns
@pytest.mark.parametrize("numbers", [(ONE,), (ONE, TWO)])
def test_what_is_collected_here_and_comes_announced_counts_once(core: Core, numbers: tuple[str, ...]) -> None:
    head = sent_to_another_store(core, *numbers)
    comes_announced(core, "LYON", "COAT", *numbers)
    assert (on_hand(core, "LYON"), states(core, head)) == (len(numbers), {"LYON": "arrived"})
    assert stock(core, "COAT", "LYON").allocated == len(numbers)


def test_more_than_was_sent_is_here_too(core: Core) -> None:
    sent_to_another_store(core, ONE)
    comes_announced(core, "LYON", "COAT", ONE, units=2)
    assert on_hand(core, "LYON") == 2, "one is the customer's, and one more was announced and has come"


def test_one_of_several_that_comes_back_announced_counts_once(core: Core) -> None:
    head = sent(core, here=2)
    comes_announced(core, "LYON", "SCARF", ONE)
    assert (stock(core, "SCARF", "LYON").sellable, states(core, head)) == (1, {"LYON": "dispatched"})
    assert told(core, head) == ["parcel_came_back"]


def called_off(core: Core, head: Fulfilment) -> None:
    """Its order, while it is on its way."""

    def work(unit: UnitOfWork) -> None:
        cancel(unit, unit.session.get_one(Order, head.order_id), [], unit.ids.new())

    core.transact(work)
    assert progress(core, head.order_id).status == "cancelled"


@pytest.mark.parametrize(
    ("by_truck", "place", "cases"),
    [(True, "PARIS", ["parcel_back"]), (False, "PARIS", []), (True, "LYON", []), (False, "LYON", [])],
)
def test_what_comes_of_a_cancelled_order_is_held_for_nobody(
    core: Core, by_truck: bool, place: str, cases: list[str]
) -> None:
    head = sent_to_another_store(core, ONE)
    called_off(core, head)
    there = at(core, place)
    if by_truck:
        comes_by_truck(core, there, ONE)
    else:
        do(core, there, ArriveFulfilment(fulfilment_id=head.id, number=ONE))
    assert (states(core, head), told(core, there)) == ({place: "to_put_back"}, cases)
    do(core, there, PutBack(fulfilment_id=head.id))
    held = stock(core, "COAT", place)
    assert (held.allocated, on_hand(core, place)) == (0, 3 if place == "PARIS" else 1)
