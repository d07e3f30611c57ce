"""A customer's parcel that Paris has sent arrives at Lyon, where it is collected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command_world import LYON, PARIS, SCARF, World, associate

from core.commands import (
    ArriveFulfilment,
    DispatchFulfilment,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    StageFulfilment,
)
from core.model import Parcel, Position
from core.rules.stock import MovementKind

FIRST, SECOND = "034567890000000019", "034567890000000026"
THERE = associate("till-2", PARIS)


@pytest.fixture
def store(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    made.session.add(Position(article_id=SCARF, location_id=PARIS, sellable=4, allocated=2))
    made.lease("till-2", "3456789", 1, 99)
    made.fulfilment("f3", {"f3-scarf": (SCARF, 2)}, PARIS)
    made.head("f3").kind, made.head("f3").collect_location_id = "shipment", LYON
    made.session.commit()
    yield made
    made.close()


def prepare(store: World, *, dispatch: bool = True) -> None:
    """Paris has it in two parcels, and sends them."""
    commands = [
        PickLine(fulfilment_id="f3", line_id="f3-scarf", quantity=2),
        PackFulfilment(
            fulfilment_id="f3",
            parcels=[ParcelDraft(FIRST, {"f3-scarf": 1}), ParcelDraft(SECOND, {"f3-scarf": 1})],
        ),
        DispatchFulfilment(fulfilment_id="f3"),
    ]
    for command in commands[: 3 if dispatch else 2]:
        assert store.run(command, THERE).status == "applied"


def arrive(number: str = FIRST) -> ArriveFulfilment:
    return ArriveFulfilment(fulfilment_id="f3", number=number)


def parcel(store: World, number: str) -> Parcel:
    return next(row for row in store.session.query(Parcel) if row.number == number)


def test_it_is_prepared_there_and_collected_here(store: World) -> None:
    prepare(store)
    assert (store.stock(SCARF, PARIS).sellable, store.stock(SCARF, PARIS).allocated) == (2, 0)
    before = store.stock()
    store.all_of(arrive())
    head = store.head("f3")
    assert (head.state, head.location_id, head.kind) == ("arrived", LYON, "pickup")
    assert (store.stock().sellable, store.stock().allocated) == (before.sellable + 2, before.allocated + 2)
    store.all_of(arrive(SECOND), StageFulfilment(fulfilment_id="f3", bins={FIRST: "B1", SECOND: "B1"}))
    assert parcel(store, SECOND).arrived_at is not None
    store.all_of(HandOver(fulfilment_id="f3", proof=Proof.IDENTITY))
    assert store.stock() == before
    assert store.line("f3-scarf").handed_over == 2


def test_a_parcel_that_arrives_twice_is_told_and_counts_once(store: World) -> None:
    prepare(store)
    store.all_of(arrive())
    before = store.stock()
    assert store.run(arrive(), associate("till-3")).code == "arrived_twice"
    assert store.stock() == before


def test_what_was_sent_twice_left_once(store: World) -> None:
    prepare(store)
    assert store.run(DispatchFulfilment(fulfilment_id="f3"), THERE).code == "dispatched_twice"
    assert store.stock(SCARF, PARIS).sellable == 2


def test_what_arrives_has_left_whether_that_was_told_or_not(store: World) -> None:
    prepare(store, dispatch=False)
    before = store.stock()
    assert store.run(arrive()).code == "arrived_without_dispatch"
    assert (store.stock(SCARF, PARIS).sellable, store.stock(SCARF, PARIS).allocated) == (2, 0)
    assert (store.stock().sellable, store.head("f3").state) == (before.sellable + 2, "arrived")


def test_what_its_customer_has_already_is_told_and_stays_where_it_was(store: World) -> None:
    prepare(store)
    store.head("f3").state = "delivered"
    before = store.stock()
    assert store.run(arrive()).code == "arrived_twice"
    assert (store.head("f3").location_id, store.stock()) == (PARIS, before)


def test_another_stores_parcel_does_not_arrive_here(store: World) -> None:
    store.head("f3").collect_location_id = PARIS
    prepare(store)
    outcome = store.run(arrive())
    assert (outcome.status, outcome.code, outcome.data) == (
        "quarantined",
        "other_location",
        {"location_id": PARIS},
    )


def test_the_ledger_tells_where_the_goods_went(store: World) -> None:
    prepare(store)
    store.all_of(arrive())
    kinds = [kind for kind, *_ in store.movements()]
    assert kinds.count(MovementKind.DISPATCHED) == kinds.count(MovementKind.RECEIVED) == 1
