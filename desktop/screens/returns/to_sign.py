"""What somebody who signs beside has before them, to compare it once their PIN is checked.

Only what a word is given on. What is read again at any moment differs in more than that though nobody has
changed anything: the day by which the law wants the money back counts from now, the core says the same of a
sale with its customer's name, a neighbour brings back another line of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.screens.returns.counter_state import Due, Opened
from desktop.screens.returns.exchange_state import Instead
from desktop.screens.returns.goods_state import Taken
from desktop.screens.returns.money_state import Money
from desktop.screens.returns.state import ReturnsState


def to_sign(state: ReturnsState) -> tuple[object, ...]:
    """What a word on what is in front is about; equal as long as it would be the same word."""
    if state.opened is not None:
        return _of_opened(state, state.opened)
    return (
        state.sale.id if state.sale is not None else "",
        state.proof,
        state.customer.split(),
        [_goods(one) for one in state.takens],
        state.override_reason,
        _money(state.money),
        _instead(state.instead),
        state.sending,
    )


def _of_opened(state: ReturnsState, opened: Opened) -> tuple[object, ...]:
    """A gesture, or what is due first: the rest of the return may go on beside it."""
    due = state.due
    if due is Due.GESTURE and state.gesture is not None:
        return opened.id, due, state.gesture.cents, state.gesture.reason.strip()
    if due is Due.AGAIN and state.again is not None:
        again = state.again
        return opened.id, due, again.units, _money(again.money), _instead(state.instead), state.sending
    if due is Due.OPEN:
        return opened.id, due, opened.open_units, opened.open_cents, opened.open_need
    lines = [(one.line_id, one.units, one.cents) for one in opened.to_override]
    return opened.id, due, lines, state.override_reason


def _goods(taken: Taken) -> tuple[object, ...]:
    """What is said of the goods, and on what ground they are taken back."""
    ground = taken.verdict.ground if taken.verdict is not None else None
    said = (taken.reason, taken.answers, taken.disposition, taken.serial, taken.photo)
    return taken.line.id, taken.places, said, ground


def _money(money: Money) -> tuple[object, ...]:
    """The amounts, in cents: what goes back, by which means, for which units, and on whose word."""
    amounts = (money.total_cents, money.fee_cents, money.new_cents, money.to_pay_cents)
    trouble = money.trouble.code if money.trouble is not None else ""
    return amounts, money.parts, money.units, money.need, trouble


def _instead(instead: Sequence[Instead]) -> list[tuple[object, ...]]:
    """What is taken instead, at the price of each in cents."""
    return [(one.article_id, one.serial, one.quantity, one.price_cents) for one in instead]
