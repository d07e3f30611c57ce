"""Prepare as people use it: keys, buttons, scans; the sentences are read off the widgets."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.model import Fulfilment, FulfilmentLine
from desktop.devices.scanner import Badge, parse
from desktop.screens import Section
from desktop.screens.preparation.order_card import OrderCard
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.preparation.state import Phase
from desktop.shell.theme import TOUCH, Tone
from desktop.shell.widgets import QuantityDots, Text
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.preparation_room import button, picking, press, scan, screen, shown_buttons, text
from tests.desktop.screens.store_world import add_order

__all__ = ["picking", "screen"]

USUAL, SMALLEST = (1440, 900), (1024, 768)
FRAME = (220, 76)
"""Px of a window that the rail and the top bar have; at 1024 the rail is narrower, which leaves more."""


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


def test_where_the_walk_goes_then_is_told_below(picking: PreparationScreen) -> None:
    assert text(picking, "pick_then") == "Zone B · Aisle 4 · Shelf 2"
    assert text(picking, "pick_then_what") == "1 × Veste Mistral · M\u00a0·\u00a0marine"
    scan(picking, "shirt")
    scan(picking, "shirt")
    assert text(picking, "pick_name") == "Veste Mistral"
    assert text(picking, "pick_then") == "Pack C-20418"
    assert text(picking, "pick_then_what") == "Nothing more to pick"


def test_the_selected_order_stays_in_sight_when_a_scan_is_answered(
    screen: PreparationScreen, desk: SessionDesk
) -> None:
    for number in range(20):
        add_order(desk, f"q{number}", f"C-3{number:04}", "Marc Petit", {"shirt": 1}, due_min=60 + number)
    now(screen.refresh(None))
    rows = screen.view.queue.rows
    rows.end_neared.disconnect()
    last = rows.rows()[-1].key
    rows.choose(last)
    QApplication.processEvents()
    for code in ("4006381333931", "C-20418"):
        scan(screen, code) if code.isdigit() else screen.view.queue.feedback.clear()
        QApplication.processEvents()
        assert rows.current_key() == last
        assert rows.viewport().rect().contains(rows.row_rect(last))


@pytest.mark.parametrize("size", [USUAL, SMALLEST])
def test_where_the_walk_goes_then_is_seen_at_the_usual_size_and_at_the_smallest(
    picking: PreparationScreen, size: tuple[int, int]
) -> None:
    view = picking.view
    for width, height in (SMALLEST, USUAL, size):
        view.resize(width - FRAME[0], height - FRAME[1])
        QApplication.processEvents()
    said = [one for name in ("pick_then", "pick_then_short") for one in view.findChildren(Text, name)]
    seen = [one for one in said if one.isVisible()]
    assert [one.text() for one in seen] == [
        "Then: B · 4 · 2" if size == SMALLEST else "Zone B · Aisle 4 · Shelf 2"
    ]
    part, shown = view.parts.pick, seen[0]
    assert part.rect().contains(QRect(shown.mapTo(part, QPoint()), shown.size()))
    assert shown.height() >= shown.heightForWidth(shown.width())


def test_the_picture_takes_the_room_of_what_is_no_longer_above_and_below_it(
    picking: PreparationScreen,
) -> None:
    part = picking.view.parts.pick
    picking.view.resize(1800, 720)
    QApplication.processEvents()
    usual, room = part._swatch.height(), part.size()
    part.set_low(True)
    # Laid out, made to fit, and laid out once more.
    for _ in range(3):
        QApplication.processEvents()
    assert part.size() == room
    assert usual < part._swatch.height() <= room.height() - part._swatch.y()


def test_what_comes_from_the_same_place_sends_nobody_on(screen: PreparationScreen, desk: SessionDesk) -> None:
    add_order(desk, "f2", "C-20419", "Marc Petit", {"jacket": 1, "jacket_l": 2}, due_min=20)
    now(screen.open("f2"))
    assert text(screen, "pick_then") == "At the same place"
    assert text(screen, "pick_then_what") == "2 × Veste Mistral · L\u00a0·\u00a0marine"


def test_what_a_scan_did_takes_no_room_from_the_queue_before_one(screen: PreparationScreen) -> None:
    bar = screen.view.queue.feedback
    assert bar.isHidden()
    scan(screen, "4006381333931")
    assert bar.sentence() and not bar.isHidden()


def test_the_way_back_stands_in_the_corner_of_a_card_that_lies_under_the_list(
    picking: PreparationScreen, qtbot: QtBot
) -> None:
    card = OrderCard(picking.view.acts.give_back)
    qtbot.addWidget(card)
    card.show_state(picking.presenter.state)
    card.set_folded(True)
    card.resize(900, 160)
    card.show()
    back = card.findChild(QAbstractButton, "prepare_give_back_button")
    assert back is not None
    qtbot.waitUntil(lambda: back.width() == back.sizeHint().width())
    assert back.mapTo(card, back.rect().topRight()).x() + 1 == 900 - card.body.contentsMargins().right()


def test_the_screen_says_what_a_scan_would_do(picking: PreparationScreen) -> None:
    assert text(picking, "prepare_prompt") == "Scan Chemise lin Alba, or another article of the order"


def test_a_right_scan_lights_the_card_and_sounds(picking: PreparationScreen, opened: OpenDoors) -> None:
    scan(picking, "shirt")

    assert picking.view.feedback.sentence() == "Chemise lin Alba · 38\u00a0·\u00a0blanc: right one. 1 of 2."
    assert picking.view.card.edge() is Tone.OK
    assert opened.sounds == [True]


def test_a_wrong_scan_stays_until_the_next(picking: PreparationScreen, opened: OpenDoors) -> None:
    scan(picking, "dress")
    now(picking.refresh(None))

    assert picking.view.feedback.sentence() == (
        "Robe Calanque · 40\u00a0·\u00a0terracotta is not in this order. Put it back."
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
    for name in ("dress", "jacket"):
        scan(screen, name)

    # What is packed is one order, and the list at the left is of that one alone.
    head = screen.presenter.state.head
    assert head is not None
    assert screen.presenter.state.phase is Phase.PACK
    assert text(screen, "prepare_round_title") == head.number


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
    go = button(screen, "prepare_go_button")
    assert go.isVisible() and not go.isEnabled(), "there is no number to take yet"
    qtbot.keyClicks(field, "MO-2217")
    assert go.isEnabled()
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert desk.row(FulfilmentLine, "f2-1").serials == ["MO-2217"]


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
