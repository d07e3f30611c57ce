"""A transfer from end to end on the core: asked for, sent, received in part, closed; stock is conserved."""

from __future__ import annotations

from typing import Any

import pytest

from core.commands import (
    ApproveTransfer,
    CancelTransfer,
    FinishDelivery,
    PickLine,
    ReceiveCarton,
    RejectFulfilment,
    RequestTransfer,
    Resolution,
    SettleException,
    ShortLine,
    TakeOff,
)
from core.feed.routing_rules import RULES
from core.model import (
    Arrival,
    Article,
    Carton,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    Position,
    Transfer,
    TransferLine,
)
from core.orchestration import Core, UnitOfWork, due_deliveries, transfers
from core.orchestration.chain_settings import read_chain
from core.orchestration.fulfilments import core_actor
from core.orchestration.ledger_check import disagreements
from core.ports import SimulatedClock
from core.rules.stock import MovementKind, ShortReason
from core.rules.time import DAY_MS
from tests.core.orchestration.order_world import claims, furnish, stock
from tests.core.orchestration.transfer_world import NUMBER, do, leaves, one, place, refused, scarf


@pytest.fixture
def network(core: Core) -> Core:
    furnish(core, {})

    def work(unit: UnitOfWork) -> None:
        rows = {row.code: row.id for row in unit.session.query(Location)}
        articles = {row.sku: row.id for row in unit.session.query(Article)}
        for code, sku, units in (("LYON", "SCARF", 1), ("PARIS", "SCARF", 6)):
            actor = core_actor(rows[code])
            context = unit.context(actor, f"opening-{code}-{sku}", "opening")
            context.move(MovementKind.RECEIVED, articles[sku], rows[code], units)

    core.transact(work)
    return core


def ask(core: Core, units: int = 4) -> None:
    """Lyon asks Paris for scarves, and approves."""
    request = RequestTransfer(
        transfer_id="t-abcdef",
        location_id=place(core, "LYON").id,
        from_location_id=place(core, "PARIS").id,
        units={scarf(core): units},
    )
    do(core, "LYON", request, ApproveTransfer(transfer_id="t-abcdef"))


def send(core: Core, picked: int = 4) -> None:
    """Paris picks, packs and sends."""
    head, line = one(core, Fulfilment), one(core, FulfilmentLine)
    do(core, "PARIS", PickLine(fulfilment_id=head.id, line_id=line.id, quantity=picked))
    assert one(core, Transfer).state == "picking"
    if picked < line.quantity:
        rest = line.quantity - picked
        short = ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=rest, reason=ShortReason.NOT_FOUND)
        do(core, "PARIS", short)
    leaves(core, "PARIS", head, line, picked)


def in_the_chain(core: Core) -> int:
    """Scarves that stand somewhere or are on their way, each counted once."""
    rows = core.read(lambda s: s.query(Position).join(Article).filter(Article.sku == "SCARF").all())
    return sum(row.stock().on_hand + row.transit_out for row in rows)


def test_goods_go_from_shelf_to_shelf_and_none_is_lost(network: Core) -> None:
    ask(network)
    assert stock(network, "SCARF", "PARIS").allocated == 4
    send(network)
    there, here = stock(network, "SCARF", "PARIS"), stock(network, "SCARF", "LYON")
    assert (there.sellable, there.allocated, there.transit_out) == (2, 0, 4)
    assert (here.sellable, here.transit_in) == (1, 4)
    assert one(network, Transfer).state == "in_transit"
    assert one(network, Arrival).quantity == 4
    assert in_the_chain(network) == 7
    delivery = one(network, Delivery)
    assert (delivery.kind, delivery.origin, one(network, Carton).number) == ("transfer", "Paris", NUMBER)
    do(network, "LYON", ReceiveCarton(delivery_id=delivery.id, number=NUMBER))
    assert network.read(lambda s: s.query(Arrival).count()) == 0
    do(network, "LYON", FinishDelivery(delivery_id=delivery.id))
    there, here = stock(network, "SCARF", "PARIS"), stock(network, "SCARF", "LYON")
    assert (there.sellable, there.transit_out, here.sellable, here.transit_in) == (2, 0, 5, 0)
    assert one(network, Transfer).state == "received"
    line = one(network, TransferLine)
    assert (line.quantity, line.sent, line.received) == (4, 4, 4)
    assert claims(network) == [("consumed", 4)]
    assert network.read(disagreements) == 0


def test_what_was_lost_on_the_way_is_explained_before_it_is_closed(
    network: Core, clock: SimulatedClock
) -> None:
    ask(network)
    send(network, picked=3)
    assert one(network, TransferLine).sent == 3
    delivery, line = one(network, Delivery), one(network, DeliveryLine)
    do(
        network,
        "LYON",
        ReceiveCarton(delivery_id=delivery.id, number=NUMBER),
        TakeOff(delivery_id=delivery.id, line_id=line.id, quantity=1),
    )
    assert stock(network, "SCARF", "PARIS").transit_out == 1
    do(network, "LYON", FinishDelivery(delivery_id=delivery.id))
    assert one(network, Transfer).state == "partly_received"
    assert stock(network, "SCARF", "PARIS").transit_out == stock(network, "SCARF", "LYON").transit_in == 0
    clock.advance(31 * DAY_MS)
    assert due(network) == [[], []], "a difference is open"
    case = network.read(lambda s: s.query(ExceptionCase).filter_by(kind="units_missing").one())
    settle = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=Resolution.FOUND
    )
    do(network, "LYON", settle)
    assert (one(network, Transfer).state, stock(network, "SCARF", "LYON").sellable) == ("received", 4)
    assert network.read(disagreements) == 0
    clock.advance(31 * DAY_MS)
    close_all(network)
    close_all(network)
    assert (one(network, Delivery).state, one(network, Transfer).state) == ("closed", "closed")
    for kind in (Delivery, Carton, DeliveryLine, Transfer, TransferLine):
        assert network.read(lambda s, kind=kind: streams(s, s.query(kind).one())) == set()


def test_what_is_taken_off_a_finished_receipt_is_received_in_part(network: Core) -> None:
    ask(network)
    send(network)
    delivery, line = one(network, Delivery), one(network, DeliveryLine)
    carton = ReceiveCarton(delivery_id=delivery.id, number=NUMBER)
    do(network, "LYON", carton, FinishDelivery(delivery_id=delivery.id))
    assert one(network, Transfer).state == "received"
    do(network, "LYON", TakeOff(delivery_id=delivery.id, line_id=line.id, quantity=4))
    assert (one(network, Transfer).state, one(network, TransferLine).received) == ("partly_received", 0)


def streams(session: Any, row: Any) -> set[str]:
    image = {column.name: getattr(row, column.name) for column in row.__table__.columns}
    return RULES[row.__tablename__](session, image)


def due(core: Core) -> list[list[str]]:
    chain, now = core.read(read_chain), core.clock.now()
    return [list(core.read(lambda s, of=of: of(s, chain, now, "", 9))) for of in FINISHED]


FINISHED = (due_deliveries.finished, transfers.finished)


def close_all(core: Core) -> None:
    chain = core.read(read_chain)
    for found, area in zip(due(core), (due_deliveries, transfers), strict=True):
        for key in found:
            assert core.transact(lambda unit, area=area, key=key: area.close(unit, chain, key))


def test_what_the_other_store_does_not_send_is_told_where_it_was_asked_for(network: Core) -> None:
    ask(network)
    head = one(network, Fulfilment)
    do(network, "PARIS", RejectFulfilment(fulfilment_id=head.id, reason="inventaire"))
    assert (one(network, Transfer).state, stock(network, "SCARF", "PARIS").allocated) == ("refused", 0)
    case = one(network, ExceptionCase)
    assert (case.kind, case.location_id, case.data["why"]) == (
        "transfer_not_sent",
        place(network, "LYON").id,
        "inventaire",
    )


def test_what_is_called_off_is_free_again_where_it_stands(network: Core) -> None:
    ask(network)
    do(network, "LYON", CancelTransfer(transfer_id="t-abcdef"))
    assert (one(network, Fulfilment).state, stock(network, "SCARF", "PARIS").allocated) == ("cancelled", 0)
    assert claims(network) == [("released", 4)]


def test_what_has_left_cannot_be_called_off(network: Core) -> None:
    ask(network)
    send(network)
    told = refused(network, "LYON", CancelTransfer(transfer_id="t-abcdef"))
    assert told == ("refused", "not_in_this_state")


def test_the_core_refuses_what_somebody_else_was_faster_to_get(network: Core) -> None:
    request = RequestTransfer(
        transfer_id="t-2-123456",
        location_id=place(network, "LYON").id,
        from_location_id=place(network, "PARIS").id,
        units={scarf(network): 4},
    )
    do(network, "LYON", request)
    ask(network)
    told = refused(network, "LYON", ApproveTransfer(transfer_id="t-2-123456"))
    assert told == ("refused", "not_free_there")
