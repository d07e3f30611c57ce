"""Receive: cartons, articles and customers' parcels are scanned off the truck, by hand and by scanner."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.model import (
    Carton,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Transfer,
    TransferLine,
)
from core.rules.time import HOUR_MS
from desktop.screens.receive import ReceiveScreen
from desktop.screens.receive.state import PARCEL_KEY, TRANSFER_KEY, Asked, AskedLine, Sight
from desktop.shell.widgets import Button
from tests.desktop.desk_double import MARC, NOW, STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.receive_room import numbers, rows, scan, shown
from tests.desktop.screens.store_world import ARTICLES
from tests.desktop.screens.truck_world import FIRST, PARIS, SECOND, announce, ask_for_shirts, send_parcels


@pytest.fixture
def opened(desk: SessionDesk) -> OpenDoors:
    announce(desk)
    send_parcels(desk)
    return OpenDoors(desk)


@pytest.fixture
def screen(opened: OpenDoors, desk: SessionDesk, qtbot: QtBot) -> ReceiveScreen:
    return shown(opened, desk, qtbot)


def test_what_is_expected_is_listed_with_parcels_and_who_sends_it(screen: ReceiveScreen) -> None:
    said = " ".join(rows(screen))
    assert "BL-4821" in said and "Entrepôt Mer" in said and "Cartons: 0 of 2" in said
    assert said.count("Claire Martin") == 2
    assert screen.count() == 3
    assert screen.view.scan_line.sentence() == "Scan a carton or a customer’s parcel"


def test_of_a_parcel_on_its_way_it_is_said_what_the_time_beside_it_is(screen: ReceiveScreen) -> None:
    [said, *_] = [row for row in rows(screen) if "Claire Martin" in row]
    assert "sent 10:58" in said
    with speaking("fr"):
        screen.view.speak()
        [said, *_] = [row for row in rows(screen) if "Claire Martin" in row]
    assert "expédié 10:58" in said


def test_a_carton_is_received_by_one_scan_and_counts_once(
    screen: ReceiveScreen, desk: SessionDesk, opened: OpenDoors
) -> None:
    assert "here: 4 article" in scan(screen, FIRST)
    assert screen.presenter.state.sight is Sight.DELIVERY
    assert desk.row(DeliveryLine, "l1").received == 3
    assert screen.view.detail.number.text() == "3 of 3"
    assert "scanned already" in scan(screen, FIRST)
    assert opened.sounds == [True, False]
    assert desk.pending() == ["ReceiveCarton"]


def test_missing_damaged_and_extra_are_told_by_key_and_seen_at_the_end(
    screen: ReceiveScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    scan(screen, FIRST)
    qtbot.keyClick(screen.view, Qt.Key.Key_F3)
    assert "1 missing" in screen.view.feedback.sentence()
    qtbot.keyClick(screen.view, Qt.Key.Key_F4)
    assert "1 damaged" in screen.view.feedback.sentence()
    said = scan(screen, ARTICLES["dress"]["gtin"])
    assert "Robe Calanque · 40\u00a0·\u00a0terracotta: 1 more than announced" in said
    screen.view.go.trigger()
    assert screen.presenter.state.sight is Sight.CLOSING
    said = " ".join(rows(screen))
    for words in (
        "1 missing",
        "1 damaged",
        "1 too many",
        "carton missing",
        "Carton · 2 article",
        "A manager sees to it",
    ):
        assert words in said
    screen.view.go.trigger()
    kinds = sorted(case.kind for case in desk.rows(ExceptionCase))
    assert kinds == ["carton_missing", "units_damaged", "units_extra", "units_missing"]
    assert desk.row(Delivery, "d1").state == "received"
    assert "now under Exceptions: 4." in screen.view.feedback.sentence()


def test_an_article_that_is_not_on_the_truck_s_list_is_said_to_be_so(screen: ReceiveScreen) -> None:
    scan(screen, FIRST)
    assert "1 that nobody announced. It counts" in scan(screen, ARTICLES["belt"]["gtin"])
    with speaking("fr"):
        said = scan(screen, ARTICLES["belt"]["gtin"])
    assert "non annoncé (2). C’est compté" in said


def test_the_last_article_is_taken_back(screen: ReceiveScreen, desk: SessionDesk) -> None:
    scan(screen, FIRST, ARTICLES["dress"]["gtin"])
    assert desk.row(DeliveryLine, "l2").received == 2
    screen.view.undo.trigger()
    assert desk.row(DeliveryLine, "l2").received == 1
    assert not screen.view.undo.isEnabled()


def test_a_piece_comes_by_its_number_and_a_doubted_one_is_scanned_twice(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    gtin = ARTICLES["watch"]["gtin"]
    assert "serial number" in scan(screen, "CARTON-2")
    assert "now scan the serial number" in scan(screen, gtin)
    assert "in this store already" in scan(screen, "MO-2217")
    assert desk.row(DeliveryLine, "l3").received == 1
    assert "2 of 2" in scan(screen, gtin, "MO-3001")
    assert "scanned already" in scan(screen, gtin, "MO-3001")
    assert desk.row(DeliveryLine, "l3").received_serials == ["MO-3000", "MO-3001"]


@pytest.mark.parametrize(
    ("place", "sold", "said"), [(None, NOW - 24 * HOUR_MS, "was sold"), (PARIS, None, "another store")]
)
def test_a_piece_that_was_sold_yesterday_or_is_elsewhere_says_so(
    screen: ReceiveScreen, desk: SessionDesk, place: int | None, sold: int | None, said: str
) -> None:
    with closing(sqlite3.connect(desk.station.replica.network_path)) as network:
        network.execute(
            "INSERT INTO piece (id, article_id, serial, location_id, bucket, sold_at)"
            " VALUES ('x', 16, 'MO-7', ?, 'sellable', ?)",
            (place, sold),
        )
        network.commit()
    scan(screen, "CARTON-2", ARTICLES["watch"]["gtin"])
    assert said in scan(screen, "MO-7")
    scan(screen, "MO-7")
    assert "MO-7" in desk.row(DeliveryLine, "l3").received_serials


def test_a_carton_that_nobody_announced_is_asked_for_twice(screen: ReceiveScreen, desk: SessionDesk) -> None:
    assert "Nobody announced X-1234" in scan(screen, "X-1234")
    scan(screen, FIRST)
    assert "scan it again" in scan(screen, SECOND)
    assert "is kept" in scan(screen, SECOND)
    assert [case.kind for case in desk.rows(ExceptionCase)] == ["carton_unknown"]


def test_a_truck_that_nobody_announced_is_begun_by_key(
    screen: ReceiveScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    [button] = screen.view.findChildren(Button, "receive_nothing_action")
    assert button.key == "F2"
    qtbot.keyClick(screen.view, Qt.Key.Key_F2)
    scan(screen, "X-1234", ARTICLES["belt"]["gtin"])
    screen.view.go.trigger()
    assert "The whole delivery" in " ".join(rows(screen))
    screen.view.go.trigger()
    assert [case.kind for case in desk.rows(ExceptionCase)] == ["delivery_unannounced"]


def test_a_request_is_decided_by_a_manager_alone(
    screen: ReceiveScreen, desk: SessionDesk, opened: OpenDoors
) -> None:
    ask_for_shirts(desk)
    now(screen.open(TRANSFER_KEY + "t1"))
    assert not screen.view.go.isEnabled()
    assert "A manager approves it" in screen.view.detail.accessibleName()
    desk.me = MARC
    now(screen.refresh(None))
    screen.view.go.trigger()
    assert "The other store has 0 of Chemise to spare" in opened.messages.sentences()[-1]
    assert desk.row(Transfer, "t1").state == "draft"
    screen.view.refuse.trigger()
    assert desk.row(Transfer, "t1").state == "refused"


def test_every_action_has_a_button_where_it_can_be_done(screen: ReceiveScreen, desk: SessionDesk) -> None:
    now(screen.open(PARCEL_KEY + numbers(desk)[0]))
    scan(screen, FIRST)
    seen = {button.objectName() for button in screen.view.findChildren(Button) if button.isVisible()}
    assert {"receive_missing_button", "receive_damaged_button", "receive_more_button"} <= seen


def test_a_delivery_that_was_called_off_and_comes_says_so_and_what_to_do(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    with desk.writing() as session:
        row = session.get_one(Delivery, "d1")
        row.state, row.state_at = "withdrawn", NOW - 24 * HOUR_MS
        for line in session.query(DeliveryLine):
            line.missing = line.expected
        for carton in session.query(Carton):
            carton.state = "missing"
    now(screen.refresh(None))
    assert screen.count() == 2
    assert any("called off" in row and "BL-4821" in row for row in rows(screen))
    said = scan(screen, FIRST)
    assert said == (
        "Delivery BL-4821 was called off yesterday 11:38. Is it here all the same? Then scan its cartons: "
        "they are received, and a manager is told."
    )
    # Enter receives nothing of it: the scan of a carton says that it is here.
    for _ in range(3):
        now(screen.presenter.go())
        assert (screen.view.feedback.sentence(), screen.presenter.state.sight) == (said, Sight.DELIVERY)
    assert desk.pending() == []
    assert "here: 4 article" in scan(screen, FIRST)
    assert (desk.row(Delivery, "d1").state, desk.row(DeliveryLine, "l1").received) == ("receiving", 3)
    assert [case.kind for case in desk.rows(ExceptionCase)] == ["received_after_withdrawal"]


def test_a_transfer_that_is_all_here_does_not_read_as_on_its_way() -> None:
    """Until headquarters has said so, its own state is still the one of before."""
    line = AskedLine(name="Chemise", size="38", colour="blanc", quantity=3, sent=2, received=2)
    asked = Asked(
        id="t1", number="T-1", state="in_transit", state_at=NOW, from_name="", requested_by="", reason="",
        decision="", lines=(line,),
    )  # fmt: skip
    assert (asked.stands, asked.is_open) == ("received", False)
    assert replace(asked, lines=(replace(line, received=1),)).stands == "partly_received"
    assert replace(asked, lines=(replace(line, sent=0, received=0),)).stands == "in_transit"


def test_what_is_received_of_a_transfer_is_told_before_headquarters_has_heard_of_it(
    screen: ReceiveScreen, desk: SessionDesk
) -> None:
    ask_for_shirts(desk)
    with desk.writing() as session:
        session.get_one(Transfer, "t1").state = "in_transit"
        session.get_one(TransferLine, "tl").sent = 2
    desk.add(
        Delivery(
            id="dt", number="T-ABC", location_id=STORE, transfer_id="t1", kind="transfer", state="closed",
            state_at=NOW, origin="Paris", due_at=NOW, created_at=NOW,
        ),
        DeliveryLine(id="dtl", delivery_id="dt", line_no=1, article_id=11, expected=2, received=2),
    )  # fmt: skip
    now(screen.refresh(None))
    [asked] = screen.presenter.state.transfers
    assert (asked.stands, asked.lines[0].received) == ("received", 2)
