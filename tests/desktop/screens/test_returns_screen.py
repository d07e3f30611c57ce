"""Returns and Approvals at work, by keyboard alone: read off the widgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from core.model import ArticlePrice, Refund, Return
from core.rules.returns import ReturnReason
from core.rules.time import DAY_MS
from desktop.actions import RETURNS_EXCHANGE, Action
from desktop.desk import Hand
from desktop.devices.scanner import Article
from desktop.screens.approvals.screen import ApprovalsScreen
from desktop.screens.returns.exchange_part import ExchangePart
from desktop.screens.returns.goods_words import REASONS
from desktop.screens.returns.screen import ReturnsScreen
from desktop.screens.returns.state import Proof
from desktop.shell.amounts import money_words
from desktop.shell.widgets import Button, Text, Variant
from desktop.shell.widgets.chips import Chip, Chips
from sync.asking import AskedSale
from tests.desktop.desk_double import MARC, NOW, PIN, STORE, SessionDesk, copied_desk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.sales_world import KEY, a_day_of_sales, add_sale, can_sign
from tests.desktop.screens.store_world import ARTICLES

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def desk(furnished_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    made = copied_desk(furnished_replica, tmp_path / "replica")
    a_day_of_sales(made)
    can_sign(made)
    made.hands[MARC.staff_id] = Hand(MARC.staff_id, MARC.name, KEY)
    yield made
    made.close()


def euros(cents: int) -> str:
    return money_words(cents, "EUR")


class Person:
    """Somebody with a keyboard in front of a screen."""

    def __init__(self, screen: ReturnsScreen | ApprovalsScreen, qtbot: QtBot) -> None:
        self.screen = screen
        self.view: QWidget = screen.view
        self._qtbot = qtbot
        qtbot.addWidget(self.view)
        self.view.resize(1200, 800)
        now(screen.refresh(None))
        with qtbot.waitActive(self.view):
            self.view.show()
            self.view.activateWindow()
        self.view.setFocus()

    def type(self, text: str) -> None:
        for letter in text:
            self._qtbot.keyClicks(self.view.focusWidget() or self.view, letter)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._qtbot.keyClick(self.view.focusWidget() or self.view, key)

    def reads(self, name: str) -> str:
        widget = self.view.findChild(QWidget, name)
        return widget.text() if isinstance(widget, QLabel | Button) else ""

    def sees(self, name: str) -> bool:
        widget = self.view.findChild(QWidget, name)
        return widget is not None and widget.isVisible()


def test_a_web_order_comes_back_by_keyboard_and_a_manager_signs_beside(
    desk: SessionDesk, qtbot: QtBot, qapp: QApplication
) -> None:
    person = Person(ReturnsScreen(OpenDoors(desk).doors), qtbot)
    person.type("roux")
    person.press(ENTER)
    assert person.reads("returns_sale_title") == "W-77120 · website"
    person.view.findChild(QWidget, "returns_lines").setFocus()  # type: ignore[union-attr]
    person.press(ENTER)
    person.type("2")
    person.press(Qt.Key.Key_F4, Qt.Key.Key_F4, Qt.Key.Key_F4, Qt.Key.Key_F4)
    assert person.reads("returns_amount") == euros(7778)
    assert person.reads("returns_go") == f"Have {euros(7778)} signed"
    person.press(ENTER)
    assert person.reads("returns_go") == f"Sign {euros(7778)}"
    person.type("000000")
    person.press(ENTER)
    assert person.reads("returns_beside_trouble") == "This PIN is not right."
    person.type(PIN)
    person.press(ENTER)
    [refund] = desk.rows(Refund)
    assert (refund.state, refund.approved_by, refund.proposed_by) == ("queued", "s-marc", "s-ines")
    assert person.sees("returns_done")
    person.press(ENTER)
    assert person.sees("returns_nothing")


def test_what_is_still_to_be_said_stands_above_the_buttons_that_wait_for_it(
    desk: SessionDesk, qtbot: QtBot, qapp: QApplication
) -> None:
    add_sale(desk, "t9", "T-550999", {"watch": 1, "belt": 1})
    person = Person(ReturnsScreen(OpenDoors(desk).doors), qtbot)
    person.type("T-550999")
    person.press(ENTER)
    go = person.view.findChild(Button, "returns_go")
    assert go is not None
    assert not go.isEnabled()
    assert person.reads("returns_lacks") == "Choose or scan first what is brought back."
    person.view.findChild(QWidget, "returns_lines").setFocus()  # type: ignore[union-attr]
    person.press(ENTER)
    assert person.reads("returns_lacks") == "Still to be said: the serial number, the reason, the condition."
    assert go.accessibleDescription() == person.reads("returns_lacks")
    person.type("2")
    assert person.reads("returns_lacks") == "Still to be said: the serial number, the condition."
    with speaking("fr"):
        person.screen.view.speak()
        assert person.reads("returns_lacks") == "Reste à indiquer\u202f: le numéro de série, l’état."


def test_on_a_small_screen_what_is_asked_next_of_the_goods_comes_into_sight(
    desk: SessionDesk, qtbot: QtBot, qapp: QApplication
) -> None:
    person = Person(ReturnsScreen(OpenDoors(desk).doors), qtbot)
    person.view.setFixedSize(952, 560)
    person.type("T-550128")
    person.press(ENTER)
    person.view.findChild(QWidget, "returns_lines").setFocus()  # type: ignore[union-attr]
    person.press(ENTER)
    answers, places = (person.view.findChild(Chips, f"returns_{name}") for name in ("answer", "disposition"))
    assert answers is not None and places is not None
    qtbot.waitUntil(lambda: answers.visibleRegion().isEmpty(), timeout=5_000)
    person.type("2")
    qtbot.waitUntil(lambda: answers.visibleRegion().boundingRect() == answers.rect(), timeout=5_000)
    person.press(*[Qt.Key.Key_F4] * 4)
    qtbot.waitUntil(lambda: places.visibleRegion().boundingRect() == places.rect(), timeout=5_000)


def test_an_exchange_and_its_hand_out_by_keyboard_alone(
    desk: SessionDesk, qtbot: QtBot, qapp: QApplication
) -> None:
    belt = ARTICLES["belt"]["id"]
    desk.add_to_network(ArticlePrice(article_id=belt, valid_from=NOW - 1, price_cents=4_500))
    person = Person(ReturnsScreen(OpenDoors(desk).doors), qtbot)
    person.type("T-550128")
    person.press(ENTER)
    person.view.findChild(QWidget, "returns_lines").setFocus()  # type: ignore[union-attr]
    person.press(ENTER)
    person.type("2")
    person.press(Qt.Key.Key_F4, Qt.Key.Key_F4, Qt.Key.Key_F4, Qt.Key.Key_F4)
    person.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(person.view.focusWidget()) and "variant" in _focused(person))
    person.press(ENTER)
    assert person.reads("returns_amount") == euros(1_000)
    put_away = person.view.findChild(Button, "returns_instead_put_away")
    assert put_away is not None and put_away.isEnabled(), "by touch too"
    put_away.click()
    assert not person.sees("returns_instead_grid")
    person.press(Qt.Key.Key_F2)
    assert person.sees("returns_instead_grid")
    person.press(Qt.Key.Key_F2)
    assert not person.sees("returns_instead_grid"), "the same key again"
    assert person.reads("returns_go") == f"Exchange, {euros(1_000)} to pay"
    person.press(ENTER, ENTER)
    assert person.reads("returns_do_next") == f"{euros(1_000)} paid, handed out"
    person.type("2")
    person.press(ENTER)
    [refund] = desk.rows(Refund)
    assert refund.is_exchange_out
    assert person.reads("returns_do_next") == "Next customer"
    person.press(Qt.Key.Key_F10)
    person.type("5")
    assert person.reads("returns_do_next") == f"Give {euros(500)}"
    person.press(Qt.Key.Key_Escape, ENTER)
    assert person.sees("returns_nothing")


def test_the_reason_of_what_is_taken_back_all_the_same_is_not_the_gesture_s(
    desk: SessionDesk, qtbot: QtBot, qapp: QApplication
) -> None:
    screen = ReturnsScreen(OpenDoors(desk).doors)
    person = Person(screen, qtbot)
    now(screen.presenter.search("T-540001"))
    screen.presenter.begin_without(Proof.SLIP)
    now(screen.presenter.scan(Article(ARTICLES["dress"]["gtin"])))
    screen.presenter.give_reason(ReturnReason.CHANGED_MIND)
    for _ in range(4):
        screen.presenter.answer(True)
    now(screen.presenter.go())
    [slip] = screen.presenter.state.open_returns
    now(screen.presenter.open(slip.id))
    now(screen.presenter.search("T-540001"))
    now(screen.presenter.open_chosen())
    now(screen.presenter.open_return(slip.id))
    field = screen.view.opened.reason.line
    qtbot.keyClicks(field, "cliente de dix ans")
    assert field.text() == "cliente de dix ans", "with its spaces, as it is typed"
    person.press(Qt.Key.Key_F10)
    assert field.text() == ""
    qtbot.keyClicks(screen.view.opened.amount.line, "5")
    qtbot.keyClicks(field, "attente")
    person.press(Qt.Key.Key_Escape)
    assert field.text() == "cliente de dix ans"
    assert screen.presenter.state.override_reason == "cliente de dix ans"
    assert screen.view.opened.amount.text() == ""


def _focused(person: Person) -> str:
    widget = person.view.focusWidget()
    return widget.objectName() if widget is not None else ""


def test_a_manager_approves_in_two_keys_and_refuses_in_two(
    desk: SessionDesk, qtbot: QtBot, qapp: QApplication
) -> None:
    returns = ReturnsScreen(OpenDoors(desk).doors)
    for code, line in (("W-77120", "w1-1"), ("T-550128", "t1-2")):
        now(returns.refresh(None))
        now(returns.presenter.search(code))
        now(returns.presenter.open_chosen())
        returns.presenter.turn_to(line)
        returns._give_reason(1)
        for _ in range(4):
            returns.presenter.answer(True)
        now(returns.presenter.leave_to_manager())
        desk.clock.advance(1_000)
    desk.me, desk.hand = MARC, desk.hands[MARC.staff_id]
    person = Person(ApprovalsScreen(OpenDoors(desk).doors), qtbot)
    assert person.reads("approval_act_button") == f"Approve {euros(7778)}"
    person.press(ENTER)
    assert person.reads("approval_act_button") == f"Sign {euros(7778)} now"
    person.press(ENTER)
    assert person.reads("approval_act_button") == f"Approve {euros(12900)}"
    person.press(Qt.Key.Key_F8)
    person.type("1")
    states = {row.total_cents: (row.state, row.decision) for row in desk.rows(Refund)}
    assert states == {7_778: ("queued", ""), 12_900: ("refused", "Not covered by our rules")}
    assert person.sees("approvals_nothing")
    returns.view.deleteLater()


@pytest.mark.parametrize("is_first_scanned", [False, True], ids=["name first", "article first"])
def test_a_customers_name_lets_go_of_the_keyboard_at_the_scan_and_at_enter(
    desk: SessionDesk, qtbot: QtBot, qapp: QApplication, is_first_scanned: bool
) -> None:
    """What follows is answered by single digits."""
    screen = ReturnsScreen(OpenDoors(desk).doors)
    person = Person(screen, qtbot)
    screen.presenter.begin_without(Proof.SLIP)
    dress = Article(ARTICLES["dress"]["gtin"])
    if is_first_scanned:
        now(screen.presenter.scan(dress))
    screen.view.sale.customer.line.setFocus()
    person.type("Zoe Delmas")
    if is_first_scanned:
        person.press(ENTER)
    else:
        now(screen.presenter.scan(dress))
    person.type("2")
    [taken] = screen.presenter.state.takens
    assert screen.presenter.state.customer == screen.view.sale.customer.text() == "Zoe Delmas"
    assert taken.reason is list(REASONS)[1]


@pytest.mark.parametrize(
    ("language", "list_name", "button", "beside", "opens"),
    [
        ("en", "Sales and returns found", "Ask headquarters", "Only returns are found, not the sale", "Open"),
        (
            "fr",
            "Ventes et retours trouvés",
            "Demander au siège",
            "Des retours seulement, pas la vente",
            "Ouvrir",
        ),
    ],
)
def test_beside_a_customers_returns_a_key_asks_headquarters_for_their_sale(
    desk: SessionDesk,
    qtbot: QtBot,
    qapp: QApplication,
    language: str,
    list_name: str,
    button: str,
    beside: str,
    opens: str,
) -> None:
    desk.add(
        Return(
            id="slip", number="R0000001", location_id=STORE, customer_name="Zoé Delmas", declared_by="s",
            declared_device="d", declared_at=NOW - DAY_MS,
        )
    )  # fmt: skip
    with speaking(language):
        screen = ReturnsScreen(OpenDoors(desk).doors)
        person = Person(screen, qtbot)
        now(screen.presenter.search("Zoé Delmas"))
        assert screen.view.results.accessibleName() == list_name
        assert person.reads("returns_ask_beside") == button
        assert person.sees("returns_ask_beside") and person.sees("returns_elsewhere")
        assert person.sees("returns_slip_beside"), "a sale that nobody knows is taken with a slip"
        assert person.sees("returns_no_proof_beside")
        assert [row.action for row in screen.view.results.rows()] == [opens], "what Enter does is on the row"
        said = [text.text() for text in screen.view.findChildren(Text) if text.isVisible()]
        assert beside in said, "what is found stands above it"
        qtbot.keyClick(screen.view.search.line, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        assert desk.asked == [AskedSale(customer="Zoé Delmas")]
        now(screen.presenter.search("Zoé Delmas"))
        person.press(ENTER)
        assert screen.presenter.state.slip is not None, "Enter opens what is chosen"


def test_who_has_gone_on_from_the_sizes_keeps_the_keyboard(qtbot: QtBot, qapp: QApplication) -> None:
    """The grid takes it once it is laid out, and somebody is at a gift card by then."""
    pages, field = QStackedWidget(), QLineEdit()
    sizes = ExchangePart(Action(RETURNS_EXCHANGE, pages))
    qtbot.addWidget(pages)
    for page in (sizes, field):
        pages.addWidget(page)
    sizes.grid.show_variants([Variant("11", "38", "blanc", 2)], "")
    with qtbot.waitActive(pages):
        pages.show()
        pages.activateWindow()
    sizes.take_keyboard()
    assert qapp.focusWidget() is sizes.findChild(QWidget, "variant_11")
    pages.setCurrentWidget(field)
    field.setFocus()
    sizes.take_keyboard()
    assert qapp.focusWidget() is field


def test_chips_go_on_to_the_next_line_and_are_pressed_by_name(qtbot: QtBot, qapp: QApplication) -> None:
    chips = Chips(name="fruit")
    qtbot.addWidget(chips)
    chips.show_chips([Chip(key, key * 8, str(place)) for place, key in enumerate("abcdef", 1)], "b")
    chips.resize(2_000, 60)
    one_line = chips.heightForWidth(2_000)
    assert chips.heightForWidth(220) > 2 * one_line
    assert chips.selected() == "b"
    with qtbot.waitSignal(chips.chosen, timeout=1_000) as told:
        chips.findChild(QWidget, "fruit_c").click()  # type: ignore[union-attr]
    assert told.args == ["c"]
    assert chips.selected() == "c"
