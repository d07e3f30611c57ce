"""What left unpaid, and what was paid too much, as people settle it."""

from __future__ import annotations

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from core.commands import Resolution
from core.model import ExceptionCase, Fulfilment
from core.rules.permissions import Role
from desktop.screens.alerts.screen import AlertsScreen
from desktop.shell.amounts import money_words
from desktop.shell.sentences import case_sentence
from desktop.shell.widgets import Field
from tests.desktop.desk_double import MARC, SessionDesk
from tests.desktop.screens.alerts_room import offered, opened, raise_one, said, screen, settle, sides
from tests.desktop.screens.at_once import OpenDoors, now

__all__ = ["opened", "screen"]


def left_unpaid(desk: SessionDesk, screen: AlertsScreen) -> None:
    """An order left with 153.00 unpaid."""
    with desk.writing() as session:
        session.get_one(Fulfilment, "f7").to_pay_cents = 15_300
    raise_one(desk, screen, "left_unpaid", "f7", cents=15_300)
    assert "The customer has paid it, by card" in offered(screen)
    screen.presenter.choose(Resolution.PAID_BY_CARD)


@pytest.mark.parametrize("reference", ["", "8836-17"])
def test_paid_by_card_since_it_is_noted_with_its_slip(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot, reference: str
) -> None:
    left_unpaid(desk, screen)
    assert "card slip" in screen.view.detail.field.line.accessibleName()
    settle(screen, qtbot, reference)
    case = desk.row(ExceptionCase, "x9")
    assert (case.data["resolution"], case.settlement) == (
        "paid_by_card", "The customer has paid it, by card",
    )  # fmt: skip
    assert desk.row(Fulfilment, "f7").paid_here == [["card", 15_300, *([reference] if reference else [])]]


def test_what_was_typed_for_another_choice_is_no_reference_of_a_slip(
    desk: SessionDesk, screen: AlertsScreen
) -> None:
    left_unpaid(desk, screen)
    line = screen.view.detail.field.line
    alert = screen.presenter.state.alert(screen.presenter.state.selected)
    assert alert is not None
    first, second = [one for one in alert.choices if one is not Resolution.PAID_BY_CARD][:2]
    screen.presenter.choose(first)
    line.setText("Elle passe demain")
    screen.presenter.choose(second)
    assert line.text() == "Elle passe demain"
    screen.presenter.choose(Resolution.PAID_BY_CARD)
    assert line.text() == ""
    line.setText("8836-17")
    screen.presenter.choose(first)
    assert line.text() == ""


def test_what_no_slip_says_settles_nothing(desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot) -> None:
    left_unpaid(desk, screen)
    settle(screen, qtbot, "4111 1111 1111 1111")
    assert desk.row(ExceptionCase, "x9").settled_at is None
    assert desk.row(Fulfilment, "f7").paid_here == []


def test_who_gives_back_what_was_paid_twice_is_said() -> None:
    about = {"order_number": "C-9", "cents": 5_000}
    assert "Give it back" in case_sentence("paid_too_much", about)
    online = case_sentence("paid_too_much", {**about, "is_online": True})
    assert "nothing goes back at the counter" in online and "50" in online


def test_what_a_lost_core_may_have_paid_is_settled_by_who_may_sign_for_refunds(
    desk: SessionDesk, screen: AlertsScreen
) -> None:
    told = {"number": "R0000001", "cents": 12_000, "refund": "ref", "units": []}
    raise_one(desk, screen, "refund_perhaps_paid", "", **told)
    assert len(offered(screen)) == 2
    desk.me = msgspec.structs.replace(MARC, role=Role.ADMINISTRATOR)
    now(screen.refresh(None))
    assert offered(screen) == []
    assert said(screen, "alert_manager") == "A manager settles it."
    screen.presenter.choose(Resolution.CLOSE)
    assert screen.presenter.state.chosen is None


def test_a_row_that_names_neither_customer_nor_article_names_its_money(
    desk: SessionDesk, screen: AlertsScreen
) -> None:
    raise_one(desk, screen, "refund_paid_untold", "", number="W-77120", cents=7_600, order_number="")
    [row] = [row for row in screen.view.rows.rows() if row.key == "x9"]
    assert row.cells[-1].text == money_words(7_600, "EUR")


def test_a_row_about_a_carton_names_it(desk: SessionDesk, screen: AlertsScreen) -> None:
    raise_one(desk, screen, "carton_missing", "", delivery="BL-1", number="0376", order_number="")
    [row] = [row for row in screen.view.rows.rows() if row.key == "x9"]
    assert (row.cells[1].text, row.cells[-1].text) == ("BL-1", "0376")


def test_several_parcels_are_asked_about_as_several() -> None:
    told = {"order_number": "C-9", "carrier": "Colivia", "parcels": "0345, 0346"}
    assert "where its parcels are: 0345, 0346." in case_sentence("shipment_overdue", told)
    assert "where the parcel is: 0345." in case_sentence("shipment_overdue", told | {"parcels": "0345"})


def test_how_much_went_to_which_of_several_cards_is_written(
    desk: SessionDesk, opened: OpenDoors, screen: AlertsScreen, qtbot: QtBot
) -> None:
    told = {"number": "R0000001", "cents": 12_000, "refund": "ref", "units": []}
    cards = {"cards": [["PAY-1", 4_000], ["PAY-2", 10_000]], "told": []}
    raise_one(desk, screen, "refund_perhaps_paid", "", **told, **cards)
    screen.presenter.choose(Resolution.WENT)
    fields = screen.view.detail.amounts
    assert [one.isVisible() for one in fields[:3]] == [True, True, False]
    assert "PAY-2" in fields[1].line.accessibleName()
    settle(screen, qtbot, "Selon eux")
    assert "Several cards paid" in opened.messages.heard[-1].sentence
    assert desk.row(ExceptionCase, "x9").settled_at is None

    for field, text in zip(fields, ("20", "deux"), strict=False):
        field.line.clear()
        qtbot.keyClicks(field.line, text)
    settle(screen, qtbot)
    assert opened.messages.heard[-1].sentence.startswith("Type how much")
    fields[1].line.clear()
    qtbot.keyClicks(fields[1].line, "100")
    settle(screen, qtbot)
    assert desk.row(ExceptionCase, "x9").data["resolution"] == "went"
    assert [(one.reference, one.cents) for one in desk.done[-1].went_to] == [
        ("PAY-1", 2_000), ("PAY-2", 10_000),
    ]  # fmt: skip


def test_what_the_payment_service_has_said_of_each_card_need_not_be_written(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    told = {"number": "R0000001", "cents": 12_000, "refund": "ref", "units": []}
    cards = {"cards": [["PAY-1", 4_000], ["PAY-2", 12_000]], "told": [["PAY-2", 12_000]]}
    raise_one(desk, screen, "refund_perhaps_paid", "", **told, **cards, currency="GBP")
    screen.presenter.choose(Resolution.WENT)
    fields = screen.view.detail.amounts
    [row] = [one for one in screen.view.rows.rows() if one.key == "x9"]
    said = [fields[1].line.placeholderText(), fields[0].line.accessibleName(), row.cells[-1].text]
    assert all("£" in one and "€" not in one for one in said), "in the money of the case"
    assert "120" in said[0]
    assert "£" in sides(screen)["Payment"]
    assert "PAY-2, as the payment service says" in sides(screen)["Payment"]
    assert "PAY" not in sides(screen)["This store"], "nothing of it was picked"
    settle(screen, qtbot, "Selon eux")
    assert [(one.reference, one.cents) for one in desk.done[-1].went_to] == [("PAY-2", 12_000)]


@pytest.fixture
def partly_told(desk: SessionDesk, screen: AlertsScreen) -> list[Field]:
    """100.00 may have gone to two cards, and the payment service has said that 40.00 did to the first: the
    fields of both."""
    told = {"number": "R0000001", "cents": 10_000, "refund": "ref", "units": []}
    cards = {"cards": [["PAY-1", 10_000], ["PAY-2", 10_000]], "told": [["PAY-1", 4_000]]}
    raise_one(desk, screen, "refund_perhaps_paid", "", **told, **cards)
    screen.presenter.choose(Resolution.WENT)
    return screen.view.detail.amounts


@pytest.mark.usefixtures("partly_told")
def test_where_the_payment_service_has_said_a_part_of_it_the_rest_is_asked_for(
    desk: SessionDesk, opened: OpenDoors, screen: AlertsScreen, qtbot: QtBot
) -> None:
    settle(screen, qtbot, "Selon eux")
    assert "Several cards paid" in opened.messages.heard[-1].sentence
    assert desk.row(ExceptionCase, "x9").settled_at is None


@pytest.mark.parametrize(
    ("typed", "went"),
    [
        (("", "60"), [("PAY-1", 4_000), ("PAY-2", 6_000)]),
        (("40", ""), [("PAY-1", 4_000)]),
        (("0", "60"), [("PAY-2", 6_000)]),
        (("", "0"), [("PAY-1", 4_000)]),
    ],
)
def test_what_is_typed_of_one_card_leaves_what_stands_in_the_other_s_field(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot, partly_told: list[Field],
    typed: tuple[str, str], went: list[tuple[str, int]],
) -> None:  # fmt: skip
    for field, text in zip(partly_told, typed, strict=False):
        qtbot.keyClicks(field.line, text)
    settle(screen, qtbot, "Selon eux")
    assert [(one.reference, one.cents) for one in desk.done[-1].went_to] == went
