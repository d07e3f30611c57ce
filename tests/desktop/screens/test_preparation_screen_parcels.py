"""Parcels at the screen Prepare: an order is packed, weighed, staged and leaves, by keys and scans."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.model import CarrierService, Fulfilment, Order, Parcel
from desktop.screens.preparation.screen import PreparationScreen
from desktop.shell.widgets import KeyValueRows, RowList, Text
from tests.desktop.desk_double import NOW, STORE, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparation_room import button, picking, press, scan, screen, text
from tests.desktop.screens.store_world import add_order

__all__ = ["picking", "screen"]


def test_a_whole_order_by_scanner_and_enter_alone(
    picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    for name in ("shirt", "shirt", "jacket"):
        scan(picking, name)
    assert text(picking, "pack_title") == "Pack C-20418"
    assert button(picking, "prepare_go_button").accessibleName() == "Pack 1 parcel(s)"
    press(qtbot, picking, Qt.Key.Key_Return)
    assert text(picking, "stage_title") == "Put the parcel in its bin"
    assert picking.view.findChild(QWidget, "stage_bin").accessibleName() == "Bin 1"  # type: ignore[union-attr]
    scan(picking, "BIN-14")

    assert desk.row(Fulfilment, "f1").state == "staged"
    assert [parcel.bin for parcel in desk.rows(Parcel)] == ["BIN-14"]
    # Where it stands is said once, at the end of the order; beside it only what came besides.
    assert picking.view.findChild(QWidget, "prepare_end").accessibleName().startswith("C-20418 is in bin 14")
    assert picking.view.feedback.sentence() == "Its label is printed again, with the right bin."


def test_the_bin_is_the_largest_thing_of_its_step(picking: PreparationScreen, qtbot: QtBot) -> None:
    for name in ("shirt", "shirt", "jacket"):
        scan(picking, name)
    press(qtbot, picking, Qt.Key.Key_Return)
    stage = picking.view.parts.stage
    sizes = {word.text(): word.font().pixelSize() for word in stage.findChildren(Text) if word.isVisible()}
    bin_px = sizes.pop("1")
    assert bin_px > 3 * max(sizes.values())


def test_what_the_customer_wrote_stands_over_the_parcels_while_they_are_packed(
    picking: PreparationScreen,
) -> None:
    beside, over = (picking.view.findChild(Text, name) for name in ("prepare_note", "pack_note"))
    assert beside is not None and over is not None
    assert (beside.isVisible(), over.isVisible()) == (True, False)
    for name in ("shirt", "shirt", "jacket"):
        scan(picking, name)
    assert (beside.isVisible(), over.isVisible()) == (False, True), "said once, where it is acted on"
    assert over.text() == "“A gift, please.”"
    assert text(picking, "pack_then") == "Into its bin"
    rows = picking.view.findChild(RowList, "draft_0_rows")
    assert rows is not None
    assert all(row.cells[0].swatch for row in rows.rows()), "an article is told by its look"


@pytest.mark.parametrize("size", [(952, 660), (1208, 720)])
@pytest.mark.parametrize(
    "note", ["A gift, please. No prices.", "It may ring twice. " * 25], ids=["short", "long"]
)
def test_what_the_customer_wrote_is_in_sight_however_many_articles_are_packed(
    size: tuple[int, int], note: str, screen: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    articles = ("shirt", "dress", "jacket", "jacket_l", "belt")
    add_order(desk, "f5", "C-5", "Paul Roux", dict.fromkeys(articles, 1), note=note)
    screen.view.resize(*size)
    now(screen.open("f5"))
    for name in articles:
        scan(screen, name)
    for _ in range(3):
        press(qtbot, screen, Qt.Key.Key_F5)
        QApplication.processEvents()
        note = screen.view.findChild(Text, "pack_note")
        assert note is not None and note.visibleRegion().boundingRect() == note.rect()


def test_a_bin_is_typed_with_enter(picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    for name in ("shirt", "shirt", "jacket"):
        scan(picking, name)
    press(qtbot, picking, Qt.Key.Key_Return)
    field = picking.view.parts.stage.field.line
    field.setFocus()
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert [parcel.bin for parcel in desk.rows(Parcel)] == ["BIN-7"]


def test_f5_makes_one_more_parcel_and_a_row_moves_a_unit(
    picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    for name in ("shirt", "shirt", "jacket"):
        scan(picking, name)
    press(qtbot, picking, Qt.Key.Key_F5)
    rows = picking.view.parts.pack.findChild(QWidget, "draft_0_rows")
    rows.acted.emit("f1-1")  # type: ignore[union-attr]
    assert button(picking, "prepare_go_button").accessibleName() == "Pack 2 parcel(s)"
    press(qtbot, picking, Qt.Key.Key_Return)

    assert len(desk.rows(Parcel)) == 2
    assert len(desk.spooled()) == 2


def test_a_weight_is_typed_in_grams(picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    for name in ("shirt", "shirt", "jacket"):
        scan(picking, name)
    field = picking.view.findChild(QLineEdit, "draft_0_weight")
    assert field is not None
    field.setFocus()
    qtbot.keyClicks(field, "85x0")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert [parcel.weight_g for parcel in desk.rows(Parcel)] == [850]


def test_who_takes_a_shipment_along_and_when_is_told_while_it_is_packed(
    screen: PreparationScreen, desk: SessionDesk
) -> None:
    ship = {"kind": "shipment", "state": "picked", "carrier": "COL", "service": "DOM"}
    desk.add(
        CarrierService(id="c1", location_id=STORE, carrier="COL", service="DOM", carrier_name="Colivia",
                       service_name="Domicile", closes_min=1050, most_g=20_000),
        Order(id="order-s1", number="C-1", channel="web", customer_id="c", placed_at=NOW, carrier="VELOCE",
              service="EXPRESS"),
    )  # fmt: skip
    add_order(desk, "s1", "C-1", "Ada Roy", {"shirt": 1}, destination="Ada Roy, 69003 Lyon", **ship)
    now(screen.open("s1"))
    assert text(screen, "pack_hint") == (
        "Everything is picked. It goes in one parcel, or in more of them. "
        "It leaves with Colivia · Domicile: 17:30."
    )
    facts = screen.view.findChild(KeyValueRows, "prepare_facts")
    assert facts is not None
    assert ("Carrier", "Colivia · Domicile") in facts.facts()
    assert ("Promised with", "VELOCE · EXPRESS") in facts.facts()
