"""What is heard of an order's payment: confirmed, its stores hear of it; failed, it ends; held, it waits.

Each word may come again, and late. Money that comes for an order that has ended is no reason to take it up:
a person pays it back (`paid_after_cancellation`).
"""

from __future__ import annotations

from functools import partial
from typing import Final

import msgspec
from sqlalchemy import select

from core.model import Customer, ExceptionCase, Fulfilment, Order
from core.orchestration import holds
from core.orchestration.cancellation import cancel
from core.orchestration.fulfilments import Promise, open_fulfilments
from core.orchestration.notices import tell_customer
from core.orchestration.orders import new_pickup_code
from core.orchestration.progress import OrderProgress, progress_of
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.order import OrderStatus, PaymentState, PaymentWord
from core.rules.pickup import code_digest
from core.rules.time import Instant

PAID_AFTER_CANCELLATION: Final = "paid_after_cancellation"
CENTRE: Final = 0
"""The location of a case that no store has to settle."""


class Heard(msgspec.Struct, frozen=True):
    """What came of a word on a payment: the code that opens a new pickup, told once; the case it raised."""

    pickup_code: str | None = None
    exception: str | None = None


def hear(unit: UnitOfWork, order: Order, word: PaymentWord, cause: str) -> Heard:
    """Take in what a payment service says. The same word again changes nothing.

    Args:
        order: locked.
        cause: the identifier of the request; what it makes is named after it.

    Raises:
        Refused: `payment_already_confirmed`: what was paid does not fail or wait any more.
    """
    if word is PaymentWord.CONFIRMED:
        return _confirm(unit, order)
    if order.payment == PaymentState.FAILED:
        return Heard()
    if order.confirmed_at is not None:
        raise Refused("payment_already_confirmed", order_number=order.number)
    if word is PaymentWord.HELD:
        _wait(unit, order)
    else:
        order.payment = PaymentState.FAILED.value
        order.is_held = False
        tell_customer(unit, order, "payment_failed", cause, {})
        cancel(unit, order, [], cause)
    return Heard()


def _confirm(unit: UnitOfWork, order: Order) -> Heard:
    if order.payment == PaymentState.PAID:
        order.is_held = False
        return Heard()
    progress = progress_of(unit.session, order)
    if progress.status is OrderStatus.CANCELLED:
        return Heard(exception=_raise_case(unit, order))
    order.payment = PaymentState.PAID.value
    order.is_held = False
    if order.confirmed_at is not None:
        # To be paid in the store, and paid before: nobody asks for the money again.
        for head in _fulfilments(unit, order):
            head.to_pay_cents = 0
        return Heard()
    order.confirmed_at = unit.at
    return Heard(_send_to_stores(unit, order, progress))


def _send_to_stores(unit: UnitOfWork, order: Order, progress: OrderProgress) -> str | None:
    rows = holds.holds_of(unit, order.id)
    plan = holds.plan_of(rows)
    holds.take_up(unit, rows)
    code = new_pickup_code(unit, order)
    customer = unit.session.get_one(Customer, order.customer_id)
    digest = code_digest(order.id, code) if code else ""
    promise = Promise(order, customer, progress.lines, Instant(unit.at), pickup_code_digest=digest)
    open_fulfilments(unit, promise, plan, partial(derive, order.id, "fulfilment"))
    return code


def _fulfilments(unit: UnitOfWork, order: Order) -> list[Fulfilment]:
    ids = unit.session.scalars(select(Fulfilment.id).where(Fulfilment.order_id == order.id)).all()
    rows = [unit.lock(Fulfilment, one) for one in sorted(ids)]
    return [row for row in rows if row is not None]


def _wait(unit: UnitOfWork, order: Order) -> None:
    """Somebody looks at it: what is held stays so until they have. What has ended waits for nobody."""
    if progress_of(unit.session, order).status is OrderStatus.CANCELLED:
        return
    order.is_held = True
    for row in holds.holds_of(unit, order.id):
        row.expires_at = None


def _raise_case(unit: UnitOfWork, order: Order) -> str:
    case_id = derive(order.id, PAID_AFTER_CANCELLATION)
    if unit.session.get(ExceptionCase, case_id) is None:
        unit.session.add(
            ExceptionCase(
                id=case_id,
                location_id=order.pickup_location_id or CENTRE,
                kind=PAID_AFTER_CANCELLATION,
                aggregate=f"order:{order.id}",
                data={"order_number": order.number},
                raised_at=unit.at,
            )
        )
    return PAID_AFTER_CANCELLATION
