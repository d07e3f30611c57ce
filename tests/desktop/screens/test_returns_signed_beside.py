"""While a PIN is checked beside, all is read again: what is signed is refused only where it is another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from core.model import Refund, RefundClaim, Return, Sale
from core.rules.refund_money import unit_id
from core.rules.time import DAY_MS, Instant
from desktop.desk import Hand
from desktop.screens.returns.state import Sight
from tests.desktop.desk_double import MARC, NOW, PIN
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day
from tests.desktop.screens.test_returns_due import withdrawn_now

__all__ = ["counter_of_a_day"]

A_MOMENT_MS = 700
MARKED_ON = Instant(NOW - DAY_MS)


async def brings_back_a_web_order(counter: Counter) -> None:
    """Its dress, which takes a manager's word; the law wants its money back within days from now."""
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.go()
    assert counter.state.beside is not None and counter.state.beside.chosen == MARC.staff_id


def claim_of_the_dress(return_id: str) -> RefundClaim:
    return RefundClaim(
        id="claim-9",
        unit_id=unit_id("w1-1", 0),
        sale_id="w1",
        return_id=return_id,
        refund_id="f-9",
        cents=8_900,
    )


async def signs_while(counter: Counter, meanwhile: Callable[[], Awaitable[None]]) -> None:
    """The manager's PIN takes a moment to be checked, and this happens in it."""
    quick = counter.desk.beside

    async def slow(staff_id: str, pin: str) -> Hand:
        counter.desk.clock.advance(A_MOMENT_MS)
        await meanwhile()
        return await quick(staff_id, pin)

    counter.desk.beside = slow  # type: ignore[method-assign]
    await counter.presenter.sign(PIN)


async def test_a_minutes_refresh_changes_nothing_that_is_signed(counter: Counter) -> None:
    await brings_back_a_web_order(counter)
    await signs_while(counter, counter.presenter.refresh)
    assert (counter.said(), counter.state.sight) == ("", Sight.DONE)
    assert counter.refund().approved_by == MARC.staff_id


async def test_what_the_core_tells_more_exactly_of_the_sale_is_no_change(counter: Counter) -> None:
    await brings_back_a_web_order(counter)

    async def told() -> None:
        with counter.desk.writing() as session:
            sale = session.get_one(Sale, "w1")
            sale.customer_name, sale.card_last4, sale.delivered_at = "Amélie Roux-Martin", "9031", MARKED_ON
        await counter.presenter.refresh()

    await signs_while(counter, told)
    assert (counter.said(), counter.state.sight) == ("", Sight.DONE)
    assert counter.refund().approved_by == MARC.staff_id


async def test_a_unit_that_a_neighbour_refunds_is_not_signed(counter: Counter) -> None:
    await brings_back_a_web_order(counter)

    async def refunded_elsewhere() -> None:
        counter.desk.add(claim_of_the_dress("r-9"))
        await counter.presenter.refresh()

    await signs_while(counter, refunded_elsewhere)
    assert counter.said() == "changed_while_signing"
    assert counter.desk.done == []


async def test_a_dearer_refund_than_was_seen_is_not_signed(counter: Counter) -> None:
    await brings_back_a_web_order(counter)
    assert counter.state.sale is not None
    line = counter.state.sale.lines[1]

    async def one_more_line() -> None:
        counter.presenter.take(line.id, 1)

    await signs_while(counter, one_more_line)
    assert counter.said() == "changed_while_signing"


async def test_a_gesture_does_not_wait_for_what_becomes_of_the_rest(counter: Counter) -> None:
    await counter.takes_back("W-77120", "w1-1")
    await withdrawn_now(counter)
    counter.presenter.begin_gesture()
    counter.presenter.say_gesture("5", "attente")
    await counter.presenter.do_next()
    assert counter.state.beside is not None and counter.state.opened is not None
    assert counter.state.opened.open_units == 1

    async def given_on_another_counter() -> None:
        [head] = counter.desk.rows(Return)
        counter.desk.add(claim_of_the_dress(head.id))
        await counter.presenter.refresh()
        assert counter.state.opened is not None and not counter.state.opened.open_units

    await signs_while(counter, given_on_another_counter)
    assert counter.said() == ""
    assert [row.total_cents for row in counter.desk.rows(Refund) if row.kind == "goodwill"] == [500]


async def test_what_is_due_stays_the_same_word_whatever_else_is_read(counter: Counter) -> None:
    await counter.takes_back("W-77120", "w1-1")
    first = await withdrawn_now(counter)
    await counter.presenter.do_next()
    assert counter.state.beside is not None
    await signs_while(counter, counter.presenter.refresh)
    assert counter.said() == ""
    [second] = [row for row in counter.desk.rows(Refund) if row.id != first.id]
    assert second.approved_by == MARC.staff_id
