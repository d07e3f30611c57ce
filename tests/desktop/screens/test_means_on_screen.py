"""A gift card at the counter, by keys and by scan, read off the widgets."""

from __future__ import annotations

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

CARD = "GC77120042"


def test_a_gift_card_is_typed_taken_back_and_scanned(
    desk: SessionDesk, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, "light")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    add_order(
        desk, "yvonne", "C-20365", "Yvonne Petit", {"belt": 1, "shirt": 2}, state="ready",
        bins=("BIN-3", "BIN-4"), to_pay_cents=15_300, pickup_code_digest=code_digest("order-yvonne", CODE),
    )  # fmt: skip
    card = FoundCredit(CARD, 20_000, "EUR", NOW, NOW + 30 * DAY_MS, "gift_card")
    desk.credits_elsewhere[CARD] = card
    screen = HandOverScreen(OpenDoors(desk).doors)
    view = screen.view
    qtbot.addWidget(view)
    view.resize(1200, 800)
    now(screen.refresh(None))
    view.show()
    view.activateWindow()
    view.setFocus()
    qapp.processEvents()

    def see(name: str) -> QWidget:
        return next(one for one in view.findChildren(QWidget, name) if one.isVisible())

    def reads(name: str) -> str:
        widget = see(name)
        assert isinstance(widget, QLabel | QLineEdit)
        return widget.text()

    def keys(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(view.focusWidget() or view, key, modifier)

    assert not screen.scanned(Credit(CARD)), "with no order at the counter it is for Returns to show"
    screen.scanned(PickupCode(CODE))
    keys(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert see("hand_over_part").hasFocus()
    qtbot.keyClicks(view.focusWidget(), "GC00")
    keys(Qt.Key.Key_Return)
    assert reads("hand_over_part_trouble") == "Type how much, such as 10 or 12.50."
    see("hand_over_part").clear()  # type: ignore[attr-defined]
    qtbot.keyClicks(view.focusWidget(), CARD.lower())
    keys(Qt.Key.Key_Return)
    assert desk.done == [], "Enter was about the card"
    assert reads("hand_over_parts").startswith(f"Gift card {CARD}: €153.00 · €47.00 left until ")
    keys(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reads("hand_over_amount") == "€153.00"
    slip = Unknown("TPE-0042/17", Why.NOT_OURS)
    assert not screen.scanned(slip), "no card has paid"
    keys(Qt.Key.Key_F6)
    assert screen.scanned(slip)
    assert reads("hand_over_paid_reference") == "TPE-0042/17"
    for _ in range(3):
        keys(Qt.Key.Key_F6)
    assert screen.scanned(Credit(CARD))
    assert reads("hand_over_pay_hint") == "All of it is paid"
    keys(Qt.Key.Key_Return)
    [told] = desk.done
    assert isinstance(told, HandOver) and [part.cents for part in told.also_paid] == [15_300]
