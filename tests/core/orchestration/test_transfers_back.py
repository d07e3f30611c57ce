"""A carton of a transfer comes back to the store that had sent it: its goods stand there again, once, and are
awaited nowhere else."""

from __future__ import annotations

import threading

import pytest

from core.commands import (
    DispatchFulfilment,
    FinishDelivery,
    OpenDelivery,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReceiveCarton,
    ReceivePieces,
    Resolution,
    SettleException,
    TakeOff,
    TellDamaged,
)
from core.model import (
    Arrival,
    Article,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Piece,
    Transfer,
    TransferLine,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.fulfilments import core_actor
from core.orchestration.ledger_check import disagreements
from core.ports import SimulatedClock
from core.rules.disposition import Disposition
from core.rules.ids import derive
from core.rules.stock import MovementKind
from core.rules.time import DAY_MS
from tests.core.orchestration.order_world import stock
from tests.core.orchestration.test_boxes_told_twice import announced
from tests.core.orchestration.test_receipts_at_once import received
from tests.core.orchestration.test_return_transfers import brings_back, chain
from tests.core.orchestration.test_transfers import ask, close_all, in_the_chain, network, send
from tests.core.orchestration.transfer_world import NUMBER, do, leaves, one, place, scarf
from tests.support.lock_waits import until_held_up

__all__ = ["chain", "network"]
OTHER, TRUCK = "034567890000000026", "truck-abcdef"


def comes(core: Core, code: str, number: str = NUMBER, truck: str = TRUCK) -> None:
    do(core, code, OpenDelivery(delivery_id=truck, location_id=place(core, code).id))
    do(core, code, ReceiveCarton(delivery_id=truck, number=number))


def cases(core: Core) -> list[tuple[str, bool]]:
    """The kinds of the open ones, and whether it is in the stock."""
    rows = core.read(lambda s: s.query(ExceptionCase).filter_by(settled_at=None).all())
    named = [row for row in rows if row.kind not in ("parcel_number_not_leased", "return_number_wrong")]
    return sorted((row.kind, bool(row.data.get("is_taken_in"))) for row in named)


def awaited(core: Core) -> Delivery:
    """What Lyon waits for."""
    delivery: Delivery = core.read(lambda s: s.get_one(Delivery, derive("t-abcdef", "delivery")))
    return delivery


def figures(core: Core) -> tuple[int, int, int, int]:
    """Of Paris: on the shelves, and on their way out; of Lyon: on the shelves, and on their way in."""
    assert core.read(disagreements) == 0
    there, here = stock(core, "SCARF", "PARIS"), stock(core, "SCARF", "LYON")
    return there.sellable, there.transit_out, here.sellable, here.transit_in


@pytest.mark.parametrize("was_finished", [False, True])
def test_its_goods_are_here_again_and_awaited_no_more(network: Core, was_finished: bool) -> None:
    ask(network)
    send(network)
    if was_finished:
        do(network, "LYON", FinishDelivery(delivery_id=awaited(network).id))
        assert cases(network) == [("carton_missing", False)]
    comes(network, "PARIS")
    assert (figures(network), in_the_chain(network)) == ((6, 0, 1, 0), 7)
    assert cases(network) == [("parcel_back", True)]
    state = one(network, Transfer).state
    assert (awaited(network).state, state) == ("received" if was_finished else "withdrawn", "partly_received")
    assert network.read(lambda s: s.query(Arrival).count()) == 0
    comes(network, "PARIS", truck="truck-another")
    assert figures(network) == (6, 0, 1, 0), "scanned once more it has come once"
    pieces = ReceivePieces(delivery_id=TRUCK, article_id=scarf(network), carton=NUMBER, quantity=4)
    do(network, "PARIS", pieces)
    assert figures(network) == (6, 0, 1, 0), "and what is read out of it is what it held"


def test_it_counts_once_where_it_was_announced(network: Core) -> None:
    ask(network)
    send(network)
    delivery = announced(network, "PARIS", "SCARF", NUMBER, units=4)
    do(network, "PARIS", ReceiveCarton(delivery_id=delivery, number=NUMBER))
    assert (figures(network), cases(network)) == ((6, 0, 1, 0), [("parcel_back", True)])


def test_it_goes_on_and_is_received_there(network: Core) -> None:
    ask(network)
    send(network)
    comes(network, "PARIS")
    do(network, "LYON", ReceiveCarton(delivery_id=awaited(network).id, number=NUMBER))
    assert (figures(network), in_the_chain(network)) == ((2, 0, 5, 0), 7)
    do(network, "LYON", FinishDelivery(delivery_id=awaited(network).id))
    assert (one(network, Transfer).state, cases(network)) == (
        "received",
        [("received_after_withdrawal", False)],
    )
    comes(network, "PARIS", truck="truck-another")
    assert (figures(network), in_the_chain(network)) == ((6, 0, 1, 0), 7), "there it was scanned by mistake"
    assert cases(network) == [
        ("carton_went_back", False),
        ("parcel_back", True),
        ("received_after_withdrawal", False),
    ]


@pytest.mark.parametrize("was_finished", [False, True])
def test_what_was_scanned_there_by_mistake_is_here_again(network: Core, was_finished: bool) -> None:
    ask(network)
    send(network)
    key = awaited(network).id
    do(network, "LYON", ReceiveCarton(delivery_id=key, number=NUMBER))
    if was_finished:
        do(network, "LYON", FinishDelivery(delivery_id=key))
    assert figures(network) == (2, 0, 5, 0)
    comes(network, "PARIS")
    assert (figures(network), in_the_chain(network)) == ((6, 0, 1, 0), 7)
    assert cases(network) == [("carton_went_back", False), ("parcel_back", True)]
    assert awaited(network).state == ("received" if was_finished else "withdrawn")
    assert (one(network, Transfer).state, one(network, TransferLine).received) == ("partly_received", 0)
    assert network.read(lambda s: s.query(Arrival).count()) == 0
    do(network, "LYON", ReceiveCarton(delivery_id=key, number=NUMBER))
    assert (figures(network), in_the_chain(network)) == ((2, 0, 5, 0), 7), "it has gone on after all"
    assert "carton_went_back" not in dict(cases(network)), "nobody is told any more that it is not there"
    do(network, "LYON", FinishDelivery(delivery_id=key))
    assert (one(network, Transfer).state, one(network, TransferLine).received) == ("received", 4)


def test_of_two_the_one_that_is_back_is_taken_off_there(network: Core) -> None:
    serialise(network)
    ask(network)
    sends_two(network, pieces=True)
    key = awaited(network).id
    for number in (NUMBER, OTHER):
        do(network, "LYON", ReceiveCarton(delivery_id=key, number=number))
    comes(network, "PARIS")
    assert (figures(network), awaited(network).state) == ((5, 0, 2, 0), "receiving")
    lyon = place(network, "LYON").id
    pieces = network.read(lambda s: {row.serial: row.location_id == lyon for row in s.query(Piece)})
    assert pieces == {"S-1": False, "S-2": False, "S-3": False, "S-4": True}


@pytest.mark.parametrize("use", ["sold", "damaged", "closed"])
def test_what_is_in_use_there_stays_there(network: Core, clock: SimulatedClock, use: str) -> None:
    ask(network)
    send(network)
    key = awaited(network).id
    do(network, "LYON", ReceiveCarton(delivery_id=key, number=NUMBER))
    line = network.read(lambda s: s.query(DeliveryLine).filter_by(delivery_id=key).one())
    if use == "sold":
        sells(network, "LYON", 2)
    elif use == "damaged":
        do(network, "LYON", TellDamaged(delivery_id=key, line_id=line.id))
    else:
        do(network, "LYON", FinishDelivery(delivery_id=key))
        clock.advance(31 * DAY_MS)
        close_all(network)
        close_all(network)
    before = figures(network)
    comes(network, "PARIS")
    assert figures(network) == before
    assert cases(network) == [("parcel_back", False)]


def test_what_is_read_out_of_it_there_is_here_no_more(network: Core) -> None:
    ask(network)
    send(network)
    comes(network, "PARIS")
    key = awaited(network).id
    pieces = ReceivePieces(delivery_id=key, article_id=scarf(network), carton=NUMBER, quantity=3)
    do(network, "LYON", pieces)
    assert (figures(network), in_the_chain(network)) == ((3, 0, 4, 0), 7)
    line = network.read(lambda s: s.query(DeliveryLine).filter_by(delivery_id=key).one())
    do(network, "LYON", TakeOff(delivery_id=key, line_id=line.id, quantity=1))
    assert (figures(network), in_the_chain(network)) == ((3, 1, 3, 1), 7)
    do(network, "LYON", ReceivePieces(delivery_id=key, article_id=scarf(network), carton=NUMBER, quantity=1))
    assert (figures(network), in_the_chain(network)) == ((3, 0, 4, 0), 7), "one that was taken off there"
    do(network, "LYON", ReceiveCarton(delivery_id=key, number=NUMBER))
    assert (figures(network), in_the_chain(network)) == ((2, 0, 5, 0), 7)


def test_one_of_two_comes_back_and_the_other_is_awaited(network: Core) -> None:
    ask(network)
    head, line = one(network, Fulfilment), one(network, FulfilmentLine)
    drafts = [ParcelDraft(NUMBER, {line.id: 3}), ParcelDraft(OTHER, {line.id: 1})]
    do(
        network,
        "PARIS",
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=4),
        PackFulfilment(fulfilment_id=head.id, parcels=drafts),
        DispatchFulfilment(fulfilment_id=head.id),
    )
    comes(network, "PARIS")
    assert (figures(network), awaited(network).state) == ((5, 1, 1, 1), "announced")
    do(network, "LYON", ReceiveCarton(delivery_id=awaited(network).id, number=OTHER))
    assert (figures(network), in_the_chain(network)) == ((5, 0, 2, 0), 7)


def test_what_customers_had_brought_back_stands_aside_again(chain: Core) -> None:
    brings_back(chain, "R-1", Disposition.RETURN_TO_VENDOR, units=2)
    line = one(chain, FulfilmentLine)
    do(chain, "LYON", PickLine(fulfilment_id=line.fulfilment_id, line_id=line.id, quantity=2))
    leaves(chain, "LYON", one(chain, Fulfilment), line, 2)
    comes(chain, "LYON")
    here, there = stock(chain, "SCARF", "LYON"), stock(chain, "SCARF", "NEAR")
    assert (here.sellable, here.damaged, here.transit_out, there.transit_in) == (10, 2, 0, 0)
    assert (cases(chain), chain.read(disagreements)) == ([("parcel_back", True)], 0)


@pytest.mark.by_turns
@pytest.mark.parametrize("first", ["PARIS", "LYON"])
def test_told_at_both_ends_at_once_it_stands_at_one(network: Core, first: str) -> None:
    ask(network)
    send(network)
    do(network, "PARIS", OpenDelivery(delivery_id=TRUCK, location_id=place(network, "PARIS").id))
    ends = {"PARIS": TRUCK, "LYON": awaited(network).id}
    [second] = set(ends) - {first}
    there = place(network, second).id
    late = threading.Thread(target=received, args=(network, there, ends[second], NUMBER))

    def meanwhile() -> None:
        late.start()
        until_held_up(network, late)

    received(network, place(network, first).id, ends[first], NUMBER, meanwhile)
    late.join()
    told_last = {"LYON": (2, 0, 5, 0), "PARIS": (6, 0, 1, 0)}
    assert (figures(network), in_the_chain(network)) == (told_last[second], 7)


def sends_two(network: Core, pieces: bool = False) -> None:
    """Paris sends three in the first carton, one in the other."""
    head, line = one(network, Fulfilment), one(network, FulfilmentLine)
    drafts = [ParcelDraft(NUMBER, {line.id: 3}), ParcelDraft(OTHER, {line.id: 1})]
    picked = [(1, f"S-{count}") for count in range(1, 5)] if pieces else [(4, None)]
    do(
        network,
        "PARIS",
        *(
            PickLine(fulfilment_id=head.id, line_id=line.id, quantity=units, serial=serial)
            for units, serial in picked
        ),
        PackFulfilment(fulfilment_id=head.id, parcels=drafts),
        DispatchFulfilment(fulfilment_id=head.id),
    )


def test_answered_found_there_it_is_here_no_more(network: Core) -> None:
    ask(network)
    sends_two(network)
    comes(network, "PARIS")
    key = awaited(network).id
    do(network, "LYON", ReceiveCarton(delivery_id=key, number=OTHER), FinishDelivery(delivery_id=key))
    assert cases(network) == [("carton_missing", False), ("parcel_back", True)]
    settles(network, Resolution.FOUND)
    assert (figures(network), in_the_chain(network)) == ((2, 0, 5, 0), 7)
    assert cases(network) == []
    do(network, "LYON", ReceiveCarton(delivery_id=key, number=NUMBER))
    assert figures(network) == (2, 0, 5, 0), "scanned once more it has come once"


def test_a_piece_read_out_twice_is_taken_off_here_once(network: Core) -> None:
    serialise(network)
    ask(network)
    sends_two(network, pieces=True)
    comes(network, "PARIS")
    assert figures(network) == (5, 1, 1, 1)
    told = ReceivePieces(
        delivery_id=awaited(network).id, article_id=scarf(network), carton=NUMBER, quantity=1, serial="S-1"
    )
    do(network, "LYON", told, told)
    assert (figures(network), in_the_chain(network)) == ((4, 1, 2, 1), 7)


def test_loose_ones_read_out_there_are_of_what_is_awaited_first(network: Core) -> None:
    ask(network)
    sends_two(network)
    comes(network, "PARIS")
    key = awaited(network).id
    do(network, "LYON", ReceivePieces(delivery_id=key, article_id=scarf(network), quantity=1))
    assert (figures(network), in_the_chain(network)) == ((5, 0, 2, 0), 7)
    do(network, "LYON", ReceivePieces(delivery_id=key, article_id=scarf(network), quantity=1))
    assert (figures(network), in_the_chain(network)) == ((4, 0, 3, 0), 7)


def test_what_comes_back_of_one_that_is_over_asks_its_receiver_nothing(
    network: Core, clock: SimulatedClock
) -> None:
    ask(network)
    send(network)
    do(network, "LYON", FinishDelivery(delivery_id=awaited(network).id))
    settles(network, Resolution.CLOSE)
    clock.advance(31 * DAY_MS)
    close_all(network)
    close_all(network)
    assert one(network, Transfer).state == "closed"
    comes(network, "PARIS")
    assert (figures(network), in_the_chain(network)) == ((6, 0, 1, 0), 7)
    assert (one(network, Transfer).state, cases(network)) == ("closed", [("parcel_back", True)])


def settles(network: Core, choice: Resolution) -> None:
    """Lyon says what has become of the carton that it misses."""
    case = network.read(lambda s: s.query(ExceptionCase).filter_by(kind="carton_missing").one())
    told = SettleException(case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=choice)
    do(network, "LYON", told)


def sells(network: Core, code: str, units: int) -> None:
    """At a till."""

    def work(unit: UnitOfWork) -> None:
        location_id = place(network, code).id
        context = unit.context(core_actor(location_id), "sold", "till")
        context.move(MovementKind.SOLD, scarf(network), location_id, units)

    network.transact(work)


def serialise(network: Core) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.query(Article).filter_by(sku="SCARF").one().is_serialised = True

    network.transact(work)
