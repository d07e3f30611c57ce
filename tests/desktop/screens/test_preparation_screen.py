"""Prepare as people use it: keys, buttons, scans; the sentences are read off the widgets."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.model import CarrierService, Fulfilment, FulfilmentLine, Order, Parcel
from desktop.devices.scanner import Badge, parse
from desktop.screens import Section
from desktop.screens.preparation.screen import PreparationScreen
from desktop.shell.theme import TOUCH, Tone
from desktop.shell.widgets import KeyValueRows, QuantityDots, Text
from tests.desktop.desk_double import NOW, STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import ARTICLES, add_order


@pytest.fixture
def opened(desk: SessionDesk) -> OpenDoors:
    return OpenDoors(desk)


@pytest.fixture
def screen(desk: SessionDesk, opened: OpenDoors, qtbot: QtBot) -> PreparationScreen:
    add_order(
        desk, "f1", "C-20418", "Claire Martin", {"jacket": 1, "shirt": 2}, due_min=-8, note="A gift, please."
    )
    made = PreparationScreen(opened.doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    now(made.refresh(None))
    made.view.show()
    made.view.activateWindow()
    qtbot.waitUntil(made.view.isActiveWindow)
    made.view.setFocus()
    return made


@pytest.fixture
def picking(screen: PreparationScreen) -> PreparationScreen:
    now(screen.open("f1"))
    return screen


def text(screen: PreparationScreen, name: str) -> str:
    found = screen.view.findChild(Text, name)
    assert found is not None, name
    return found.text()


def button(screen: PreparationScreen, name: str) -> QAbstractButton:
    found = screen.view.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def shown_buttons(screen: PreparationScreen) -> list[str]:
    names = ("back", "short", "skip", "parcel", "go")
    return [name for name in names if button(screen, f"prepare_{name}_button").isVisible()]


def scan(screen: PreparationScreen, name: str) -> None:
    assert screen.scanned(parse(ARTICLES.get(name, {}).get("gtin", name)))


def press(qtbot: QtBot, screen: PreparationScreen, key: Qt.Key) -> None:
    qtbot.keyClick(screen.view.focusWidget() or screen.view, key)


def test_the_queue_leads_to_the_selected_order(screen: PreparationScreen, qtbot: QtBot) -> None:
    assert [row.key for row in screen.view.queue.rows.rows()] == ["f1"]
    assert button(screen, "prepare_queue_go").accessibleName() == "Prepare C-20418"
    press(qtbot, screen, Qt.Key.Key_Return)

    assert text(screen, "prepare_number") == "C-20418"


def test_quick_keys_and_scans_make_up_a_round_in_the_order_in_which_they_came(
    screen: PreparationScreen, opened: OpenDoors, desk: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_order(desk, "f2", "C-20419", "Marc Petit", {"shirt": 1}, due_min=20)
    add_order(desk, "f3", "C-20420", "Lou Roche", {"shirt": 1}, due_min=30)
    begun: list[Coroutine[Any, Any, object]] = []
    now(screen.refresh(None))
    monkeypatch.setattr(opened.doors.tasks, "start", begun.append)
    screen.view.acts.add.trigger()
    screen.scanned(parse("C-20419"))
    screen.scanned(parse("C-20420"))
    screen.view.acts.add.trigger()
    screen.view.acts.go.trigger()

    for work in begun:
        now(work)
    assert [head.id for head in screen.presenter.state.heads] == ["f2", "f3"]


def test_the_article_to_pick_is_told_large(picking: PreparationScreen) -> None:
    assert text(picking, "pick_place") == "Zone A · Aisle 2 · Shelf 1"
    assert text(picking, "pick_name") == "Chemise lin Alba"
    assert text(picking, "pick_size") == "38"
    assert text(picking, "pick_stock") == "Here: 6 on the shelf, 1 on display"
    assert text(picking, "prepare_note") == "“A gift, please.”"
    dots = picking.view.findChild(QuantityDots, "pick_dots")
    assert dots is not None
    assert dots.words() == "0 of 2"


def test_the_screen_says_what_a_scan_would_do(picking: PreparationScreen) -> None:
    assert text(picking, "prepare_prompt") == "Scan Chemise lin Alba, or another article of the order"


def test_a_right_scan_lights_the_card_and_sounds(picking: PreparationScreen, opened: OpenDoors) -> None:
    scan(picking, "shirt")

    assert picking.view.feedback.sentence() == "Chemise lin Alba, 38, blanc: right one. 1 of 2."
    assert picking.view.card.edge() is Tone.OK
    assert opened.sounds == [True]


def test_a_wrong_scan_stays_until_the_next(picking: PreparationScreen, opened: OpenDoors) -> None:
    scan(picking, "dress")
    now(picking.refresh(None))

    assert picking.view.feedback.sentence() == (
        "Robe Calanque, 40, terracotta is not in this order. Put it back."
    )
    assert picking.view.card.edge() is Tone.BAD
    assert opened.sounds == [False]
    scan(picking, "shirt")
    assert picking.view.feedback.tone is Tone.OK


@pytest.mark.parametrize(
    ("scans", "said"),
    [
        (["dress"], "Robe Calanque"),
        (["jacket_l"], "Wanted: M"),
        (["shirt", "shirt", "shirt"], "One too many"),
        (["MO-2217"], "C-20423"),
    ],
    ids=["another article", "another size", "one too many", "another's piece"],
)
def test_what_is_wrong_is_seen_and_heard_where_one_works_without_a_box_to_click_away(
    desk: SessionDesk, screen: PreparationScreen, opened: OpenDoors, scans: list[str], said: str
) -> None:
    add_order(desk, "w1", "C-20500", "Ada Petit", {"jacket": 1, "shirt": 2, "watch": 1})
    add_order(desk, "w2", "C-20423", "Linh Nguyen", {"watch": 1}, state="picked")
    with desk.writing() as session:
        session.get_one(FulfilmentLine, "w2-1").serials = ["MO-2217"]
    now(screen.open("w1"))
    if said == "C-20423":
        scan(screen, "watch")
    for name in scans:
        scan(screen, name)
    feedback = screen.view.feedback

    assert said in feedback.sentence()
    assert feedback.isVisible() and feedback.tone is Tone.BAD
    assert opened.sounds[-1] is False
    assert QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None


def test_enter_picks_by_hand(picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    press(qtbot, picking, Qt.Key.Key_Return)

    assert desk.row(FulfilmentLine, "f1-2").picked == 1


def test_f2_asks_why_and_a_digit_answers(picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    press(qtbot, picking, Qt.Key.Key_F2)
    assert text(picking, "short_title") == "Why is it short? Chemise lin Alba, 38, blanc"
    assert text(picking, "short_units") == "2 of 2 missing"
    assert shown_buttons(picking) == ["back"]
    qtbot.mouseClick(button(picking, "short_less"), Qt.MouseButton.LeftButton)
    press(qtbot, picking, Qt.Key.Key_3)

    line = desk.row(FulfilmentLine, "f1-2")
    assert (line.short, line.short_reason) == (1, "damaged")
    assert picking.view.feedback.sentence().startswith("Chemise lin Alba: 1 short (damaged)")


def test_a_short_shows_its_effect_and_who_else_wants_the_article(
    picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    add_order(desk, "f2", "C-20423", "Linh Nguyen", {"shirt": 1}, due_min=40)
    press(qtbot, picking, Qt.Key.Key_F2)
    assert button(picking, "short_reasons_not_found").accessibleName() == "Not found · 6 → 0"
    assert button(picking, "short_reasons_mismatch").accessibleName() == "Fewer than the stock says · 6 → 4"
    assert button(picking, "short_reasons_pick_later").accessibleName() == "Pick later"
    assert text(picking, "short_others") == "Also wanted by C-20423 (1)"
    press(qtbot, picking, Qt.Key.Key_F9)
    assert text(picking, "short_others") == "Short for them too, with the reasons 1 to 3: C-20423 (1)"
    # The buttons of before are let go when the loop comes round.
    QApplication.processEvents()
    assert button(picking, "short_reasons_mismatch").accessibleName() == "Fewer than the stock says · 6 → 3"
    assert button(picking, "short_reasons_pick_later").accessibleName() == "Pick later"
    press(qtbot, picking, Qt.Key.Key_1)

    assert [desk.row(FulfilmentLine, key).short for key in ("f1-2", "f2-1")] == [2, 1]


def test_each_reason_can_be_pressed_and_says_its_effect(
    picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(button(picking, "prepare_short_button"), Qt.MouseButton.LeftButton)
    reason = button(picking, "short_reasons_mismatch")
    qtbot.waitUntil(lambda: reason.height() >= TOUCH)
    qtbot.mouseClick(reason, Qt.MouseButton.LeftButton)

    assert desk.row(FulfilmentLine, "f1-2").short_reason == "mismatch"


def test_escape_leaves_the_question_then_the_order(
    picking: PreparationScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    press(qtbot, picking, Qt.Key.Key_F2)
    press(qtbot, picking, Qt.Key.Key_Escape)
    assert shown_buttons(picking) == ["short", "skip", "go"]
    press(qtbot, picking, Qt.Key.Key_Escape)
    assert picking.view.queue.isVisible()
    press(qtbot, picking, Qt.Key.Key_Escape)

    assert opened.gone == [(Section.TODAY, "")]


def test_a_round_is_made_up_by_key_and_its_totes_are_told_large(
    screen: PreparationScreen, desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    add_order(desk, "f2", "C-20423", "Linh Nguyen", {"shirt": 1}, due_min=40)
    now(screen.refresh(None))
    press(qtbot, screen, Qt.Key.Key_F7)
    assert button(screen, "prepare_queue_go").accessibleName() == "Begin the round: 2 order(s)"
    press(qtbot, screen, Qt.Key.Key_Space)
    assert screen.presenter.state.chosen == ("f2",)
    press(qtbot, screen, Qt.Key.Key_F6)
    press(qtbot, screen, Qt.Key.Key_Return)

    assert text(screen, "prepare_round_title") == "Round of 2 order(s)"
    assert [text(screen, f"tote_{place}_order") for place in range(2)] == [
        "C-20418 · Martin",
        "C-20423 · Nguyen",
    ]
    for name in ("shirt", "shirt", "shirt"):
        scan(screen, name)
    tile = screen.view.findChild(QWidget, "prepare_tote_tile")
    assert tile is not None
    assert (tile.isVisible(), tile.accessibleName()) == (True, "Tote 2")
    assert text(screen, "tote_1_done") == "complete"
    assert opened.sounds == [True, True, True]


def test_f3_skips(picking: PreparationScreen, qtbot: QtBot) -> None:
    press(qtbot, picking, Qt.Key.Key_F3)

    assert text(picking, "pick_name") == "Veste Mistral"


def test_ctrl_z_takes_back_what_the_button_shows(
    picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    assert not button(picking, "prepare_undo_button").isVisible()
    scan(picking, "shirt")
    assert button(picking, "prepare_undo_button").isVisible()
    qtbot.keyClick(picking.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desk.row(FulfilmentLine, "f1-2").picked == 0
    assert picking.view.feedback.sentence() == "Taken back: one Chemise lin Alba is on the shelf again."


def test_a_line_is_chosen_from_the_list(picking: PreparationScreen, qtbot: QtBot) -> None:
    rows = picking.view.round.rows
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.row_rect("f1-1").center())

    assert text(picking, "pick_name") == "Veste Mistral"


def test_a_serial_number_is_typed_where_it_is_asked_for(
    screen: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    add_order(desk, "f2", "C-2", "Linh Nguyen", {"watch": 1})
    now(screen.open("f2"))
    assert button(screen, "prepare_go_button").accessibleName() == "Type the number"
    press(qtbot, screen, Qt.Key.Key_Return)
    field = screen.view.findChild(QLineEdit, "pick_serial")
    assert field is not None
    assert field.hasFocus()
    qtbot.keyClicks(field, "MO-2217")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert desk.row(FulfilmentLine, "f2-1").serials == ["MO-2217"]


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


def test_f8_gives_the_order_back(picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    press(qtbot, picking, Qt.Key.Key_F8)

    assert desk.row(Fulfilment, "f1").claimed_by is None
    assert picking.view.queue.isVisible()


def test_a_badge_is_not_for_this_screen(picking: PreparationScreen) -> None:
    assert not picking.scanned(Badge("BADGE-1"))


def test_an_empty_queue_says_so(screen: PreparationScreen, desk: SessionDesk) -> None:
    with desk.writing() as session:
        session.get_one(Fulfilment, "f1").state = "handed_over"
    now(screen.refresh(frozenset({"fulfilment"})))

    assert screen.view.queue.nothing.isVisible()
    assert screen.view.queue.nothing.sentence() == "Nothing to prepare"
    assert screen.count() == 0


def test_when_colleagues_have_everything_the_next_promise_is_told(
    screen: PreparationScreen, desk: SessionDesk
) -> None:
    with desk.writing() as session:
        row = session.get_one(Fulfilment, "f1")
        row.state, row.claimed_by, row.claimed_device = "picking", "s-paul", "device-2"
        row.claimed_at = desk.clock.now()
    now(screen.refresh(frozenset({"fulfilment"})))

    model = screen.view.queue.rows.model()
    assert model.data(model.index(0, 0)) == (
        "With colleagues Nothing else to prepare. Next promise: 11:30, 1 order(s)"
    )


def test_every_control_has_a_name_and_room_for_a_finger(picking: PreparationScreen) -> None:
    for found in picking.view.findChildren(QAbstractButton):
        if found.isVisible():
            assert found.objectName()
            assert found.accessibleName()
            assert min(found.height(), found.width()) >= TOUCH


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
