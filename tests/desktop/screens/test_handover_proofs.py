"""Hand over at work: what the customer shows, pays and signs before anything leaves."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.commands import HandOver, Proof
from core.rules.signature import read
from tests.desktop.screens.at_once import now
from tests.desktop.screens.handover_room import OTHER_CODE, Person, english, person
from tests.desktop.screens.store_world import CODE

__all__ = ["english", "person"]


def test_a_typed_code_opens_and_is_the_proof(person: Person) -> None:
    person.type(CODE)
    assert person.reads("hand_over_customer") == "Claire Martin"
    person.press(Qt.Key.Key_Return)
    assert person.desk.done == [HandOver(fulfilment_id="claire", proof=Proof.CODE, code=CODE)]


def test_a_wrong_code_is_said_until_the_right_one(person: Person) -> None:
    person.type("20377")
    person.press(Qt.Key.Key_Return)
    person.type("111111")
    sentence = "The code 111111 is not this order’s. Nothing was handed over. Ask for the code again."
    assert person.reads("hand_over_check_feedback") == sentence
    person.press(Qt.Key.Key_Return)
    now(person.screen.refresh(None))
    assert person.reads("hand_over_check_feedback") == sentence
    assert person.desk.done == []
    person.type(CODE)
    assert not person.sees("hand_over_check_feedback")
    assert person.see("hand_over_button").isEnabled()


def test_what_is_to_pay_is_confirmed_with_its_amount(person: Person) -> None:
    person.type(OTHER_CODE)
    assert person.reads("hand_over_amount") == "€153.00"
    assert person.reads("hand_over_pay") == "Paid at the till: €153.00"
    assert person.reads("hand_over_missing") == "Still missing: the payment."
    person.press(Qt.Key.Key_Return)
    assert person.desk.done == []
    person.press(Qt.Key.Key_F6)
    assert person.reads("hand_over_pay_hint") == "paid at the till, by card"
    person.press(Qt.Key.Key_Return)
    assert [command.paid_cents for command in person.desk.done if isinstance(command, HandOver)] == [15_300]
    facts = dict(person.view.done._facts.facts())
    assert (facts["Paid"], facts["Shown"]) == ("€153.00, at the till", "pickup code")


def test_an_identity_card_takes_one_key(person: Person) -> None:
    now(person.screen.open("claire"))
    person.press(Qt.Key.Key_F2)
    assert person.reads("hand_over_proved") == "The card says Claire Martin"
    assert person.see("hand_over_button").hasFocus()
    person.press(Qt.Key.Key_Return)
    assert person.desk.done == [HandOver(fulfilment_id="claire", proof=Proof.IDENTITY)]


def test_a_proxy_is_named(person: Person) -> None:
    now(person.screen.open("claire"))
    person.click("hand_over_by_proxy")
    assert person.see("hand_over_proxy_name").hasFocus()
    person.type("Jean")
    person.press(Qt.Key.Key_Return)
    assert person.desk.done == [HandOver(fulfilment_id="claire", proof=Proof.PROXY, proxy_name="Jean")]
    assert dict(person.view.done._facts.facts())["Shown"] == "proxy, Jean"


def test_back_to_the_code_after_a_look_at_the_card(person: Person) -> None:
    now(person.screen.open("claire"))
    person.press(Qt.Key.Key_F2, Qt.Key.Key_F4)
    assert person.see("hand_over_code").hasFocus()
    assert not person.see("hand_over_button").isEnabled()


def test_what_was_typed_stays_while_one_looks_elsewhere(person: Person) -> None:
    now(person.screen.open("claire"))
    person.press(Qt.Key.Key_F3)
    person.type("Jea")
    person.view.hide()
    now(person.screen.refresh(None))
    now(person.screen.open(""))
    person.view.show()
    assert person.reads("hand_over_proxy_name") == "Jea"
    person.press(Qt.Key.Key_Escape)
    now(person.screen.open("yvonne"))
    person.press(Qt.Key.Key_F3)
    assert person.reads("hand_over_proxy_name") == ""


def test_a_part_by_keys_alone(person: Person) -> None:
    person.type(OTHER_CODE)
    person.press(Qt.Key.Key_F7, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert person.reads("hand_over_rest_words") == "Waits on here: 1 article(s)"
    person.press(Qt.Key.Key_F8)
    assert person.reads("hand_over_rest_words") == "Not wanted: 1 article(s), to be put back"
    person.press(Qt.Key.Key_F6, Qt.Key.Key_Return)
    assert person.reads("hand_over_done_title") == "Handed over"
    assert [type(one).__name__ for one in person.desk.done] == ["HandOverPart", "RefuseAtCounter"]


def test_a_signature_is_drawn_and_wiped(person: Person, qtbot: QtBot) -> None:
    person.type("claire")
    person.press(Qt.Key.Key_Return, Qt.Key.Key_F2)
    pad = person.see("hand_over_signature")
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    for step in range(12):
        qtbot.mouseMove(pad, QPoint(12 + 4 * step, 20))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    opened = person.screen.presenter.state.opened
    assert opened is not None
    assert len(read(opened.signature)[0]) >= 12
    person.click("hand_over_wipe")
    assert not person.sees("hand_over_wipe")
