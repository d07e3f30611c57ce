"""Hand over at work: by keyboard, finger and scan, read off the widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.commands import Proof
from core.model import Fulfilment
from desktop.devices.scanner import Article, OrderNumber, PickupCode
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.screens import Section
from desktop.screens.handover import parting
from desktop.shell.strip import STRIP_HEIGHT
from desktop.shell.widgets import Button
from desktop.shell.widgets.overlay_bar import OverlayBar
from tests.desktop.desk_double import MARC, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.handover_room import Person, english, person
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.store_world import ARTICLES, CODE, add_order
from tests.desktop.shell.row_lists import double_click

__all__ = ["english", "person"]


AT_SMALLEST = (952, 696)
"""Px that the page has in a window of 1024 x 768."""
LEAST_HEIGHT = 648
"""Px that it has in the lowest window; with the strip that says that headquarters cannot be reached, one of
1024 x 768 leaves 2 more."""
LONG_NAME = "Anne-Sophie de La Rochefoucauld-Montbel"


def test_it_says_how_many_wait_and_what_a_scan_would_do(person: Person) -> None:
    assert person.reads("hand_over_nothing") == "3 parcel(s) to hand over"
    hint = person.view.nothing.hint()
    assert hint == "The longest here: C-20365, Yvonne Petit. Bins 3, 4, told yesterday 11:38."
    assert person.reads("hand_over_scan") == "Scan the customer’s code, a parcel or a bin"
    assert person.screen.count() == 2


def test_an_empty_store_speaks_too(desk: SessionDesk, qtbot: QtBot) -> None:
    person = Person(desk, qtbot)
    assert person.reads("hand_over_nothing") == "No parcel waits to be handed over"
    assert not person.sees("hand_over_nothing_action")


def test_all_that_waits_is_one_press_away(person: Person) -> None:
    [button] = person.view.findChildren(Button, "hand_over_nothing_action")
    assert button.key == "Down"
    person.click("hand_over_nothing_action")
    assert [row.key for row in person.view.results.rows()] == ["yvonne", "claire"]
    person.press(Qt.Key.Key_Escape, Qt.Key.Key_Down)
    assert len(person.rows()) == 2


def test_typing_a_name_finds_and_says_what_is_not_ready(person: Person) -> None:
    person.type("martin")
    ready, muted = person.rows()
    assert ready == "ready · Claire Martin, C-20377 · told 10:58 · Bin 14, 1 parcel(s) · Open"
    assert "Hugo Martin, C-20418 · to prepare, promised 12:38" in muted
    person.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert person.reads("hand_over_feedback") == (
        "C-20418, Hugo Martin: to prepare, promised 12:38. There is nothing to hand over."
    )


def test_two_presses_say_what_is_the_matter_with_an_order_that_is_not_ready(
    person: Person, qtbot: QtBot
) -> None:
    person.type("martin")
    double_click(qtbot, person.view.results, "hugo")
    assert "to prepare, promised 12:38" in person.reads("hand_over_feedback")


def test_from_name_to_handed_over_by_keyboard_alone(person: Person) -> None:
    person.type("clai")
    person.press(Qt.Key.Key_Return)
    assert person.reads("hand_over_customer") == "Claire Martin"
    assert person.reads("hand_over_bins") == "Bin 14: 1 parcel(s)"
    assert not person.see("hand_over_button").isEnabled()
    assert person.reads("hand_over_missing") == "Still missing: the identity check."
    person.type(CODE)
    assert person.reads("hand_over_proved") == "The code 482 913 is right"
    person.press(Qt.Key.Key_Return)
    assert person.desk.row(Fulfilment, "claire").state == "handed_over"
    assert person.reads("hand_over_done_title") == "Handed over"
    assert person.reads("hand_over_done_customer") == "Claire Martin"
    person.press(Qt.Key.Key_Return)
    assert person.reads("hand_over_nothing") == "2 parcel(s) to hand over"
    assert person.view.search.line.hasFocus()


def test_scans_are_taken_and_heard(person: Person) -> None:
    assert person.screen.scanned(PickupCode(CODE))
    assert person.reads("hand_over_customer") == "Claire Martin"
    number = person.screen.presenter.state.opened.head.parcels[0].number
    assert person.screen.scanned(ScannedParcel(number))
    assert person.reads("hand_over_bins") == "Bin 14: 1 parcel(s) in hand"
    assert person.screen.scanned(OrderNumber("C-20365"))
    assert person.reads("hand_over_customer") == "Yvonne Petit"
    assert person.screen.scanned(ScannedParcel(number))
    assert person.reads("hand_over_check_feedback") == (
        "This parcel is for Claire Martin, C-20377: not for this customer. Put it back."
    )
    assert not person.screen.scanned(Article("3614271004428"))
    assert person.opened.sounds == [True, True, True, False]


def test_escape_leads_back_to_what_was_found(person: Person) -> None:
    person.type("mart")
    person.press(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert len(person.rows()) == 2
    assert person.reads("hand_over_search") == "mart"
    assert person.view.search.line.selectedText() == "mart"


def test_a_key_anywhere_goes_to_the_field(person: Person) -> None:
    person.click("hand_over_nothing_action")
    person.view.results.setFocus()
    person.type("y")
    assert person.reads("hand_over_search") == "y"
    assert [row.key for row in person.view.results.rows()] == ["yvonne"]


def test_every_control_has_a_name_and_room_for_a_finger(person: Person) -> None:
    now(person.screen.open("yvonne"))
    pressed = [widget for widget in person.view.findChildren(Button) if widget.isVisible()]
    fields = [widget for widget in person.view.findChildren(QLineEdit) if widget.isVisible()]
    assert len(pressed) == 10
    for widget in (*pressed, *fields):
        assert widget.objectName()
        assert widget.accessibleName()
    assert all(min(widget.width(), widget.height()) >= 44 for widget in pressed)


@pytest.mark.parametrize("size", [(952, 600), (1232, 780)], ids=["1024x768", "1440x900"])
@pytest.mark.parametrize("proof", list(Proof))
def test_nothing_is_cut_off(person: Person, qapp: QApplication, size: tuple[int, int], proof: Proof) -> None:
    add_order(
        person.desk, "anne", "C-20499", LONG_NAME, {"belt": 1, "shirt": 2}, state="uncollected",
        bins=("BIN-103", "BIN-104", "BIN-104"), to_pay_cents=1_215_300,
        note="Gift: please no price on the parcel, and call before it is put back.",
    )  # fmt: skip
    now(person.screen.open("anne"))
    person.view.resize(*size)
    person.screen.presenter.give_code("111111")
    if proof is not Proof.CODE:
        person.screen.presenter.prove_by(proof)
    qapp.processEvents()
    labels = [label for label in person.view.findChildren(QLabel) if label.isVisible() and label.text()]
    cut = [label.text() for label in labels if _is_cut(label)]
    cut += [b.text() for b in person.view.findChildren(Button) if b.isVisible() and _is_cut_button(b)]
    assert cut == []
    assert person.see("hand_over_button").geometry().bottom() < person.see("hand_over_check").height()


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("is_part", [False, True], ids=["whole", "part"])
@pytest.mark.parametrize("height", [LEAST_HEIGHT, AT_SMALLEST[1] - STRIP_HEIGHT, AT_SMALLEST[1]])
def test_an_order_is_in_sight_without_scrolling_on_the_smallest_screen(
    person: Person, qapp: QApplication, code: str, is_part: bool, height: int
) -> None:
    person.view.resize(AT_SMALLEST[0], height)
    person.desk.me = MARC
    with speaking(code):
        now(person.screen.open("yvonne"))
        if is_part:
            person.screen.presenter.prove_by(Proof.PROXY)
            for step in (parting.begin, lambda opened: parting.leave_one(opened, opened.lines[0].id)):
                person.screen.presenter.change(step)
        for _ in range(3):
            qapp.processEvents()
        bars = [bar.parent().objectName() for bar in person.view.findChildren(OverlayBar) if bar.isVisible()]
        go = person.see("hand_over_button")

    assert bars == []
    assert go.visibleRegion().boundingRect() == go.rect()


@pytest.mark.parametrize("code", ["en", "fr"])
def test_whoever_takes_a_part_sees_each_line_whole_on_the_smallest_screen(
    person: Person, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    for name, said in (("shirt", "Escarpins daim Ménilmontant"), ("dress", "Bottes longues Guillotière")):
        monkeypatch.setitem(ARTICLES[name], "name", said)
    add_order(
        person.desk, "sarah", "C-20072", "Sarah Lambert", {"shirt": 2, "dress": 1}, state="ready",
        bins=("BIN-103",), to_pay_cents=23_800,
    )  # fmt: skip
    person.view.resize(*AT_SMALLEST)
    with speaking(code):
        now(person.screen.open("sarah"))
        person.screen.presenter.prove_by(Proof.PROXY)
        assert person.sees("hand_over_facts")
        for step in (parting.begin, lambda opened: parting.turn_line(opened, opened.lines[1].id)):
            person.screen.presenter.change(step)
        for _ in range(3):
            qapp.processEvents()
        rows = person.view.order.contents
        seen = rows.viewport().visibleRegion().boundingRect()
        bars = [bar.parent().objectName() for bar in person.view.findChildren(OverlayBar) if bar.isVisible()]

    assert bars == []
    assert [seen.contains(rows.row_rect(row.key)) for row in rows.rows()] == [True, True]


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.minimumSizeHint().width() or label.height() < label.fontMetrics().height()


def _is_cut_button(button: Button) -> bool:
    return button.width() < button.minimumSizeHint().width() or button.height() < 44


def test_the_rail_knows_it_as_hand_over(person: Person) -> None:
    assert person.screen.key is Section.HAND_OVER
    assert [action.key for action in person.screen.actions()] == [
        *("Enter", "F4", "F2", "F3", "F6"),
        *("F5", "F7", "F8", "F9", "F10", "F12", "Ctrl+M", "Ctrl+Z", "Ctrl+H", "F11", "Esc"),
    ]


def test_out_of_sight_only_the_number_is_read(person: Person) -> None:
    before = person.screen.count()
    known = [head.id for head in person.screen.presenter._here.ready]
    person.view.hide()
    with person.desk.writing() as session:
        session.get_one(Fulfilment, known[0]).state = "handed_over"
    now(person.screen.refresh(frozenset({"fulfilment"})))
    assert person.screen.count() == (before or 0) - 1
    assert [head.id for head in person.screen.presenter._here.ready] == known
    now(person.screen.open(""))
    assert [head.id for head in person.screen.presenter._here.ready] == known[1:]
