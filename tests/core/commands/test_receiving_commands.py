"""A truck is received by carton and by piece: stock is right at each step, and each difference is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from command_world import LYON, NOW, PARIS, SCARF, WATCH, World, associate, manager
from delivery_world import CARTON, OTHER, announce, in_all, line
from sqlalchemy import select

from core.commands import (
    FinishDelivery,
    OpenDelivery,
    ReceiveCarton,
    ReceivePieces,
    Resolution,
    SettleException,
    TakeOff,
    TellDamaged,
)
from core.model import Carton, Delivery, DeliveryLine, ExceptionCase, Parcel, Piece, Position, Transfer


@pytest.fixture
def store(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    yield announce(made)
    made.close()


def carton(number: str = CARTON) -> ReceiveCarton:
    return ReceiveCarton(delivery_id="d1", number=number)


def pieces(article_id: int = SCARF, **told: Any) -> ReceivePieces:
    return ReceivePieces(delivery_id="d1", article_id=article_id, **told)


def finish() -> FinishDelivery:
    return FinishDelivery(delivery_id="d1")


def told(store: World) -> list[tuple[str, Any, Any]]:
    rows = store.session.scalars(select(ExceptionCase))
    return sorted((row.kind, row.data.get("units"), row.data.get("name", "")) for row in rows)


def test_a_carton_brings_what_was_announced_and_nothing_is_made_of_nothing(store: World) -> None:
    before = in_all(store)
    store.all_of(carton())
    assert store.stock().sellable == 15
    assert store.stock().transit_in == 1
    assert in_all(store) == before
    assert line(store, "l1").received == 5
    assert store.session.get_one(Delivery, "d1").state == "receiving"


def test_a_carton_scanned_by_two_people_counts_once(store: World) -> None:
    store.all_of(carton())
    again = store.run(carton(), associate("till-2"))
    assert (again.status, again.code) == ("recorded", "carton_received_twice")
    assert store.stock().sellable == 15


def test_pieces_with_announced_numbers_come_with_their_carton_and_the_others_one_by_one(store: World) -> None:
    store.all_of(carton(OTHER))
    assert (line(store, "l3").received, line(store, "l3").received_serials) == (1, ["W-900"])
    store.all_of(pieces(WATCH, serial="W-901"))
    assert line(store, "l3").received_serials == ["W-900", "W-901"]
    rows = store.session.scalars(select(Piece).where(Piece.serial.in_(["W-900", "W-901"]))).all()
    assert {row.location_id for row in rows} == {LYON}
    assert store.run(pieces(WATCH)).code == "piece_without_serial"


@pytest.mark.parametrize(
    ("serial", "place", "kind", "comes"),
    [
        ("W-001", LYON, "serial_already_here", 0),
        ("W-002", None, "serial_was_sold", 1),
        ("W-003", PARIS, "serial_elsewhere", 1),
    ],
)
def test_a_piece_that_cannot_come_says_why(
    store: World, serial: str, place: int | None, kind: str, comes: int
) -> None:
    store.session.add(Position(article_id=WATCH, location_id=PARIS, sellable=1))
    row = store.session.scalars(select(Piece).where(Piece.serial == serial)).one()
    row.location_id, row.sold_at = place, None if place else NOW
    assert store.run(pieces(WATCH, serial=serial)).code == kind
    # A piece is in one place: where it was thought to be there is one less.
    assert store.stock(WATCH, PARIS).sellable == (0 if place == PARIS else 1)
    assert line(store, "l3").received == comes
    assert (row.location_id, row.sold_at) == (LYON, None)
    if comes:
        assert store.run(pieces(WATCH, serial=serial)).code == "serial_received_twice"
        assert line(store, "l3").received == comes


def test_a_piece_that_its_sender_sent_without_its_number_comes_as_one_of_those_awaited(store: World) -> None:
    store.session.add(Position(article_id=WATCH, location_id=PARIS, sellable=0, transit_out=2))
    store.session.scalars(select(Piece).where(Piece.serial == "W-003")).one().location_id = PARIS
    asked = {"state": "in_transit", "state_at": NOW, "requested_by": "staff-nadia", "created_at": NOW}
    store.session.add(Transfer(id="t1", number="T-1", location_id=LYON, from_location_id=PARIS, **asked))
    store.session.get_one(Delivery, "d1").transfer_id = "t1"
    store.all_of(pieces(WATCH, serial="W-003"))
    assert (piece(store, "W-003"), store.stock(WATCH, PARIS).sellable) == ((LYON, "sellable"), 0)


def test_what_had_not_come_after_all_is_in_transit_again_and_missing_at_the_end(store: World) -> None:
    before = in_all(store)
    store.all_of(carton(), TakeOff(delivery_id="d1", line_id="l1", quantity=2))
    assert (store.stock().sellable, store.stock().transit_in, in_all(store)) == (13, 3, before)
    store.all_of(carton(OTHER), pieces(WATCH, serial="W-901"))
    store.run(finish())
    assert told(store) == [("units_missing", 2, "Écharpe")]
    assert (store.stock().transit_in, in_all(store)) == (0, before - 2)


def test_more_than_was_announced_is_here_and_told_once(store: World) -> None:
    before = in_all(store)
    store.all_of(carton(), carton(OTHER), pieces(WATCH, serial="W-901"), pieces(quantity=3))
    assert in_all(store) == before + 3
    assert store.run(finish()).code == "units_extra"
    store.run(finish(), associate("till-2"))
    assert told(store) == [("units_extra", 3, "Écharpe")]


def test_damaged_ones_are_here_and_not_for_sale(store: World) -> None:
    store.all_of(carton(), TellDamaged(delivery_id="d1", line_id="l1", quantity=2))
    assert (store.stock().sellable, store.stock().damaged) == (13, 2)
    store.all_of(TellDamaged(delivery_id="d1", line_id="l2", quantity=1))
    assert (store.stock().damaged, line(store, "l2").received, store.stock().transit_in) == (3, 1, 0)
    store.run(finish())
    assert ("units_damaged", 2, "Écharpe") in told(store)


def test_what_is_taken_off_leaves_the_bucket_that_it_was_in(store: World) -> None:
    store.all_of(carton(), TellDamaged(delivery_id="d1", line_id="l1", quantity=2))
    store.all_of(TakeOff(delivery_id="d1", line_id="l1", quantity=4))
    stock = store.stock()
    assert (stock.sellable, stock.damaged, stock.transit_in) == (10, 1, 5)
    assert (line(store, "l1").received, line(store, "l1").damaged) == (1, 1)


def test_a_piece_that_is_damaged_and_taken_off_is_nowhere_and_no_other_goes_for_it(store: World) -> None:
    store.all_of(carton(OTHER), pieces(WATCH, serial="W-901"))
    damaged = TellDamaged(delivery_id="d1", line_id="l3", serial="W-901")
    store.all_of(damaged, damaged)
    assert {one: piece(store, one) for one in ("W-900", "W-901")} == {
        "W-900": (LYON, "damaged"),
        "W-901": (LYON, "damaged"),
    }
    store.all_of(TakeOff(delivery_id="d1", line_id="l3", serial="W-901"))
    assert (piece(store, "W-901")[0], piece(store, "W-900")) == (None, (LYON, "damaged"))
    assert (store.stock(WATCH).damaged, line(store, "l3").received_serials) == (1, ["W-900"])


def test_a_piece_that_is_written_off_or_sent_back_is_here_no_more(store: World) -> None:
    store.all_of(carton(OTHER), pieces(WATCH, serial="W-901"), pieces(WATCH, serial="W-902"))
    store.all_of(TellDamaged(delivery_id="d1", line_id="l3", serial="W-900"))
    store.run(finish())
    cases = {row.kind: row.id for row in store.session.scalars(select(ExceptionCase))}
    for kind, choice in (("units_damaged", Resolution.WRITE_OFF), ("units_extra", Resolution.SEND_BACK)):
        command = SettleException(
            case_id=cases[kind], case_aggregate="delivery:d1", settlement="vu", resolution=choice
        )
        assert store.run(command, manager()).status == "applied"
    # Of the two that nobody had announced by number, one was one too many.
    places = [piece(store, one)[0] for one in ("W-900", "W-901", "W-902")]
    assert (places[0], sorted(places[1:], key=str)) == (None, [LYON, None])
    gone = {one for one, where in zip(("W-901", "W-902"), places[1:], strict=True) if where is None}
    row = line(store, "l3")
    assert (row.received, set(row.received_serials)) == (2, {"W-900", "W-901", "W-902"} - gone)


def piece(store: World, serial: str) -> tuple[int | None, str]:
    row = store.ledger.piece(WATCH, serial)
    assert row is not None
    return row.location_id, row.bucket


def test_a_carton_that_has_not_come_is_one_case_with_its_units(store: World) -> None:
    store.all_of(carton())
    store.run(finish())
    assert told(store) == [("carton_missing", 3, "")]
    assert (store.stock().transit_in, store.stock(WATCH).transit_in) == (0, 0)
    late = store.run(carton(OTHER))
    assert late.code == "received_after_closing"
    assert (store.stock().sellable, line(store, "l2").missing) == (16, 0)


def test_a_carton_that_nobody_had_announced_is_kept_and_told(store: World) -> None:
    assert store.run(carton("X-77")).code == "carton_unknown"
    row = store.session.scalars(select(Carton).where(Carton.number == "X-77")).one()
    assert (row.state, row.is_announced) == ("received", False)
    store.all_of(pieces(SCARF, carton="X-77", quantity=1))


@pytest.mark.parametrize("ids", ["ab", "ba"])
def test_of_parcels_of_one_number_the_one_that_is_expected_here_is_meant(store: World, ids: str) -> None:
    store.fulfilment("f9", {"f9-scarf": (SCARF, 1)}, PARIS)
    heads = {"a": "f9", "b": "f1"}
    for id_ in ids:
        store.session.add(Parcel(id=id_, fulfilment_id=heads[id_], number="TWICE", packed_at=NOW))
        store.session.flush()
    assert store.run(carton("TWICE")).code == ""


def test_of_cartons_of_one_number_a_new_line_is_always_of_the_same(store: World) -> None:
    """Of many, so that no other is likely to be it by chance."""
    for place in range(3, 10):
        store.session.add(Carton(id=f"c{place}", delivery_id="d1", number=CARTON, state="expected"))
    store.session.delete(line(store, "l3"))
    store.all_of(pieces(WATCH, serial="W-905", carton=CARTON))
    made = store.session.scalars(select(DeliveryLine).where(DeliveryLine.article_id == WATCH)).one()
    assert made.carton_id == "c1"


def test_an_article_that_was_not_announced_gets_a_line_of_its_own(store: World) -> None:
    store.session.delete(line(store, "l3"))
    store.all_of(pieces(WATCH, serial="W-905", carton=CARTON))
    made = store.session.scalars(select(DeliveryLine).where(DeliveryLine.article_id == WATCH)).one()
    assert (made.expected, made.received, made.name, made.carton_id) == (0, 1, "Montre", "c1")


def test_a_truck_that_nobody_had_announced_is_received_all_the_same(store: World) -> None:
    begin = OpenDelivery(delivery_id="truck-abcdef", location_id=LYON, origin="Grossiste Durand")
    store.all_of(begin, begin, ReceivePieces(delivery_id="truck-abcdef", article_id=SCARF, quantity=4))
    assert store.stock().sellable == 14
    assert store.run(FinishDelivery(delivery_id="truck-abcdef")).code == "delivery_unannounced"
    assert told(store) == [("delivery_unannounced", 4, "")]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ReceiveCarton(delivery_id="d9", number=CARTON), "unknown_delivery"),
        (pieces(999), "unknown_article"),
        (pieces(quantity=1_000_000), "absurd_quantity"),
        (pieces(quantity=0), "absurd_quantity"),
        (TakeOff(delivery_id="d1", line_id="l9"), "unknown_line"),
        (OpenDelivery(delivery_id="d2", location_id=PARIS), "other_location"),
    ],
)
def test_what_cannot_be_taken_in_is_kept_without_effect(store: World, command: Any, code: str) -> None:
    before = in_all(store)
    outcome = store.run(command)
    assert (outcome.status, outcome.code) == ("quarantined", code)
    assert in_all(store) == before


def test_another_stores_truck_is_not_received_here(store: World) -> None:
    assert store.run(carton(), associate("till-9", PARIS)).code == "other_location"


def test_taking_off_more_than_came_takes_off_what_came(store: World) -> None:
    store.all_of(carton())
    assert store.run(TakeOff(delivery_id="d1", line_id="l1", quantity=7)).code == "units_taken_off_too_many"
    assert (line(store, "l1").received, store.stock().sellable) == (0, 10)
