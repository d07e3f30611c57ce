"""An order that is not paid holds its stock, and no store hears of it: it is paid, fails, waits, or ends."""

from __future__ import annotations

import pytest
from order_world import furnish, head_at, notices, order, progress, shares, stock
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import ExceptionCase, Order
from core.orchestration import Core
from core.orchestration.cancellation import LineCancel, cancel
from core.orchestration.payments import Heard, hear
from core.orchestration.reservations import release
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import BadInput, Refused
from core.rules.order import OrderStatus, PaymentState, PaymentWord
from core.rules.pickup import code_digest
from core.rules.time import DAY_MS, HOUR_MS, Instant
from core.service.order_history import order_history

PENDING = {"payment": PaymentState.PENDING}


def said(core: Core, order_id: str, word: PaymentWord) -> Heard:
    return core.transact(lambda unit: hear(unit, unit.lock(Order, order_id), word, unit.ids.new()))  # type: ignore[arg-type]


def cancelled(core: Core, order_id: str, *lines: LineCancel) -> None:
    core.transact(lambda unit: cancel(unit, unit.lock(Order, order_id), lines, unit.ids.new()))  # type: ignore[arg-type]


def cases(core: Core) -> list[str]:
    return list(core.read(lambda s: s.scalars(select(ExceptionCase.kind)).all()))


def test_paid_it_goes_to_its_store_with_a_code_that_is_told_once(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 2), **PENDING)
    assert (placed.pickup_code, shares(core, placed.order_id)) == (None, {})
    done = progress(core, placed.order_id)
    assert (done.status, done.open_units()) == (OrderStatus.PLACED, {})
    assert (stock(core, "SCARF", "LYON").soft_held, stock(core, "SCARF", "LYON").allocated) == (2, 0)
    clock.advance(HOUR_MS // 2)

    heard = said(core, placed.order_id, PaymentWord.CONFIRMED)
    assert heard.pickup_code is not None
    assert said(core, placed.order_id, PaymentWord.CONFIRMED) == Heard()
    assert shares(core, placed.order_id) == {"LYON": ("proposed", {"SCARF": 2})}
    assert (stock(core, "SCARF", "LYON").soft_held, stock(core, "SCARF", "LYON").allocated) == (0, 2)
    assert progress(core, placed.order_id).status is OrderStatus.SOURCED
    clock.advance(DAY_MS)
    assert Timers(core).turn()["unpaid"] == 0
    with pytest.raises(Refused, match="payment_already_confirmed"):
        said(core, placed.order_id, PaymentWord.FAILED)


def test_failed_it_is_cancelled_and_its_stock_free(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), **PENDING).order_id
    for _ in range(2):
        assert said(core, placed, PaymentWord.FAILED) == Heard()
    assert progress(core, placed).status is OrderStatus.CANCELLED
    assert stock(core, "SCARF", "LYON").soft_held == 0
    # One letter says it all.
    assert notices(core) == ["payment_failed"]


def test_held_it_waits_for_people_and_does_not_end_by_itself(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), **PENDING).order_id
    said(core, placed, PaymentWord.HELD)
    clock.advance(30 * DAY_MS)
    assert Timers(core).turn()["unpaid"] == 0
    assert progress(core, placed).status is OrderStatus.ON_HOLD
    said(core, placed, PaymentWord.CONFIRMED)
    assert progress(core, placed).status is OrderStatus.SOURCED


def test_what_is_not_paid_in_time_is_cancelled_and_late_money_is_a_case(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), **PENDING).order_id
    clock.advance(HOUR_MS)
    assert Timers(core).turn()["unpaid"] == 1
    assert Timers(core).turn()["unpaid"] == 0
    assert progress(core, placed).status is OrderStatus.CANCELLED
    assert stock(core, "SCARF", "LYON").soft_held == 0
    for _ in range(2):
        assert said(core, placed, PaymentWord.CONFIRMED).exception == "paid_after_cancellation"
    assert cases(core) == ["paid_after_cancellation"]
    assert shares(core, placed) == {}


def test_units_are_cancelled_before_they_are_paid_first_those_that_are_free_nowhere(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 4), **PENDING).order_id
    cancelled(core, placed, LineCancel(1, 1))
    (done,) = progress(core, placed).by_line.values()
    assert (done.sourced, done.unfillable, stock(core, "SCARF", "LYON").soft_held) == (3, 0, 3)
    cancelled(core, placed, LineCancel(1, 2))
    assert stock(core, "SCARF", "LYON").soft_held == 1
    said(core, placed, PaymentWord.CONFIRMED)
    assert shares(core, placed) == {"LYON": ("proposed", {"SCARF": 1})}


def test_goods_that_come_do_not_send_an_unpaid_order_to_a_store(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    taken = order(core, ("SCARF", 1)).order_id
    placed = order(core, ("SCARF", 1), **PENDING).order_id
    cancelled(core, taken)
    assert Timers(core).turn()["backorder"] == 0
    said(core, placed, PaymentWord.CONFIRMED)
    assert Timers(core).turn()["backorder"] == 1
    assert shares(core, placed) == {"LYON": ("proposed", {"SCARF": 1})}


def test_paid_before_it_is_collected_nobody_asks_for_the_money_again(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), payment=PaymentState.PAY_IN_STORE).order_id
    assert head_at(core, placed).to_pay_cents > 0
    said(core, placed, PaymentWord.CONFIRMED)
    assert head_at(core, placed).to_pay_cents == 0


def test_a_held_order_that_is_cancelled_waits_for_nobody(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), **PENDING).order_id
    said(core, placed, PaymentWord.HELD)
    cancelled(core, placed)
    said(core, placed, PaymentWord.HELD)
    assert not core.read(lambda s: s.get_one(Order, placed).is_held)


def test_what_an_unpaid_order_holds_is_no_reservation(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), **PENDING).order_id
    with pytest.raises(Refused, match="unknown_reservation"):
        core.transact(lambda unit: release(unit, placed))
    with pytest.raises(BadInput, match="unknown_reservation"):
        order(core, ("SCARF", 1), reservation=placed)
    said(core, placed, PaymentWord.CONFIRMED)
    assert shares(core, placed) == {"LYON": ("proposed", {"SCARF": 2})}


def test_without_any_stock_it_ends_in_time_as_well(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 0}})
    placed = order(core, ("SCARF", 2), **PENDING).order_id
    clock.advance(HOUR_MS - 1)
    assert Timers(core).turn()["unpaid"] == 0
    clock.advance(1)
    assert Timers(core).turn()["unpaid"] == 1
    assert progress(core, placed).status is OrderStatus.CANCELLED
    assert said(core, placed, PaymentWord.CONFIRMED).exception == "paid_after_cancellation"


def test_paid_it_keeps_the_date_that_it_came_with(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    told = Instant(clock.now() + 5 * HOUR_MS)
    placed = order(core, ("SCARF", 1), promised_at=told, **PENDING).order_id
    said(core, placed, PaymentWord.CONFIRMED)
    assert head_at(core, placed).promised_at == told
    assert notices(core) == []


def test_paid_after_the_date_that_it_came_with_a_new_one_is_told(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    told = Instant(clock.now() + HOUR_MS // 2)
    placed = order(core, ("SCARF", 1), promised_at=told, **PENDING).order_id
    clock.advance(HOUR_MS // 2)
    said(core, placed, PaymentWord.CONFIRMED)
    assert head_at(core, placed).promised_at == clock.now() + 2 * HOUR_MS
    assert notices(core) == ["promised_again"]


@pytest.mark.parametrize("is_paid_at_once", [True, False])
def test_a_code_that_was_told_while_nothing_was_free_opens_what_comes_later(
    core: Core, is_paid_at_once: bool
) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    taken = order(core, ("SCARF", 1)).order_id
    if is_paid_at_once:
        placed = order(core, ("SCARF", 1))
        order_id, code = placed.order_id, placed.pickup_code
    else:
        order_id = order(core, ("SCARF", 1), **PENDING).order_id
        code = said(core, order_id, PaymentWord.CONFIRMED).pickup_code
    cancelled(core, taken)
    assert Timers(core).turn()["backorder"] == 1
    assert code is not None
    assert head_at(core, order_id).pickup_code_digest == code_digest(order_id, code)


def test_the_story_of_one_that_was_confirmed_as_it_was_placed_tells_it(core: Core) -> None:
    """No clock goes on in between."""
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 2), **PENDING).order_id
    said(core, placed, PaymentWord.CONFIRMED)
    at_once = order(core, ("SCARF", 1), reference="W-2").order_id

    def told(session: Session, order_id: str) -> list[str]:
        events = order_history(session, session.get_one(Order, order_id), "en").events
        assert [event.at for event in events] == sorted(event.at for event in events)
        return [event.code for event in events]

    story = core.read(lambda s: told(s, placed))
    assert story[:2] == ["placed", "confirmed"] and "sent_to_store" in story[2:]
    assert "confirmed" not in core.read(lambda s: told(s, at_once))
