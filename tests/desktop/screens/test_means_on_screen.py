"""A gift card at the counter, by keys and by scan, read off the widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.commands import HandOver
from core.rules.pickup import code_digest
from core.rules.time import DAY_MS
from desktop.devices.scanner import Credit, PickupCode, Unknown, Why
from desktop.screens.handover import HandOverScreen
from desktop.shell.theme import theme
from sync.answers import FoundCredit
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import CODE, add_order

CARD, OTHER_CARD = "GC77120042", "GC88120042"


class AtTheCounter:
    """Yvonne's order at the counter, 153.00 to be paid, its code scanned; keys and what is read."""

    def __init__(self, desk: SessionDesk, qapp: QApplication, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.screen = HandOverScreen(OpenDoors(desk).doors)
        view = self.view = self.screen.view
        qtbot.addWidget(view)
        view.resize(1200, 800)
        now(self.screen.refresh(None))
        view.show()
        view.activateWindow()
        view.setFocus()
        qapp.processEvents()

    def see(self, name: str) -> QWidget:
        return next(one for one in self.view.findChildren(QWidget, name) if one.isVisible())

    def reads(self, name: str) -> str:
        widget = self.see(name)
        assert isinstance(widget, QLabel | QLineEdit)
        return widget.text()

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.view.focusWidget() or self.view, key)

    def with_ctrl(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.view.focusWidget() or self.view, key, Qt.KeyboardModifier.ControlModifier)

    def types(self, text: str) -> None:
        self.qtbot.keyClicks(self.view.focusWidget(), text)


@pytest.fixture
def page(desk: SessionDesk, qapp: QApplication, qtbot: QtBot) -> AtTheCounter:
    theme.apply(qapp, "light")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    add_order(
        desk, "yvonne", "C-20365", "Yvonne Petit", {"belt": 1, "shirt": 2}, state="ready",
        bins=("BIN-3", "BIN-4"), to_pay_cents=15_300, pickup_code_digest=code_digest("order-yvonne", CODE),
    )  # fmt: skip
    for number, cents in ((CARD, 20_000), (OTHER_CARD, 1_000)):
        found = FoundCredit(number, cents, "EUR", NOW, NOW + 30 * DAY_MS, "gift_card")
        desk.credits_elsewhere[number] = found
    return AtTheCounter(desk, qapp, qtbot)


def test_a_gift_card_is_typed_taken_back_and_scanned(desk: SessionDesk, page: AtTheCounter) -> None:
    assert not page.screen.scanned(Credit(CARD)), "with no order at the counter it is for Returns to show"
    page.screen.scanned(PickupCode(CODE))
    page.with_ctrl(Qt.Key.Key_M)
    assert page.see("hand_over_part").hasFocus()
    page.types("GC00")
    page.key(Qt.Key.Key_Return)
    assert page.reads("hand_over_part_trouble") == "Type how much, such as 10 or 12.50."
    page.see("hand_over_part").clear()  # type: ignore[attr-defined]
    page.types(CARD.lower())
    page.key(Qt.Key.Key_Return)
    assert desk.done == [], "Enter was about the card"
    assert page.reads("hand_over_parts").startswith(f"Gift card {CARD}: €153.00 · €47.00 left until ")
    page.with_ctrl(Qt.Key.Key_Z)
    assert page.reads("hand_over_amount") == "€153.00"
    slip = Unknown("TPE-0042/17", Why.NOT_OURS)
    assert not page.screen.scanned(slip), "no card has paid"
    page.key(Qt.Key.Key_F6)
    assert page.screen.scanned(slip)
    assert page.reads("hand_over_paid_reference") == "TPE-0042/17"
    for _ in range(3):
        page.key(Qt.Key.Key_F6)
    assert page.screen.scanned(Credit(CARD))
    assert page.reads("hand_over_pay_hint") == "All of it is paid"
    page.key(Qt.Key.Key_Return)
    [told] = desk.done
    assert isinstance(told, HandOver) and [part.cents for part in told.also_paid] == [15_300]


def test_what_the_field_asks_for_is_what_is_scanned_and_its_key_takes_it_back(page: AtTheCounter) -> None:
    page.screen.scanned(PickupCode(CODE))
    page.with_ctrl(Qt.Key.Key_M)
    assert page.screen.scanned(Unknown(OTHER_CARD, Why.NOT_OURS)), "however its bars read"
    assert page.reads("hand_over_parts").startswith(f"Gift card {OTHER_CARD}: €10.00")
    page.with_ctrl(Qt.Key.Key_M)
    page.types("1")
    page.with_ctrl(Qt.Key.Key_Z)
    assert page.reads("hand_over_part") == "", "what is typed is taken back first"
    page.with_ctrl(Qt.Key.Key_Z)
    assert page.reads("hand_over_amount") == "€153.00", "then the card, with the keyboard in the field"


def test_nothing_typed_for_one_customer_comes_back_for_the_next(page: AtTheCounter) -> None:
    page.screen.scanned(PickupCode(CODE))
    page.with_ctrl(Qt.Key.Key_M)
    page.types("GC99887766")
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_Escape)
    page.screen.scanned(PickupCode(CODE))
    page.with_ctrl(Qt.Key.Key_M)
    page.with_ctrl(Qt.Key.Key_Z)
    assert page.reads("hand_over_part") == ""
