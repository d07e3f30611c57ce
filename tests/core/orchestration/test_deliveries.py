"""Senders announce what is on its way, once; customers' parcels among it arrive by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func

from core.commands import (
    ArriveFulfilment,
    DispatchFulfilment,
    HandOver,
    OpenDelivery,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    ReceiveCarton,
    ReceivePieces,
    StageFulfilment,
)
from core.feed.routing_rules import RULES
from core.model import (
    Arrival,
    Article,
    Carton,
    Change,
    CountTask,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Fulfilment,
    Location,
    Movement,
    Parcel,
    Sale,
)
from core.model.capture import image_of
from core.orchestration import Core, UnitOfWork
from core.orchestration.deliveries import AnnouncedCarton, AnnouncedLine, Announcement, announce
from core.orchestration.fulfilments import core_actor
from core.orchestration.ledger_check import disagreements
from core.orchestration.order_sales import due_sales, write_down
from core.rules.errors import BadInput, Conflict
from core.rules.order import OrderStatus
from core.rules.stock import MovementKind
from core.rules.time import Instant
from tests.core.orchestration.order_world import (
    claims,
    do,
    furnish,
    head_at,
    line_at,
    notices,
    order,
    progress,
    stock,
    take_in,
)

FIRST, SECOND = "034567890000000019", "034567890000000026"


@pytest.fixture
def network(core: Core) -> Core:
    furnish(core, {})

    def work(unit: UnitOfWork) -> None:
        rows = {row.code: row.id for row in unit.session.query(Location)}
        articles = {row.sku: row.id for row in unit.session.query(Article)}
        for code, sku, units in (("LYON", "SCARF", 1), ("PARIS", "COAT", 3)):
            actor = core_actor(rows[code])
            context = unit.context(actor, f"opening-{code}-{sku}", "opening")
            context.move(MovementKind.RECEIVED, articles[sku], rows[code], units)

    core.transact(work)
    return core


def told(*lines: tuple[str, int], **changes: Any) -> Announcement:
    fields: dict[str, Any] = {
        "number": "ASN-7",
        "location": "LYON",
        "due_at": Instant(1_800_000_000_000),
        "origin": "Entrepôt Mer",
        "cartons": (AnnouncedCarton("CARTON-1", tuple(AnnouncedLine(*line) for line in lines)),),
    }
    return Announcement(**(fields | changes))


def say(core: Core, announced: Announcement) -> bool:
    return core.transact(lambda unit: announce(unit, announced)[1])


def test_what_is_announced_is_in_transit_and_can_be_promised_from_its_day_on(network: Core) -> None:
    assert say(network, told(("SCARF", 5), ("COAT", 2)))
    assert (stock(network, "SCARF", "LYON").transit_in, stock(network, "COAT", "LYON").transit_in) == (5, 2)
    arrivals = network.read(lambda s: sorted(row.quantity for row in s.query(Arrival)))
    assert arrivals == [2, 5]
    assert not say(network, told(("SCARF", 5), ("COAT", 2))), "the same word says nothing new"
    assert network.read(lambda s: s.query(Movement).count()) == 4


def test_an_announcement_is_replaced_until_something_of_it_has_come(network: Core) -> None:
    say(network, told(("SCARF", 5)))
    assert say(network, told(("COAT", 1)))
    assert (stock(network, "SCARF", "LYON").transit_in, stock(network, "COAT", "LYON").transit_in) == (0, 1)
    delivery = network.read(lambda s: s.query(Delivery).one())
    at = head_of(network, "LYON")
    _, outcome = take_in(network, at, ReceiveCarton(delivery_id=delivery.id, number="CARTON-1"))
    assert outcome.status == "applied"
    assert not say(network, told(("COAT", 1)))
    with pytest.raises(Conflict, match="delivery_begun"):
        say(network, told(("COAT", 2)))
    assert network.read(disagreements) == 0


def head_of(core: Core, code: str) -> Any:
    return Fulfilment(id="", location_id=core.read(lambda s: s.query(Location).filter_by(code=code).one().id))


@pytest.mark.parametrize(
    ("announced", "code"),
    [
        (told(("SCARF", 5), location="NICE"), "unknown_location"),
        (told(("HAT", 5)), "unknown_article"),
        (told(("SCARF", 1_000_000)), "absurd_quantity"),
        (told(("SCARF", 0)), "absurd_quantity"),
        (told(("SCARF", 1, ("a", "b"))), "absurd_quantity"),
        (told(cartons=(AnnouncedCarton("A", ()), AnnouncedCarton("A", ()))), "carton_twice"),
        (told(cartons=()), "empty_delivery"),
        (told(cartons=tuple(AnnouncedCarton(str(n), ()) for n in range(501))), "too_many"),
    ],
)
def test_what_makes_no_sense_is_not_announced(network: Core, announced: Announcement, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        say(network, announced)
    assert network.read(lambda s: s.query(Delivery).count()) == 0


# Customers' parcels


def sent_by_paris(core: Core, *, dispatch: bool = True) -> Any:
    """A coat for a customer who comes to Lyon, in two parcels."""
    placed = order(core, ("COAT", 2), location="LYON")
    head = head_at(core, placed.order.id, "PARIS")
    line = line_at(core, head, "COAT")
    parcels = [ParcelDraft(FIRST, {line.id: 1}), ParcelDraft(SECOND, {line.id: 1})]
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=2),
        PackFulfilment(fulfilment_id=head.id, parcels=parcels),
    )
    if dispatch:
        do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    return head


def streams(core: Core, head: Any) -> set[str]:
    def read(session: Any) -> set[str]:
        row = session.get(type(head), head.id)
        parcels = session.query(Parcel).filter_by(fulfilment_id=head.id).all()
        found = RULES["fulfilment"](session, image_of(row))
        assert all(RULES["parcel"](session, image_of(parcel)) == found for parcel in parcels)
        return found

    return core.read(read)


def test_arriving_does_not_complete_the_order_and_collecting_does(network: Core) -> None:
    head = sent_by_paris(network)
    here, there = head_of(network, "LYON"), head_of(network, "PARIS")
    both = {f"store:{here.location_id}", f"store:{there.location_id}"}
    assert streams(network, head) == both
    assert progress(network, head.order_id).status is OrderStatus.IN_FULFILMENT
    assert claims(network) == [("released", 2)]
    assert sold_at(network) == [], "what is on its way to be collected is not sold"
    do(network, here, ArriveFulfilment(fulfilment_id=head.id, number=FIRST))
    assert streams(network, head) == {f"store:{here.location_id}"}
    assert claims(network) == [("allocated", 2)]
    assert progress(network, head.order_id).status is OrderStatus.IN_FULFILMENT
    do(network, here, StageFulfilment(fulfilment_id=head.id, bins={FIRST: "B1"}))
    assert notices(network) == [], "one of two parcels is not what the customer waits for"
    do(
        network,
        here,
        ArriveFulfilment(fulfilment_id=head.id, number=SECOND),
        StageFulfilment(fulfilment_id=head.id, bins={SECOND: "B1"}),
    )
    assert notices(network) == ["ready"]
    do(network, here, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    assert progress(network, head.order_id).status is OrderStatus.FULFILLED
    assert sold_at(network) == [here.location_id]
    assert (stock(network, "COAT", "LYON").sellable, stock(network, "COAT", "PARIS").sellable) == (0, 1)
    assert network.read(disagreements) == 0


def sold_at(core: Core) -> list[int]:
    """Where the sales that are due by now were made."""
    dues = core.read(lambda session: due_sales(session, "", 10))
    core.transact(lambda unit: write_down(unit, dues))
    return core.read(lambda session: [row.location_id for row in session.query(Sale)])


def test_a_parcel_that_its_store_had_not_heard_of_arrives_with_the_truck(network: Core) -> None:
    head = sent_by_paris(network, dispatch=False)
    here = head_of(network, "LYON")
    truck = "truck-abcdef"
    do(
        network,
        here,
        OpenDelivery(delivery_id=truck, location_id=here.location_id),
        ReceiveCarton(delivery_id=truck, number=FIRST),
    )
    row = network.read(lambda s: s.get(type(head), head.id))
    assert (row.state, row.location_id) == ("arrived", here.location_id)
    kinds = network.read(lambda s: [case.kind for case in s.query(ExceptionCase)])
    assert "arrived_without_dispatch" in kinds
    assert "carton_unknown" not in kinds
    do(network, head, DispatchFulfilment(fulfilment_id=head.id))
    assert stock(network, "COAT", "PARIS").sellable == 1
    assert network.read(disagreements) == 0


def test_the_second_parcel_that_its_store_had_not_heard_of_arrives_too(network: Core) -> None:
    head = sent_by_paris(network, dispatch=False)
    here = head_of(network, "LYON")
    do(network, here, OpenDelivery(delivery_id="truck-abcdef", location_id=here.location_id))
    for number in (FIRST, SECOND):
        do(network, here, ReceiveCarton(delivery_id="truck-abcdef", number=number))
    do(network, here, StageFulfilment(fulfilment_id=head.id, bins={FIRST: "B1", SECOND: "B1"}))
    assert notices(network) == ["ready"]
    assert stock(network, "COAT", "LYON").sellable == 2
    assert network.read(disagreements) == 0


def test_what_was_counted_without_a_truck_that_had_come_is_counted_again(network: Core) -> None:
    say(network, told(("SCARF", 5)))
    here = head_of(network, "LYON")
    delivery = network.read(lambda s: s.query(Delivery).one())

    def work(unit: UnitOfWork) -> None:
        article = unit.session.query(Article).filter_by(sku="SCARF").one()
        unit.session.add(
            CountTask(
                id="count", location_id=here.location_id, article_id=article.id, aggregate="count:1",
                reason="planned", state="counted", counted=6, expected=1, asked_by="s", asked_at=unit.at,
                counted_at=unit.at + 60_000,
            )
        )  # fmt: skip

    network.transact(work)
    do(network, here, ReceiveCarton(delivery_id=delivery.id, number="CARTON-1"))
    reasons = network.read(lambda s: sorted(row.reason for row in s.query(CountTask)))
    assert reasons == ["moved_meanwhile", "planned"]


def test_a_delivery_that_is_taken_up_again_comes_back_to_its_store_whole(network: Core) -> None:
    say(network, told(("SCARF", 5), ("COAT", 2)))
    here = head_of(network, "LYON")
    delivery = network.read(lambda s: s.query(Delivery).one())

    def close(unit: UnitOfWork) -> None:
        unit.session.get_one(Delivery, delivery.id).state = "closed"

    network.transact(close)
    since = network.read(lambda s: s.query(func.max(Change.version)).scalar())
    do(network, here, ReceivePieces(delivery_id=delivery.id, article_id=article_id(network, "SCARF")))
    sent = network.read(
        lambda s: sorted(
            row.table_name
            for row in s.query(Change).filter(Change.stream == f"store:{here.location_id}")
            if row.version > since and row.image is not None
        )
    )
    assert [sent.count(table) for table in ("delivery", "carton", "delivery_line")] == [1, 1, 2]


def article_id(core: Core, sku: str) -> int:
    return core.read(lambda s: s.query(Article).filter_by(sku=sku).one().id)


def test_a_parcel_of_another_store_says_whose_it_is(network: Core) -> None:
    sent_by_paris(network)
    vienne = head_of(network, "VIENNE")
    truck = OpenDelivery(delivery_id="truck-abcdef", location_id=vienne.location_id)
    do(network, vienne, truck)
    _, outcome = take_in(network, vienne, ReceiveCarton(delivery_id="truck-abcdef", number=FIRST))
    assert (outcome.status, outcome.code) == ("recorded", "parcel_of_another_store")
    assert outcome.data["location_id"] == head_of(network, "LYON").location_id
    assert network.read(lambda s: s.query(Carton).one().number) == FIRST
    assert network.read(lambda s: s.query(DeliveryLine).count()) == 0
