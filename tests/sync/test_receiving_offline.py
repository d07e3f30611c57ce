"""A truck is received with the line cut, by two people from two sides; afterwards all know the same."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sync_world import MANAGER, OTHER_KEY, Pair, core_rows

from core.commands import (
    ApproveTransfer,
    ArriveFulfilment,
    Command,
    FinishDelivery,
    ReceiveCarton,
    ReceivePieces,
    RequestTransfer,
    StageFulfilment,
    TakeOff,
    TellDamaged,
)
from core.model import (
    Article,
    Delivery,
    DeliveryLine,
    Device,
    ExceptionCase,
    Fulfilment,
    Location,
    Parcel,
    Transfer,
)
from core.orchestration import UnitOfWork
from core.orchestration.command_intake import receive
from core.orchestration.deliveries import AnnouncedCarton, AnnouncedLine, Announcement, announce
from core.orchestration.ledger_check import disagreements
from core.orchestration.reactions import after
from core.rules.time import Instant
from tests.support.sender import Sender

FIRST, SECOND, PARCEL = "034567890000000101", "034567890000000118", "034567890000000125"


@pytest.fixture
def truck(pair: Pair) -> str:
    """The delivery that is on its way, known here."""
    lines = (AnnouncedLine("SCARF", 5), AnnouncedLine("WATCH", 1, ("W-900",)))
    told = Announcement(
        "ASN-1",
        "S1",
        Instant(pair.clock.now()),
        (AnnouncedCarton(FIRST, lines), AnnouncedCarton(SECOND, (AnnouncedLine("SCARF", 2),))),
    )
    key = pair.at_core(lambda unit: announce(unit, told)[0].id)
    pair.cycle()
    return str(key)


def theirs(pair: Pair, *commands: Command) -> None:
    """A colleague's, from the store's other device."""
    found = select(Device.id).where(Device.name == "Theirs")
    device_id = pair.core.read(lambda session: session.scalars(found).one())
    sender = Sender(device_id, OTHER_KEY, MANAGER, pair.clock.now())
    sealed = [sender.seal(command, at=pair.clock.now()) for command in commands]
    receive(pair.core, device_id, sealed, after)


def here(pair: Pair, article_id: int) -> tuple[int, int]:
    """What the screens say that is here and on its way."""
    stock = pair.workstation.read(lambda reader: reader.stock_here([article_id])[article_id])
    return stock.sellable, stock.transit_in


def settled(pair: Pair) -> None:
    """Nothing waits, the rows are the core's, and the ledger adds up."""
    pair.cycle()
    assert pair.pending() == []
    ours, cores = pair.rows(), core_rows(pair)
    for name in ("delivery", "carton", "delivery_line", "transfer", "transfer_line", "exception_case"):
        assert ours[name] == cores[name], name
    assert pair.core.read(disagreements) == 0


def test_what_is_received_offline_is_here_at_once_and_stays_once_it_is_sent(pair: Pair, truck: str) -> None:
    scarf = pair.names.scarf
    assert here(pair, scarf) == (20, 7)
    line = pair.workstation.read(
        lambda reader: reader.session.scalars(
            select(DeliveryLine.id).where(DeliveryLine.article_id == scarf, DeliveryLine.expected == 5)
        ).one()
    )
    for command in (
        ReceiveCarton(delivery_id=truck, number=FIRST),
        TakeOff(delivery_id=truck, line_id=line, quantity=2),
        ReceivePieces(delivery_id=truck, article_id=scarf, carton=SECOND, quantity=2),
        FinishDelivery(delivery_id=truck),
    ):
        pair.do(command)
    assert here(pair, scarf) == (25, 0)
    before = pair.rows()["exception_case"]
    assert len(before) == 2, "a carton that was not scanned, and two scarves"
    settled(pair)
    assert here(pair, scarf) == (25, 0)
    assert [row[0] for row in pair.rows()["exception_case"]] == [row[0] for row in before]


def test_a_piece_that_was_taken_off_offline_can_be_scanned_again_and_is_damaged_by_its_number(
    pair: Pair, truck: str
) -> None:
    watch = pair.core.read(lambda session: session.scalars(select(Article).filter_by(sku="WATCH")).one().id)
    scanned = ReceivePieces(delivery_id=truck, article_id=watch, serial="W-900")
    assert pair.do(scanned).status == "applied"
    [line_id] = pair.workstation.read(
        lambda reader: reader.session.scalars(
            select(DeliveryLine.id).where(DeliveryLine.delivery_id == truck, DeliveryLine.article_id == watch)
        ).all()
    )
    told = {"delivery_id": truck, "line_id": line_id, "serial": "W-900"}
    for command in (TakeOff(**told), scanned, TellDamaged(**told), TakeOff(**told)):
        assert pair.do(command).status == "applied", command
    before = pair.workstation.read(lambda reader: reader.stock_here([watch])[watch])
    pair.cycle()
    after_ = pair.workstation.read(lambda reader: reader.stock_here([watch])[watch])
    assert (after_.sellable, after_.damaged) == (before.sellable, before.damaged)
    assert pair.core.read(disagreements) == 0


def test_a_carton_that_two_have_scanned_offline_counts_once_and_is_told_once(pair: Pair, truck: str) -> None:
    pair.do(ReceiveCarton(delivery_id=truck, number=FIRST))
    pair.do(ReceiveCarton(delivery_id=truck, number=SECOND))
    theirs(pair, ReceiveCarton(delivery_id=truck, number=FIRST))
    pair.pull()
    assert here(pair, pair.names.scarf)[0] == 27
    settled(pair)
    assert here(pair, pair.names.scarf) == (27, 0)
    kinds = pair.core.read(lambda session: session.scalars(select(ExceptionCase.kind)).all())
    assert kinds == ["carton_received_twice"]


def test_a_receipt_goes_on_over_many_changes_of_a_colleague(pair: Pair, truck: str) -> None:
    watch = pair.names.watch
    for _ in range(3):
        pair.do(ReceivePieces(delivery_id=truck, article_id=pair.names.scarf, carton=FIRST))
    pair.do(ReceivePieces(delivery_id=truck, article_id=watch, serial="W-900"))
    theirs(pair, ReceiveCarton(delivery_id=truck, number=SECOND))
    pair.pull()
    units = pair.workstation.read(lambda reader: reader.session.get_one(Delivery, truck).state)
    assert units == "receiving"
    assert here(pair, pair.names.scarf) == (25, 2)
    settled(pair)


def send_here(unit: UnitOfWork) -> str:
    """The other store has sent a scarf, to be collected here."""
    places = {row.code: row.id for row in unit.session.scalars(select(Location))}
    head = unit.session.scalars(select(Fulfilment).where(Fulfilment.order_number == "W-1002")).one()
    head.location_id, head.collect_location_id = places["S2"], places["S1"]
    head.state, head.kind = "dispatched", "shipment"
    unit.session.add(Parcel(id="p-1", fulfilment_id=head.id, number=PARCEL, bin="BIN-9", packed_at=unit.at))
    return head.id


def test_a_customers_parcel_arrives_offline_and_is_ready_once_the_line_is_there(pair: Pair) -> None:
    key = pair.at_core(send_here)
    pair.cycle()
    pair.do(ArriveFulfilment(fulfilment_id=key, number=PARCEL))
    pair.do(StageFulfilment(fulfilment_id=key, bins={PARCEL: "B-7"}))
    head = pair.workstation.read(lambda reader: reader.session.get_one(Fulfilment, key))
    assert (head.state, head.location_id, head.kind) == ("staged", pair.names.store, "pickup")
    pair.cycle()
    head = pair.workstation.read(lambda reader: reader.session.get_one(Fulfilment, key))
    assert (head.state, head.location_id) == ("ready", pair.names.store)
    assert pair.pending() == []


def test_goods_are_asked_for_offline_and_the_core_has_the_last_word(pair: Pair) -> None:
    scarf = pair.names.scarf
    for units in (15, 15):
        key = f"t-{pair.clock.now()}-abcdef"
        pair.do(
            RequestTransfer(
                transfer_id=key,
                location_id=pair.names.store,
                from_location_id=pair.names.elsewhere,
                units={scarf: units},
            )
        )
        pair.do(ApproveTransfer(transfer_id=key), author=MANAGER)
    settled(pair)
    states = pair.core.read(lambda session: sorted(session.scalars(select(Transfer.state))))
    assert states == ["approved", "draft"]
    kept = pair.core.read(
        lambda session: session.scalars(select(Fulfilment.kind).where(Fulfilment.kind == "transfer")).all()
    )
    assert kept == ["transfer"], "the second one asks for more than is left"
