"""Two colleagues who do not hear of each other have each picked, packed and sent one transfer: what has left
the shelves has left them, comes as it was sent, and is counted once."""

from __future__ import annotations

from collections import Counter

import pytest

from core.commands import (
    DispatchFulfilment,
    FinishDelivery,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReceiveCarton,
    ReceivePieces,
    Resolution,
    SettleException,
)
from core.model import (
    Arrival,
    Article,
    Carton,
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
from core.orchestration.timers import Timers
from core.orchestration.truck_locks import lock_truck
from core.ports import SimulatedClock
from core.rules.exceptions import ANNOUNCED_SINCE
from core.rules.stock import MovementKind
from core.rules.time import DAY_MS
from tests.core.orchestration.test_transfers import ask, close_all, in_the_chain, network, send
from tests.core.orchestration.test_transfers_back import OTHER, awaited, cases, comes, figures, serialise
from tests.core.orchestration.transfer_world import NUMBER, do, one, place, scarf

__all__ = ["network"]
AT_THE_SENDER = ["dispatched_twice", "worked_on_after_it_moved_on"]


def sends_too(core: Core, units: int = 2, number: str = OTHER) -> None:
    """A colleague's word, who has done all of it as well."""
    head, line = one(core, Fulfilment), one(core, FulfilmentLine)
    do(
        core,
        "PARIS",
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=units),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(number, {line.id: units})]),
        DispatchFulfilment(fulfilment_id=head.id),
    )


def receives(core: Core, *numbers: str) -> None:
    for number in numbers:
        do(core, "LYON", ReceiveCarton(delivery_id=awaited(core).id, number=number))


def finishes(core: Core) -> None:
    do(core, "LYON", FinishDelivery(delivery_id=awaited(core).id))


def reads_out(core: Core, number: str, units: int = 2) -> None:
    told = ReceivePieces(delivery_id=awaited(core).id, article_id=scarf(core), carton=number, quantity=units)
    do(core, "LYON", told)


def is_found(core: Core) -> None:
    case = core.read(lambda s: s.query(ExceptionCase).filter_by(kind="carton_missing").one())
    told = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=Resolution.FOUND
    )
    do(core, "LYON", told)


def transfer(core: Core) -> tuple[str, int, int]:
    """Its state, and the units that were sent and that came."""
    line = one(core, TransferLine)
    return one(core, Transfer).state, line.sent, line.received


def cartons(core: Core) -> dict[str, str]:
    return dict(core.read(lambda s: s.query(Carton.number, Carton.state).all()))


def settled(core: Core, how: str) -> list[str]:
    rows = core.read(lambda s: s.query(ExceptionCase).all())
    return [row.kind for row in rows if row.settled_at is not None and row.data["resolution"] == how]


def at_the_receiver(core: Core) -> list[str]:
    return [kind for kind, _ in cases(core) if kind not in AT_THE_SENDER]


@pytest.fixture
def sent_once(network: Core) -> Core:
    ask(network, 2)
    send(network, 2)
    return network


def test_both_boxes_are_on_their_way_and_come(sent_once: Core) -> None:
    sends_too(sent_once)
    assert figures(sent_once) == (2, 4, 1, 4)
    assert cartons(sent_once) == {NUMBER: "expected", OTHER: "expected"}
    assert (one(sent_once, Arrival).quantity, transfer(sent_once)) == (4, ("in_transit", 4, 0))
    assert [kind for kind, _ in cases(sent_once)] == AT_THE_SENDER
    receives(sent_once, NUMBER, OTHER)
    finishes(sent_once)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((2, 0, 5, 0), 7)
    assert (transfer(sent_once), at_the_receiver(sent_once)) == (("received", 4, 4), [])


def test_told_a_second_time_and_nothing_more_packed_it_left_once(sent_once: Core) -> None:
    do(sent_once, "PARIS", DispatchFulfilment(fulfilment_id=one(sent_once, Fulfilment).id))
    assert (figures(sent_once), transfer(sent_once)) == ((4, 2, 1, 2), ("in_transit", 2, 0))
    assert cartons(sent_once) == {NUMBER: "expected"}


def test_one_of_them_comes_and_the_other_is_asked_about(sent_once: Core) -> None:
    receives(sent_once, NUMBER)
    assert figures(sent_once) == (4, 0, 3, 0)
    sends_too(sent_once)
    assert figures(sent_once) == (2, 2, 3, 2)
    finishes(sent_once)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((2, 0, 3, 0), 5)
    assert (transfer(sent_once), at_the_receiver(sent_once)) == (
        ("partly_received", 4, 2),
        ["carton_missing"],
    )


def test_heard_after_the_receipt_was_finished_it_is_missing_until_it_is_found(sent_once: Core) -> None:
    receives(sent_once, NUMBER)
    finishes(sent_once)
    assert transfer(sent_once)[0] == "received"
    sends_too(sent_once)
    assert figures(sent_once) == (2, 0, 3, 0)
    assert (transfer(sent_once), at_the_receiver(sent_once)) == (
        ("partly_received", 4, 2),
        ["carton_missing"],
    )
    is_found(sent_once)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((2, 0, 5, 0), 7)
    assert (transfer(sent_once), at_the_receiver(sent_once)) == (("received", 4, 4), [])


def test_heard_long_after_all_was_closed_its_store_has_it_again(
    sent_once: Core, clock: SimulatedClock
) -> None:
    receives(sent_once, NUMBER)
    finishes(sent_once)
    for _ in range(2):
        clock.advance(31 * DAY_MS)
        close_all(sent_once)
    assert (awaited(sent_once).state, transfer(sent_once)[0]) == ("closed", "closed")
    sends_too(sent_once)
    assert (awaited(sent_once).state, transfer(sent_once)) == ("received", ("partly_received", 4, 2))
    assert at_the_receiver(sent_once) == ["carton_missing", "transfer_moved_unasked"]
    receives(sent_once, OTHER)
    assert (figures(sent_once), transfer(sent_once)) == ((2, 0, 5, 0), ("received", 4, 4))


@pytest.mark.by_turns
@pytest.mark.parametrize("was_finished", [False, True])
def test_what_had_come_beyond_was_this(sent_once: Core, was_finished: bool) -> None:
    receives(sent_once, NUMBER, OTHER)
    reads_out(sent_once, OTHER)
    assert figures(sent_once) == (4, 0, 5, 0)
    if was_finished:
        finishes(sent_once)
    sends_too(sent_once)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((2, 0, 5, 0), 7)
    if not was_finished:
        finishes(sent_once)
    assert cartons(sent_once) == {NUMBER: "received", OTHER: "received"}
    assert (figures(sent_once), transfer(sent_once)) == ((2, 0, 5, 0), ("received", 4, 4))
    assert at_the_receiver(sent_once) == []
    wanted = {"carton_unknown": 1, "units_extra": int(was_finished)}
    assert Counter(settled(sent_once, ANNOUNCED_SINCE)) == Counter(wanted)


def test_what_came_beyond_that_too_is_asked_about_still(sent_once: Core) -> None:
    receives(sent_once, NUMBER, OTHER)
    reads_out(sent_once, OTHER, 3)
    finishes(sent_once)
    sends_too(sent_once)
    assert at_the_receiver(sent_once) == ["units_extra"]
    case = sent_once.read(lambda s: s.query(ExceptionCase).filter_by(kind="units_extra").one())
    assert (case.data["units"], case.data["expected"]) == (1, 2)
    told = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="", resolution=Resolution.SEND_BACK
    )
    do(sent_once, "LYON", told)
    assert figures(sent_once) == (2, 0, 5, 0), "what was announced is not sent back with it"


def test_another_that_nobody_has_announced_is_asked_about_still(sent_once: Core) -> None:
    third = "034567890000000033"
    receives(sent_once, NUMBER, OTHER, third)
    reads_out(sent_once, OTHER)
    reads_out(sent_once, third)
    finishes(sent_once)
    sends_too(sent_once)
    assert at_the_receiver(sent_once) == ["carton_unknown", "units_extra"]
    case = sent_once.read(lambda s: s.query(ExceptionCase).filter_by(kind="carton_unknown").all())
    assert {row.data["number"]: row.settled_at is None for row in case} == {OTHER: False, third: True}


def test_of_what_was_opened_before_the_rest_is_read_out(sent_once: Core) -> None:
    receives(sent_once, NUMBER, OTHER)
    reads_out(sent_once, OTHER, 1)
    sends_too(sent_once)
    assert figures(sent_once) == (2, 1, 4, 1)
    reads_out(sent_once, OTHER, 1)
    finishes(sent_once)
    assert (figures(sent_once), transfer(sent_once)) == ((2, 0, 5, 0), ("received", 4, 4))
    assert at_the_receiver(sent_once) == []


def test_the_first_is_back_and_the_second_comes(sent_once: Core) -> None:
    comes(sent_once, "PARIS")
    assert (awaited(sent_once).state, figures(sent_once)) == ("withdrawn", (6, 0, 1, 0))
    sends_too(sent_once)
    assert (awaited(sent_once).state, figures(sent_once)) == ("announced", (4, 2, 1, 2))
    receives(sent_once, OTHER)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((4, 0, 3, 0), 7)


def test_what_is_awaited_again_has_the_time_of_its_own_way(sent_once: Core, clock: SimulatedClock) -> None:
    comes(sent_once, "PARIS")
    clock.advance(9 * DAY_MS)
    sends_too(sent_once)
    assert Timers(sent_once).turn()["overdue_delivery"] == 0
    clock.advance(9 * DAY_MS)
    assert Timers(sent_once).turn()["overdue_delivery"] == 1


@pytest.mark.by_turns
@pytest.mark.parametrize("number", [NUMBER, OTHER])
def test_one_of_them_comes_back(sent_once: Core, number: str) -> None:
    sends_too(sent_once)
    comes(sent_once, "PARIS", number)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((4, 2, 1, 2), 7)
    receives(sent_once, *({NUMBER, OTHER} - {number}))
    assert (figures(sent_once), in_the_chain(sent_once)) == ((4, 0, 3, 0), 7)


def test_a_third_comes_as_well(sent_once: Core) -> None:
    sends_too(sent_once)
    sends_too(sent_once, 1, "034567890000000033")
    assert figures(sent_once) == (1, 5, 1, 5)
    lines = sent_once.read(lambda s: s.query(DeliveryLine).order_by(DeliveryLine.line_no).all())
    assert [(row.line_no, row.expected) for row in lines] == [(1, 2), (2, 2), (3, 1)]


def test_what_was_opened_before_it_was_announced_holds_nothing_of_the_third(sent_once: Core) -> None:
    receives(sent_once, NUMBER, OTHER)
    reads_out(sent_once, OTHER, 1)
    sends_too(sent_once)
    third = "034567890000000033"
    sends_too(sent_once, 1, third)
    receives(sent_once, third)
    assert figures(sent_once) == (1, 1, 5, 1)
    reads_out(sent_once, OTHER, 1)
    assert figures(sent_once) == (1, 0, 6, 0)


def test_what_was_read_out_of_the_second_is_not_the_first_s_that_has_yet_to_come(sent_once: Core) -> None:
    receives(sent_once, OTHER)
    reads_out(sent_once, OTHER)
    assert figures(sent_once) == (4, 2, 3, 2)
    receives(sent_once, NUMBER)
    assert figures(sent_once) == (4, 0, 5, 0)
    sends_too(sent_once)
    finishes(sent_once)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((2, 0, 5, 0), 7)
    assert (transfer(sent_once), at_the_receiver(sent_once)) == (("received", 4, 4), [])


def test_what_was_read_out_of_a_third_is_not_the_second_s(sent_once: Core) -> None:
    third = "034567890000000033"
    receives(sent_once, NUMBER, third)
    reads_out(sent_once, third, 1)
    sends_too(sent_once)
    receives(sent_once, OTHER)
    assert figures(sent_once) == (2, 0, 6, 0)
    sends_too(sent_once, 1, third)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((1, 0, 6, 0), 7)


@pytest.mark.by_turns
@pytest.mark.parametrize("is_read_out_first", [False, True])
def test_pieces_come_with_the_box_that_each_was_put_in(network: Core, is_read_out_first: bool) -> None:
    serialise(network)
    ask(network, 2)
    sends_pieces(network, NUMBER, "S-1", "S-2")
    if is_read_out_first:
        receives(network, NUMBER, OTHER)
        for serial in ("S-3", "S-4"):
            told = ReceivePieces(
                delivery_id=awaited(network).id,
                article_id=scarf(network),
                carton=OTHER,
                quantity=1,
                serial=serial,
            )
            do(network, "LYON", told)
    sends_pieces(network, OTHER, "S-3", "S-4")
    if not is_read_out_first:
        receives(network, NUMBER, OTHER)
    finishes(network)
    lyon = place(network, "LYON").id
    pieces = network.read(lambda s: {row.serial: row.location_id == lyon for row in s.query(Piece)})
    assert pieces == dict.fromkeys(("S-1", "S-2", "S-3", "S-4"), True)
    lines = network.read(lambda s: s.query(DeliveryLine).all())
    assert all(sorted(line.serials) == sorted(line.received_serials) for line in lines)
    assert (figures(network), transfer(network)) == ((2, 0, 5, 0), ("received", 4, 4))


def sends_pieces(core: Core, number: str, *serials: str) -> None:
    head, line = one(core, Fulfilment), one(core, FulfilmentLine)
    do(
        core,
        "PARIS",
        *(PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1, serial=one) for one in serials),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(number, {line.id: len(serials)})]),
        DispatchFulfilment(fulfilment_id=head.id),
    )


def picks_late(core: Core, units: int = 1) -> None:
    """A colleague's word, who had put it in the same box."""
    head, line = one(core, Fulfilment), one(core, FulfilmentLine)
    do(core, "PARIS", PickLine(fulfilment_id=head.id, line_id=line.id, quantity=units))


@pytest.mark.by_turns
@pytest.mark.parametrize("is_heard_first", [True, False])
@pytest.mark.parametrize("was_finished", [True, False])
def test_what_a_colleague_had_put_in_has_left_once_it_is_there(
    sent_once: Core, is_heard_first: bool, was_finished: bool
) -> None:
    if is_heard_first:
        picks_late(sent_once)
        assert figures(sent_once) == (4, 2, 1, 2), "as far as anybody knows it is in hand"
    receives(sent_once, NUMBER)
    reads_out(sent_once, NUMBER, 1)
    if was_finished:
        finishes(sent_once)
    if not is_heard_first:
        assert figures(sent_once) == (4, 0, 4, 0), "nobody knows where it comes from"
        picks_late(sent_once)
    if not was_finished:
        finishes(sent_once)
    assert (figures(sent_once), in_the_chain(sent_once)) == ((3, 0, 4, 0), 7)
    assert (transfer(sent_once), at_the_receiver(sent_once)) == (("received", 3, 3), [])
    do(sent_once, "PARIS", DispatchFulfilment(fulfilment_id=one(sent_once, Fulfilment).id))
    assert figures(sent_once) == (3, 0, 4, 0), "it has left once"


def test_of_what_came_beyond_only_what_was_picked_has_left(sent_once: Core) -> None:
    receives(sent_once, NUMBER)
    reads_out(sent_once, NUMBER, 2)
    finishes(sent_once)
    picks_late(sent_once)
    assert figures(sent_once) == (3, 0, 5, 0)
    case = sent_once.read(lambda s: s.query(ExceptionCase).filter_by(kind="units_extra").one())
    assert (case.settled_at, case.data["units"], case.data["expected"]) == (None, 1, 3)
    told = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="", resolution=Resolution.SEND_BACK
    )
    do(sent_once, "LYON", told)
    assert (figures(sent_once), transfer(sent_once)) == ((3, 0, 4, 0), ("received", 3, 3))
    picks_late(sent_once)
    assert figures(sent_once) == (3, 0, 4, 0), "what is on its way back to who picked it has not left him"


def test_of_what_was_picked_only_what_came_beyond_has_left(sent_once: Core) -> None:
    picks_late(sent_once, 2)
    coat = sent_once.read(lambda s: s.query(Article).filter_by(sku="COAT").one().id)
    told = ReceivePieces(delivery_id=awaited(sent_once).id, article_id=coat, quantity=1)
    locked = sent_once.transact(lambda unit: lock_truck(unit, [told]))
    ends = [place(sent_once, code).id for code in ("LYON", "PARIS")]
    assert locked == {(article, end) for article in (coat, scarf(sent_once)) for end in ends}, "in one order"
    receives(sent_once, NUMBER)
    reads_out(sent_once, NUMBER, 1)
    assert (figures(sent_once), transfer(sent_once)[1:]) == ((3, 0, 4, 0), (3, 3))
    do(sent_once, "PARIS", DispatchFulfilment(fulfilment_id=one(sent_once, Fulfilment).id))
    assert (figures(sent_once), transfer(sent_once)[1:]) == ((2, 1, 4, 1), (4, 3))


def test_what_came_in_a_box_of_its_own_waits_for_that_one_s_word(sent_once: Core) -> None:
    receives(sent_once, NUMBER, OTHER)
    reads_out(sent_once, OTHER, 1)
    picks_late(sent_once)
    assert figures(sent_once) == (4, 0, 4, 0)


def test_a_piece_that_a_colleague_had_put_in_has_left_by_its_number(network: Core) -> None:
    serialise(network)
    paris = place(network, "PARIS").id

    def is_known(unit: UnitOfWork) -> None:
        context = unit.context(core_actor(paris), "opening-S-3", "opening")
        context.move(MovementKind.RECEIVED, scarf(network), paris, 1, serial="S-3")

    network.transact(is_known)
    ask(network, 2)
    sends_pieces(network, NUMBER, "S-1", "S-2")
    receives(network, NUMBER)
    key, article = awaited(network).id, scarf(network)
    told = ReceivePieces(delivery_id=key, article_id=article, carton=NUMBER, quantity=1, serial="S-3")
    do(network, "LYON", told)
    assert figures(network) == (4, 0, 4, 0)
    head, line = one(network, Fulfilment), one(network, FulfilmentLine)
    do(network, "PARIS", PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1, serial="S-3"))
    assert (figures(network), in_the_chain(network)) == ((4, 0, 4, 0), 8)
    lyon = place(network, "LYON").id
    assert network.read(lambda s: s.query(Piece).filter_by(serial="S-3").one()).location_id == lyon


def test_long_after_all_was_closed_it_stays_so(sent_once: Core, clock: SimulatedClock) -> None:
    receives(sent_once, NUMBER)
    reads_out(sent_once, NUMBER, 1)
    finishes(sent_once)
    case = sent_once.read(lambda s: s.query(ExceptionCase).filter_by(kind="units_extra").one())
    do(
        sent_once,
        "LYON",
        SettleException(case_id=case.id, case_aggregate=case.aggregate, settlement="reçu en plus"),
    )
    for _ in range(2):
        clock.advance(31 * DAY_MS)
        close_all(sent_once)
    picks_late(sent_once)
    assert (figures(sent_once), transfer(sent_once)) == ((4, 0, 4, 0), ("closed", 2, 3))
