"""A receipt that is printed again says how things stand now: the money, the order, the code; and it is no
second store credit."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from core.commands.exchanging import code_of
from core.model import Refund
from core.rules.exchange_sending import Way
from core.rules.pickup import code_digest, exchange_code
from desktop.screens.returns import counter_words
from desktop.screens.returns.counter_state import Gesture, Opened
from desktop.screens.returns.state import ReturnsState
from desktop.screens.returns.view import ReturnsView
from desktop.shell.widgets import Text
from tests.desktop.screens.exchange_elsewhere import ADDRESS, chooses, counter_with_elsewhere, orders, says
from tests.desktop.screens.returns_counter import Counter
from tests.desktop.screens.store_world import add_order
from tests.desktop.screens.test_returns_papers import by_credit, ordered, printed

__all__ = ["counter_with_elsewhere"]


def becomes(counter: Counter, **changes: object) -> Refund:
    """What headquarters has made of the refund."""
    key = counter.refund().id
    with counter.desk.writing() as session:
        row = session.get_one(Refund, key)
        for name, value in changes.items():
            setattr(row, name, value)
    return counter.refund()


async def again(counter: Counter) -> dict[str, object]:
    """What the paper says that is printed again now."""
    await counter.presenter.open_return(counter.refund().return_id)
    before = len(counter.desk.spooled())
    await counter.presenter.print_again()
    [paper] = counter.desk.spooled()[before:]
    return dict(paper.data)


async def back_in(counter: Counter, *, is_connected: bool = True) -> None:
    """The shirt came back, and its money is proposed."""
    counter.desk.is_connected = is_connected
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.go()


async def out(counter: Counter, way: Way = Way.PICKUP) -> Refund:
    """The shirt in 40 was ordered in exchange, and paid."""
    await chooses(counter)
    counter.presenter.send_by(way)
    counter.presenter.say_where(ADDRESS)
    await counter.presenter.go()
    says(counter, order_id="order-e", order_number="C-0042")
    return becomes(counter, is_exchange_out=True)


async def test_what_failed_does_not_read_as_on_its_way(counter: Counter) -> None:
    await back_in(counter)
    becomes(counter, state="failed")
    assert (await again(counter))["status"] == "Not refunded: the payment has failed. The store sees to it."


@pytest.mark.parametrize("state", ["queued", "executing", "failed"])
async def test_what_was_proposed_offline_waits_for_no_line_that_is_back(counter: Counter, state: str) -> None:
    await back_in(counter, is_connected=False)
    assert counter.refund().is_offline
    becomes(counter, state=state)
    if state != "failed":
        said = (await again(counter))["status"]
        assert said == "Refund queued: it is paid once the line to headquarters is back."
    counter.desk.is_connected = True
    assert "line to headquarters" not in str((await again(counter))["status"])


async def test_an_exchange_that_was_ordered_offline_is_asked_for_once_the_line_is_back(
    counter: Counter,
) -> None:
    counter.desk.is_connected = False
    await orders(counter)
    assert "once the line is back" in str((await again(counter))["status"])
    counter.desk.is_connected = True
    assert "headquarters is asked now" in str((await again(counter))["status"])


async def test_a_store_credit_is_printed_once(counter: Counter) -> None:
    by_credit(counter)
    await ordered(counter, "T-9")
    await counter.presenter.do_next()
    before = printed(counter)
    assert [template for template, _ in before].count("store_credit") == 1
    await counter.presenter.print_again()
    assert [template for template, _ in printed(counter)[len(before) :]] == ["refund_receipt"]


@pytest.mark.parametrize(
    ("state", "is_held"),
    [("ready", True), ("dispatched", True), ("handed_over", False), ("cancelled", False)],
)
async def test_what_was_collected_is_neither_held_nor_has_a_code(
    counter: Counter, state: str, is_held: bool
) -> None:
    refund = await out(counter)
    code = code_of(refund)
    add_order(
        counter.desk, "e", "C-0042", "Camille Royer", {"shirt": 1}, state=state,
        pickup_code_digest=code_digest("order-e", code),
    )  # fmt: skip
    paper = await again(counter)
    status = str(paper["status"])
    assert paper["pickup_code"] == (code if is_held else "")
    assert ("headquarters holds it" in status, "Here from" in status) == (is_held, is_held)
    assert is_held or status.startswith("Ordered under C-0042.")
    assert status.endswith("have been paid.")


async def test_of_what_another_store_sends_home_no_more_is_said_than_its_number(counter: Counter) -> None:
    await out(counter, Way.HOME)
    assert str((await again(counter))["status"]).startswith("Ordered under C-0042.")


async def test_what_a_store_does_not_take_on_is_collected_with_its_code_all_the_same(
    counter: Counter,
) -> None:
    refund = await out(counter)
    add_order(counter.desk, "e", "C-0042", "Camille Royer", {"shirt": 1}, state="rejected")
    assert (await again(counter))["pickup_code"] == code_of(refund)


async def test_a_code_that_is_out_already_is_printed_as_it_is(counter: Counter) -> None:
    """It followed from the refund alone, for whoever had proposed it with a program of before."""
    refund = await out(counter)
    becomes(counter, sending={key: said for key, said in refund.sending.items() if key != "code_seed"})
    code = exchange_code(refund.id, "")
    add_order(
        counter.desk, "e", "C-0042", "Camille Royer", {"shirt": 1}, state="ready",
        pickup_code_digest=code_digest("order-e", code),
    )  # fmt: skip
    assert (await again(counter))["pickup_code"] == code


async def test_a_code_that_hand_over_would_refuse_is_not_printed(counter: Counter) -> None:
    """Headquarters drew its own before codes followed from the refund."""
    await out(counter)
    add_order(counter.desk, "e", "C-0042", "Camille Royer", {"shirt": 1}, state="ready")
    paper = await again(counter)
    assert paper["pickup_code"] == ""
    assert "headquarters holds it" in str(paper["status"])


async def test_a_receipt_is_printed_once_a_press_and_the_screen_says_so(counter: Counter) -> None:
    await back_in(counter)
    await counter.presenter.open_return(counter.refund().return_id)
    assert counter_words.printed_words(counter.state) == ""
    before = len(counter.desk.spooled())
    counter.desk.turns = 3
    await asyncio.gather(counter.presenter.print_again(), counter.presenter.print_again())
    assert len(counter.desk.spooled()) == before + 1
    assert counter_words.printed_words(counter.state) == "The receipt is being printed again."
    counter.desk.turns = 0
    await counter.presenter.do_next()
    assert counter_words.printed_words(counter.state) == "", "that is said of the next thing"


async def test_nothing_is_printed_again_while_a_gesture_is_typed(counter: Counter) -> None:
    await back_in(counter)
    await counter.presenter.open_return(counter.refund().return_id)
    counter.presenter.begin_gesture()
    before = len(counter.desk.spooled())
    await counter.presenter.print_again()
    assert len(counter.desk.spooled()) == before


def test_the_page_says_what_was_printed_and_has_no_key_for_it_while_a_gesture_is_typed(qtbot: QtBot) -> None:
    view = ReturnsView()
    qtbot.addWidget(view)
    opened = ReturnsState(opened=Opened(id="r", number="R-1", papers=("f",)))
    view.show_state(opened)
    [said] = view.findChildren(Text, "returns_printed")
    assert view.can.print_again.isEnabled() and not said.isVisibleTo(view.opened)
    view.show_state(replace(opened, printed_again="r"))
    assert said.isVisibleTo(view.opened) and said.text() == "The receipt is being printed again."
    view.show_state(replace(opened, printed_again="r", gesture=Gesture()))
    assert not view.can.print_again.isEnabled() and not said.isVisibleTo(view.opened)
