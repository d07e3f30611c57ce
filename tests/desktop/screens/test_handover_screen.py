"""Hand over at work: by keyboard, finger and scan, read off the widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.commands import HandOver, Proof
from core.model import Fulfilment
from core.rules.pickup import code_digest
from core.rules.signature import read
from core.rules.time import MINUTE_MS
from desktop.devices.scanner import Article, OrderNumber, PickupCode
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.screens import Section
from desktop.screens.handover import HandOverScreen
from desktop.shell.theme import theme
from desktop.shell.widgets import Button
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import CODE, add_order

OTHER_CODE = "731064"
LONG_NAME = "Anne-Sophie de La Rochefoucauld-Montbel"


class Person:
    """Somebody at the counter: keys, presses, scans, and what can be read."""

    def __init__(self, desk: SessionDesk, qtbot: QtBot) -> None:
        self.desk = desk
        self.opened = OpenDoors(desk)
        self.screen = HandOverScreen(self.opened.doors)
        self.view = self.screen.view
        self._qtbot = qtbot
        qtbot.addWidget(self.view)
        self.view.resize(1200, 800)
        now(self.screen.refresh(None))
        self.view.show()
        self.view.activateWindow()
        self.view.setFocus()

    def type(self, letters: str) -> None:
        for letter in letters:
            self._qtbot.keyClicks(self.view.focusWidget(), letter)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._qtbot.keyClick(self.view.focusWidget() or self.view, key)

    def click(self, name: str) -> None:
        self._qtbot.mouseClick(self.see(name), Qt.MouseButton.LeftButton)

    def see(self, name: str) -> QWidget:
        found = [widget for widget in self.view.findChildren(QWidget, name) if widget.isVisible()]
        assert found, f"cannot see {name}"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.view.findChildren(QWidget, name))

    def reads(self, name: str) -> str:
        widget = self.see(name)
        if isinstance(widget, QLabel | QLineEdit):
            return widget.text()
        sentence = getattr(widget, "sentence", None)
        return sentence() if sentence else widget.accessibleName()

    def rows(self) -> list[str]:
        return [row.words() for row in self.view.results.rows()]


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def person(desk: SessionDesk, qtbot: QtBot) -> Person:
    add_order(desk, "claire", "C-20377", "Claire Martin", {"dress": 1}, state="ready", bins=("BIN-14",))
    add_order(
        desk, "yvonne", "C-20365", "Yvonne Petit", {"belt": 1, "shirt": 2}, state="ready",
        bins=("BIN-3", "BIN-4"), to_pay_cents=15_300, state_at=NOW - 1_440 * MINUTE_MS,
        pickup_code_digest=code_digest("order-yvonne", OTHER_CODE),
    )  # fmt: skip
    add_order(desk, "hugo", "C-20418", "Hugo Martin", {"jacket": 1}, pickup_code_digest="")
    return Person(desk, qtbot)


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
