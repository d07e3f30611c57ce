"""An open return that is over says so in the middle of the room that something to do would take."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.rules.refund import RefundKind, RefundState
from desktop.screens.returns import over_words
from desktop.screens.returns.counter_state import Gesture, MoneyBack, Opened, Uncovered
from desktop.screens.returns.state import ReturnsState
from desktop.screens.returns.view import ReturnsView
from desktop.shell.amounts import money_words
from desktop.shell.widgets import Button, EmptyState, Text
from tests.desktop.desk_double import PIN
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day
from tests.desktop.screens.sales_world import add_sale

__all__ = ["counter_of_a_day"]
MOST_BETWEEN = 96


def money(state: RefundState, kind: RefundKind = RefundKind.RETURN, left_cents: int = 5_599) -> MoneyBack:
    return MoneyBack(id=f"{kind}-{state}", kind=kind, state=state, total_cents=5_599, left_cents=left_cents)


def shown(view: ReturnsView, *refunds: MoneyBack) -> EmptyState:
    """What the page says of a return with this money."""
    view.show_state(ReturnsState(opened=Opened(id="r", number="R-1", money=refunds)))
    [over] = view.findChildren(EmptyState, "returns_over")
    return over


@pytest.fixture
def view(qtbot: QtBot) -> ReturnsView:
    made = ReturnsView()
    qtbot.addWidget(made)
    made.resize(1_200, 800)
    made.show()
    return made


def test_it_stands_in_the_middle_and_is_said_once(view: ReturnsView) -> None:
    over = shown(view, money(RefundState.REFUNDED))

    assert (over.sentence(), over.hint()) == ("Nothing more to do here", "")
    [due] = view.findChildren(Text, "returns_due")
    assert over.isVisibleTo(view) and not due.isVisibleTo(view)
    view.show_state(ReturnsState(opened=Opened(id="r", number="R-1"), gesture=Gesture()))
    assert due.isVisibleTo(view) and not over.isVisibleTo(view)


def test_it_has_the_room_that_is_left(view: ReturnsView, qtbot: QtBot) -> None:
    over = shown(view, money(RefundState.REFUNDED))

    qtbot.waitUntil(lambda: over.height() > view.opened.card.height() // 2)


def test_what_has_not_reached_its_customer_is_said_with_its_sum(view: ReturnsView) -> None:
    queued, paid = money(RefundState.QUEUED), money(RefundState.REFUNDED, left_cents=0)
    under_way = money(RefundState.EXECUTING, RefundKind.GOODWILL, left_cents=500)
    still, away = f"{money_words(5_599, 'EUR')} still to go", f"{money_words(500, 'EUR')} on the way"

    assert shown(view, queued, paid).hint() == f"{still} to the customer"
    assert shown(view, money(RefundState.APPROVED)).hint() == f"{still} to the customer"
    assert shown(view, under_way).hint() == f"{away} to the customer"
    assert shown(view, queued, under_way).hint() == f"{still} to the customer · {away} to the customer"
    assert shown(view, money(RefundState.QUEUED, RefundKind.LOSS)).hint() == ""


async def test_what_was_paid_in_cash_is_not_on_its_way(counter: Counter) -> None:
    paid = (("cash", 2_000), ("card", 1_000))
    add_sale(counter.desk, "both", "T-BOTH", {"shirt": 1}, paid_cents=3_000, means=paid)
    await counter.takes_back("T-BOTH", "both-1")
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    await counter.presenter.open_return(counter.refund().return_id)
    await counter.presenter.do_next()

    assert [tuple(part) for part in counter.refund().parts] == [("card", 1_000, 0), ("cash", 2_000, 2_000)]
    assert over_words.is_over(counter.state)
    assert over_words.over_hint(counter.state) == f"{money_words(1_000, 'EUR')} on the way to the customer"


def test_money_that_came_back_says_where_it_is_settled(view: ReturnsView) -> None:
    over = shown(view, money(RefundState.FAILED))

    assert (over.sentence(), over.hint()) == ("Its money came back: it is settled under Approve", "")
    with speaking("fr"):
        over = shown(view, money(RefundState.FAILED), money(RefundState.QUEUED))
        assert over.sentence() == "Son argent est revenu\u202f: cela se règle dans Valider"
        assert over.hint() == f"{money_words(5_599, 'EUR')} encore à rendre au client"
        executing = money(RefundState.EXECUTING)
        assert shown(view, executing).hint() == f"{money_words(5_599, 'EUR')} en cours de remboursement"


@pytest.mark.parametrize(
    ("state", "icon"),
    [
        (RefundState.REFUNDED, "check"),
        (RefundState.BY_HAND, "check"),
        (RefundState.REFUSED, "check"),
        (RefundState.QUEUED, "waiting"),
        (RefundState.PROPOSED, "waiting"),
        (RefundState.FAILED, "alert"),
    ],
)
def test_its_shape_tells_whether_the_customer_still_waits(
    view: ReturnsView, state: RefundState, icon: str
) -> None:
    assert shown(view, money(state))._mark.icon == icon


def refused(name: str, units: int = 1, *, may_override: bool = False) -> Uncovered:
    return Uncovered(line_id=name, name=name, why="serial_wrong", units=units, may_override=may_override)


def said_of(view: ReturnsView, *uncovered: Uncovered) -> tuple[str, str, str, str, bool]:
    """Title, label of the reason, and words of Enter and F12 of goods that nothing is due for."""
    view.show_state(ReturnsState(opened=Opened(id="r", number="R-1", uncovered=uncovered)))
    [due], [over] = view.findChildren(Text, "returns_due"), view.findChildren(EmptyState, "returns_over")
    reason = view.opened.reason
    assert due.isVisibleTo(view) and reason.isVisibleTo(view) and not over.isVisibleTo(view)
    [enter] = view.findChildren(Button, "returns_do_next")
    [beside] = view.findChildren(Button, "returns_give_back")
    return (
        due.text(),
        reason.line.accessibleName(),
        enter.text(),
        view.can.give_back.text(),
        beside.isVisibleTo(view),
    )


def test_what_nobody_may_take_back_is_not_over_and_says_what_goes_back(view: ReturnsView) -> None:
    dress, belts = refused("Dress"), refused("Belt", 2)
    gives = "Stays refused, given back: 3"

    assert said_of(view, dress, belts) == (
        "Refused, to be given back: 1 × Dress, 2 × Belt", "Why does it stay refused?", gives, gives, False
    )  # fmt: skip
    with speaking("fr"):
        title, label, enter, *_ = said_of(view, dress)
    assert title == "Refusé, à rendre au client\u202f: 1 × Dress"
    assert (label, enter) == ("Pourquoi est-ce refusé\u202f?", "Reste refusé, rendu au client\u202f: 1")


def test_beside_what_a_manager_may_take_back_the_key_says_how_much_goes_back(view: ReturnsView) -> None:
    dress, belts = refused("Dress", may_override=True), refused("Belt", 2)

    title, label, enter, key, is_shown = said_of(view, dress, belts)
    assert title == "Not covered, a manager may take it back all the same: 1 × Dress"
    assert label == "Why is it taken back all the same, or not?"
    assert (enter, key, is_shown) == ("Take it back all the same", "Stays refused, given back: 3", True)
    view.show_state(ReturnsState())
    assert view.can.give_back.text() == "Stays refused: given back"
    with speaking("fr"):
        assert said_of(view, dress)[1] == "Pourquoi est-ce repris, ou refusé\u202f?"


@pytest.mark.parametrize("size", [(1_200, 800), (950, 620)])
def test_what_can_be_done_stands_close_to_what_is_said(view: ReturnsView, size: tuple[int, int]) -> None:
    """Without anything begun here, the ways without a sale would float in the middle of an empty page."""
    view.resize(*size)
    view.show_state(ReturnsState())
    [said], [slip] = (
        view.findChildren(EmptyState, "returns_nothing"),
        view.findChildren(Button, "returns_slip_button"),
    )
    words = said.findChildren(Text)[1]
    below = words.mapTo(view, words.rect().bottomLeft()).y()
    assert 0 < slip.mapTo(view, slip.rect().topLeft()).y() - below < MOST_BETWEEN
