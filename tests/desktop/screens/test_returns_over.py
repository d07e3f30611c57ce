"""An open return that is over says so in the middle of the room that something to do would take."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from core.rules.refund import RefundKind, RefundState
from desktop.screens.returns.counter_state import Gesture, MoneyBack, Opened
from desktop.screens.returns.state import ReturnsState
from desktop.screens.returns.view import ReturnsView
from desktop.shell.amounts import money_words
from desktop.shell.widgets import EmptyState, Text


def money(state: RefundState, kind: RefundKind = RefundKind.RETURN) -> MoneyBack:
    return MoneyBack(id=f"{kind}-{state}", kind=kind, state=state, total_cents=5_599)


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


def test_money_that_is_on_its_way_is_said_with_its_sum(view: ReturnsView) -> None:
    queued, paid = money(RefundState.QUEUED), money(RefundState.REFUNDED)
    gesture = replace(money(RefundState.EXECUTING, RefundKind.GOODWILL), total_cents=500)

    assert shown(view, queued, paid).hint() == f"{money_words(5_599, 'EUR')} on the way to the customer"
    assert shown(view, queued, gesture).hint() == f"{money_words(6_099, 'EUR')} on the way to the customer"
    assert shown(view, money(RefundState.QUEUED, RefundKind.LOSS)).hint() == ""


@pytest.mark.parametrize(
    ("state", "icon"),
    [
        (RefundState.REFUNDED, "check"),
        (RefundState.BY_HAND, "check"),
        (RefundState.REFUSED, "check"),
        (RefundState.QUEUED, "waiting"),
        (RefundState.PROPOSED, "waiting"),
        (RefundState.FAILED, "waiting"),
    ],
)
def test_its_shape_tells_whether_the_customer_still_waits(
    view: ReturnsView, state: RefundState, icon: str
) -> None:
    assert shown(view, money(state))._mark.icon == icon
