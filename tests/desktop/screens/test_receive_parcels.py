"""Receive: customers' parcels on the truck, and those that their carrier brings back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import delete, update

from core.model import Bin, ExceptionCase, Fulfilment, FulfilmentLine, Parcel
from desktop.screens.receive import ReceiveScreen
from desktop.screens.receive.state import Sight
from tests.desktop.desk_double import STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.receive_room import numbers, rows, scan, shown
from tests.desktop.screens.store_world import add_order
from tests.desktop.screens.truck_world import SECOND, send_parcels

BACK_ALONE = (
    "One of several parcels of C-20600 is back. Put what is in it on the shelves; Exceptions asks what "
    "becomes of it."
)


@pytest.fixture
def screen(desk: SessionDesk, qtbot: QtBot) -> ReceiveScreen:
    send_parcels(desk)
    return shown(OpenDoors(desk), desk, qtbot)


def test_a_customers_parcel_shows_its_bin_at_once_and_stands_in_it(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    first, second = numbers(desk)
    assert "has arrived" in scan(screen, first)
    assert [tile.name for tile in screen.view.parcel.board.tiles()] == ["Bin 1"]
    assert desk.row(Fulfilment, "f20").location_id == STORE
    assert "still on its way" in scan(screen, "BIN-7")
    scan(screen, second)
    assert [tile.name for tile in screen.view.parcel.board.tiles()] == ["Bin 7"]
    screen.view.go.trigger()
    assert "is told that it is ready" in screen.view.feedback.sentence()
    assert {row.bin for row in desk.rows(Parcel) if row.fulfilment_id == "f20"} == {"BIN-7"}
    assert desk.row(Fulfilment, "f20").state == "staged"
    assert screen.presenter.state.sight is Sight.LIST


def test_a_bin_that_holds_another_order_is_asked_for_twice(screen: ReceiveScreen, desk: SessionDesk) -> None:
    add_order(desk, "f9", "C-1", "Luc", {"belt": 1}, state="ready", bins=("BIN-5",))
    scan(screen, numbers(desk)[0])
    assert "holds C-1" in scan(screen, "BIN-5")
    assert "no bin 99" in scan(screen, "BIN-99")
    scan(screen, "BIN-5", "BIN-5")
    assert desk.row(Fulfilment, "f20").state == "staged"


def test_a_bin_that_is_proposed_for_its_room_beside_another_order_is_not_complained_of(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    add_order(desk, "f9", "C-1", "Luc", {"belt": 1}, state="ready", bins=("BIN-5",))
    with desk.writing() as session:
        session.execute(delete(Bin).where(Bin.code != "BIN-5"))
        session.execute(update(Bin).values(room=40))
    scan(screen, numbers(desk)[0])
    assert [tile.name for tile in screen.view.parcel.board.tiles()] == ["Bin 5"]
    scan(screen, "BIN-5")
    assert desk.row(Fulfilment, "f20").state == "staged"


def test_another_stores_parcel_says_so(screen: ReceiveScreen) -> None:
    label = f"CL1:0199A2C4-5E6F-7A8B-9C0D-1E2F3A4B5C6D:{SECOND}:1/1:B-14"
    assert "another store’s parcel" in scan(screen, label)


def test_a_parcel_that_was_given_up_for_lost_and_comes_goes_into_its_bin(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    with desk.writing() as session:
        session.get_one(Fulfilment, "f20").state = "lost"
    now(screen.refresh(None))
    assert sum("given up for lost" in row for row in rows(screen)) == 2
    said = scan(screen, numbers(desk)[0])
    assert said == "C-20500 was given up for lost, and is here. A manager is told."
    assert desk.row(Fulfilment, "f20").state == "arrived"
    assert [case.kind for case in desk.rows(ExceptionCase)] == ["arrived_after_loss"]


def sent_home(desk: SessionDesk, parcels: int) -> list[str]:
    """A jacket on its way to a customer's home; the numbers of its parcels, the one with the jacket first."""
    add_order(
        desk, "home", "C-20600", "Ada Roy", {"jacket": 1}, state="dispatched", kind="shipment",
        bins=("BIN-3", "BIN-4")[:parcels], destination="Ada Roy, 69003 Lyon",
    )  # fmt: skip
    sent = [row for row in desk.rows(Parcel) if row.fulfilment_id == "home"]
    return [row.number for row in sorted(sent, key=lambda row: not row.contents)]


def test_what_its_carrier_brings_back_goes_into_a_bin_to_be_sent_once_more(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    [number] = sent_home(desk, parcels=1)
    assert scan(screen, number) == "C-20600 has arrived."
    assert (desk.row(Fulfilment, "home").state, screen.presenter.state.sight) == ("arrived", Sight.PARCEL)


def test_one_of_several_that_its_carrier_brings_back_goes_on_the_shelves(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    number, _ = sent_home(desk, parcels=2)
    assert scan(screen, number) == BACK_ALONE
    assert (desk.row(Fulfilment, "home").state, screen.presenter.state.sight) == ("dispatched", Sight.LIST)
    assert [case.kind for case in desk.rows(ExceptionCase)] == ["parcel_came_back"]
    assert desk.row(FulfilmentLine, "home-1").handed_over == 0


def test_one_that_came_back_alone_and_is_scanned_again_says_the_same_and_counts_once(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    number, _ = sent_home(desk, parcels=2)
    assert [scan(screen, number) for _ in range(3)] == [BACK_ALONE] * 3
    assert (desk.row(Fulfilment, "home").state, screen.presenter.state.sight) == ("dispatched", Sight.LIST)
    assert [case.kind for case in desk.rows(ExceptionCase)] == ["parcel_came_back"]


def test_the_other_one_of_two_comes_back_as_a_single_one_does(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    number, other = sent_home(desk, parcels=2)
    scan(screen, number)
    assert scan(screen, other) == "C-20600 has arrived."
    assert (desk.row(Fulfilment, "home").state, screen.presenter.state.sight) == ("arrived", Sight.PARCEL)


@pytest.mark.parametrize("parcels", [1, 2])
def test_what_was_sent_to_another_store_and_comes_back_is_here_once_it_is_whole(
    screen: ReceiveScreen, desk: SessionDesk, parcels: int
) -> None:
    *first, last = sent_home(desk, parcels=parcels)
    with desk.writing() as session:
        session.get_one(Fulfilment, "home").collect_location_id = STORE + 1
    early = (
        "One of several parcels of C-20600 is back. Keep it as it is: with the last one the order is here "
        "again."
    )
    for number in first * 2:
        assert scan(screen, number) == early
        assert desk.row(Fulfilment, "home").state == "dispatched"
    assert scan(screen, last) == "C-20600 has arrived."
    assert (desk.row(Fulfilment, "home").state, screen.presenter.state.sight) == ("arrived", Sight.PARCEL)
    assert desk.rows(ExceptionCase) == []
